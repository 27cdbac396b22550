"""Entries in plain English: one line each, made of their fields alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kelisim.model import Entry

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


def sentence(entry: Entry) -> str:
    """What the entry says, in one line without a full stop."""
    return _SENTENCES[entry.kind](entry.fields)


def amount(value: float, unit: str, bound: str | None = None) -> str:
    """A sum as it is read: ``more than 4.4 billion USD``."""
    words = UNIT_WORDS.get(unit, unit)
    gap = "" if words == "%" else " "
    return f"{BOUND_WORDS.get(bound or '', '')}{number(value)}{gap}{words}"


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
    return " and ".join(_person(person) for person in participants)


def _person(person: Mapping[str, Any]) -> str:
    role = ", ".join(part for part in (person.get("state"), _words(person.get("office"))) if part)
    return f"{person['name']} ({role})" if person.get("name") else role


def _digits(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _words(term: str | None) -> str:
    return (term or "").replace("_", " ")


def _value(fields: Mapping[str, Any]) -> str:
    if fields.get("value") is None:
        return ""
    also = "".join(f" ({amount(other['value'], other['unit'])})" for other in fields.get("also", ()))
    return amount(fields["value"], fields["unit"], fields.get("bound")) + also


def _sectors(fields: Mapping[str, Any]) -> str:
    names = [_words(sector) for sector in fields.get("sectors", ())]
    return f" [{', '.join(names)}]" if names else ""


def _meeting(fields: Mapping[str, Any]) -> str:
    who = people(fields.get("participants", ()))
    place = f" in {fields['place']}" if fields.get("place") else ""
    ahead = " (scheduled)" if fields.get("status") == "scheduled" else ""
    return (
        f"{_words(fields.get('form')).capitalize()}{': ' if who else ''}{who}{place}{when(fields.get('date'))}{ahead}"
    )


def _agreement(fields: Mapping[str, Any]) -> str:
    count = fields.get("count")
    name = fields.get("title") or _words(fields.get("instrument"))
    counted = f"{count} × {name}" if count not in (None, 1) else name
    value = f", {_value(fields)}" if _value(fields) else ""
    term = when(fields.get("period"))
    return (
        f"{counted.capitalize()} {_words(fields.get('stage'))}{when(fields.get('date'))}{term}{value}{_sectors(fields)}"
    )


def _project(fields: Mapping[str, Any]) -> str:
    count = fields.get("count")
    name = fields.get("name") or ("projects" if count not in (None, 1) else "project")
    counted = f"{count} {name}" if count not in (None, 1) and not fields.get("name") else name
    value = f", {_value(fields)}" if _value(fields) else ""
    stage = f"{_words(fields.get('stage'))}{when(fields.get('date'))}"
    return f"{counted[:1].upper()}{counted[1:]}: {stage}{value}{_sectors(fields)}"


def _indicator(fields: Mapping[str, Any]) -> str:
    value = f" {_value(fields)}" if _value(fields) else ""
    change = fields.get("change")
    moved = f" {change['value']:+g}%" if change else ""
    return f"{_words(fields.get('indicator')).capitalize()}{value}{moved}{when(fields.get('period'))}"


def _target(fields: Mapping[str, Any]) -> str:
    deadline = f" by {fields['deadline']}" if fields.get("deadline") else ""
    return f"{_words(fields.get('indicator')).capitalize()} to reach {_value(fields)}{deadline}"


def _commitment(fields: Mapping[str, Any]) -> str:
    actor = ", ".join(fields.get("actor", ()))
    deadline = f" by {fields['deadline']}" if fields.get("deadline") else ""
    return f"{actor} undertook to act{deadline}{_sectors(fields)}"


def _award(fields: Mapping[str, Any]) -> str:
    name = f": {fields['name']}" if fields.get("name") else ""
    given = fields.get("participants", ())
    if len(given) < 2:  # noqa: PLR2004 -- giver and receiver
        return f"Award{name}"
    return f"{_person(given[0])} decorated {_person(given[1])}{name}"


_SENTENCES = {
    "meeting": _meeting,
    "agreement": _agreement,
    "project": _project,
    "indicator": _indicator,
    "target": _target,
    "commitment": _commitment,
    "award": _award,
}
