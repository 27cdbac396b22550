"""Makes a web archive of any size: a crawl of outlets in several languages, with all that crawls hold beside documents.

What it imitates of the real thing: a third of the records are pages; the rest are requests, metadata, revisits, redirects,
missing pages, images, style sheets and scripts; a few are papers, pages archived twice, or spoilt. Pages are packed or sent
in chunks as servers do, some in old encodings, with menus, related headlines and scripts around the article. Everything
follows from the seed; the sentences are in ``crawl.toml``.
"""

from __future__ import annotations

import gzip
import json
import random
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import rtoml

PHRASES = Path(__file__).with_name("crawl.toml")

SHARES = {
    "page": 0.35,
    "request": 0.25,
    "image": 0.12,
    "metadata": 0.08,
    "revisit": 0.05,
    "redirect": 0.04,
    "missing": 0.03,
    "style": 0.025,
    "script": 0.025,
    "twice": 0.01,
    "paper": 0.005,
    "spoilt": 0.005,
    "empty": 0.01,
}
"""Kinds of record and their shares; ours, after what crawls of news sites hold."""

FIRST_MOMENT = datetime(2024, 1, 1, tzinfo=UTC)
OUTLETS = 300
PACKED, CHUNKED = 0.5, 0.2
OLD_ENCODINGS = {"ru": "windows-1251", "ar": "windows-1256"}
OLD = 0.1
LEVEL = 6


class Phrases(msgspec.Struct, frozen=True):
    """What the pages in one language are written with."""

    title: str
    deeds: list[str]
    topics: list[str]
    states: list[str]
    cities: list[str]
    facts: list[str]
    words: str
    menu: list[str]
    more: str
    share: str
    rights: str


class Page(msgspec.Struct, frozen=True):
    """A page as a server sends it."""

    url: str
    body: bytes
    charset: str


def write_crawl(path: Path, count: int, seed: int = 1) -> list[Page]:
    """A web archive of exactly so many records, each packed by itself; the first pages in it as a sample of all."""
    sample: list[Page] = []
    with path.open("wb") as stream:
        for record in _Crawl(seed, sample).records(count):
            stream.write(record)
    return sample


SAMPLE = 2_000


