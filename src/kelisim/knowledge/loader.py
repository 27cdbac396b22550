"""The knowledge: facts about states, places, organisations, infrastructure and office-holders, read once and looked up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from kelisim.errors import PackError
from kelisim.knowledge.name_keys import key
from kelisim.knowledge.schema import (
    Infrastructure,
    InfrastructureData,
    Organisation,
    OrganisationsData,
    Person,
    PersonsData,
    Place,
    PlacesData,
    State,
    StatesData,
    Term,
)
from kelisim.model.vocabulary import Office
from kelisim.tables import read_toml

FOLDER = Path(__file__).parent / "data"

Fact = TypeVar("Fact")


class Knowledge:
    """All facts, by id; what they say never changes. An unknown id raises :class:`~kelisim.errors.PackError`."""

    def __init__(
        self,
        states: StatesData,
        places: PlacesData,
        organisations: OrganisationsData,
        infrastructure: InfrastructureData,
        persons: PersonsData,
    ) -> None:
        self.states: Mapping[str, State] = MappingProxyType({item.code: item for item in states.states})
        self.places: Mapping[str, Place] = MappingProxyType({item.id: item for item in places.places})
        self.organisations: Mapping[str, Organisation] = MappingProxyType(
            {item.id: item for item in organisations.organisations}
        )
        self.works: Mapping[str, Infrastructure] = MappingProxyType(
            {item.id: item for item in infrastructure.infrastructure}
        )
        self.persons: Mapping[str, Person] = MappingProxyType({item.id: item for item in persons.persons})
        self._capitals = {item.capital: item.code for item in states.states if item.capital and item.kind == "state"}
        self._terms = _terms(persons.persons)
        self._namesakes = _namesakes(persons.persons)
        self._surnames: dict[str, tuple[str, ...]] = {}

    def state(self, code: str) -> State:
        """The state of an ISO 3166-1 alpha-2 code."""
        return _known(self.states, code, "state")

    def place(self, identity: str) -> Place:
        """The place of an id."""
        return _known(self.places, identity, "place")

    def organisation(self, identity: str) -> Organisation:
        """The organisation of an id."""
        return _known(self.organisations, identity, "organisation")

    def infrastructure(self, identity: str) -> Infrastructure:
        """The piece of infrastructure of an id."""
        return _known(self.works, identity, "piece of infrastructure")

    def person(self, identity: str) -> Person:
        """The person of an id."""
        return _known(self.persons, identity, "person")

    def capital(self, code: str) -> Place | None:
        """The capital of a state, where known."""
        return self.places.get(self.state(code).capital or "")

    def state_of_capital(self, place: str) -> str | None:
        """The code of the state whose capital a place is; ``None`` when it is none."""
        return self._capitals.get(place)

    def namesakes(self, name: str) -> tuple[Person, ...]:
        """The persons whose surname, in any spelling known, has the skeleton of ``name``: candidates for one name."""
        return self._namesakes.get(key(name), ())

    def surnames(self, person: Person) -> tuple[str, ...]:
        """The spellings of a person's surname, in every script known."""
        if person.id not in self._surnames:
            self._surnames[person.id] = _surnames(person)
        return self._surnames[person.id]

    def holder(self, state: str, office: Office, published: str | None) -> Person | None:
        """Who held an office at a date; the latest holder known when the date is not; ``None`` when nobody is known."""
        held = self._terms.get((state, office), ())
        if is_dated(published):
            held = tuple(item for item in held if covers(item[0], published or ""))
        return held[-1][1] if held else None

    def term(
        self, person: Person, published: str | None, state: str | None = None, office: Office | None = None
    ) -> Term | None:
        """The office a person held at a date; where several do or the date is unknown, the one that the text names."""
        terms = sorted(person.terms, key=lambda term: term.since)
        if is_dated(published):
            terms = [term for term in terms if covers(term, published or "")] or terms
        if state is not None:
            terms = [term for term in terms if term.state == state] or terms
        if office is not None:
            terms = [term for term in terms if term.office == office] or terms
        return terms[-1] if terms else None

    def party_names(self) -> dict[str, str]:
        """English names of everything that may be a party, by code or acronym."""
        names = {code: state.name for code, state in self.states.items()}
        return names | {item.party: item.name for item in self.organisations.values() if item.party}


def _known(table: Mapping[str, Fact], identity: str, what: str) -> Fact:
    try:
        return table[identity]
    except KeyError as error:
        near = ", ".join(sorted(table, key=lambda other: (other[:2] != identity[:2], other))[:5])
        raise PackError(f"the knowledge holds no {what} {identity!r}; nearest are {near}") from error


def _terms(persons: list[Person]) -> dict[tuple[str, Office], tuple[tuple[Term, Person], ...]]:
    found: dict[tuple[str, Office], list[tuple[Term, Person]]] = defaultdict(list)
    for person in persons:
        for term in person.terms:
            if term.state:
                found[term.state, term.office].append((term, person))
    return {of: tuple(sorted(held, key=lambda item: item[0].since)) for of, held in found.items()}


def _namesakes(persons: list[Person]) -> dict[str, tuple[Person, ...]]:
    found: dict[str, list[Person]] = defaultdict(list)
    for person in persons:
        found[key(person.surname)].append(person)
    return {skeleton: tuple(bearers) for skeleton, bearers in found.items() if skeleton}


def _surnames(person: Person) -> tuple[str, ...]:
    """The spellings of a person's surname: those that stand alone and sound like it."""
    sound = key(person.surname)
    return tuple(dict.fromkeys([person.surname, *(known for known in person.spellings if key(known) == sound)]))


def is_dated(published: str | None) -> bool:
    """Whether an EDTF date has a year."""
    return published is not None and published[:4].isdigit()


def covers(term: Term, date: str) -> bool:
    """Whether a term covers an EDTF date; where one is less precise, what they share decides."""
    since, until = term.since, term.until
    if since[: len(date)] > date[: len(since)]:
        return False
    return until is None or date[: len(until)] <= until[: len(date)]


@cache
def load_knowledge(folder: Path = FOLDER) -> Knowledge:
    """The knowledge of a folder, checked; :class:`~kelisim.errors.PackError` says which file breaks its schema."""
    return Knowledge(
        read_toml(folder / "states.toml", StatesData),
        read_toml(folder / "places.toml", PlacesData),
        read_toml(folder / "organisations.toml", OrganisationsData),
        read_toml(folder / "infrastructure.toml", InfrastructureData),
        read_toml(folder / "persons.toml", PersonsData),
    )
