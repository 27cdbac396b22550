"""The glyphs of a PDF page: what each says and where it stands."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

SLANTED = 0.2
"""Radians by which a glyph may be turned against the page and still belong to its text: stamps and watermarks are not."""

UNKNOWN = "\u200b"
"""Stands where something is drawn that says nothing, as lengthened joints of letters do, so that no gap seems to be there."""

SAME_PLACE = 0.01
"""Points within which two characters stand at one place: they are drawn by one glyph, a ligature."""

_PRESENTATION = (("\ufb00", "\ufdff"), ("\ufe70", "\ufefc"))
"""Ligatures and letters in the shapes they take inside a word; ordinary letters stand for them."""

_JOIN_BEFORE_ONLY = "اأإآٱدذرزوؤةى"
"""Letters that join no letter after them, so that they can only be the last of a ligature."""


class Glyph(NamedTuple):
    """What one glyph says, in logical order, and its place in points: ``base`` is the height of its line, upwards.

    ``size`` is that of its font.
    """

    text: str
    left: float
    right: float
    base: float
    size: float


class Glyphs(NamedTuple):
    """The upright glyphs of a page, and how many say nothing since their font does not tell which letters it draws."""

    read: list[Glyph]
    unknown: int


class _Place(NamedTuple):
    """A character with its place and its angle in radians."""

    text: str
    left: float
    right: float
    base: float
    size: float
    angle: float
    origin: float


def glyphs_of(page: pdfium.PdfPage) -> Glyphs:
    """The glyphs of a page in no certain order."""
    textpage = page.get_textpage()
    try:
        unknown, places = 0, []
        for place in _places(textpage.raw):
            if place is None:
                unknown += 1
            else:
                places.append(place)
    finally:
        textpage.close()
    return Glyphs(list(_joined(_upright(places))), unknown)


def _places(textpage: object) -> Iterator[_Place | None]:
    """The characters that the page really draws; ``None`` for one of which the font does not say what it is."""
    across, up, box, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF(), raw.FS_MATRIX()
    for index in range(raw.FPDFText_CountChars(textpage)):
        if raw.FPDFText_IsGenerated(textpage, index) == 1:
            continue
        text = _said(textpage, index)
        if text == "":
            continue
        if text is None:
            yield None
            text = UNKNOWN
        raw.FPDFText_GetCharOrigin(textpage, index, across, up)
        raw.FPDFText_GetLooseCharBox(textpage, index, box)
        if text == " " and box.right - box.left < SAME_PLACE:
            continue  # pdfium's own, which it does not always own up to
        raw.FPDFText_GetMatrix(textpage, index, matrix)
        size = raw.FPDFText_GetFontSize(textpage, index) * math.hypot(matrix.c, matrix.d)
        angle = raw.FPDFText_GetCharAngle(textpage, index)
        yield _Place(text, box.left, box.right, up.value, size or 1.0, angle, across.value)


def _said(textpage: object, index: int) -> str | None:
    """The character at an index as ordinary letters, ``""`` for what is no character, ``None`` for an unknown one."""
    if raw.FPDFText_IsHyphen(textpage, index) == 1:
        return "-"
    code = raw.FPDFText_GetUnicode(textpage, index)
    text = chr(code)
    if unicodedata.category(text) in ("Cc", "Co", "Cs") or text in "\ufffd\ufffe\uffff":
        return None
    if any(first <= text <= last for first, last in _PRESENTATION):
        return unicodedata.normalize("NFKC", text).strip() or ""
    if text == "\xa0" or unicodedata.category(text) == "Zs":
        return " "
    return "" if unicodedata.category(text) in ("Cn", "Zl", "Zp") else text


def _upright(places: list[_Place]) -> list[_Place]:
    """The characters of the page's main direction, turned upright; what stands at another angle is left out."""
    if not places:
        return []
    turns = Counter(round(place.angle / (math.pi / 2)) % 4 for place in places)
    turn = turns.most_common(1)[0][0]
    straight = [place for place in places if abs(math.remainder(place.angle - turn * math.pi / 2, math.tau)) < SLANTED]
    return straight if turn == 0 else [_turned(place, turn) for place in straight]


def _turned(place: _Place, turn: int) -> _Place:
    """A character of a page that is read turned by quarters; its extent is told by its size alone."""
    turns = {1: (-place.base, place.origin), 2: (-place.origin, -place.base), 3: (place.base, -place.origin)}
    across, up = turns[turn]
    width = abs(place.right - place.left)
    return place._replace(left=across, right=across + width, base=up, origin=across)


def _joined(places: list[_Place]) -> Iterator[Glyph]:
    """One glyph for the characters at one place."""
    start = 0
    for end in range(1, len(places) + 1):
        if end < len(places) and _at_one_place(places[end - 1], places[end]):
            continue
        first, text = places[start], "".join(place.text for place in places[start:end])
        yield Glyph(_in_order(text), first.left, first.right, first.base, first.size)
        start = end


def _at_one_place(one: _Place, other: _Place) -> bool:
    close = abs(one.origin - other.origin) < SAME_PLACE and abs(one.base - other.base) < SAME_PLACE
    return close and one.right - one.left > SAME_PLACE and abs(one.right - other.right) < SAME_PLACE


def _in_order(text: str) -> str:
    """The letters of one glyph in logical order.

    pdfium turns runs of letters written from right to left, and with them those that one glyph stands for; the letters
    of a presentation form it has spread itself are in order already.
    """
    if len(text) < 2 or any(unicodedata.bidirectional(letter) not in ("R", "AL", "NSM") for letter in text):  # noqa: PLR2004
        return text
    return text if _ends_joining(text) and not _ends_joining(text[::-1]) else text[::-1]


def _ends_joining(text: str) -> bool:
    """Whether a ligature can have its letters in this order: one that joins no other after it stands last, marks later."""
    letters = [letter for letter in text if not unicodedata.combining(letter)]
    return not unicodedata.combining(text[0]) and not any(letter in _JOIN_BEFORE_ONLY for letter in letters[:-1])
