"""Lines to paragraphs: a line that had room for the next word ends one; words broken at the end of lines are mended."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from kelisim.sources.papers.bidi import unmirrored
from kelisim.sources.papers.lines import Block, Line

# Lengths are in sizes of the font; ours, set on papers of six programs.
INDENT = 0.6
"""Least indent that begins a paragraph."""
ROOM = 0.5
"""Room that the next word would have had at least, beside its width, for the break of the line to be wanted."""
MORE_LEADING = 1.25
"""Distance of paragraphs, in distances of the lines of a block."""
OTHER_SIZE = 1.1
"""Ratio of sizes from which on two lines are not of one paragraph."""
NOTE_SIZE = 0.92
"""Largest size of a note at the foot of a page, against that of the paper."""
HYPHENATED = 0.02
"""Least share of lines that end in a hyphen in a paper whose words are broken by a program, not only at their own hyphens."""

_ENDS = re.compile(r"[.!?؟۔…:;؛][»”\"')\]⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
_BULLET = re.compile(r"^[•●▪■◦‣∙·*]\s*")
_NUMBER = re.compile(r"^(?:[-–—]\s|\(?(?:\d{1,2}|[^\W\d_])[.)]\s|\d{1,2}(?:\.\d{1,2})+\.?\s)")
_NOTE = re.compile(r"^(?:[⁰¹²³⁴⁵⁶⁷⁸⁹*†‡]|\d{1,3}[\s.)])")
_HYPHENS = "-\u2010\u00ad"
_BROKEN = re.compile(rf"([^\W\d_]+)[{_HYPHENS}]$")
_COMPOUND = re.compile(r"[^\W\d_]{2,}(?:[-\u2010][^\W\d_]{2,})+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FIRST_WORD = re.compile(r"^[^\W\d_]+")


class Paragraph(NamedTuple):
    """Lines that belong together, with the edges of their block; ``page`` counts from 0."""

    lines: tuple[Line, ...]
    page: int
    end: float

    @property
    def last(self) -> Line:
        """Its last line."""
        return self.lines[-1]

    @property
    def size(self) -> float:
        """The size of its font."""
        return median(line.size for line in self.lines)


def paragraphs_of(pages: Iterable[Iterable[Block]]) -> list[Paragraph]:
    """The paragraphs of a paper, those that go on in the next column or page whole, notes at the foot of pages last."""
    found = [
        Paragraph(tuple(lines), number, block.end)
        for number, blocks in enumerate(pages)
        for block in blocks
        for lines in _parted(block)
    ]
    if not found:
        return []
    size = usual_size(line for paragraph in found for line in paragraph.lines)
    notes = _notes(found, size)
    return [
        *_joined(paragraph for paragraph in found if paragraph not in notes),
        *(one for one in found if one in notes),
    ]


def usual_size(lines: Iterable[Line]) -> float:
    """The size of the font that most characters have."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0]


def texts_of(paragraphs: Sequence[Paragraph]) -> list[str]:
    """Each paragraph as one line of text."""
    lines = [line.text for paragraph in paragraphs for line in paragraph.lines]
    hyphens = Hyphens(lines)
    return [_text(paragraph, hyphens) for paragraph in paragraphs]


class Hyphens:
    """Which hyphens at the end of lines a program has put there, judged by the words of the paper itself."""

    def __init__(self, lines: Sequence[str]) -> None:
        """``lines`` are all lines of the paper."""
        inner = [line.rstrip(_HYPHENS) for line in lines]
        self._compounds = {compound.casefold() for line in inner for compound in _COMPOUND.findall(line)}
        self._heads = {compound.partition("-")[0] for compound in self._compounds}
        self._words = {word.casefold() for line in inner for word in _WORD.findall(line)}
        self._soft = any(line.endswith("\u00ad") for line in lines)
        broken = sum(_BROKEN.search(line) is not None for line in lines)
        self._usual = broken >= HYPHENATED * len(lines)

    def join(self, before: str, after: str) -> str:
        """Two lines as one."""
        broken, rest = _BROKEN.search(before), _FIRST_WORD.search(after)
        if not broken or not rest or not rest[0][0].islower():
            return f"{before}{'' if broken and rest else ' '}{after}"
        return before[:-1] + after if self._is_broken(broken[1], rest[0], before[-1]) else before + after

    def _is_broken(self, head: str, tail: str, hyphen: str) -> bool:
        """Whether a word is one that a program broke: the paper has it whole elsewhere, or has no sign of a compound."""
        head, tail = head.casefold(), tail.casefold()
        if hyphen == "\u00ad" or head + tail in self._words:
            return True
        if f"{head}-{tail}" in self._compounds or head in self._heads or self._soft:
            return False
        return self._usual and not (head in self._words and tail in self._words)


