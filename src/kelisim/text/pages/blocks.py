"""The visible text of a page as blocks (paragraphs, headings, items, rows), each with what its place says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element as Element

from kelisim.text.furniture import is_prose
from kelisim.text.pages.days import read_days
from kelisim.text.pages.marks import element_names, marks_of

MOST_ELEMENTS = 400_000
"""Elements of a page that are looked at: twenty times those of the longest articles."""

MOST_FLAGS = 8
"""Marks around a block that are kept, from the outermost."""

MOSTLY_LINKED = 0.6
"""A block with a larger share of its letters in links points somewhere; ours."""

SHORTEST_WRAPPED = 40
"""Letters from which a line may have been broken by hand where it had grown too long."""

LONGEST_CAPTION = 250
"""Letters in a table or a floated box with a picture that are its caption."""

LONGEST_BOX = 400
"""Letters of a box with a form to fill in."""

MOST_ELEMENTS_OF_BOX = 40

MOST_ELEMENTS_OF_PICTURE = 40
"""Elements of such a table or box, with all that is in it."""

CELL = "; "
"""Between the cells of a row: no separator of menus, and no sign within numbers."""

UNSEEN = frozenset(element_names().unseen)
"""Elements whose text is no text of the page."""

ASIDE = frozenset(element_names().aside)
"""Elements that stand beside an article."""

BLOCKS = frozenset(element_names().block)
"""Elements that begin and end a line, as browsers lay them out (HTML, "flow content")."""

ROW = element_names().row
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
KINDS = HEADINGS | {"li", "p", ROW, "blockquote", "pre", "dt", "dd", "summary"}

_FLOATED = re.compile(
    r"float\s*:\s*(?:left|right)|\balign-?(?:left|right|center)\b|\bpull-(?:left|right)\b", re.IGNORECASE
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f\v\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_NOTHING = re.compile("[\u00ad\u200b\u2060\ufeff\ue000-\uf8ff]")
"""Hints where a word may be cut, marks without width, and signs of a font's own (icons)."""
_ENDED = re.compile(r"[.!?…:;؟۔。»”\")]\s*$")
_BROKEN = "\x00"
"""A line break among the text of elements, which cannot hold this sign itself."""

APART = frozenset({"div", "header", "section", "footer", "nav", "ul", "figure"})
"""Elements whose inline children stand apart from each other though no blank parts them: boxes laid out in a row."""

LONGEST_STAMP_LINE = 40
"""Letters of a line that gives no more than a day; it goes on no other line."""


class _Piece(NamedTuple):
    """A run of text of one element, or a sign of the layout."""

    text: str
    linked: bool = False


class Block(NamedTuple):
    """A line of a page.

    ``element`` is the innermost element that lays it out, ``kind`` its tag or that of the item, row or heading around it.
    ``linked`` is the share of its letters in links. ``flags`` are the elements around it that mark it as no part of an
    article. ``prose`` are the letters of a paragraph of its own: 0 for headings, links and what is no sentence.
    """

    text: str
    element: Element
    kind: str
    linked: float
    flags: tuple[Element, ...]
    prose: int


@dataclass
class Layout:
    """All blocks of a page in order; ``spans`` leads from an element to the half-open range of its blocks."""

    blocks: list[Block] = field(default_factory=list)
    spans: dict[Element, tuple[int, int]] = field(default_factory=dict)
    reasons: dict[Element, str] = field(default_factory=dict)
    _sums: list[int] = field(default_factory=list)

    def inside(self, element: Element) -> list[Block]:
        """The blocks of an element."""
        start, end = self.spans.get(element, (0, 0))
        return self.blocks[start:end]

    def weight(self, element: Element) -> int:
        """The letters of prose in an element, flagged ones left out."""
        start, end = self.spans.get(element, (0, 0))
        return self._sums[end] - self._sums[start]

    def believe(self, flags: Iterable[Element]) -> None:
        """Take these flags for wrong."""
        wrong = frozenset(flags)
        if wrong:
            self.blocks = [
                block._replace(flags=tuple(flag for flag in block.flags if flag not in wrong)) for block in self.blocks
            ]
        self.sum_up()

    def sum_up(self) -> None:
        """Count the prose before each block."""
        self._sums = [0]
        for block in self.blocks:
            self._sums.append(self._sums[-1] + (0 if block.flags else block.prose))


