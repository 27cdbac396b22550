"""The headline of a page, by agreement among those who name it: the page itself, its head, its structured data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from lxml.etree import _Element as Element

from kelisim.sources.addresses import SCHEMES, is_front
from kelisim.text.pages.blocks import HEADINGS, MOSTLY_LINKED, Block, Layout
from kelisim.text.pages.marks import folded
from kelisim.text.pages.markup import Markup, string

LONGEST_TITLE = 400
"""Characters of a headline; what is longer is a text."""

SAME_HEADLINE = 0.7
"""Share of the words of a headline that the page's own must have for both to be one."""

MOST_BLOCKS_TO_HEADLINE = 400
MOST_SHOWN = 20
"""Headings of the first order that may be the headline."""

FEWEST_WORDS = 3
"""Words from which a part of a longer title may stand for it."""

CUT_FROM = 60
"""Characters from which a title that goes on elsewhere may have been cut without a sign of it (JSON-LD: at 110)."""

MOST_OUTLET_WORDS = 5
"""Words that the name of an outlet behind a separator has at most."""

HOME = frozenset({"/", "./", "index.html", "/index.html", "/index.php", "index.php", "#"})
"""Relative addresses of front pages."""

KINDRED = 0.4
"""Share of common words from which the visible headline is another wording of the one in the head. Ours."""

WEIGHTS = {
    "h1": 3.0,
    "data": 2.5,
    "itemprop": 2.5,
    "shown": 2.0,
    "og": 2.0,
    "title": 1.5,
    "twitter": 1.0,
    "meta": 1.0,
    "source": 1.0,
}
"""Trust in who names the headline: the visible one before those for networks and machines. Ours."""

_WORD = re.compile(r"[^\W_]+")
_STRONG = re.compile(r"\s*(?:\||¦|»|›|::|•|·|\u2029)\s*|\s+/\s+")
_WEAK = re.compile(r"\s+[-–—−]+\s+|\s*:\s+|\s+\\\s+")
_CUT = re.compile(r"\s*(?:…|\.\.\.)\s*$")


class Title(NamedTuple):
    """A headline and the index of the block that shows it, ``None`` where none does."""

    text: str
    block: int | None


class _Candidate(NamedTuple):
    text: str
    kind: str
    block: int | None = None

    @property
    def words(self) -> tuple[str, ...]:
        return words_of(self.text)


@lru_cache(4096)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in folded form."""
    return tuple(_WORD.findall(folded(text[:LONGEST_TITLE])))


def same_words(one: str, other: str) -> bool:
    """Whether two headlines differ in signs and case alone.

    >>> same_words("“Talks” end", "TALKS END.")
    True
    """
    return words_of(one) == words_of(other)


def main_first(markup: Markup, layout: Layout, articles: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The objects of the structured data that are the article of the page; all where none is named as the page is.

    Some pages describe the articles that they point to as well.
    """
    heads = [markup.title, markup.first_meta("og:title") or ""]
    heads += [block.text for block in islice(layout.blocks, MOST_BLOCKS_TO_HEADLINE) if block.kind == "h1"]
    known = [set(words_of(head)) for head in heads]
    named = [article for article in articles if (words := set(words_of(string(article.get("headline")) or "")))
             and any(len(words & head) >= SAME_HEADLINE * len(words) for head in known)]  # fmt: skip
    return named + [article for article in articles if "headline" not in article] if named else list(articles)


def find_title(
    markup: Markup, layout: Layout, articles: Sequence[object], names: Sequence[str], said: str | None
) -> Title | None:
    """The headline of a page.

    ``articles`` are the objects of its structured data that are articles, ``names`` what the outlet is called, ``said``
    the title by which the source knows the page.
    """
    told = list(_told(markup, articles, said))
    names = [*names, *(block.text for block in layout.blocks[:MOST_BLOCKS_TO_HEADLINE] if _leads_home(block))]
    found = islice(_shown(layout, told), MOST_SHOWN)
    shown = [candidate for candidate in found if not _is_name(candidate.text, names)]
    told = [candidate._replace(text=_without_outlet(candidate, [*shown, *told], names)) for candidate in told]
    told = [candidate for candidate in told if candidate.words and not _is_name(candidate.text, names)]
    candidates = [*shown, *told]
    if not candidates:
        return None
    best = max(candidates, key=lambda candidate: _trust(candidate, candidates))
    best = _visible(best, shown)
    text = _whole(best, candidates)
    return Title(text, best.block if best.block is not None else _block(layout, text))


