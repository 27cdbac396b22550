"""``states.toml``, ``places.toml``, ``bodies.toml``, ``infrastructure.toml``: a language's names for known things.

The things themselves, with their facts and sources, stand in ``kelisim.knowledge``; here are only the words, by the
thing's id. Forms follow the same rules as in ``concepts.toml``.
"""

from __future__ import annotations

from msgspec import Struct


class StateWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Words for one state, beside its CLDR name in ``cldr.toml``.

    ``names`` are further names, short and formal; ``adjectives`` its adjectives in every gender and number that the
    affixes do not give; ``demonyms`` its people.
    """

    names: list[str] = []
    adjectives: list[str] = []
    demonyms: list[str] = []


class StatesFile(Struct, frozen=True, forbid_unknown_fields=True):
    """Words by ISO 3166-1 alpha-2 code."""

    states: dict[str, StateWords] = {}


class PlacesFile(Struct, frozen=True, forbid_unknown_fields=True):
    """Names by place id: every common spelling."""

    places: dict[str, list[str]] = {}


class BodiesFile(Struct, frozen=True, forbid_unknown_fields=True):
    """Names and acronyms by organisation id."""

    organisations: dict[str, list[str]] = {}


class InfrastructureFile(Struct, frozen=True, forbid_unknown_fields=True):
    """Names by infrastructure id, as phrases long enough to be unmistakable."""

    infrastructure: dict[str, list[str]] = {}


class CldrFile(Struct, frozen=True, forbid_unknown_fields=True):
    """What CLDR says, written by ``scripts/make_cldr.py``; hand-written files overlay it."""

    version: str
    territories: dict[str, str] = {}
    currencies: dict[str, list[str]] = {}
    months: dict[str, list[str]] = {}
    weekdays: dict[str, list[str]] = {}
