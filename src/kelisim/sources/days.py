"""Days as sources state them: the local day of whoever stated it, where it is possible at all."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_tz

EARLIEST = date(1990, 1, 1)
"""Nothing was published on the web before; what says so is the zero of a clock (1970, 1980) or of a database (1900, 0001)."""

AHEAD = timedelta(days=1)
"""So far ahead of the day here can it be where something is published."""

_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_MOMENT = re.compile(r"\d{4}-\d{2}(-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?")


def day_of(stated: str | None, *, retrieved: str | None = None) -> str | None:
    """The day that is stated in ISO 8601 or RFC 5322, without regard to its offset: as its author's calendar shows it.

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


def _numbers(stated: str) -> tuple[int, int, int] | None:
    if iso := _ISO.match(stated):
        return int(iso[1]), int(iso[2]), int(iso[3])
    parsed = parsedate_tz(stated) if stated else None
    return parsed[:3] if parsed else None