def _shown(layout: Layout, told: Sequence[_Candidate]) -> Iterator[_Candidate]:
    """The first headings, and the longest other line that the title in the head begins or ends with."""
    heads = [candidate.words for candidate in told if candidate.kind in ("title", "og")]
    others = []
    for index, block in enumerate(layout.blocks):
        is_heading = block.kind == "h1"
        if len(block.text) > LONGEST_TITLE or (block.prose and not is_heading) or _leads_home(block):
            continue
        words = words_of(block.text)
        if is_heading and words:
            yield _Candidate(block.text, "h1", index)
        elif len(words) >= FEWEST_WORDS and any(_is_end(words, head) for head in heads):
            others.append(_Candidate(block.text, "shown", index))
    yield from sorted(others, key=lambda candidate: -len(candidate.words))[:1]


def _is_end(words: tuple[str, ...], head: tuple[str, ...]) -> bool:
    return head[: len(words)] == words or head[-len(words) :] == words


def _leads_home(block: Block) -> bool:
    """Whether a line is a link to the front page: the name of the outlet."""
    links = [element for element in (block.element, *islice(block.element.iterancestors(), 3)) if element.tag == "a"]
    links += islice(block.element.iter("a"), 1)
    path = next((link.get("href") or "" for link in links), "-").strip() if block.linked > MOSTLY_LINKED else "-"
    return path in HOME or (path.startswith(SCHEMES) and is_front(path))


def _told(markup: Markup, articles: Sequence[object], said: str | None) -> Iterator[_Candidate]:
    for article in articles[:1]:
        if isinstance(article, dict) and (text := string(article.get("headline") or article.get("name"))):
            yield _Candidate(text[:LONGEST_TITLE], "data")
    for element in markup.body.iterfind(".//*[@itemprop='headline']"):
        text = " ".join((element.get("content") or "".join(element.itertext()))[:LONGEST_TITLE].split())
        yield _Candidate(text, "itemprop")
        break
    for kind, names in (
        ("og", ("og:title",)),
        ("twitter", ("twitter:title",)),
        (
            "meta",
            (
                "title",
                "dc.title",
                "dcterms.title",
                "parsely-title",
                "sailthru.title",
                "headline",
                "mediator_title",
                "cxenseparse:title",
            ),
        ),
    ):
        if text := markup.first_meta(*names):
            yield _Candidate(text[:LONGEST_TITLE], kind)
    if markup.title:
        yield _Candidate(markup.title, "title")
    if said:
        yield _Candidate(" ".join(said[:LONGEST_TITLE].split()), "source")


def parts_of(text: str) -> list[str]:
    """The parts of a title between the signs that part a headline from the names around it."""
    return [part for strong in _STRONG.split(" ".join(text.split())) for part in _WEAK.split(strong) if part]


def _is_name(text: str, names: Iterable[str]) -> bool:
    words = words_of(text)
    return any(words == words_of(name) for name in names)


def _without_outlet(candidate: _Candidate, others: Sequence[_Candidate], names: Sequence[str]) -> str:
    """A title without the name of the outlet or section that is set before or after it."""
    text = candidate.text
    for separator in (_STRONG, _WEAK):
        parts = [part for part in separator.split(text) if part and words_of(part)]
        if len(parts) < 2:  # noqa: PLR2004 -- nothing to part
            continue
        known = {other.words for other in others if other.text != candidate.text}
        for part in _runs(text, separator):
            if words_of(part) in known and len(words_of(part)) >= FEWEST_WORDS:
                return part
        text = _trimmed(text, separator, names)
    return _unsuffixed(text, names) if candidate.kind == "title" else text


def _unsuffixed(text: str, names: Sequence[str]) -> str:
    """A title without the outlet's name where no sign parts it."""
    words = words_of(text)
    for name in sorted(names, key=len, reverse=True):
        known = words_of(name)
        if (
            known
            and len(words) >= len(known) + FEWEST_WORDS
            and words[-len(known) :] == known
            and text.endswith(name.strip())
        ):
            return text.removesuffix(name.strip()).strip()
    return text


def _runs(text: str, separator: re.Pattern[str]) -> Iterator[str]:
    """What stands before and after each separator, the longer first."""
    cuts = [match.span() for match in separator.finditer(text)]
    runs = [text[:start] for start, _ in cuts] + [text[end:] for _, end in cuts]
    yield from sorted((run.strip() for run in runs if run.strip()), key=len, reverse=True)


