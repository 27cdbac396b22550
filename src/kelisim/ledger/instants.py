"""Times of recording: ISO 8601 in UTC, so that they sort as text."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from kelisim.errors import ConfigError

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_AFTER_ANY_DIGIT = "~"


def now() -> str:
    """The present moment."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def end_of(as_of: str) -> str:
    """The bound below which everything was recorded by the end of a day, month or year.

    Raises :class:`~kelisim.errors.ConfigError` for what is no date.
    """
    try:
        known = bool(_DATE.fullmatch(as_of)) and bool(date.fromisoformat(f"{as_of}-01-01"[:10]))
    except ValueError:
        known = False
    if not known:
        raise ConfigError(f"{as_of!r} is no date; write it as 2025, 2025-02 or 2025-02-19")
    return as_of + _AFTER_ANY_DIGIT
