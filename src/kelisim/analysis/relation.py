"""The state of a relation at a date, in a few cited lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from kelisim.analysis.followup import STATUSES, Undertaking, build_followup
from kelisim.analysis.periods import days_of
from kelisim.analysis.series import build_series, main_unit, sparkline, yearly
from kelisim.analysis.sources import Sources
from kelisim.analysis.targets import Target, build_targets
from kelisim.analysis.wording import sentence
from kelisim.model import Citation, Claim, Entry
from kelisim.model.wording import amount, growth


class Line(Struct, frozen=True, omit_defaults=True):
    """One thing to know of a relation: what it is about, what holds, and the citations behind it."""

    about: str
    what: str
    claims: tuple[Citation, ...] = ()


def relation_state(
    entries: Sequence[Entry], claims: Mapping[str, Claim], sources: Sources, *, parties: Sequence[str], as_of: date
) -> tuple[Line, ...]:
    """The state of the relation of ``parties``, from the entries that concern all of them."""
    targets = build_targets(entries, claims, sources, as_of=as_of)
    return (
        *_meetings(entries, as_of),
        *_trade(entries, parties),
        *(_target_line(target) for target in targets),
        *_undertakings(build_followup(entries, claims, sources, as_of=as_of)),
    )


def _meetings(entries: Sequence[Entry], as_of: date) -> Iterator[Line]:
    dated = [
        (days.first, days.last, entry)
        for entry in entries
        if entry.kind == "meeting" and (days := days_of(entry.fields.get("date"))).first
    ]
    past = [item for item in dated if item[1] and item[1] < as_of and item[2].fields.get("status") != "scheduled"]
    coming = [item for item in dated if item[1] and item[1] >= as_of]
    if past:
        *_, entry = max(past, key=lambda item: (item[1], len(item[2].claims), item[2].id))
        yield Line("Last meeting", sentence(entry), entry.claims)
    if coming:
        *_, entry = min(coming, key=lambda item: (item[0], item[2].id))
        yield Line("Next meeting", sentence(entry), entry.claims)


def _trade(entries: Sequence[Entry], parties: Sequence[str]) -> Iterator[Line]:
    points = build_series(entries, "trade_turnover", parties)
    years = yearly(points, main_unit(points))
    if not years:
        return
    latest = years[max(years)]
    bars = f"  {sparkline([point.value or 0 for point in years.values()])} {min(years)}–{max(years)}"
    disputed = ", disputed" if latest.disputed else ""
    value = amount(latest.value or 0, latest.unit or "", latest.bound)
    yield Line("Trade", f"{value} in {latest.period}{disputed}{bars if len(years) > 1 else ''}", latest.claims)


def _target_line(target: Target) -> Line:
    needed = f", needs {growth(target.needed_growth)} a year" if target.needed_growth is not None else ""
    standing = "" if target.standing == "unknown" else f": {target.standing.replace('_', ' ')}"
    return Line("Target", f"{target.what}{standing}{needed}", target.claims)


def _undertakings(items: Sequence[Undertaking]) -> Iterator[Line]:
    """How many stand where; the citations are those of what is overdue."""
    counts = Counter(item.status for item in items)
    counted = ", ".join(f"{counts[status]} {status.replace('_', ' ')}" for status in STATUSES if counts[status])
    if counted:
        late = (citation for item in items if item.status == "overdue" for citation in item.claims)
        yield Line("Undertakings", counted, tuple(late))
