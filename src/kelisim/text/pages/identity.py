"""At which address a page stands, in which language it says that it is, and what in its data speaks of the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

from kelisim.sources.addresses import absolute_address, canonical_address, is_front, site_of, without_amp
from kelisim.text.pages.markup import Markup, string, types_of

PUBLIC_ENDING = 3
"""Letters of the part of a host before a country's ending that is no name of a site (``com.tr``, ``gov.kz``)."""

_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z]{4})?")
_BY_COUNTRY = re.compile(r"-(?:[a-z]{2}|\d{3})(?=-|$).*|[,;. ].*")
"""What follows the language and script in a code: the country, and further languages."""

ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|Report|SocialMediaPosting|NewsItem)$")
"""Types of schema.org that are articles; ``NewsArticle`` and its kinds end in the first."""

PAGE_TYPES = frozenset({"WebPage", "ItemPage", "CreativeWork"})
LIVE_TYPE = "LiveBlogPosting"


def articles_of(markup: Markup) -> list[Mapping[str, Any]]:
    """The objects of the structured data that speak of the article, those of the page as a whole after them."""
    articles = [item for item in markup.data if any(map(ARTICLE_TYPES.search, types_of(item)))]
    pages = [item for item in markup.data if types_of(item) & PAGE_TYPES and "datePublished" in item]
    return articles + pages


def is_live(markup: Markup, articles: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the page says that it is a live report."""
    if any(LIVE_TYPE in types_of(article) for article in articles):
        return True
    return any(LIVE_TYPE in (element.get("itemtype") or "") for element in markup.root.iterfind(".//*[@itemtype]"))


def address_of(markup: Markup, articles: Sequence[Mapping[str, Any]], url: str | None) -> str | None:
    """The canonical address of the page, as far as what it says of itself can be true.

    Another site's address is not believed, nor that of a front page or of the section above the page.
    """
    base = absolute_address(_base(markup) or "", url) or url
    for stated in _stated(markup, articles):
        address = absolute_address(stated, base)
        if address and _is_plausible(address, url):
            return canonical_address(address if not _is_amp(markup) else without_amp(address))
    if url is None:
        return None
    return canonical_address(without_amp(url) if _is_amp(markup) else url)


def languages_of(markup: Markup) -> list[str]:
    """The codes of language that a page states of itself, in small letters: hints, for they are often wrong."""
    stated = [
        markup.root.get("lang"),
        markup.root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        markup.root.get("xml:lang"),
    ]
    stated += [
        markup.body.get("lang"),
        markup.first_meta("og:locale"),
        markup.first_meta("content-language", "language", "dc.language"),
    ]
    codes = (_BY_COUNTRY.sub("", code.replace("_", "-").strip().lower()) for code in stated if code)
    return list(dict.fromkeys(code for code in codes if _CODE.fullmatch(code)))


def _base(markup: Markup) -> str | None:
    element = markup.root.find(".//base[@href]")
    return None if element is None else element.get("href")


def _stated(markup: Markup, articles: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    stated = [markup.link("canonical"), markup.first_meta("og:url")]
    stated += [_page_of(article) for article in articles]
    yield from (address for address in stated if address)


def _page_of(article: Mapping[str, Any]) -> str | None:
    page = article.get("mainEntityOfPage")
    if isinstance(page, dict):
        page = page.get("@id") or page.get("url")
    return page if isinstance(page, str) else string(article.get("url"))


def _is_amp(markup: Markup) -> bool:
    return markup.root.get("amp") is not None or markup.root.get("⚡") is not None


def _is_plausible(address: str, url: str | None) -> bool:
    if is_front(address):
        return url is not None and is_front(url) and _same_site(address, url)
    if url is None:
        return True
    return _same_site(address, url) and not _is_above(address, url)


def _same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site: the same host, one below the other, or both below one name."""
    hosts = site_of(one), site_of(other)
    return hosts[0] == hosts[1] or _name_of(hosts[0]) == _name_of(hosts[1])


def _name_of(host: str) -> str:
    """The part of a host that somebody registered.

    >>> _name_of("m.news.example.com.tr"), _name_of("amp.example.org")
    ('example.com.tr', 'example.org')
    """
    parts = host.split(".")
    if len(parts) > 2 and len(parts[-1]) == 2 and len(parts[-2]) <= PUBLIC_ENDING:  # noqa: PLR2004 -- a country's ending
        return ".".join(parts[-3:])
    return ".".join(parts[-2:]) if not parts[-1].isdigit() else host


def _is_above(address: str, url: str) -> bool:
    """Whether an address is that of a section that the page lies in, by its path without number or long name."""
    upper, lower = (unquote(urlsplit(canonical_address(place)).path).rstrip("/") for place in (address, url))
    if not lower.startswith(f"{upper}/"):
        return False
    last, rest = upper.rpartition("/")[2], lower[len(upper) + 1 :]
    names_one = any(map(str.isdigit, last)) or last.count("-") > 1
    return not names_one and ("-" in rest or any(map(str.isdigit, rest)))
