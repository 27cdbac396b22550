"""The marks of lists, which a DOCX file does not hold but counts."""

from __future__ import annotations

import re
from collections import defaultdict

from lxml import etree
from msgspec import Struct

from kelisim.sources.papers.word_xml import attribute, child, children, value

BULLET = "• "
DEEPEST_STYLE = 20
"""Styles that stand on others; a chain that is longer goes in a circle."""

_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_PLACE = re.compile(r"%(\d)")


class Level(Struct, frozen=True):
    """One level of a list: how its marks are written (``%1.``), in which numerals, and from which number on."""

    form: str
    text: str
    start: int


class Numbering:
    """The lists and styles of a document, and how far each list has been counted."""

    def __init__(self, styles: etree._Element | None, numbering: etree._Element | None) -> None:
        """The roots of the two parts, where there are any."""
        self._styles = (
            {attribute(style, "styleId"): style for style in children(styles, "style")} if styles is not None else {}
        )
        self._levels = _levels(numbering) if numbering is not None else {}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)

    def style_of(self, paragraph: etree._Element) -> str | None:
        """The identifier of a paragraph's style, which is not translated."""
        return value(child(paragraph, "pPr"), "pStyle")

    def mark_of(self, paragraph: etree._Element) -> str:
        """The mark of a paragraph in a list, ``""`` outside of lists; each call counts it."""
        found = self._list_of(paragraph)
        if found is None:
            return ""
        number, depth = found
        level = self._levels.get((number, depth))
        if level is None or level.form in ("bullet", "none"):
            return BULLET if level is None or level.form == "bullet" else ""
        counts = self._counts[number]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        mark = _PLACE.sub(lambda place: self._numeral(number, int(place[1]) - 1), level.text)
        return f"{mark} " if mark else ""

    def _numeral(self, number: str, depth: int) -> str:
        level = self._levels.get((number, depth))
        count = self._counts[number].get(depth, level.start if level else 1)
        return numeral(count, level.form if level else "decimal")

    def _list_of(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """The list and the level of a paragraph, from itself or its style and those that this stands on."""
        properties, style = child(paragraph, "pPr"), self.style_of(paragraph)
        for _ in range(DEEPEST_STYLE):
            listed = child(properties, "numPr")
            number = value(listed, "numId")
            if number is not None:
                depth = value(listed, "ilvl") or "0"
                return None if number == "0" or not depth.isdecimal() else (number, int(depth))
            if style not in self._styles:
                return None
            properties, style = child(self._styles[style], "pPr"), value(self._styles[style], "basedOn")
        return None


def numeral(count: int, form: str) -> str:
    """A number in the numerals of a list; those of languages count in digits here.

    >>> numeral(4, "lowerRoman"), numeral(3, "upperLetter"), numeral(12, "decimal")
    ('iv', 'C', '12')
    """
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if form.startswith("upper") else letter
    if form in ("lowerRoman", "upperRoman"):
        return _roman(count).lower() if form.startswith("lower") else _roman(count)
    return str(count)


def _roman(count: int) -> str:
    written = ""
    for worth, letters in _ROMAN:
        times, count = divmod(count, worth)
        written += letters * times
    return written


def _levels(numbering: etree._Element) -> dict[tuple[str, int], Level]:
    """The levels of every list, by its number."""
    abstract = {attribute(one, "abstractNumId"): one for one in children(numbering, "abstractNum")}
    levels: dict[tuple[str, int], Level] = {}
    for listed in children(numbering, "num"):
        number, kind = attribute(listed, "numId"), abstract.get(value(listed, "abstractNumId"))
        for level in children(kind, "lvl") if kind is not None and number else ():
            depth = attribute(level, "ilvl") or ""
            if depth.isdecimal():
                levels[number or "", int(depth)] = _level(level)
    return levels


def _level(level: etree._Element) -> Level:
    start = value(level, "start") or ""
    return Level(
        value(level, "numFmt") or "decimal", value(level, "lvlText") or "", int(start) if start.isdecimal() else 1
    )
