"""Glyphs to lines: rows by their height on the page, words by the gaps in them, columns by gaps that rows share."""

from __future__ import annotations

import unicodedata
from bisect import insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from kelisim.sources.papers.bidi import logical, share_from_right
from kelisim.sources.papers.glyphs import Glyph
from kelisim.sources.papers.paper import tidy

# Lengths are in sizes of the font; ours, set on papers of six programs.
SAME_ROW = 0.3
"""Largest distance between the heights of glyphs of one row."""
RAISED = 0.12
"""Least height over its row of a raised figure: a mark of a note, or an exponent."""
LONGEST_REPEATED = 3
"""Glyphs of a row that may be a letter told twice."""
SMALL = 0.85
"""Largest size of a raised or lowered figure, against that of its row."""
WORD_GAP = 0.15
"""Least gap between words; letters spaced out stay below it, the narrowest blank of a justified line above."""
MARKED_GAP = 0.25
"""The same beside a letter with marks, whose extent is not always told right."""
GUTTER = 0.95
"""Least gap between columns."""
CELL_GAP = 2.4
"""Least gap between the cells of a table; only blanks of justified lines with one or two words may be wider."""
SAME_BLANKS = 1.3
"""Largest ratio of the blanks of a justified line; some programs widen those behind punctuation."""
LARGEST_INDENT = 4.0
"""Of the first line of a paragraph."""
LARGEST_BLANK = 12.0
LARGEST_SHARE_OF_BLANK = 0.85
"""Of a justified line, of its column: a wider one parts cells that are set to either side."""

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

MOSTLY_FROM_RIGHT = 0.5
SOME_FROM_RIGHT = 0.2
"""Share of its letters from which on a line is read from right to left: alone, and in a paper that is."""

_RAISED_FIGURES = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Line(NamedTuple):
    """A line as it is read.

    ``start`` and ``end`` are where its reader starts and ends, in points from the side where lines of its direction start;
    ``first`` is the width of its first word, ``base`` its height on the page, upwards.
    """

    text: str
    start: float
    end: float
    first: float
    base: float
    size: float
    from_right: bool


class Block(NamedTuple):
    """Lines of one column, from top to bottom; ``start`` and ``end`` are its edges, as those of its lines."""

    lines: tuple[Line, ...]
    start: float
    end: float


@dataclass
class Row:
    """Glyphs of one height, from left to right."""

    base: float
    size: float
    glyphs: list[Glyph]

    @property
    def left(self) -> float:
        """Where its first glyph begins."""
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        """Where its glyphs end."""
        return max(glyph.right for glyph in self.glyphs)


def rows_of(glyphs: Iterable[Glyph]) -> list[Row]:
    """The rows of a page from top to bottom; marks stand with their letters, blanks at the ends are left out."""
    marks = [glyph for glyph in glyphs if unicodedata.combining(glyph.text[0])]
    rows: list[Row] = []
    for glyph in sorted((glyph for glyph in glyphs if not unicodedata.combining(glyph.text[0])), key=_from_top):
        for row in rows[-4:]:
            if abs(row.base - glyph.base) < SAME_ROW * min(row.size, glyph.size):
                row.glyphs.append(glyph)
                break
        else:
            rows.append(Row(glyph.base, glyph.size, [glyph]))
    rows = [_sorted(row) for row in rows if any(not glyph.text.isspace() for glyph in row.glyphs)]
    return _with_marks(_with_raised(rows), marks)


def blocks_of(rows: Sequence[Row], *, from_right: bool) -> Iterator[Block]:
    """The columns of a page in the order of reading; ``from_right`` is how most of the paper is read."""
    if not rows:
        return
    gutter = _widest_gutter(rows)
    if gutter is None:
        yield _block(rows, from_right=from_right)
        return
    top, bottom = gutter.first, _end_of_columns(rows, gutter)
    yield from blocks_of(rows[:top], from_right=from_right)
    left, right = _split(rows[top:bottom], (gutter.left + gutter.right) / 2)
    for side in (right, left) if from_right else (left, right):
        yield from blocks_of(side, from_right=from_right)
    yield from blocks_of(rows[bottom:], from_right=from_right)


