"""Columns of a page: gaps that rows one under the other share, between sides that are both prose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from kelisim.sources.papers.glyphs import Glyph
from kelisim.sources.papers.lines import CELL_GAP, SAME_BLANKS, WORD_GAP, Line, Row, gaps_of, line_of, within_ink

# Lengths are in sizes of the font; ours, set on papers of three programs.
GUTTER = 0.95
"""Least gap between columns."""
MOST_GUTTERS = 40
"""Gaps that are followed at once; a page of prose has a few, one with letters strewn over it has no columns."""
MARGIN = 0.2
"""Least share of the lines of a column that start at its margin."""
BEYOND = 3.0
"""Least distance by which a line runs beyond all others of its column if it is none of them."""
APART = 1.6
"""Least distance of text from the columns above it, in distances between rows."""
COLUMN_ROWS = 3
"""Rows with text that each of two columns has at least."""
CERTAIN_ROWS = 10
"""Rows in which no blanks of justified lines stand one under the other by chance."""
COLUMN_WIDTH = 8.0
"""Least width of a column of text, in sizes of its font; what is narrower is a cell."""
COLUMN_FILL = 0.6
"""Least share of its width that a column of text fills on average; cells of a table are emptier."""
LARGEST_SHARE_OF_FIGURES = 0.4
"""Of the glyphs of a column of text; the columns of tables have more."""


class Block(NamedTuple):
    """Lines of one column, from top to bottom; ``start`` is where most of them start, ``end`` its edge."""

    lines: tuple[Line, ...]
    start: float
    end: float


def blocks_of(rows: Sequence[Row], *, from_right: bool) -> Iterator[Block]:
    """The columns of a page in the order of reading; ``from_right`` is how most of the paper is read."""
    if not rows:
        return
    gutter = _widest_gutter(rows)
    if gutter is None:
        yield _block(rows, from_right=from_right)
        return
    top, bottom = _start_of_columns(rows, gutter), _end_of_columns(rows, gutter)
    yield from blocks_of(rows[:top], from_right=from_right)
    left, right = _split(rows[top:bottom], (gutter.left + gutter.right) / 2)
    for side in (right, left) if from_right else (left, right):
        yield from blocks_of(side, from_right=from_right)
    yield from blocks_of(rows[bottom:], from_right=from_right)


def _block(rows: Sequence[Row], *, from_right: bool) -> Block:
    edges = (min(row.left for row in rows), max(row.right for row in rows))
    lines = tuple(line for line in (line_of(row, from_right=from_right, edges=edges) for row in rows) if line.text)
    most = sum(line.from_right for line in lines) > len(lines) / 2
    same = [line for line in lines if line.from_right == most]
    if not same:
        return Block((), 0.0, 0.0)
    return Block(lines, _margin(same), _edge(same))


def _margin(lines: Sequence[Line]) -> float:
    """The leftmost place where a good part of the lines start; headlines may stand further out."""
    starts = Counter(round(line.start) for line in lines)
    usual = min((start for start, count in starts.items() if count >= MARGIN * len(lines)), default=min(starts))
    return min(line.start for line in lines if round(line.start) == usual)


def _edge(lines: Sequence[Line]) -> float:
    """Where the longest lines end; one that runs far beyond all others is no line of the column."""
    *_, second, longest = sorted((lines[0].start, *(line.end for line in lines)))
    return second if len(lines) > COLUMN_ROWS and longest - second > BEYOND * lines[0].size else longest


class _Gutter(NamedTuple):
    """A gap that rows from ``first`` to ``last`` share."""

    left: float
    right: float
    first: int
    last: int


def _widest_gutter(rows: Sequence[Row]) -> _Gutter | None:
    """The gap between columns of text that the most rows share."""
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    size = median(row.size for row in rows)
    if right - left < 2 * COLUMN_WIDTH * size or len(rows) < COLUMN_ROWS:
        return None
    gutters = _gutters(rows, (left, right), GUTTER * size)
    longest_first = sorted(gutters, key=lambda one: (one.first - one.last, one.left - one.right))
    return next((one for one in longest_first[:MOST_GUTTERS] if _parts_columns(rows, one, (left, right))), None)


def _steps(rows: Sequence[Row]) -> list[float]:
    return [one.base - other.base for one, other in pairwise(rows)]


def _leading(sides: Iterable[Sequence[Row]]) -> float:
    """The distance of lines in two columns, whose lines need not stand at one height."""
    return max(median(_steps(side)) for side in sides)


def _start_of_columns(rows: Sequence[Row], gutter: _Gutter) -> int:
    """Where the columns of a gap start: a row further above at the top is a running head with a number on its other side."""
    band = rows[gutter.first : gutter.last + 1]
    sides = _split(band, (gutter.left + gutter.right) / 2)
    under = [side for side in sides if side[0].base == band[0].base]
    apart = all(_steps(side)[0] > APART * _leading(sides) for side in under)
    return gutter.first + 1 if gutter.first == 0 and apart else gutter.first


def _end_of_columns(rows: Sequence[Row], gutter: _Gutter) -> int:
    """Where the columns of a gap end.

    A row further below at the bottom is a running foot; further rows on one side only are text under the columns.
    """
    end, middle = gutter.last + 1, (gutter.left + gutter.right) / 2
    sides = _split(rows[gutter.first : end], middle)
    leading = _leading(sides)
    over = [side for side in sides if side[-1].base == rows[gutter.last].base]
    if end == len(rows) and all(_steps(side)[-1] > APART * leading for side in over):
        return gutter.last
    for place in range(end - 1, gutter.first, -1):
        if min(map(len, _split(rows[place:end], middle))) > 0:
            break
        if rows[place - 1].base - rows[place].base > APART * leading:
            return place
    return end


def _gutters(rows: Sequence[Row], edges: tuple[float, float], least: float) -> Iterator[_Gutter]:
    """All gaps of at least a width that rows one under the other share, each with the most rows it has."""
    growing: dict[tuple[float, float], int] = {}
    for place, row in enumerate((*rows, None)):
        gaps = gaps_of(row, edges, least) if row else []
        grown: dict[tuple[float, float], int] = {}
        for (left, right), first in growing.items():
            common = [(max(left, gap[0]), min(right, gap[1])) for gap in gaps]
            common = [gap for gap in common if gap[1] - gap[0] >= least]
            if not common or max(gap[1] - gap[0] for gap in common) < right - left:
                yield _Gutter(left, right, first, place - 1)
            for gap in common:
                grown[gap] = min(first, grown.get(gap, first))
        for gap in gaps:
            grown.setdefault(gap, place)
        growing = dict(sorted(grown.items(), key=lambda one: (one[1], one[0][0] - one[0][1]))[:MOST_GUTTERS])


def _parts_columns(rows: Sequence[Row], gutter: _Gutter, edges: tuple[float, float]) -> bool:
    """Whether both sides of a gap are columns of text, not cells of a table or the end of a paragraph."""
    if not edges[0] < gutter.left < gutter.right < edges[1]:
        return False
    band, middle = rows[gutter.first : gutter.last + 1], (gutter.left + gutter.right) / 2
    if len(band) < CERTAIN_ROWS and sum(_shows(row, middle) for row in band) * 2 < len(band):
        return False
    return all(_is_column(side) for side in _split(band, middle))


def _shows(row: Row, middle: float) -> bool:
    """Whether the gap of a row at a place is more than one of its blanks, which in a justified line are all the same."""
    gaps = gaps_of(row, (row.left, row.right), WORD_GAP * row.size)
    here = [right - left for left, right in gaps if left < middle < right]
    others = [right - left for left, right in gaps if not left < middle < right]
    return not here or (bool(others) and here[0] > SAME_BLANKS * max(others))


def _is_column(rows: Sequence[Row]) -> bool:
    if len(rows) < COLUMN_ROWS:
        return False
    width = max(row.right for row in rows) - min(row.left for row in rows)
    if width < COLUMN_WIDTH * median(row.size for row in rows):
        return False
    filled = sum(_ink(row) for row in rows) / (len(rows) * width)
    glyphs = [glyph.text for row in rows for glyph in row.glyphs if not glyph.text.isspace()]
    figures = sum(text[0].isdecimal() for text in glyphs) / len(glyphs)
    return filled >= COLUMN_FILL and figures <= LARGEST_SHARE_OF_FIGURES


def _ink(row: Row) -> float:
    """The width of a row without the gaps that are too wide for blanks."""
    gaps = gaps_of(row, (row.left, row.right), CELL_GAP * row.size)
    return row.right - row.left - sum(right - left for left, right in gaps)


def _split(rows: Sequence[Row], at: float) -> tuple[list[Row], list[Row]]:
    """What stands left and right of a place."""
    sides: tuple[list[Row], list[Row]] = ([], [])
    for row in rows:
        for side, glyphs in zip(sides, _parted(row.glyphs, at), strict=True):
            if any(not glyph.text.isspace() for glyph in glyphs):
                side.append(Row(row.base, row.size, within_ink(glyphs)))
    return sides


def _parted(glyphs: Iterable[Glyph], at: float) -> tuple[list[Glyph], list[Glyph]]:
    parts: tuple[list[Glyph], list[Glyph]] = ([], [])
    for glyph in glyphs:
        parts[(glyph.left + glyph.right) / 2 > at].append(glyph)
    return parts
