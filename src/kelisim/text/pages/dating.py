"""The day a page was published, with what it rests on, in words, and in the precision that is warranted.

Every place that names a day is a witness with a weight; witnesses of the same day are added up. A day after the page was
fetched, before the web, or of no calendar is not believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from lxml.etree import _Element as Element

from kelisim.text.pages.blocks import Block
from kelisim.text.pages.days import Day, day_of, read_days, read_recent_days, read_stamp
from kelisim.text.pages.marks import meta_names, phrase_in, says
from kelisim.text.pages.markup import Markup, string
from kelisim.text.pages.seen import Seen
from kelisim.text.pages.titles import words_of

STATED = 3.0
"""Weight of a day that the page states for machines as that of publication, or that its source gives."""

TIMED = 2.5
"""Weight of a ``time`` element by the headline."""

SHOWN = 2.0
"""Weight of a day shown after the headline, and of one in the address."""

VAGUE = 1.0
"""Weight of a day shown before the headline or after the article, of one whose meaning is not stated, and of a month."""

CLEAR = 1.3
"""How many times the weight of the next day the best must have to be given to the day. Ours."""

GRACE = timedelta(days=1)
"""A page may be published a day after it was fetched: elsewhere it is tomorrow already."""

LONGEST_STAMP = 160
"""Letters of a line that shows a day by the headline; a longer one is prose, which speaks of other days."""

MOST_BESIDE, MOST_BESIDE_LABEL = 6, 14
"""Words beside the day in a line that tells when the article was published: a place, a section, a name; more than that only
in one that says so."""

MOST_BESIDE_RECENT = 8
"""Words and numbers of a line that gives a time and a day without its year."""

RECENT = "the day that the page shows by the headline, without a year: the last before it was fetched"

BEFORE_HEADLINE = 4
"""Blocks before the headline in which a day is looked for."""

DAY_LENGTH, MONTH_LENGTH = 10, 7

_CLOCK = re.compile(r"(?<!\d)(?:[01]?\d|2[0-3])[:.][0-5]\d(?!\d)")
_PATH_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_PATH_LOOSE = re.compile(r"/((?:19|20)\d{2})/(\d{1,2})/(\d{1,2})(?=/)")
_PATH_BACK = re.compile(r"(?<!\d)(0[1-9]|[12]\d|3[01])[._-](0[1-9]|1[0-2])[._-]((?:19|20)\d{2})(?!\d)")
_PATH_MONTH = re.compile(r"/((?:19|20)\d{2})[/-](0[1-9]|1[0-2])(?=/)")


class Dating(NamedTuple):
    """A publication date, EDTF, and what it rests on."""

    published: str
    reason: str


class Witness(NamedTuple):
    """A day that something says the page was published on; ``modified`` where it is that of the last change."""

    day: Day
    reason: str
    weight: float
    modified: bool = False


def date_page(seen: Seen, latest: date, said: str | None = None, said_by: str | None = None) -> Dating | None:
    """The day on which a page was published; ``latest`` is the day on which it was there already.

    ``said`` is what its source says of the day, ``said_by`` in whose words; in nobody's, it is a guess for pages without one.

    Days that disagree leave the month or the year they share; a day of the last change alone leaves its month.
    """
    named = [*_witnesses(seen), *_said(said, said_by)]
    witnesses = [witness for witness in named if _is_possible(witness.day, latest)]
    published = [witness for witness in witnesses if not witness.modified]
    if published:
        return _decided(published)
    if recent := _recent(seen):
        return Dating(recent.day.edtf, recent.reason)
    changed = max((witness for witness in witnesses), key=lambda witness: witness.weight, default=None)
    if changed is None:
        return None
    return Dating(changed.day.edtf[:MONTH_LENGTH], f"{changed.reason}, the day of the last change; to the month")


def _witnesses(seen: Seen) -> Iterator[Witness]:
    yield from _in_data(seen.articles)
    yield from _in_meta(seen.markup)
    yield from _in_properties(seen)
    yield from _in_times(seen)
    yield from _shown(seen)
    yield from _in_address(seen.url)
    yield from _in_title(seen)


def _said(said: str | None, said_by: str | None) -> Iterator[Witness]:
    if said and (day := read_stamp(said)):
        yield Witness(day, said_by or "what is said of it beside the page", STATED if said_by else VAGUE)


def _is_possible(day: Day, latest: date) -> bool:
    bound = (latest + GRACE).isoformat()
    return day.edtf <= bound[: len(day.edtf)]


def _in_data(articles: Sequence[Mapping[str, Any]]) -> Iterator[Witness]:
    for name, weight, modified in (
        ("datePublished", STATED, False),
        ("dateCreated", SHOWN, False),
        ("dateModified", STATED, True),
    ):
        stamps = (stamp for article in articles if (stamp := string(article.get(name))))
        if (stamp := next(stamps, None)) and (day := read_stamp(stamp)):
            yield Witness(day, f"the page's structured data ({name})", weight, modified)
            if not modified:
                return


def _in_meta(markup: Markup) -> Iterator[Witness]:
    names_of = meta_names()
    for names, weight, modified in (
        (names_of.published, STATED, False),
        (names_of.vague, VAGUE, False),
        (names_of.modified, STATED, True),
    ):
        days = ((name, day) for name in names if (text := markup.first_meta(name)) and (day := read_stamp(text)))
        if first := next(days, None):
            yield Witness(first[1], f"the page's meta element {first[0]}", weight, modified)


def _in_properties(seen: Seen) -> Iterator[Witness]:
    for name, modified in (("datePublished", False), ("dateCreated", False), ("dateModified", True)):
        for element in seen.markup.body.iterfind(f".//*[@itemprop='{name}']"):
            written = element.get("content") or element.get("datetime") or "".join(element.itertext())
            if day := read_stamp(written[:LONGEST_STAMP]):
                yield Witness(day, f"the page's property {name}", TIMED, modified)
                break


def _in_times(seen: Seen) -> Iterator[Witness]:
    """The first ``time`` of the article's head, and the first that tells of a change."""
    found: set[bool] = set()
    for element in seen.markup.body.iter("time"):
        stamp = element.get("datetime")
        near = next((above for above in element.iterancestors() if above in seen.layout.spans), None)
        if not stamp or near is None or not _is_head(seen, seen.layout.spans[near]):
            continue
        day = read_stamp(stamp)
        names = " ".join(filter(None, (element.get("class"), element.get("itemprop"), near.get("class")))).lower()
        modified = "modif" in names or "updat" in names or says(_before(element), "updated")
        if day and modified not in found:
            found.add(modified)
            yield Witness(day, "the page's time element by the headline", TIMED, modified)


