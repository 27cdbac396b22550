"""Targets against what is observed: how far it is, which growth it takes, and whether the relation grows so fast."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from msgspec import Struct

from kelisim.analysis.periods import days_of
from kelisim.analysis.series import Point, build_series, yearly
from kelisim.analysis.sources import Sources, by_publication, published
from kelisim.analysis.wording import sentence
from kelisim.model import Citation, Claim, Entry
from kelisim.model.vocabulary import Bound

Standing = Literal["reached", "on_track", "behind", "missed", "unknown"]

LONGEST_BASE = 5
"""Observed growth is taken over so many years at most: older figures say little of the present pace."""


class Statement(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What one text said of the target."""

    published: str | None = None
    value: float | None = None
    unit: str | None = None
    deadline: str | None = None
    citation: Citation


class Target(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A target with where it stands.

    ``observed`` is the latest value for a whole year, of the same parties, indicator and unit; growths are fractions a
    year (0.1 is ten per cent). ``reason`` says in one sentence what the standing rests on. ``history`` holds what texts
    said of this and other targets of the same relation and indicator, in the order of publication.
    """

    entry: str
    parties: tuple[str, ...]
    indicator: str
    what: str
    value: float | None = None
    unit: str | None = None
    bound: Bound | None = None
    deadline: str | None = None
    observed: Point | None = None
    needed_growth: float | None = None
    observed_growth: float | None = None
    standing: Standing
    reason: str
    history: tuple[Statement, ...] = ()
    claims: tuple[Citation, ...] = ()


class Relation(NamedTuple):
    """What is measured, of whom."""

    parties: tuple[str, ...]
    indicator: str


class Judged(NamedTuple):
    """Where a target stands, with the figures that say so."""

    standing: Standing
    reason: str
    needed: float | None = None
    grown: float | None = None


def build_targets(
    entries: Sequence[Entry], claims: Mapping[str, Claim], sources: Sources, *, as_of: date, parties: Iterable[str] = ()
) -> list[Target]:
    """The targets that concern all of ``parties``, by relation and deadline; ``claims`` are those of targets, by id."""
    wanted = set(parties)
    targets = [entry for entry in entries if entry.kind == "target" and wanted <= set(entry.parties)]
    relations = _by_relation(targets)
    observed = _by_relation(entry for entry in entries if entry.kind == "indicator")
    built: list[Target] = []
    for relation, told in relations.items():
        series = build_series(observed.get(relation, ()), relation.indicator, relation.parties)
        history = _history(told, claims, sources)
        built += [_target(entry, series, history, as_of) for entry in told]
    return sorted(built, key=lambda item: (item.parties, item.indicator, item.deadline or "~", item.entry))


def _by_relation(entries: Iterable[Entry]) -> dict[Relation, list[Entry]]:
    """The entries by what they measure of whom."""
    found: dict[Relation, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[Relation(entry.parties, entry.fields.get("indicator", "other"))].append(entry)
    return found


def _target(entry: Entry, series: Sequence[Point], history: tuple[Statement, ...], as_of: date) -> Target:
    fields = entry.fields
    years = yearly(series, fields.get("unit"))
    judged = _judge(fields.get("value"), fields.get("deadline"), years, as_of)
    return Target(
        entry=entry.id,
        parties=entry.parties,
        indicator=fields.get("indicator", "other"),
        what=sentence(entry),
        value=fields.get("value"),
        unit=fields.get("unit"),
        bound=fields.get("bound"),
        deadline=fields.get("deadline"),
        observed=years[max(years)] if years else None,
        needed_growth=judged.needed,
        observed_growth=judged.grown,
        standing=judged.standing,
        reason=judged.reason,
        history=history,
        claims=entry.claims,
    )


def _judge(value: float | None, deadline: str | None, years: dict[int, Point], as_of: date) -> Judged:
    """The standing of a target of ``value`` by ``deadline``, given the observed whole years."""
    if value is None:
        return Judged("unknown", "no sum is set")
    if not years:
        return Judged("unknown", "no figure for a whole year in this unit")
    latest = max(years)
    current = years[latest].value or 0.0
    grown, base = _growth(years)
    if current >= value:
        return Judged("reached", f"the figure for {latest} is at or above it", None, grown)
    last_day = days_of(deadline).last
    if last_day is None:
        return Judged("unknown", "no deadline is stated", None, grown)
    if latest >= last_day.year:
        return Judged("missed", f"the figure for {latest} is below it", None, grown)
    if last_day < as_of:
        return Judged("unknown", f"the deadline has passed; no figure for {last_day.year}", None, grown)
    if current <= 0:
        return Judged("unknown", f"the figure for {latest} is not above zero", None, grown)
    needed = (value / current) ** (1 / (last_day.year - latest)) - 1
    if grown is None:
        return Judged("unknown", "one year is no series: no growth observed", needed)
    return Judged("on_track" if grown >= needed else "behind", f"observed growth {base}", needed, grown)


def _growth(years: dict[int, Point]) -> tuple[float | None, str]:
    """The observed growth a year, and over which years; of a single year the change it is said to have had."""
    latest = max(years)
    first = min(year for year in years if year >= latest - LONGEST_BASE)
    begin, end = years[first].value, years[latest].value
    if first < latest and begin and end and begin > 0 and end > 0:
        return (end / begin) ** (1 / (latest - first)) - 1, f"over {first}–{latest}"
    change = years[latest].change
    if change is not None and change.unit == "percent":
        return change.value / 100, f"as stated for {latest}"
    return None, ""


def _history(targets: Sequence[Entry], claims: Mapping[str, Claim], sources: Sources) -> tuple[Statement, ...]:
    """What texts said of the targets of one relation, in the order of publication."""
    cited = by_publication((citation for entry in targets for citation in entry.claims), sources)
    return tuple(
        Statement(
            published=published(citation, sources),
            value=claims[citation.claim].value,
            unit=claims[citation.claim].unit,
            deadline=claims[citation.claim].deadline,
            citation=citation,
        )
        for citation in cited
        if citation.claim in claims
    )
