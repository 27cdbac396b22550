"""What claims say, side by side: the values that the search for conflicts passes from step to step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from kelisim.extract.scopes import WHOLE, Scope
from kelisim.knowledge.rates import Rates
from kelisim.model import Claim
from kelisim.model.vocabulary import ConflictType, Explanation
from kelisim.resolve.times import day_of

NO_NAMES: Mapping[str, str] = MappingProxyType({})

UNDATED = "9999"
"""Sorts behind every date of publication."""


def unlimited(_claim: Claim) -> Scope:
    """The scope of claims whose text nobody can ask: the whole of what they measure."""
    return WHOLE


class Known(NamedTuple):
    """What is known beside the claims.

    ``published`` gives the documents' dates (EDTF or ``None``), ``scope_of`` the part of a quantity that a claim is about.
    ``parties`` and ``outlets`` are what parties (by code) and documents (by id) are called in a sentence; those that they
    leave out go by code and id.
    """

    published: Mapping[str, str | None]
    rates: Rates
    scope_of: Callable[[Claim], Scope] = unlimited
    parties: Mapping[str, str] = NO_NAMES
    outlets: Mapping[str, str] = NO_NAMES


class Said(NamedTuple):
    """A claim with its name, the entry it stands in and the date of its document."""

    id: str
    entry: str
    claim: Claim
    published: str | None


class Voice(NamedTuple):
    """Claims that say the same, and how that is read."""

    says: str
    said: tuple[Said, ...]

    @property
    def claim(self) -> Claim:
        """One of the claims: they agree in everything that is compared."""
        return self.said[0].claim

    @property
    def documents(self) -> frozenset[str]:
        """The documents that say it."""
        return frozenset(item.claim.document for item in self.said)

    @property
    def published(self) -> str:
        """The date of the first document that says it; sorts last when unknown."""
        return min(item.published or UNDATED for item in self.said)

    @property
    def day(self) -> date | None:
        """The day on which it was first said, where known."""
        return day_of(self.published) if self.published != UNDATED else None

    @property
    def order(self) -> tuple[str, str, str]:
        """By publication, then by what is said."""
        return (self.published, self.says, self.said[0].id)


class Difference(NamedTuple):
    """Two voices that differ: as an open conflict of a type, or explained.

    ``topic`` begins the sentence of the reason ("Trade turnover of A and B in 2023 is given as"); what is merged into one
    conflict has one topic. ``why`` ends it; of several the one of the greatest ``weight`` is told.
    """

    type: ConflictType
    explained_by: Explanation | None
    topic: str
    one: Voice
    other: Voice
    why: str
    weight: float = 0.0


def voices(said: Iterable[Said], essence: Callable[[Claim], Hashable], says: Callable[[Claim], str]) -> list[Voice]:
    """The claims grouped by what matters of them, in the order of publication."""
    groups: dict[Hashable, list[Said]] = defaultdict(list)
    for item in sorted(said):
        groups[essence(item.claim)].append(item)
    return sorted(
        (Voice(says(group[0].claim), tuple(group)) for group in groups.values()), key=lambda voice: voice.order
    )


def told_apart(one: Voice, other: Voice) -> bool:
    """Whether a text says both, and so tells two things apart."""
    return not one.documents.isdisjoint(other.documents)


def of_one_text(one: Voice, other: Voice) -> bool:
    """Whether there is no text on one side that is not on the other: then no two texts differ."""
    return one.documents <= other.documents or other.documents <= one.documents


def named(parties: Sequence[str], known: Known) -> str:
    """The parties as a sentence names them: ``Kazakhstan and Uzbekistan``."""
    names = [known.parties.get(party, party) for party in parties]
    return " and ".join(([", ".join(names[:-1])] if len(names) > 1 else []) + names[-1:])
