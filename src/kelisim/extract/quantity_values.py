"""Numbers and amounts as values."""

from __future__ import annotations

from typing import NamedTuple

from kelisim.extract.lexicon import NO_ROLES, Roles
from kelisim.model.vocabulary import Bound

TIMES = "times"
"""The unit of a multiplier: "1.9 times"."""

MINOR = "minor"
"""The unit of an amount of cents, and the aspect of their words."""


class Numeral(NamedTuple):
    """A number at tokens ``[first, last)``.

    ``before`` are the roles of what is written together with its first token, ``after`` those of its last; ``scale`` is
    the product of the scales behind plain digits (1 without), ``digits`` whether it begins with digits, ``bare``
    whether it is a plural scale alone, ``doubtful`` whether it is a word that needs company.
    """

    first: int
    last: int
    value: float
    before: Roles = NO_ROLES
    after: Roles = NO_ROLES
    scale: float = 1.0
    digits: bool = False
    ordinal: bool = False
    bare: bool = False
    doubtful: bool = False
    fold: bool = False


class Skip(NamedTuple):
    """Digits up to token ``last`` that are no number."""

    last: int


class Quantity(NamedTuple):
    """An amount at tokens ``[first, last)``, characters ``[start, end)`` of the normalised view.

    ``type`` is number, money, percent or quantity. ``value`` is in units of ``unit``: an ISO 4217 code, ``percent``, a
    physical unit, ``times`` for a multiplier, ``None`` for a plain number; an amount of cents has the unit ``minor``.
    ``high`` is the upper end of a range whose lower end is ``value``. ``outer`` is the token range with the words of the
    bound. ``also`` are the same sum in other currencies. ``ordinal`` amounts are places in a row, ``points`` are
    percentage points, ``per`` is the period of a rate, ``historical`` tells that nothing is paid in the currency any
    more. ``roles`` are marked by affixes of the first and last token, ``scale`` is the product of the scale words.
    """

    first: int
    last: int
    start: int
    end: int
    type: str
    value: float
    unit: str | None = None
    bound: Bound = "exact"
    high: float | None = None
    also: tuple[tuple[float, str], ...] = ()
    ordinal: bool = False
    points: bool = False
    per: str | None = None
    roles: Roles = NO_ROLES
    historical: bool = False
    outer: tuple[int, int] = (0, 0)
    scale: float = 1.0


def tidy(value: float) -> float:
    """The value without the dust of binary fractions: at twelve significant digits, more than any text states."""
    return float(f"{value:.15g}") if value == int(value) else float(f"{value:.12g}")
