"""Times in a text, to EDTF: dates, months, seasons, quarters, spans, relative and partial times.

Written times are resolved against the day of publication; what cannot be resolved stays one of
``model.vocabulary.RELATIVE_TIMES`` or keeps ``XXXX`` for its year; vague times are found, too, without EDTF.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from kelisim.extract.lexicon import NO_ROLES, Match, Roles
from kelisim.extract.time_calendar import (
    UNKNOWN_YEAR,
    Anchor,
    bounds,
    day_edtf,
    gregorian,
    is_day,
    month_edtf,
    month_shifted,
    months_edtf,
    next_year,
    week_later,
)
from kelisim.extract.time_dates import CENTURY
from kelisim.extract.time_meanings import Meaning, Reader, Years
from kelisim.extract.time_rules import reduce
from kelisim.extract.time_spans import WEEK
from kelisim.extract.time_words import FIRST_HIJRI, LAST_HIJRI, Node, TimeGrammar, add_times, runs
from kelisim.extract.tokens import Token
from kelisim.languages.schema.affixes import AffixesFile
from kelisim.languages.schema.times import TimesFile
from kelisim.text.view import Folded

__all__ = [
    "Time",
    "TimeGrammar",
    "add_times",
    "deadline_of",
    "find_times",
    "forthcoming",
    "period_of",
    "sets_deadline",
    "time_grammar",
]

MEMORY = 90
"""So many tokens back the year last spoken of still counts for "a year earlier". Ours."""

EARLIEST_SHORT, LATEST_SHORT = 10, 39
"""Years written with two digits in a date of three numbers."""

SEASON_ENDS = {"21": 5, "22": 8, "23": 11}
"""The last month of each season that lies in one year, by its EDTF code."""

SO_LONG = frozenset({"within", "through"})
"""Relations of a duration within which something is to be done ("within five years", "over five years")."""

DEADLINE_RELATIONS = frozenset({"until", "by", "before"})
FEWEST_MONTHS, LATEST_FIGURES = 4, 4
"""At least so many months count from January, if they ended at most so many months ago. Ours."""

COUNTED_RELATIONS = frozenset({"before", "after", "within"})
"""Only behind these is a unit alone a duration of one."""

SUPPORTING_ROLES = frozenset({"in", "from", "of", "until", "since", "by"})

_SEPARATED = r"\s?([./-])\s?"
_DATE = re.compile(
    rf"(?<![\d.,/])(?:(?P<y>\d{{4}})([./-])(?P<m>\d\d?)\2(?P<d>\d\d?)|"
    rf"(?P<d2>\d\d?){_SEPARATED}(?P<m2>\d\d?)\s?\6\s?(?P<y2>\d{{4}}|\d\d))(?![\d/]|[.,]\d)"
)


class Time(NamedTuple):
    """A time at tokens ``[first, last)``, that is ``[start, end)`` of the normalised view.

    ``edtf`` is the time resolved, or ``relative`` where it cannot be, or ``None`` when it is vague. ``kind`` is
    ``date`` (a day, month or year), ``span`` (a stretch with both ends), ``term`` (years of a programme), ``age`` (a
    century), ``deadline`` (by, until or before ``edtf``), ``duration`` (``amount`` of a unit, without an anchor),
    ``frequency`` or ``vague``.
    ``relation`` is the preposition or postposition: in, by, until, since, before, after, through, for, within.
    ``precision`` is day, month, quarter, season, half, year, range, decade or century. ``part`` is begin, middle or end where
    only a part of the time is meant. ``assumed`` tells that the year, or the week, was not said and is the likeliest.
    ``weekday`` tells that the time was a day of the week.
    """

    first: int
    last: int
    start: int
    end: int
    edtf: str | None
    kind: str = "date"
    relation: str = "in"
    relative: str | None = None
    precision: str = "year"
    hijri: bool = False
    roles: Roles = NO_ROLES
    assumed: bool = False
    part: str | None = None
    amount: tuple[int, str] | None = None
    weekday: bool = False


def time_grammar(times: TimesFile, affixes: AffixesFile, folded: Folded) -> TimeGrammar:
    """The grammar of a language; ``folded`` is the normalisation of the text view."""
    return TimeGrammar(times, affixes, folded)


def find_times(
    form: str, tokens: Sequence[Token], matches: Sequence[Match], grammar: TimeGrammar, published: str | None
) -> list[Time]:
    """The times of a text in order; ``published`` is the EDTF date they are relative to, ``XXXX-11-15`` included."""
    reader = Reader(grammar, Anchor.of(published))
    found: list[Time] = []
    spoken_at = -MEMORY
    for run in runs(tokens, matches, _digit_dates(form, tokens), grammar):
        if run[0].first - spoken_at > MEMORY:
            reader.spoken = None
        nodes = reduce(run, reader)
        for place, node in enumerate(nodes):
            if node.code != "Z" or not _stands(nodes, place, tokens, grammar):
                continue
            time = _so_far(_time(nodes, place, tokens), reader)
            found.append(_moved_on(time, reader.anchor) if time.kind == "deadline" else time)
            meaning: Meaning = node.value
            if _is_spoken_of(meaning, reader.anchor):
                reader.spoken, spoken_at = _years_of(meaning), node.last
    return found


def _is_spoken_of(meaning: Meaning, anchor: Anchor) -> bool:
    """Whether "a year earlier" may count from this time: a year that lies not ahead, no programme's term."""
    if meaning.year is None or meaning.kind == "term":
        return False
    return anchor.year is None or meaning.year <= anchor.year


