"""What tells whether two claims state one fact: named factors, each with its levels.

A factor looks at one aspect of two claims and names the level of their agreement; what a level is worth stands in
``weights.toml``. ``unknown`` means that one of them does not say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from kelisim.knowledge.name_keys import SAME_NAME, full_similarity
from kelisim.model import Claim, Participant
from kelisim.model.vocabulary import Kind
from kelisim.resolve.times import (
    DAYS_OF_YEAR,
    NEWS_DAYS,
    VISIT_DAYS,
    Window,
    apart,
    day_of_year,
    days_apart,
    end_of,
    in_year_of,
    told,
    window,
)

SAME_VALUE = 0.02
"""Relative difference up to which two sums may be one, stated with different precision."""

FIGURES = frozenset({"indicator", "target"})
PAIR = 2
RECENT = "recent_years"
"""A time that is no one period: what is true of recent years is another fact than what is true of one of them."""

GENERAL_INSTRUMENTS = frozenset({"agreement", "documents"})


class Stated(NamedTuple):
    """A claim with its name and what is known of its document (publication, EDTF or ``None``)."""

    id: str
    claim: Claim
    published: str | None


Factor = Callable[[Stated, Stated], str]


def contradict(one: Stated, other: Stated) -> bool:
    """Whether two claims of one kind cannot state one fact: times, sums, counts or names that exclude each other."""
    a, b = one.claim, other.claim
    if a.document == b.document and a.kind not in FIGURES:
        return True
    if apart(a.period, b.period) or apart(a.deadline, b.deadline):
        return True
    if a.unit is not None and a.unit == b.unit and not same_sum(a.value, b.value):
        return True
    if a.kind in ("agreement", "project") and None not in (a.count, b.count) and a.count != b.count:
        return True
    return a.kind != "project" and apart(a.date, b.date) and not _same_signing(a, b)


def _same_signing(a: Claim, b: Claim) -> bool:
    """Whether two instruments counted alike were signed within the days of one visit, on whose day texts differ."""
    if a.kind != "agreement" or a.count in (None, 1) or a.count != b.count:
        return False
    one, other = window(a.date) or in_year_of(a.date, b.date), window(b.date) or in_year_of(b.date, a.date)
    return one is not None and other is not None and days_apart(one, other) <= VISIT_DAYS


def same_sum(one: float | None, other: float | None) -> bool:
    """Whether two numbers differ by no more than their precision can; an unknown one never does."""
    if one is None or other is None:
        return True
    return abs(one - other) <= SAME_VALUE * max(abs(one), abs(other))


# factors


def when(one: Stated, other: Stated) -> str:
    """How the times of two events agree, by their dates or, where a text gives none, by its publication."""
    a, b = window(one.claim.date), window(other.claim.date)
    if a is not None and b is not None:
        if not a.overlaps(b):
            return "close" if days_apart(a, b) <= VISIT_DAYS else "far"
        return "same_day" if max(a.days, b.days) <= VISIT_DAYS else "within"
    parts = [day_of_year(item.claim.date) for item in (one, other)]
    if any(parts) and (parts[0] == parts[1] or a is not None or b is not None):
        return "same_day"  # contradict() has seen to it that they are not apart
    windows = [a or told(one.published), b or told(other.published)]
    if windows[0] is None or windows[1] is None:
        return "unknown"
    return _gap(windows[0], windows[1])


def _gap(one: Window, other: Window) -> str:
    days = days_apart(one, other)
    if days == 0:
        return "told_together"
    return "near" if days <= NEWS_DAYS else "far"


def period(one: Stated, other: Stated) -> str:
    """How the periods or deadlines of two figures agree."""
    mine, theirs = (item.claim.period or item.claim.deadline for item in (one, other))
    if mine is None and theirs is None:
        return "both_open"
    if mine is None or theirs is None:
        return "open"
    if mine == theirs:
        return "same" if end_of(mine) is not None else "same_word"
    if end_of(mine) == end_of(theirs) is not None and ".." in (mine[:2], theirs[:2]):
        return "same"
    if RECENT in (mine, theirs):
        return "recent"
    if window(mine) is None or window(theirs) is None:
        return "vague"
    return "nested"


def published(one: Stated, other: Stated) -> str:
    """How close together two texts appeared."""
    days = [window(item.published) for item in (one, other)]
    if days[0] is None or days[1] is None:
        return "unknown"
    gap = days_apart(days[0], days[1])
    return "together" if gap <= NEWS_DAYS else "same_year" if gap <= DAYS_OF_YEAR else "far"


def people(one: Stated, other: Stated) -> str:
    """Whether the same people take part, by state, office and name in any script."""
    mine, theirs = one.claim.participants, other.claim.participants
    if not mine or not theirs:
        return "unknown"
    if _conflict(mine, theirs) or _conflict(theirs, mine):
        return "others"
    shared = sum(any(_same_person(a, b) for b in theirs) for a in mine)
    if not shared:
        return "unknown"
    if shared == len(mine) == len(theirs):
        return "same_pair" if shared >= PAIR else "same"
    return "some"


def _conflict(mine: tuple[Participant, ...], theirs: tuple[Participant, ...]) -> bool:
    """Whether a person on one side has nobody to be on the other, though somebody of that state is there."""
    for person in mine:
        compatriots = [other for other in theirs if other.state == person.state]
        if compatriots and not any(_same_person(person, other) for other in compatriots):
            return True
    return False


def _same_person(a: Participant, b: Participant) -> bool:
    if a.state != b.state:
        return False
    if a.name is not None and b.name is not None:
        return same_name(a.name, b.name)
    return a.office == b.office


@lru_cache(1 << 16)
def same_name(one: str, other: str) -> bool:
    """Whether two spellings may be one person's name, in whatever scripts they were written first."""
    return one == other or full_similarity(one, other) >= SAME_NAME


