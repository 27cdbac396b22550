"""PDF files with a text layer."""

from __future__ import annotations

from collections.abc import Iterator

from kelisim.sources.content import Certainty, Content, Item, Opener
from kelisim.sources.papers.paper import Paper, documents_of

SIGN = b"%PDF-"
FURTHEST_SIGN = 1024
"""Bytes among which readers of PDF look for its sign (ISO 32000-1, annex H)."""


class PdfFile:
    """A PDF file is one document, read in the guarded process."""

    name = "PDF"
    costly = True

    def recognise(self, content: Content) -> Certainty:
        """The sign that every such file has, at its beginning or, with an object behind it, a little later."""
        if content.head.lstrip().startswith(SIGN):
            return Certainty.CERTAIN
        return Certainty.LIKELY if SIGN in content.head[:FURTHEST_SIGN] and b" obj" in content.head else Certainty.NO

    def read(self, content: Content, opener: Opener) -> Iterator[Item]:  # noqa: ARG002
        """The text of all pages as one document, and the pages that are pictures."""
        from kelisim.sources.guarded import parse

        paper = parse("kelisim.sources.papers.pdf:parse", content.whole(), Paper)
        yield from documents_of(paper, content, self.name)


source = PdfFile()
