"""Single packed files (gzip, bzip2, xz, zstd, lz4): what is packed, by whatever kind it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

import msgspec

from kelisim.sources.allowance import Allowance, counting, spending
from kelisim.sources.content import Certainty, Content, Item, Opener
from kelisim.sources.unpacking import is_packed, unpacked

ENDINGS = {".gz": "", ".tgz": ".tar", ".bz2": "", ".tbz2": ".tar", ".xz": "", ".txz": ".tar", ".zst": "", ".lz4": ""}
"""Endings of packed files, with those of what is packed."""


class PackedFile:
    """A packed file is what was packed, under the same name without the ending."""

    name = "packed file"

    def recognise(self, content: Content) -> Certainty:
        """The sign of a packing."""
        return Certainty.CERTAIN if is_packed(content.head) else Certainty.NO

    def read(self, content: Content, opener: Opener) -> Iterator[Item]:
        """What was packed, read as it is unpacked."""
        allowance, stream = content.allowance, content.stream
        if allowance is None:
            allowance = Allowance()
            stream = counting(stream, allowance)
        plain = spending(unpacked(stream, content.head), allowance)
        known, name = content.known, _without_ending(content.name)
        if known.path is not None:
            known = msgspec.structs.replace(known, id=opener.name_of(PurePath(_without_ending(known.path))))
        known = msgspec.structs.replace(known, media=None)
        yield from opener.inside(Content(name, plain, known, content.depth + 1, allowance=allowance))


source = PackedFile()


def _without_ending(name: str) -> str:
    path = PurePath(name)
    return str(path.with_suffix(ENDINGS[path.suffix])) if path.suffix in ENDINGS else name
