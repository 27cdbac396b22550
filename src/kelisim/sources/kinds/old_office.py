"""Old and locked office documents and messages: refused with what to do."""

from __future__ import annotations

from collections.abc import Iterator

from kelisim.errors import SourceError
from kelisim.sources.content import Certainty, Content, Item, Opener

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The beginning of a compound file (MS-CFB), in which old and locked documents are kept."""

RICH_TEXT = b"{\\rtf"

REASONS = (
    ("EncryptedPackage", "it is an office document locked with a password; save it without one"),
    ("__substg1.0_", "it is an Outlook message; save it as EML"),
    ("WordDocument", "it is an old Word document (DOC); open it and save it as DOCX"),
    ("Workbook", "it is an old Excel workbook (XLS); save what it says as DOCX or PDF"),
    ("PowerPoint Document", "it is an old presentation (PPT); save it as PDF"),
)
"""Names of streams in a compound file, and what they make of it."""


class OldOffice:
    """Compound files and rich text, of which nothing is read."""

    name = "old office document"

    def recognise(self, content: Content) -> Certainty:
        """The signs that these files begin with."""
        return Certainty.CERTAIN if content.head.startswith((COMPOUND, RICH_TEXT)) else Certainty.NO

    def read(self, content: Content, opener: Opener) -> Iterator[Item]:  # noqa: ARG002
        """Nothing: raises :class:`~kelisim.errors.SourceError` that says what to do."""
        if content.head.startswith(RICH_TEXT):
            raise SourceError("it is a rich text file (RTF); open it and save it as DOCX")
        body = content.whole()
        for stream, reason in REASONS:
            if stream.encode("utf-16-le") in body:
                raise SourceError(reason)
        raise SourceError("it is an old office document; open it and save it as DOCX")


source = OldOffice()
