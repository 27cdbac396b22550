"""Days as pages write them: time stamps for machines, and dates in words and numbers of any language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from kelisim.tables import read_toml
from kelisim.text.pages.marks import folded

DATA = Path(__file__).parents[1] / "data"

FIRST_YEAR = 1990
"""The first year of which there are web pages; an earlier date of one is the first day of some computer's time."""

LAST_YEAR = 2199
LAST_DAY = 31
LONGEST_ENDING = 4
"""Letters of an ending behind the name of a month, as many cases have."""

SHORTEST_STEM = 4
"""Letters of a name of a month from which it may take an ending; shorter ones are abbreviations."""

DAY_REACH = 3
YEAR_REACH = 3
"""Words between the name of a month and its day or year at most: "the 19th of February of the year 2025"."""

_STAMP = re.compile(
    r"\s*(\d{4})-(\d{1,2})(?:-(\d{1,2}))?"
    r"(?:(?:T|\s+|T\s)(\d{1,2}):(\d{2})(?::\d{2}(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?(?!\d)"
)
_COMPACT = re.compile(r"\s*((?:19|20)\d{2})(\d{2})(\d{2})(?:T?\d{4,6}(Z|[+-]\d{2}:?\d{2})?)?\s*$")
_SECONDS = re.compile(r"\s*(\d{9,10}|\d{12,13})\s*$")
_ENDS_IN_UTC = re.compile(r"(?:\bGMT|\bUTC|[+-]0000)\s*$")
_YEAR_FIRST = re.compile(r"(?<![\d.])((?:19|20)\d{2})\s?[-./]\s?(\d{1,2})\s?[-./]\s?(\d{1,2})(?![\d.]*\d)")
_DAY_FIRST = re.compile(r"(?<![\d.,])(\d{1,2})\s?([-./])\s?(\d{1,2})\s?\2\s?((?:19|20)\d{2}|\d{2})(?!\d)(?![.,]\d)")
_BY_SIGNS = re.compile(r"(?<!\d)((?:19|20)\d{2})\s?[^\W\d_]\s?(\d{1,2})\s?[^\W\d_]\s?(\d{1,2})\s?[^\W\d_]")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_FULL_YEAR = re.compile(r"(?:19|20)\d{2}")


class Day(NamedTuple):
    """A date of the precision that it was given in: ``2025-02-19``, ``2025-02``.

    ``universal`` says that it is the date in UTC and may be another where it was published. ``start`` is the offset of the
    folded text where it stands.
    """

    edtf: str
    universal: bool = False
    start: int = 0


def read_stamp(text: str) -> Day | None:
    """The date of a time stamp for machines (ISO 8601, RFC 2822, seconds since 1970), or else the first in words."""
    text = text.strip()
    if found := _STAMP.match(text):
        year, month, day, hour, _, zone = found.groups()
        return day_of(
            year, month, day, universal=bool(hour) and zone in ("Z", "UTC", "GMT", "+00:00", "+0000", "-00:00")
        )
    if found := _COMPACT.match(text):
        return day_of(*found.groups()[:3], universal=found.group(4) == "Z")
    if found := _SECONDS.match(text):
        seconds = int(found.group(1)) / (1000 if len(found.group(1)) > 10 else 1)  # noqa: PLR2004 -- milliseconds
        return day_of(*datetime.fromtimestamp(seconds, UTC).strftime("%Y %m %d").split(), universal=True)
    first = next(read_days(text), None)
    return first._replace(universal=_ENDS_IN_UTC.search(text) is not None) if first else None


def read_days(text: str) -> Iterator[Day]:
    """The dates in a visible text, in its order; numbers have the day first unless it can be no day."""
    form = _dotted(folded(text))
    found = [*_numeric(form), *_named(form)]
    yield from sorted(found, key=lambda day: (day.start, -len(day.edtf)))


