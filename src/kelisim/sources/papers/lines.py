"""Glyphs to lines: rows by their height on the page, words by the gaps in them, columns by gaps that rows share."""

from __future__ import annotations

import unicodedata
from bisect import insort
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from kelisim.sources.papers.bidi import NUMBERS, RIGHT_TO_LEFT, kind_of, logical, share_from_right
from kelisim.sources.papers.glyphs import Glyph
from kelisim.sources.papers.paper import tidy

# Lengths are in sizes of the font; ours, set on papers of three programs.
SAME_ROW = 0.4
"""Largest distance between the heights of glyphs of one size in one row; some logotypes lower a letter."""
SAME_HEIGHT = 0.25
"""The same for glyphs of two sizes, so that raised figures stand apart at first."""
RAISED = 0.12
"""Least height over its row of a raised figure: a mark of a note, or an exponent."""
LONGEST_STRAY = 3
"""Glyphs of a row that may belong to another: some programs tell a marked letter at the height of its mark, or twice."""
SMALL = 0.85
"""Largest size of a raised or lowered figure, against that of its row."""
SAME_PLACE = 0.08
"""Largest distance of a glyph from its copy that makes it look bold."""
WORD_GAP = 0.12
"""Least gap between words; letters spaced out stay below it, the narrowest blank of a justified line above."""
JOINED_GAP = 0.17
"""The same between letters of scripts whose letters join, where those that do not stand further apart."""
MARKED_GAP = 0.25
"""The same beside a letter with marks, whose extent is not always told right."""
CELL_GAP = 2.4
"""Least gap between the cells of a table; only blanks of justified lines with one or two words may be wider."""
SAME_BLANKS = 1.3
"""Largest ratio of the blanks of a justified line; some programs widen those behind punctuation."""
FLUSH = 0.3
"""Largest distance of the end of a justified line from the edge of its column."""
LARGEST_INDENT = 4.0
"""Of the first line of a paragraph."""
LARGEST_BLANK = 12.0
LARGEST_SHARE_OF_BLANK = 0.85
"""Of a justified line, of its column: a wider one parts cells that are set to either side."""


MOSTLY_FROM_RIGHT = 0.5
SOME_FROM_RIGHT = 0.2
"""Share of its letters from which on a line is read from right to left: alone, and in a paper that is."""

ENDS = (".", ",", ":", ";", "!", "?", ")", "(", "»", "«")
"""What may stand at the end of a line; brackets are written either way."""

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
            if abs(row.base - glyph.base) < _tolerance(row, glyph):
                row.glyphs.append(glyph)
                break
        else:
            rows.append(Row(glyph.base, glyph.size, [glyph]))
    rows = [_sorted(row) for row in rows if any(not glyph.text.isspace() for glyph in row.glyphs)]
    return _with_marks(_with_raised(rows), marks)


def line_of(row: Row, *, from_right: bool, edges: tuple[float, float] | None = None) -> Line:
    """A row as it is read; ``from_right`` is how most of the paper is read, ``edges`` are those of the row's column."""
    glyphs = _with_blanks(row, cells=edges is None or not _is_justified(row, edges))
    texts = [glyph.text for glyph in glyphs]
    share = share_from_right(texts)
    if share == 0 and from_right:
        from_right = texts[0] in ENDS  # foreign words alone: their line ends on the left where it is one of the paper
    elif share is not None:
        from_right = share >= (SOME_FROM_RIGHT if from_right else MOSTLY_FROM_RIGHT)
    ordered = [glyphs[place] for place in logical(texts, from_right=from_right)]
    word = next((place for place, glyph in enumerate(ordered) if glyph.text.isspace()), len(ordered))
    first = max(glyph.right for glyph in ordered[:word]) - min(glyph.left for glyph in ordered[:word])
    start, end = (-row.right, -row.left) if from_right else (row.left, row.right)
    text = tidy("".join(glyph.text for glyph in ordered))
    return Line(text, start, end, first, row.base, row.size, from_right)


def _tolerance(row: Row, glyph: Glyph) -> float:
    smaller, larger = sorted((row.size, glyph.size))
    return (SAME_ROW if smaller > SMALL * larger else SAME_HEIGHT) * smaller


