"""What a searched name may be called in every language: the names of known persons, states, places, bodies and works."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from kelisim.knowledge.loader import Knowledge, load_knowledge
from kelisim.knowledge.name_keys import SAME_NAME, full_similarity, key, similarity
from kelisim.knowledge.schema import Person
from kelisim.languages.loader import Gazetteer, load_gazetteer, pack_codes
from kelisim.text.searchable import search_form

Thing = tuple[str, str]
"""A known thing: what it is and its id."""

SURE_NAME = 0.8
"""Similarity from which a misspelt name of a place or state is taken for it. Ours: names of states differ by more."""

SHORTEST_GUESSED = 4
"""Letters of the shortest name that may be misspelt."""


def plain(name: str) -> str:
    """A name as it is searched, without marks of the packs."""
    return search_form(name.replace("=", "")).strip()


def searched(name: str) -> str:
    """A name of a pack as a form of a search; one that takes no affixes (``=``, acronyms) has spaces around it."""
    last = name.rpartition(" ")[2]
    is_acronym = last == name and sum(letter.isupper() for letter in last) > 1
    return f" {plain(name)} " if is_acronym or last.startswith("=") else plain(name)


def other_names(name: str) -> frozenset[str]:
    """All names, in searched form, of whatever a name may stand for; none when it stands for nothing known.

    A name is known by any of its spellings in any language; one that is misspelt, or spelled after its sound, is known
    when it sounds like a person's surname or like the English name of a state or place.
    """
    wanted = plain(name)
    things, called = _index()
    found = things.get(wanted, frozenset()) or _sounding(name)
    names = {form for thing in found for form in called[thing]}
    for person in _persons(name):
        names |= {plain(surname) for surname in load_knowledge().surnames(person)}
    return frozenset(names)


def _persons(name: str) -> Iterator[Person]:
    """Known persons whose surname or full name this may be."""
    knowledge = load_knowledge()
    words = name.split()
    for word in words:
        for person in knowledge.namesakes(word):
            if len(words) == 1:
                if any(similarity(word, surname) >= SURE_NAME for surname in knowledge.surnames(person)):
                    yield person
            elif any(_is_full_name(name, spelling) for spelling in (person.name, *person.spellings)):
                yield person


def _is_full_name(name: str, spelling: str) -> bool:
    """Whether all words of a name stand in a spelling, which has at least as many."""
    return len(plain(spelling).split()) >= len(name.split()) and full_similarity(name, spelling) >= SAME_NAME


def _sounding(name: str) -> frozenset[Thing]:
    if len(name) < SHORTEST_GUESSED:
        return frozenset()
    likely = _sounds().get(key(name), ())
    return frozenset(thing for known, thing in likely if similarity(name, known) >= SURE_NAME)


@cache
def _sounds() -> Mapping[str, list[tuple[str, Thing]]]:
    """English names of states and places by their skeletons."""
    knowledge = load_knowledge()
    found: dict[str, list[tuple[str, Thing]]] = defaultdict(list)
    for state in knowledge.states.values():
        found[key(state.name)].append((state.name, ("state", state.code)))
    for place in knowledge.places.values():
        found[key(place.name)].append((place.name, ("place", place.id)))
    return found


@cache
def _index() -> tuple[Mapping[str, frozenset[Thing]], Mapping[Thing, frozenset[str]]]:
    """Known things by each of their names, and the forms of their names."""
    called: dict[Thing, set[str]] = defaultdict(set)
    for thing, names in _known_names(load_knowledge()):
        called[thing] |= {form for name in names if (form := plain(name))}
    for code in pack_codes():
        for thing, names in _names_in(load_gazetteer(code)):
            called[thing] |= {form for name in names if (form := searched(name)).strip()}
    things: dict[str, set[Thing]] = defaultdict(set)
    for thing, forms in called.items():
        for form in forms:
            things[form.strip()].add(thing)
    return (
        {form: frozenset(found) for form, found in things.items()},
        {thing: frozenset(forms) for thing, forms in called.items()},
    )


def _known_names(knowledge: Knowledge) -> Iterator[tuple[Thing, Iterable[str]]]:
    for state in knowledge.states.values():
        yield ("state", state.code), [state.name]
    for place in knowledge.places.values():
        yield ("place", place.id), [place.name, *place.former]
    for body in knowledge.organisations.values():
        yield ("body", body.id), [body.name, *([body.party] if body.party else [])]
    for work in knowledge.works.values():
        yield ("work", work.id), [work.name]


def _names_in(gazetteer: Gazetteer) -> Iterator[tuple[Thing, Iterable[str]]]:
    for code, name in gazetteer.cldr.territories.items():
        yield ("state", code), [name]
    for code, words in gazetteer.states.states.items():
        yield ("state", code), [*words.names, *words.adjectives, *words.demonyms]
    for kind, known in (
        ("place", gazetteer.places.places),
        ("body", gazetteer.bodies.organisations),
        ("work", gazetteer.infrastructure.infrastructure),
    ):
        for identity, names in known.items():
            yield (kind, identity), names
