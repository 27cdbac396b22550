"""A page parsed once: its bytes as text, the tree of its elements, and what its head says of it in so many words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lxml import etree
from lxml.etree import _Element as Element

from kelisim.errors import TextError
from kelisim.text.decoding import JUDGED, decode

LARGEST_PAGE = 16 * 1024 * 1024
"""Characters of markup that are read; a page with more is no article, and the rest of it is left."""

DECLARATIONS = 65_536
"""Bytes at the beginning in which declarations of an encoding are looked for; browsers look at 1,024, makers of pages at none."""

LONGEST_HEAD = 1_000
"""Characters of a title in the head that are looked at."""

DEEPEST_DATA = 12
MOST_DATA = 400
"""Depth and number of the objects of structured data that are looked at."""

_ASCII = bytes(range(0x80))
_META_CHARSET = re.compile(rb"<meta[^<>]{0,500}?charset\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^<>]{0,200}?encoding\s*=\s*[\"']([\w:.-]+)")
_VISIBLE = re.compile(rb">([^<>]*[\x80-\xff][^<>]*)")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^<>]*>")
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")
_COMMENT_SIGNS = re.compile(
    r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*;?\s*$"
)
_LAST_COMMA = re.compile(r",\s*(?=[}\]])")

FEWEST_FOREIGN = 12
"""Bytes outside ASCII in the visible text from which it alone is judged by."""


def decode_page(content: bytes, declared: str | None = None) -> str:
    """The markup of a page as text.

    What the server declares goes before what the page says itself (HTML, "determining the character encoding"); both are
    checked against the letters of the visible text, since markup is ASCII in every encoding.
    """
    head = content[:DECLARATIONS]
    stated = [
        match.group(1).decode("ascii", "ignore")
        for match in (*_META_CHARSET.finditer(head), *_XML_ENCODING.finditer(head))
    ]
    return decode(content, declared, *stated, sample=_visible(content))


def _visible(content: bytes) -> bytes | None:
    """What a reader sees of the letters outside ASCII; ``None`` where it is too little to judge by."""
    found, size = [], 0
    for match in _VISIBLE.finditer(content[:LARGEST_PAGE]):
        found.append(match.group(1))
        size += len(match.group(1))
        if size > JUDGED:
            break
    sample = b" ".join(found)
    return sample if len(sample.translate(None, _ASCII)) >= FEWEST_FOREIGN else None


@dataclass(frozen=True)
class Markup:
    """The tree of a page. ``root`` is its ``html`` element, ``body`` what a browser shows of it."""

    root: Element
    body: Element

    @cached_property
    def meta(self) -> Mapping[str, tuple[str, ...]]:
        """The contents of the ``meta`` elements by their name or property in small letters, in the page's order."""
        found: dict[str, list[str]] = {}
        for element in self.root.iter("meta"):
            content = " ".join((element.get("content") or "").split())
            for key in ("name", "property", "itemprop", "http-equiv"):
                if content and (name := element.get(key)):
                    found.setdefault(name.strip().lower(), []).append(content)
        return {name: tuple(contents) for name, contents in found.items()}

    @cached_property
    def title(self) -> str:
        """The page's title in its head, empty where there is none."""
        element = self.root.find(".//title")
        return "" if element is None else " ".join("".join(element.itertext())[:LONGEST_HEAD].split())

    @cached_property
    def data(self) -> tuple[Mapping[str, Any], ...]:
        """The objects of structured data (JSON-LD) that speak of the page as a whole; those of lists are left out."""
        found: list[Mapping[str, Any]] = []
        for element in self.root.iter("script"):
            if "ld+json" in (element.get("type") or "").lower():
                found += _objects(_json("".join(element.itertext())))
            if len(found) > MOST_DATA:
                break
        return tuple(found[:MOST_DATA])

    def first_meta(self, *names: str) -> str | None:
        """The content of the first of these names that the page has."""
        return next((self.meta[name][0] for name in names if name in self.meta), None)

    def link(self, relation: str) -> str | None:
        """The address of the first ``link`` with this relation."""
        links = (
            element for element in self.root.iter("link") if relation in (element.get("rel") or "").lower().split()
        )
        return next((address for element in links if (address := element.get("href"))), None)


def parse(text: str) -> Markup:
    """The tree of a page.

    Nothing in it is fetched or run. Raises :class:`~kelisim.errors.TextError` for what has no elements, and for a page
    that only frames others.
    """
    text = _UNREADABLE.sub("", _XML_DECLARATION.sub("", text[:LARGEST_PAGE], count=1))
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise TextError("the page is empty")
    if root.find(".//frameset") is not None and not "".join(root.itertext("p", "div", "td")).strip():
        raise TextError("the page only frames others; give the address of the frame that holds the article")
    body = root.find("body")
    return Markup(root, root if body is None else body)


def _json(text: str) -> Any:
    """JSON as pages have it: between signs of a comment, with line breaks in strings or a comma too many."""
    plain = _COMMENT_SIGNS.sub("", text)
    for attempt in (plain, _LAST_COMMA.sub("", plain)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    if depth > DEEPEST_DATA:
        return
    if isinstance(value, list):
        for item in value[:MOST_DATA]:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(value.get(key), depth + 1)


def types_of(item: Mapping[str, Any]) -> frozenset[str]:
    """The types of an object of structured data, without the vocabulary's address.

    >>> sorted(types_of({"@type": ["https://schema.org/NewsArticle", "Article"]}))
    ['Article', 'NewsArticle']
    """
    stated = item.get("@type")
    types: Iterable[Any] = stated if isinstance(stated, list) else [stated]
    return frozenset(str(kind).rpartition("/")[2].rpartition(":")[2] for kind in types if isinstance(kind, str))


def string(value: Any) -> str | None:
    """The string that a property of structured data is, or the first of several, or the name of the thing it is."""
    for _ in range(DEEPEST_DATA):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = value.get("name") or value.get("@value") or value.get("@id") or value.get("url")
        else:
            break
    return " ".join(value.split()) or None if isinstance(value, str) else None
