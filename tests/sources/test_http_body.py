from __future__ import annotations

import gzip
import zlib

import brotli
import pyarrow as pa
import pytest

from kelisim.errors import SourceError
from kelisim.sources.http_body import plain_body

BODY = b"<html>" + b"<p>The guest came on Monday.</p>" * 40

PACKED = {
    "gzip": gzip.compress(BODY),
    "x-gzip": gzip.compress(BODY),
    "deflate": zlib.compress(BODY),
    "br": brotli.compress(BODY),
    "zstd": pa.compress(BODY, "zstd", asbytes=True),
}


@pytest.mark.parametrize("name", PACKED)
def test_bodies_are_unpacked(name: str) -> None:
    assert plain_body(PACKED[name], None, name) == BODY
    assert plain_body(PACKED[name], None, name.upper()) == BODY


def test_deflate_without_a_frame_and_packings_one_over_the_other() -> None:
    assert plain_body(zlib.compress(BODY)[2:-4], None, "deflate") == BODY
    assert plain_body(gzip.compress(brotli.compress(BODY)), None, "br, gzip") == BODY


@pytest.mark.parametrize("name", [*PACKED, "identity", "utf-8", "", None])
def test_a_body_that_was_stored_unpacked_stays_as_it_is(name: str | None) -> None:
    assert plain_body(BODY, None, name) == BODY
    assert plain_body(BODY, "chunked", name) == BODY


def test_chunks_are_joined_whatever_stands_beside_their_sizes() -> None:
    chunks = b"6\r\n<html>\r\n  A;name=value\r\n0123456789\r\n1\n!\n0\r\nTrailer: x\r\n\r\n"
    assert plain_body(chunks, "chunked", None) == b"<html>0123456789!"
    assert plain_body(b"%x\r\n%s\r\n0\r\n\r\n" % (len(PACKED["gzip"]), PACKED["gzip"]), "gzip, chunked", "gzip") == BODY


@pytest.mark.parametrize("name", ["gzip", "br", "zstd", "deflate"])
def test_a_body_that_unpacks_to_too_much_is_refused_before_it_has(name: str) -> None:
    blank = bytes(50_000_000)
    bomb = {
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "br": lambda body: brotli.compress(body, quality=4),
        "zstd": lambda body: pa.compress(body, "zstd", asbytes=True),
    }[name](blank)
    with pytest.raises(SourceError, match="more than 100,000 bytes"):
        plain_body(bomb, None, name, largest=100_000)


def test_what_is_spoilt_or_cut_off_is_said_to_be() -> None:
    packed = PACKED["gzip"]
    with pytest.raises(SourceError, match="cut off"):
        plain_body(packed[:-20], None, "gzip")
    with pytest.raises(SourceError, match="spoilt"):
        plain_body(packed[:20] + b"\xff\xff\xff\xff" + packed[24:], None, "gzip")
    with pytest.raises(SourceError, match="cut off between chunks"):
        plain_body(b"6\r\n<html>\r\n", "chunked", None)
    with pytest.raises(SourceError, match="spoilt"):
        plain_body(PACKED["br"][:-10], None, "br")
