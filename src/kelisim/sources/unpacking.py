"""Single packed files (gzip, bzip2, xz, zstd, lz4) as streams of their bytes, bounded in memory."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from typing import BinaryIO, Protocol

from kelisim.errors import SourceError
from kelisim.sources.forwards import Forwards

PIECE = 256 * 1024
"""Bytes read, and bytes unpacked, at a time."""

XZ_MEMORY = 256 * 1024 * 1024
"""Bytes that unpacking xz may take; ``xz -9`` makes files that take 65 million."""

ZSTD, LZ4 = b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18"


class Unpacker(Protocol):
    """What the decompressors of the standard library have in common."""

    @property
    def eof(self) -> bool:
        """Whether the part has ended."""
        ...

    @property
    def needs_input(self) -> bool:
        """Whether more has to be read before there is more."""
        ...

    @property
    def unused_data(self) -> bytes:
        """What was read beyond its end."""
        ...

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """The next bytes."""
        ...


class _Gzip:
    """gzip in the form of the others."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(zlib.MAX_WBITS | 16)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


_UNPACKERS: dict[bytes, Callable[[], Unpacker]] = {
    b"\x1f\x8b\x08": _Gzip,
    b"BZh": bz2.BZ2Decompressor,
    b"\xfd7zXZ\x00": lambda: lzma.LZMADecompressor(memlimit=XZ_MEMORY),
}
_READERS = {ZSTD: "ZstdReader", LZ4: "Lz4Reader"}
"""Those of :mod:`fastwarc.stream_io`."""


def is_packed(head: bytes) -> bool:
    """Whether something begins as a packed file does."""
    return head.startswith((*_UNPACKERS, *_READERS))


def unpacked(stream: BinaryIO, head: bytes) -> BinaryIO:
    """The bytes of a packed stream that begins with ``head``.

    Reading raises :class:`~kelisim.errors.SourceError` where the stream is spoilt or cut off.
    """
    for sign, unpacker in _UNPACKERS.items():
        if head.startswith(sign):
            return io.BufferedReader(_Unpacked(stream, sign, unpacker), PIECE)
    reader = next(reader for sign, reader in _READERS.items() if head.startswith(sign))
    return io.BufferedReader(_Read(stream, reader), PIECE)


class _Unpacked(io.RawIOBase):
    """One packed part after the other, as ``cat a.gz b.gz`` makes them; zeros at the end are padding."""

    def __init__(self, stream: BinaryIO, sign: bytes, unpacker: Callable[[], Unpacker]) -> None:
        self._stream, self._sign, self._new = stream, sign, unpacker
        self._part = unpacker()
        self._ahead = b""
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._ended:
            try:
                part = self._next(min(len(buffer), PIECE))
            except (OSError, zlib.error, lzma.LZMAError, EOFError) as error:
                raise SourceError(f"it is spoilt or cut off ({error}); fetch or pack it anew") from error
            if part:
                buffer[: len(part)] = part
                return len(part)
        return 0

    def _next(self, size: int) -> bytes:
        """The next bytes of this part, or none at its end, or none yet."""
        if self._part.eof:
            self._begin(self._part.unused_data)
            return b""
        data = b""
        if self._part.needs_input:
            data, self._ahead = self._ahead or self._stream.read(PIECE), b""
        part = self._part.decompress(data, size)
        if not (data or part or self._part.eof) and self._part.needs_input:
            raise EOFError("it ends too early")
        return part

    def _begin(self, rest: bytes) -> None:
        """Begin with the next part, if there is one."""
        while len(rest := rest.lstrip(b"\x00")) < len(self._sign):
            more = self._stream.read(PIECE)
            if not more:
                self._ended = True
                return
            rest += more
        if not rest.startswith(self._sign):
            raise EOFError("something else follows it")
        self._part, self._ahead = self._new(), rest


class _Read(io.RawIOBase):
    """What one of the readers of fastwarc unpacks."""

    def __init__(self, stream: BinaryIO, reader: str) -> None:
        from fastwarc import stream_io

        self._reader = getattr(stream_io, reader)(Forwards(stream.read))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            part = self._reader.read(min(len(buffer), PIECE))
        except OSError as error:
            raise SourceError(f"it is spoilt or cut off ({error}); fetch or pack it anew") from error
        buffer[: len(part)] = part
        return len(part)
