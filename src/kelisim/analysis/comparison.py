"""Two documents side by side: the facts of both, of one only, and where the two disagree on a fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

import msgspec
from msgspec import Struct

from kelisim.analysis.wording import sentence
from kelisim.model import Citation, Claim, Entry, Participant, as_dict
from kelisim.model.vocabulary import KINDS, Kind
from kelisim.model.wording import people
from kelisim.resolve.entries import IDENTITY_FIELDS

Side = Literal["both", "first", "second"]
SIDES: tuple[Side, ...] = ("both", "first", "second")


class Difference(Struct, frozen=True):
    """A field that both documents give, with another value each."""

    field: str
    first: Any
    second: Any


class Compared(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A fact, which of the two documents carry it, where, and the fields on which they disagree."""

    entry: str
    kind: Kind
    parties: tuple[str, ...]
    what: str
    side: Side
    differences: tuple[Difference, ...] = ()
    claims: tuple[Citation, ...] = ()


def build_comparison(entries: Iterable[Entry], claims: Mapping[str, Claim], first: str, second: str) -> list[Compared]:
    """The facts of two documents, those of both first; ``claims`` are the two documents' claims by id."""
    found = [compared for entry in entries if (compared := _compared(entry, claims, first, second))]
    return sorted(found, key=lambda item: (SIDES.index(item.side), KINDS.index(item.kind), item.entry))


def _compared(entry: Entry, claims: Mapping[str, Claim], first: str, second: str) -> Compared | None:
    mine = [citation for citation in entry.claims if citation.document == first]
    theirs = [citation for citation in entry.claims if citation.document == second]
    if not mine and not theirs:
        return None
    both = bool(mine and theirs)
    return Compared(
        entry=entry.id,
        kind=entry.kind,
        parties=entry.parties,
        what=sentence(entry),
        side="both" if both else "first" if mine else "second",
        differences=_differences(claims[mine[0].claim], claims[theirs[0].claim]) if both else (),
        claims=(*mine, *theirs),
    )


def _differences(first: Claim, second: Claim) -> tuple[Difference, ...]:
    one, other = msgspec.to_builtins(first), msgspec.to_builtins(second)
    fields = sorted((one.keys() & other.keys()) - IDENTITY_FIELDS - {"participants"})
    plain = [Difference(field, one[field], other[field]) for field in fields if one[field] != other[field]]
    if _are_others(first.participants, second.participants):
        shown = (people([as_dict(person) for person in claim.participants]) for claim in (first, second))
        plain.append(Difference("participants", *shown))
    return tuple(plain)


def _are_others(one: Iterable[Participant], other: Iterable[Participant]) -> bool:
    """Whether two lists name other people: another state or office, or another name in the same one."""
    mine, theirs = ({(person.state, person.office): person.name for person in given} for given in (one, other))
    if not mine or not theirs:
        return False
    return mine.keys() != theirs.keys() or any(
        mine[role] and theirs[role] and mine[role] != theirs[role] for role in mine
    )
