"""Persons across a document: whoever is named with an office once has it wherever the name comes back."""

from __future__ import annotations

from collections.abc import Sequence

from kelisim.extract.lexicon import NO_ROLES
from kelisim.extract.name_mentions import PersonMention
from kelisim.extract.name_parts import Text
from kelisim.extract.name_persons import case_ending
from kelisim.knowledge.name_keys import is_same, key

SHORTEST_SURNAME = 4


def introduce(text: Text, persons: Sequence[PersonMention], named: set[int]) -> list[PersonMention]:
    """The persons in the order of the text, with office and state from where the text gives them.

    Persons outside the knowledge are found again where their surname comes back alone.
    """
    introduced = _introduced(persons)
    found = [_completed(person, introduced) for person in persons]
    found += _returning(
        text, [person for person in found if person.id is None and person.name and person.office], named
    )
    found.sort(key=lambda person: (person.first, person.last))
    return found


def _introduced(persons: Sequence[PersonMention]) -> dict[str, list[PersonMention]]:
    """Persons named with office and state, by the skeleton of their surname."""
    table: dict[str, list[PersonMention]] = {}
    for person in persons:
        if person.name and person.office and person.state and not person.implied:
            table.setdefault(key(_surname(person.name)), []).append(person)
    return table


def _surname(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1]


def _completed(person: PersonMention, introduced: dict[str, list[PersonMention]]) -> PersonMention:
    if person.name is None or (person.office is not None and person.state is not None):
        return person
    for other in introduced.get(key(_surname(person.name)), ()):
        agrees = person.office in (None, other.office) and person.state in (None, other.state)
        if agrees and is_same(_surname(person.name), _surname(other.name or "")):
            return person._replace(name=other.name, id=other.id, state=other.state, office=other.office)
    return person


def _returning(text: Text, persons: Sequence[PersonMention], named: set[int]) -> list[PersonMention]:
    """Mentions by the surname alone, as it was written."""
    surnames: dict[str, PersonMention] = {}
    for person in persons:
        form = text.tokens[person.last - 1].form
        ending, _ = case_ending(form, text.grammar)
        if person.last - 1 in named and len(form) - len(ending) >= SHORTEST_SURNAME:
            surnames.setdefault(form[: len(form) - len(ending)], person)
    if not surnames:
        return []
    return [
        mention for index in range(len(text.tokens)) if (mention := _again(text, index, surnames, named)) is not None
    ]


def _again(text: Text, index: int, surnames: dict[str, PersonMention], named: set[int]) -> PersonMention | None:
    token = text.tokens[index]
    if token.kind != "word" or index in named or index in text.covered:
        return None
    if text.grammar.cased and not text.capital(index):
        return None
    ending, roles = case_ending(token.form, text.grammar)
    person = surnames.get(token.form) or surnames.get(token.form[: len(token.form) - len(ending)])
    if person is None:
        return None
    around = text.before.get(index, NO_ROLES) | text.after.get(index + 1, NO_ROLES)
    return PersonMention(index, index + 1, person.name, None, person.state, person.office, roles | around)
