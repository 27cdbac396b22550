"""What stands in the place of an article: payment, consent, a check for machines, a login, an error, a list of articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kelisim.errors import TextError
from kelisim.sources.addresses import is_front
from kelisim.text.pages.blocks import MOSTLY_LINKED, Block, Layout
from kelisim.text.pages.main_text import Place
from kelisim.text.pages.marks import marked, says, share_of
from kelisim.text.pages.markup import Markup, string
from kelisim.text.pages.seen import Seen
from kelisim.text.pages.titles import parts_of, words_of

FULL_TEXT = 1_500
"""Letters of a text behind a paywall from which it is there as a whole: teasers have one or two paragraphs. Ours."""

FULL_PARAGRAPHS = 5
FULL_SHARE = 0.8
"""Share of the words that the page says the article has from which it is there as a whole."""

SHORT = 600
"""Letters below which a text may be a notice in the place of an article."""

FEWEST_LETTERS = 60
"""Letters of a text without any sign of an article from which it is one; a flash of news has a sentence or two."""

NAMED, TOLD = 0.5, 0.3
"""Share of a title, and of a line of a page with hardly a text, that a wording must make up: headlines hold "sign in" too."""

LONGEST_TOLD = 400
"""Letters of a text up to which its lines tell what the page is."""

BEHIND = 8
"""Blocks after the article in which it may say that it is only the beginning."""

PAID_TIERS = ("locked", "metered")

FEWEST_CARDS = 5
"""Headlines that lead elsewhere from which a page with hardly a text of its own is a list of articles."""

FEWEST_CARD_WORDS = 4
MOST_LINES_OF_CARD, LONGEST_CARD = 2, 300
"""Lines of prose and their letters beside each such headline; the text of an article has more. Ours."""

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
REASONS = {"missing": MISSING, "check": CHECK, "login": LOGIN, "consent": CONSENT, "scripts": SCRIPTS}


def refuse_barriers(seen: Seen, lines: Sequence[str]) -> None:
    """Raise :class:`~kelisim.errors.TextError` for a page that has no article of its own, with the reason.

    A page for subscribers whose full text is there all the same is let through; the beginning of one is not, since what it
    leaves out may change what it says.
    """
    markup, layout, place = seen.markup, seen.layout, seen.place
    size = sum(map(len, lines))
    stated = bool(seen.articles) or markup.first_meta("og:type") == "article"
    if _is_paid(seen) and not _is_full(lines, size, seen.articles):
        raise TextError(PAYWALL if stated or not _asks_for_password(markup) else LOGIN)
    if not stated and _is_list(layout, place, lines):
        raise TextError(LISTING)
    if size >= SHORT:
        return
    if reason := _notice(seen, lines, stated=stated):
        raise TextError(reason)
    if not lines:
        raise TextError(SCRIPTS if _needs_scripts(markup) else EMPTY)
    is_home = seen.url is not None and is_front(seen.url)
    if (is_home and not stated) or (size < FEWEST_LETTERS and not (stated and seen.title)):
        raise TextError(LISTING if _cards(layout, 0, len(layout.blocks)) >= FEWEST_CARDS else EMPTY)


def _is_paid(seen: Seen) -> bool:
    """Whether a page says that it is not free, is marked so, or asks to subscribe in order to read on."""
    if any(str(article.get("isAccessibleForFree")).lower() == "false" for article in seen.articles):
        return True
    if (seen.markup.first_meta("article:content_tier") or "").lower() in PAID_TIERS:
        return True
    end = seen.place.end + BEHIND
    near = seen.layout.blocks[seen.place.first : end]
    walls = (element for element in seen.markup.body.iterfind(".//*[@class]") if element in seen.layout.spans)
    marks = (seen.layout.spans[wall] for wall in walls if marked(wall, "wall"))
    if any(seen.place.first <= start < min(end, stop) for start, stop in marks):
        return True
    return any(
        len(block.text) <= LONGEST_NOTICE and not _is_off(seen, block) and says(block.text, "paywall") for block in near
    )


def _is_off(seen: Seen, block: Block) -> bool:
    """Whether a block is hidden, a comment or in a part of the page beside the article."""
    return any(seen.layout.reasons.get(flag) in ("aside", "hidden", "comments") for flag in block.flags)


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


def _notice(seen: Seen, lines: Sequence[str], *, stated: bool) -> str | None:
    """Why a page with hardly a text is none of an article: by its title, or by what the text is mostly made of."""
    size = sum(map(len, lines))
    heads = list(filter(None, [seen.title, *parts_of(seen.markup.title)]))
    told = [] if stated or size > LONGEST_TOLD else [*heads, *lines]
    bare = size < FEWEST_LETTERS
    signs = {
        "missing": False,
        "check": bare and any(marked(element, "check") for element in seen.markup.root.iterfind(".//*[@class]")),
        "login": _asks_for_password(seen.markup) and (bare or any(says(line, "login") for line in lines)),
        "consent": bare and any(says(block.text, "consent") for block in seen.layout.blocks),
        "scripts": False,
    }
    for phrase, sign in signs.items():
        named = any(share_of(head, phrase) >= NAMED for head in heads)
        if sign or named or any(share_of(line, phrase) >= TOLD for line in told):
            return REASONS[phrase]
    return None


def _needs_scripts(markup: Markup) -> bool:
    hidden = " ".join("".join(element.itertext()) for element in markup.root.iter("noscript"))
    return says(hidden, "scripts") or (markup.body.find(".//script") is not None and markup.body.find(".//p") is None)


def _asks_for_password(markup: Markup) -> bool:
    return markup.body.find(".//input[@type='password']") is not None


def _is_list(layout: Layout, place: Place, lines: Sequence[str]) -> bool:
    """Whether the text is made of beginnings, about one for each headline that leads elsewhere, or there is none."""
    cards = _cards(layout, place.first, place.end) if lines else _cards(layout, 0, len(layout.blocks))
    if cards < FEWEST_CARDS:
        return False
    prose = [block.prose for block in layout.blocks[place.first : place.end] if block.prose]
    return len(prose) <= MOST_LINES_OF_CARD * cards and sum(prose) <= LONGEST_CARD * cards


def _cards(layout: Layout, start: int, end: int) -> int:
    """How many headlines lead elsewhere within a range of blocks."""
    blocks = (block for block in layout.blocks[start:end] if block.linked > MOSTLY_LINKED)
    return sum(len(words_of(block.text)) >= FEWEST_CARD_WORDS for block in blocks)
