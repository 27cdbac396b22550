"""RSS in all its versions and Atom: the addresses of articles, or the articles that they carry."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Mapping
from time import struct_time
from typing import Any

from kelisim.errors import SourceError
from kelisim.sources.addresses import absolute_address
from kelisim.sources.charsets import decoded
from kelisim.sources.content import Certainty, Content, Item, Opener
from kelisim.sources.days import day_of, moment_of, possible_day, states_day
from kelisim.sources.feed_items import FeedItem, arrival_of, base_of, language_of, plain_text
from kelisim.sources.xml import (
    declared_encoding,
    mended,
    read_prolog,
    refuse_dangers,
    without_declaration,
    without_impossible_references,
)

LARGEST_FEED = 8 * 1024 * 1024
"""Bytes of a feed: a hundred whole articles have two million; a broken one of nothing but tags takes two minutes."""

MEDIA = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
ROOTS = ("rss", "feed", "rdf:rdf")
"""First elements of feeds, in small letters."""

WHOLE = ("yandex_full-text", "turbo_content")
"""Where feeds for aggregators put the whole article beside ``content:encoded`` and Atom's ``content``."""

_RSS_DATES = (("published", "the feed's pubDate"), ("updated", "the feed's date"))
_ATOM_DATES = (("published", "the feed's published"), ("updated", "the feed's updated"))

Entry = dict[str, Any]

_log = logging.getLogger(__name__)


class Feed:
    """The items of a feed in its order."""

    name = "feed"

    def recognise(self, content: Content) -> Certainty:
        """The first element; else a feed announced by its server, or any XML that begins with entities, to be refused."""
        prolog = read_prolog(content.head)
        name = (prolog.name or "").lower()
        if name in ROOTS or name.endswith(":feed"):
            return Certainty.CERTAIN
        announced = content.known.media in MEDIA or (prolog.declares and not name)
        return Certainty.LIKELY if announced else Certainty.NO

    def read(self, content: Content, opener: Opener) -> Iterator[Item]:
        """Each item as the address of its article, or as the article."""
        document = content.whole(LARGEST_FEED)
        text = decoded(document, content.known.charset, declared_encoding(content.head))
        refuse_dangers(text)
        feed = _parsed(text, content.known.url)
        for number, entry in enumerate(feed["entries"], start=1):
            yield arrival_of(_item(entry, feed, content, number), content, opener)


source = Feed()


def _parsed(text: str, url: str | None) -> Mapping[str, Any]:
    """The feed as its parser sees it, at the second try as libxml2 mends it: some broken feeds make the parser fail."""
    document = without_declaration(without_impossible_references(text)).encode("utf-8", "replace")
    feed = _tried(document, url) or _tried(mended(document), url)
    if feed is None:
        raise SourceError("the feed is so broken that its parser fails; check its address")
    if not feed["entries"] and (feed["bozo"] or not feed.get("version")):
        raise SourceError(
            f"no item of the feed can be read ({feed.get('bozo_exception', 'it has none')}); check its address"
        )
    return feed


def _tried(document: bytes, url: str | None) -> Mapping[str, Any] | None:
    try:
        return _parsed_by_feedparser(document, url)
    except Exception:  # noqa: BLE001 -- whatever it is that the parser trips over
        _log.debug("the feed makes its parser fail", exc_info=True)
        return None


def _parsed_by_feedparser(document: bytes, url: str | None) -> Mapping[str, Any]:
    import feedparser

    feed: Mapping[str, Any] = feedparser.parse(
        io.BytesIO(document),
        response_headers={"content-location": url or "", "content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    return feed


def _item(entry: Entry, feed: Mapping[str, Any], content: Content, number: int) -> FeedItem:
    channel, is_atom = feed["feed"], feed["version"].startswith("atom")
    published, dating = _date(entry, _ATOM_DATES if is_atom else _RSS_DATES, content.known.retrieved)
    article, media = _article(entry)
    return FeedItem(
        name=f"{content.name}#{number}",
        url=_address(entry, base_of(content, channel.get("link"))),
        title=_title(entry),
        published=published,
        dating=dating,
        changed=moment_of(dict.get(entry, "updated"), retrieved=content.known.retrieved) if is_atom else None,
        language=language_of(entry.get("language") or _stated_language(entry) or channel.get("language")),
        content=article,
        media=media,
    )


def _address(entry: Entry, base: str | None) -> str | None:
    """The article's own address, rather than that of a counter before it."""
    for stated in (entry.get("feedburner_origlink"), entry.get("link"), entry.get("id")):
        if stated and (address := absolute_address(stated, base)):
            return address
    return None


def _date(entry: Entry, dates: tuple[tuple[str, str], ...], retrieved: str | None) -> tuple[str | None, str | None]:
    """The day of the item and where the feed states it."""
    for field, dating in dates:
        stated = dict.get(entry, field, "")
        day = day_of(stated, retrieved=retrieved) or _understood(stated, dict.get(entry, f"{field}_parsed"), retrieved)
        if day:
            return day, dating
    return None, None


def _understood(stated: str, parsed: struct_time | None, retrieved: str | None) -> str | None:
    """The day (in UTC) that the feed's parser understands in forms of its own, unless it has made it up."""
    return possible_day(parsed[:3], retrieved=retrieved) if parsed and states_day(stated) else None


def _title(entry: Entry) -> str | None:
    title: str = entry.get("title", "")
    if entry.get("title_detail", {}).get("type") != "text/plain":
        title = plain_text(title)
    return " ".join(title.split()) or None


def _stated_language(entry: Entry) -> str | None:
    language: str | None = entry.get("title_detail", {}).get("language")
    return language


def _article(entry: Entry) -> tuple[str, str | None]:
    """The longest of what the item holds of its article, and its media type."""
    parts = [(part.get("value", ""), part.get("type")) for part in entry.get("content", ())]
    parts += [(entry[field], "text/html") for field in WHOLE if entry.get(field)]
    article, media = max(parts, key=lambda part: len(part[0]), default=("", None))
    return article, None if media == "text/plain" else "text/html"