def _years_of(meaning: Meaning) -> Years:
    first, last = bounds(meaning.edtf or "")
    if meaning.precision == "range" and first.isdigit() and last.isdigit() and first != last:
        return Years(int(first), int(last), fiscal=True)
    return Years(meaning.year, None)


def _time(nodes: Sequence[Node], place: int, tokens: Sequence[Token]) -> Time:
    node = nodes[place]
    meaning: Meaning = node.value
    relation, kind, edtf = _relation(nodes, place), meaning.kind, meaning.edtf
    if edtf is not None and relation in DEADLINE_RELATIONS and kind in ("date", "span"):
        kind, edtf = "deadline", bounds(edtf)[1]
    elif edtf is not None and "/" in edtf and relation in ("since", "between"):
        relation = "through"
    return Time(
        first=node.first,
        last=node.last,
        start=tokens[node.first].start,
        end=tokens[node.last - 1].end,
        edtf=edtf,
        kind=kind,
        relation=relation,
        relative=meaning.relative,
        precision=meaning.precision,
        hijri=meaning.hijri,
        roles=node.roles,
        assumed=meaning.assumed,
        part=None if kind == "duration" else meaning.part,
        amount=meaning.amount,
        weekday=meaning.weekday,
    )


def _so_far(time: Time, reader: Reader) -> Time:
    """So many months for which figures are given are the first of the year, where the language says it so."""
    anchor = reader.anchor
    if not reader.grammar.months_so_far or time.amount is None or time.amount[1] != "month" or anchor.month is None:
        return time
    number = time.amount[0]
    given = time.relation == "through" or (time.relation == "in" and "in" in time.roles)
    if not given or number < FEWEST_MONTHS or not 0 <= anchor.month - number <= LATEST_FIGURES:
        return time
    edtf = months_edtf(anchor.year, 1, number)
    return time._replace(edtf=edtf, kind="span", precision="range", assumed=True, amount=None)


def _relation(nodes: Sequence[Node], place: int) -> str:
    behind, before = _neighbour(nodes, place, 1), _neighbour(nodes, place, -1)
    meaning: Meaning = nodes[place].value
    if behind is not None and behind.code == "R":
        return str(behind.value)
    if meaning.kind == "duration" and meaning.part == "next":
        return "within"
    if meaning.kind == "duration" and "+" in (behind and behind.code, before and before.code):
        return "after"
    if before is not None and before.code == "P":
        return str(before.value)
    if "$" in (behind and behind.code, before and before.code):
        return "through"
    if meaning.part == "end" and "by" in nodes[place].roles:
        return "by"
    if before is not None and before.code == ">" and meaning.part == "end":
        return "until"
    roles = nodes[place].roles
    return next((relation for relation in ("until", "since", "before", "after", "for") if relation in roles), "in")


def _neighbour(nodes: Sequence[Node], place: int, step: int) -> Node | None:
    place += step
    while 0 <= place < len(nodes) and nodes[place].code in "·G(":
        place += step
    return nodes[place] if 0 <= place < len(nodes) else None


def _stands(nodes: Sequence[Node], place: int, tokens: Sequence[Token], grammar: TimeGrammar) -> bool:
    """Whether a doubtful word or a bare year has what makes it a time."""
    node = nodes[place]
    if node.doubtful:
        if "possessed" in node.roles:
            return False
        return _has_relation(nodes, place) or not SUPPORTING_ROLES.isdisjoint(node.roles)
    amount = node.value.amount
    if node.value.kind == "duration" and amount and amount[0] == 1 and node.last - node.first == 1:
        return _relation(nodes, place) in COUNTED_RELATIONS
    if not node.value.bare:
        return True
    year = node.value.year
    beside = _neighbour(nodes, place, -1), _neighbour(nodes, place, 1)
    if any(other is not None and other.code in "Z&>" for other in beside) and year % CENTURY:
        return True
    if "ended" in node.roles and year % CENTURY and node.roles.isdisjoint(("to", "from")):
        return True
    if _has_relation(nodes, place) and year % CENTURY:
        return grammar.bare_years or not _word_follows(tokens, node.last)
    return _is_bracketed(nodes, place)