def _trimmed(text: str, separator: re.Pattern[str], names: Sequence[str]) -> str:
    """The text without names of the outlet at its ends; behind a strong separator any short last part is one."""
    while True:
        cuts = [match.span() for match in separator.finditer(text)]
        if not cuts:
            return text
        (first_start, first_end), (last_start, last_end) = cuts[0], cuts[-1]
        before, after = text[:first_start].strip(), text[last_end:].strip()
        if _is_outlet(after, names) or (separator is _STRONG and _may_be_outlet(after, text[:last_start])):
            text = text[:last_start].strip()
        elif _is_outlet(before, names):
            text = text[first_end:].strip()
        else:
            return text


def _is_outlet(part: str, names: Sequence[str]) -> bool:
    words = words_of(part)
    return not words or any(
        set(words) <= set(known) or "".join(words) == "".join(known) for known in map(words_of, names) if known
    )


def _may_be_outlet(part: str, rest: str) -> bool:
    return len(words_of(part)) <= MOST_OUTLET_WORDS < len(words_of(rest)) + FEWEST_WORDS and len(words_of(part)) < len(
        words_of(rest)
    )


def _trust(candidate: _Candidate, candidates: Sequence[_Candidate]) -> float:
    """The trust in all that name a headline in the same words, or in the beginning of them."""
    sum_of = sum(WEIGHTS[other.kind] for other in _one_of_each(candidates) if _agree(candidate, other))
    return sum_of + WEIGHTS[candidate.kind] / 100


def _one_of_each(candidates: Sequence[_Candidate]) -> Iterator[_Candidate]:
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for candidate in candidates:
        if (candidate.kind, candidate.words) not in seen:
            seen.add((candidate.kind, candidate.words))
            yield candidate


def _agree(one: _Candidate, other: _Candidate) -> bool:
    return one.words == other.words or _is_cut(one, other) or _is_cut(other, one)


def _is_cut(short: _Candidate, long: _Candidate) -> bool:
    """Whether a title is the beginning of another, cut off."""
    if not (_CUT.search(short.text) or len(short.text) >= CUT_FROM) or len(short.words) >= len(long.words):
        return False
    whole = short.words[:-1]
    return len(whole) >= FEWEST_WORDS and long.words[: len(whole)] == whole


def _visible(best: _Candidate, shown: Sequence[_Candidate]) -> _Candidate:
    """The headline on the page where the head words it differently; networks and searches get wordings of their own."""
    if agreeing := [candidate for candidate in shown if _agree(best, candidate)]:
        return agreeing[0]
    full = [candidate for candidate in shown if len(candidate.words) >= FEWEST_WORDS]
    kindred = [candidate for candidate in full if _share(candidate.words, best.words) >= KINDRED]
    if len(full) == 1 and len(full[0].words) > FEWEST_WORDS:
        kindred = full
    return best if not kindred or _contains(kindred[0].words, best.words) else kindred[0]


def _share(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """The share of common words in the headline with fewer words."""
    return len(set(one) & set(other)) / max(1, min(len(set(one)), len(set(other))))


def _contains(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Whether a headline holds another as a whole and more, such as the section's name before it."""
    size = len(short)
    return len(long) > size >= FEWEST_WORDS and any(long[at : at + size] == short for at in range(len(long) - size + 1))


def _whole(best: _Candidate, candidates: Sequence[_Candidate]) -> str:
    """The best wording of a headline: not cut, and not in capitals alone where another is not."""
    longer = [candidate for candidate in candidates if _is_cut(best, candidate)]
    if longer:
        best = max(longer, key=lambda candidate: WEIGHTS[candidate.kind])
    if best.text.isupper():
        best = next((other for other in candidates if other.words == best.words and not other.text.isupper()), best)
    return best.text


def _block(layout: Layout, text: str) -> int | None:
    """The block that shows a headline: a heading before another, one without marks before the others."""
    words = words_of(text)
    matches = [
        index
        for index, block in enumerate(layout.blocks)
        if len(block.text) <= 2 * len(text) and words_of(block.text) == words
    ]
    if not matches:
        return None
    return min(
        matches,
        key=lambda index: (
            bool(layout.blocks[index].flags),
            layout.blocks[index].kind not in HEADINGS,
            layout.blocks[index].linked > 0,
            index,
        ),
    )


def _is_logo(image: Element) -> bool:
    """Whether a picture is the outlet's sign: it is called so, or it leads to the front page."""
    around = image.getparent()
    named = " ".join(filter(None, (image.get(key) for key in ("class", "id", "src"))))
    return "logo" in named.lower() or (around is not None and around.tag == "a" and (around.get("href") or "") in HOME)
