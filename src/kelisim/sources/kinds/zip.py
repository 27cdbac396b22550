"""ZIP archives: what their members hold by whatever kind it is, read from the archive without unpacking it to disk."""

from __future__ import annotations

from collections.abc import Iterator

from kelisim.errors import SourceError
from kelisim.model import Passed, Skipped
from kelisim.sources.allowance import Allowance, size_of
from kelisim.sources.content import Certainty, Content, Item, Opener
from kelisim.sources.members import HIDDEN, is_hidden, member
from kelisim.sources.zipped import SIGN, Archive, Member, open_zip

EMPTY = b"PK\x05\x06"
"""What an archive without members begins with."""


class ZipArchive:
    """Every member is what it would be as a file; hidden ones and the furnishings of pages are passed over."""

    name = "ZIP archive"

    def recognise(self, content: Content) -> Certainty:
        """The sign of a member, or of an archive without any."""
        return Certainty.CERTAIN if content.head.startswith((SIGN, EMPTY)) else Certainty.NO

    def read(self, content: Content, opener: Opener) -> Iterator[Item]:
        """What the members hold, in the order of the archive's directory."""
        with content.rewindable() as stream:
            allowance = content.allowance or Allowance(size_of(stream))
            with open_zip(stream) as archive:
                for item in archive.members():
                    yield from _items(archive, item, content, opener, allowance)


source = ZipArchive()


def _items(archive: Archive, item: Member, outer: Content, opener: Opener, allowance: Allowance) -> Iterator[Item]:
    name = f"{outer.name}/{item.name}"
    if is_hidden(item.name):
        yield Passed(name, HIDDEN)
        return
    try:
        with archive.open(item) as stream:
            yield from member(outer, item.name, stream, opener, allowance)
    except SourceError as error:
        yield Skipped(name, str(error))
