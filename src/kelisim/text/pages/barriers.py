"""What stands in the place of an article: payment, consent, a check for machines, a login, an error, a list of articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kelisim.errors import TextError
from kelisim.sources.addresses import is_front
from kelisim.text.pages.blocks import Layout
from kelisim.text.pages.main_text import Place
from kelisim.text.pages.marks import marked, says
from kelisim.text.pages.markup import Markup, string
from kelisim.text.pages.seen import Seen
from kelisim.text.pages.titles import words_of

FULL_TEXT = 1_500
"""Letters of a text behind a paywall from which it is there as a whole: teasers have one or two paragraphs. Ours."""

FULL_PARAGRAPHS = 5
FULL_SHARE = 0.8
"""Share of the words that the page says the article has from which it is there as a whole."""

SHORT = 600
"""Letters below which a text may be a notice in the place of an article."""

FEWEST_LETTERS = 60
"""Letters of a text without any sign of an article from which it is one; a flash of news has a sentence or two."""

FEWEST_CARDS = 5
"""Headlines that lead elsewhere from which a page with hardly a text of its own is a list of articles."""

LONGEST_NOTICE = 400
"""Characters of a line in which a notice is looked for."""

PAYWALL = "the page shows only the beginning of an article for subscribers; give its full text, from a subscription"
CONSENT = "the page asks for consent to cookies in the place of an article; give the page as it is after consent"
CHECK = (
    "the page checks whether its reader is a person and holds no article; save the page in a browser and give the file"
)
LOGIN = "the page asks for a login and holds no article; save the page in a browser and give the file"
MISSING = "the page says that there is no such page; check the address"
SCRIPTS = "the page holds no text without its scripts; save the page in a browser and give the file"
LISTING = "the page is a list of articles and none itself; give their addresses, or add the page as a page of links"
EMPTY = "the page holds no article"


def refuse_barriers(seen: Seen, lines: Sequence[str]) -> None:
    """Raise :class:`~kelisim.errors.TextError` for a page that has no article of its own, with the reason.

    A page for subscribers whose full text is there all the same is let through; the beginning of one is not, since what it
    leaves out may change what it says.
    """
    markup, layout, place, articles, title, url = (
        seen.markup,
        seen.layout,
        seen.place,
        seen.articles,
        seen.title,
        seen.url,
    )
    size = sum(map(len, lines))
    if _is_paid(markup, layout, articles) and not _is_full(lines, size, articles):
        raise TextError(PAYWALL)
    if size >= SHORT:
        return
    notices = [block.text for block in layout.blocks if len(block.text) <= LONGEST_NOTICE]
    head = " ".join(filter(None, (title, _title(markup))))
    if reason := _notice(markup, notices, head, lines):
        raise TextError(reason)
    if not lines:
        raise TextError(SCRIPTS if _needs_scripts(markup) else LISTING if _is_list(layout, place) else EMPTY)
    stated = bool(articles) or markup.first_meta("og:type") == "article"
    if (url and is_front(url) and not stated) or (not stated and _is_list(layout, place)):
        raise TextError(LISTING)
    if size < FEWEST_LETTERS and not (stated and title):
        raise TextError(EMPTY)


def _is_paid(markup: Markup, layout: Layout, articles: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a page says that it is not free, is marked so, or asks to subscribe in order to read on."""
    if any(str(article.get("isAccessibleForFree")).lower() == "false" for article in articles):
        return True
    if (markup.first_meta("article:content_tier") or "").lower() in ("locked", "metered"):
        return True
    if any(marked(element, "wall") for element in markup.body.iterfind(".//*[@class]") if element in layout.spans):
        return True
    return any(says(block.text, "paywall") for block in layout.blocks if len(block.text) <= LONGEST_NOTICE)


def _is_full(lines: Sequence[str], size: int, articles: Sequence[Mapping[str, Any]]) -> bool:
    stated = next((count for article in articles if (count := _count(article.get("wordCount")))), None)
    if stated:
        return sum(len(line.split()) for line in lines) >= FULL_SHARE * stated
    body = next((text for article in articles if (text := string(article.get("articleBody")))), None)
    if body and size >= FULL_SHARE * len(body) and len(body) >= SHORT:
        return True
    return size >= FULL_TEXT and len(lines) >= FULL_PARAGRAPHS


def _count(value: Any) -> int | None:
    text = str(value) if isinstance(value, (int, str)) else ""
    return int(text) if text.isdecimal() else None


def _title(markup: Markup) -> str | None:
    element = markup.root.find(".//title")
    return None if element is None else "".join(element.itertext())


def _notice(markup: Markup, notices: Sequence[str], head: str, lines: Sequence[str]) -> str | None:
    """Why a page with hardly a text is none of an article."""
    whole = " ".join(lines)
    if says(head, "missing") or (says(" ".join(notices[:12]), "missing") and len(whole) < SHORT / 2):
        return MISSING
    if says(head, "check") or (
        any(marked(element, "check") for element in markup.root.iterfind(".//*[@class]")) and len(whole) < SHORT / 2
    ):
        return CHECK
    if says(whole, "check"):
        return CHECK
    if markup.body.find(".//input[@type='password']") is not None and (
        says(whole, "login") or len(whole) < FEWEST_LETTERS
    ):
        return LOGIN
    if says(head, "login") or says(whole, "login"):
        return LOGIN
    if says(whole, "consent") or (len(whole) < FEWEST_LETTERS and any(says(notice, "consent") for notice in notices)):
        return CONSENT
    return SCRIPTS if says(whole, "scripts") else None


def _needs_scripts(markup: Markup) -> bool:
    hidden = " ".join("".join(element.itertext()) for element in markup.root.iter("noscript"))
    return says(hidden, "scripts") or (markup.body.find(".//script") is not None and markup.body.find(".//p") is None)


def _is_list(layout: Layout, place: Place) -> bool:
    """Whether there are many headlines that lead elsewhere, and fewer letters of prose than of these."""
    cards = [block for block in layout.blocks if block.linked and len(words_of(block.text)) > FEWEST_CARDS - 1]
    prose = sum(block.prose for block in layout.blocks[place.start : place.end])
    return len(cards) >= FEWEST_CARDS and prose < sum(len(block.text) for block in cards)
