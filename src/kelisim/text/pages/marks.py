"""The names of elements and the wordings by which pages are understood, from ``data/pages.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from lxml.etree import _Element as Element
from msgspec import Struct

from kelisim.tables import read_toml
from kelisim.text.view import Profile, fold

PAGES = Path(__file__).parents[1] / "data" / "pages.toml"

NAMES_KEPT = 20_000
"""Different class attributes whose marks are remembered: those of the pages of some hundred outlets."""

NAMING = ("class", "id", "role", "itemprop", "data-component", "data-testid")
"""Attributes that name an element."""

LONGEST_NAMES = 400
"""Characters of class and id that are looked at; longer ones are made by style sheets that say nothing."""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_JOINTS = re.compile(r"[_:/.]+|-{2,}")


class Marks(Struct, frozen=True, forbid_unknown_fields=True):
    """Names of elements by what they mark; how they are written is told in the file."""

    sign: tuple[str, ...]
    body: tuple[str, ...]
    title: tuple[str, ...]
    lead: tuple[str, ...]
    live: tuple[str, ...]
    post: tuple[str, ...]
    furniture: tuple[str, ...]
    caption: tuple[str, ...]
    stamp: tuple[str, ...]
    comments: tuple[str, ...]
    wall: tuple[str, ...]
    check: tuple[str, ...]


class Phrases(Struct, frozen=True, forbid_unknown_fields=True):
    """Wordings by what they tell: when a page was published or updated, and what stands in the place of the article."""

    published: tuple[str, ...]
    updated: tuple[str, ...]
    today: tuple[str, ...]
    yesterday: tuple[str, ...]
    paywall: tuple[str, ...]
    consent: tuple[str, ...]
    check: tuple[str, ...]
    login: tuple[str, ...]
    missing: tuple[str, ...]
    scripts: tuple[str, ...]


class MetaNames(Struct, frozen=True, forbid_unknown_fields=True):
    """Names of ``meta`` elements by what their content is the day of."""

    published: tuple[str, ...]
    vague: tuple[str, ...]
    modified: tuple[str, ...]


class ElementNames(Struct, frozen=True, forbid_unknown_fields=True):
    """Tags by what a browser makes of them; ``row`` is that of a row of a table."""

    row: str
    unseen: tuple[str, ...]
    aside: tuple[str, ...]
    block: tuple[str, ...]


class PagesFile(Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of ``pages.toml``."""

    marks: Marks
    phrases: Phrases
    meta: MetaNames
    elements: ElementNames


def marked(element: Element, mark: str) -> bool:
    """Whether the names of an element (class, id, role, item property) hold a mark of this kind."""
    return mark in marks_of(element)


def marks_of(element: Element) -> frozenset[str]:
    """The kinds of mark that the names of an element hold."""
    names = [value for key in NAMING if (value := element.get(key))]
    return _marks(" ".join(names)[:LONGEST_NAMES]) if names else frozenset()


def says(text: str, phrase: str) -> bool:
    """Whether a text holds a wording of this kind.

    >>> says("Subscribe to read the full story.", "paywall")
    True
    """
    return phrase_in(text, phrase) is not None


def share_of(text: str, phrase: str) -> float:
    """The share of a text's letters that wordings of this kind make up.

    >>> share_of("Page not found", "missing")
    1.0
    """
    form = folded(text.strip(" .,!?:;…"))
    return sum(len(match.group()) for match in _phrases(phrase).finditer(form)) / max(1, len(form))


def phrase_in(text: str, phrase: str) -> re.Match[str] | None:
    """The first wording of this kind in a text, as it is found in its folded form (:func:`folded`)."""
    return _phrases(phrase).search(folded(text))


def meta_names() -> MetaNames:
    """The names of ``meta`` elements that tell of a day."""
    return _file().meta


def element_names() -> ElementNames:
    """The tags by what a browser makes of them."""
    return _file().elements


def folded(text: str) -> str:
    """A text in the form in which wordings and names of months are compared."""
    return fold(text, _PLAIN)


_PLAIN = Profile()


@lru_cache(NAMES_KEPT)
def _marks(names: str) -> frozenset[str]:
    plain = _JOINTS.sub("-", _CAMEL.sub("-", names)).lower()
    return frozenset(kind for kind in Marks.__struct_fields__ if _pattern(kind).search(plain))


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    marks: Iterable[str] = getattr(_file().marks, kind)
    whole = (rf"(?<!\S){re.escape(mark[1:])}(?!\S)" for mark in marks if mark.startswith("="))
    parts = (rf"(?<![a-z0-9]){re.escape(mark)}(?![a-z0-9])" for mark in marks if not mark.startswith("="))
    return re.compile("|".join((*whole, *parts)))


@cache
def _phrases(kind: str) -> re.Pattern[str]:
    wordings = sorted(map(folded, getattr(_file().phrases, kind)), key=len, reverse=True)
    written = (re.escape(wording.rstrip("…")) + ("" if wording.endswith("…") else r"(?!\w)") for wording in wordings)
    return re.compile(rf"(?<!\w)(?:{'|'.join(written)})")


@cache
def _file() -> PagesFile:
    return read_toml(PAGES, PagesFile)
