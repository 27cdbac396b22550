"""Rules of time for numbers, years, months and days."""

from __future__ import annotations

from kelisim.extract.time_calendar import (
    MONTHS,
    day_edtf,
    gregorian,
    is_day,
    likely_year,
    month_edtf,
    months_edtf,
)
from kelisim.extract.time_meanings import (
    Days,
    Meaning,
    Month,
    Nodes,
    Reader,
    Years,
    first_of,
    made,
    of_code,
    understood,
)
from kelisim.extract.time_words import FIRST_HIJRI, FIRST_YEAR, LAST_HIJRI, LAST_YEAR, Node

LONGEST_TERM = 60
"""Two years with a dash between them are a term when they are at most this far apart."""
NEIGHBOURS = 3
"""Two days joined by "and" are one stretch when they are at most this far apart."""
FIRST_SHORT_DECADE = 20
TEN, CENTURY, THOUSAND = 10, 100, 1000
FIRST_CENTURY, LAST_CENTURY = 10, 22


def read_number(nodes: Nodes, _reader: Reader) -> Node | None:
    """Number words added up: "екі мың жиырма бірінші" is 2021."""
    parts = [node for node in nodes if node.code in "co"]
    total, current, previous = 0, 0, 0
    for node in parts:
        value = node.value
        if value >= CENTURY and current and value > previous:
            current *= value
        elif previous and value >= _room(previous) and not ("and" in node.roles and previous < TEN <= value < CENTURY):
            return None
        else:
            current += value
        previous = value
        if value == THOUSAND:
            total, current = total + current, 0
    total += current
    code = "o" if parts[-1].code == "o" else "c"
    if FIRST_YEAR <= total <= LAST_YEAR:
        code = "y"
    return made(nodes, code, total)


def _room(value: int) -> int:
    """What may be added to a number word must be smaller than this."""
    for step in (1000, 100, 10):
        if value % step == 0:
            return step
    return 1


def read_year_range(nodes: Nodes, _reader: Reader) -> Node | None:
    """Years joined by a dash or a word: a term of years, or a fiscal year such as 2024/25."""
    first, last = of_code(nodes, "ydno")
    start, end = first.value, last.value
    if end < CENTURY:
        end += start - start % CENTURY
        if end != start + 1:
            return None
    if not 0 < end - start <= LONGEST_TERM or (first_of(nodes, "/") and end != start + 1):
        return None
    fiscal = first_of(nodes, "X") is not None or last.value < CENTURY
    return made(nodes, "Y", Years(start, end, fiscal=fiscal))


def read_numbered_decade(nodes: Nodes, _reader: Reader) -> Node | None:
    """A decade written as its first year, in full or without its century."""
    number = nodes[0]
    value, said = number.value, "plural" in number.roles or first_of(nodes, "-") is not None
    if value % 10 or (len(nodes) == 1 and not said) or not (said or number.code == "o" or "ended" in number.roles):
        return None
    if not FIRST_SHORT_DECADE <= value < CENTURY and not FIRST_YEAR <= value <= LAST_YEAR:
        return None
    return made(nodes, "D", value if value >= CENTURY else value + 1900)


def read_year(nodes: Nodes, _reader: Reader) -> Node | None:
    """A year with the words around it; bare when there are none."""
    number = first_of(nodes, "y")
    if number is None:
        return None
    bare = not of_code(nodes, "AaLX")
    return made(nodes, "Y", Years(number.value, None, bare=bare, fiscal=first_of(nodes, "X") is not None))


def read_hijri_year(nodes: Nodes, _reader: Reader) -> Node | None:
    """A Hijri year, as the two Gregorian years it touches."""
    number = of_code(nodes, "n")[0]
    if not FIRST_HIJRI <= number.value <= LAST_HIJRI:
        return None
    start, end = gregorian(number.value, 1, 1).year, gregorian(number.value, MONTHS, 29).year
    return understood(nodes, Meaning(Years(start, end).edtf, "range", "span", hijri=True))


def read_year_word(nodes: Nodes, reader: Reader) -> Node | None:
    """A word that is a year by itself, such as one for "this year"."""
    offset = nodes[0].value
    name = {0: "this_year", -1: "last_year", 1: "next_year"}[offset]
    return made(nodes, "Y", Years(reader.year(offset), None, name))


def read_deictic_year(nodes: Nodes, reader: Reader) -> Node | None:
    """The year that is this, last or next, or the one spoken of, or the one before it."""
    word = of_code(nodes, "12345")[0].code
    if word in "123":
        offset, name = {"1": (0, "this_year"), "2": (-1, "last_year"), "3": (1, "next_year")}[word]
        return made(nodes, "Y", Years(reader.year(offset), None, name, fiscal=bool(of_code(nodes, "X"))))
    back = 0 if word == "4" else 1
    if reader.spoken is not None:
        return made(nodes, "Y", reader.spoken.earlier(back))
    return made(nodes, "Y", Years(reader.year(-1), None, "last_year") if back else Years(None, None))


def read_recent_years(nodes: Nodes, _reader: Reader) -> Node | None:
    """An open stretch of years up to now."""
    return understood(nodes, Meaning("recent_years", "range", "span", "recent_years"))


def read_decade(nodes: Nodes, _reader: Reader) -> Node | None:
    """A decade, as EDTF with its last digit unspecified."""
    start = of_code(nodes, "D")[0].value
    return understood(nodes, Meaning(f"{start // 10:03}X", "decade", "span", year=start))


