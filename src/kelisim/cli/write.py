"""Lists for people and programs: tables, JSON Lines, CSV."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct

LONGEST_CELL = 200
UNBROKEN = 24
"""A column no wider than this is never broken."""

PIPED_WIDTH = 160
"""Columns of a table that no terminal shows."""

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
"""Unicode marks around a text, so that its direction does not disturb the line it stands in."""

_STRONG = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RIGHT_TO_LEFT = re.compile(f"[{_STRONG}](?:[{_STRONG}\\W\\d]*[{_STRONG}])?")


def write_lines(rows: Iterable[Mapping[str, Any]]) -> None:
    """Each row as one line of JSON on standard output."""
    encoded = b"".join(msgspec.json.encode(row) + b"\n" for row in rows)
    sys.stdout.flush()
    sys.stdout.buffer.write(encoded)
    sys.stdout.buffer.flush()


def write_answers(values: Iterable[Struct], form: str) -> None:
    """The values in the form asked for: whole as JSON Lines, in a few columns otherwise."""
    from kelisim.analysis.rows import line, row

    write_listing([line(value) if form == "jsonl" else row(value) for value in values], form)


def write_listing(rows: Sequence[Mapping[str, Any]], form: str) -> None:
    """The rows in the form asked for; a table says so when there is nothing to show."""
    if form == "jsonl":
        write_lines(rows)
    elif form == "csv":
        _write_csv(rows)
    elif form == "markdown":
        _write_markdown(rows)
    else:
        _write_table(rows)


def _write_csv(rows: Sequence[Mapping[str, Any]]) -> None:
    import csv

    if not rows:
        return
    writer = csv.DictWriter(sys.stdout, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    for cells in rows:
        writer.writerow({name: _safe(value) for name, value in cells.items()})


def _safe(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") else value


def _write_markdown(rows: Sequence[Mapping[str, Any]]) -> None:
    if not rows:
        sys.stdout.write("nothing found\n")
        return
    lines = [
        list(rows[0]),
        ["---"] * len(rows[0]),
        *([_markdown_cell(value) for value in row.values()] for row in rows),
    ]
    sys.stdout.writelines(f"| {' | '.join(cells)} |\n" for cells in lines)


def _markdown_cell(value: Any) -> str:
    from kelisim.exports.markdown import escape_markdown

    return isolated(escape_markdown(" ".join(_text(value).split())))


def _write_table(rows: Sequence[Mapping[str, Any]]) -> None:
    """A table as wide as the terminal; columns without any value are left out, short ones are never broken."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console() if sys.stdout.isatty() or "COLUMNS" in os.environ else Console(width=PIPED_WIDTH)
    if not rows:
        console.print("nothing found")
        return
    cells = [{name: _table_cell(name, value) for name, value in row.items()} for row in rows]
    shown = [name for name in rows[0] if any(cell[name] for cell in cells)]
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in shown:
        widest = max(len(cell[name]) for cell in cells)
        numeric = all(isinstance(row[name], (int, float)) for row in rows)
        table.add_column(
            name.replace("_", " "), overflow="fold", no_wrap=widest <= UNBROKEN, justify="right" if numeric else "left",
        )  # fmt: skip
    for cell in cells:
        table.add_row(*(Text(isolated(cell[name])) for name in shown))
    console.print(table)


def _table_cell(name: str, value: Any) -> str:
    """A cell in few letters: of several citations the first and the number of the others."""
    from kelisim.analysis.rows import CITED, REASON

    shown = _text(value)
    first, *others = shown.split("; ") if name == CITED else [shown]
    shortened = first if len(first) <= LONGEST_CELL or name == REASON else first[: LONGEST_CELL - 1] + "…"
    return f"{shortened} +{len(others)}" if others else shortened


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def isolated(text: str) -> str:
    """A text whose parts from right to left keep their direction in the line they stand in."""
    return _RIGHT_TO_LEFT.sub(lambda run: f"{FIRST_STRONG_ISOLATE}{run.group()}{POP_ISOLATE}", text)


def printable(text: str) -> str:
    """A text without characters that would play tricks on a terminal."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
