"""Bodies of HTTP answers as an archive keeps them: in chunks, packed, or neither in spite of what their fields say."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable

from kelisim.errors import SourceError
from kelisim.sources.content import LARGEST_DOCUMENT

_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
"""The line before a chunk: its size (RFC 9112, 7.1); no chunk of a document has more than eight digits."""

_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"


def plain_body(body: bytes, transfer: str | None, encoding: str | None, largest: int = LARGEST_DOCUMENT) -> bytes:
    """The body without chunks and packing (``Transfer-Encoding``, ``Content-Encoding``), as far as it has them.

    Many crawlers store bodies unpacked and keep the fields. Raises :class:`~kelisim.errors.SourceError` for a body that is
    spoilt or cut off, and for one that unpacks to more than ``largest`` bytes.
    """
    if transfer and "chunked" in transfer.lower():
        body = _unchunked(body)
    for name in reversed((encoding or "").lower().split(",")):
        unpack = _PACKINGS.get(name.strip())
        if unpack is not None:
            body = unpack(body, largest + 1)
        if len(body) > largest:
            raise SourceError(f"its body unpacks to more than {largest:,} bytes, more than an article can")
    return body


def _unchunked(body: bytes) -> bytes:
    parts: list[bytes] = []
    place = 0
    while match := _CHUNK.match(body, place):
        size = int(match[1], 16)
        if size == 0:
            return b"".join(parts)
        parts.append(body[match.end() : match.end() + size])
        place = match.end() + size
        place += 2 if body[place : place + 2] == b"\r\n" else 1
    if not parts:
        return body
    raise SourceError("its body is cut off between chunks; fetch the page anew")


def _gzip(body: bytes, largest: int) -> bytes:
    return _inflated(body, zlib.MAX_WBITS | 16, largest) if body.startswith(_GZIP) else body


def _deflate(body: bytes, largest: int) -> bytes:
    """Deflated with or without the frame of zlib: servers do both."""
    for form in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            return _inflated(body, form, largest)
        except SourceError:
            continue
    return body


def _inflated(body: bytes, form: int, largest: int) -> bytes:
    unpacker = zlib.decompressobj(form)
    try:
        plain = unpacker.decompress(body, largest)
    except zlib.error as error:
        raise SourceError(f"its packed body is spoilt ({error}); fetch the page anew") from error
    if not unpacker.eof and len(plain) < largest:
        raise SourceError("its packed body is cut off; fetch the page anew")
    return plain


def _zstd(body: bytes, largest: int) -> bytes:
    from fastwarc.stream_io import ZstdReader

    return _unpacked(ZstdReader(io.BytesIO(body)).read, largest) if body.startswith(_ZSTD) else body


def _brotli(body: bytes, largest: int) -> bytes:
    """Brotli has no signature: what cannot be unpacked is taken for plain where it looks like text."""
    from fastwarc.stream_io import BrotliReader

    try:
        return _unpacked(BrotliReader(io.BytesIO(body)).read, largest)
    except SourceError:
        if body.lstrip()[:1] == b"<":
            return body
        raise


def _unpacked(read: Callable[[int], bytes], largest: int) -> bytes:
    parts: list[bytes] = []
    length = 0
    try:
        while length < largest and (part := read(largest - length)):
            parts.append(part)
            length += len(part)
    except OSError as error:
        raise SourceError(f"its packed body is spoilt ({error}); fetch the page anew") from error
    return b"".join(parts)


_PACKINGS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
