"""The names of a language and of the knowledge: into the lexicon, and as a compiled grammar."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import NamedTuple

from kelisim.extract.lexicon import Lexicon, Roles, Sense
from kelisim.knowledge.loader import Knowledge
from kelisim.knowledge.name_keys import key
from kelisim.knowledge.schema import Person
from kelisim.languages.loader import Pack
from kelisim.languages.schema.concepts import ConceptsFile
from kelisim.text.view import Folded, fold

SCRIPTS = {"Arab": ("\u0600", "\u06ff"), "Cyrl": ("\u0400", "\u04ff"), "Latn": ("A", "\u024f")}
"""The letters of a script, as a range."""

TELLING_SURNAME = 7
"""A surname so long is taken from a full name: a shorter one may be a first name, too. Ours."""

CASED_SCRIPTS = frozenset({"Cyrl", "Latn"})
"""Scripts in which names have capitals."""

INNER = "inner"
"""The aspect of a state inside a longer phrase."""

COUNTERPART = "COUNTERPART"
OTHER_CONCEPTS = frozenset({"POPULATION", "PRICE"})
"""Concepts whose phrases name people or money with a state's adjective, not the state."""

CASELESS = "Arab"
SHORTEST_SURNAME = 4
"""Shorter surnames are too often other words to stand for a person without an office or full name beside them."""


class NameGrammar(NamedTuple):
    """What the reading of names needs of a language beside its lexicon; all words are folded as the text view is.

    ``shapes`` remembers what words look like (see :func:`kelisim.extract.name_persons.shape`).
    """

    knowledge: Knowledge
    fold: Callable[[str], str]
    cased: bool
    state_order: str
    case_at_end: bool
    organisation_order: str
    given: frozenset[str]
    declined: dict[str, str]
    spelled: dict[str, str]
    particles: frozenset[str]
    surnames: tuple[str, ...]
    endings: tuple[tuple[str, Roles], ...]
    nominatives: tuple[str, ...]
    never: frozenset[str]
    openings: tuple[str, ...]
    articles: tuple[str, ...]
    cautious: frozenset[str]
    shapes: dict[str, str]


def name_grammar(pack: Pack, knowledge: Knowledge) -> NameGrammar:
    """The grammar of a language's names."""
    names = pack.names
    profile = pack.profile

    def folded(word: str) -> str:
        return fold(word, profile)

    def words(written: Iterable[str]) -> frozenset[str]:
        return frozenset(folded(word) for word in written)

    return NameGrammar(
        knowledge,
        folded,
        pack.identity.script != CASELESS,
        names.state_order,
        names.case_at_end,
        names.organisation_order,
        frozenset(part for word in names.given for part in folded(word).replace("-", " ").split()),
        {folded(form): nominative for form, nominative in names.declined.items()},
        {folded(word): spelling for word, spelling in names.spelled.items()},
        words(names.particles),
        tuple(words(names.surnames)),
        tuple(
            (folded(ending), frozenset(roles)) for ending, roles in sorted(names.endings.items(), key=_longest_first)
        ),
        tuple(words(names.nominatives)),
        words(names.never),
        tuple(words(names.openings)),
        tuple(words(names.articles)),
        words(names.cautious),
        {},
    )


def _longest_first(item: tuple[str, object]) -> int:
    return -len(item[0])


def add_names(lexicon: Lexicon, pack: Pack, knowledge: Knowledge, folded: Folded) -> None:
    """Let the lexicon know states, places, organisations, infrastructure, offices and known persons.

    Persons come last: a surname that the lexicon already knows as another word is ``doubtful``.
    """
    _add_states(lexicon, pack, knowledge)
    _add_inner_states(lexicon, pack, folded)
    _add_known(lexicon, "place", pack.places.places, set(knowledge.places))
    _add_known(lexicon, "organisation", pack.bodies.organisations, set(knowledge.organisations))
    _add_known(lexicon, "infrastructure", pack.infrastructure.infrastructure, set(knowledge.works))
    _add_offices(lexicon, pack)
    _add_persons(lexicon, pack, knowledge, folded)


def _add_states(lexicon: Lexicon, pack: Pack, knowledge: Knowledge) -> None:
    for code, name in pack.cldr.territories.items():
        if code in knowledge.states:
            lexicon.add(name, Sense("state", code, "name"))
    for code, words in pack.states.states.items():
        if code in knowledge.states:
            lexicon.add_all(words.names, Sense("state", code, "name"))
            lexicon.add_all(words.adjectives, Sense("state", code, "adjective"))
            lexicon.add_all(words.demonyms, Sense("state", code, "demonym"))


