from __future__ import annotations

import gzip
import io
from collections import Counter
from pathlib import Path

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType
from warc_values import HTML, PAGE, answer, pages, record

from kelisim.model import Passed, Raw, Skipped
from kelisim.sources.content import Content
from kelisim.sources.reading import Arrival, Reader


def read(folder: Path, *parts: bytes, pack: bool = True) -> list[Arrival]:
    path = folder / "crawl.warc.gz"
    path.write_bytes(b"".join(map(gzip.compress, parts)) if pack else b"".join(parts))
    return list(Reader().read([path]))


def only(items: list[Arrival]) -> Raw:
    (item,) = items
    assert isinstance(item, Raw), item
    return item


def test_a_page_comes_with_what_its_archive_knows(tmp_path: Path) -> None:
    raw = only(read(tmp_path, answer("https://a.example/visit")))
    assert raw.content == PAGE
    assert (raw.media, raw.charset, raw.url) == ("text/html", "utf-8", "https://a.example/visit")
    assert (raw.retrieved, raw.id) == ("2024-05-03T10:20:30Z", None)
    assert raw.name == f"{tmp_path}/crawl.warc.gz: https://a.example/visit"


def test_an_archive_that_others_have_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "others.warc.gz"
    with path.open("wb") as stream, GzipWriter(stream) as writer:
        for number in range(3):
            written = WarcRecord()
            written.init_headers(WarcRecordType.response)
            written.headers["WARC-Target-URI"] = f"https://a.example/{number}"
            written.headers["Content-Type"] = "application/http; msgtype=response"
            written.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE)
            written.write(writer, checksum_data=True)
    raws = list(Reader().read([path]))
    assert [raw.url for raw in raws if isinstance(raw, Raw)] == [f"https://a.example/{number}" for number in range(3)]


def test_every_record_is_accounted_for(tmp_path: Path) -> None:
    http = "application/http; msgtype=response"
    items = read(
        tmp_path,
        record("warcinfo", None, b"software: x\r\n", media="application/warc-fields"),
        record("request", "http://a.example/", b"GET / HTTP/1.1\r\n\r\n", media="application/http; msgtype=request"),
        record("metadata", "http://a.example/", b"fetchTimeMs: 3\r\n", media="application/warc-fields"),
        record("revisit", "http://a.example/", b"HTTP/1.1 200 OK\r\n\r\n", media=http),
        record("continuation", "http://a.example/", b"<p>and so on", media="text/html"),
        record("novelty", "http://a.example/", b"what is this", media="text/plain"),
        record("response", "dns:a.example", b"20240503102030\r\na.example. 300 IN A 192.0.2.1\r\n", media="text/dns"),
        answer("http://a.example/old", b"", "Location: /new", status="301 Moved Permanently"),
        answer("http://a.example/none", status="404 Not Found"),
        answer("http://a.example/down", status="503 Service Unavailable"),
        answer("http://a.example/a.png", b"\x89PNG\r\n", named=["Content-Type: image/png"]),
        answer("http://a.example/a.css", b".a { color: red }", named=["Content-Type: text/css"]),
        answer("http://a.example/a.js", b"var a = '<html>'", named=["content-type: application/javascript"]),
        answer("http://a.example/bad", gzip.compress(PAGE)[:-9], "Content-Encoding: gzip"),
        answer("http://a.example/page"),
    )
    assert len(items) == 15
    assert Counter(item.reason for item in items if isinstance(item, Passed)) == {
        "archive headers": 1,
        "requests": 1,
        "metadata": 1,
        "revisits": 1,
        "continuations of records": 1,
        "records of other types": 1,
        "answers of other protocols": 1,
        "answers with status 3xx": 1,
        "answers with status 4xx": 1,
        "answers with status 5xx": 1,
        "images": 1,
        "style sheets": 1,
        "scripts": 1,
    }
    (skipped,) = (item for item in items if isinstance(item, Skipped))
    assert skipped.name.endswith("http://a.example/bad")
    assert "cut off" in skipped.reason


def test_bodies_are_read_without_chunks_and_packing(tmp_path: Path) -> None:
    packed = gzip.compress(PAGE)
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    items = read(
        tmp_path,
        answer("http://a.example/1", packed, "Content-Encoding: gzip"),
        answer("http://a.example/2", chunks, "Content-Encoding: gzip", "Transfer-Encoding: chunked"),
        answer("http://a.example/3", PAGE, "Content-Encoding: gzip", "Transfer-Encoding: chunked"),
    )
    assert [item.content for item in items if isinstance(item, Raw)] == [PAGE] * 3


def test_a_page_that_is_called_an_image_is_read_all_the_same(tmp_path: Path) -> None:
    assert only(read(tmp_path, answer("http://a.example/", named=["Content-Type: image/png"]))).content == PAGE


def test_resources_and_conversions_are_contents_of_their_own(tmp_path: Path) -> None:
    items = read(
        tmp_path,
        record("resource", "http://a.example/r", PAGE, media="text/html"),
        record("conversion", "<http://a.example/c>", "Қонақ келді.".encode(), media="text/plain"),
        pack=False,
    )
    assert [(item.url, item.media) for item in items if isinstance(item, Raw)] == [
        ("http://a.example/r", "text/html"),
        ("http://a.example/c", None),
    ]


def test_spoilt_records_are_skipped_by_their_place_and_the_rest_goes_through(tmp_path: Path) -> None:
    packed = list(map(gzip.compress, pages(4)))
    middle = len(packed[1]) // 2
    packed[1] = packed[1][:middle] + b"\xff\xff\xff\xff\xff" + packed[1][middle + 5 :]
    items = read(tmp_path, *packed, pack=False)
    assert [type(item) for item in items] == [Raw, Skipped, Raw, Raw]
    assert isinstance(items[1], Skipped)
    assert items[1].name == f"{tmp_path}/crawl.warc.gz: record 2"


def test_an_archive_is_read_from_a_stream_that_cannot_be_rewound() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    content = Content("piped", Pipe(b"".join(pages(3))))
    assert [item.url for item in Reader().inside(content) if isinstance(item, Raw)] == [
        f"http://a.example/{number}" for number in range(3)
    ]


def test_archives_within_archives_end(tmp_path: Path) -> None:
    inner = answer("http://a.example/")
    for _ in range(12):
        inner = record("resource", "http://a.example/w", inner, media="application/warc")
    (item,) = read(tmp_path, inner)
    assert isinstance(item, Skipped)
    assert "containers" in item.reason


def test_an_answer_without_content_type_and_with_odd_headers_is_read(tmp_path: Path) -> None:
    odd = answer("http://a.example/?q=мәтін", PAGE, "X-Odd: \xff\xfe", named=[])
    assert only(read(tmp_path, odd)).content == PAGE
    assert only(read(tmp_path, answer("http://a.example/", named=[HTML, HTML]))).charset == "utf-8"