def line_of(row: Row, *, from_right: bool, edges: tuple[float, float] | None = None) -> Line:
    """A row as it is read; ``from_right`` is how most of the paper is read, ``edges`` are those of the row's column."""
    glyphs = _with_blanks(row, cells=edges is None or not _is_justified(row, edges))
    texts = [glyph.text for glyph in glyphs]
    share = share_from_right(texts)
    if share is not None:
        from_right = share >= (SOME_FROM_RIGHT if from_right else MOSTLY_FROM_RIGHT)
    ordered = [glyphs[place] for place in logical(texts, from_right=from_right)]
    word = next((place for place, glyph in enumerate(ordered) if glyph.text.isspace()), len(ordered))
    first = sum(glyph.right - glyph.left for glyph in ordered[:word])
    start, end = (-row.right, -row.left) if from_right else (row.left, row.right)
    text = tidy("".join(glyph.text for glyph in ordered))
    return Line(text, start, end, first, row.base, row.size, from_right)


def _block(rows: Sequence[Row], *, from_right: bool) -> Block:
    edges = (min(row.left for row in rows), max(row.right for row in rows))
    lines = tuple(line for line in (line_of(row, from_right=from_right, edges=edges) for row in rows) if line.text)
    most = sum(line.from_right for line in lines) > len(lines) / 2
    same = [line for line in lines if line.from_right == most]
    if not same:
        return Block((), 0.0, 0.0)
    return Block(lines, min(line.start for line in same), max(line.end for line in same))


def _from_top(glyph: Glyph) -> tuple[float, float]:
    return -glyph.base, glyph.left


def _sorted(row: Row) -> Row:
    """The row from left to right, without what is drawn twice at one place to look bold, nor blanks at its ends."""
    glyphs: list[Glyph] = []
    for glyph in sorted(row.glyphs, key=lambda glyph: (glyph.left, glyph.right)):
        if not any(
            glyph.text == one.text and abs(glyph.left - one.left) < SAME_ROW / 4 * row.size for one in glyphs[-3:]
        ):
            glyphs.append(glyph)
    return Row(row.base, median(glyph.size for glyph in glyphs), _within_ink(glyphs))


