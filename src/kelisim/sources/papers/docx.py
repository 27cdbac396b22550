"""The text of a DOCX file: body, tables and text boxes in their order, notes at the end, tracked changes accepted."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from lxml import etree

from kelisim.errors import SourceError
from kelisim.sources.papers.numbering import Numbering
from kelisim.sources.papers.office_package import OfficePackage
from kelisim.sources.papers.paper import LONGEST_TITLE, Paper, believed_title, tidy
from kelisim.sources.papers.word_xml import attribute, child, children, name_of
from kelisim.sources.zipped import Limits, open_zip

LIMITS = Limits(members=10_000, total=256 * 1024**2, member=128 * 1024**2)
"""What the parts with text may unpack to; ours: an hour's transcript has 2 MB."""

LONGEST_CELL = 200
"""Characters of a cell in a table of figures and words; cells with more, or several paragraphs, are a page laid out."""

SAME_FORM = "wordprocessingml"
KINDS = {"spreadsheetml": "a workbook (XLSX)", "presentationml": "a presentation (PPTX)", "ms-excel": "a workbook"}
"""Words in the types of the main parts of office documents, and what these are."""

TITLES = ("Title", "Heading1")
"""Styles, by their names in every language of the program, that titles of papers have."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ROW = re.compile(r"tr$")
_CELL = re.compile(r"tc$")
_SKIPPED = {"del", "moveFrom", "Fallback", "instrText", "delText", "rt", "pPr", "rPr", "annotationRef"}
"""Elements whose text is none: deletions, what older programs show instead, codes of fields, readings above the line."""


def parse(content: bytes) -> Paper:
    """The paper in a DOCX file.

    Raises :class:`~kelisim.errors.SourceError` for one that is spoilt, a bomb, or of another form.
    """
    with open_zip(io.BytesIO(content), LIMITS) as archive:
        package = OfficePackage(archive)
        main = package.related("", "officeDocument")
        if main is None:
            raise SourceError("it has no main part, so that its text cannot be found; save it anew as DOCX")
        _refuse_other_forms(package.form_of(main))
        return _paper(package, main)


def _paper(package: OfficePackage, main: str) -> Paper:
    lines = list(_Body(package, main).lines())
    notes, gaps = _notes(package, main)
    text = "\n".join([*(line for line, _ in lines), *notes])
    if not text:
        raise SourceError("it has no text; where its pages are pictures, run them through character recognition")
    stated, created = _properties(package)
    headings = (line for line, style in lines if style in TITLES and len(line) <= LONGEST_TITLE)
    return Paper(text=text, title=believed_title(stated, text) or next(headings, None), created=created, gaps=gaps)


def _refuse_other_forms(form: str) -> None:
    if SAME_FORM in form or "ms-word" in form:
        return
    what = next((what for word, what in KINDS.items() if word in form), "an office document of another kind")
    raise SourceError(f"it is {what}, not a text; save what it says as DOCX or PDF")


def _optional(package: OfficePackage, main: str, kind: str) -> etree._Element | None:
    """The root of a part without which the text can be read all the same."""
    part = package.related(main, kind)
    try:
        return package.root(part) if part else None
    except SourceError:
        return None


def _properties(package: OfficePackage) -> tuple[str, str | None]:
    """The title and the day of creation that the file states."""
    properties = _optional(package, "", "core-properties")
    title, created = child(properties, "title"), child(properties, "created")
    day = _DAY.match((created.text or "").strip()) if created is not None else None
    return ((title.text or "") if title is not None else "", day[0] if day else None)


def _notes(package: OfficePackage, main: str) -> tuple[list[str], tuple[tuple[str, str], ...]]:
    """The notes at the foot of pages and at the end, each with its number, and why some could not be read."""
    notes, gaps = [], []
    for kind in ("footnotes", "endnotes"):
        part = package.related(main, kind)
        try:
            notes += list(_Body(package, part).notes(kind.removesuffix("s"))) if part else []
        except SourceError as error:
            gaps.append((kind, str(error)))
    return notes, tuple(gaps)


class _Body:
    """A part with text, and the styles and lists that it uses."""

    def __init__(self, package: OfficePackage, part: str) -> None:
        self._root = package.root(part)
        self._numbering = Numbering(_optional(package, part, "styles"), _optional(package, part, "numbering"))

    def notes(self, kind: str) -> Iterator[str]:
        """Each note with its number; the lines that part notes from the text are none."""
        for note in children(self._root, kind):
            if attribute(note, "type") in (None, "normal"):
                texts = [text for text, _ in self.within(note)]
                yield " ".join([attribute(note, "id") or "", *texts]).strip()

    def lines(self) -> Iterator[tuple[str, str | None]]:
        """Each line of the body with the name of its style."""
        body = child(self._root, "body")
        yield from self.within(self._root if body is None else body)

    def within(self, element: etree._Element) -> Iterator[tuple[str, str | None]]:
        """The lines in an element; those of a paragraph whose end was deleted go on in the next."""
        before = ""
        for block in element:
            name = name_of(block)
            if name == "p":
                text, boxes = self._paragraph(block)
                if _end_is_deleted(block):
                    before += text
                    continue
                for line in (before + text).split("\n"):
                    if tidy(line):
                        yield tidy(line), self._numbering.style_of(block)
                before = ""
                for box in boxes:
                    yield from self.within(box)
            elif name == "tbl":
                yield from ((row, None) for row in self._rows(block))
            elif name not in _SKIPPED:
                yield from self.within(block)
        if tidy(before):
            yield tidy(before), None

    def _paragraph(self, paragraph: etree._Element) -> tuple[str, list[etree._Element]]:
        """The text of a paragraph with its mark in a list, and the text boxes that hang on it."""
        boxes: list[etree._Element] = []
        text = "".join(_pieces(paragraph, boxes))
        mark = self._numbering.mark_of(paragraph) if text.strip() else ""
        return mark + text, boxes

    def _rows(self, table: etree._Element) -> Iterator[str]:
        """The rows of a table, its cells parted by tabs; each paragraph by itself where the table only lays out a page."""
        for row in _through(table, _ROW):
            if child(child(row, "trPr"), "del") is not None:
                continue
            cells = [[text for text, _ in self.within(cell)] for cell in _through(row, _CELL)]
            if len(cells) == 1 or any(len(cell) > 1 or len("".join(cell)) > LONGEST_CELL for cell in cells):
                yield from (text for cell in cells for text in cell)
            elif any(cells):
                yield "\t".join(" ".join(cell) for cell in cells).strip()


def _pieces(element: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    """The text within a paragraph; its text boxes are put aside."""
    for part in element:
        name = name_of(part)
        if name == "t":
            yield part.text or ""
        elif name in ("tab", "ptab"):
            yield " "
        elif name in ("br", "cr"):
            yield "\n"
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "txbxContent":
            boxes.append(part)
        elif name in ("footnoteReference", "endnoteReference"):
            yield (attribute(part, "id") or "").translate(_RAISED)
        elif name not in _SKIPPED and not (name == "r" and child(child(part, "rPr"), "vanish") is not None):
            yield from _pieces(part, boxes)


def _through(element: etree._Element, wanted: re.Pattern[str]) -> Iterator[etree._Element]:
    """The children whose name fits, those too that controls and insertions are wrapped around."""
    for part in element:
        name = name_of(part)
        if wanted.match(name):
            yield part
        elif name in ("sdt", "sdtContent", "ins", "moveTo", "customXml"):
            yield from _through(part, wanted)


def _end_is_deleted(paragraph: etree._Element) -> bool:
    return child(child(child(paragraph, "pPr"), "rPr"), "del") is not None
