"""Sitemaps (protocol 0.9, with news): the addresses of a site's pages, or of its further sitemaps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kelisim.errors import SourceError
from kelisim.model import Link, Skipped
from kelisim.sources.addresses import absolute_address
from kelisim.sources.content import Certainty, Content, Item, Opener
from kelisim.sources.days import day_of, moment_of
from kelisim.sources.feed_items import language_of
from kelisim.sources.xml import children, read_prolog

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST_SITEMAP = 100 * 1024 * 1024
"""Bytes of a sitemap, unpacked: twice what the protocol allows."""

CHUNK = 64 * 1024
ROOTS = ("urlset", "sitemapindex")
LISTING = "sitemap"
"""The child of an index that names a further sitemap."""

ANY = "{*}*"
"""Any element, but not the references to entities that lie between elements."""

NEWS = "http://www.google.com/schemas/sitemap-news/"
DATING = "the sitemap's news:publication_date"


class Sitemap:
    """The addresses of a sitemap in its order, read piece by piece."""

    name = "sitemap"

    def recognise(self, content: Content) -> Certainty:
        """The first element."""
        name = (read_prolog(content.head).name or "").rpartition(":")[2]
        return Certainty.CERTAIN if name.lower() in ROOTS else Certainty.NO

    def read(self, content: Content, opener: Opener) -> Iterator[Item]:  # noqa: ARG002
        """Each address with what is said of its page."""
        for number, entry in enumerate(children(content.head, chunks_of(content)), start=1):
            link = _link(entry, content)
            yield link or Skipped(f"{content.name}#{number}", "the entry has no address of the web in its `loc`")


source = Sitemap()


def chunks_of(content: Content) -> Iterator[bytes]:
    """The bytes piece by piece; :class:`~kelisim.errors.SourceError` where there are more than a sitemap has."""
    left = LARGEST_SITEMAP
    while chunk := content.stream.read(CHUNK):
        yield chunk
        left -= len(chunk)
        if left < 0:
            raise SourceError(f"it has more than {LARGEST_SITEMAP:,} bytes, more than a sitemap may; the rest was left")


def _link(entry: _Element, content: Content) -> Link | None:
    stated = {
        _local(part.tag): (part.text or "").strip() for part in entry if _namespace(part.tag) == _namespace(entry.tag)
    }
    location = stated.get("loc")
    url = absolute_address(location, content.known.url) if location else None
    if url is None:
        return None
    news = _news(entry)
    published = day_of(news.get("publication_date"), retrieved=content.known.retrieved)
    return Link(
        url=url,
        title=" ".join(news.get("title", "").split()) or None,
        published=published,
        dating=DATING if published else None,
        language=language_of(news.get("language")),
        changed=moment_of(stated.get("lastmod"), retrieved=content.known.retrieved),
        listing=_local(entry.tag) == LISTING,
    )


def _news(entry: _Element) -> dict[str, str]:
    """What an entry of a news sitemap says of its article, by local names."""
    return {
        _local(part.tag): (part.text or "").strip() for part in entry.iter(ANY) if _namespace(part.tag).startswith(NEWS)
    }


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _namespace(tag: str) -> str:
    return tag.rpartition("}")[0].removeprefix("{")
