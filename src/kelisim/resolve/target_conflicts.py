"""Targets that differ: another sum or deadline, set later or told otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from kelisim.model import Claim
from kelisim.model.wording import words
from kelisim.resolve.differences import Difference, Known, Said, Voice, named, of_one_text, voices
from kelisim.resolve.figure_conflicts import SCOPE_REASONS, measured, scopes_alike, sum_of, value_of
from kelisim.resolve.sums import Verdict, compare, says_sum
from kelisim.resolve.times import near, window

Sums = Mapping[str, set[float | None]]
"""The sums that each document gives as targets of one indicator: several are steps of a plan."""


def target_differences(said: Sequence[Said], known: Known) -> Iterator[Difference]:
    """The differences among the targets of one set of parties: another sum or deadline, said later or at once."""
    for group in measured(said, value_of).values():
        sums: dict[str, set[float | None]] = defaultdict(set)
        for item in group:
            sums[item.claim.document].add(item.claim.value)
        heard = voices(group, lambda claim: (sum_of(claim), claim.deadline), _says_with_deadline)
        for one, other in combinations(heard, 2):
            if not of_one_text(one, other):
                yield from _targets(one, other, sums, known)


def _says_with_deadline(claim: Claim) -> str:
    return says_sum(claim) + (f" by {claim.deadline}" if claim.deadline else "")


def _targets(one: Voice, other: Voice, sums: Sums, known: Known) -> Iterator[Difference]:
    verdict = compare(one.claim, other.claim, known, one.day.year if one.day else None)
    same_sum = verdict.agree or verdict.explained_by is not None
    moved = deadlines_differ(one.claim.deadline, other.claim.deadline)
    if verdict.agree and not moved:
        return
    alike = scopes_alike(one, other, known)
    if alike == "opposite":
        return
    topic = f"The target of {named(one.claim.parties, known)} for {words(one.claim.indicator)} is given as"
    if same_sum and not moved:
        yield Difference("value", verdict.explained_by, topic, one, other, verdict.why)
    elif alike in SCOPE_REASONS:
        yield Difference("target_moved", "scope", topic, one, other, SCOPE_REASONS[alike])
    elif same_sum:
        yield _other_deadline(topic, one, other)
    elif _is_step(one, other, sums) or _is_step(other, one, sums):
        yield Difference("target_moved", "scope", topic, one, other, "a text that gives both tells two steps apart")
    else:
        yield from _other_sum(topic, one, other, sums, verdict)


def _other_deadline(topic: str, one: Voice, other: Voice) -> Difference:
    """One sum by two dates: set anew, or told differently by texts of the same days."""
    if near(one.day, other.day):
        return Difference("date", None, topic, one, other, "texts of the same days give it different deadlines")
    return Difference("target_moved", None, topic, one, other, "its deadline changed from text to text")


def _other_sum(topic: str, one: Voice, other: Voice, sums: Sums, verdict: Verdict) -> Iterator[Difference]:
    """Two sums: a target set anew, two steps of a plan, or one target told differently by texts of the same days."""
    moved = deadlines_differ(one.claim.deadline, other.claim.deadline)
    due = window(one.claim.deadline)
    dated = one.day is not None and other.day is not None
    if dated and not near(one.day, other.day):
        if due is not None and other.day is not None and due.last < other.day:
            why = "the earlier one was due before the later one was set"
            yield Difference("target_moved", "period", topic, one, other, why)
        else:
            what = "sum and deadline" if moved else "sum"
            why = f"its {what} changed from text to text"
            yield Difference("target_moved", None, topic, one, other, why, verdict.share)
    elif moved or any(len(sums[document]) > 1 for document in one.documents | other.documents):
        yield Difference("target_moved", "scope", topic, one, other, "they may be two steps of one plan")
    else:
        yield Difference("value", None, topic, one, other, verdict.why, verdict.share)


def _is_step(one: Voice, other: Voice, sums: Sums) -> bool:
    """Whether a text that sets the one sum also gives the other."""
    return any(other.claim.value in sums[document] for document in one.documents)


def deadlines_differ(one: str | None, other: str | None) -> bool:
    """Whether two deadlines share no day; unknown ones never differ."""
    first, second = window(one), window(other)
    return first is not None and second is not None and not first.overlaps(second)
