"""DOCX files, and other office documents that are refused with what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kelisim.errors import SourceError
from kelisim.sources.content import Certainty, Content, Item, Opener
from kelisim.sources.papers.paper import CONTENT_TYPES, Paper, documents_of
from kelisim.sources.zipped import first_name, has_member

_USUAL_FIRST = re.compile(r"(_rels|docProps|word|xl|ppt|customXml)/")
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"


class OfficeDocument:
    """A DOCX file is one document, read in the guarded process."""

    name = "DOCX"
    costly = True

    def recognise(self, content: Content) -> Certainty:
        """An archive that begins as office documents do, and lists their types where its directory can be looked at."""
        first = first_name(content.head) or ""
        if first == CONTENT_TYPES or _OPEN_DOCUMENT in content.head[:120]:
            return Certainty.SPECIAL
        if not _USUAL_FIRST.match(first):
            return Certainty.NO
        return Certainty.SPECIAL if not content.stream.seekable() or _lists_types(content) else Certainty.NO

    def read(self, content: Content, opener: Opener) -> Iterator[Item]:  # noqa: ARG002
        """The text of the body and its notes as one document."""
        if _OPEN_DOCUMENT in content.head[:120]:
            raise SourceError("it is an OpenDocument file; save it as DOCX")
        from kelisim.sources.guarded import parse

        paper = parse("kelisim.sources.papers.docx:parse", content.whole(), Paper)
        yield from documents_of(paper, content, self.name)


source = OfficeDocument()


def _lists_types(content: Content) -> bool:
    """Whether the directory has the member that every office document has; one that cannot be read may have it."""
    try:
        return has_member(content.stream, CONTENT_TYPES)
    except SourceError:
        return True
