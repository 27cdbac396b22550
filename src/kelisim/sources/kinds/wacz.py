"""Packed web archives (WACZ): the web archives in them; the indexes beside these are passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kelisim.errors import SourceError
from kelisim.model import Passed
from kelisim.sources.allowance import Allowance, size_of
from kelisim.sources.content import Certainty, Content, Item, Opener
from kelisim.sources.members import unpacked_member
from kelisim.sources.zipped import first_name, has_member, open_zip

DESCRIPTION = "datapackage.json"
"""The member that every WACZ has (WACZ 1.1.1, 5.2.3)."""

_USUAL_FIRST = re.compile(r"datapackage(-digest)?\.json|(archive|indexes|pages)/")
_ARCHIVE = re.compile(r"archive/[^/]+\.warc(\.gz)?")


class PackedWebArchive:
    """Every web archive in it is read in its turn."""

    name = "WACZ"

    def recognise(self, content: Content) -> Certainty:
        """An archive that begins as these do, and has their description where its directory can be looked at."""
        if not _USUAL_FIRST.match(first_name(content.head) or ""):
            return Certainty.NO
        return Certainty.SPECIAL if not content.stream.seekable() or _is_described(content) else Certainty.NO

    def read(self, content: Content, opener: Opener) -> Iterator[Item]:
        """What the web archives hold, in the order of the directory."""
        with content.rewindable() as stream:
            allowance = content.allowance or Allowance(size_of(stream))
            with open_zip(stream) as archive:
                for item in archive.members():
                    if _ARCHIVE.fullmatch(item.name):
                        yield from unpacked_member(archive, item, content, opener, allowance)
                    else:
                        yield Passed(f"{content.name}/{item.name}", "indexes of web archives")


source = PackedWebArchive()


def _is_described(content: Content) -> bool:
    try:
        return has_member(content.stream, DESCRIPTION)
    except SourceError:
        return False