def _before(element: Element) -> str:
    """The text right before an element."""
    previous, around = element.getprevious(), element.getparent()
    if previous is not None:
        return (previous.tail or "").strip() or "".join(previous.itertext())[-LONGEST_STAMP:]
    return (around.text or "") if around is not None else ""


def _is_head(seen: Seen, span: tuple[int, int]) -> bool:
    """Whether an element stands by the headline: after it and before the text, or close before it."""
    anchor = seen.headline if seen.headline is not None else seen.place.first
    return (
        anchor - BEFORE_HEADLINE <= span[0]
        and span[0] <= seen.place.first + 1
        and span[1] <= max(seen.place.end, anchor)
    )


def _shown(seen: Seen) -> Iterator[Witness]:
    """The first day shown after the headline, before it, and at the end of the article, in this order."""
    blocks, place = seen.layout.blocks, seen.place
    anchor = seen.headline if seen.headline is not None else place.first
    after = range(anchor, max(place.start + 2, anchor))
    before = [index for index in range(max(0, anchor - BEFORE_HEADLINE), anchor) if _is_beside(seen, index)]
    behind = range(max(after.stop, place.end - 3), min(len(blocks), place.end + 3))
    for indices, weight, labelled in ((after, SHOWN, False), (reversed(before), VAGUE, False), (behind, VAGUE, True)):
        found = [
            day for index in indices if index < len(blocks) for day in _days_of(seen, blocks[index], labelled=labelled)
        ]
        published = [day for day, modified in found if not modified]
        if changed := [day for day, modified in found if modified]:
            yield Witness(changed[0], "the day of change that the page shows", weight, modified=True)
        if published:
            yield Witness(published[0], "the day that the page shows by the headline", weight)
            return


def _recent(seen: Seen) -> Witness | None:
    """The day by the headline that is given without its year, or as today or yesterday, of a page fetched on a known day."""
    if seen.fetched is None or seen.headline is None:
        return None
    near = [index for index in range(max(0, seen.headline - BEFORE_HEADLINE), seen.headline) if _is_beside(seen, index)]
    indices = (*range(seen.headline + 1, seen.place.start + 1), *reversed(near))
    texts = (seen.layout.blocks[index].text for index in indices if index < len(seen.layout.blocks))
    stamps = (text for text in texts if _CLOCK.search(text) and len(words_of(text)) <= MOST_BESIDE_RECENT)
    day = next((day for text in stamps if (day := _recent_day(text, seen.fetched))), None)
    return Witness(day, RECENT, VAGUE) if day else None


def _recent_day(text: str, fetched: date) -> Day | None:
    for phrase, days_ago in (("today", 0), ("yesterday", 1)):
        if says(text, phrase):
            return Day((fetched - timedelta(days=days_ago)).isoformat())
    return next(read_recent_days(text, fetched), None)