def _add_inner_states(lexicon: Lexicon, pack: Pack, folded: Folded) -> None:
    """States inside longer phrases ("Kazakh-Uzbek talks"), which the lexicon finds as one."""
    codes = {
        folded[form.strip("=~")]: code
        for code, words in pack.states.states.items()
        for form in (*words.adjectives, *words.demonyms, pack.cldr.territories.get(code, ""))
        if form and " " not in form
    }
    for concept, phrase, words_of in _long_phrases(pack.concepts, folded):
        inner = [codes[word] for word in words_of if word in codes]
        for code in inner:
            lexicon.add(phrase, Sense("state", code, INNER))
        if inner and concept == COUNTERPART:
            lexicon.add(phrase, Sense("counterpart", "counterpart", "weak"))


def _long_phrases(concepts: ConceptsFile, folded: Folded) -> list[tuple[str, str, list[str]]]:
    """The phrases of several words that may hold a state, with their concept and their words as folded."""
    found = [
        (concept, phrase, [word.strip("=~") for word in phrase.replace("-", " ").split()])
        for concept, forms in concepts.concepts.items()
        if concept not in OTHER_CONCEPTS
        for phrase in (forms if isinstance(forms, list) else chain.from_iterable(forms.values()))
        if " " in phrase or "-" in phrase
    ]
    folded.learn(chain.from_iterable(words for _, _, words in found))
    return [(concept, phrase, [folded[word] for word in words]) for concept, phrase, words in found if len(words) > 1]


def _add_known(lexicon: Lexicon, kind: str, table: dict[str, list[str]], known: set[str]) -> None:
    for identity, forms in table.items():
        if identity in known:
            lexicon.add_all(forms, Sense(kind, identity))


def _add_offices(lexicon: Lexicon, pack: Pack) -> None:
    names = pack.names
    for aspect, table in (
        ("any", names.offices),
        ("plural", names.plural_offices),
        ("weak", names.weak),
        ("own", names.own),
    ):
        for office, phrases in table.items():
            lexicon.add_all(phrases, Sense("office", office, aspect))
    for sector, phrases in names.portfolios.items():
        lexicon.add_all(phrases, Sense("portfolio", sector))
    words: tuple[tuple[str, Iterable[str]], ...] = (
        ("honorific", names.honorifics),
        ("former", names.former),
        ("acting", names.acting),
        ("counterpart", names.counterparts),
        ("weak_counterpart", names.weak_counterparts),
        ("link", names.links),
        ("head", names.organisations),
        ("institution", names.institutions),
        ("cabinet", names.cabinets),
    )
    for kind, written in words:
        family, _, aspect = kind.rpartition("_")
        lexicon.add_all(written, Sense(kind if not family else aspect, aspect, family or "any"))


def _add_persons(lexicon: Lexicon, pack: Pack, knowledge: Knowledge, folded: Folded) -> None:
    spellings = {
        (person.id, spelling): _aspect(person, spelling, lexicon, folded, cased=pack.identity.script in CASED_SCRIPTS)
        for person in knowledge.persons.values()
        for spelling in _spellings(person, pack.identity.script)
    }
    for (identity, spelling), aspect in spellings.items():
        lexicon.add(spelling, Sense("person", identity, aspect))


def _aspect(person: Person, spelling: str, lexicon: Lexicon, folded: Folded, *, cased: bool) -> str:
    """``full`` for a full name; ``surname``, or ``doubtful`` for one that is another word as well.

    Where names have capitals, being an inflected form of another word is no doubt.
    """
    if key(spelling) != key(person.surname):
        return "full"
    form = folded[spelling]
    readings = [reading for reading in lexicon.analyse(form) if not cased or reading.stem == form]
    if len(form) < SHORTEST_SURNAME or readings:
        return "doubtful"
    return "surname"


def _spellings(person: Person, script: str) -> list[str]:
    """The spellings of a known person in a script; in Latin letters the usual English one and the surname too."""
    first, last = SCRIPTS[script]
    own = [person.name, person.surname] if script == "Latn" else []
    known = [*own, *person.spellings]
    if script in CASED_SCRIPTS:
        endings = [spelling.rsplit(maxsplit=1)[-1] for spelling in known if " " in spelling]
        known += [ending for ending in endings if len(ending) >= TELLING_SURNAME and key(ending) == key(person.surname)]
    return [spelling for spelling in dict.fromkeys(known) if any(first <= letter <= last for letter in spelling[:3])]