def _within_ink(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs without blanks at the ends."""
    start, end = 0, len(glyphs)
    while glyphs[start].text.isspace():
        start += 1
    while glyphs[end - 1].text.isspace():
        end -= 1
    return glyphs[start:end]


def _with_raised(rows: list[Row]) -> list[Row]:
    """Rows that are only raised or lowered figures beside a larger row become part of that."""
    kept: list[Row] = []
    for place, row in enumerate(rows):
        if any(
            _repeats(row, other) for other in rows[max(0, place - 1) : place + 2] if len(other.glyphs) > len(row.glyphs)
        ):
            continue
        near = [other for other in rows[max(0, place - 2) : place + 3] if other is not row and _belongs(row, other)]
        if not near:
            kept.append(row)
            continue
        larger = min(near, key=lambda other: abs(other.base - row.base))
        for glyph in row.glyphs:
            insort(larger.glyphs, _figure(glyph, larger), key=lambda one: one.left)
    return kept


def _repeats(row: Row, other: Row) -> bool:
    """Whether a row says again what the one across it says at the same places: some programs tell a marked letter twice."""
    if abs(row.base - other.base) > 0.6 * other.size or len(row.glyphs) > LONGEST_REPEATED:
        return False
    return all(
        any(glyph.text == one.text and abs(glyph.left - one.left) < 0.6 * other.size for one in other.glyphs)
        for glyph in row.glyphs
    )


def _belongs(row: Row, other: Row) -> bool:
    """Whether a row of small figures stands beside a larger one, each of its parts close to a glyph of that."""
    height = row.base - other.base
    if row.size > SMALL * other.size or not -0.35 * other.size < height < 0.7 * other.size:
        return False
    return all(
        any(
            -0.5 * other.size < glyph.left - one.right < 0.5 * other.size
            for one in (*other.glyphs, *row.glyphs)
            if one is not glyph
        )
        for glyph in row.glyphs
    )


def _figure(glyph: Glyph, row: Row) -> Glyph:
    """A raised digit as a character that is raised by itself, so that it is no digit of the number before it."""
    if glyph.base - row.base < RAISED * row.size:
        return glyph
    return glyph._replace(text=glyph.text.translate(_RAISED_FIGURES))


def _with_marks(rows: list[Row], marks: Iterable[Glyph]) -> list[Row]:
    """Marks written over or under letters follow these, wherever they are drawn."""
    for mark in marks:
        near = [row for row in rows if abs(row.base - mark.base) < row.size]
        centre = (mark.left + mark.right) / 2
        places = [
            (abs((glyph.left + glyph.right) / 2 - centre) / row.size + abs(row.base - mark.base) / row.size, row, place)
            for row in near
            for place, glyph in enumerate(row.glyphs)
            if not glyph.text.isspace()
        ]
        if places:
            _, row, place = min(places, key=lambda found: found[0])
            row.glyphs[place] = row.glyphs[place]._replace(text=row.glyphs[place].text + mark.text)
    return rows


def _is_justified(row: Row, edges: tuple[float, float]) -> bool:
    """Whether a row fills its column, an indent aside, with blanks that are all the same, however wide."""
    width, free = edges[1] - edges[0], sorted((row.left - edges[0], edges[1] - row.right))
    if free[0] > SAME_ROW * row.size or free[1] > LARGEST_INDENT * row.size:
        return False
    gaps = [right - left for left, right in _gaps(row, (row.left, row.right), WORD_GAP * row.size)]
    largest = min(LARGEST_BLANK * row.size, LARGEST_SHARE_OF_BLANK * width)
    return bool(gaps) and max(gaps) <= SAME_BLANKS * min(gaps) and max(gaps) < largest


def _with_blanks(row: Row, *, cells: bool) -> list[Glyph]:
    """The glyphs with a blank wherever the gap between two is wide enough, a tab where it is that between cells."""
    glyphs: list[Glyph] = []
    for glyph in row.glyphs:
        if glyphs:
            before = glyphs[-1]
            marked = any(unicodedata.combining(one.text[-1]) for one in (before, glyph))
            ink = next((one for one in reversed(glyphs) if not one.text.isspace()), before)
            if cells and not glyph.text.isspace() and glyph.left - ink.right > CELL_GAP * row.size:
                glyphs.append(Glyph("\t", ink.right, glyph.left, row.base, row.size))
            elif glyph.left - before.right > (MARKED_GAP if marked else WORD_GAP) * row.size:
                glyphs.append(Glyph(" ", before.right, glyph.left, row.base, row.size))
        glyphs.append(glyph)
    return glyphs


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
    good = [
        gutter for gutter in _gutters(rows, (left, right), GUTTER * size) if _parts_columns(rows, gutter, (left, right))
    ]
    return max(good, key=lambda gutter: (gutter.last - gutter.first, gutter.right - gutter.left), default=None)


def _end_of_columns(rows: Sequence[Row], gutter: _Gutter) -> int:
    """Where the columns of a gap end: short rows further below, on one side only, are text under the columns."""
    end, middle = gutter.last + 1, (gutter.left + gutter.right) / 2
    leading = median(rows[place - 1].base - rows[place].base for place in range(gutter.first + 1, end))
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
        gaps = _gaps(row, edges, least) if row else []
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
        growing = grown


def _gaps(row: Row, edges: tuple[float, float], least: float) -> list[tuple[float, float]]:
    """The gaps of a row, those at its ends too."""
    gaps, reached = [], edges[0]
    for glyph in row.glyphs:
        if glyph.text.isspace():
            continue
        if glyph.left - reached >= least:
            gaps.append((reached, glyph.left))
        reached = max(reached, glyph.right)
    if edges[1] - reached >= least:
        gaps.append((reached, edges[1]))
    return gaps


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
    gaps = _gaps(row, (row.left, row.right), WORD_GAP * row.size)
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
    gaps = _gaps(row, (row.left, row.right), CELL_GAP * row.size)
    return row.right - row.left - sum(right - left for left, right in gaps)


def _split(rows: Sequence[Row], at: float) -> tuple[list[Row], list[Row]]:
    """What stands left and right of a place."""
    sides: tuple[list[Row], list[Row]] = ([], [])
    for row in rows:
        for side, glyphs in zip(sides, _parted(row.glyphs, at), strict=True):
            if any(not glyph.text.isspace() for glyph in glyphs):
                side.append(Row(row.base, row.size, _within_ink(glyphs)))
    return sides


def _parted(glyphs: Iterable[Glyph], at: float) -> tuple[list[Glyph], list[Glyph]]:
    parts: tuple[list[Glyph], list[Glyph]] = ([], [])
    for glyph in glyphs:
        parts[(glyph.left + glyph.right) / 2 > at].append(glyph)
    return parts