def place(one: Stated, other: Stated) -> str:
    """Whether two events are said to be at one place."""
    return _equal(one.claim.place, other.claim.place)


def status(one: Stated, other: Stated) -> str:
    """Whether two meetings are both past or both ahead."""
    return "same" if one.claim.status == other.claim.status else "differ"


def stage(one: Stated, other: Stated) -> str:
    """Whether two undertakings are said to be as far."""
    return _equal(one.claim.stage, other.claim.stage)


def value(one: Stated, other: Stated) -> str:
    """Whether two sums are one."""
    a, b = one.claim, other.claim
    if a.value is None or b.value is None or a.unit != b.unit:
        if a.change is not None and a.change == b.change and (a.value is None or b.value is None):
            return "same_change"
        return "unknown"
    return "same" if a.value == b.value else "rounded"


def instrument(one: Stated, other: Stated) -> str:
    """Whether two instruments are of one sort; agreements and documents are words for all sorts.

    Of joint statements there is one at a meeting, so that two told at once are likely one.
    """
    a, b = one.claim.instrument, other.claim.instrument
    if a == b:
        return "statement" if a == "statement" else "same"
    return "general" if GENERAL_INSTRUMENTS & {a, b} else "differ"


def count(one: Stated, other: Stated) -> str:
    """Whether two texts count as many things; one thing is no count."""
    a, b = one.claim.count, other.claim.count
    return "unknown" if a in (None, 1) or b in (None, 1) else "same"


def name(one: Stated, other: Stated) -> str:
    """Whether two things bear one name: a known one (``same``), or one made of what they are (``same_sort``, ``like``)."""
    a, b = one.claim, other.claim
    if a.name is None or b.name is None:
        return "unknown"
    if a.name == b.name:
        return "same" if is_known(a) else "same_sort"
    if is_known(a) or is_known(b):
        return "differ"
    return "like" if set(a.name.split()) & set(b.name.split()) else "differ"


def is_known(claim: Claim) -> bool:
    """Whether a thing bears a name of its own; one made of what it is stands in small letters."""
    return claim.name is not None and claim.name != claim.name.lower()


def sectors(one: Stated, other: Stated) -> str:
    """Whether two undertakings are of the same fields of work."""
    a, b = frozenset(one.claim.sectors), frozenset(other.claim.sectors)
    if not a or not b:
        return "unknown"
    return "same" if a == b else "some" if a & b else "differ"


def actor(one: Stated, other: Stated) -> str:
    """Whether the same parties undertake it."""
    return "same" if one.claim.actor == other.claim.actor else "differ"


def _equal(a: str | None, b: str | None) -> str:
    if a is None or b is None:
        return "unknown"
    return "same" if a == b else "differ"


FACTORS: Mapping[Kind, Mapping[str, Factor]] = {
    "meeting": {"people": people, "when": when, "status": status, "place": place},
    "indicator": {"value": value, "period": period, "published": published},
    "target": {"value": value, "period": period, "published": published},
    "agreement": {
        "instrument": instrument,
        "count": count,
        "value": value,
        "when": when,
        "sectors": sectors,
        "stage": stage,
        "term": period,
    },
    "project": {"name": name, "count": count, "value": value, "when": when, "place": place, "sectors": sectors},
    "award": {"people": people, "when": when},
    "commitment": {"actor": actor, "sectors": sectors, "when": when, "term": period},
}
"""The factors of each kind, in the order in which they are explained."""
