"""What runs of words of time mean: patterns over codes, each with the function that builds the meaning.

A run is reduced layer by layer: numbers, years, months, days, spans. The patterns know no word and no word order that
only one language has; where languages differ, all orders stand in the pattern.

Codes beside those of ``time_words``: ``Y`` years, ``J`` a day or days of a month, ``Z`` a time that is understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from kelisim.extract.time_calendar import MONTHS, Anchor, bounds, in_year_of, month_shifted
from kelisim.extract.time_dates import (
    read_century,
    read_date,
    read_day_of_this_month,
    read_days,
    read_decade,
    read_decade_of_now,
    read_deictic_year,
    read_hijri,
    read_hijri_year,
    read_month,
    read_month_date,
    read_month_range,
    read_month_twice,
    read_month_word,
    read_number,
    read_numbered_decade,
    read_recent_years,
    read_year,
    read_year_range,
    read_year_word,
)
from kelisim.extract.time_meanings import Meaning, Nodes, Reader, first_of, made, of_code, understood
from kelisim.extract.time_spans import (
    read_ago,
    read_duration,
    read_frequency,
    read_half,
    read_part,
    read_plain_year,
    read_quarter,
    read_relative_word,
    read_season,
    read_since_part,
    read_some_months,
    read_some_quarters,
    read_unit,
    read_vague,
    read_weekday,
)
from kelisim.extract.time_words import Node

MONTH_LENGTH = len("2025-02")

Build = Callable[[Nodes, Reader], Node | None]


class Rule(NamedTuple):
    """A pattern over codes and what to make of it; ``None`` from ``build`` leaves the nodes as they are.

    ``key`` is a code without which the pattern cannot match, or empty; it saves most searches. ``order`` names the word
    order that a language must have for the rule: see ``TimesFile.orders``.
    """

    key: str
    pattern: re.Pattern[str]
    build: Build
    order: str | None = None


def reduce(nodes: Nodes, reader: Reader) -> list[Node]:
    """The nodes of a run with every time in it understood, as nodes of code ``Z`` among what is left."""
    current = list(nodes)
    codes = _codes(current)
    orders = reader.grammar.orders
    for key, pattern, build, order in RULES:
        if key in codes and (order is None or order in orders) and pattern.search(codes) is not None:
            current = _apply(pattern, build, current, reader)
            codes = _codes(current)
    return current


def _codes(nodes: Nodes) -> str:
    return "".join([node.code for node in nodes])


def _apply(pattern: re.Pattern[str], build: Build, nodes: list[Node], reader: Reader) -> list[Node]:
    codes, position, reached = _codes(nodes), 0, 0
    done: list[Node] = []
    while (found := pattern.search(codes, position)) is not None:
        start, end = found.span()
        built = build(nodes[start:end], reader)
        if built is None:
            position = start + 1
            continue
        done.extend(nodes[reached:start])
        done.append(built)
        position = reached = end
    return done + nodes[reached:] if done else nodes


def read_same_date(nodes: Nodes, _reader: Reader) -> Node | None:
    """One date told twice: in two calendars, or by a weekday or "today" and by its number."""
    times = [node.value for node in of_code(nodes, "Z")]
    if first_of(nodes, "=") is None and not _may_be_one(*times):
        return None
    if first_of(nodes, "P") is not None and not times[-1].weekday:
        return None
    best = [meaning for meaning in times if meaning.edtf and not meaning.hijri and not meaning.weekday] or times
    return understood(nodes, best[-1], doubtful=False)


def _may_be_one(first: Meaning, last: Meaning) -> bool:
    if first.hijri:
        return not last.hijri and last.kind == "date"
    if not first.precision == last.precision == "day" or first.kind != last.kind:
        return False
    if first.weekday != last.weekday:
        return True
    return first.edtf == last.edtf or (first.relative is not None and first.edtf == first.relative)


def read_era(nodes: Nodes, _reader: Reader) -> Node | None:
    """A date in digits with the mark of its era."""
    return made(nodes, "Z", nodes[0].value)


def read_trailing(nodes: Nodes, _reader: Reader) -> Node | None:
    """So many months or years up to a month ("the 12 months to June", "the year ended March 2024")."""
    length, end = nodes[0], of_code(nodes, "Z")[-1]
    if any(node.code == "P" and node.value not in ("until", "through") for node in nodes[1:-1]):
        return None
    amount = (1, "year") if length.code == "A" else length.value.amount
    last = bounds(end.value.edtf or "")[1][:MONTH_LENGTH]
    if amount is None or amount[1] not in ("month", "year") or len(last) < MONTH_LENGTH or not last[:4].isdigit():
        return None
    months = amount[0] * (MONTHS if amount[1] == "year" else 1)
    first = month_shifted(Anchor.of(last), 1 - months)
    return understood(nodes, Meaning(f"{first}/{last}", "range", "span", year=int(last[:4])), doubtful=False)


def read_stretch(nodes: Nodes, _reader: Reader) -> Node | None:
    """From one time to another of the same precision."""
    first, last = of_code(nodes, "Z")
    one, other = first.value, last.value
    marks = [node for node in nodes if node.code in "PR|"]
    if not one.edtf or not other.edtf or one.precision != other.precision or one.relative or other.relative:
        return None
    if "/" in one.edtf + other.edtf or not _opens(marks, first):
        return None
    start = in_year_of(one.edtf, other.edtf) if one.assumed else one.edtf
    if start >= other.edtf:
        return None
    kind = "term" if one.precision == "year" and not marks else "span"
    meaning = other._replace(edtf=f"{start}/{other.edtf}", kind=kind, precision="range", bare=False)
    core = [node for node in nodes if node.code not in "PR"]
    return understood(core, meaning, doubtful=False)


def _opens(marks: Nodes, first: Node) -> bool:
    """Whether the marks around two times make them one stretch."""
    relations = [node.value for node in marks]
    if not relations or relations in (["since"], ["between"]):
        return True
    if relations[0] in ("since", "between"):
        return relations[-1] in ("until", "between", "through")
    return "from" in first.roles and relations[-1] == "until"


def _rule(key: str, pattern: str, build: Build, order: str | None = None) -> Rule:
    return Rule(key, re.compile(pattern), build, order)


TO = "[->/]"
RULES: tuple[Rule, ...] = (
    _rule("", "[co](?:-?[co])+", read_number),
    _rule("Z", "Z[aj]", read_era),
    # months
    _rule("M", r"M\(?/?M\)?|\(M\)M", read_month_twice),
    _rule("1", r"(?:G·*)?[do]·*(?:B·*1|1·*B)|(?:(?<=P)|G·*)[do]·*1(?!·*[A-Z])|1·*B·*o", read_day_of_this_month),
    _rule("B", r"(?<![cdno])B·*[MH]|[MH]·*B", read_month_word),
    _rule("H", r"[do]?·*H·*(?:A·*)?(?:nj?)?", read_hijri),
    _rule("j", r"(?:A·*)?\(?nj", read_hijri_year),
    # years
    _rule("y", rf"(?:X?[AL]X?·*)?\(?ya?!?A?{TO}+A?·*(?:y|d|n)a?\)?(?:·*X?[AL]|!?a)*", read_year_range),
    _rule("", "[yno](?:·*|-)L|[yn]", read_numbered_decade),
    _rule("y", r"(?:X?[AL]X?·*)?\(ya?!?\)|(?:X?[AL]X?·*)?y(?:X?[AL]|a)*|Xy", read_year),
    _rule("D", "D[AL]?|[AL]·*D|E·*D", read_decade),
    _rule("E", r"[26]·*E", read_recent_years),
    _rule("E", r"E·*[26]", read_recent_years, "deictic after"),
    _rule("E", r"1·*E|[bme]·*E", read_decade_of_now),
    _rule("E", r"E·*1", read_decade_of_now, "deictic after"),
    _rule("E", r"E·*[bme]", read_decade_of_now, "part after"),
    _rule("C", r"o·*C|C·*o", read_century),
    _rule("T", "T", read_year_word),
    _rule("", r"[26]·*[cdn]·*[AL]|[26]·*L|L·*[cdno]?·*[26]|A·*[cdno]·*[26]", read_recent_years),
    _rule("A", r"(?<![cdno])A·*X?[12345](?:·*X)?(?!·*[ABKQFhLG])", read_deictic_year, "deictic after"),
    _rule("A", r"[12345]·*X?A", read_deictic_year),
    # months and days
    _rule("M", r"M·*[1235](?!·*X?[ABKQFGhE])", read_month, "deictic after"),
    _rule("M", r"[123]·*M|M", read_month),
    _rule("M", r"[do](?:[->&]+·*[do])?·*M|M·*[do](?:[->&]+[do](?!·*M))?(?![do!]?[BAL])", read_days),
    _rule("J", r"(?:Y·*)?(?:G·*)*J(?:·*,?·*Y)?(?:·*G)?", read_date),
    _rule("M", rf"(?:[YA]·*)?M·*{TO}·*M(?:,?·*[YA])?", read_month_range),
    _rule("M", r"(?:Y·*)?M(?:·*,?·*Y)?", read_month_date),
    # parts of a year
    _rule("S", r"(?:Y·*)?S·*[123](?!·*X?A)", read_season, "deictic after"),
    _rule("S", r"(?:Y·*)?(?:[123]·*)?S(?:·*[YA])?", read_season),
    _rule("Q", r"o·*[cd]·*Q(?:·*[YA])?|[cd]·*Q·*[YA]|[YA]·*o?·*[cd]·*Q", read_some_quarters),
    _rule("Q", r"Q·*6(?:·*[YA])?|6·*Q(?:·*[YA])?|2·*Q·*[YA]|[YA]·*[26]·*Q", read_quarter),
    _rule("Q", r"(?:[YA]·*)?(?:[do]·*-?Q|Q·*[do])(?:·*,?·*[YA])?", read_quarter),
    _rule("", r"(?:[YA]·*)?(?:[do]·*-?[hF]|[hF]·*[do])(?:·*,?·*[YA])?", read_half),
    _rule(
        "B",
        r"(?:[YA]·*)?[cd]·*B·*\$|\$·*[cd]·*B(?:·*[YA])?|(?:[YA]·*)?(?:o·*)?[cdn]·*B(?!·*[<«+])!?(?:·*o)?(?:·*[YA])?|(?:[YA]·*)?B·*[cdo]·*o?(?:·*[YA])?|o·*o·*B(?:·*[YA])?",
        read_some_months,
    ),
    # relative words and parts
    _rule("b", r"[PR]·*b·*[YA]|[YA]·*b·*R", read_since_part),
    _rule("", r"(?<![cdno])[BKQG]·*[123](?!·*[cdn]?[ALBKGQ])", read_unit, "deictic after"),
    _rule("", r"[123]·*[BKQG]", read_unit),
    _rule("", r"A·*-?[bme]·*Y|[YABK]·*-?[bme]", read_part, "part after"),
    _rule("", r"[bme]·*-?[YABK]", read_part, "part before"),
    _rule("r", "r", read_relative_word),
    _rule("Y", "Y", read_plain_year),
    _rule("", r"\*·*[cdo]?·*[ALBKGQ]|[ALBKGQ]·*\*|f", read_frequency),
    _rule(
        "",
        r"(?:3·*)?(?:[cdno](?:-|&|>)?)?[cdnoy]·*-?[ALBKGECQF](?:·*3)?|[ALBKG]·*c·*[23]|(?<=[P<«+])[ABK]|[ALBKG](?=[<«+])",
        read_duration,
    ),
    _rule("W", r"(?:G·*)?W(?:[&>-]W)?·*[123]", read_weekday, "deictic after"),
    _rule("W", r"(?:G·*)?(?:[123]·*)?W(?:[&>-]W)?", read_weekday),
    _rule("", r"Z·*[bme]", read_part, "part after"),
    _rule("", r"[bme]·*-?Z", read_part, "part before"),
    _rule("Z", r"[<«P]·*Z|Z·*[<«]", read_ago),
    _rule("Z", r"Z[=,(-]*=[=,(]*Z\)?|Z,?P?Z|Z\(Z\)", read_same_date),
    _rule("Z", r"[ZA]·*[>P]·*Z", read_trailing),
    _rule("Z", r"PZ·*[->]·*Z|PZ·*P·*Z|P·*Z&Z|Z·*[->]+·*Z|Z·*,?Z·*R", read_stretch),
    _rule("v", "v", read_vague),
)
