"""Pages of links: the articles that a section page, a front page or the results of a search point to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kelisim.errors import ConfigError, SourceError
from kelisim.model import Link
from kelisim.sources.addresses import absolute_address, canonical_address, site_of
from kelisim.sources.charsets import decoded

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LEAST_WORDS, LEAST_CHARACTERS = 4, 25
"""A title has so many words or so many characters; names of sections and outlets and "read more" have fewer of both. Ours,
set by the first lines of the development texts: all names of outlets and sections there stay below."""

ASIDE = ("nav", "aside", "form", "dialog")
"""Elements that hold no article of the page wherever they stand."""

AROUND = ("header", "footer")
"""Elements that are furniture unless they belong to an article or a section."""

OWNERS = ("article", "section", "main", "li")

ROLES = ("navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar")
"""Landmarks (WAI-ARIA 1.2) that hold no article."""

CARDS = ("article", "li", "{*}tr")
"""Elements that hold one article of a list, with its day."""

DATING = "the day beside the link"

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_pattern(pattern: str | None) -> str | None:
    """The pattern if it is a regular expression; :class:`~kelisim.errors.ConfigError` says why when it is none."""
    try:
        re.compile(pattern or "")
    except re.error as error:
        raise ConfigError(f"the pattern {pattern!r} is no regular expression ({error}); mend it") from error
    return pattern


def links_of(page: bytes | str, url: str, pattern: str | None = None, *, charset: str | None = None) -> list[Link]:
    """The links of the page at ``url`` to articles of the same host, each once, in the order of the page.

    Addresses are canonical. Links in menus, headers, footers and the like are left out, and so are those whose text is too
    short for a title; a regular expression ``pattern`` that is found in the address decides in the place of the text.
    Raises :class:`~kelisim.errors.ConfigError` for a wrong pattern, :class:`~kelisim.errors.SourceError` for a page that
    cannot be read.
    """
    read_pattern(pattern)
    chosen = re.compile(pattern) if pattern else None
    root = _tree(page, charset)
    base = absolute_address(root.base or "", url) or url
    found: dict[str, Link] = {}
    days: dict[HtmlElement, str | None] = {}
    for element in root.iterfind(".//a[@href]"):
        address = absolute_address(element.get("href", ""), base)
        if address is None or site_of(address) != site_of(url) or _is_furniture(element):
            continue
        link = _link(element, canonical_address(address), _day_beside(element, days))
        found[link.url] = _fuller(found.get(link.url), link)
    found.pop(canonical_address(url), None)
    return [link for link in found.values() if (chosen.search(link.url) if chosen else _is_title(link.title or ""))]


def _tree(page: bytes | str, charset: str | None) -> HtmlElement:
    from lxml import etree, html

    if isinstance(page, bytes):
        page = decoded(page, charset)
    try:
        root: HtmlElement = html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise SourceError("the page is empty or no HTML; check the address") from error
    return root


def _link(element: HtmlElement, address: str, day: str | None) -> Link:
    text = " ".join(element.text_content().split()) or element.get("title") or element.get("aria-label") or ""
    return Link(url=address, title=text or None, published=day, dating=DATING if day else None)


def _fuller(known: Link | None, link: Link) -> Link:
    """The link with the longer title; of an address a picture, a title and "read more" are often linked one by one."""
    return link if known is None or len(link.title or "") > len(known.title or "") else known


def _is_title(text: str) -> bool:
    return len(text.split()) >= LEAST_WORDS or len(text) >= LEAST_CHARACTERS


def _is_furniture(element: HtmlElement) -> bool:
    return any(
        outer.tag in ASIDE or outer.get("role") in ROLES or (outer.tag in AROUND and not _is_owned(outer))
        for outer in element.iterancestors()
    )


def _is_owned(element: HtmlElement) -> bool:
    return any(outer.tag in OWNERS for outer in element.iterancestors())


def _day_beside(element: HtmlElement, known: dict[HtmlElement, str | None]) -> str | None:
    """The day of the only time that the card of the link states; ``known`` are those of cards that were looked at."""
    card = next(element.iterancestors(*CARDS), None)
    if card is None:
        return None
    if card not in known:
        days = set(_days(card))
        known[card] = days.pop() if len(days) == 1 else None
    return known[card]


def _days(card: HtmlElement) -> Iterator[str]:
    for time in card.iterfind(".//time[@datetime]"):
        if day := _DAY.match(time.get("datetime", "").strip()):
            yield day.group()
