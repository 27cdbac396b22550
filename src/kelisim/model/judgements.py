"""What persons decide about claims: what they say, how it is recorded, and what becomes of it."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from kelisim.model.identity import judgement_id
from kelisim.model.vocabulary import JudgementStatus, Verdict


class Opinion(Struct, frozen=True, kw_only=True):
    """What a person says, in the person's words: ``ids`` name claims or entries.

    ``withdraws`` names the judgement that this one takes back or stands in place of, ``answers`` a re-opened one that it
    settles.
    """

    kind: Verdict
    author: str
    ids: tuple[str, ...] = ()
    reason: str = ""
    field: str | None = None
    value: Any = None
    withdraws: str | None = None
    answers: str | None = None


class Judgement(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A person's decision about claims, never edited; what stands of all of them binds the resolution.

    ``sides`` are the claims it speaks of, sorted: those of each entry or claim that was named form one side. All claims
    of all sides are ``same``, ``right``, ``wrong`` or have the ``value`` of ``field``; ``different`` holds between the
    sides. ``withdraws`` names the judgement that this one takes back: ``withdrawn`` says nothing else, any other verdict
    stands in its place. ``answers`` names a re-opened judgement whose question it settles. ``recorded_at`` is ISO 8601 in UTC.
    """

    kind: Verdict
    author: str
    recorded_at: str
    sides: tuple[tuple[str, ...], ...] = ()
    field: str | None = None
    value: Any = None
    reason: str = ""
    withdraws: str | None = None
    answers: str | None = None

    @property
    def id(self) -> str:
        """A hash of its content."""
        return judgement_id(self)

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims of all sides, each once, sorted."""
        return tuple(sorted({claim for side in self.sides for claim in side}))


class Judged(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A judgement with what has become of it.

    It is ``reopened`` when a changed document no longer holds some of its claims (``lost``) and no later judgement answers
    it; ``sides`` are the claims left, as they are named in the newest documents.
    """

    id: str
    judgement: Judgement
    status: JudgementStatus
    sides: tuple[tuple[str, ...], ...] = ()
    lost: tuple[str, ...] = ()
