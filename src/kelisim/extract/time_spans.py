"""Rules of time for parts of a year, units, durations, weekdays and whatever counts from now."""

from __future__ import annotations

from kelisim.extract.time_calendar import (
    MONTHS,
    likely_year,
    month_edtf,
    month_shifted,
    months_edtf,
    week_edtf,
    weekday_near,
    year_text,
)
from kelisim.extract.time_dates import CENTURY, TEN, read_recent_years
from kelisim.extract.time_meanings import Meaning, Nodes, Reader, Years, first_of, of_code, understood
from kelisim.extract.time_words import Node

LARGEST_COUNT = 200
QUARTERS = 4
WEEK = 7


def span_year(nodes: Nodes, reader: Reader) -> Years:
    """The year that the nodes name, or the current one."""
    years = first_of(nodes, "Y")
    if years is not None:
        found: Years = years.value
        return found
    return Years(reader.year(0), None, "this_year")


def read_season(nodes: Nodes, reader: Reader) -> Node | None:
    """A season with its year, said or supplied."""
    season, lean = of_code(nodes, "S")[0], first_of(nodes, "123")
    has_year = first_of(nodes, "YA") is not None
    year = span_year(nodes, reader).first
    if not has_year:
        number = (season.value - 20) * 3
        year = likely_year(reader.anchor, number, None, {"2": "last", "3": "next"}.get(lean.code if lean else ""))
    unsure = season.doubtful and not has_year and lean is None
    edtf = None if year is None else month_edtf(year, season.value)
    meaning = Meaning(edtf, "season", "span", assumed=not has_year, year=year)
    return understood(nodes, meaning, doubtful=unsure)


def months_within(nodes: Nodes, reader: Reader, first: int, last: int, precision: str) -> Node:
    """Months ``first`` to ``last`` of the year that the nodes name, or of the current one."""
    years = span_year(nodes, reader)
    assumed = first_of(nodes, "YA") is None
    if years.first is not None:
        edtf: str | None = months_edtf(years.first, first, last)
        return understood(nodes, Meaning(edtf, precision, "span", assumed=assumed, year=years.first), doubtful=False)
    relative = years.relative or "this_year"
    if relative == "this_year":
        relative = _part_of_this_year(first, last, precision)
    return understood(nodes, Meaning(relative, precision, "span", relative, assumed), doubtful=False)


def _part_of_this_year(first: int, last: int, precision: str) -> str:
    if (first, last) == (1, 6):
        return "first_half"
    return "year_to_date" if first == 1 and precision == "range" else "this_year"


def read_quarter(nodes: Nodes, reader: Reader) -> Node | None:
    """A quarter of a year, as its months."""
    said = first_of(nodes, "do")
    number = said.value if said else QUARTERS
    if not 1 <= number <= QUARTERS:
        return None
    return months_within(nodes, reader, number * 3 - 2, number * 3, "quarter")


def read_half(nodes: Nodes, reader: Reader) -> Node | None:
    """Half a year, as its months."""
    number = of_code(nodes, "do")[0].value
    return months_within(nodes, reader, number * 6 - 5, number * 6, "half") if number in (1, 2) else None


def read_some_months(nodes: Nodes, reader: Reader) -> Node | None:
    """So many months of a year: its first."""
    count, initial = first_of(nodes, "cdn"), [node for node in nodes if node.code == "o"]
    ordinals = [node for node in initial if node.value != 1]
    number = count.value if count else ordinals[0].value if ordinals else 0
    if not (first_of(nodes, "YA$") or initial) or not 1 < number <= MONTHS:
        return None
    return months_within(nodes, reader, 1, number, "range")


def read_some_quarters(nodes: Nodes, reader: Reader) -> Node | None:
    """So many quarters of a year: its first; digits before the singular are a quarter's number ("2Q 2025")."""
    count = of_code(nodes, "cd")[-1]
    if count.code == "d" and of_code(nodes, "Q")[0].value == "quarter" and first_of(nodes, "o") is None:
        return None
    return months_within(nodes, reader, 1, count.value * 3, "range") if 1 < count.value <= QUARTERS else None


