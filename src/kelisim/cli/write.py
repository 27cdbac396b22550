"""Lists for people and programs: tables, JSON Lines, CSV."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from kelisim.analysis.wording import amount, people, sentence
from kelisim.model import Claim, Entry, as_dict

LONGEST_CELL = 90


def write_lines(rows: Iterable[Mapping[str, Any]]) -> None:
    """Each row as one line of JSON on standard output."""
    encoded = b"".join(msgspec.json.encode(row) + b"\n" for row in rows)
    sys.stdout.flush()
    sys.stdout.buffer.write(encoded)
    sys.stdout.buffer.flush()


def write_listing(rows: Sequence[Mapping[str, Any]], form: str) -> None:
    """The rows in the form asked for; a table says so when there is nothing to show."""
    if form == "jsonl":
        write_lines(rows)
    elif form == "csv":
        _write_csv(rows)
    else:
        _write_table(rows)


def claim_row(claim: Claim) -> dict[str, Any]:
    """A claim in a few columns."""
    return {
        "kind": claim.kind,
        "parties": ", ".join(claim.parties),
        "what": _essence(claim),
        "document": claim.document,
        "span": f"{claim.start}–{claim.end}",
        "quote": " ".join(claim.quote.split()),
    }


def entry_row(entry: Entry) -> dict[str, Any]:
    """An entry in a few columns."""
    return {
        "id": entry.id,
        "parties": ", ".join(entry.parties),
        "what": sentence(entry),
        "claims": len(entry.claims),
        "languages": entry.health.languages,
    }


def entry_line(entry: Entry) -> dict[str, Any]:
    """An entry as its line of JSON: the resolved fields beside the identity, claims, conflicts and health."""
    line = as_dict(entry)
    fields = line.pop("fields", {})
    return {"id": entry.id, "kind": entry.kind, "parties": list(entry.parties), "conflicts": [], **fields, **line}


def _essence(claim: Claim) -> str:
    parts = [claim.indicator or claim.instrument or claim.form or claim.name, claim.stage or claim.status]
    if claim.count is not None:
        parts.append(f"{claim.count} ×")
    if claim.value is not None:
        parts.append(amount(claim.value, claim.unit or "", claim.bound))
    if claim.change is not None:
        parts.append(f"{claim.change.value:+g}%")
    parts.append(claim.date or claim.period or claim.deadline)
    if claim.participants:
        parts.append(people([as_dict(person) for person in claim.participants]))
    return " ".join(part for part in parts if part)


def _write_csv(rows: Sequence[Mapping[str, Any]]) -> None:
    if not rows:
        return
    writer = csv.DictWriter(sys.stdout, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _safe(value) for name, value in row.items()})


def _safe(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") else value


def _write_table(rows: Sequence[Mapping[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if not rows:
        console.print("nothing found")
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in rows[0]:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_short(value)) for value in row.values()))
    console.print(table)


def _short(value: Any) -> str:
    shown = "" if value is None else str(value)
    return shown if len(shown) <= LONGEST_CELL else shown[: LONGEST_CELL - 1] + "…"
