"""The shapes of ``knowledge/data/*.toml``: facts about the world, each with its source and, where it changes, dates."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kelisim.model.vocabulary import Office, OutletKind, Sector

Date = str
"""An EDTF date: ``2019-03-20``, ``2019-03`` or ``2019``."""


class State(Struct, frozen=True, forbid_unknown_fields=True):
    """A state or territory of ISO 3166-1 by alpha-2 code, with its usual English name and its capital's place id."""

    code: str
    name: str
    capital: str | None = None
    kind: Literal["state", "territory"] = "state"


class StatesData(Struct, frozen=True, forbid_unknown_fields=True):
    """``states.toml``."""

    source: str
    licence: str
    states: list[State]


class Place(Struct, frozen=True, forbid_unknown_fields=True):
    """A city, region, border place, residence or sea; ``state`` is ``None`` where it belongs to none or several.

    ``lat`` and ``lon`` are WGS 84 degrees. ``former`` are names it bore, with the last day of each.
    """

    id: str
    name: str
    state: str | None
    kind: Literal["city", "region", "border", "residence", "sea", "area"]
    lat: float | None = None
    lon: float | None = None
    former: dict[str, Date] = {}


class PlacesData(Struct, frozen=True, forbid_unknown_fields=True):
    """``places.toml``."""

    source: str
    licence: str
    places: list[Place]


class Organisation(Struct, frozen=True, forbid_unknown_fields=True):
    """An international body, a format of meeting or a company.

    ``party`` is the acronym under which it stands among the parties of a claim (``None``: it never does);
    ``members`` are ISO codes of its members where they matter, ``form`` the form of meeting that its name implies.
    """

    id: str
    name: str
    kind: Literal["body", "bank", "format", "commission", "company", "agency"]
    party: str | None = None
    members: list[str] = []
    form: Literal["summit", "session", "forum"] | None = None
    since: Date | None = None
    source: str | None = None


class OrganisationsData(Struct, frozen=True, forbid_unknown_fields=True):
    """``organisations.toml``."""

    source: str
    licence: str
    organisations: list[Organisation]


class Infrastructure(Struct, frozen=True, forbid_unknown_fields=True):
    """A named piece of infrastructure; ``points`` are ``[lat, lon]`` of its ends or course, in WGS 84 degrees."""

    id: str
    name: str
    kind: Literal[
        "corridor", "railway", "road", "port", "crossing", "pipeline", "cable", "power_line", "power_plant", "centre",
        "canal", "zone", "airport", "bridge", "fund",
    ]  # fmt: skip
    states: list[str]
    sectors: list[Sector]
    points: list[tuple[float, float]]
    source: str | None = None


class InfrastructureData(Struct, frozen=True, forbid_unknown_fields=True):
    """``infrastructure.toml``."""

    source: str
    licence: str
    infrastructure: list[Infrastructure]


class Term(Struct, frozen=True, forbid_unknown_fields=True):
    """An office held from ``since`` until ``until`` (``None``: still held when the data were written).

    ``state`` is ``None`` for a body, whose id is then ``organisation``.
    """

    office: Office
    since: Date
    until: Date | None = None
    state: str | None = None
    organisation: str | None = None


class Person(Struct, frozen=True, forbid_unknown_fields=True):
    """An office-holder: usual English name, surname (as in it), other spellings in any script, and terms."""

    id: str
    name: str
    surname: str
    terms: list[Term]
    spellings: list[str] = []


class PersonsData(Struct, frozen=True, forbid_unknown_fields=True):
    """``persons.toml``."""

    source: str
    licence: str
    persons: list[Person]


class Outlet(Struct, frozen=True, forbid_unknown_fields=True):
    """Who publishes; a domain stands for itself and all its subdomains.

    ``country`` is an ISO 3166-1 alpha-2 code or the code of an international body, ``None`` where it is not known; the
    kind is then ``unknown`` and the name that of the host, or ``None`` when there is no address to tell it by.
    """

    name: str | None
    kind: OutletKind
    country: str | None = None
    domains: list[str] = []


class OutletsData(Struct, frozen=True, forbid_unknown_fields=True):
    """``outlets.toml``. ``second_levels`` and ``platforms`` help to name the outlets that it does not list."""

    source: str
    licence: str
    second_levels: list[str]
    platforms: list[str]
    outlets: list[Outlet]
