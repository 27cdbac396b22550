"""What a member of an archive is worth: hidden and furnishing files are passed over, the others read by their kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from kelisim.errors import SourceError
from kelisim.model import Passed, Skipped
from kelisim.sources.allowance import Allowance, spending
from kelisim.sources.content import Content, Item, Known, Opener
from kelisim.sources.furnishings import furnishing, media_of
from kelisim.sources.zipped import Archive, Member

SYSTEM_FILES = {"__MACOSX", "Thumbs.db", "desktop.ini"}
"""Names of files and folders that systems leave in archives."""

HIDDEN = "hidden files"


def is_hidden(name: str) -> bool:
    """Whether a member is a file that its system hides, or lies in such a folder."""
    parts = name.replace("\\", "/").split("/")
    return any(part in SYSTEM_FILES or (part.startswith(".") and part not in (".", "..")) for part in parts)


def member(outer: Content, name: str, stream: BinaryIO, opener: Opener, allowance: Allowance) -> Iterator[Item]:
    """What a member holds, under its name within the archive.

    Its document is named as a file would be: by the member's name, or its whole path where another has that.
    """
    path = f"{outer.known.path or outer.known.url or outer.name}/{name}"
    known = Known(id=opener.name_of(PurePosixPath(f"{outer.name}/{name}")), path=path, retrieved=outer.known.retrieved)
    inner = Content(f"{outer.name}/{name}", spending(stream, allowance), known, outer.depth + 1, allowance=allowance)
    words = furnishing(media_of(name), inner.head)
    yield from [Passed(inner.name, words)] if words else opener.inside(inner)


def unpacked_member(
    archive: Archive, packed: Member, outer: Content, opener: Opener, allowance: Allowance
) -> Iterator[Item]:
    """What a member of a ZIP archive holds; one that cannot be read to its end is skipped from there on."""
    try:
        with archive.open(packed) as stream:
            yield from member(outer, packed.name, stream, opener, allowance)
    except SourceError as error:
        yield Skipped(f"{outer.name}/{packed.name}", str(error))