def read_unit(nodes: Nodes, reader: Reader) -> Node | None:
    """The week, month, quarter or day that is this, last or next."""
    word = of_code(nodes, "123")[0].code
    unit = of_code(nodes, "BKQG")[0].code
    return _relative_unit(nodes, reader, unit, {"1": 0, "2": -1, "3": 1}[word])


def _relative_unit(nodes: Nodes, reader: Reader, unit: str, offset: int) -> Node | None:
    name = {0: "this", -1: "last", 1: "next"}[offset]
    if unit == "B":
        relative = None if offset > 0 else f"{name}_month"
        edtf = month_shifted(reader.anchor, offset) if reader.anchor.year else None
        return understood(nodes, Meaning(edtf or relative, "month", "span", relative))
    if unit == "K":
        relative = "this_week" if offset == 0 else None
        return understood(nodes, Meaning(week_edtf(reader.anchor, offset) or relative, "range", "span", relative))
    if unit == "Q" and reader.anchor.year and reader.anchor.month:
        quarter = reader.anchor.year * 4 + (reader.anchor.month - 1) // 3 + offset
        year, first = quarter // 4, quarter % 4 * 3 + 1
        return understood(nodes, Meaning(months_edtf(year, first, first + 2), "quarter", "span", year=year))
    return understood(nodes, Meaning(None, "range", "span"))


def read_relative_word(nodes: Nodes, reader: Reader) -> Node | None:
    """A word such as "today", counted from the anchor."""
    name = of_code(nodes, "r")[0].value
    days = {"today": 0, "yesterday": -1, "day_before": -2, "tomorrow": 1, "day_after": 2}
    if name in days:
        relative = name if name in ("today", "yesterday") else None
        edtf = reader.anchor.shifted(days[name]) or relative
        return understood(nodes, Meaning(edtf, "day", "date", relative))
    if name == "recent_years":
        return read_recent_years(nodes, reader)
    if name == "year_to_date":
        return _to_date(nodes, reader, Years(reader.year(0), None, "this_year"))
    if name == "first_half":
        return months_within(nodes, reader, 1, 6, "half")
    side, unit = name.split("_")
    return _relative_unit(nodes, reader, {"month": "B", "week": "K"}[unit], {"this": 0, "last": -1, "next": 1}[side])


def _to_date(nodes: Nodes, reader: Reader, years: Years) -> Node:
    month = reader.anchor.month
    if years.first is not None and years.first == reader.anchor.year and month:
        edtf = months_edtf(years.first, 1, month)
        return understood(nodes, Meaning(edtf, "range", "span", "year_to_date", year=years.first), doubtful=False)
    if years.first is None:
        return understood(nodes, Meaning("year_to_date", "range", "span", "year_to_date"), doubtful=False)
    return understood(nodes, Meaning(year_text(years.first), "year", part="begin", year=years.first), doubtful=False)


def read_part(nodes: Nodes, reader: Reader) -> Node | None:
    """The beginning, middle or end of a year, month or week."""
    part, unit = of_code(nodes, "bme")[0], first_of(nodes, "YABKZ")
    if unit is None:
        return None
    since = first_of(nodes, "P") is not None or first_of(nodes, "R") is not None
    if part.code == "b" and unit.code in "YA" and (since or "from" in part.roles or "since" in part.roles):
        return _to_date([node for node in nodes if node.code not in "PR"], reader, span_year(nodes, reader))
    if since:
        return None
    if unit.code == "Z":
        return understood(nodes, unit.value._replace(part=part.value), doubtful=False)
    if unit.code in "YA":
        return years_meaning(nodes, span_year(nodes, reader), part.value)
    built = _relative_unit(nodes, reader, unit.code, 0)
    return built and built._replace(value=built.value._replace(part=part.value))


def read_since_part(nodes: Nodes, reader: Reader) -> Node | None:
    """Since the start of a year."""
    side = first_of(nodes, "PR")
    return read_part(nodes, reader) if side is not None and side.value == "since" else None


