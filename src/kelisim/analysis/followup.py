"""What became of what was undertaken: the stages of each commitment, project and agreement, and where it stands.

Nothing is done unless a text says so: a commitment, of which texts tell no stages, can only be open, due, overdue or
silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from kelisim.analysis.periods import days_of, months_between, shifted
from kelisim.analysis.sources import Sources, last_heard, published
from kelisim.analysis.wording import sentence
from kelisim.model import Citation, Claim, Entry
from kelisim.model.vocabulary import AGREEMENT_STAGES, PROJECT_STAGES, Kind

Status = Literal["overdue", "due", "silent", "suspended", "open", "done_late", "done"]

STATUSES: tuple[Status, ...] = ("overdue", "due", "silent", "suspended", "open", "done_late", "done")
"""In the order in which a secretariat asks for them."""

KINDS: tuple[Kind, ...] = ("commitment", "project", "agreement")

PLANNED_STAGES = frozenset({"proposed", "planned", "negotiating"})
"""Stages whose ``date`` is announced, not past."""

DONE_STAGES: Mapping[str, frozenset[str]] = {
    "project": frozenset({"completed"}),
    "agreement": frozenset({"signed", "ratified", "in_force", "implementing"}),
    "commitment": frozenset(),
}
"""An agreement is done once it is concluded; what it obliges to are undertakings of their own."""

DUE_MONTHS = 3
"""A deadline so near makes an undertaking due."""

SILENT_MONTHS = 12
"""After so many months without a word an undertaking is silent, unless the question sets another number."""


class Step(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What one text said: the stage, its date as stated, and when the text was published."""

    stage: str | None = None
    date: str | None = None
    published: str | None = None
    citation: Citation


class Undertaking(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A commitment, project or agreement with its stages in order, and where it stands.

    ``deadline`` is what texts announced (EDTF), ``last_heard`` when the latest dated text about it appeared.
    """

    entry: str
    kind: Kind
    parties: tuple[str, ...]
    what: str
    status: Status
    reason: str
    stage: str | None = None
    deadline: str | None = None
    last_heard: str | None = None
    steps: tuple[Step, ...] = ()
    claims: tuple[Citation, ...] = ()


def build_followup(
    entries: Iterable[Entry],
    claims: Mapping[str, Claim],
    sources: Sources,
    *,
    as_of: date,
    parties: Iterable[str] = (),
    silent_months: int = SILENT_MONTHS,
) -> list[Undertaking]:
    """What concerns all of ``parties``, the most urgent first; ``claims`` are those of these kinds, by id."""
    wanted = set(parties)
    built = [
        _undertaking(entry, claims, sources, as_of, silent_months)
        for entry in entries
        if entry.kind in KINDS and wanted <= set(entry.parties)
    ]
    return sorted(built, key=_order)


def _order(item: Undertaking) -> tuple[int, str, tuple[str, ...], str]:
    return (STATUSES.index(item.status), item.deadline or item.last_heard or "~", item.parties, item.entry)


def _undertaking(
    entry: Entry, claims: Mapping[str, Claim], sources: Sources, as_of: date, silent_months: int
) -> Undertaking:
    steps = _steps(entry, claims, sources)
    deadline = _deadline(entry, steps)
    heard = last_heard(entry, sources)
    status, reason = _status(entry.kind, steps, deadline, heard, as_of, silent_months)
    return Undertaking(
        entry=entry.id,
        kind=entry.kind,
        parties=entry.parties,
        what=sentence(entry),
        status=status,
        reason=reason,
        stage=steps[-1].stage if steps else None,
        deadline=deadline,
        last_heard=heard,
        steps=tuple(steps),
        claims=entry.claims,
    )


def _steps(entry: Entry, claims: Mapping[str, Claim], sources: Sources) -> list[Step]:
    """What each text said, in the order of time; what has none comes first, by stage."""
    steps = []
    for citation in entry.claims:
        claim = claims.get(citation.claim)
        if claim is not None:
            steps.append(
                Step(
                    stage=claim.stage,
                    date=claim.date or claim.deadline,
                    published=published(citation, sources),
                    citation=citation,
                )
            )
    return sorted(steps, key=_time_of)


def _time_of(step: Step) -> tuple[str, int, str, int]:
    """When what a step tells was so: the day of a past stage, else the day of the text."""
    told = step.published or ""
    past = step.date if step.stage not in PLANNED_STAGES and days_of(step.date).first is not None else None
    return (min(past, told) if past and told else past or told, _rank(step.stage), step.citation.document,
            step.citation.start)  # fmt: skip


def _rank(stage: str | None) -> int:
    orders: tuple[tuple[str, ...], ...] = (PROJECT_STAGES, AGREEMENT_STAGES)
    for stages in orders:
        if stage in stages:
            return stages.index(stage)
    return -1


def _deadline(entry: Entry, steps: Sequence[Step]) -> str | None:
    """The date announced last for what is still ahead; a past stage announces one only beyond the day of its text."""
    if entry.kind == "commitment":
        deadline: str | None = entry.fields.get("deadline")
        return deadline
    announced = [step.date for step in steps if _announces(step)]
    return announced[-1] if announced else None


def _announces(step: Step) -> bool:
    told = days_of(step.published).last
    return announces(step.stage, step.date, told)


def announces(stage: str | None, time: str | None, told: date | None) -> bool:
    """Whether the date of a stage lies ahead of the text of the day ``told``; of an undated text the stage decides."""
    days, planned = days_of(time), stage in PLANNED_STAGES
    ahead = days.last if planned else days.first
    return ahead is not None and (ahead > told if told else planned)


def _status(
    kind: Kind, steps: Sequence[Step], deadline: str | None, heard: str | None, as_of: date, silent_months: int
) -> tuple[Status, str]:
    done = next((step for step in steps if step.stage in DONE_STAGES[kind] and not _announces(step)), None)
    last_day = days_of(deadline).last
    if done is not None:
        day = days_of(done.date).first
        when = f" on {done.date}" if day else ""
        late = day is not None and last_day is not None and day > last_day
        return ("done_late" if late else "done", f"{(done.stage or '').replace('_', ' ')}{when}")
    stage = steps[-1].stage if steps else None
    if stage == "suspended":
        return "suspended", "said to be suspended"
    begun = stage is not None and stage not in PLANNED_STAGES and not _announces(steps[-1])
    if last_day is not None and not (begun and deadline != steps[-1].date):
        if last_day < as_of:
            return "overdue", f"{deadline} passed without word of it"
        if last_day <= shifted(as_of, DUE_MONTHS):
            return "due", f"due by {deadline}"
    silence = days_of(heard).last
    if silence is not None and months_between(silence, as_of) >= silent_months:
        return "silent", f"no word for {months_between(silence, as_of)} months"
    return "open", f"due by {deadline}" if last_day is not None else "no deadline stated"
