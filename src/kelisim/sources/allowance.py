"""How much may be unpacked of one file, with all archives within archives in it: a bomb has its force from their levels."""

from __future__ import annotations

import io
import os
from typing import BinaryIO

from kelisim.errors import SourceError
from kelisim.sources.zipped import FREE, PIECE, Limits

RATIO = Limits().ratio
TOTAL = Limits().total


class Allowance:
    """Counts the bytes unpacked of a file, at all levels together, against the bytes of the file itself.

    ``packed`` are the bytes of the file, or as many as were read of it so far.
    """

    def __init__(self, packed: int = 0) -> None:
        self.packed = packed
        self.unpacked = 0

    def spend(self, count: int) -> None:
        """Count so many bytes more; raises :class:`~kelisim.errors.SourceError` when that is too many."""
        self.unpacked += count
        if self.unpacked > max(FREE, RATIO * self.packed):
            raise SourceError(
                f"with all that was unpacked before it, it makes more than {RATIO} times the size of the whole; "
                "it counts as a bomb and is left alone"
            )
        if self.unpacked > TOTAL:
            raise SourceError(f"more than {TOTAL:,} bytes were unpacked of the whole before it; split that")


def size_of(stream: BinaryIO) -> int:
    """The bytes of a stream that can be rewound and stands at its beginning."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    return size


def spending(stream: BinaryIO, allowance: Allowance) -> BinaryIO:
    """A stream of unpacked bytes that are spent as they are read; it cannot be rewound."""
    return io.BufferedReader(_Spent(stream, allowance), PIECE)


def counting(stream: BinaryIO, allowance: Allowance) -> BinaryIO:
    """The stream of the packed file itself, whose bytes are counted as they are read; it cannot be rewound."""
    return io.BufferedReader(_Counted(stream, allowance), PIECE)


class _Spent(io.RawIOBase):
    def __init__(self, stream: BinaryIO, allowance: Allowance) -> None:
        self._stream = stream
        self._allowance = allowance

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        part = getattr(self._stream, "read1", self._stream.read)(len(buffer))
        self._count(len(part))
        buffer[: len(part)] = part
        return len(part)

    def _count(self, count: int) -> None:
        self._allowance.spend(count)


class _Counted(_Spent):
    def _count(self, count: int) -> None:
        self._allowance.packed += count
