"""The text of a DOCX file: body, tables and text boxes in their order, notes at the end, tracked changes accepted."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from docx.opc.part import Part
from docx.package import Package
from lxml import etree

from kelisim.errors import SourceError
from kelisim.sources.papers.numbering import Numbering
from kelisim.sources.papers.paper import LONGEST_TITLE, Paper, believed_title, tidy
from kelisim.sources.papers.word_xml import attribute, child, children, name_of, parsed
from kelisim.sources.zipped import PIECE, Archive, Limits, open_zip

LIMITS = Limits(members=10_000, total=512 * 1024**2, member=256 * 1024**2)
"""What an office document may unpack to; ours: an hour's transcript has 2 MB of XML, pictures the most of the rest."""

LONGEST_CELL = 200
"""Characters of a cell in a table of figures and words; cells with more, or several paragraphs, are a page laid out."""

SAME_FORM = "wordprocessingml"
KINDS = {"spreadsheetml": "a workbook (XLSX)", "presentationml": "a presentation (PPTX)", "ms-excel": "a workbook"}
"""Words in the types of the main parts of office documents, and what these are."""

TITLES = ("Title", "Heading1")
"""Styles, by their names in every language of the program, that titles of papers have."""

_DECLARATIONS = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)|<\0!\0D\0O\0C|\0<\0!\0D\0O\0C", re.IGNORECASE)
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
        _check(archive)
    package = Package.open(io.BytesIO(content))
    main = _part(package, "/officeDocument")
    if main is None:
        raise SourceError("it has no main part, so that its text cannot be found; save it anew as DOCX")
    _refuse_other_forms(main)
    paragraphs = list(_Body(main).paragraphs())
    texts = [text for text, _ in paragraphs]
    texts += [note for kind in ("/footnotes", "/endnotes") for note in _notes(main, kind)]
    if not any(texts):
        raise SourceError("it has no text; where its pages are pictures, run them through character recognition")
    text = "\n".join(texts)
    properties = package.core_properties
    headings = (text for text, style in paragraphs if style in TITLES and len(text) <= LONGEST_TITLE)
    created = properties.created
    return Paper(
        text=text,
        title=believed_title(properties.title or "", text) or next(headings, None),
        created=created.date().isoformat() if created else None,
    )


def _check(archive: Archive) -> None:
    """Read every member once, to its real size; no part of an office document declares entities (ECMA-376, part 2)."""
    for member in archive.members():
        with archive.open(member) as stream:
            beginning = stream.read(PIECE)
            if member.name.endswith((".xml", ".rels")) and _DECLARATIONS.search(beginning):
                raise SourceError(
                    "its XML declares entities, as that of no office document does; it is made to do harm"
                )
            while stream.read(PIECE):
                pass


def _part(owner: Package | Part, kind: str) -> Part | None:
    """The part that a relationship leads to, by the last word of its type, which is the same in all editions."""
    for relationship in owner.rels.values():
        if relationship.reltype.endswith(kind) and not relationship.is_external:
            part: Part = relationship.target_part
            return part
    return None


def _refuse_other_forms(main: Part) -> None:
    form = main.content_type
    if SAME_FORM in form or "ms-word" in form:
        return
    what = next((what for word, what in KINDS.items() if word in form), "an office document of another kind")
    raise SourceError(f"it is {what}, not a text; save what it says as DOCX or PDF")


def _notes(main: Part, kind: str) -> Iterator[str]:
    """The notes of one kind in their order, each with its number."""
    part = _part(main, kind)
    if part is None:
        return
    body = _Body(part)
    for note in children(parsed(part.blob), kind.strip("/").removesuffix("s")):
        if attribute(note, "type") in (None, "normal"):
            texts = [text for text, _ in body.within(note) if text]
            yield f"{attribute(note, 'id') or ''} {' '.join(texts)}".strip()


class _Body:
    """A part with text, and the styles and lists that it uses."""

    def __init__(self, part: Part) -> None:
        self._root = parsed(part.blob)
        styles, numbering = _part(part, "/styles"), _part(part, "/numbering")
        self._numbering = Numbering(
            parsed(styles.blob) if styles else None, parsed(numbering.blob) if numbering else None
        )

    def paragraphs(self) -> Iterator[tuple[str, str | None]]:
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