def _from_top(glyph: Glyph) -> tuple[float, float]:
    return -glyph.base, glyph.left


def _sorted(row: Row) -> Row:
    """The row from left to right, without what is drawn twice at one place to look bold, nor blanks at its ends."""
    glyphs: list[Glyph] = []
    for glyph in sorted(row.glyphs, key=lambda glyph: (glyph.left, glyph.right)):
        if not any(
            glyph.text == one.text and abs(glyph.left - one.left) < SAME_PLACE * row.size for one in glyphs[-3:]
        ):
            glyphs.append(glyph)
    return Row(row.base, median(glyph.size for glyph in glyphs), within_ink(glyphs))


def within_ink(glyphs: list[Glyph]) -> list[Glyph]:
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
    if abs(row.base - other.base) > 0.6 * other.size or len(row.glyphs) > LONGEST_STRAY:
        return False
    return all(
        any(glyph.text == one.text and abs(glyph.left - one.left) < 0.6 * other.size for one in other.glyphs)
        for glyph in row.glyphs
    )


def _belongs(row: Row, other: Row) -> bool:
    """Whether a row of small figures stands beside a larger one, each of its parts close to a glyph of that."""
    height = row.base - other.base
    if row.size > SMALL * other.size and len(row.glyphs) > LONGEST_STRAY:
        return False
    if len(other.glyphs) <= len(row.glyphs) or not -0.35 * other.size < height < 0.7 * other.size:
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
            row.glyphs[place] = _marked(row.glyphs[place], mark)
    return rows


def _is_justified(row: Row, edges: tuple[float, float]) -> bool:
    """Whether a row fills its column, an indent aside, with blanks that are all the same, however wide."""
    width, free = edges[1] - edges[0], sorted((row.left - edges[0], edges[1] - row.right))
    if free[0] > FLUSH * row.size or free[1] > LARGEST_INDENT * row.size:
        return False
    gaps = [right - left for left, right in gaps_of(row, (row.left, row.right), WORD_GAP * row.size)]
    largest = min(LARGEST_BLANK * row.size, LARGEST_SHARE_OF_BLANK * width)
    return bool(gaps) and max(gaps) <= SAME_BLANKS * min(gaps) and max(gaps) < largest


def _marked(letter: Glyph, mark: Glyph) -> Glyph:
    """A letter with its mark, over the places of both: some programs tell half of the letter's place as that of the mark."""
    text = letter.text if letter.text.endswith(mark.text) else letter.text + mark.text
    if abs(mark.base - letter.base) > SAME_ROW * letter.size:
        return letter._replace(text=text)
    return letter._replace(text=text, left=min(letter.left, mark.left), right=max(letter.right, mark.right))


def _least_gap(before: Glyph, after: Glyph) -> float:
    if unicodedata.combining(before.text[-1]) or unicodedata.combining(after.text[-1]):
        return MARKED_GAP
    kinds = {kind_of(before.text), kind_of(after.text)}
    return JOINED_GAP if kinds & set(RIGHT_TO_LEFT) and not kinds & {"L", *NUMBERS} else WORD_GAP


def _with_blanks(row: Row, *, cells: bool) -> list[Glyph]:
    """The glyphs with a blank wherever the gap between two is wide enough, a tab where it is that between cells."""
    glyphs: list[Glyph] = []
    for glyph in row.glyphs:
        if glyphs:
            before = glyphs[-1]
            ink = next((one for one in reversed(glyphs) if not one.text.isspace()), before)
            if cells and not glyph.text.isspace() and glyph.left - ink.right > CELL_GAP * row.size:
                glyphs.append(Glyph("\t", ink.right, glyph.left, row.base, row.size))
            elif glyph.left - before.right > _least_gap(before, glyph) * row.size:
                glyphs.append(Glyph(" ", before.right, glyph.left, row.base, row.size))
        glyphs.append(glyph)
    return glyphs


def gaps_of(row: Row, edges: tuple[float, float], least: float) -> list[tuple[float, float]]:
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