def _is_beside(seen: Seen, index: int) -> bool:
    """Whether a block stands in the smallest element that holds both the headline and the article's text."""
    if seen.headline is None:
        return False
    around = (
        element for element in seen.layout.blocks[seen.headline].element.iterancestors() if element in seen.layout.spans
    )
    last = max(seen.place.first, seen.headline + 1)
    span = next((span for element in around if (span := seen.layout.spans[element])[1] > last), (0, 0))
    return span[0] <= index < span[1]


def _days_of(seen: Seen, block: Block, *, labelled: bool) -> Iterator[tuple[Day, bool]]:
    """The days of a line that tells when the article was published or changed."""
    reasons = [seen.layout.reasons[flag] for flag in block.flags if flag in seen.layout.reasons]
    if block.prose or len(block.text) > LONGEST_STAMP or block.kind in ("h1", "h2", "h3") or "comments" in reasons:
        return
    if labelled and not phrase_in(block.text, "published") and "stamp" not in reasons:
        return
    if block.linked > VAGUE / 2 and "stamp" not in reasons:
        return
    updated, published = phrase_in(block.text, "updated"), phrase_in(block.text, "published")
    beside = sum(not any(map(str.isdecimal, word)) for word in words_of(block.text))
    if beside > (MOST_BESIDE_LABEL if updated or published else MOST_BESIDE):
        return
    stamped = any("modif" in (flag.get("class") or "") or "updat" in (flag.get("class") or "") for flag in block.flags)
    for day in read_days(block.text):
        since = max(
            (phrase for phrase in (updated, published) if phrase and phrase.start() <= day.start),
            key=lambda phrase: phrase.end(),
            default=None,
        )
        yield day, stamped if since is None else since is updated


def _in_address(url: str | None) -> Iterator[Witness]:
    if url is None:
        return
    parts = urlsplit(url)
    path = unquote(parts.path) + "?" + parts.query
    for pattern, order in ((_PATH_LOOSE, (1, 2, 3)), (_PATH_DAY, (1, 2, 3)), (_PATH_BACK, (3, 2, 1))):
        if (found := pattern.search(path)) and (day := day_of(*(found.group(place) for place in order))):
            yield Witness(day, "the address", SHOWN)
            return
    if (found := _PATH_MONTH.search(path)) and (day := day_of(found.group(1), found.group(2), None)):
        yield Witness(day, "the address", VAGUE)


def _in_title(seen: Seen) -> Iterator[Witness]:
    """The day that the title in the head has beside the headline."""
    written = seen.markup.title
    rest = written.replace(seen.title or "", " ", 1)
    if rest != written and (day := next(read_days(rest), None)):
        yield Witness(day, "the title in the page's head", VAGUE)


def _decided(witnesses: Sequence[Witness]) -> Dating:
    best = max(witnesses, key=lambda witness: (_support(witness, witnesses), len(witness.day.edtf), witness.weight))
    best = _local(best, witnesses)
    support = _support(best, witnesses)
    others = [witness for witness in witnesses if not _agree(witness, best)]
    rival = max(others, key=lambda witness: _support(witness, others), default=None)
    if rival is None:
        precision = "" if len(best.day.edtf) == DAY_LENGTH else "; to the month"
        return Dating(best.day.edtf, best.reason + precision)
    dissent = f"{best.reason}; {rival.reason} says {rival.day.edtf}"
    if support >= CLEAR * _support(rival, others):
        return Dating(best.day.edtf, dissent)
    shared = _shared(best.day.edtf, rival.day.edtf)
    return Dating(shared or best.day.edtf, dissent)


def _support(witness: Witness, witnesses: Sequence[Witness]) -> float:
    """The weight of all who name the same day, one of each place."""
    return sum(other.weight for other in witnesses if _agree(other, witness))


def _agree(one: Witness, other: Witness) -> bool:
    """Whether two name the same day: in any two zones of time, and as far as both name it."""
    short, long = sorted((one.day.edtf, other.day.edtf), key=len)
    if len(short) < DAY_LENGTH:
        return long.startswith(short)
    return abs(date.fromisoformat(short) - date.fromisoformat(long)) <= (
        GRACE if one.day.universal or other.day.universal else timedelta()
    )


def _local(best: Witness, witnesses: Sequence[Witness]) -> Witness:
    """Who names the day where the page was published, in the place of one who names it in UTC."""
    if not best.day.universal:
        return best
    local = (
        other
        for other in witnesses
        if not other.day.universal and len(other.day.edtf) == DAY_LENGTH and _agree(other, best)
    )
    return max(local, key=lambda witness: witness.weight, default=best)


def _shared(one: str, other: str) -> str | None:
    for length in (MONTH_LENGTH, 4):
        if one[:length] == other[:length]:
            return one[:length]
    return None
