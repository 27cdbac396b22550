"""Who publishes a page: by what it says for machines, by its sign, by the title of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from lxml.etree import _Element as Element

from kelisim.sources.addresses import site_of
from kelisim.text.pages.days import read_days
from kelisim.text.pages.marks import marks_of
from kelisim.text.pages.markup import Markup, string, types_of
from kelisim.text.pages.titles import HOME, MOST_OUTLET_WORDS, parts_of, words_of

LONGEST_OUTLET = 80
"""Characters of an outlet's name; what is longer is its slogan."""

MOST_LOGOS = 3
MOST_SIGN_WORDS = 9
MOST_ELEMENTS_TO_SIGN = 400
"""Signs of the outlet that are asked for its name, words in them, and elements of the page among which they are looked for."""


def outlet_of(markup: Markup, articles: Sequence[Mapping[str, Any]]) -> str | None:
    """The outlet's name in its own words, by what the page says for machines."""
    stated = [markup.first_meta("og:site_name"), *(string(article.get("publisher")) for article in articles)]
    stated += [
        string(item) for item in markup.data if types_of(item) & {"Organization", "NewsMediaOrganization", "WebSite"}
    ]
    stated += [markup.first_meta("application-name", "dc.publisher", "publisher", "copyright")]
    names = (name for name in stated if name and len(name) <= LONGEST_OUTLET and "://" not in name)
    return next(names, None)


def outlet_shown(markup: Markup, title: str) -> str | None:
    """The outlet by its sign on the page, or by the part of the page's title that the headline lacks."""
    signs = _signs(markup)
    parts = parts_of(markup.title)
    whole = " ".join(parts)
    for sign in signs:
        if words_of(sign) and " ".join(words_of(sign)) in " ".join(words_of(whole)):
            return sign
    for part in reversed(parts) if len(parts) > 1 else ():
        words = words_of(part)
        if 0 < len(words) <= MOST_OUTLET_WORDS and not set(words) <= set(words_of(title)) and not any(read_days(part)):
            return part
    return next(iter(signs), None)


def _signs(markup: Markup) -> list[str]:
    """What the outlet's signs on the page say, or their pictures stand for."""
    found = []
    for element in islice(markup.body.iter("a", "div", "span", "p", "h1", "img", "amp-img"), MOST_ELEMENTS_TO_SIGN):
        if element.tag in ("img", "amp-img"):
            text = element.get("alt") or "" if _is_logo(element) else ""
        else:
            text = " ".join(islice(element.itertext(), MOST_OUTLET_WORDS)) if "sign" in marks_of(element) else ""
        text = " ".join(text.split())
        if 0 < len(words_of(text)) <= MOST_SIGN_WORDS and any(map(str.isalpha, text)):
            found.append(text)
    return list(dict.fromkeys(found))[:MOST_LOGOS]


def outlet_names(markup: Markup, outlet: str | None, url: str | None) -> list[str]:
    """What the outlet of a page may be called at the ends of a title: by itself, by its site's name, by its host."""
    names = [
        outlet,
        markup.first_meta("og:site_name"),
        markup.first_meta("application-name"),
        markup.first_meta("apple-mobile-web-app-title"),
        markup.first_meta("twitter:site"),
    ]
    names += _signs(markup)
    host = site_of(url or "")
    if host:
        names += [host, host.rpartition(".")[0], host.split(".")[-2] if "." in host else host]
    return [name for name in names if name]


def _is_logo(image: Element) -> bool:
    """Whether a picture is the outlet's sign: it is called so, or it leads to the front page."""
    around = image.getparent()
    named = " ".join(filter(None, (image.get(key) for key in ("class", "id", "src"))))
    return "logo" in named.lower() or (around is not None and around.tag == "a" and (around.get("href") or "") in HOME)
