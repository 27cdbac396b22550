"""The knowledge: facts about states, places, organisations, infrastructure and office-holders, read once and looked up."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

import rtoml
from msgspec import ValidationError, convert

from kelisim.errors import PackError
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

FOLDER = Path(__file__).parent / "data"


class Knowledge:
    """All facts, by id. Immutable after loading."""

    def __init__(
        self,
        states: StatesData,
        places: PlacesData,
        organisations: OrganisationsData,
        infrastructure: InfrastructureData,
        persons: PersonsData,
    ) -> None:
        self.states: dict[str, State] = {state.code: state for state in states.states}
        self.places: dict[str, Place] = {place.id: place for place in places.places}
        self.organisations: dict[str, Organisation] = {item.id: item for item in organisations.organisations}
        self.works: dict[str, Infrastructure] = {item.id: item for item in infrastructure.infrastructure}
        self.persons: dict[str, Person] = {person.id: person for person in persons.persons}
        self._terms: dict[tuple[str, str], list[tuple[Term, Person]]] = defaultdict(list)
        for person in persons.persons:
            for term in person.terms:
                if term.state:
                    self._terms[term.state, term.office].append((term, person))

    def state(self, code: str) -> State:
        """The state of an ISO 3166-1 alpha-2 code."""
        return self.states[code]

    def place(self, identity: str) -> Place:
        """The place of an id."""
        return self.places[identity]

    def infrastructure(self, identity: str) -> Infrastructure:
        """The piece of infrastructure of an id."""
        return self.works[identity]

    def organisation(self, identity: str) -> Organisation:
        """The organisation of an id."""
        return self.organisations[identity]

    def capital(self, code: str) -> Place | None:
        """The capital of a state, where known."""
        return self.places.get(self.states[code].capital or "")

    def holder(self, state: str, office: Office, published: str | None) -> Person | None:
        """Who held an office at a date; the latest holder known when the date is not; ``None`` when nobody is known."""
        held = self._terms.get((state, office), [])
        if published is None or not published[:4].isdigit():
            return max(held, key=lambda item: item[0].since)[1] if held else None
        return next((person for term, person in held if covers(term, published)), None)

    def term(self, person: Person, published: str | None) -> Term | None:
        """The office a person held at a date; the latest one when the date is unknown or none covers it."""
        if published is not None:
            current = [term for term in person.terms if covers(term, published)]
            if current:
                return current[-1]
        return max(person.terms, key=lambda term: term.since, default=None)

    def party_names(self) -> dict[str, str]:
        """English names of everything that may be a party, by code or acronym."""
        names = {code: state.name for code, state in self.states.items()}
        return names | {item.party: item.name for item in self.organisations.values() if item.party}


def covers(term: Term, date: str) -> bool:
    """Whether a term covers an EDTF date; where one is less precise, what they share decides."""
    since, until = term.since, term.until
    if since[: len(date)] > date[: len(since)]:
        return False
    return until is None or date[: len(until)] <= until[: len(date)]


@cache
def load_knowledge(folder: Path = FOLDER) -> Knowledge:
    """The knowledge of a folder, checked; :class:`~kelisim.errors.PackError` says which file breaks its schema."""
    shapes = (StatesData, PlacesData, OrganisationsData, InfrastructureData, PersonsData)
    names = ("states", "places", "organisations", "infrastructure", "persons")
    parts = []
    for name, shape in zip(names, shapes, strict=True):
        path = folder / f"{name}.toml"
        try:
            parts.append(convert(rtoml.load(path), shape))
        except (OSError, rtoml.TomlParsingError, ValidationError) as error:
            raise PackError(f"{path} cannot be read: {error}") from error
    return Knowledge(*parts)
