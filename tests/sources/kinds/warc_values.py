"""Records of web archives, written by hand so that they can be wrong."""

from __future__ import annotations

from collections.abc import Iterable

PAGE = b"<!DOCTYPE html><html><head><title>A visit</title></head><body><p>The guest came on Monday.</p></body></html>"
HTML = "Content-Type: text/html; charset=utf-8"


def record(kind: str, url: str | None, block: bytes, *, media: str, fields: Iterable[str] = ()) -> bytes:
    lines = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        "WARC-Record-ID: <urn:uuid:0f5a1c1e-9f0e-4b83-9c5a-3e5b1d3f0a11>",
        "WARC-Date: 2024-05-03T10:20:30Z",
        *([f"WARC-Target-URI: {url}"] if url else []),
        *fields,
        f"Content-Type: {media}",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def answer(url: str, body: bytes = PAGE, *fields: str, status: str = "200 OK", named: Iterable[str] = (HTML,)) -> bytes:
    """A response record of HTTP."""
    head = "\r\n".join([f"HTTP/1.1 {status}", *named, *fields]).encode() + b"\r\n\r\n"
    return record("response", url, head + body, media="application/http; msgtype=response")


def pages(count: int) -> list[bytes]:
    """Answers with pages that differ, at http://a.example/0, /1 and so on."""
    return [
        answer(f"http://a.example/{number}", PAGE.replace(b"Monday", b"day %d" % number)) for number in range(count)
    ]
