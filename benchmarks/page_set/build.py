"""Renders web pages of our own making in the layouts of real outlets, with what is true of each.

    python benchmarks/page_set/build.py FOLDER

writes ID.html in the encoding of each page and ``truth.jsonl``. ``articles/*.toml`` holds the articles by language,
``furniture/*.toml`` what stands around them, ``barriers.toml`` pages that bar the way to an article, ``layouts/*.html``
the templates (Jinja). The furniture of a page is drawn by chance from that of its language, always the same for one id.
``aside`` and ``bare`` hold two more sets with other layouts and other words around articles of the first, written after
the extraction had first been measured; the pages of ``bare`` tell nothing by the names of their classes.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
import msgspec
import rtoml
from markupsafe import Markup, escape
from msgspec import Struct

HERE = Path(__file__).parent
SETS = {"first": HERE, "aside": HERE / "aside", "bare": HERE / "bare"}

RETRIEVED = "2026-11-20"
"""The day on which the pages are said to have been fetched, unless an article gives another: mastheads show it."""

RIGHT_TO_LEFT = {"ar"}
MARKED_UP, SHORTEST_MARKED = 0.4, 12
"""Share of the paragraphs of at least so many words in which a few words are a link or set in bold."""

NEWEST, OLDEST = 0, 25
"""Days before the page was fetched at which the articles in its furniture are dated."""

PLACES = {"jsonld", "meta", "time", "text", "url"}
"""Where a page may state its date: ``url`` is for the reader of the TOML, the path says it already."""

_BLOCK = re.compile(r"(## |- |> )?(.*)", re.DOTALL)
_KINDS = {"## ": "heading", "- ": "item", "> ": "quotation", None: "paragraph"}
_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


class Article(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An article and how its page presents it.

    A paragraph that begins with ``## `` is a heading within the text, with ``- `` an item of a list, with ``> `` a
    quotation; ``of`` names another article whose title and paragraphs it has. ``dates`` are the :data:`PLACES` that state
    ``published``, ``false_dates`` what stands in some of them instead; ``modified`` is when the page was changed.
    ``declared`` is the encoding that the page states (``""``: none), ``header`` the one that its server does.
    ``canonical`` is how the page states its address: ``link``, ``og``, ``relative``, ``home`` (wrongly the front page) or
    ``none``; ``fetched`` is the address it was fetched by.
    """

    id: str
    layout: str
    outlet: str
    host: str
    path: str
    published: str
    dates: list[str]
    of: str | None = None
    title: str = ""
    paragraphs: list[str] = []
    time: str = "10:40"
    modified: str | None = None
    false_dates: dict[str, str] = {}
    retrieved: str = RETRIEVED
    encoding: str = "utf-8"
    declared: str | None = None
    header: str | None = None
    canonical: str = "link"
    fetched: str | None = None
    lang: str | None = None
    language: str | None = None
    seo_title: str | None = None
    native_digits: bool = False
    month_style: str = "months"
    hijri: str = ""


