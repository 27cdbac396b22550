"""When things were, as days: EDTF times become windows that can be compared."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

TOLD_DAYS = 4
"""A text tells of what happened so many days before it at most, where it gives no day."""

NEWS_DAYS = 10
"""Texts published within so many days of each other may speak of one event."""

VISIT_DAYS = 4
"""A visit lasts so long at most: texts date what was signed during it by its first, its last or any other day."""

DAYS_OF_YEAR = 366

_CACHED = 1 << 16
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_PART = re.compile(r"XXXX-(\d{2}-\d{2})")
_PARTS_OF_YEAR = {
    "21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 12),
    "33": (1, 3), "34": (4, 6), "35": (7, 9), "36": (10, 12),
    "40": (1, 6), "41": (7, 12),
}  # fmt: skip
"""First and last months of EDTF seasons, quarters and half-years."""


class Window(NamedTuple):
    """A run of days, first and last included."""

    first: date
    last: date

    def overlaps(self, other: Window) -> bool:
        """Whether they share a day."""
        return self.first <= other.last and other.first <= self.last

    def holds(self, other: Window) -> bool:
        """Whether the other lies wholly within."""
        return self.first <= other.first and other.last <= self.last

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


@lru_cache(_CACHED)
def window(edtf: str | None) -> Window | None:
    """The days of a definite time; ``None`` for what is open, partly unknown or relative."""
    if not edtf:
        return None
    begin, slash, end = edtf.partition("/")
    first = _window(begin)
    if not slash or first is None:
        return first
    last = _window(end)
    return Window(first.first, last.last) if last is not None and first.first <= last.last else None


def _window(text: str) -> Window | None:
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day = found.groups()
    try:
        if day is not None:
            exact = date(int(year), int(month), int(day))
            return Window(exact, exact)
        first, last = _PARTS_OF_YEAR.get(month, (int(month), int(month))) if month is not None else (1, 12)
        return Window(date(int(year), first, 1), date(int(year), last, monthrange(int(year), last)[1]))
    except ValueError:
        return None


@lru_cache(_CACHED)
def day_of_year(edtf: str | None) -> str | None:
    """``02-19`` of a day whose year is unknown (``XXXX-02-19``); ``None`` for all other times."""
    found = _PART.fullmatch(edtf or "")
    return found.group(1) if found else None


def in_year_of(edtf: str | None, other: str | None) -> Window | None:
    """The day without a year (``XXXX-02-19``) in the year of another time; ``None`` when one of them is none such."""
    day, year = day_of_year(edtf), window(other)
    return _window(f"{year.first:%Y}-{day}") if day is not None and year is not None else None


def end_of(edtf: str) -> str | None:
    """The last part of a time that is definite there (``2034`` of ``../2034``); ``None`` when it is not."""
    last = edtf.rpartition("/")[2]
    return last if window(last) is not None else None


@lru_cache(_CACHED)
def told(published: str | None) -> Window | None:
    """The days that a text published then can mean where it names none; ``None`` when that is not known to the day."""
    day = window(published)
    if day is None or day.days > 1:
        return None
    return Window(day.first - timedelta(days=TOLD_DAYS), day.last)


def day_of(edtf: str | None) -> date | None:
    """The day of a time that is one day; ``None`` otherwise."""
    known = window(edtf)
    return known.first if known is not None and known.days == 1 else None


def near(one: date | None, other: date | None, days: int = NEWS_DAYS) -> bool:
    """Whether two days are known and at most so many days apart."""
    return one is not None and other is not None and abs(one - other) <= timedelta(days)


def days_apart(one: Window, other: Window) -> int:
    """How many days lie between two windows; 0 when they share one."""
    if one.overlaps(other):
        return 0
    return max((one.first - other.last).days, (other.first - one.last).days)


def apart(one: str | None, other: str | None) -> bool:
    """Whether two EDTF times exclude each other; unknown and relative ones never do.

    Spans do unless one is the other's beginning: "the first half" and "the first nine months" are two periods, though
    they share days. A day without a year excludes other days of the year.
    """
    if not one or not other:
        return False
    if day_of_year(one) or day_of_year(other):
        days = [day_of_year(text) or _day(text) for text in (one, other)]
        return None not in days and days[0] != days[1]
    if window(one) is None or window(other) is None:
        return False
    if "/" in one or "/" in other:
        return one != other and not (one.startswith(other) or other.startswith(one))
    shared = min(len(one), len(other))
    return one[:shared] != other[:shared]


def _day(edtf: str) -> str | None:
    """``02-19`` of one definite day."""
    day = day_of(edtf)
    return f"{day:%m-%d}" if day is not None else None
