"""ZIP archives: what their members hold by whatever kind it is, read from the archive without unpacking it to disk."""

from __future__ import annotations

from collections.abc import Iterator

from kelisim.model import Passed
from kelisim.sources.allowance import Allowance, size_of
from kelisim.sources.content import Certainty, Content, Item, Opener
from kelisim.sources.members import HIDDEN, is_hidden, unpacked_member
from kelisim.sources.zipped import SIGN, open_zip

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
                    if is_hidden(item.name):
                        yield Passed(f"{content.name}/{item.name}", HIDDEN)
                    else:
                        yield from unpacked_member(archive, item, content, opener, allowance)


source = ZipArchive()
