"""ZIP archives, read as if made to hurt: bounded in members, bytes and ratio, by what is really read.

Nothing is written anywhere under the name of a member. What the directory of an archive declares is looked at first, but
only bytes that were really unpacked are counted, since declared sizes lie.
"""

from __future__ import annotations

import io
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO, cast

from msgspec import Struct

from kelisim.errors import SourceError

SIGN = b"PK\x03\x04"
"""What an archive begins with, unless it is empty."""

LARGEST_DIRECTORY = 64 * 1024 * 1024
"""Bytes of the directory of an archive, which is read into memory: half a million members with names of ordinary length."""

FREE = 16 * 1024 * 1024
"""Bytes that are unpacked before ratios are looked at: so many harm nobody, and blank forms do shrink a hundredfold."""

PIECE = 1024 * 1024
"""Bytes unpacked at a time."""

LEADS_OUT = "its name leads out of its archive; pack it anew under a plain name"

_ENTRY = b"PK\x01\x02"
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""How members may be packed: the two methods whose unpacking is bounded at every step, and that nearly all archives use."""
_ENCRYPTED = 0x1
_CLIMBS = re.compile(r"(^|[\\/])\.\.([\\/]|$)|^[\\/]|^[A-Za-z]:|\x00")
_SPOILT = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
)
"""What the standard library raises for archives that are no proper ones."""


class Limits(Struct, frozen=True, kw_only=True):
    """How much of an archive is unpacked at most.

    ``total`` and ``member`` are bytes unpacked, of all members that are read and of each; ``ratio`` bounds bytes unpacked for
    each byte packed, of a member and of the whole archive (ours: text seldom reaches 50, a bomb starts at 1,000).
    """

    members: int = 500_000
    total: int = 256 * 1024**3
    member: int = 64 * 1024**3
    ratio: int = 200


class Member(Struct, frozen=True, kw_only=True):
    """A file in an archive: its ``name`` fit for messages, its declared ``size`` in bytes, and its place in the directory.

    ``refusal`` says in one sentence why it cannot be opened, if it cannot.
    """

    name: str
    size: int
    place: int
    refusal: str | None = None


class Archive:
    """An open archive; see :func:`open_zip`. ``unpacked`` counts the bytes of all members that were read so far."""

    def __init__(self, file: zipfile.ZipFile, packed: int, limits: Limits) -> None:
        """``packed`` is the size of the whole archive in bytes."""
        self._file = file
        self._packed = packed
        self._limits = limits
        self.unpacked = 0

    def members(self) -> Iterator[Member]:
        """All files in the order of the directory, those that cannot be opened with their ``refusal``; no folders."""
        for place, info in enumerate(self._file.infolist()):
            if not info.is_dir():
                yield Member(name=_shown(info), size=info.file_size, place=place, refusal=self._refusal(info))

    @contextmanager
    def open(self, member: Member) -> Iterator[BinaryIO]:
        """The bytes of a member, as a stream that cannot be rewound.

        Raises :class:`~kelisim.errors.SourceError`, at once or while it is read, when the member is refused, is spoilt, or
        it or the archive unpacks to more than the limits allow.
        """
        info = self._file.infolist()[member.place]
        refusal = self._refusal(info)
        if refusal:
            raise SourceError(refusal)
        try:
            packed = self._file.open(info)
        except (*_SPOILT, OSError) as error:
            raise SourceError(f"it is spoilt in its archive ({error})") from error
        with packed, io.BufferedReader(_Counted(packed, info, self)) as stream:
            yield stream

    def count(self, info: zipfile.ZipInfo, before: int, more: int) -> None:
        """Count ``more`` bytes of a member of which there were ``before``; raises when that is too many."""
        limits, unpacked = self._limits, before + more
        self.unpacked += more
        if unpacked > limits.member:
            raise SourceError(f"it unpacks to more than {limits.member:,} bytes; it counts as a bomb and is left alone")
        if self.unpacked > limits.total:
            raise SourceError(f"its archive unpacks to more than {limits.total:,} bytes; split it")
        if unpacked > max(FREE, limits.ratio * info.compress_size):
            raise SourceError(
                f"it unpacks to more than {limits.ratio} times its size; it counts as a bomb and is left alone"
            )
        if self.unpacked > max(FREE, limits.ratio * self._packed):
            raise SourceError(f"its archive unpacks to more than {limits.ratio} times its size; it counts as a bomb")

    def _refusal(self, info: zipfile.ZipInfo) -> str | None:
        """Why a member is not opened."""
        if leads_out(info.orig_filename):
            return LEADS_OUT
        if info.flag_bits & _ENCRYPTED:
            return "it is locked with a password; unpack it and give the file itself"
        if stat.S_ISLNK(info.external_attr >> 16):
            return "it is a link, not a file; pack the file itself"
        if info.compress_type not in _METHODS:
            return (
                f"it is packed by a method that is not read here (number {info.compress_type}); pack it anew as usual"
            )
        if info.file_size > self._limits.member:
            return f"it says that it has {info.file_size:,} bytes, more than the {self._limits.member:,} that are read"
        return None


@contextmanager
def open_zip(stream: BinaryIO, limits: Limits | None = None) -> Iterator[Archive]:
    """The archive in a stream that can be rewound, whose members then can be opened one after the other.

    Raises :class:`~kelisim.errors.SourceError` when it is no archive, is spoilt, or has more members than ``limits`` allow.
    """
    limits = limits or Limits()
    packed = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    guarded = _Directory(stream, limits.members)
    try:
        file = zipfile.ZipFile(cast("BinaryIO", guarded))
    except (*_SPOILT, OSError) as error:
        raise SourceError(f"the ZIP archive is spoilt or cut off ({error}); fetch or make it anew") from error
    guarded.opened = True
    with file:
        yield Archive(file, packed, limits)


def has_member(stream: BinaryIO, name: str) -> bool:
    """Whether the directory of an archive has a member of this name; goes back to the first byte.

    Raises :class:`~kelisim.errors.SourceError` when the directory cannot be read.
    """
    try:
        with open_zip(stream) as archive:
            return any(member.name == name for member in archive.members())
    finally:
        stream.seek(0)


def first_name(head: bytes) -> str | None:
    """The name of the first member, from the beginning of an archive; ``None`` when that is no archive."""
    if not head.startswith(SIGN) or len(head) < _LOCAL_HEADER.size:
        return None
    length = _LOCAL_HEADER.unpack_from(head)[-2]
    return head[_LOCAL_HEADER.size : _LOCAL_HEADER.size + length].decode("utf-8", "replace")


def leads_out(name: str) -> bool:
    """Whether the name of a member would lead out of the folder that its archive were unpacked in, on any system."""
    return _CLIMBS.search(name) is not None


class _Directory:
    """A stream that refuses to give out a directory larger than one should be, before the library unpacks it."""

    def __init__(self, stream: BinaryIO, members: int) -> None:
        self.opened = False
        self.seek, self.tell, self.seekable = stream.seek, stream.tell, stream.seekable
        self._read = stream.read
        self._members = members

    def read(self, size: int = -1) -> bytes:
        if size > LARGEST_DIRECTORY:
            raise SourceError(f"the directory of the ZIP archive has more than {LARGEST_DIRECTORY:,} bytes; split it")
        part = self._read(size)
        if not self.opened and part.count(_ENTRY) > self._members:
            raise SourceError(f"the ZIP archive has more than {self._members:,} members; split it")
        return part


class _Counted(io.RawIOBase):
    """The unpacked bytes of a member, counted as they are read."""

    def __init__(self, packed: IO[bytes], info: zipfile.ZipInfo, archive: Archive) -> None:
        self._packed = packed
        self._info = info
        self._archive = archive
        self._before = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            part = self._packed.read(min(len(buffer), PIECE))
        except (*_SPOILT, OSError) as error:
            raise SourceError(f"it is spoilt in its archive ({error}); fetch or make that anew") from error
        self._archive.count(self._info, self._before, len(part))
        self._before += len(part)
        buffer[: len(part)] = part
        return len(part)


def _shown(info: zipfile.ZipInfo) -> str:
    """The name of a member without characters that would play tricks on a terminal."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in info.orig_filename)
