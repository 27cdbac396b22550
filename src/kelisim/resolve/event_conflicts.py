"""Events told differently: when people met, how many documents were signed, and what was signed but is still negotiated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from kelisim.model import Claim, as_dict
from kelisim.model.vocabulary import Explanation
from kelisim.model.wording import people, when, words
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
from kelisim.resolve.sums import compare, says_sum, unit_class
from kelisim.resolve.times import NEWS_DAYS, day_of, near, window

MISTAKEN_DAYS = 3
"""Meetings of the same people further apart are two. Ours."""

LATER_DAYS = 2
"""So long after a signing a text that still expects it does not merely come before the news. Ours."""

ONE_THING = 0.7
"""Likeness from which two pieces of evidence in one language name one instrument. Ours, on nine pairs of our own in four
languages: those of one instrument have 0.87 or more, others 0.56 or less."""

RUN = 3

CONCLUDED = frozenset({"signed", "ratified", "in_force", "implementing"})
PENDING = frozenset({"proposed", "negotiating"})
SIGNING = frozenset({"signed", "ratified"})
OPENING = frozenset({"launched", "completed"})
"""Stages of an event on a day, in contrast to those of a state that lasts."""

ONE_OR_UNSAID = (None, 1)


class Dated(NamedTuple):
    """A voice and the day by which it is found: that of the event, else of the text."""

    day: date
    voice: Voice


def event_differences(said: Sequence[Said], known: Known) -> Iterator[Difference]:
    """The differences among meetings, signings, openings and stages of one set of parties."""
    yield from _date_differences([item for item in said if item.claim.kind == "meeting"], known)
    yield from _signing_differences([item for item in said if item.claim.kind == "agreement"], known)
    yield from _count_differences([item for item in said if _is_counted_event(item.claim)], known)
    yield from _stage_differences([item for item in said if item.claim.kind == "agreement"], known)


def _windowed(heard: Iterable[Voice], days: int) -> Iterator[tuple[Voice, Voice]]:
    """Pairs of voices whose days lie at most so many days apart; those without a day are in none."""
    dated = sorted(
        (Dated(known, voice) for voice in heard if (known := day_of(voice.claim.date) or voice.day) is not None),
        key=lambda item: (item.day, item.voice.order),
    )
    for index, one in enumerate(dated):
        for other in dated[index + 1 :]:
            if other.day - one.day > timedelta(days):
                break
            yield one.voice, other.voice


# meetings


def _date_differences(said: Sequence[Said], known: Known) -> Iterator[Difference]:
    groups: dict[Hashable, list[Said]] = defaultdict(list)
    for item in said:
        who = _who(item.claim)
        if len(who) > 1 and item.claim.status == "held" and day_of(item.claim.date):
            groups[item.claim.form, who].append(item)
    for group in groups.values():
        heard = voices(group, lambda claim: (claim.date, claim.place), lambda claim: claim.date or "")
        for one, other in _windowed(heard, MISTAKEN_DAYS):
            yield from _dates(one, other, known)


def _who(claim: Claim) -> frozenset[tuple[str | None, str | None]]:
    return frozenset((person.state, person.office) for person in claim.participants if person.state and person.office)


def _writes_day(claim: Claim) -> bool:
    """Whether the evidence itself holds the number of the day."""
    told = day_of(claim.date)
    return told is not None and str(told.day) in _numbers(claim.quote)


def _says_when(voice: Voice, known: Known) -> bool:
    """Whether the evidence of a claim says when, so that its day is not taken from the rest of its text."""
    return any(_writes_day(item.claim) or known.scope_of(item.claim).timed for item in voice.said)


def _numbers(text: str) -> list[str]:
    """The whole numbers written in a text, in plain digits without leading zeros."""
    plain = "".join(str(int(mark)) if mark.isdecimal() else " " for mark in text)
    return [str(int(number)) for number in plain.split()]


def _dates(one: Voice, other: Voice, known: Known) -> Iterator[Difference]:
    places = {one.claim.place, other.claim.place} - {None}
    if one.claim.date == other.claim.date or len(places) > 1 or told_apart(one, other):
        return
    if one.day and other.day and not near(one.day, other.day):
        return
    if not (_says_when(one, known) and _says_when(other, known)):
        return
    form = words(one.claim.form)
    who = people([as_dict(person) for person in one.claim.participants])
    topic = f"The {form} of {who or named(one.claim.parties, known)} is dated"
    if one.claim.form == "visit":
        yield Difference("date", "period", topic, one, other, "a visit lasts several days and is dated by any of them")
    else:
        yield Difference("date", None, topic, one, other, "no text speaks of two such meetings")


def _signing_differences(said: Sequence[Said], known: Known) -> Iterator[Difference]:
    groups: dict[Hashable, list[Said]] = defaultdict(list)
    for item in said:
        claim = item.claim
        subject = _subject(claim) if claim.count in ONE_OR_UNSAID else (claim.instrument, claim.count)
        if subject is not None and claim.stage in SIGNING and _writes_day(claim):
            groups[subject].append(item)
    for group in groups.values():
        heard = voices(group, lambda claim: claim.date, lambda claim: claim.date or "")
        for one, other in _windowed(heard, MISTAKEN_DAYS):
            if one.claim.date != other.claim.date and not told_apart(one, other):
                what = _says_count(one.claim) if one.claim.count not in ONE_OR_UNSAID else words(one.claim.instrument)
                topic = f"The signing of {what} by {named(one.claim.parties, known)} is dated"
                yield Difference("date", None, topic, one, other, "no text speaks of two such signings")


# counts


def _is_counted_event(claim: Claim) -> bool:
    stages = SIGNING if claim.kind == "agreement" else OPENING
    return claim.kind in ("agreement", "project") and claim.stage in stages and claim.count not in ONE_OR_UNSAID


def _count_differences(said: Sequence[Said], known: Known) -> Iterator[Difference]:
    groups: dict[Hashable, list[Said]] = defaultdict(list)
    for item in said:
        groups[item.claim.kind, item.claim.stage in SIGNING].append(item)
    for group in groups.values():
        heard = voices(group, _counted, _says_count)
        for one, other in _windowed(heard, NEWS_DAYS):
            if same_occasion(one.claim, other.claim) and not of_one_text(one, other):
                yield from _counts(one, other, known)


def _counted(claim: Claim) -> Hashable:
    return (claim.instrument, claim.count, claim.bound, claim.date, claim.value, claim.unit)


def _says_count(claim: Claim) -> str:
    value = says_sum(claim)
    thing = words(claim.instrument) or "projects"
    return f"{claim.count} {thing if thing.endswith('s') else thing + 's'}{' worth ' + value if value else ''}"


def same_occasion(one: Claim, other: Claim) -> bool:
    """Whether nothing tells the days of two events apart."""
    first, second = window(one.date), window(other.date)
    return first is None or second is None or first.overlaps(second)


def _counts(one: Voice, other: Voice, known: Known) -> Iterator[Difference]:
    kind, parties = one.claim.kind, named(one.claim.parties, known)
    verb = "signed" if kind == "agreement" else "launched"
    topic = f"What {parties} {verb}{when(one.claim.date or other.claim.date)} is counted as"
    if one.claim.count != other.claim.count:
        explained, why = _count_explained(one, other, known)
        yield Difference("count", explained, topic, one, other, why)
    elif one.claim.instrument == other.claim.instrument:
        yield from sums_of_one_count(topic.replace("counted as", "valued at"), one, other, known)


def _count_explained(one: Voice, other: Voice, known: Known) -> tuple[Explanation | None, str]:
    first, second = one.claim, other.claim
    if first.instrument != second.instrument:
        return "scope", "the one counts a part of the other, or another kind of document"
    if told_apart(one, other):
        return "scope", "a text that gives both tells two things apart"
    if any(_allows(a, b) for a, b in ((first, second), (second, first))):
        return "bound", "what the one bounds leaves room for the other"
    scopes = known.scope_of(first), known.scope_of(second)
    if scopes[0].parts != scopes[1].parts or _sectors_differ(first, second):
        return "scope", "they count documents of different kinds"
    return None, "both speak of the same occasion"


def _allows(one: Claim, other: Claim) -> bool:
    """Whether the bound of one count leaves room for the other; the bound of a sum is not that of the count."""
    if one.value is not None or one.count is None or other.count is None:
        return False
    if one.bound in ("more_than", "at_least"):
        return other.count > one.count
    return one.bound in ("less_than", "up_to") and other.count < one.count


def _sectors_differ(one: Claim, other: Claim) -> bool:
    """Whether projects or named instruments are of different sectors; documents of all kinds list what they please."""
    if one.instrument == "documents":
        return False
    first, second = set(one.sectors), set(other.sectors)
    return bool(first) and bool(second) and first.isdisjoint(second)


def sums_of_one_count(topic: str, one: Voice, other: Voice, known: Known) -> Iterator[Difference]:
    """The difference between the sums of things that two texts count alike."""
    if unit_class(one.claim.unit or "") != unit_class(other.claim.unit or ""):
        return
    verdict = compare(one.claim, other.claim, known, one.day.year if one.day else None)
    if verdict.agree:
        return
    if verdict.explained_by is None and told_apart(one, other):
        yield Difference("value", "scope", topic, one, other, "a text that gives both tells two things apart")
    else:
        yield Difference("value", verdict.explained_by, topic, one, other, verdict.why, verdict.share)


# stages


def _stage_differences(said: Sequence[Said], known: Known) -> Iterator[Difference]:
    groups: dict[Hashable, list[Said]] = defaultdict(list)
    for item in said:
        subject = _subject(item.claim)
        if subject is not None and item.published and item.claim.stage in CONCLUDED | PENDING:
            groups[subject].append(item)
    for group in groups.values():
        heard = voices(group, lambda claim: claim.stage, lambda claim: words(claim.stage))
        for concluded in (voice for voice in heard if voice.claim.stage in CONCLUDED):
            for pending in (voice for voice in heard if voice.claim.stage in PENDING):
                yield from _stages(concluded, pending, known)


def _subject(claim: Claim) -> Hashable:
    """What one instrument is known by across texts: its title, else its kind and what it is about; ``None`` when neither."""
    if claim.count not in ONE_OR_UNSAID or claim.instrument in (None, "documents"):
        return None
    if claim.title:
        return (claim.instrument, claim.title)
    return (claim.instrument, claim.sectors) if claim.sectors else None


def _stages(concluded: Voice, pending: Voice, known: Known) -> Iterator[Difference]:
    signed = day_of(concluded.claim.date) or concluded.day
    late = [item for item in pending.said if signed and _later(item, signed)]
    if not late or told_apart(concluded, pending) or not _one_thing(concluded, late):
        return
    claim = concluded.claim
    about = claim.title or ", ".join(words(sector) for sector in claim.sectors)
    topic = f"The {words(claim.instrument)} of {named(claim.parties, known)} on {about} is said to be"
    later = pending._replace(says=f"{pending.says}, later", said=tuple(late))
    yield Difference("stage", None, topic, concluded, later, "what is concluded is not open again")


def _later(item: Said, signed: date) -> bool:
    published = day_of(item.published)
    return published is not None and published - signed >= timedelta(LATER_DAYS)


def _one_thing(concluded: Voice, late: Sequence[Said]) -> bool:
    """Whether texts in one language name the instrument with largely the same words; across languages its fields decide."""
    pairs = [
        (mine.claim.quote, theirs.claim.quote)
        for mine in concluded.said
        for theirs in late
        if mine.claim.language == theirs.claim.language
    ]
    return not pairs or any(_likeness(one, other) >= ONE_THING for one, other in pairs)


def _likeness(one: str, other: str) -> float:
    """Share of the shorter text's runs of three letters that the longer one has too: endings and prefixes count little."""
    first, second = _runs(one), _runs(other)
    return len(first & second) / max(1, min(len(first), len(second)))


def _runs(text: str) -> set[str]:
    words = (word.lower() for word in text.split())
    return {word[place : place + RUN] for word in words for place in range(len(word) - RUN + 1)}
