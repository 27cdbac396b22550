"""TAR archives, packed or not, read from beginning to end without unpacking them to disk."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from typing import IO, BinaryIO, cast

from kelisim.errors import SourceError
from kelisim.model import Passed, Skipped
from kelisim.sources.allowance import Allowance, size_of
from kelisim.sources.content import Certainty, Content, Item, Opener
from kelisim.sources.members import HIDDEN, is_hidden, member
from kelisim.sources.zipped import LEADS_OUT, leads_out

SIGN, PLACE = b"ustar", 257
"""What the header of the first member has at this place (POSIX.1-1988 and GNU)."""


class TarArchive:
    """Every member that is a file is what it would be by itself; hidden ones, links and devices are passed over."""

    name = "TAR archive"

    def recognise(self, content: Content) -> Certainty:
        """The sign of the first header."""
        return Certainty.CERTAIN if content.head[PLACE:].startswith(SIGN) else Certainty.NO

    def read(self, content: Content, opener: Opener) -> Iterator[Item]:
        """What the members hold, in their order."""
        seekable = content.stream.seekable()
        allowance = content.allowance or Allowance(size_of(content.stream) if seekable else 0)
        try:
            with tarfile.open(fileobj=content.stream, mode="r|") as archive:
                for info in archive:
                    if not info.isdir():
                        stream = archive.extractfile(info) if info.isreg() else None
                        yield from _items(stream, info, content, opener, allowance)
        except (tarfile.TarError, EOFError, ValueError, OverflowError) as error:
            raise SourceError(f"the TAR archive is spoilt or cut off ({error}); fetch or make it anew") from error


source = TarArchive()


def _items(
    stream: IO[bytes] | None, info: tarfile.TarInfo, outer: Content, opener: Opener, allowance: Allowance
) -> Iterator[Item]:
    name = f"{outer.name}/{info.name}"
    if is_hidden(info.name):
        yield Passed(name, HIDDEN)
    elif stream is None:
        yield Passed(name, "links and devices")
    elif leads_out(info.name):
        yield Skipped(name, LEADS_OUT)
    else:
        yield from member(outer, info.name, cast("BinaryIO", stream), opener, allowance)
