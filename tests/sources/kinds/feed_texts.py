"""Feeds made for the tests, and how they are read."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from kelisim.model import Link
from kelisim.sources.content import Content, Item, Known, Options
from kelisim.sources.fetching import Fetched, Unchanged
from kelisim.sources.kinds import kind_of
from kelisim.sources.reading import Reader

RETRIEVED = "2025-03-10"

RSS_NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" xmlns:yandex="http://news.yandex.ru"'
)

ARTICLE = (
    "<p>Astana and Tashkent signed an agreement on a railway between the two capitals, the ministry said on Tuesday.</p>"
    "<p>Trade between the two countries reached 4.4 billion dollars in 2023, and both sides mean to raise it to 10 billion "
    "dollars by 2030, the minister told reporters after the talks.</p><p>The railway is to carry its first goods in 2027, "
    "and a joint company with a capital of 50 million dollars will build and run it for thirty years.</p>"
)
"""Some more than 400 characters: an article in short."""


class NoFetcher:
    """Stands for a fetcher where nothing is asked of it."""

    def fetch(self, links: Iterable[Link]) -> Iterator[Fetched | Unchanged]:
        raise AssertionError(f"asked for {list(links)}")


def rss(*items: str, channel: str = "") -> str:
    listed = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0" {RSS_NAMESPACES}><channel><title>T</title>{channel}{listed}</channel></rss>'


def atom(*entries: str, attributes: str = "") -> str:
    listed = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><title>T</title>{listed}</feed>'


def content_of(document: str | bytes, url: str | None = "https://news.example/feeds/all", **known: str) -> Content:
    body = document if isinstance(document, bytes) else document.encode()
    return Content("feed", io.BytesIO(body), Known(url=url, retrieved=RETRIEVED, **known))


def read(document: str | bytes, url: str | None = "https://news.example/feeds/all", **known: str) -> list[Item]:
    """What a reader who may fetch finds, links not followed."""
    return list(Reader(NoFetcher()).inside(content_of(document, url, **known)))


def read_offline(document: str | bytes, url: str | None = "https://news.example/feeds/all") -> list[Item]:
    return list(Reader(None, Options()).inside(content_of(document, url)))


def kind_name(document: str | bytes, **known: str) -> str | None:
    kind = kind_of(content_of(document, **known))
    return kind.name if kind else None
