"""Entries in plain English: one line each, made of their fields alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kelisim.model import Entry
from kelisim.model.wording import amount, people, person, when, words


def sentence(entry: Entry) -> str:
    """What the entry says, in one line without a full stop."""
    return _SENTENCES[entry.kind](entry.fields)


def _value(fields: Mapping[str, Any]) -> str:
    if fields.get("value") is None:
        return ""
    also = "".join(f" ({amount(other['value'], other['unit'])})" for other in fields.get("also", ()))
    return amount(fields["value"], fields["unit"], fields.get("bound")) + also


def _sectors(fields: Mapping[str, Any]) -> str:
    names = [words(sector) for sector in fields.get("sectors", ())]
    return f" [{', '.join(names)}]" if names else ""


def _meeting(fields: Mapping[str, Any]) -> str:
    who = people(fields.get("participants", ()))
    place = f" in {fields['place']}" if fields.get("place") else ""
    ahead = " (scheduled)" if fields.get("status") == "scheduled" else ""
    return f"{words(fields.get('form')).capitalize()}{': ' if who else ''}{who}{place}{when(fields.get('date'))}{ahead}"


def _agreement(fields: Mapping[str, Any]) -> str:
    count = fields.get("count")
    name = fields.get("title") or words(fields.get("instrument"))
    counted = f"{count} × {name}" if count not in (None, 1) else name
    value = f", {_value(fields)}" if _value(fields) else ""
    term = when(fields.get("period"))
    return (
        f"{counted.capitalize()} {words(fields.get('stage'))}{when(fields.get('date'))}{term}{value}{_sectors(fields)}"
    )


def _project(fields: Mapping[str, Any]) -> str:
    count = fields.get("count")
    name = fields.get("name") or ("projects" if count not in (None, 1) else "project")
    counted = f"{count} {name}" if count not in (None, 1) and not fields.get("name") else name
    value = f", {_value(fields)}" if _value(fields) else ""
    stage = f"{words(fields.get('stage'))}{when(fields.get('date'))}"
    return f"{counted[:1].upper()}{counted[1:]}: {stage}{value}{_sectors(fields)}"


def _indicator(fields: Mapping[str, Any]) -> str:
    value = f" {_value(fields)}" if _value(fields) else ""
    change = fields.get("change")
    moved = f" {change['value']:+g}%" if change else ""
    return f"{words(fields.get('indicator')).capitalize()}{value}{moved}{when(fields.get('period'))}"


def _target(fields: Mapping[str, Any]) -> str:
    deadline = f" by {fields['deadline']}" if fields.get("deadline") else ""
    return f"{words(fields.get('indicator')).capitalize()} to reach {_value(fields)}{deadline}"


def _commitment(fields: Mapping[str, Any]) -> str:
    actor = ", ".join(fields.get("actor", ()))
    deadline = f" by {fields['deadline']}" if fields.get("deadline") else ""
    return f"{actor} undertook to act{deadline}{_sectors(fields)}"


def _award(fields: Mapping[str, Any]) -> str:
    name = f": {fields['name']}" if fields.get("name") else ""
    given = fields.get("participants", ())
    if len(given) < 2:  # noqa: PLR2004 -- giver and receiver
        return f"Award{name}"
    return f"{person(given[0])} decorated {person(given[1])}{name}"


_SENTENCES = {
    "meeting": _meeting,
    "agreement": _agreement,
    "project": _project,
    "indicator": _indicator,
    "target": _target,
    "commitment": _commitment,
    "award": _award,
}
