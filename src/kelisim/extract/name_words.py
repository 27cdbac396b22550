"""The names of a language and of the knowledge: into the lexicon, and as a compiled grammar."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kelisim.extract.lexicon import Lexicon, Sense
from kelisim.knowledge.loader import Knowledge
from kelisim.knowledge.schema import Person
from kelisim.languages.loader import Pack

SCRIPTS = {"Arab": ("\u0600", "\u06ff"), "Cyrl": ("\u0400", "\u04ff"), "Latn": ("A", "\u024f")}
"""The letters of a script, as a range."""


class NameGrammar(NamedTuple):
    """What the reading of names needs of a language beside its lexicon."""

    knowledge: Knowledge
    cased: bool
    state_order: str
    never: frozenset[str]
    cautious: frozenset[str]
    endings: tuple[str, ...]
    surnames: dict[str, tuple[str, ...]]


def name_grammar(pack: Pack, knowledge: Knowledge) -> NameGrammar:
    """The grammar of a language's names; ``surnames`` are the ids of the known persons who bear one."""
    names = pack.names
    surnames: dict[str, list[str]] = {}
    for person in knowledge.persons.values():
        surnames.setdefault(person.surname.casefold(), []).append(person.id)
    return NameGrammar(
        knowledge,
        pack.identity.script != "Arab",
        names.state_order,
        frozenset(word.casefold() for word in names.never),
        frozenset(names.cautious),
        tuple(sorted(names.endings, key=len, reverse=True)),
        {surname: tuple(ids) for surname, ids in surnames.items()},
    )


def add_names(lexicon: Lexicon, pack: Pack, knowledge: Knowledge) -> None:
    """Let the lexicon know states, places, organisations, infrastructure, offices and known persons."""
    for code, name in pack.cldr.territories.items():
        lexicon.add(name, Sense("state", code, "name"))
    for code, words in pack.states.states.items():
        lexicon.add_all(words.names, Sense("state", code, "name"))
        lexicon.add_all(words.adjectives, Sense("state", code, "adjective"))
        lexicon.add_all(words.demonyms, Sense("state", code, "adjective"))
    for kind, table in (
        ("place", pack.places.places),
        ("organisation", pack.bodies.organisations),
        ("infrastructure", pack.infrastructure.infrastructure),
    ):
        for identity, forms in table.items():
            lexicon.add_all(forms, Sense(kind, identity))
    _add_offices(lexicon, pack)
    for person in knowledge.persons.values():
        for spelling in _spellings(person, pack.identity.script):
            lexicon.add(
                spelling, Sense("person", person.id, "full" if " " in spelling or "-" in spelling else "surname")
            )


def _add_offices(lexicon: Lexicon, pack: Pack) -> None:
    names = pack.names
    for office, phrases in names.offices.items():
        lexicon.add_all(phrases, Sense("office", office))
    for office, own in names.own.items():
        lexicon.add_all(own, Sense("office", office, "own"))
    tables: tuple[tuple[str, Iterable[str]], ...] = (
        ("honorific", names.honorifics),
        ("former", names.former),
        ("counterpart", names.counterparts),
        ("generic", names.generic),
        ("given", names.given),
        ("body", names.organisations),
    )
    for kind, words in tables:
        lexicon.add_all(words, Sense(kind, kind))


def _spellings(person: Person, script: str) -> list[str]:
    """The spellings of a known person in a script; in Latin letters the usual English one and the surname too."""
    first, last = SCRIPTS[script]
    own = [person.name, person.surname] if script == "Latn" else []
    return own + [spelling for spelling in person.spellings if any(first <= letter <= last for letter in spelling[:3])]
