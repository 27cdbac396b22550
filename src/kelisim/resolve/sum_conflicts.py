"""Sums that do not add up: portfolios that shrink, and the rates of exchange that a text's own pairs imply."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from kelisim.model import Amount, Claim
from kelisim.model.vocabulary import Explanation
from kelisim.model.wording import amount
from kelisim.resolve.differences import (
    Difference,
    Known,
    Said,
    Voice,
    named,
    of_one_text,
    told_apart,
    voices,
)
from kelisim.resolve.event_conflicts import ONE_OR_UNSAID, sums_of_one_count
from kelisim.resolve.stated import Range, stated_step
from kelisim.resolve.sums import range_of, says_sum, shared_unit
from kelisim.resolve.times import near, window

STANDING = frozenset({None, "planned", "ongoing"})
"""Stages of a portfolio: what is launched or completed on a day is a part of it."""

ONE_RATE = 0.02
"""Rates nearer than this are one, taken from different days or rounded on the way. Ours, not measured."""


# portfolios


def portfolio_differences(said: Sequence[Said], known: Known) -> Iterator[Difference]:
    """The portfolios of joint projects of one set of parties that shrink, or that texts of the same days tell apart."""
    standing = [item for item in said if _is_portfolio(item.claim)]
    heard = voices(standing, _portfolio, _says_portfolio)
    topic = (
        f"The portfolio of joint projects of {named(standing[0].claim.parties, known)} is given as" if standing else ""
    )
    for one, other in combinations(heard, 2):
        if one.day is None or other.day is None or of_one_text(one, other):
            continue
        if near(one.day, other.day):
            yield from _told_at_once(topic, one, other, known)
        else:
            yield from _shrunk(topic, one, other, known)
    yield from _parts(said, topic)


def _is_portfolio(claim: Claim) -> bool:
    return (
        claim.kind == "project" and claim.name is None and claim.stage in STANDING and claim.count not in ONE_OR_UNSAID
    )


def _portfolio(claim: Claim) -> tuple[object, ...]:
    return (claim.count, claim.value, claim.unit, claim.bound, claim.stage)


def _says_portfolio(claim: Claim) -> str:
    value = says_sum(claim)
    return f"{claim.count} projects{' worth ' + value if value else ''}"


def _told_at_once(topic: str, one: Voice, other: Voice, known: Known) -> Iterator[Difference]:
    first, second = one.claim, other.claim
    if first.stage != second.stage:
        return
    if first.count == second.count:
        yield from sums_of_one_count(topic, one, other, known)
    elif first.value is not None and (first.value, first.unit) == (second.value, second.unit):
        yield Difference("count", None, topic, one, other, "texts of the same days count them differently for one sum")


def _shrunk(topic: str, one: Voice, other: Voice, known: Known) -> Iterator[Difference]:
    """Whether the later portfolio is smaller; ``one`` was published first."""
    count, value = _change(one.claim, other.claim)
    if count >= 0 and value >= 0:
        return
    explained, why = _shrinking_explained(one, other, known, both_shrank=count <= 0 and value <= 0)
    if explained is None:
        what = "count and sum" if count < 0 and value < 0 else "count" if count < 0 else "sum"
        why = f"the later one is smaller in {what}"
    yield Difference("portfolio", explained, topic, one, other, why)


def _change(one: Claim, other: Claim) -> tuple[int, int]:
    """Whether count and sum grew (1), stayed or cannot be compared (0), or shrank (-1)."""
    count = _sign((other.count or 0) - (one.count or 0))
    pair = shared_unit(one, other)
    if pair is None or pair[0].value is None or pair[1].value is None:
        return count, 0
    if range_of(pair[0]).meets(range_of(pair[1])):
        return count, 0
    return count, _sign(pair[1].value - pair[0].value)


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _shrinking_explained(
    one: Voice, other: Voice, known: Known, *, both_shrank: bool
) -> tuple[Explanation | None, str]:
    first, second = one.claim, other.claim
    if told_apart(one, other):
        return "scope", "a text that gives both tells two portfolios apart"
    if known.scope_of(first).parts != known.scope_of(second).parts:
        return "scope", "they are not portfolios of one scope"
    if both_shrank and (first.stage != second.stage or set(first.sectors) != set(second.sectors)):
        return "scope", "the later one is of another stage or of other sectors and may be a part"
    return None, ""


class _Total(NamedTuple):
    total: Said
    parts: tuple[Said, ...]


def _parts(said: Sequence[Said], topic: str) -> Iterator[Difference]:
    """A portfolio whose parts, counted in full by the same text, have another sum."""
    by_document: dict[str, list[Said]] = defaultdict(list)
    for item in said:
        if item.claim.kind == "project" and item.claim.name is None and item.claim.count is not None:
            by_document[item.claim.document].append(item)
    for group in by_document.values():
        found = _itemised(sorted(group, key=lambda item: (item.claim.start, item.claim.end, item.id)))
        if found is None:
            continue
        total, parts = found
        worth = sum(item.claim.value or 0.0 for item in parts)
        slack = sum(stated_step(item.claim.value or 0.0, item.claim.quote) / 2 for item in (total, *parts))
        if abs(worth - (total.claim.value or 0.0)) <= slack:
            continue
        what = "exceed" if worth > (total.claim.value or 0.0) else "fall short of"
        unit = total.claim.unit or ""
        one = Voice(_says_portfolio(total.claim), (total,))
        other = Voice(f"{len(parts)} parts worth {amount(worth, unit)} in all", tuple(parts))
        yield Difference("portfolio", None, topic, one, other, f"its parts {what} the whole")


def _itemised(ordered: Sequence[Said]) -> _Total | None:
    """The first portfolio of a text whose count is that of the two or more counted sums that follow it."""
    for index, total in enumerate(ordered):
        if not _has_sum(total.claim) or total.claim.bound is not None:
            continue
        parts: list[Said] = []
        for item in ordered[index + 1 :]:
            if not _has_sum(item.claim) or item.claim.unit != total.claim.unit or item.claim.bound is not None:
                break
            parts.append(item)
            counted = sum(part.claim.count or 0 for part in parts)
            if counted == total.claim.count and len(parts) > 1:
                return _Total(total, tuple(parts))
    return None


def _has_sum(claim: Claim) -> bool:
    return claim.value is not None and claim.count is not None


# rates of exchange


class Pair(NamedTuple):
    """A sum that a text gives in two currencies: the rates that it may have been converted at, one for ``base``."""

    base: str
    quoted: str
    rate: float
    rates: Range
    voice: Voice


def rate_differences(said: Sequence[Said], known: Known) -> Iterator[Difference]:
    """The pairs of currencies of each text that imply different rates, or one that the year has not seen."""
    by_document: dict[str, list[Pair]] = defaultdict(list)
    for item in sorted(said):
        by_document[item.claim.document] += _pairs(item)
    for document, pairs in by_document.items():
        yield from _of_one_text(document, pairs, known)


def _pairs(item: Said) -> Iterator[Pair]:
    """The pairs of one claim; what is named first is taken as exact, and the rest as converted from it."""
    claim = item.claim
    if claim.value is None or claim.unit is None or claim.value <= 0:
        return
    for other in claim.also:
        if other.value <= 0 or other.unit == claim.unit or claim.bound not in (None, "about", "exact"):
            continue
        yield _pair(Amount(claim.value, claim.unit), other, item)


def _pair(first: Amount, second: Amount, item: Said) -> Pair:
    """The pair with its currencies in the order of the alphabet, so that pairs told either way compare."""
    half = stated_step(second.value, item.claim.quote) / 2
    says = f"{amount(first.value, first.unit)} = {amount(second.value, second.unit)}"
    voice = Voice(says, (item,))
    rates = Range((second.value - half) / first.value, (second.value + half) / first.value)
    if first.unit < second.unit:
        return Pair(first.unit, second.unit, second.value / first.value, rates, voice)
    turned = Range(1 / rates.high, 1 / rates.low) if rates.low > 0 else Range(0.0, 0.0)
    return Pair(second.unit, first.unit, first.value / second.value, turned, voice)


def _of_one_text(document: str, pairs: Sequence[Pair], known: Known) -> Iterator[Difference]:
    told = set()
    for one, other in combinations(pairs, 2):
        if (one.base, one.quoted) != (other.base, other.quoted) or one.voice.says == other.voice.says:
            continue
        if _apart(one.rates, other.rates) and _of_one_time(one, other):
            told |= {one, other}
            yield _two_rates(document, one, other, known)
    for pair in pairs:
        if pair not in told:
            yield from _against_the_year(document, pair, known)


def _apart(one: Range, other: Range) -> bool:
    """Whether no rate lies in both, nor two that are nearly one."""
    gap = max(one.low, other.low) - min(one.high, other.high)
    return gap > ONE_RATE * max(one.high, other.high)


def _of_one_time(one: Pair, other: Pair) -> bool:
    """Whether both sums are of one period or of none: past ones may be converted at the rates of their time."""
    periods = window(one.voice.claim.period), window(other.voice.claim.period)
    return periods[0] is None or periods[1] is None or periods[0] == periods[1]


def _two_rates(document: str, one: Pair, other: Pair, known: Known) -> Difference:
    topic = f"{known.outlets.get(document, document)} converts between {one.base} and {one.quoted}:"
    gap = abs(one.rate - other.rate) / max(one.rate, other.rate)
    why = f"the pairs imply {one.rate:.4g} and {other.rate:.4g} {one.quoted} for one {one.base}, {gap:.1%} apart"
    return Difference("implied_rate", None, topic, one.voice, other.voice, why, gap)


def _against_the_year(document: str, pair: Pair, known: Known) -> Iterator[Difference]:
    """Whether the rate of a pair lies outside those of the year of its text and of the year it speaks of."""
    voice = pair.voice
    period = window(voice.claim.period)
    years = {voice.day.year if voice.day else None, period.last.year if period else None} - {None}
    bands = [known.rates.band(pair.base, pair.quoted, year) for year in years if year is not None]
    if not bands or any(band is None for band in bands):
        return
    near_one = any(not _apart(pair.rates, Range(band.low, band.high)) for band in bands if band is not None)
    if near_one:
        return
    band = next(band for band in bands if band is not None)
    topic = f"{known.outlets.get(document, document)} converts between {pair.base} and {pair.quoted}:"
    why = (
        f"the pair implies {pair.rate:.4g} {pair.quoted} for one {pair.base}, while the average of "
        f"{min(year for year in years if year)} was {band.average:.4g}"
    )
    yield Difference("implied_rate", None, topic, voice, voice, why)
