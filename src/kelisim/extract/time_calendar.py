"""Calendar arithmetic and the writing of EDTF (ISO 8601-2, levels 0 to 2) for times in a text."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

UNKNOWN_YEAR = "XXXX"
MONTHS = 12
JULIAN_DAY_OF_ORDINAL_ZERO = 1721424.5

FARTHEST_AHEAD = 6
"""A month without a year lies at most this many months after the text; beyond, it is last year's. Ours."""

_PUBLISHED = re.compile(r"(\d{4}|XXXX)(?:-(\d\d)(?:-(\d\d))?)?")


class Anchor(NamedTuple):
    """The day against which relative times are resolved; any part of it may be unknown."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, published: str | None) -> Anchor:
        """The anchor that an EDTF date gives; ``XXXX-11-15`` leaves the year unknown."""
        found = _PUBLISHED.match(published or "")
        if found is None:
            return cls()
        year, month, day = found.groups()
        return cls(
            None if year == UNKNOWN_YEAR else int(year),
            int(month) if month else None,
            int(day) if day else None,
        )

    @property
    def date(self) -> date | None:
        """The whole date, when it is known."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    def shifted(self, days: int) -> str | None:
        """EDTF of the day so many days on; ``None`` when month or day are unknown."""
        if self.month is None or self.day is None:
            return None
        moved = date(self.year or 2001, self.month, self.day) + timedelta(days=days)
        return day_edtf(self.year and moved.year, moved.month, moved.day)


def year_text(year: int | None) -> str:
    """The year in four digits, or ``XXXX``."""
    return UNKNOWN_YEAR if year is None else f"{year:04}"


def month_edtf(year: int | None, month: int) -> str:
    """A month, or a season when ``month`` is 21 to 24."""
    return f"{year_text(year)}-{month:02}"


def day_edtf(year: int | None, month: int, day: int) -> str:
    """A day."""
    return f"{year_text(year)}-{month:02}-{day:02}"


def months_edtf(year: int | None, first: int, last: int) -> str:
    """A run of whole months of one year; all twelve are the year itself."""
    if (first, last) == (1, MONTHS) and year is not None:
        return year_text(year)
    if first == last:
        return month_edtf(year, first)
    return f"{month_edtf(year, first)}/{month_edtf(year, last)}"


def is_day(year: int | None, month: int, day: int) -> bool:
    """Whether the calendar has that day; in an unknown year 29 February counts."""
    return 1 <= month <= MONTHS and 1 <= day <= monthrange(year or 2000, month)[1]


def likely_year(anchor: Anchor, month: int, day: int | None, lean: str | None) -> int | None:
    """The year of a month named without one, by the anchor and a word such as "last" (``lean``)."""
    if anchor.year is None:
        return None
    here = anchor.month or MONTHS
    if lean == "last":
        past = month < here or (month == here and day is not None and day < (anchor.day or 0))
        return anchor.year if past else anchor.year - 1
    if lean == "next":
        ahead = month > here or (month == here and day is not None and day > (anchor.day or 0))
        return anchor.year if ahead else anchor.year + 1
    if lean is None and anchor.month is not None and month - here > FARTHEST_AHEAD:
        return anchor.year - 1
    return anchor.year


def month_shifted(anchor: Anchor, months: int) -> str | None:
    """EDTF of the month so many months on."""
    if anchor.month is None:
        return None
    count = (anchor.year or 2001) * MONTHS + anchor.month - 1 + months
    return month_edtf(anchor.year and count // MONTHS, count % MONTHS + 1)


def week_edtf(anchor: Anchor, weeks: int) -> str | None:
    """The week, Monday to Sunday, so many weeks on."""
    if anchor.date is None:
        return None
    monday = anchor.date - timedelta(days=anchor.date.weekday()) + timedelta(weeks=weeks)
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def weekday_near(anchor: Anchor, weekday: int, *, ahead: bool = False) -> date | None:
    """The latest such weekday (1 is Monday) on or before the anchor, or the first one after it."""
    if anchor.date is None:
        return None
    if ahead:
        return anchor.date + timedelta(days=(weekday - anchor.date.isoweekday() - 1) % 7 + 1)
    return anchor.date - timedelta(days=(anchor.date.isoweekday() - weekday) % 7)


def gregorian(year: int, month: int, day: int) -> date:
    """The Gregorian day of a Hijri date in the tabular (civil) calendar, within two days of the observed one.

    Source: Reingold and Dershowitz, *Calendrical Calculations*, the arithmetical Islamic calendar.
    """
    days = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(int(days + 1948439.5 - 1 - JULIAN_DAY_OF_ORDINAL_ZERO))


def bounds(edtf: str) -> tuple[str, str]:
    """The first and the last part of an interval; a single date is both."""
    first, slash, last = edtf.partition("/")
    return (first, last) if slash else (edtf, edtf)


def next_year(edtf: str) -> str:
    """The same time a year later."""
    return re.sub(r"\b\d{4}", lambda found: f"{int(found.group()) + 1:04}", edtf)


def week_later(edtf: str) -> str:
    """The same days a week later; every part is a whole date."""
    return "/".join((date.fromisoformat(day) + timedelta(weeks=1)).isoformat() for day in edtf.split("/"))


def in_year_of(edtf: str, later: str) -> str:
    """A month or day whose year was not said, put in the year of a later one, or in the year before if it must."""
    moved = later[:4] + edtf[4:]
    if moved < later or not later[:4].isdigit():
        return moved
    return f"{int(later[:4]) - 1:04}{edtf[4:]}"