class Barrier(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A page that is no article: its kind is the layout."""

    id: str
    layout: str
    outlet: str
    host: str
    path: str
    title: str
    paragraphs: list[str]
    published: str = "2026-11-18"


class Truth(Struct, frozen=True, kw_only=True):
    """What is true of a page; ``paragraphs`` is empty where it holds no article. ``published`` is as precise as the page."""

    id: str
    language: str
    layout: str
    encoding: str
    title: str
    paragraphs: tuple[str, ...]
    published: str
    url: str
    outlet: str


class Page(NamedTuple):
    """A page as its server sends it, and what is true of it. ``charset`` is what the server declares."""

    content: bytes
    charset: str | None
    fetched: str
    retrieved: str
    truth: Truth


class Block(NamedTuple):
    """A part of an article: its kind, its words, and these as HTML with a link or some bold among them."""

    kind: str
    text: str
    html: Markup


class Moment:
    """A date and time in the words of a language."""

    def __init__(self, day: str, clock: str, words: dict[str, Any], style: str = "months") -> None:
        """``day`` is YYYY-MM-DD, or any other string, which then stands for itself."""
        self.iso_day, self.clock = day, clock
        try:
            self._date: date | None = date.fromisoformat(day)
        except ValueError:
            self._date = None
        self._words, self._months = words, words[style] if style in words else words["months"]

    @property
    def iso(self) -> str:
        """As in JSON-LD: with seconds and an offset from UTC."""
        return f"{self.iso_day}T{self.clock}:00{self._words['offset']}"

    @property
    def numeric(self) -> str:
        """With the day first."""
        return self._date.strftime("%d.%m.%Y") if self._date else self.iso_day

    @property
    def long(self) -> str:
        """With the month in words."""
        return self._form("long")

    @property
    def full(self) -> str:
        """With the weekday and the month in words."""
        return self._form("full")

    def _form(self, name: str) -> str:
        if self._date is None:
            return self.iso_day
        form: str = self._words[name]
        return form.format(
            day=self._date.day,
            month=self._months[self._date.month - 1],
            year=self._date.year,
            weekday=self._words["weekdays"][self._date.weekday()],
        )


class Draw:
    """What chance takes from the furniture of a language for one page; nothing comes twice before all has come once."""

    def __init__(self, words: dict[str, Any], seed: str, retrieved: str) -> None:
        """The draw of a page, by its id."""
        self._words, self._chance, self._retrieved = words, random.Random(seed), retrieved  # noqa: S311 -- no secret
        self._decks: dict[str, list[Any]] = {}

    def take(self, name: str) -> Any:
        """One of the furniture's things of a name."""
        deck = self._decks.setdefault(name, [])
        if not deck:
            deck += self._words[name]
            self._chance.shuffle(deck)
        return deck.pop()

    def headlines(self, count: int) -> list[dict[str, Any]]:
        """Articles that the page points to, with their own dates."""
        return [
            {
                "title": self.take("headlines"),
                "teaser": self.take("teasers"),
                "at": self.moment(),
                "path": f"/{self.take('slugs')}-{self.number(10_000, 999_999)}",
                "views": self.number(40, 9_000),
            }
            for _ in range(count)
        ]

    def moment(self) -> Moment:
        """A time shortly before the page was fetched."""
        day = date.fromisoformat(self._retrieved) - timedelta(days=self.number(NEWEST, OLDEST))
        return Moment(day.isoformat(), f"{self.number(7, 22):02}:{self.number(0, 59):02}", self._words)

    def number(self, least: int, most: int) -> int:
        """A whole number within both bounds."""
        return self._chance.randint(least, most)

    def code(self, digits: int) -> str:
        """Hexadecimal digits, as systems put them into names and addresses."""
        return f"{self._chance.getrandbits(4 * digits):0{digits}x}"

    def marked_up(self, text: str) -> Markup:
        """The words as HTML, in some paragraphs with a link or some bold."""
        words = text.split(" ")
        if len(words) < SHORTEST_MARKED or self._chance.random() > MARKED_UP:
            return escape(text)
        start = self._chance.randrange(1, len(words) - 4)
        inner = " ".join(words[start : start + 3])
        tag = self._chance.choice(('<a href="/tag/{}">', "<strong>", "<b>")).format(self.code(6))
        end = f"</{re.findall(r'[a-z]+', tag)[0]}>"
        before, after = escape(" ".join(words[:start])), escape(" ".join(words[start + 3 :]))
        return before + " " + Markup(tag) + escape(inner) + Markup(end) + " " + after  # noqa: S704 -- built from escaped parts


def pages(folder: Path = HERE) -> Iterator[Page]:
    """The pages of a set that hold an article, in the order of their ids."""
    for article, language in _articles(folder):
        yield _page(article, language, folder)


def barriers(folder: Path = HERE) -> Iterator[Page]:
    """The pages of a set that hold none: a front page, a login, what stands before a paywall."""
    for language, entries in rtoml.load(folder / "barriers.toml").items():
        for barrier in msgspec.convert(entries, list[Barrier]):
            page = _page(Article(**msgspec.structs.asdict(barrier), dates=["text"]), language, folder)
            yield page._replace(truth=msgspec.structs.replace(page.truth, paragraphs=()))


def _articles(folder: Path) -> Iterator[tuple[Article, str]]:
    """The articles of a set with their languages."""
    known = {article.id: article for article, _ in _articles(HERE)} if folder != HERE else {}
    for file in sorted((folder / "articles").glob("*.toml")):
        for article in msgspec.convert(rtoml.load(file)["article"], list[Article]):
            text = known[article.of] if article.of else article
            whole = msgspec.structs.replace(article, title=text.title, paragraphs=text.paragraphs)
            yield whole, article.language or file.stem


def _page(article: Article, language: str, folder: Path) -> Page:
    words = _furniture(language, folder)
    blocks = [_BLOCK.fullmatch(paragraph) for paragraph in article.paragraphs]
    address = f"https://{article.host}{article.path}"
    truth = Truth(
        id=article.id,
        language=language,
        layout=article.layout,
        encoding=article.encoding,
        title=article.title,
        paragraphs=tuple(block[2] for block in blocks if block),
        published=article.published,
        url=address,
        outlet=article.outlet,
    )
    html = _environment(folder).get_template(f"{article.layout}.html").render(_context(article, language, words))
    return Page(_encode(html, article), article.header, article.fetched or address, article.retrieved, truth)


@cache
def _furniture(language: str, folder: Path) -> dict[str, Any]:
    """The words of a language; those of another set stand in for the words of the same name of the first."""
    words: dict[str, Any] = rtoml.load(HERE / "furniture" / f"{language}.toml")
    own = folder / "furniture" / f"{language}.toml"
    return words | rtoml.load(own) if own.exists() else words


def _context(article: Article, language: str, words: dict[str, Any]) -> dict[str, Any]:
    """What the templates may speak of."""
    unknown = {*article.dates, *article.false_dates} - PLACES
    if unknown:
        raise ValueError(f"{article.id} states its date in {unknown}; there are {sorted(PLACES)}")
    draw = Draw(words, article.id, article.retrieved)
    blocks = [Block(_KINDS[part[1]], part[2], draw.marked_up(part[2])) for part in map(_parts, article.paragraphs)]

    def moment(day: str) -> Moment:
        return Moment(day, article.time, words, article.month_style)

    stated: dict[str, Moment | None] = {
        place: moment(article.false_dates.get(place, article.published))
        if place in article.dates or place in article.false_dates
        else None
        for place in PLACES
    }
    return {
        "a": article,
        "blocks": blocks,
        "text": "\n\n".join(block.text for block in blocks),
        "at": stated,
        "modified": moment(article.modified) if article.modified else None,
        "today": Moment(article.retrieved, "09:15", words),
        "w": words,
        "lang": article.lang if article.lang is not None else language.partition("-")[0],
        "direction": "rtl" if language in RIGHT_TO_LEFT else "ltr",
        "site": f"https://{article.host}",
        "canonical": _canonical(article),
        "declared": article.encoding if article.declared is None else article.declared,
        "digits": _native if article.native_digits else str,
        "name": article.path.rstrip("/").rpartition("/")[2],
        "draw": draw,
        "take": draw.take,
        "headlines": draw.headlines,
        "number": draw.number,
        "code": draw.code,
    }


def _parts(paragraph: str) -> re.Match[str]:
    match = _BLOCK.fullmatch(paragraph)
    assert match is not None  # noqa: S101 -- the pattern takes any string
    return match


def _canonical(article: Article) -> str | None:
    addresses = {
        "link": f"https://{article.host}{article.path}",
        "relative": article.path,
        "home": f"https://{article.host}/",
    }
    return addresses.get(article.canonical)


def _native(text: object) -> str:
    return str(text).translate(_DIGITS)


def _encode(html: str, article: Article) -> bytes:
    """In the page's encoding; letters that it lacks as references, as editors of the time saved them."""
    return html.encode(article.encoding, "xmlcharrefreplace")


@cache
def _environment(folder: Path) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([folder / "layouts", HERE / "layouts"]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["js"] = _as_script
    environment.filters["stamp"] = _stamp
    return environment


def _as_script(value: object) -> Markup:
    """JSON for a script element, in the letters of the language."""
    return Markup(json.dumps(value, ensure_ascii=False).replace("</", "<\\/"))  # noqa: S704 -- closed tags are escaped


def _stamp(iso: str) -> int:
    """Seconds since 1970, as states of applications hold times; 0 for no date."""
    try:
        return int(datetime.fromisoformat(iso).astimezone(UTC).timestamp())
    except ValueError:
        return 0


def write(folder: Path, made: Iterable[Page]) -> None:
    """The pages as files, with ``truth.jsonl``."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "truth.jsonl").open("wb") as file:
        for page in made:
            (folder / f"{page.truth.id}.html").write_bytes(page.content)
            file.write(msgspec.json.encode(page.truth) + b"\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    target = parser.parse_args().folder
    write(target, pages())
    write(target / "barriers", barriers())
