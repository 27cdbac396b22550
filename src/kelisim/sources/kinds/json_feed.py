"""JSON Feed (versions 1 and 1.1): the addresses of articles, or the articles that it carries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from kelisim.errors import SourceError
from kelisim.model import PAGE
from kelisim.sources.addresses import absolute_address
from kelisim.sources.charsets import unmarked
from kelisim.sources.content import Certainty, Content, Item, Opener
from kelisim.sources.days import day_of, moment_of
from kelisim.sources.feed_items import FeedItem, arrival_of, base_of, language_of
from kelisim.sources.kinds.feed import LARGEST_FEED

MEDIA = "application/feed+json"

_VERSION = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version\\?/')


class JsonFeed:
    """The items of a feed in its order."""

    name = "JSON Feed"

    def recognise(self, content: Content) -> Certainty:
        """The version, which is an address of its own, or what a server announces."""
        head = unmarked(content.head).lstrip()
        if not head.startswith(b"{"):
            return Certainty.NO
        return Certainty.CERTAIN if _VERSION.search(head) or content.known.media == MEDIA else Certainty.NO

    def read(self, content: Content, opener: Opener) -> Iterator[Item]:
        """Each item as the address of its article, or as the article."""
        feed = _parsed(content.whole(LARGEST_FEED))
        base = base_of(content, feed.get("feed_url"), feed.get("home_page_url"))
        for number, item in enumerate(feed["items"], start=1):
            known = item if isinstance(item, dict) else {}
            yield arrival_of(_item(known, feed, base, content, number), content, opener)


source = JsonFeed()


def _parsed(document: bytes) -> dict[str, Any]:
    try:
        feed = msgspec.json.decode(unmarked(document))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SourceError(f"the feed is not JSON ({error}); check its address") from error
    except RecursionError as error:
        raise SourceError("its JSON is nested deeper than any feed is; check its address") from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise SourceError("the feed has no list of `items`; check its address")
    return feed


def _item(
    item: Mapping[str, Any], feed: Mapping[str, Any], base: str | None, content: Content, number: int
) -> FeedItem:
    stated = {field: value for field, value in item.items() if isinstance(value, str)}
    published = day_of(stated.get("date_published"), retrieved=content.known.retrieved)
    return FeedItem(
        name=f"{content.name}#{number}",
        url=_address(stated, base),
        title=" ".join(stated.get("title", "").split()) or None,
        published=published,
        dating="the feed's date_published" if published else None,
        changed=moment_of(stated.get("date_modified"), retrieved=content.known.retrieved),
        language=language_of(stated.get("language") or feed.get("language")),
        content=stated.get("content_html") or stated.get("content_text", ""),
        media=PAGE if stated.get("content_html") else None,
    )


def _address(stated: Mapping[str, str], base: str | None) -> str | None:
    """The article's address: its own page, the page that it points to, or an ``id`` that is an address."""
    references = ((stated.get("url"), base), (stated.get("external_url"), base), (stated.get("id"), None))
    found = (absolute_address(reference, start) for reference, start in references if reference)
    return next((address for address in found if address), None)