def years_meaning(nodes: Nodes, years: Years, part: str | None = None) -> Node:
    """Years as a time of their own."""
    stretch = years.last is not None
    kind = "term" if stretch and not years.fiscal else "span" if stretch else "date"
    meaning = Meaning(
        years.edtf,
        "range" if stretch else "year",
        kind,
        years.relative,
        bare=years.bare and part is None,
        part=part,
        year=years.last or years.first,
    )
    return understood(nodes, meaning, doubtful=False)


def read_plain_year(nodes: Nodes, _reader: Reader) -> Node | None:
    """A year that belongs to nothing larger."""
    return years_meaning(nodes, nodes[0].value)


def read_duration(nodes: Nodes, _reader: Reader) -> Node | None:
    """So many of a unit, not counted from anywhere."""
    count = of_code(nodes, "cdnoy")
    unit = of_code(nodes, "ALBKGECQF")[0]
    number = count[-1].value if count else 1
    if unit.code == "Q" and number > MONTHS:
        return None
    name = {"L": "A", "E": "A", "C": "A", "Q": "B", "F": "B"}.get(unit.code, unit.code)
    factor = {"E": TEN, "C": CENTURY, "Q": 3, "F": 6}.get(unit.code, 1)
    known = {"A": "year", "B": "month", "K": "week", "G": "day"}.get(name)
    counted = not count or count[-1].code != "o"
    amount = (number * factor, known) if known and counted and 0 < number * factor <= LARGEST_COUNT else None
    ahead = "next" if first_of(nodes, "3") else None
    return understood(nodes, Meaning(None, known or "range", "duration", amount=amount, part=ahead))


def read_ago(nodes: Nodes, reader: Reader) -> Node | None:
    """A duration counted back from now, or from the year spoken of."""
    word = of_code(nodes, "<«P")[0]
    amount = of_code(nodes, "Z")[0].value.amount
    if amount is None or (word.code == "P" and word.value != "before"):
        return None
    earlier = first_of(nodes, "«") is not None
    edtf, year = _back(reader, *amount, earlier=earlier)
    relative = "last_year" if amount == (1, "year") and edtf is None else None
    return understood(nodes, Meaning(edtf or relative, amount[1], "date", relative, year=year), doubtful=False)


def _back(reader: Reader, number: int, unit: str, *, earlier: bool) -> tuple[str | None, int | None]:
    if unit == "year":
        spoken = reader.spoken.first if earlier and number == 1 and reader.spoken is not None else None
        start = spoken or reader.anchor.year
        year = None if start is None else start - number
        return (year_text(year), year) if year is not None else (None, None)
    if earlier and reader.grammar.tells_ago:
        return None, None
    if unit == "month":
        return (month_shifted(reader.anchor, -number) if reader.anchor.year else None), None
    return reader.anchor.shifted(-number * (WEEK if unit == "week" else 1)), None


def read_weekday(nodes: Nodes, reader: Reader) -> Node | None:
    """A day of the week, or two as a stretch: the latest before the anchor unless it is the next."""
    words = of_code(nodes, "W")
    single, lean = len(words) == 1, first_of(nodes, "123")
    days = [weekday_near(reader.anchor, node.value, ahead=lean is not None and lean.code == "3") for node in words]
    first, last = days[0], days[-1]
    kind = "date" if single else "span"
    unsure = single and words[0].doubtful and lean is None and nodes[0].code != "G"
    if first is None or last is None:
        return understood(nodes, Meaning(None, "day", kind, assumed=True, weekday=True), doubtful=unsure)
    if first > last:
        first = first.fromordinal(first.toordinal() - WEEK)
    edtf = first.isoformat() if single else f"{first.isoformat()}/{last.isoformat()}"
    meaning = Meaning(edtf, "day", kind, assumed=lean is None, year=last.year, weekday=True)
    return understood(nodes, meaning, doubtful=unsure)


def read_vague(nodes: Nodes, _reader: Reader) -> Node | None:
    """A phrase of time without a date."""
    return understood(nodes, Meaning(None, "range", "vague"))


def read_frequency(nodes: Nodes, _reader: Reader) -> Node | None:
    """How often: each of a unit."""
    return understood(nodes, Meaning(None, "range", "frequency"))
