"""Figures and targets that differ: sums, quantities and growth of one indicator between the same parties."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal, get_args

import msgspec

from kelisim.model import Claim
from kelisim.model.vocabulary import Indicator
from kelisim.model.wording import when, words
from kelisim.resolve.differences import Difference, Known, Said, Voice, named, of_one_text, told_apart, voices
from kelisim.resolve.sums import GROWTH, Verdict, compare, ranges, says_sum, shared_unit, unit_class
from kelisim.resolve.times import near, window

FLOWS: frozenset[Indicator] = frozenset(
    {"trade_turnover", "exports", "imports", "freight", "transit", "passengers", "tourists", "flights"}
)
"""What adds up over time, so that a part of a year cannot exceed the year."""

YEAR_DAYS = 366
LISTED_CLAIMS = 4
"""So many claims of a voice are asked for their scope; what one of them shares is enough."""

ONE_WAY: frozenset[Indicator] = frozenset({"exports", "imports", "investment", "loan"})
"""What has no sum of both directions: without its direction a figure is not comparable."""

Alike = Literal["same", "narrower", "unsaid", "opposite"]
ALIKE: tuple[Alike, ...] = get_args(Alike)
SCOPE_REASONS: Mapping[Alike, str] = {
    "narrower": "they are not figures of one scope",
    "unsaid": "the texts do not say in which direction it goes",
}
"""Why two scopes explain a difference; opposite directions are two figures and no difference."""

Timing = Literal["same", "within", "overlapping", "apart"]


def figure_differences(said: Sequence[Said], known: Known) -> Iterator[Difference]:
    """The differences among the indicators of one set of parties: their values, and their growth."""
    for measure in (value_of, _growth_of):
        for group in measured(said, measure).values():
            heard = voices(group, lambda claim: (sum_of(claim), claim.period), _says_with_period)
            for one, other in combinations(heard, 2):
                yield from _figures(one, other, heard, known)


def value_of(claim: Claim) -> Claim | None:
    """The claim without its growth; ``None`` when it has no value."""
    return msgspec.structs.replace(claim, change=None) if claim.value is not None else None


def _growth_of(claim: Claim) -> Claim | None:
    """The growth that a claim states, as a claim of its own."""
    change = claim.change
    if change is None:
        return None
    bound = claim.bound if claim.value is None else None
    return msgspec.structs.replace(claim, value=change.value, unit=GROWTH, bound=bound, also=(), change=None)


def measured(said: Sequence[Said], measure: Callable[[Claim], Claim | None]) -> dict[tuple[Indicator, str], list[Said]]:
    """What the claims measure, by indicator and by units that compare."""
    groups: dict[tuple[Indicator, str], list[Said]] = defaultdict(list)
    for item in said:
        claim = measure(item.claim)
        if claim is not None and claim.indicator is not None and claim.unit is not None:
            groups[claim.indicator, unit_class(claim.unit)].append(item._replace(claim=claim))
    return groups


def sum_of(claim: Claim) -> Hashable:
    """What a sum is, as far as it is compared."""
    return (claim.value, claim.unit, claim.bound, claim.also)


def _says_with_period(claim: Claim) -> str:
    return says_sum(claim) + when(claim.period)


def _figures(one: Voice, other: Voice, heard: Sequence[Voice], known: Known) -> Iterator[Difference]:
    timing = timing_of(one, other)
    if timing == "apart" or of_one_text(one, other):
        return
    verdict = compare(one.claim, other.claim, known, _year(one))
    alike = "same" if verdict.agree else scopes_alike(one, other, known)
    if verdict.agree or alike == "opposite":
        return
    if timing != "same":
        yield from _of_other_periods(verdict, one, other, known, exceedable=timing == "within" and alike == "same")
        return
    topic = _topic(one.claim, known, when(one.claim.period))
    first, second = (voice._replace(says=says_sum(voice.claim)) for voice in (one, other))
    if verdict.explained_by is None and alike in SCOPE_REASONS:
        yield Difference("value", "scope", topic, first, second, SCOPE_REASONS[alike])
    elif verdict.explained_by is None and _closer_told(one, other, heard):
        yield Difference(
            "value",
            "scope",
            topic,
            first,
            second,
            "a text that gives several figures tells them apart",
        )
    else:
        yield Difference("value", verdict.explained_by, topic, first, second, verdict.why, verdict.share)


def _of_other_periods(
    verdict: Verdict, one: Voice, other: Voice, known: Known, *, exceedable: bool
) -> Iterator[Difference]:
    """Figures of periods that share days without being one; a part of the time that exceeds the whole is a conflict."""
    topic = _topic(one.claim, known, "")
    adds_up = one.claim.indicator in FLOWS and one.claim.unit != GROWTH
    if exceedable and adds_up and _exceeds(one, other, known):
        yield Difference("value", None, topic, one, other, "a part of the time cannot exceed the whole", 1.0)
    elif verdict.explained_by is None:
        yield Difference("value", "period", topic, one, other, "their periods are not the same")


def _topic(claim: Claim, known: Known, period: str) -> str:
    name = words(claim.indicator)
    topic = f"growth of {name}" if claim.unit == GROWTH else name
    verb = "are" if topic.endswith("s") and topic == name else "is"
    return f"{topic.capitalize()} of {named(claim.parties, known)}{period} {verb} given as"


def _closer_told(one: Voice, other: Voice, heard: Sequence[Voice]) -> bool:
    """Whether a text gives both, or every text of a side another figure for the same time that is nearer to the other."""
    return told_apart(one, other) or _all_closer(one, other, heard) or _all_closer(other, one, heard)


def _all_closer(one: Voice, other: Voice, heard: Sequence[Voice]) -> bool:
    own = _distance(one, other)
    rivals = [
        voice for voice in heard if voice != one and timing_of(voice, other) == "same" and _distance(voice, other) < own
    ]
    return one.documents <= frozenset[str]().union(*(voice.documents for voice in rivals))


def _distance(one: Voice, other: Voice) -> float:
    pair = shared_unit(one.claim, other.claim)
    if pair is None or pair[0].value is None or pair[1].value is None:
        return math.inf
    return abs(pair[0].value - pair[1].value)


# time


def timing_of(one: Voice, other: Voice) -> Timing:
    """How the periods of two figures lie to each other; figures without one are of the time of their texts."""
    first, second = one.claim.period, other.claim.period
    spans = window(first), window(second)
    if spans[0] is None or spans[1] is None:
        close = near(one.day, other.day)
        if not close or (first and spans[0] is None) or (second and spans[1] is None):
            return "apart"
        return "same" if first == second else "apart"
    if spans[0] == spans[1]:
        return "overlapping" if _unfinished(one, other) else "same"
    if spans[0].holds(spans[1]) or spans[1].holds(spans[0]):
        return "within"
    return "overlapping" if spans[0].overlaps(spans[1]) else "apart"


def _unfinished(one: Voice, other: Voice) -> bool:
    """Whether a period was not over when one of the texts appeared, so that each tells how far it had come."""
    period = window(one.claim.period)
    days = one.day, other.day
    if period is None or days[0] is None or days[1] is None or near(*days):
        return False
    return any(period.first <= day < period.last for day in days if day is not None)


def _exceeds(one: Voice, other: Voice, known: Known) -> bool:
    """Whether the figure of the shorter period is surely larger than that of the longer one, of a year at most."""
    first, second = window(one.claim.period), window(other.claim.period)
    if first is None or second is None:
        return False
    part, whole = (one, other) if second.holds(first) else (other, one)
    longest = max(first.days, second.days)
    both = ranges(part.claim, whole.claim, known, _year(whole))
    return both is not None and longest <= YEAR_DAYS and both[0].low > both[1].high


def _year(voice: Voice) -> int | None:
    """The year whose rate counts: that of the period's end, else of the text."""
    period = window(voice.claim.period)
    if period is not None:
        return period.last.year
    return voice.day.year if voice.day is not None else None


# scope


def scopes_alike(one: Voice, other: Voice, known: Known) -> Alike:
    """How the scopes of two figures compare, by the two of their claims that are most alike."""
    found = {
        _alike(first.claim, second.claim, known)
        for first in one.said[:LISTED_CLAIMS]
        for second in other.said[:LISTED_CLAIMS]
    }
    return next(alike for alike in ALIKE if alike in found)


def _alike(one: Claim, other: Claim, known: Known) -> Alike:
    mine, theirs = known.scope_of(one), known.scope_of(other)
    if mine.giver and theirs.giver and mine.giver != theirs.giver:
        return "opposite"
    if mine.parts != theirs.parts or bool(mine.giver) != bool(theirs.giver):
        return "narrower"
    return "unsaid" if mine.giver is None and one.indicator in ONE_WAY else "same"
