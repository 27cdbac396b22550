"""Which claims are compared at all: those that share a key.

Keys are words made of a claim's fields and of the days it may speak of, so that the claims of one fact share one whatever
the order of arrival, and a new document is compared with few. The ledger stores the keys of every claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from math import floor, log

from kelisim.model import Claim
from kelisim.resolve.comparisons import SAME_VALUE, Stated, is_known
from kelisim.resolve.times import TOLD_DAYS, day_of_year, end_of, told, window

KEYS_VERSION = 2
"""Grows when keys are made differently: ledgers with older keys make them anew."""

LONGEST_WINDOW = 10
"""A date of more days than this is no day to meet at; its month is."""


def block_keys(item: Stated) -> frozenset[str]:
    """The keys of a claim; claims that share none are never compared."""
    claim = item.claim
    base = f"{claim.kind}|{','.join(claim.parties)}"
    return frozenset(f"{base}|{key}" for key in _KEYS[claim.kind](item))


def _meeting_keys(item: Stated) -> Iterator[str]:
    claim = item.claim
    for key in _days(item):
        yield f"{claim.form}|{key}"
    when = window(claim.date)
    if claim.participants and when is not None:
        yield f"{claim.form}|{when.first:%Y-%m}|{_offices(claim)}"


def _figure_keys(item: Stated) -> Iterator[str]:
    claim = item.claim
    if claim.value is not None:
        for bucket in _buckets(claim.value):
            yield f"{claim.indicator}|{claim.unit}|{bucket}"
    elif claim.change is not None:
        yield f"{claim.indicator}|{claim.change.value:g}"


def _agreement_keys(item: Stated) -> Iterator[str]:
    claim = item.claim
    yield from _measure_keys(claim)
    if claim.period is not None:
        yield f"{claim.instrument}|until {end_of(claim.period) or claim.period}"
    if claim.count in (None, 1) and claim.value is None:
        for key in _days(item):
            yield f"{claim.instrument}|{key}"


def _project_keys(item: Stated) -> Iterator[str]:
    claim = item.claim
    yield from _measure_keys(claim)
    if is_known(claim):
        yield f"name|{claim.name}"
    elif claim.name is not None:
        for word in claim.name.split():
            for key in _told_days(item):
                yield f"{word}|{key}"


def _award_keys(item: Stated) -> Iterator[str]:
    yield from _days(item)
    if item.claim.participants:
        yield _offices(item.claim)


def _offices(claim: Claim) -> str:
    return ",".join(sorted({f"{person.state}:{person.office}" for person in claim.participants}))


def _commitment_keys(item: Stated) -> Iterator[str]:
    yield from _told_days(item)


def _measure_keys(claim: Claim) -> Iterator[str]:
    if claim.count not in (None, 1):
        yield f"count|{claim.count}"
    if claim.value is not None:
        for bucket in _buckets(claim.value):
            yield f"{claim.unit}|{bucket}"


def _buckets(value: float) -> tuple[int, int]:
    """Two neighbouring steps of a ladder on which values that may be one share at least one step."""
    if value <= 0:
        return (0, 0)
    step = floor(log(value) / log(1 + SAME_VALUE))
    return (step, step + 1)


def _days(item: Stated) -> Iterator[str]:
    """The days on which an event may have been: its own, or those its text may mean."""
    when = window(item.claim.date)
    if when is not None and when.days > LONGEST_WINDOW:
        yield f"{when.first:%Y-%m}"
        return
    if item.claim.date is not None and when is not None:
        yield f"{when.first:%m-%d}"
    elif (part := day_of_year(item.claim.date)) is not None:
        yield part
    when = when or told(item.published)
    if when is None:
        yield "undated"
        return
    for offset in range(when.days):
        yield (when.first + timedelta(days=offset)).isoformat()


def _told_days(item: Stated) -> Iterator[str]:
    """The stretches of days around a text's publication, else around what it tells of; neighbours share one."""
    near = told(item.published) or window(item.claim.date)
    if near is None:
        yield "undated"
        return
    stretch = near.last.toordinal() // (2 * TOLD_DAYS)
    yield str(stretch)
    yield str(stretch + 1)


_KEYS = {
    "meeting": _meeting_keys,
    "indicator": _figure_keys,
    "target": _figure_keys,
    "agreement": _agreement_keys,
    "project": _project_keys,
    "award": _award_keys,
    "commitment": _commitment_keys,
}