class _Crawl:
    def __init__(self, seed: int, sample: list[Page]) -> None:
        self._draw = random.Random(seed)  # noqa: S311 -- nothing secret
        self._phrases = msgspec.convert(rtoml.load(PHRASES), dict[str, Phrases])
        self._sample = sample
        self._moment = FIRST_MOMENT
        self._number = 0
        self._last = self._page()

    def records(self, count: int) -> Iterator[bytes]:
        """The records, each packed by itself."""
        yield _packed(self._record("warcinfo", None, b"software: a made-up crawler\r\n", "application/warc-fields"))
        kinds, weights = list(SHARES), list(SHARES.values())
        for kind in self._draw.choices(kinds, weights, k=count - 1):
            yield getattr(self, f"_{kind}_record")()

    def _page_record(self) -> bytes:
        self._last = self._page()
        if len(self._sample) < SAMPLE:
            self._sample.append(self._last)
        return self._sent(self._last)

    def _twice_record(self) -> bytes:
        return self._sent(self._last)

    def _spoilt_record(self) -> bytes:
        """A record with bytes changed in the middle, as a broken disk or transfer does."""
        record = bytearray(self._sent(self._page()))
        middle = len(record) // 2
        for place in range(middle, middle + 8):
            record[place] ^= 0xFF
        return bytes(record)

    def _empty_record(self) -> bytes:
        page = self._page()
        body = b"<!DOCTYPE html><html><head><title>...</title></head><body><div id=app></div></body></html>"
        return self._sent(Page(page.url, body, page.charset))

    def _paper_record(self) -> bytes:
        phrases = self._phrases["en"]
        lines = [self._fact(phrases) for _ in range(12)]
        return self._answer("200 OK", "application/pdf", _pdf(lines), "pdf")

    def _image_record(self) -> bytes:
        body = b"\xff\xd8\xff\xe0" + self._draw.randbytes(self._draw.randint(2_000, 20_000))
        return self._answer("200 OK", "image/jpeg", body, "jpg")

    def _style_record(self) -> bytes:
        body = "".join(f".c{self._draw.randrange(10**6)} {{ margin: {place}px; }}\n" for place in range(300))
        return self._answer("200 OK", "text/css", body.encode(), "css")

    def _script_record(self) -> bytes:
        body = "".join(f"var v{self._draw.randrange(10**6)} = '<div>{place}</div>';\n" for place in range(300))
        return self._answer("200 OK", "application/javascript", body.encode(), "js")

    def _redirect_record(self) -> bytes:
        return self._answer("301 Moved Permanently", "text/html", b"<html><body>moved</body></html>", "html")

    def _missing_record(self) -> bytes:
        return self._answer("404 Not Found", "text/html", b"<html><body>not found</body></html>", "html")

    def _request_record(self) -> bytes:
        block = b"GET / HTTP/1.1\r\nHost: outlet.example\r\nUser-Agent: made-up\r\nAccept: */*\r\n\r\n"
        return _packed(self._record("request", self._last.url, block, "application/http; msgtype=request"))

    def _metadata_record(self) -> bytes:
        return _packed(self._record("metadata", self._last.url, b"fetchTimeMs: 93\r\n", "application/warc-fields"))

    def _revisit_record(self) -> bytes:
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
        return _packed(self._record("revisit", self._last.url, block, "application/http; msgtype=response"))

    def _sent(self, page: Page) -> bytes:
        body, fields = page.body, f"Content-Type: text/html; charset={page.charset}\r\n"
        if self._draw.random() < PACKED:
            body, fields = gzip.compress(body, LEVEL, mtime=0), fields + "Content-Encoding: gzip\r\n"
        if self._draw.random() < CHUNKED:
            body, fields = _chunked(body), fields + "Transfer-Encoding: chunked\r\n"
        return _packed(self._http(page.url, "200 OK", fields, body))

    def _answer(self, status: str, media: str, body: bytes, ending: str) -> bytes:
        self._number += 1
        url = f"https://outlet{self._draw.randrange(OUTLETS)}.example/f/{self._number}.{ending}"
        return _packed(self._http(url, status, f"Content-Type: {media}\r\n", body))

    def _http(self, url: str, status: str, fields: str, body: bytes) -> bytes:
        block = f"HTTP/1.1 {status}\r\nServer: made-up\r\n{fields}\r\n".encode() + body
        return self._record("response", url, block, "application/http; msgtype=response")

    def _record(self, kind: str, url: str | None, block: bytes, media: str) -> bytes:
        self._moment += timedelta(seconds=self._draw.randrange(3))
        name = f"{self._draw.getrandbits(128):032x}"
        fields = [
            "WARC/1.0",
            f"WARC-Type: {kind}",
            f"WARC-Record-ID: <urn:uuid:{name[:8]}-{name[8:12]}-{name[12:16]}-{name[16:20]}-{name[20:]}>",
            f"WARC-Date: {self._moment:%Y-%m-%dT%H:%M:%SZ}",
            *([f"WARC-Target-URI: {url}"] if url else []),
            f"Content-Type: {media}",
            f"Content-Length: {len(block)}",
        ]
        return "\r\n".join(fields).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"

    # pages

    def _page(self) -> Page:
        self._number += 1
        draw = self._draw
        language = draw.choice(list(self._phrases))
        phrases, day = self._phrases[language], self._moment.date()
        title, outlet = self._filled(phrases, phrases.title), draw.randrange(OUTLETS)
        url = f"https://outlet{outlet}.example/{language}/news/{day:%Y/%m/%d}/{self._number}"
        old = language in OLD_ENCODINGS and draw.random() < OLD
        charset = OLD_ENCODINGS[language] if old else "utf-8"
        known = {"url": url, "title": title, "day": day.isoformat(), "outlet": f"Outlet {outlet}", "charset": charset}
        html = self._html(phrases, language, known)
        return Page(url, html.encode(charset, "xmlcharrefreplace"), charset)

    def _html(self, phrases: Phrases, language: str, known: dict[str, str]) -> str:
        data = {
            "@type": "NewsArticle",
            "headline": known["title"],
            "datePublished": known["day"],
            "inLanguage": language,
        }
        menu = "".join(
            f'<li class="m{place}"><a href="/{place}/">{name}</a></li>' for place, name in enumerate(phrases.menu)
        )
        article = "\n".join(f"<p>{self._paragraph(phrases)}</p>" for _ in range(self._draw.randint(4, 9)))
        related = "".join(
            f'<li><a href="/r/{place}"><img src="/i/{place}.jpg" alt="">{self._filled(phrases, phrases.title)}</a></li>'
            for place in range(8)
        )
        return f"""<!DOCTYPE html>
<html lang="{language}"><head><meta charset="{known["charset"]}"><title>{known["title"]} | {known["outlet"]}</title>
<link rel="canonical" href="{known["url"]}"><meta property="og:title" content="{known["title"]}">
<meta property="og:site_name" content="{known["outlet"]}"><meta property="og:type" content="article">
<meta property="article:published_time" content="{known["day"]}T09:00:00+05:00">
<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>
<script>{"window.q=window.q||[];" * 60}</script><style>{".a{color:red}" * 100}</style></head>
<body><header><div class="logo"><a href="/">{known["outlet"]}</a></div><nav><ul>{menu}</ul></nav></header>
<main><article><h1>{known["title"]}</h1><div class="meta"><time datetime="{known["day"]}">{known["day"]}</time></div>
<div class="article-body">{article}</div>
<div class="share"><span>{phrases.share}</span><a href="#">Facebook</a><a href="#">Telegram</a></div></article>
<aside class="related"><h3>{phrases.more}</h3><ul>{related}</ul></aside></main>
<footer><ul>{menu}</ul><p>© {phrases.rights}</p></footer></body></html>"""

    def _paragraph(self, phrases: Phrases) -> str:
        sentences = [self._fact(phrases)] if self._draw.random() < 1 / 3 else []
        sentences += [self._background(phrases) for _ in range(self._draw.randint(2, 4))]
        return " ".join(sentences)

    def _fact(self, phrases: Phrases) -> str:
        return self._filled(phrases, self._draw.choice(phrases.facts))

    def _background(self, phrases: Phrases) -> str:
        words = self._draw.choices(phrases.words.split(), k=self._draw.randint(8, 18))
        return " ".join(words).capitalize() + "."

    def _filled(self, phrases: Phrases, pattern: str) -> str:
        draw = self._draw
        first, second = draw.sample(phrases.states, 2)
        gaps: dict[str, Any] = {
            "a": first,
            "b": second,
            "city": draw.choice(phrases.cities),
            "deed": draw.choice(phrases.deeds),
            "topic": draw.choice(phrases.topics),
            "sum": draw.randint(2, 60),
            "count": draw.randint(2, 40),
            "day": draw.randint(1, 28),
            "year": draw.randint(2019, 2024),
            "later": draw.randint(2026, 2040),
        }
        return pattern.format(**gaps)


def _packed(record: bytes) -> bytes:
    return gzip.compress(record, LEVEL, mtime=0)


def _chunked(body: bytes) -> bytes:
    parts = [body[start : start + 4096] for start in range(0, len(body), 4096)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def _pdf(lines: list[str]) -> bytes:
    """A paper of one page with these lines of ASCII."""
    shown = "".join(f"({line}) Tj T*\n" for line in lines)
    drawing = zlib.compress(f"BT /F1 11 Tf 14 TL 50 800 Td\n{shown}ET".encode("ascii", "replace"))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(drawing), drawing),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            size,
            table,
            size,
            len(body),
        )
    )
