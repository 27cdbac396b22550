"""Which judgements stand, and what of them carries over to the newest version of a document.

A judgement speaks of claims of the documents as they were. When a changed document supersedes another, what was judged on
a claim of the old text holds for the claim of the new text that has the same quote and the same fields; where there is
none it is lost, and the judgement is open again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from kelisim.model import Claim, Judgement
from kelisim.model.identity import claim_id

PLACE_AND_ORIGIN = frozenset({"document", "start", "end", "confidence", "frame", "origin"})
"""What two claims of the same quote and fields may differ in."""

Moves = Mapping[str, str | None]
"""Of claims of superseded documents: the claim of the newest version that says the same, ``None`` when there is none."""


class Standing(NamedTuple):
    """A judgement that stands, with its sides as they are in the newest documents, and the claims lost on the way."""

    judgement: Judgement
    sides: tuple[tuple[str, ...], ...]
    lost: tuple[str, ...] = ()

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims of all sides, each once, sorted."""
        return tuple(sorted({claim for side in self.sides for claim in side}))


def standing_of(judgements: Iterable[Judgement], moves: Moves | None = None) -> list[Standing]:
    """The judgements that no standing one withdraws, in the order of their recording, without mere withdrawals."""
    known = list(judgements)
    withdrawers: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in known:
        if judgement.withdraws is not None:
            withdrawers[judgement.withdraws].append(judgement)

    def stands(judgement: Judgement) -> bool:
        return not any(stands(later) for later in withdrawers.get(judgement.id, ()))

    found = [judgement for judgement in known if judgement.kind != "withdrawn" and stands(judgement)]
    found.sort(key=lambda judgement: (judgement.recorded_at, judgement.id))
    return [_carried(judgement, moves or {}) for judgement in found]


def reopened_of(standing: Iterable[Standing]) -> list[Standing]:
    """The judgements that lost claims on the way and that no standing one answers."""
    known = list(standing)
    answered = {item.judgement.answers for item in known}
    return [item for item in known if item.lost and item.judgement.id not in answered]


def same_in_both(old: Iterable[Claim], new: Iterable[Claim]) -> dict[str, str]:
    """The claims of an old text with those of the new one that have the same quote and fields, equal ones in order."""
    waiting: dict[str, list[str]] = defaultdict(list)
    for claim in sorted(new, key=_place, reverse=True):
        waiting[_content(claim)].append(claim_id(claim))
    return {
        claim_id(claim): waiting[_content(claim)].pop() for claim in sorted(old, key=_place) if waiting[_content(claim)]
    }


def _carried(judgement: Judgement, moves: Moves) -> Standing:
    sides = (tuple(filter(None, (moves.get(claim, claim) for claim in side))) for side in judgement.sides)
    lost = tuple(claim for claim in judgement.claims if moves.get(claim, claim) is None)
    return Standing(judgement, tuple(side for side in sides if side), lost)


def _place(claim: Claim) -> tuple[int, int]:
    return claim.start, claim.end


def _content(claim: Claim) -> str:
    fields = {name: value for name, value in msgspec.to_builtins(claim).items() if name not in PLACE_AND_ORIGIN}
    return msgspec.json.encode(fields, order="sorted").decode()
