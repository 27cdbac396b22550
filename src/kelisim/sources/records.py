"""The records of a web archive (WARC, ISO 28500), one by one, past those that are spoilt."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct

from kelisim.sources.content import LARGEST_DOCUMENT
from kelisim.sources.forwards import Forwards

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

SIGN = b"WARC/"
"""What every record begins with."""

KEPT = 256 * 1024
"""Bytes last read that are kept, to look for the next record in them: a fault shows within the piece last read, of 64 KiB."""

PIECE = 64 * 1024
"""Bytes read at a time."""

_GZIP = b"\x1f\x8b\x08"
_OTHER_PACKINGS = {b"\x04\x22\x4d\x18": "Lz4Reader", b"\x28\xb5\x2f\xfd": "ZstdReader"}
"""How else records may be packed: the first bytes, and who unpacks them."""

_BEGINNINGS = re.compile(rb"\x1f\x8b\x08|WARC/1\.\d\r?\n")
_LONGEST_BEGINNING = 512
"""Bytes in which a packed record shows its sign: more than the header of a gzip member with a name has."""


class Found(Struct, frozen=True):
    """A record with its ``body`` where that was ``wanted``, or the ``fault`` for which it cannot be read.

    ``record`` is ``None`` for a stretch of which nobody can tell what it holds.
    """

    record: WarcRecord | None
    body: bytes | None = None
    fault: str | None = None


def is_archive(head: bytes) -> bool:
    """Whether something begins as a web archive does, packed or not."""
    return _unpacked(head) == SIGN


def _unpacked(head: bytes) -> bytes | None:
    """As many bytes as the sign has, unpacked where they are packed and there are enough; ``None`` where they are spoilt."""
    if head.startswith(_GZIP):
        with suppress(zlib.error):
            return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, len(SIGN))
        return None
    reader = next((reader for sign, reader in _OTHER_PACKINGS.items() if head.startswith(sign)), None)
    if reader is None:
        return head[: len(SIGN)]
    from fastwarc import stream_io

    with suppress(OSError):
        return bytes(getattr(stream_io, reader)(io.BytesIO(head)).read(len(SIGN)))
    return None


def records(stream: BinaryIO, wanted: Callable[[WarcRecord], bool]) -> Iterator[Found]:
    """Every record in its order; past a spoilt one it goes on with the next that can be found."""
    from fastwarc.warc import ArchiveIterator

    tape, told = _Tape(stream), False
    place: int | None = 0
    while place is not None:
        last, at_hand, found = place, None, None
        try:
            for record in ArchiveIterator(tape.play(place)):
                if found is not None:
                    yield found
                last, at_hand, found = place + record.stream_pos, record, None
                found = _read(record, wanted)
                at_hand, told = None, False
        except OSError as error:
            fault = f"it is spoilt in its archive ({error}); fetch or make that anew"
            end = tape.end_of(last)
            place = tape.next_record(max(last, end - 1) if end else last)
            if found is not None:
                yield found if end is not None else Found(found.record, fault=fault)
            lost = found is None or end not in (None, place)
            if lost and not told:
                yield Found(at_hand, fault=fault)
            told = end == 0 and found is not None
        else:
            if found is not None:
                yield found
            if tape.is_packed and tape.next_record(last) is not None:
                yield Found(None, fault="its last record is cut off; fetch or make the archive anew")
            return


def _read(record: WarcRecord, wanted: Callable[[WarcRecord], bool]) -> Found:
    """The record read to its end."""
    if record.headers.get("Content-Length") is None:
        return Found(record, fault="its header is cut off or spoilt: it states no length")
    length = record.content_length
    body = record.reader.read(min(length, LARGEST_DOCUMENT + 1)) if wanted(record) else None
    read = len(body or b"") + record.consume()
    if read < length:
        return Found(record, fault=f"it is cut off: its archive has {read:,} of its {length:,} bytes")
    return Found(record, body)


class _Tape:
    """A stream whose end of :data:`KEPT` bytes can be played again. ``is_packed`` says whether its records are."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._kept = b""
        self._begin = 0
        self._place = 0
        self.is_packed = False

    def play(self, place: int) -> Forwards:
        """The stream from a place on, which must be kept."""
        self._place = place
        return Forwards(self._read)

    def _read(self, size: int) -> bytes:
        """The next bytes: fewer than ``size`` only at the end, since fastwarc takes a short beginning for no record."""
        while self._begin + len(self._kept) - self._place < size and self._more():
            pass
        offset = self._place - self._begin
        part = self._kept[offset : offset + size]
        self._place += len(part)
        return part

    def end_of(self, place: int) -> int | None:
        """Where the packed record at a place ends: ``None`` where it is spoilt, 0 where that cannot be told."""
        offset = place - self._begin
        if offset < 0 or not self._kept.startswith(_GZIP, offset):
            return 0
        unpacker, rest = zlib.decompressobj(zlib.MAX_WBITS | 16), self._kept[offset:]
        try:
            while rest and not unpacker.eof:
                unpacker.decompress(rest, PIECE)
                rest = unpacker.unconsumed_tail
        except zlib.error:
            return None
        return self._begin + len(self._kept) - len(unpacker.unused_data) if unpacker.eof else 0

    def next_record(self, last: int) -> int | None:
        """The place of the first record that begins after the place ``last``; ``None`` when there is none."""
        place = max(last + 1, self._begin)
        while True:
            for match in _BEGINNINGS.finditer(self._kept, place - self._begin):
                if self._begins_record(match.start()):
                    return self._begin + match.start()
            place = max(place, self._begin + len(self._kept) - _LONGEST_BEGINNING)
            if not self._more():
                return None

    def _begins_record(self, offset: int) -> bool:
        """Whether a record begins here, or may begin: there are too few bytes to tell when it is cut off."""
        head = self._kept[offset : offset + _LONGEST_BEGINNING]
        beginning = _unpacked(head)
        is_short = len(head) < _LONGEST_BEGINNING and beginning is not None
        return beginning == SIGN or (is_short and SIGN.startswith(beginning or b""))

    def _more(self) -> bool:
        """Read on in the stream, and forget what is too long ago; whether there was more."""
        part = self._stream.read(PIECE)
        self._begin += max(len(self._kept) - KEPT, 0)
        self._kept = self._kept[-KEPT:] + part
        self.is_packed = self.is_packed or (self._begin == 0 and self._kept.startswith(_GZIP))
        return bool(part)