def _text(paragraph: Paragraph, hyphens: Hyphens) -> str:
    text = paragraph.lines[0].text
    for line in paragraph.lines[1:]:
        text = hyphens.join(text, line.text)
    from_right = sum(line.from_right for line in paragraph.lines) * 2 > len(paragraph.lines)
    text = text.replace("\u00ad", "")
    return unmirrored(text) if from_right else text


def _parted(block: Block) -> Iterator[list[Line]]:
    """The paragraphs of a column."""
    leading = _leading(block.lines)
    lines: list[Line] = []
    for line in block.lines:
        if lines and _begins(lines, line, block, leading):
            yield lines
            lines = []
        lines.append(line)
    if lines:
        yield lines


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance of lines."""
    steps = [one.base - other.base for one, other in pairwise(lines) if one.base > other.base]
    return median(steps) if steps else 0.0


def _begins(lines: Sequence[Line], line: Line, block: Block, leading: float) -> bool:
    """Whether a line begins a paragraph after ``lines``, those of the one before so far."""
    last = lines[-1]
    if "\t" in line.text or "\t" in last.text or _BULLET.match(line.text) or line.from_right != last.from_right:
        return True
    if max(line.size, last.size) > OTHER_SIZE * min(line.size, last.size):
        return True
    step = last.base - line.base
    if step > MORE_LEADING * max(leading, last.size):
        return True
    room = block.end - last.end
    centred = _is_centred(last, block) and _is_centred(line, block)
    if centred:
        return step > MORE_LEADING * leading or _ENDS.search(last.text) is not None
    if room > line.first + ROOM * line.size:
        return True
    return _is_indented(lines, line) or (_NUMBER.match(line.text) is not None and _ENDS.search(last.text) is not None)


def _is_centred(line: Line, block: Block) -> bool:
    before, after = line.start - block.start, block.end - line.end
    return before > 2 * line.size and abs(before - after) < line.size


def _is_indented(lines: Sequence[Line], line: Line) -> bool:
    """Whether a line is indented against the one before, or goes back behind the lines of a hanging paragraph."""
    first, last, indent = lines[0], lines[-1], INDENT * line.size
    hangs = _BULLET.match(first.text) or _NUMBER.match(first.text)
    if len(lines) > 1:
        return abs(line.start - last.start) > indent
    return line.start - last.start > indent and not hangs


def _notes(paragraphs: Sequence[Paragraph], size: float) -> list[Paragraph]:
    """The notes at the foot of pages: small paragraphs at the end of a page from one with a mark on."""
    notes: list[Paragraph] = []
    for page in sorted({paragraph.page for paragraph in paragraphs}):
        own = [paragraph for paragraph in paragraphs if paragraph.page == page]
        start = len(own)
        while start and own[start - 1].size < NOTE_SIZE * size:
            start -= 1
        marked = next((place for place in range(start, len(own)) if _NOTE.match(own[place].lines[0].text)), len(own))
        notes += own[marked:] if start else []
    return notes


def _joined(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs with those that a column or page has cut made whole."""
    before: Paragraph | None = None
    for paragraph in paragraphs:
        if before is not None and _goes_on(before, paragraph):
            before = Paragraph(before.lines + paragraph.lines, paragraph.page, paragraph.end)
            continue
        if before is not None:
            yield before
        before = paragraph
    if before is not None:
        yield before


def _goes_on(before: Paragraph, after: Paragraph) -> bool:
    """Whether a paragraph goes on above in the next column or page."""
    last, line = before.last, after.lines[0]
    if last.base > line.base and before.page == after.page:
        return False
    if max(last.size, line.size) > OTHER_SIZE * min(last.size, line.size) or last.from_right != line.from_right:
        return False
    if _ENDS.search(last.text) or _BULLET.match(line.text) or "\t" in last.text + line.text:
        return False
    return before.end - last.end <= line.first + ROOM * line.size and not line.text[0].isupper()
