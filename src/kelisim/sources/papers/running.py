"""Running heads and feet: what stands at the top or bottom of page after page, and the numbers of pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kelisim.sources.papers.lines import Row, line_of

OUTERMOST = 3
"""Rows at the top and bottom of a page that may be running heads or feet."""

REPEATED = 0.4
"""Least share of pages at the top or bottom of which a running head stands: odd and even pages may have one each."""

SAME_HEIGHT = 6.0
"""Points within which a running head stands at one height on every page."""

DETACHED = 1.8
"""Least distance of the number of a single page from its text, in sizes of its font."""

_FIGURES = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"^\W{0,3}\d{1,4}(?:\s?[/|]\s?\d{1,4})?\W{0,3}$|^\W{0,3}[ivxlIVXL]{1,6}\W{0,3}$")


def without_running(pages: Sequence[list[Row]]) -> list[list[Row]]:
    """The rows of each page without what repeats itself at its top or bottom, and without its number.

    Where nothing else would be left, as in copies of one page, nothing is left out.
    """
    counted: Counter[tuple[str, int]] = Counter()
    for rows in pages:
        counted.update({sign for row in _outer(rows) for sign in _signs(row)})
    least = max(2.0, REPEATED * len(pages))
    kept = [_kept(rows, counted, least) for rows in pages]
    return kept if any(kept) else list(pages)


def _kept(rows: list[Row], counted: Counter[tuple[str, int]], least: float) -> list[Row]:
    running = [
        row for row in _outer(rows) if max(counted[sign] for sign in _signs(row)) >= least or _is_number(row, rows)
    ]
    return [row for row in rows if not any(row is one for one in running)]


def _outer(rows: list[Row]) -> list[Row]:
    return [*rows[:OUTERMOST], *rows[max(OUTERMOST, len(rows) - OUTERMOST) :]]


def _signs(row: Row) -> list[tuple[str, int]]:
    """What a row says, numbers aside, with its height, rounded both ways so that neighbours meet."""
    text = _FIGURES.sub("#", line_of(row, from_right=False).text)
    height = row.base / SAME_HEIGHT
    return [(text, int(height)), (text, int(height + 0.5) + 100_000)]


def _is_number(row: Row, rows: list[Row]) -> bool:
    """Whether a row is the number of its page: the first or last one, apart from the text."""
    if len(rows) < 2 or not _PAGE_NUMBER.match(line_of(row, from_right=False).text):  # noqa: PLR2004
        return False
    if row is rows[-1]:
        return rows[-2].base - row.base > DETACHED * row.size
    return row is rows[0] and row.base - rows[1].base > DETACHED * row.size
