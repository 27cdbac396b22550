"""The body of an answer, unpacked piece by piece into a temporary file, so that no body can fill the memory."""

from __future__ import annotations

import zlib
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from typing import IO, Protocol, cast

import httpx

from kelisim.sources.web.failures import ExchangeError

IN_MEMORY = 1024 * 1024
"""Bytes of a body that are kept in memory; a longer one goes to a temporary file. Most pages are below."""

PIECE = 64 * 1024
"""Bytes that are unpacked at a time, however many a packed one stands for."""

ENCODINGS = "gzip"
"""What servers may pack a body with (``Accept-Encoding``): what can be unpacked with a bound on each step."""

PACKINGS = frozenset({"gzip", "deflate", "br", "zstd", "compress", "dcb", "dcz"})
"""Packings that a body can have; a server that names anything else (such as a charset) has not packed it."""

_GZIP = 16 + zlib.MAX_WBITS


class _Packing(Protocol):
    def pieces(self, part: bytes) -> Iterator[bytes]: ...

    def finish(self) -> None: ...


class _Plain:
    def pieces(self, part: bytes) -> Iterator[bytes]:
        yield part

    def finish(self) -> None:
        """Whether it is whole, the length of the answer has told."""


class _Gzip:
    """One or several members of gzip (RFC 1952); what follows the last one is left out."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(_GZIP)
        self._begun = False

    def pieces(self, part: bytes) -> Iterator[bytes]:
        self._begun = self._begun or bool(part)
        piece = b""
        while part or len(piece) == PIECE:
            if self._member.eof:
                if not part.startswith(b"\x1f"):
                    return
                self._member = zlib.decompressobj(_GZIP)
            try:
                piece = self._member.decompress(part, PIECE)
            except zlib.error as error:
                raise ExchangeError(f"its body is not the gzip that the server calls it ({error})") from error
            yield piece
            part = self._member.unused_data if self._member.eof else self._member.unconsumed_tail

    def finish(self) -> None:
        if self._begun and not self._member.eof:
            raise ExchangeError("its body broke off in the middle", again=True)


async def save(response: httpx.Response, body: IO[bytes], largest: int, *, cut: bool = False) -> None:
    """Unpack the body of a response into ``body`` and go back to its first byte.

    More than ``largest`` bytes, as sent or as unpacked, end it: ``cut`` keeps what came until then, otherwise it is a
    :class:`~kelisim.sources.web.failures.ExchangeError`, as is a packing that was not asked for.
    """
    packing = _packing_of(response)
    if not cut:
        _check_declared(response, largest)
    if not await _copied(response, packing, body, largest) and not cut:
        raise _too_large(largest)
    body.seek(0)


async def _copied(response: httpx.Response, packing: _Packing, body: IO[bytes], largest: int) -> bool:
    """Whether the body ends within the bound; what is beyond it by more than a piece is not read."""
    sent = unpacked = 0
    async with aclosing(cast("AsyncGenerator[bytes]", response.aiter_raw())) as parts:
        async for part in parts:
            sent += len(part)
            for piece in packing.pieces(part):
                unpacked += len(piece)
                body.write(piece)
                if max(sent, unpacked) > largest:
                    return False
    packing.finish()
    return True


def _check_declared(response: httpx.Response, largest: int) -> None:
    declared = response.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > largest:
        raise _too_large(largest)


def _too_large(largest: int) -> ExchangeError:
    return ExchangeError(
        f"its body has more than {largest:,} bytes, more than is fetched of one address; "
        "download it yourself and name the file"
    )


def _packing_of(response: httpx.Response) -> _Packing:
    named = response.headers.get("content-encoding", "").lower()
    packings = [name for part in named.split(",") if (name := part.strip().removeprefix("x-")) in PACKINGS]
    if not packings:
        return _Plain()
    if packings == [ENCODINGS]:
        return _Gzip()
    raise ExchangeError(f"its body is packed as {', '.join(packings)!r}, which was not asked for")
