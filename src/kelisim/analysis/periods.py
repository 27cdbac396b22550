"""What an EDTF time covers on the calendar: its first and last day."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from kelisim.resolve.times import window

_YEAR = re.compile(r"\d{4}")

MONTHS = 12


class Days(NamedTuple):
    """A stretch of days, both ends included; an end left open is ``None``."""

    first: date | None
    last: date | None


@lru_cache(maxsize=1 << 14)
def days_of(edtf: str | None) -> Days:
    """The days that a time covers; none are known of a relative time and of one whose year is unknown.

    >>> days_of("2024-08")
    Days(first=datetime.date(2024, 8, 1), last=datetime.date(2024, 8, 31))
    >>> days_of("../2034").last
    datetime.date(2034, 12, 31)
    """
    begin, slash, end = (edtf or "").partition("/")
    first, last = window(begin), window(end if slash else begin)
    return Days(first.first if first else None, last.last if last else None)


def shifted(day: date, months: int) -> date:
    """The day so many months later (earlier when negative); the last of the month where it has no such day."""
    years, month = divmod(day.month - 1 + months, MONTHS)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def whole_year(edtf: str | None) -> int | None:
    """The year, when the time is exactly one."""
    return int(edtf) if edtf and _YEAR.fullmatch(edtf) else None


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to a later one."""
    months = (later.year - earlier.year) * MONTHS + later.month - earlier.month
    return months - (later.day < earlier.day)