def lay_out(body: Element) -> Layout:
    """The blocks of a page, without what a browser does not show."""
    return _Walk().through(body)


class _Walk:
    """One pass through the elements of a page; no recursion, since pages may be nested without end."""

    def __init__(self) -> None:
        self._layout = Layout()
        self._open: list[tuple[Element, int]] = []
        self._flags: list[Element] = []
        self._kinds: list[tuple[Element, str]] = []
        self._tables: list[Element] = []
        self._links = 0
        self._text: list[_Piece] = []
        self._around: list[list[_Piece]] = []

    def through(self, body: Element) -> Layout:
        walk = etree.iterwalk(body, events=("start", "end"))
        count = 0
        for event, element in walk:
            if not isinstance(element.tag, str):
                self._take(element.tail if event == "end" else None)
            elif event == "end":
                self._end(element, body)
            elif element.tag in UNSEEN or count > MOST_ELEMENTS:
                walk.skip_subtree()
            else:
                count += 1
                self._start(element)
        self._layout.sum_up()
        return self._layout

    def _start(self, element: Element) -> None:
        tag = str(element.tag)
        if _is_block(element, tag) and not (self._tables and tag in ("td", "th")):
            self._flush()
            self._open.append((element, len(self._layout.blocks)))
            if tag in KINDS and (tag != ROW or self._tables):
                self._kinds.append((element, tag))
        if _stands_apart(element):
            self._text.append(_Piece(" "))
        if tag in ("td", "th") and self._tables and any(piece.text.strip() for piece in self._text):
            self._text.append(_Piece(CELL))
        elif tag == "br":
            self._text.append(_Piece(_BROKEN))
        elif tag == "a" and element.get("href"):
            self._links += 1
        elif tag == "table" and _holds_data(element):
            self._tables.append(element)
        reason = _reason(element, tag)
        if reason and len(self._flags) < MOST_FLAGS:
            if not _is_block(element, tag):
                self._around.append(self._text)
                self._text = []
            self._flags.append(element)
            self._layout.reasons[element] = reason
        self._take(element.text)

    def _end(self, element: Element, body: Element) -> None:
        tag = str(element.tag)
        if tag not in UNSEEN:
            if self._open and self._open[-1][0] is element:
                self._flush()
                self._layout.spans[element] = (self._open.pop()[1], len(self._layout.blocks))
                if self._kinds and self._kinds[-1][0] is element:
                    self._kinds.pop()
            if tag == "a" and element.get("href"):
                self._links -= 1
            if self._tables and self._tables[-1] is element:
                self._tables.pop()
            if self._flags and self._flags[-1] is element:
                if not _is_block(element, tag):
                    self._flush()
                    self._text = self._around.pop()
                self._flags.pop()
        if element is not body:
            self._take(element.tail)

    def _take(self, text: str | None) -> None:
        if text:
            self._text.append(_Piece(text, linked=self._links > 0))

    def _flush(self) -> None:
        """End the line."""
        written, self._text = self._text, []
        if not written or not self._open:
            return
        kind = self._kinds[-1][1] if self._kinds else "div"
        if kind in HEADINGS:
            written = [_Piece(" ") if piece.text == _BROKEN else piece for piece in written]
        element, flags = self._open[-1][0], tuple(self._flags)
        for line, share in _lines(written):
            text = line.strip(CELL) if kind == ROW else line
            if text:
                self._layout.blocks.append(Block(text, element, kind, share, flags, _prose(text, kind, share)))


def _prose(line: str, kind: str, linked: float) -> int:
    return len(line) if kind not in HEADINGS and linked <= MOSTLY_LINKED and is_prose(line) else 0


def _is_block(element: Element, tag: str) -> bool:
    """Whether an element has lines of its own: by its tag, or because it is a headline."""
    return tag in BLOCKS or (tag in ("span", "font", "b", "strong") and "title" in marks_of(element))


def _reason(element: Element, tag: str) -> str:
    """Why an element holds no part of an article: by its tag, by being hidden, or by its names."""
    if tag in ("html", "body", "main", "article"):
        return ""
    if tag in ASIDE:
        return "caption" if tag == "figcaption" else "aside"
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return "hidden"
    if _is_picture(element, tag):
        return "caption"
    if _is_box(element, tag):
        return "furniture"
    marks = marks_of(element)
    if not marks or "body" in marks:
        return ""
    kinds = [kind for kind in ("comments", "furniture", "caption", "stamp") if kind in marks]
    if tag not in BLOCKS and kinds == ["stamp"]:
        return ""  # a day within a sentence
    return kinds[0] if kinds and not (kinds == ["caption"] and "lead" in marks) else ""


