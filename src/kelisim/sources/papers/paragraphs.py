"""Lines to paragraphs: a line that had room for the next word ends one; words broken at the end of lines are mended."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from kelisim.sources.papers.bidi import unmirrored
from kelisim.sources.papers.columns import Block
from kelisim.sources.papers.lines import Line

# Lengths are in sizes of the font; ours, set on papers of three programs.
INDENT = 0.6
"""Least indent that begins a paragraph."""
SAME_INDENT = 0.2
"""Largest difference of indents that are the same."""
FEWEST_INDENTS = 2
"""Lines of a column that show by how much the first lines of its paragraphs are indented."""
ROOM = 0.5
"""Room that the next word would have had at least, beside its width, for the break of the line to be wanted."""
CLOSEST = 0.9
"""Least distance of two lines; what is closer is no line of its own."""
MORE_LEADING = 1.15
"""Distance of paragraphs, in distances of the lines of a block."""
MUCH_MORE_LEADING = 1.6
"""The same where a sentence seems to go on: lines with letters of another font may stand further apart."""
OTHER_SIZE = 1.1
"""Ratio of sizes from which on two lines are not of one paragraph."""
NOTE_SIZE = 0.92
"""Largest size of a note at the foot of a page, against that of the paper."""
STEM = 5
"""Letters by which a word is known again in another form."""
HYPHENATED = 0.02
"""Least share of lines that end in a hyphen in a paper whose words are broken by a program, not only at their own hyphens."""

_ENDS = re.compile(r"[.!?؟۔…:;؛][»”\"')\]⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
_CLOSES = re.compile(r"[.!?؟۔…:][»”\"')\]⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
_BULLET = re.compile(r"^[•●▪■◦‣∙·*]\s*")
_NUMBER = re.compile(r"^(?:[-–—]\s|\(?(?:\d{1,2}|[^\W\d_])[.)]\s|\d{1,2}(?:\.\d{1,2})+\.?\s)")
_NOTE = re.compile(r"^(?:[⁰¹²³⁴⁵⁶⁷⁸⁹*†‡]|\d{1,3}[\s.)])")
_HYPHENS = "-\u2010\u00ad"
_BROKEN = re.compile(rf"([^\W\d_]+)[{_HYPHENS}]$")
_BROKEN_WORD = re.compile(rf"\S+[{_HYPHENS}]$")
_COMPOUND = re.compile(r"[^\W\d_]{2,}(?:[-\u2010][^\W\d_]{2,})+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_HANGING = re.compile(r"\w[-\u2010]$|\d[–—]$")
_FIRST_WORD = re.compile(r"^[^\W\d_]+")


class Paragraph(NamedTuple):
    """Lines that belong together, with the edges of their block; ``page`` counts from 0."""

    lines: tuple[Line, ...]
    page: int
    start: float
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
        Paragraph(tuple(lines), number, block.start, block.end)
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
        inner = _without_fragments(lines)
        self._compounds = {compound.casefold() for line in inner for compound in _COMPOUND.findall(line)}
        self._heads = {compound.partition("-")[0] for compound in self._compounds}
        self._words = sorted({word.casefold() for line in inner for word in _WORD.findall(line)})
        self._soft = any(line.endswith("\u00ad") for line in lines)
        self._typed = {hyphen for hyphen in _HYPHENS if any(hyphen in line for line in inner)}
        self._marked = "\u2010" not in self._typed and any(line.endswith("\u2010") for line in lines)
        broken = sum(_BROKEN.search(line) is not None for line in lines)
        self._usual = broken >= HYPHENATED * len(lines)

    def join(self, before: str, after: str) -> str:
        """Two lines as one."""
        broken, rest = _BROKEN.search(before), _FIRST_WORD.search(after)
        if not broken or not rest:
            return f"{before}{'' if _HANGING.search(before) and after[0].isalnum() else ' '}{after}"
        alike = rest[0][0].islower() or (broken[1].isupper() and rest[0].isupper())
        if not alike or after[rest.end() :][:1] in ("-", "\u2010"):
            return before + after
        return before[:-1] + after if self._is_broken(broken[1], rest[0], before[-1]) else before + after

    def _is_broken(self, head: str, tail: str, hyphen: str) -> bool:
        """Whether a program has broken a word that is written as one."""
        head, tail = head.casefold(), tail.casefold()
        if hyphen == "\u00ad" or (hyphen == "\u2010" and hyphen not in self._typed):
            return True
        if hyphen == "-" and self._marked:
            return False
        if self._begins_word(head + tail, len(head) + STEM - 2):
            return True
        if f"{head}-{tail}" in self._compounds or head in self._heads or self._soft:
            return False
        two_words = min(len(head), len(tail)) >= STEM - 1 and self._begins_word(tail, STEM)
        return self._usual and not two_words

    def _begins_word(self, word: str, letters: int) -> bool:
        """Whether the paper has a word with the same beginning, of so many letters at most."""
        start = word[:letters]
        place = bisect_left(self._words, start)
        return self._words[place : place + 1] != [] and self._words[place].startswith(start)


def _without_fragments(lines: Sequence[str]) -> list[str]:
    """The lines without the parts of words that a hyphen at their ends has parted."""
    inner = []
    for before, line in pairwise(["", *lines]):
        whole = _FIRST_WORD.sub("", line) if _BROKEN.search(before) else line
        inner.append(_BROKEN_WORD.sub("", whole))
    return inner


def _text(paragraph: Paragraph, hyphens: Hyphens) -> str:
    text = paragraph.lines[0].text
    for line in paragraph.lines[1:]:
        text = hyphens.join(text, line.text)
    from_right = sum(line.from_right for line in paragraph.lines) * 2 > len(paragraph.lines)
    text = text.replace("\u00ad", "")
    return unmirrored(text) if from_right else text


def _parted(block: Block) -> Iterator[list[Line]]:
    """The paragraphs of a column."""
    leading, indent = _leading(block.lines), _first_indent(block)
    lines: list[Line] = []
    for line in block.lines:
        indented = indent is not None and abs(line.start - block.start - indent) < SAME_INDENT * line.size
        if lines and (indented or _begins(lines, line, block, leading)):
            yield lines
            lines = []
        lines.append(line)
    if lines:
        yield lines


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance of lines within paragraphs, in sizes of the font.

    A quarter of all distances are that small, even where most lie between two paragraphs.
    """
    size = median(line.size for line in lines) if lines else 1.0
    steps = sorted(one.base - other.base for one, other in pairwise(lines) if one.base - other.base > CLOSEST * size)
    return steps[len(steps) // 4] / size if steps else 1.0


def _first_indent(block: Block) -> float | None:
    """By how many points the first lines of paragraphs are indented: as most lines after which the next is not."""
    indents: Counter[float] = Counter()
    for line, following in pairwise(block.lines):
        indent = line.start - block.start
        if indent > INDENT * line.size and following.start - block.start < SAME_INDENT * line.size:
            indents[round(indent)] += 1
    common = indents.most_common(1)
    return common[0][0] if common and common[0][1] >= FEWEST_INDENTS else None


def _begins(lines: Sequence[Line], line: Line, block: Block, leading: float) -> bool:
    """Whether a line begins a paragraph after ``lines``, those of the one before so far."""
    last = lines[-1]
    if "\t" in line.text or "\t" in last.text or _BULLET.match(line.text) or line.from_right != last.from_right:
        return True
    if max(line.size, last.size) > OTHER_SIZE * min(line.size, last.size):
        return True
    step = last.base - line.base
    ends = _ENDS.search(last.text) is not None
    if step > (MORE_LEADING if ends or line.text[0].isupper() else MUCH_MORE_LEADING) * leading * last.size:
        return True
    room = block.end - last.end
    centred = _is_centred(last, block) and _is_centred(line, block)
    if centred:
        return ends
    if room > line.first + ROOM * line.size:
        return True
    return _is_indented(lines, line) or (ends and _NUMBER.match(line.text) is not None)


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
            before = Paragraph(before.lines + paragraph.lines, *paragraph[1:])
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
    if line.start - after.start > INDENT * line.size and len(after.lines) > 1:
        return False
    if _CLOSES.search(last.text) or _BULLET.match(line.text) or "\t" in last.text + line.text:
        return False
    return before.end - last.end <= line.first + ROOM * line.size and not line.text[0].isupper()
