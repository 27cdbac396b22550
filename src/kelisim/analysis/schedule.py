"""The calendar: meetings past and coming, deadlines, and expiries of agreements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from kelisim.analysis.followup import PLANNED_STAGES, announces
from kelisim.analysis.periods import days_of
from kelisim.analysis.sources import Sources, last_heard
from kelisim.analysis.wording import sentence
from kelisim.model import Citation, Entry
from kelisim.model.vocabulary import Kind

What = Literal["meeting", "deadline", "expiry"]


class Occasion(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Something with a date (EDTF; its year may be unknown); ``coming`` when its last day is not past."""

    date: str
    occasion: What
    coming: bool
    entry: str
    kind: Kind
    parties: tuple[str, ...]
    what: str
    claims: tuple[Citation, ...] = ()


def build_calendar(
    entries: Iterable[Entry],
    sources: Sources,
    *,
    as_of: date,
    parties: Iterable[str] = (),
    since: str | None = None,
    until: str | None = None,
) -> list[Occasion]:
    """What concerns all of ``parties`` and touches the days from ``since`` to ``until``, in the order of time.

    Times that say nothing of a day (``last_year``) are left out; dates without a year come last, unless days are asked
    for.
    """
    wanted, first, last = set(parties), days_of(since).first, days_of(until).last
    occasions = [
        Occasion(
            date=time,
            occasion=what,
            coming=_is_coming(time, as_of),
            entry=entry.id,
            kind=entry.kind,
            parties=entry.parties,
            what=sentence(entry),
            claims=entry.claims,
        )
        for entry in entries
        if wanted <= set(entry.parties)
        for what, time in _times(entry, sources)
        if _touches(time, first, last)
    ]
    return sorted(occasions, key=lambda item: (days_of(item.date).first or date.max, item.date, item.entry))


def _times(entry: Entry, sources: Sources) -> Iterator[tuple[What, str]]:
    fields = entry.fields
    if entry.kind == "meeting" and fields.get("date"):
        yield "meeting", fields["date"]
    elif fields.get("deadline"):
        yield "deadline", fields["deadline"]
    elif fields.get("stage") in PLANNED_STAGES and _is_ahead(entry, sources):
        yield "deadline", fields["date"]
    if entry.kind == "agreement" and fields.get("period"):
        yield "expiry", fields["period"].rpartition("/")[2]


def _is_ahead(entry: Entry, sources: Sources) -> bool:
    """Whether the date was ahead when the entry's latest dated text appeared."""
    told = days_of(last_heard(entry, sources)).last
    return announces(entry.fields.get("stage"), entry.fields.get("date"), told)


def _is_coming(time: str, as_of: date) -> bool:
    last = days_of(time).last
    return last is not None and last >= as_of


def _touches(time: str, first: date | None, last: date | None) -> bool:
    days = days_of(time)
    if days.first is None or days.last is None:
        return first is None and last is None and time.startswith("X")
    return (first is None or days.last >= first) and (last is None or days.first <= last)
