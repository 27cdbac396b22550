"""What can be named in a text."""

from __future__ import annotations

from typing import NamedTuple

from kelisim.extract.lexicon import NO_ROLES, Roles
from kelisim.model.vocabulary import Office


class StateMention(NamedTuple):
    """A state named at tokens ``[first, last)``.

    ``aspect`` is ``name``, ``adjective``, ``demonym`` or ``capital`` (the capital stands for the state: "between Astana
    and Tashkent"; the place is a mention of its own).
    """

    first: int
    last: int
    code: str
    aspect: str
    roles: Roles


class PlaceMention(NamedTuple):
    """A known place at tokens ``[first, last)``, with its state."""

    first: int
    last: int
    id: str
    state: str | None
    roles: Roles


class OrganisationMention(NamedTuple):
    """An organisation at tokens ``[first, last)``; ``id`` is ``None`` for one that the knowledge does not hold."""

    first: int
    last: int
    id: str | None
    roles: Roles


class InfrastructureMention(NamedTuple):
    """A known piece of infrastructure at tokens ``[first, last)``."""

    first: int
    last: int
    id: str
    roles: Roles


class PersonMention(NamedTuple):
    """A person at tokens ``[first, last)``, words of office and state included.

    ``name`` is the usual English spelling, ``id`` that of the knowledge. ``own`` says that the office is the outlet's own,
    ``counterpart`` that it is the one spoken of just before. ``organisation`` is the id of the body headed.
    ``implied`` tells that the name does not stand in the text but is known to be the holder's at the time.
    """

    first: int
    last: int
    name: str | None
    id: str | None
    state: str | None
    office: Office | None
    roles: Roles = NO_ROLES
    own: bool = False
    counterpart: bool = False
    former: bool = False
    acting: bool = False
    organisation: str | None = None
    implied: bool = False


class Names(NamedTuple):
    """Everything named in a text, each kind in the order of the text."""

    states: list[StateMention]
    places: list[PlaceMention]
    organisations: list[OrganisationMention]
    infrastructure: list[InfrastructureMention]
    persons: list[PersonMention]
