"""Amounts, times and people in plain English, for every sentence that Kelisim itself writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

BOUND_WORDS = {
    "about": "about ",
    "more_than": "more than ",
    "less_than": "less than ",
    "at_least": "at least ",
    "up_to": "up to ",
}

SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))

RELATIVE_WORDS = {
    "today": "on the day of the text",
    "yesterday": "the day before the text",
    "this_week": "in the week of the text",
    "this_month": "in the month of the text",
    "this_year": "in the year of the text",
    "last_year": "in the year before the text",
    "last_month": "in the month before the text",
    "year_to_date": "since the start of the year",
    "first_half": "in the first half of the year",
    "recent_years": "in recent years",
    "next_year": "in the year after the text",
}

PARTS_OF_YEARS = {
    "21": "spring", "22": "summer", "23": "autumn", "24": "winter",
    "33": "the first quarter of", "34": "the second quarter of",
    "35": "the third quarter of", "36": "the fourth quarter of",
    "37": "the first third of", "38": "the second third of", "39": "the last third of",
    "40": "the first half of", "41": "the second half of",
}  # fmt: skip
"""EDTF's parts of a year (ISO 8601-2, 4.8) in words."""

UNIT_WORDS = {
    "percent": "%",
    "tonne": "tonnes",
    "person": "people",
    "company": "companies",
    "flight": "flights",
    "container": "containers",
    "job": "jobs",
    "vehicle": "vehicles",
    "m3": "m³",
}


def amount(value: float, unit: str, bound: str | None = None) -> str:
    """A sum as it is read: ``more than 4.4 billion USD``."""
    named = UNIT_WORDS.get(unit, unit)
    gap = "" if named == "%" else " "
    return f"{BOUND_WORDS.get(bound or '', '')}{number(value)}{gap}{named}"


def number(value: float) -> str:
    """A number in digits up to a million, above in millions, billions or trillions."""
    for scale, word in SCALES:
        if abs(value) >= scale:
            return f"{_digits(value / scale)} {word}"
    return _digits(value)


def growth(fraction: float | None) -> str:
    """A growth a year in per cent: ``+15.1%``; empty when there is none."""
    return "" if fraction is None else f"{fraction * 100:+.1f}%"


def when(edtf: str | None) -> str:
    """A time in words: `` in 2024``, `` from 2022 to 2026``; empty when there is none."""
    if not edtf:
        return ""
    if edtf in RELATIVE_WORDS:
        return f" {RELATIVE_WORDS[edtf]}"
    begin, slash, end = edtf.partition("/")
    if not slash:
        return f" on {_time(edtf)}" if edtf.count("-") == 2 else f" in {_time(edtf)}"  # noqa: PLR2004 -- a day
    return f" until {_time(end)}" if begin == ".." else f" from {_time(begin)} to {_time(end)}"


def _time(part: str) -> str:
    """A date as it is read: seasons, quarters and halves by name, a year that is unknown said to be so."""
    year, _, rest = part.partition("-")
    if year == "XXXX":
        return f"{rest} (year unknown)" if rest else "an unknown year"
    return f"{PARTS_OF_YEARS[rest]} {year}" if rest in PARTS_OF_YEARS else part


def people(participants: Sequence[Mapping[str, Any]]) -> str:
    """Participants with their offices: ``Murat Nurtleu (KZ, foreign minister)``."""
    return " and ".join(person(participant) for participant in participants)


def person(participant: Mapping[str, Any]) -> str:
    """One participant with the office, as far as they are known."""
    role = ", ".join(part for part in (participant.get("state"), words(participant.get("office"))) if part)
    return f"{participant['name']} ({role})" if participant.get("name") else role


def _digits(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def words(term: str | None) -> str:
    """A term of the vocabulary as words: ``trade turnover``; empty for none."""
    return (term or "").replace("_", " ")
