"""The observed values of one indicator of one relation through time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from kelisim.analysis.periods import days_of, whole_year
from kelisim.model import Amount, Citation, Entry
from kelisim.model.vocabulary import Bound
from kelisim.resolve.comparisons import same_sum

BARS = "▁▂▃▄▅▆▇█"


class Point(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What is said of one indicator for one period.

    ``change`` is against the period before. ``disputed`` names the entries that give another value for the same period
    and unit. A ``partial`` period is not a whole year, so that its value does not compare with one.
    """

    entry: str
    parties: tuple[str, ...]
    indicator: str
    period: str | None = None
    value: float | None = None
    unit: str | None = None
    bound: Bound | None = None
    change: Amount | None = None
    partial: bool = False
    disputed: tuple[str, ...] = ()
    claims: tuple[Citation, ...] = ()


def build_series(entries: Iterable[Entry], indicator: str, parties: Iterable[str]) -> list[Point]:
    """The points of an indicator for exactly these parties, whole years first, then parts of years, undated ones last."""
    wanted = tuple(sorted(set(parties)))
    chosen = [
        entry
        for entry in entries
        if entry.kind == "indicator" and entry.parties == wanted and entry.fields.get("indicator") == indicator
    ]
    disputed = _disputed(chosen)
    return sorted((_point(entry, disputed.get(entry.id, ())) for entry in chosen), key=_order)


def _disputed(entries: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    """For each entry those that give another value for the same period and unit."""
    comparable: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        period, unit = entry.fields.get("period"), entry.fields.get("unit")
        if unit is not None and days_of(period).first is not None:
            comparable[period or "", unit].append(entry)
    return {
        entry.id: tuple(sorted(other.id for other in group if _disagree(entry, other)))
        for group in comparable.values()
        for entry in group
    }


def _disagree(one: Entry, other: Entry) -> bool:
    return not same_sum(one.fields.get("value"), other.fields.get("value"))


def _point(entry: Entry, disputed: tuple[str, ...]) -> Point:
    fields = entry.fields
    change = fields.get("change")
    return Point(
        entry=entry.id,
        parties=entry.parties,
        indicator=fields["indicator"],
        period=fields.get("period"),
        value=fields.get("value"),
        unit=fields.get("unit"),
        bound=fields.get("bound"),
        change=Amount(change["value"], change["unit"]) if change else None,
        partial=days_of(fields.get("period")).last is not None and whole_year(fields.get("period")) is None,
        disputed=disputed,
        claims=entry.claims,
    )


def _order(point: Point) -> tuple[int, str, str]:
    dated = days_of(point.period).last is not None
    return (point.partial if dated else 2, point.period or "", point.entry)


def yearly(points: Iterable[Point], unit: str | None) -> dict[int, Point]:
    """The best supported value in ``unit`` of each whole year: the one with most documents behind it."""
    best: dict[int, Point] = {}
    for point in points:
        year = whole_year(point.period)
        if year is None or point.value is None or point.unit != unit:
            continue
        if year not in best or _support(point) > _support(best[year]):
            best[year] = point
    return dict(sorted(best.items()))


def _support(point: Point) -> tuple[int, str]:
    return (len({citation.document for citation in point.claims}), point.entry)


def main_unit(points: Iterable[Point]) -> str | None:
    """The unit in which most whole years are given."""
    counts: dict[str, set[int]] = defaultdict(set)
    for point in points:
        year = whole_year(point.period)
        if year is not None and point.unit is not None and point.value is not None:
            counts[point.unit].add(year)
    return max(sorted(counts), key=lambda unit: len(counts[unit]), default=None)


def sparkline(values: Sequence[float]) -> str:
    """The values as bars from the least to the greatest.

    >>> sparkline([1, 2, 3])
    '▁▅█'
    """
    if not values:
        return ""
    low, high = min(values), max(values)
    steps = len(BARS) - 1
    return "".join(BARS[round((value - low) / (high - low) * steps) if high > low else 0] for value in values)