def _is_box(element: Element, tag: str) -> bool:
    """Whether an element is a small box with a form to fill in: it asks for something and tells nothing."""
    if tag not in ("div", "section", "td", "form"):
        return False
    inner = list(islice(element.iter(), MOST_ELEMENTS_OF_BOX))
    tags = {part.tag for part in inner}
    if not {"form", "input"} <= tags or "h1" in tags or len(inner) == MOST_ELEMENTS_OF_BOX:
        return False
    return sum(len(text.strip()) for text in element.itertext()) <= LONGEST_BOX


def _is_picture(element: Element, tag: str) -> bool:
    """Whether an element is a table or a floated box around a picture and its caption."""
    if tag != "table" and not (
        tag in ("div", "p", "span") and _FLOATED.search(f"{element.get('style')} {element.get('class')}")
    ):
        return False
    inner = list(islice(element.iter(), MOST_ELEMENTS_OF_PICTURE))
    tags = {part.tag for part in inner}
    if "img" not in tags or "h1" in tags or len(inner) == MOST_ELEMENTS_OF_PICTURE:
        return False
    texts = [element.text, *(text for part in inner[1:] for text in (part.text, part.tail))]
    return sum(len(text.strip()) for text in texts if text) <= LONGEST_CAPTION


def _holds_data(table: Element) -> bool:
    """Whether a table has rows and columns of short cells, and is not there to lay out the page."""
    if table.find(".//table") is not None:
        return False
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter(ROW)]
    if sum(len(row) > 1 for row in rows) < 2:  # noqa: PLR2004 -- one row of columns lays out a page
        return False
    return not any(
        cell.find(".//p[2]") is not None or cell.find(".//div/p") is not None for row in rows for cell in row
    )


def _goes_on(line: str, following: str, *, is_wrapped: bool) -> bool:
    """Whether a line broken by hand goes on in the next; in scripts without capitals nobody can tell."""
    if len(following) <= LONGEST_STAMP_LINE and next(read_days(following), None):
        return False
    if following[0].islower():
        return _ENDED.search(line) is None
    wrapped = (is_wrapped or len(line) >= SHORTEST_WRAPPED) and any(map(str.islower, line))
    return wrapped and not following[0].isalpha() and _ENDED.search(line) is None


def _lines(pieces: Sequence[_Piece]) -> list[tuple[str, float]]:
    """The lines of a block: those between two breaks, and between single ones where a sentence ends.

    With each goes the share of letters in links, its own or that of the whole block, whichever is larger.
    """
    lines: list[list[tuple[str, int]]] = []
    joins = False
    for line, linked in _unbroken(pieces):
        if not line:
            joins = False
        elif joins and _goes_on(lines[-1][-1][0], line, is_wrapped=len(lines[-1]) > 1):
            lines[-1].append((line, linked))
        else:
            lines.append([(line, linked)])
            joins = True
    whole = _linked_share(part for parts in lines for part in parts)
    return [(" ".join(line for line, _ in parts), max(whole, _linked_share(parts))) for parts in lines]


def _linked_share(parts: Iterable[tuple[str, int]]) -> float:
    letters = linked = 0
    for line, in_links in parts:
        letters, linked = letters + len(line), linked + in_links
    return min(1.0, linked / max(1, letters))


def _unbroken(pieces: Sequence[_Piece]) -> Iterator[tuple[str, int]]:
    """What stands between two breaks, without needless blanks, and how many letters of it are in links."""
    written: list[str] = []
    linked = 0
    for piece in (*pieces, _Piece(_BROKEN)):
        if piece.text == _BROKEN:
            yield _BLANKS.sub(" ", _NOTHING.sub("", "".join(written))).strip(), linked
            written, linked = [], 0
        else:
            written.append(piece.text)
            linked += len(piece.text.strip()) if piece.linked else 0


def _stands_apart(element: Element) -> bool:
    """Whether an inline element follows another right away in a box that lays out such elements side by side."""
    before, around = element.getprevious(), element.getparent()
    return (
        before is not None
        and isinstance(before.tag, str)
        and not (before.tail or "").strip()
        and around is not None
        and around.tag in APART
        and not (around.text or "").strip()
    )