def read_recent_days(text: str, latest: date) -> Iterator[Day]:
    """The days without a year in a visible text, each as the last one up to ``latest``."""
    form = _dotted(folded(text))
    tokens = [token.group() for token in _TOKEN.finditer(form)]
    for index, word in enumerate(tokens):
        month = None if word.isdecimal() else _month(word, tokens[index + 1] if index + 1 < len(tokens) else "")
        number = None if month is None else _near(tokens, index, 1, _is_number_of_day, after=False)
        if month is not None and number is not None:
            years = (str(latest.year), str(latest.year - 1))
            days = (day_of(year, str(month), tokens[number]) for year in years)
            yield from (day for day in days if day and day.edtf <= latest.isoformat())
            return


def day_of(year: str, month: str, day: str | None, *, universal: bool = False, start: int = 0) -> Day | None:
    """The date of these numbers; ``None`` for one that no calendar has or no web page can have."""
    numbers = int(year), int(month), int(day or 1)
    try:
        date(*numbers)
    except ValueError:
        return None
    if not FIRST_YEAR <= numbers[0] <= LAST_YEAR:
        return None
    return Day(f"{numbers[0]}-{numbers[1]:02}" + (f"-{numbers[2]:02}" if day else ""), universal, start)


def _numeric(form: str) -> Iterator[Day]:
    for pattern in (_YEAR_FIRST, _BY_SIGNS):
        for found in pattern.finditer(form):
            if day := day_of(*found.groups(), start=found.start()):
                yield day
    for found in _DAY_FIRST.finditer(form):
        first, _, second, year = found.groups()
        year = year if len(year) > 2 else f"20{year}"  # noqa: PLR2004 -- digits of a short year
        day = day_of(year, second, first, start=found.start()) or day_of(year, first, second, start=found.start())
        if day:
            yield day


def _named(form: str) -> Iterator[Day]:
    tokens = list(_TOKEN.finditer(form))
    words = [token.group() for token in tokens]
    for index, word in enumerate(words):
        month = None if word.isdecimal() else _month(word, words[index + 1] if index + 1 < len(words) else "")
        if month is None:
            continue
        year = _near(words, index, YEAR_REACH, lambda word: _FULL_YEAR.fullmatch(word) is not None, after=True)
        number = _near(words, index, DAY_REACH, _is_number_of_day, after=False)
        if year is not None:
            first = min(token for token in (index, year, number) if token is not None)
            day = day_of(
                words[year], str(month), None if number is None else words[number], start=tokens[first].start()
            )
            if day:
                yield day


def _is_number_of_day(word: str) -> bool:
    return word.isdecimal() and len(word) < len("100") and 1 <= int(word) <= LAST_DAY


def _near(words: Sequence[str], index: int, reach: int, fits: Callable[[str], bool], *, after: bool) -> int | None:
    """The nearest word on either side that fits; ``after`` says on which side a tie is decided, and numbers end a side."""
    sides = (1, -1) if after else (-1, 1)
    for distance in range(1, reach + 1):
        for side in sides:
            at = index + side * distance
            between = words[min(index, at) + 1 : max(index, at)]
            if 0 <= at < len(words) and fits(words[at]) and sum(map(str.isdecimal, between)) <= 1:
                return at
    return None


def _month(word: str, following: str) -> int | None:
    names = _names()
    for form in (f"{word} {following}", word):
        if form in names:
            return names[form]
    for cut in range(1, LONGEST_ENDING + 1):
        stem = word[:-cut]
        if len(stem) < SHORTEST_STEM:
            return None
        if stem in names:
            return names[stem]
    return None


def _dotted(form: str) -> str:
    """Every dotless i as the other: capitals do not tell them apart."""
    return form.replace("ı", "i")


class Months(Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the files of months: by language, the names of each of the twelve."""

    months: dict[str, tuple[tuple[str, ...], ...]]
    version: str | None = None


@cache
def _names() -> dict[str, int]:
    """The number of a month by its names; a name that means two months in two languages is left out."""
    found: dict[str, set[int]] = {}
    for file in ("months.toml", "months_by_hand.toml"):
        for table in read_toml(DATA / file, Months).months.values():
            for number, forms in enumerate(table, start=1):
                for form in forms:
                    found.setdefault(" ".join(_TOKEN.findall(_dotted(folded(form)))), set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}
