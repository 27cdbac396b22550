"""An outlet on loopback: articles with their pages, a feed and sitemaps, that can change while a test runs."""

from __future__ import annotations

import hashlib
import html
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from faulty_server import Conversation, FaultyServer, Route

import kelisim
from kelisim.sources.fetching import Fetching
from kelisim.summary import Summary

EXAMPLES = Path(kelisim.__file__).parent / "examples" / "documents.jsonl"
TEXTS: dict[str, str] = {
    (record := msgspec.json.decode(line))["id"]: record["text"] for line in EXAMPLES.read_bytes().splitlines()
}
TEN = (
    *("kk-saidov-astana", "ar-saidov-astana", "ru-saidov-astana", "kk-baku", "ar-baku", "en-baku"),
    *("kk-tashkent-summit", "ar-tashkent-summit", "ru-tashkent-summit", "en-tashkent-summit"),
)


@dataclass(frozen=True)
class Article:
    """One article; ``day`` is the date that the feed states."""

    name: str
    text: str
    day: str = "Sat, 15 Feb 2025 18:00:00 +0500"
    head: str = ""

    @property
    def title(self) -> str:
        return self.text.split("\n")[0]

    @property
    def page(self) -> str:
        paragraphs = "".join(f"<p>{html.escape(part)}</p>" for part in self.text.split("\n")[1:] if part.strip())
        title = html.escape(self.title)
        return (
            f"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title>{self.head}</head>"
            f"<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
        )


def ten_articles() -> list[Article]:
    return [Article(name, TEXTS[name]) for name in TEN]


@dataclass
class Site:
    """A server and what stands on it; all answers have an ``ETag`` and are told to be unchanged by it.

    Paths that are ``failing`` are answered with a status alone.
    """

    server: FaultyServer
    pages: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    failing: dict[str, int] = field(default_factory=dict)
    answered: list[str] = field(default_factory=list)

    def url(self, path: str, host: str | None = None) -> str:
        return self.server.url(path, host)

    def put(self, path: str, body: str | bytes, media: str = "text/html; charset=utf-8") -> str:
        self.pages[path] = (body if isinstance(body, bytes) else body.encode(), media)
        return self.url(path)

    def put_articles(self, articles: Iterable[Article]) -> None:
        for article in articles:
            self.put(f"/news/{article.name}", article.page)

    def put_feed(self, articles: Iterable[Article], path: str = "/rss") -> str:
        items = "".join(
            f"<item><title>{html.escape(article.title)}</title><link>/news/{article.name}</link>"
            f"<pubDate>{article.day}</pubDate></item>"
            for article in articles
        )
        return self.put(
            path, f"<rss version='2.0'><channel><title>T</title>{items}</channel></rss>", "application/rss+xml"
        )

    def put_sitemap(self, articles: Iterable[Article], path: str = "/sitemap.xml", changed: str = "2025-02-16") -> str:
        urls = "".join(
            f"<url><loc>{self.url(f'/news/{article.name}')}</loc><lastmod>{changed}</lastmod></url>"
            for article in articles
        )
        return self.put(path, f"<urlset>{urls}</urlset>", "application/xml")

    def put_index(self, children: Iterable[tuple[str, str]], path: str = "/index.xml") -> str:
        """An index of sitemaps, each a path and when it changed."""
        listed = "".join(
            f"<sitemap><loc>{self.url(child)}</loc><lastmod>{changed}</lastmod></sitemap>"
            for child, changed in children
        )
        return self.put(path, f"<sitemapindex>{listed}</sitemapindex>", "application/xml")

    def asked(self) -> list[str]:
        """The paths asked for since the last question, without robots.txt; those answered as unchanged in brackets."""
        paths = list(self.answered)
        self.answered.clear()
        return paths

    def answer(self, talk: Conversation) -> None:
        path = talk.request.path.partition("?")[0]
        if path == "/robots.txt" and path not in self.pages:
            talk.answer(404)
            return
        if path not in self.pages or path in self.failing:
            self.answered.append(talk.request.path)
            talk.answer(self.failing.get(path, 404))
            return
        body, media = self.pages[path]
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if talk.request.headers.get("if-none-match") == tag:
            self.answered.append(f"({talk.request.path})")
            talk.answer(304, ETag=tag)
            return
        self.answered.append(talk.request.path)
        talk.answer(200, body, Content_Type=media, ETag=tag)


class AnyPath(dict[str, Route]):
    """Routes that lead to one place from every path."""

    def __init__(self, site: Site) -> None:
        super().__init__()
        self._site = site

    def get(self, _path: str, _default: object = None) -> Route:  # type: ignore[override]
        return self._site.answer


def add(book: kelisim.Ledger, *places: str) -> Summary:
    """Add what stands at places of the site."""
    return book.add(places, fetching=Fetching(allow_private=True, delay=0))