def _has_relation(nodes: Sequence[Node], place: int) -> bool:
    before, behind = _neighbour(nodes, place, -1), _neighbour(nodes, place, 1)
    return (before is not None and before.code == "P") or (behind is not None and behind.code in "R<«")


def _is_bracketed(nodes: Sequence[Node], place: int) -> bool:
    return 0 < place < len(nodes) - 1 and nodes[place - 1].code == "(" and nodes[place + 1].code == ")"


def _word_follows(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].kind == "word"


def _digit_dates(form: str, tokens: Sequence[Token]) -> dict[int, Node]:
    """Dates in digits (05.04.2024, 2024-08-09, 12 / 4 / 1446) as nodes by the index of their first token."""
    found: dict[int, Node] = {}
    starts: list[int] = []
    for match in _DATE.finditer(form):
        meaning = _digit_date(match)
        if meaning is None:
            continue
        starts = starts or [token.start for token in tokens]
        first, last = bisect_left(starts, match.start()), bisect_left(starts, match.end())
        if first < last:
            found[first] = Node("Z", first, last, meaning)
    return found


def _digit_date(match: re.Match[str]) -> Meaning | None:
    year = int(match["y"] or match["y2"])
    month, day = int(match["m"] or match["m2"]), int(match["d"] or match["d2"])
    if year < CENTURY:
        if not EARLIEST_SHORT <= year <= LATEST_SHORT or match["y2"] is None:
            return None
        year += 2000
    if month > 12 >= day:  # noqa: PLR2004 -- month and day in the American order
        month, day = day, month
    if FIRST_HIJRI <= year <= LAST_HIJRI and month and month <= 12 and day <= 30:  # noqa: PLR2004 -- a Hijri date
        met = gregorian(year, month, day)
        return Meaning(month_edtf(met.year, met.month), "month", hijri=True)
    if not is_day(year, month, day):
        return None
    return Meaning(day_edtf(year, month, day), "day", year=year)


def period_of(time: Time, published: str | None) -> str | None:
    """The time as the period of a figure or document: "since" runs to the publication, "until" is open at its start."""
    if time.edtf is None or time.edtf == time.relative:
        return time.edtf
    if time.relation == "since" and "/" not in time.edtf:
        return _since(time, Anchor.of(published))
    if time.relation == "until" and "/" not in time.edtf:
        return f"../{time.edtf}"
    return time.edtf


def _since(time: Time, anchor: Anchor) -> str | None:
    start = time.edtf or ""
    if start.startswith(UNKNOWN_YEAR):
        return "year_to_date" if start == month_edtf(None, 1) else None
    if anchor.year is None:
        return f"{start}/.."
    if time.precision == "year":
        return Years(int(start), anchor.year).edtf or start
    if time.precision == "month" and anchor.month:
        return f"{start}/{month_edtf(anchor.year, anchor.month)}"
    return f"{start}/{anchor.date.isoformat()}" if anchor.date else f"{start}/.."


def deadline_of(time: Time, published: str | None) -> str | None:
    """The time as a deadline: the end of a span, or so long after the publication for a duration ("within a year")."""
    if time.amount is not None:
        number, unit = time.amount
        return _later(Anchor.of(published), number, unit)
    return None if time.edtf is None else bounds(time.edtf)[1]


def _later(anchor: Anchor, number: int, unit: str) -> str | None:
    if unit == "year":
        return None if anchor.year is None else f"{anchor.year + number:04}"
    if unit == "month":
        return month_shifted(anchor, number)
    return anchor.shifted(number * (WEEK if unit == "week" else 1))


def sets_deadline(time: Time) -> bool:
    """Whether something is to be done by the time, or within so long."""
    if time.kind == "duration":
        return time.relation in SO_LONG and time.amount is not None
    return time.kind == "deadline" and bool(time.edtf)


def forthcoming(time: Time, published: str | None) -> Time:
    """The time as a future one: where the year or week was only assumed and lies past, the next one."""
    return _moved_on(time, Anchor.of(published))


def _moved_on(time: Time, anchor: Anchor) -> Time:
    if not time.assumed or time.edtf is None or anchor.date is None or time.edtf == time.relative:
        return time
    today = anchor.date.isoformat()
    if time.precision == "season":
        last = SEASON_ENDS.get(time.edtf[-2:])
        gone = last is not None and f"{time.edtf[:4]}-{last:02}" < today[: len("2025-02")]
        return time._replace(edtf=next_year(time.edtf)) if gone else time
    if bounds(time.edtf)[1] >= today[: len(bounds(time.edtf)[1])]:
        return time
    return time._replace(edtf=week_later(time.edtf) if time.weekday else next_year(time.edtf))
