"""How far a figure commits its text: the numbers it leaves room for, by the digits written and by its bound."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from kelisim.model.vocabulary import Bound

LARGEST_SHARE = 0.125
"""A rounding moves a figure by no more than an eighth: "4 billion" may be 4.4, "1 billion" is not 1.4. Ours."""

LOOSE_SHARE = 0.03
"""What "about" allows when the digits allow less. Ours."""

ROOM = 2.0
"""Nobody says "more than 4" of 9: a bound leaves room up to so many times the figure, or down to as small a part. Ours."""

KEPT_DIGITS = 2
"""Zeros that end a whole number count as rounding, save those among its first two digits."""

LARGEST_POWER = 15
SLACK = 1e-9
"""Rounding errors of floating point numbers, as a share."""

THOUSANDS = 3
DIRECTED: frozenset[Bound] = frozenset({"more_than", "less_than", "at_least", "up_to"})

_RUN = re.compile(r"\d+(?:[.,'’\u066b\u066c \u00a0\u2009\u202f]\d+)*")
_SPACES = re.compile(r"[ \u00a0\u2009\u202f]")
_MARKS = re.compile(r"[.,'’\u066b\u066c]")
_DECIMAL_MARKS = ".,\u066b"


class Range(NamedTuple):
    """The numbers from ``low`` to ``high``, the ends left out."""

    low: float
    high: float

    def meets(self, other: Range) -> bool:
        """Whether a number lies in both."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return high - low > SLACK * max(abs(low), abs(high))

    def times(self, least: float, most: float) -> Range:
        """All products with a positive factor from ``least`` to ``most``."""
        return Range(min(self.low * least, self.low * most), max(self.high * least, self.high * most))


def stated_range(value: float, bound: Bound | None, quote: str) -> Range:
    """The numbers that a text may mean by a figure, read from its evidence.

    >>> stated_range(4.4e9, None, "reached $4.4 billion")
    Range(low=4350000000.0, high=4450000000.0)
    """
    if value < 0:
        mirrored = stated_range(-value, bound, quote)
        return Range(-mirrored.high, -mirrored.low)
    step = stated_step(value, quote)
    if bound in ("more_than", "at_least"):
        return Range(value * (1 - SLACK), value * ROOM)
    if bound in ("less_than", "up_to"):
        return Range(value / ROOM, value * (1 + SLACK))
    slack = min(step / 2, LARGEST_SHARE * value)
    if bound == "about":
        slack = max(slack, LOOSE_SHARE * value)
    return Range(value - slack, value + slack)


def stated_step(value: float, quote: str) -> float:
    """The worth of the last digit that counts, as the figure is written in the evidence, in any script.

    A figure in words has the digits that its value needs: "one billion one hundred and fifty million" is exact to ten
    million.

    >>> stated_step(4.41e9, "4,41 млрд")
    10000000.0
    """
    written = sorted(_written(abs(value), quote))
    return written[0][2] if written else _step_of_words(abs(value))


def _written(value: float, quote: str) -> Iterator[tuple[bool, int, float]]:
    """Every way to find the value among the digits: whether its scale is odd, the scale, and the worth of the last digit.

    The smaller scale goes first: "56,500" is a whole number sooner than so many thousand with three decimals.
    """
    for run in _RUN.finditer(quote):
        for digits, decimals in _readings(run.group()):
            number = int(digits) / 10**decimals
            if not number or not value:
                continue
            power = round(math.log10(value / number))
            if 0 <= power <= LARGEST_POWER and abs(number * 10**power / value - 1) < SLACK:
                yield power % THOUSANDS != 0, power, 10.0 ** (power - decimals + _idle_zeros(digits, decimals))


def _readings(run: str) -> Iterator[tuple[str, int]]:
    """The digits and the number of decimals of every number that a run of digits and marks may be or hold."""
    parts = ["".join(_digit(mark) for mark in part) for part in _SPACES.split(run)]
    for first in range(len(parts)):
        for last in range(first + 1, len(parts) + 1):
            joined = "".join(parts[first:last])
            digits = _MARKS.sub("", joined)
            yield digits, 0
            mark = max(joined.rfind(sign) for sign in _DECIMAL_MARKS)
            if mark >= 0:
                yield digits, len(joined) - mark - 1


def _digit(mark: str) -> str:
    return str(unicodedata.decimal(mark)) if mark.isdecimal() else mark


def _idle_zeros(digits: str, decimals: int) -> int:
    """Zeros at the end of a whole number that only say how large it is."""
    if decimals:
        return 0
    whole = digits.lstrip("0")
    return min(len(whole) - len(whole.rstrip("0")), max(0, len(whole) - KEPT_DIGITS))


def _step_of_words(value: float) -> float:
    """The worth of the last digit that is not 0, of a power of ten a tenth of itself."""
    digits = f"{value:.6f}".rstrip("0").rstrip(".")
    decimals = len(digits.partition(".")[2])
    if decimals:
        return 10.0**-decimals
    bare = digits.rstrip("0")
    zeros = len(digits) - len(bare)
    return 10.0 ** (zeros - 1 if bare == "1" else zeros)
