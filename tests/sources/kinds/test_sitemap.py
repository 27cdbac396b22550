from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from feed_texts import kind_name, read

from kelisim.model import Link, Skipped
from kelisim.sources.content import Content, Item
from kelisim.sources.kinds.sitemap import source
from kelisim.sources.reading import Reader

NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)


def urlset(*urls: str) -> str:
    return f'<?xml version="1.0"?><urlset {NAMESPACES}>' + "\n".join(f"<url>{url}</url>" for url in urls) + "</urlset>"


def index(*sitemaps: str) -> str:
    return (
        f"<sitemapindex {NAMESPACES}>" + "".join(f"<sitemap>{each}</sitemap>" for each in sitemaps) + "</sitemapindex>"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize(
    "document", [urlset("<loc>https://a.example/1</loc>"), index("<loc>https://a.example/1</loc>")]
)
def test_sitemaps_are_known_by_their_first_element(document: str, encoding: str) -> None:
    text = f"<!-- <html><body> -->\n{document}" if not document.startswith("<?xml") else document
    assert kind_name(text.encode(encoding)) == "sitemap"
    (link,) = read(text.encode(encoding))
    assert isinstance(link, Link)
    assert link.url == "https://a.example/1"


def test_an_address_says_when_its_page_changed() -> None:
    assert read(
        urlset("<loc>\n https://a.example/1?x=1&amp;y=2 \n</loc><lastmod>2025-03-04T01:30:00+05:00</lastmod>")
    ) == [Link(url="https://a.example/1?x=1&y=2", changed="2025-03-04T01:30:00+05:00")]


@pytest.mark.parametrize("stated", ["", "yesterday", "2099-01-01", "0001-01-01T00:00:00Z", "2025-13-40"])
def test_an_impossible_change_is_not_believed(stated: str) -> None:
    (link,) = read(urlset(f"<loc>https://a.example/1</loc><lastmod>{stated}</lastmod>"))
    assert isinstance(link, Link)
    assert link.changed is None


def test_a_news_sitemap_says_what_is_known_of_its_articles() -> None:
    news = (
        "<news:news><news:publication><news:name>N</news:name><news:language>kk</news:language></news:publication>"
        "<news:publication_date>2025-03-04T23:30:00-05:00</news:publication_date><news:title>A \n title</news:title></news:news>"
    )
    assert read(urlset(f"<loc>https://a.example/1</loc>{news}")) == [
        Link(
            url="https://a.example/1",
            title="A title",
            published="2025-03-04",
            dating="the sitemap's news:publication_date",
            language="kk",
        )
    ]


def test_the_address_is_not_that_of_a_picture() -> None:
    (link,) = read(
        urlset(
            "<image:image><image:loc>https://a.example/1.jpg</image:loc></image:image><loc>https://a.example/1</loc>"
        )
    )
    assert isinstance(link, Link)
    assert link.url == "https://a.example/1"


def test_an_index_leads_to_further_lists() -> None:
    first, second = read(
        index("<loc>https://a.example/1.xml</loc><lastmod>2025-03</lastmod>", "<loc>https://a.example/2.xml.gz</loc>")
    )
    assert first == Link(url="https://a.example/1.xml", changed="2025-03", listing=True)
    assert second == Link(url="https://a.example/2.xml.gz", listing=True)


@pytest.mark.parametrize(
    "version", ["http://www.google.com/schemas/sitemap/0.84", "", "https://sitemaps.example/other"]
)
def test_any_namespace_will_do(version: str) -> None:
    (link,) = read(f'<urlset xmlns="{version}"><url><loc>https://a.example/1</loc></url></urlset>')
    assert isinstance(link, Link)


def test_relative_addresses_are_meant_from_the_sitemap_and_others_are_named() -> None:
    link, skipped, empty = read(urlset("<loc>/1</loc>", "<loc>mailto:x@a.example</loc>", "<lastmod>2025</lastmod>"))
    assert link == Link(url="https://news.example/1")
    assert skipped == Skipped("feed#2", "the entry has no address of the web in its `loc`")
    assert isinstance(empty, Skipped)


def test_ampersands_that_should_be_escaped_are_kept_wherever_a_piece_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    document = urlset(
        *[f"<loc>https://a.example/{number}?x=1&yy=2&#38;z=3&amp;w={number}</loc>" for number in range(20)]
    )
    for size in range(300, 345):
        monkeypatch.setattr("kelisim.sources.kinds.sitemap.CHUNK", size)
        links = [link.url for link in read(document) if isinstance(link, Link)]
        assert links == [f"https://a.example/{number}?x=1&yy=2&z=3&w={number}" for number in range(20)]


@pytest.mark.parametrize(
    "end", ["", "<url><loc>https://a.example/9", "</wrong></urlset>", "<url>&nbsp;</url></urlset>"]
)
def test_what_stands_before_a_break_is_read(end: str) -> None:
    document = (
        urlset("<loc>https://a.example/1</loc>", "<loc>https://a.example/2</loc>").removesuffix("</urlset>") + end
    )
    *links, skipped = read(document)
    assert [link.url for link in links if isinstance(link, Link)][:2] == ["https://a.example/1", "https://a.example/2"]
    assert isinstance(skipped, Skipped)
    assert "its XML is broken" in skipped.reason


class Endless(io.RawIOBase):
    """A sitemap of as many addresses as wanted, made while it is read."""

    def __init__(self, addresses: int) -> None:
        self._left = addresses
        self._rest = f"<urlset {NAMESPACES}>".encode()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while len(self._rest) < len(buffer) and self._left:
            self._left -= 1
            self._rest += (
                b"<url><loc>https://a.example/news/2025/%07d</loc><lastmod>2025-03-04</lastmod></url>\n" % self._left
            )
            if not self._left:
                self._rest += b"</urlset>"
        part, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def items(addresses: int) -> int:
    return sum(1 for _ in source.read(Content("big", io.BufferedReader(Endless(addresses))), Reader()))


MEMORY = """
import resource, sys
sys.path.insert(0, sys.argv[1])
from test_sitemap import items
before = items(2_000) and resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
assert items(50_000) == 50_000
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
"""Prints by how many kilobytes the memory of a process grows from the first addresses to fifty thousand of them."""


def test_fifty_thousand_addresses_need_no_more_memory_than_the_first() -> None:
    call = [sys.executable, "-c", MEMORY, str(Path(__file__).parent)]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    assert int(done.stdout) < 8_000


def test_a_sitemap_too_large_is_left_where_it_becomes_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kelisim.sources.kinds.sitemap.LARGEST_SITEMAP", 200_000)
    found: list[Item] = list(Reader().inside(Content("big", io.BufferedReader(Endless(50_000)))))
    assert isinstance(found[0], Link)
    assert isinstance(found[-1], Skipped)
    assert "more than 200,000 bytes" in found[-1].reason
    assert len(found) < 5_000
