"""Lengths of time as people write them in a watch list: ``15m``, ``6h``."""

from __future__ import annotations

import re
from datetime import timedelta

from kelisim.errors import ConfigError

UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}

_WRITTEN = re.compile(rf"(\d{{1,6}}(?:\.\d+)?)\s*([{''.join(UNITS)}])", re.ASCII)


def read_duration(written: str) -> timedelta:
    """A length of time from a number and one of :data:`UNITS`; :class:`~kelisim.errors.ConfigError` for what is none.

    >>> read_duration("15m")
    datetime.timedelta(seconds=900)
    """
    match = _WRITTEN.fullmatch(written.strip())
    if match is None:
        raise ConfigError(f"{written!r} is no length of time; write a number and a unit, as 30s, 15m, 6h or 1d")
    return timedelta(**{UNITS[match[2]]: float(match[1])})


def write_duration(length: timedelta) -> str:
    """A length of time in the largest unit that holds it whole.

    >>> write_duration(timedelta(minutes=90))
    '90m'
    """
    seconds = int(length.total_seconds())
    for unit in reversed(UNITS):
        whole = int(timedelta(**{UNITS[unit]: 1}).total_seconds())
        if seconds and seconds % whole == 0:
            return f"{seconds // whole}{unit}"
    return f"{seconds}s"
