"""Items of feeds in whatever format: the address of an article, or the article itself where nothing may be fetched."""

from __future__ import annotations

import html
import re

from msgspec import Struct

from kelisim.model import PAGE, Link, Raw, Skipped
from kelisim.sources.addresses import absolute_address
from kelisim.sources.content import Content, Opener

WHOLE_ARTICLE = 400
"""Characters of text from which on the content in a feed is taken for the whole article. Ours: short news have as many,
an excerpt of WordPress (55 words) or of a search engine (160 characters) is shorter or ends in dots."""

CUT_OFF = ("…", "...", "[…]", "[...]", "→", "»")
"""How the beginning of an article ends that goes on elsewhere."""

_TAG = re.compile(r"<!--.*?(?:-->|\Z)|</?[a-zA-Z][^<>]*>", re.DOTALL)
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE)


class FeedItem(Struct, frozen=True, kw_only=True):
    """One item, as its feed states it.

    ``name`` is for messages. ``content`` is the article in markup, or in plain text where ``media`` is ``None``.
    """

    name: str
    url: str | None = None
    title: str | None = None
    published: str | None = None
    dating: str | None = None
    changed: str | None = None
    language: str | None = None
    content: str = ""
    media: str | None = PAGE

    @property
    def is_whole(self) -> bool:
        """Whether the feed carries the whole article and not its beginning."""
        text = plain_text(self.content) if self.media else self.content.strip()
        return len(text) >= WHOLE_ARTICLE and not text.endswith(CUT_OFF)


def arrival_of(item: FeedItem, content: Content, opener: Opener) -> Link | Raw | Skipped:
    """The address of an item where it may be fetched: its page says more than the feed. Else the article in the feed."""
    if item.url and opener.fetches:
        return Link(
            url=item.url,
            title=item.title,
            published=item.published,
            dating=item.dating,
            language=item.language,
            changed=item.changed,
        )
    if item.is_whole:
        return _raw(item, content)
    if item.url:
        return Skipped(item.url, "the feed has only a summary of it, and nothing may be fetched in this run")
    return Skipped(item.name, "the item has neither an address nor a whole article")


def base_of(content: Content, *stated: object) -> str | None:
    """The address against which a feed's references are meant: its own, else one that it states."""
    known = (content.known.url, *stated)
    return next((url for url in known if isinstance(url, str) and absolute_address(url, None)), None)


def language_of(stated: object) -> str | None:
    """The language of a tag such as ``ru-RU`` (BCP 47), ``None`` for what is no such tag."""
    found = _LANGUAGE.fullmatch(stated.strip()) if isinstance(stated, str) else None
    return found[1].lower() if found else None


def plain_text(markup: str) -> str:
    """The text of a title or an article in markup, in one line."""
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split())


def _raw(item: FeedItem, content: Content) -> Raw:
    """The article; its own words tell its language better than its feed, which often has that of a template."""
    return Raw(
        name=item.url or item.name,
        content=_page(item) if item.media else item.content,
        media=item.media,
        url=item.url,
        title=item.title,
        published=item.published,
        dating=item.dating,
        retrieved=content.known.retrieved,
    )


def _page(item: FeedItem) -> str:
    """The article as the page that it would be, so that it is read as pages are."""
    title = html.escape(item.title or "")
    return (
        f"<!doctype html><html><head><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1>{item.content}</article></body></html>"
    )
