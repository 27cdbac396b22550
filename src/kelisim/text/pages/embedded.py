"""Articles that a page holds as data alone, for its scripts to show: in structured data, or in the state of a program."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import etree

from kelisim.text.furniture import is_prose
from kelisim.text.pages.blocks import lay_out
from kelisim.text.pages.markup import Markup
from kelisim.text.pages.titles import same_words

LONGEST_SCRIPT = 8_000_000
"""Characters of scripts that are looked at."""

MOST_VALUES = 200_000
MOST_STARTS = 8
"""Places of a script at which its data may begin, and values in it."""

FEWEST_LETTERS = 80
"""Letters of a string that may be an article: a sentence or two."""

_START = re.compile(r"=\s*(?=[{\[])|^\s*(?=[{\[])")
_MARKUP = re.compile(r"<(?:p|br|div|h\d|ul|blockquote)\b", re.IGNORECASE)


def stated_lines(markup: Markup, articles: Sequence[Mapping[str, Any]], title: str | None) -> list[str]:
    """The lines of the article by the page's data; none where there are none."""
    for article in articles:
        if lines := lines_of(article.get("articleBody")):
            return lines
    named = (thing for thing in _objects(markup) if title and _is_named(thing, title))
    texts = (max((lines_of(value) for value in _texts(thing)), key=_size, default=[]) for thing in named)
    return next(filter(None, texts), [])


def _is_named(thing: Mapping[str, Any], title: str) -> bool:
    return any(isinstance(value, str) and same_words(value, title) for value in thing.values())


def _size(lines: Sequence[str]) -> int:
    return sum(map(len, lines))


def lines_of(text: Any) -> list[str]:
    """The lines of an article that is one string, or a list of paragraphs, with elements in it or without."""
    if isinstance(text, list):
        return lines_of("\n".join(text)) if all(isinstance(part, str) for part in text) else []
    if not isinstance(text, str) or len(text) < FEWEST_LETTERS:
        return []
    if _MARKUP.search(text):
        root = etree.fromstring(
            f"<div>{text}</div>", etree.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
        )
        return [] if root is None else [block.text for block in lay_out(root).blocks if not block.flags]
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _texts(thing: Mapping[str, Any]) -> Iterator[Any]:
    """What may be the text among the values of an object, or of those right within it."""
    for value in thing.values():
        for part in value.values() if isinstance(value, dict) else [value]:
            if isinstance(part, list) or (isinstance(part, str) and (_MARKUP.search(part) or is_prose(part))):
                yield part


def _objects(markup: Markup) -> Iterator[Mapping[str, Any]]:
    for element in markup.root.iter("script"):
        if "ld+json" not in (element.get("type") or ""):
            yield from _within("".join(element.itertext())[:LONGEST_SCRIPT])


def _within(script: str) -> Iterator[Mapping[str, Any]]:
    """The objects in the data that a script begins with or assigns to something, from the outer to the inner."""
    decoder, end = json.JSONDecoder(strict=False), 0
    for count, start in enumerate(_START.finditer(script)):
        if count == MOST_STARTS:
            return
        if start.end() >= end:
            try:
                value, end = decoder.raw_decode(script, start.end())
            except (ValueError, RecursionError):
                continue
            yield from _dicts(value)


def _dicts(value: Any) -> Iterator[Mapping[str, Any]]:
    left = [value]
    for _ in range(MOST_VALUES):
        if not left:
            return
        item = left.pop()
        if isinstance(item, dict):
            yield item
            left.extend(reversed([inner for inner in item.values() if isinstance(inner, (dict, list))]))
        elif isinstance(item, list):
            left.extend(reversed([inner for inner in item if isinstance(inner, (dict, list))]))
