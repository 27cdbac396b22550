"""The text of a PDF file, in the order in which it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from kelisim.errors import SourceError
from kelisim.sources.papers.bidi import share_from_right
from kelisim.sources.papers.columns import blocks_of
from kelisim.sources.papers.glyphs import glyphs_of
from kelisim.sources.papers.lines import MOSTLY_FROM_RIGHT, Row, rows_of
from kelisim.sources.papers.paper import LONGEST_TITLE, Paper, believed_title
from kelisim.sources.papers.paragraphs import Paragraph, paragraphs_of, texts_of, usual_size
from kelisim.sources.papers.running import without_running

FEWEST_LETTERS = 25
"""Letters of a page that has a picture and is not itself one; a scanned page has at most a stamp or a page number as text."""

MOST_UNKNOWN = 0.3
"""Largest share of glyphs that do not say which letter they are."""

MOST_PAGES = 3_000
"""Pages of one document; what has more is a book of statutes or made to do harm."""

LARGER = 1.15
"""Least size of a title, against that of the text."""

SCANNED = "a picture without a text layer; run the file through character recognition"
SPOILT = "spoilt and cannot be loaded; fetch or make the file anew"

_CREATED = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


class Leaf(NamedTuple):
    """What a page holds: its rows, how many of its glyphs are letters, and how many say nothing.

    ``flaw`` says in one sentence why it is not read, if it is not.
    """

    rows: list[Row]
    letters: int = 0
    unknown: int = 0
    flaw: str | None = None


def parse(content: bytes) -> Paper:
    """The paper in a PDF file.

    Raises :class:`~kelisim.errors.SourceError` for a file that is locked, spoilt, scanned, or draws letters without saying
    which.
    """
    document = _opened(content)
    leaves = [_leaf(document, number) for number in range(len(document))]
    _refuse_unreadable(leaves)
    paragraphs = paragraphs_of(_blocks([leaf.rows for leaf in leaves]))
    text = "\n".join(text for text in texts_of(paragraphs) if text)
    if not text:
        raise SourceError("it has no text")
    stated = document.get_metadata_dict()
    return Paper(
        text=text,
        title=_title(stated.get("Title", ""), paragraphs, text),
        created=_day(stated.get("CreationDate", "")),
        gaps=_gaps(leaves),
    )


def _opened(content: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(content)
        pages = len(document)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise SourceError("it is locked with a password; save it without one") from error
        raise SourceError("it is spoilt or cut off and cannot be opened as a PDF; fetch or make it anew") from error
    if not 0 < pages <= MOST_PAGES:
        raise SourceError(f"it has {pages:,} pages where 1 to {MOST_PAGES:,} are read; split it or make it anew")
    return document


def _leaf(document: pdfium.PdfDocument, number: int) -> Leaf:
    try:
        page = document[number]
        glyphs = glyphs_of(page)
        letters = sum(glyph.text[0].isalpha() for glyph in glyphs.read)
        is_scan = letters < FEWEST_LETTERS and _has_picture(page)
        page.close()
    except pdfium.PdfiumError:
        return Leaf([], flaw=SPOILT)
    return Leaf(rows_of(glyphs.read), letters, glyphs.unknown, SCANNED if is_scan else None)


def _has_picture(page: pdfium.PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _refuse_unreadable(leaves: Sequence[Leaf]) -> None:
    letters, unknown = sum(leaf.letters for leaf in leaves), sum(leaf.unknown for leaf in leaves)
    flaws = {leaf.flaw for leaf in leaves}
    if letters < FEWEST_LETTERS and SCANNED in flaws:
        raise SourceError("it is a scan and has no text layer; run it through character recognition first")
    if flaws == {SPOILT}:
        raise SourceError("all its pages are spoilt; fetch or make it anew")
    if unknown > MOST_UNKNOWN * (letters + unknown):
        raise SourceError(
            "its fonts do not say which letters they draw, so that its text cannot be read; "
            "run it through character recognition first"
        )


def _blocks(pages: Sequence[list[Row]]) -> Iterator[Iterator]:  # type: ignore[type-arg]
    texts = [glyph.text for rows in pages for row in rows for glyph in row.glyphs]
    from_right = (share_from_right(texts) or 0.0) > MOSTLY_FROM_RIGHT
    for rows in without_running(pages):
        yield blocks_of(rows, from_right=from_right)


def _title(stated: str, paragraphs: Sequence[Paragraph], text: str) -> str | None:
    """The title that the file states if the text begins with most of its words, else what is set larger on the first page."""
    believed = believed_title(stated, text)
    if believed:
        return believed
    size = usual_size(line for paragraph in paragraphs for line in paragraph.lines)
    larger = [one for one in paragraphs if one.page == 0 and one.size > LARGER * size]
    if not larger:
        return None
    (title,) = texts_of([max(larger, key=lambda one: one.size)])
    return title if len(title) <= LONGEST_TITLE and any(letter.isalpha() for letter in title) else None


def _day(created: str) -> str | None:
    found = _CREATED.match(created)
    if not found:
        return None
    try:
        return date(*map(int, found.groups())).isoformat()
    except ValueError:
        return None


def _gaps(leaves: Sequence[Leaf]) -> tuple[tuple[str, str], ...]:
    """The pages that could not be read, together by what is wrong with them."""
    gaps = []
    for flaw in (SCANNED, SPOILT):
        numbers = [str(number) for number, leaf in enumerate(leaves, start=1) if leaf.flaw == flaw]
        if numbers:
            gaps.append((f"page{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}", flaw))
    return tuple(gaps)
