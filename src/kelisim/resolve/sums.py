"""Sums side by side: whether two of them may be one, as far as digits, bounds and rates of exchange allow."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from kelisim.model import Claim
from kelisim.model.vocabulary import PHYSICAL_UNITS, Explanation
from kelisim.model.wording import amount
from kelisim.resolve.differences import Known
from kelisim.resolve.stated import DIRECTED, Range, stated_range

GROWTH = "growth"
"""Unit of a change in percent, which is compared with other changes alone."""


class Verdict(NamedTuple):
    """How two figures compare: ``agree``, or ``differ`` with what explains it, if anything does."""

    agree: bool
    explained_by: Explanation | None = None
    why: str = ""
    share: float = 0.0


AGREE = Verdict(agree=True)


def unit_class(unit: str) -> str:
    """What may be converted into each other: all currencies are ``money``."""
    return unit if unit in PHYSICAL_UNITS or not unit.isupper() else "money"


def says_sum(claim: Claim) -> str:
    """The sum of a claim, with its other currencies."""
    if claim.value is None:
        return ""
    if claim.unit == GROWTH:
        return amount(claim.value, "percent", claim.bound)
    also = "".join(f" ({amount(other.value, other.unit)})" for other in claim.also)
    return amount(claim.value, claim.unit or "", claim.bound) + also


def compare(one: Claim, other: Claim, known: Known, year: int | None) -> Verdict:
    """Whether two sums may be one, as far as digits, bounds and the year's rate of exchange allow."""
    if one.value is None or other.value is None:
        return AGREE
    pair = shared_unit(one, other)
    if pair is None:
        return _converted(one, other, known, year)
    first, second = pair
    if first.value == second.value:
        return AGREE
    if range_of(first).meets(range_of(second)):
        if {first.bound, second.bound} & DIRECTED:
            return Verdict(agree=False, explained_by="bound", why="what the one bounds leaves room for the other")
        return Verdict(agree=False, explained_by="rounding", why="they are one figure, stated more or less exactly")
    share = abs(first.value - second.value) / max(abs(first.value), abs(second.value))  # type: ignore[operator, arg-type]
    gap = f"{abs(first.value - second.value):.3g} points" if first.unit == GROWTH else f"{share:.1%}"  # type: ignore[operator]
    return Verdict(agree=False, why=f"they are {gap} apart, more than rounding or a bound allows", share=share)


def shared_unit(one: Claim, other: Claim) -> tuple[Claim, Claim] | None:
    """Both claims by a unit that both state, the first one going first."""
    for first in in_units(one):
        for second in in_units(other):
            if first.unit == second.unit:
                return first, second
    return None


def in_units(claim: Claim) -> list[Claim]:
    """The claim by each currency it states its sum in."""
    return [claim, *(msgspec.structs.replace(claim, value=other.value, unit=other.unit) for other in claim.also)]


def _converted(one: Claim, other: Claim, known: Known, year: int | None) -> Verdict:
    both = ranges(one, other, known, year)
    units = f"{one.unit} and {other.unit}"
    if both is None:
        return Verdict(agree=False, why=f"no reference rate of {units} is known for {year or 'an unknown year'}")
    if both[0].meets(both[1]):
        why = f"they are one sum at the rates of {year} between {units}"
        return Verdict(agree=False, explained_by="currency", why=why)
    middle = [sum(item) / 2 for item in both]
    share = abs(middle[0] - middle[1]) / max(middle)
    why = f"at the rates of {year} between {units} they are {share:.1%} apart"
    return Verdict(agree=False, why=why, share=share)


def ranges(one: Claim, other: Claim, known: Known, year: int | None) -> tuple[Range, Range] | None:
    """What both may mean in the unit of the second; ``None`` without a rate."""
    pair = shared_unit(one, other)
    if pair is not None:
        return range_of(pair[0]), range_of(pair[1])
    band = known.rates.band(one.unit or "", other.unit or "", year) if year is not None else None
    if band is None:
        return None
    return range_of(one).times(band.low, band.high), range_of(other)


def range_of(claim: Claim) -> Range:
    """The numbers that a claim may mean by its sum."""
    return stated_range(claim.value or 0.0, claim.bound, claim.quote)
