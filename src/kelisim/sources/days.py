"""Days as sources state them: the local day of whoever stated it, where it is possible at all."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_tz

EARLIEST = date(1990, 1, 1)
"""Nothing was published on the web before; what says so is the zero of a clock (1970, 1980) or of a database (1900, 0001)."""

AHEAD = timedelta(days=1)
"""So far ahead of the day here can it be where something is published."""

_YEAR_FIRST = re.compile(r"(\d{4})(?:(\d{2})|([-/.])(\d{1,2})\3)(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
_MONTHS = 12
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]{3,}")
_MOMENT = re.compile(r"\d{4}-\d{2}(-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?")


def day_of(stated: str | None, *, retrieved: str | None = None) -> str | None:
    """The day that is stated in ISO 8601, RFC 5322 or numbers alone, as its author's calendar shows it: its offset is no matter.

    ``None`` for what is no date, and for a day before :data:`EARLIEST` or after ``retrieved`` (else today).

    >>> day_of("Tue, 04 Mar 2025 01:30:00 +0500"), day_of("2025-03-03T23:30:00-05:00"), day_of("2925-03-03")
    ('2025-03-04', '2025-03-03', None)
    """
    numbers = _numbers((stated or "").strip())
    return possible_day(numbers, retrieved=retrieved) if numbers else None


def possible_day(numbers: tuple[int, int, int], *, retrieved: str | None = None) -> str | None:
    """The day of year, month and day, ``None`` where nothing can have been published on it."""
    try:
        day = date(*numbers)
    except ValueError:
        return None
    latest = date.fromisoformat(retrieved[:10]) if retrieved else datetime.now(UTC).date()
    return day.isoformat() if EARLIEST <= day <= latest + AHEAD else None


def moment_of(stated: str | None, *, retrieved: str | None = None) -> str | None:
    """The moment that is stated in ISO 8601, as it is stated, where its day is possible."""
    moment = (stated or "").strip()
    possible = _MOMENT.fullmatch(moment) and (len(moment) == len("2025-03") or day_of(moment, retrieved=retrieved))
    return moment if possible else None


def states_day(stated: str) -> bool:
    """Whether a date in whatever words can name a day: three parts, of which at least two are numbers."""
    numbers, words = len(_NUMBER.findall(stated)), len(_WORD.findall(stated))
    return numbers >= 3 or (numbers >= 2 and words >= 1)  # noqa: PLR2004 -- day, month and year


def _numbers(stated: str) -> tuple[int, int, int] | None:
    """Year, month and day, in that order; two numbers with a slash between only where one of them can be no month."""
    if found := _YEAR_FIRST.match(stated):
        return int(found[1]), int(found[2] or found[4]), int(found[5])
    if found := _DAY_FIRST.match(stated):
        return int(found[3]), int(found[2]), int(found[1])
    if found := _SLASHED.match(stated):
        first, second = int(found[1]), int(found[2])
        day, month = (first, second) if first > _MONTHS else (second, first)
        return (int(found[3]), month, day) if day > _MONTHS or day == month else None
    parsed = (parsedate_tz(stated) or parsedate_tz(f"{stated} 00:00:00")) if stated else None
    return parsed[:3] if parsed else None