def read_decade_of_now(nodes: Nodes, reader: Reader) -> Node | None:
    """The decade of the anchor ("the end of the decade")."""
    year, part = reader.year(0), first_of(nodes, "bme")
    if year is None:
        return None
    meaning = Meaning(f"{year // 10:03}X", "decade", "span", year=year, part=part.value if part else None)
    return understood(nodes, meaning, doubtful=False)


def read_century(nodes: Nodes, _reader: Reader) -> Node | None:
    """A century, as EDTF with its last two digits unspecified."""
    number = of_code(nodes, "o")[0].value
    if not FIRST_CENTURY <= number <= LAST_CENTURY:
        return None
    return understood(nodes, Meaning(f"{number - 1:02}XX", "century", "age"), doubtful=False)


def read_month_twice(nodes: Nodes, _reader: Reader) -> Node | None:
    """One month under two names."""
    first, last = of_code(nodes, "M")
    return made(nodes, "M", first.value) if first.value == last.value else None


def read_month_word(nodes: Nodes, _reader: Reader) -> Node | None:
    """A month with the word "month"."""
    return made(nodes, of_code(nodes, "MH")[0].code, of_code(nodes, "MH")[0].value, doubtful=False)


def read_month(nodes: Nodes, _reader: Reader) -> Node | None:
    """A month, and whether a word leans it to the past or the future."""
    month, lean = of_code(nodes, "M")[0], first_of(nodes, "1235")
    if isinstance(month.value, Month):
        return None
    words = {"1": "this", "2": "last", "3": "next", "5": "last"}
    return made(
        nodes, "M", Month(month.value, words[lean.code] if lean else None), doubtful=month.doubtful and not lean
    )


def read_days(nodes: Nodes, reader: Reader) -> Node | None:
    """Days before or after their month."""
    month = of_code(nodes, "M")[0]
    days = of_code(nodes, "do")
    first, last = days[0].value, days[-1].value
    after = nodes.index(month) < nodes.index(days[0])
    if after and days[0].code == "d" and not (reader.grammar.month_first or "of" in month.roles):
        return None
    if not all(is_day(None, month.value.number, day) for day in (first, last)) or last < first:
        return None
    if first_of(nodes, "&") and last - first > NEIGHBOURS:
        return None
    return made(nodes, "J", Days(month.value, first, last), doubtful=False)


def read_day_of_this_month(nodes: Nodes, reader: Reader) -> Node | None:
    """A day of the month of the anchor."""
    day = of_code(nodes, "do")[0].value
    if reader.anchor.month is None or not is_day(reader.anchor.year, reader.anchor.month, day):
        return None
    return made(nodes, "J", Days(Month(reader.anchor.month, "this"), day, day), doubtful=False)


def read_hijri(nodes: Nodes, _reader: Reader) -> Node | None:
    """A Hijri date, to the Gregorian month."""
    month = of_code(nodes, "H")[0]
    day, years = first_of(nodes, "do"), first_of(nodes, "nD")
    if years is None or not FIRST_HIJRI <= years.value <= LAST_HIJRI:
        return understood(nodes, Meaning(None, "month", hijri=True), doubtful=day is None)
    met = gregorian(years.value, month.value, day.value if day else 15)
    return understood(nodes, Meaning(month_edtf(met.year, met.month), "month", hijri=True))


def read_date(nodes: Nodes, reader: Reader) -> Node | None:
    """A day or days with their year, said or supplied."""
    days: Days = of_code(nodes, "J")[0].value
    year, assumed = _year_of(nodes, reader, days.month, days.first)
    if year is not None and not is_day(year, days.month.number, days.last):
        return None
    start = day_edtf(year, days.month.number, days.first)
    if days.first == days.last:
        return understood(nodes, Meaning(start, "day", assumed=assumed, year=year))
    end = day_edtf(year, days.month.number, days.last)
    return understood(nodes, Meaning(f"{start}/{end}", "day", "span", assumed=assumed, year=year))


def _year_of(nodes: Nodes, reader: Reader, month: Month, day: int | None) -> tuple[int | None, bool]:
    years = first_of(nodes, "Y")
    if years is not None:
        return years.value.first, False
    return likely_year(reader.anchor, month.number, day, month.lean), month.lean is None


def read_month_date(nodes: Nodes, reader: Reader) -> Node | None:
    """A month with its year, said or supplied."""
    month = of_code(nodes, "M")[0]
    year, assumed = _year_of(nodes, reader, month.value, None)
    edtf = month_edtf(year, month.value.number)
    alone = month.doubtful and first_of(nodes, "Y") is None
    return understood(nodes, Meaning(edtf, "month", assumed=assumed, year=year), doubtful=alone)


def read_month_range(nodes: Nodes, reader: Reader) -> Node | None:
    """A stretch of months."""
    first, last = (node.value for node in of_code(nodes, "M"))
    year, assumed = _year_of(nodes, reader, last, None)
    if first.number > last.number:
        start = None if year is None else year - 1
        edtf = f"{month_edtf(start, first.number)}/{month_edtf(year, last.number)}"
    else:
        edtf = months_edtf(year, first.number, last.number)
    return understood(nodes, Meaning(edtf, "range", "span", assumed=assumed, year=year), doubtful=False)
