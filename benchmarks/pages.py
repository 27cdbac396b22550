"""Scores what Kelisim takes from web pages, beside the peers, on pages of our own making in the layouts of real outlets.

    python benchmarks/pages.py [--set NAME] [--misses] [--rounds N] [--free]

The pages are those of ``page_set`` (see there). Of each it is known what its article says, its title, its date as precisely
as the page states it, its language and its canonical address. Kelisim is run as ``add`` runs it; claims are counted that
stand in anything but the true title and paragraphs. The peers are given the same bytes: ``trafilatura`` with metadata,
``resiliparse`` for the text, ``htmldate`` for the date; a date is compared as far as the truth goes, so that they lose
nothing by always giving a day. Pages that bar the way (login, consent, paywall, front page) must be refused, the others not.
``--set`` takes another set of pages, ``aside`` or ``bare``.
``--misses`` prints what was lost or wrongly kept, page by page; ``--free`` holds nothing to the floors of ``floors.toml``.
Ends with 1 when a figure is below its floor.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

import msgspec
import rtoml
from page_set.build import SETS, Page, Truth, barriers, pages

from kelisim.errors import KelisimError
from kelisim.model import PAGE, Claim, Raw, as_dict
from kelisim.pipeline import Read, read_one
from kelisim.text.webpage import read_page

FLOORS = Path(__file__).parent / "floors.toml"

WITHIN = 0.5
"""Share of a claim's words that must be words of the article in their place; the rest may be a word of the line before."""

_WORD = re.compile(r"\w+")


class Found(NamedTuple):
    """What somebody takes from a page; ``None`` for what they do not give. ``claims`` are spans of ``text``."""

    text: str
    title: str | None = None
    date: str | None = None
    language: str | None = None
    url: str | None = None
    outlet: str | None = None
    claims: tuple[Claim, ...] = ()
    refused: str = ""


class Score(NamedTuple):
    """How right what was found of a page is: ``text`` from 0 to 1, ``furniture`` the quotes of claims that stand in it.

    ``again`` is the share of the claims of the clean article that were found from its page too.
    """

    truth: Truth
    text: float
    title: bool
    date: bool
    language: bool
    url: bool
    outlet: bool
    furniture: list[str]
    again: float
    refused: str


Reader = Callable[[Page], Found]


def by_kelisim(page: Page) -> Found:
    """As ``kelisim add`` does."""
    read = read_one(_raw(page))
    if not isinstance(read, Read):
        return Found("", refused=read.reason)
    found = read.document
    return Found(found.text, found.title, found.published, found.language, found.url, found.outlet, claims=read.claims)


def by_kelisim_without_claims(page: Page) -> Found:
    """The work that the peers do: from bytes to text, title, date and address."""
    try:
        read = read_page(_raw(page))
    except KelisimError as error:
        return Found("", refused=str(error))
    return Found(str(read.content), read.title, read.published, read.language, read.url, read.outlet)


def _raw(page: Page) -> Raw:
    return Raw(
        name=page.truth.id,
        content=page.content,
        media=PAGE,
        charset=page.charset,
        url=page.fetched,
        retrieved=page.retrieved,
    )


def by_trafilatura(page: Page) -> Found:
    """The peer that Kelisim builds on, with its metadata."""
    from trafilatura import bare_extraction

    found = bare_extraction(page.content, url=page.fetched, with_metadata=True)
    if found is None:
        return Found("", refused="nothing found")
    return Found(found.text or "", found.title, found.date, None, found.url)


def by_resiliparse(page: Page) -> Found:
    """The peer for bulk: text alone, and the page's title."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(bytes_to_str(page.content, detect_encoding(page.content)))
    return Found(extract_plain_text(tree, main_content=True), tree.title)


def by_htmldate(page: Page) -> Found:
    """The peer for dates alone."""
    from htmldate import find_date

    return Found("", date=find_date(page.content, url=page.fetched, original_date=True))


READERS: dict[str, Reader] = {
    "kelisim": by_kelisim,
    "trafilatura": by_trafilatura,
    "resiliparse": by_resiliparse,
    "htmldate": by_htmldate,
}


def main() -> int:
    """Print the figures and compare Kelisim's with their floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=SETS, default="first")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--free", action="store_true")
    options = parser.parse_args()
    given, barred = list(pages(SETS[options.set])), list(barriers(SETS[options.set]))
    scores = {
        name: [score(page, read(page), whole=name == "kelisim") for page in given] for name, read in READERS.items()
    }
    timed = READERS | {"kelisim": by_kelisim_without_claims, "with claims": by_kelisim}
    _print_readers(scores, {name: _rate(read, given, options.rounds) for name, read in timed.items()})
    own = scores["kelisim"]
    _print_groups("layout", own, lambda item: item.truth.layout)
    _print_groups("language", own, lambda item: item.truth.language)
    _print_groups("encoding", own, lambda item: item.truth.encoding)
    wrongly = [page for page in barred if not by_kelisim(page).refused]
    print(f"\nbarriers: {len(barred) - len(wrongly)} of {len(barred)} refused")
    print(f"articles refused: {sum(bool(item.refused) for item in own)} of {len(own)}")
    if options.misses:
        _print_misses(given, own, wrongly)
    figures = _figures(own) | {"barriers": 1 - len(wrongly) / len(barred)}
    failed = [] if options.free else list(_below(options.set, figures))
    for line in failed:
        print(f"below its floor: {line}")
    return 1 if failed else 0


def score(page: Page, found: Found, *, whole: bool) -> Score:
    """What was found, held against the truth of its page; a date as a ``whole`` or as far as the truth goes."""
    truth = page.truth
    date = found.date if whole else (found.date or "")[: len(truth.published)]
    return Score(
        truth=truth,
        text=f1(words(_body(found, truth)), words(" ".join(truth.paragraphs))),
        title=_same(found.title, truth.title),
        date=date == truth.published,
        language=found.language == truth.language,
        url=(found.url or "").rstrip("/") == truth.url.rstrip("/"),
        outlet=_same(found.outlet, truth.outlet),
        furniture=[found.text[claim.start : claim.end] for claim in outside(found, truth)],
        again=_found_again(found, truth) if whole else 0.0,
        refused=found.refused,
    )


def words(text: str) -> list[str]:
    """The words of a text, without case."""
    return [word.casefold() for word in _WORD.findall(text)]


def f1(found: Sequence[str], true: Sequence[str]) -> float:
    """The harmonic mean of the precision and recall of words, each counted as often as it comes."""
    common = sum((Counter(found) & Counter(true)).values())
    return 2 * common / (len(found) + len(true)) if common else 0.0


def _body(found: Found, truth: Truth) -> str:
    """The text without its first line where that is the title."""
    first, _, rest = found.text.partition("\n")
    return rest if _same(first, truth.title) else found.text


def _same(one: str | None, other: str) -> bool:
    return " ".join((one or "").split()).casefold() == " ".join(other.split()).casefold()


def outside(found: Found, truth: Truth) -> Iterator[Claim]:
    """The claims that stand in furniture: fewer than half of their words are words of the article in their place."""
    places = [(match.start(), match.end()) for match in _WORD.finditer(found.text)]
    theirs = words("\n".join([truth.title, *truth.paragraphs]))
    matched = {
        block.a + step
        for block in SequenceMatcher(None, words(found.text), theirs, autojunk=False).get_matching_blocks()
        for step in range(block.size)
    }
    for claim in found.claims:
        inside = [number for number, (start, end) in enumerate(places) if start < claim.end and end > claim.start]
        if sum(number in matched for number in inside) < WITHIN * len(inside):
            yield claim


def _found_again(found: Found, truth: Truth) -> float:
    """The share of the claims of the clean article that are among the claims found; 1 where it has none."""
    text = "\n".join([truth.title, "", *truth.paragraphs])
    read = read_one(Raw(name=truth.id, content=text, language=truth.language, published=truth.published, url=truth.url))
    wanted = Counter(_content(claim) for claim in read.claims) if isinstance(read, Read) else Counter()
    kept = wanted & Counter(_content(claim) for claim in found.claims)
    return kept.total() / wanted.total() if wanted else 1.0


def _content(claim: Claim) -> bytes:
    """What a claim says and in which words, wherever it stands."""
    fields = as_dict(claim)
    for place in ("id", "document", "start", "end", "confidence", "quote"):
        fields.pop(place, None)
    return msgspec.json.encode([fields, " ".join(words(claim.quote))], order="sorted")


def _figures(scores: Sequence[Score]) -> dict[str, float]:
    count = len(scores)
    return {
        "text": sum(item.text for item in scores) / count,
        "title": sum(item.title for item in scores) / count,
        "date": sum(item.date for item in scores) / count,
        "language": sum(item.language for item in scores) / count,
        "address": sum(item.url for item in scores) / count,
        "outlet": sum(item.outlet for item in scores) / count,
        "again": sum(item.again for item in scores) / count,
        "furniture": sum(len(item.furniture) for item in scores),
        "refused": sum(bool(item.refused) for item in scores) / count,
    }


def _below(name: str, figures: dict[str, float]) -> Iterator[str]:
    """The floors of a set that were missed; of ``furniture`` and ``refused`` there may be no more than stated."""
    for figure, floor in rtoml.load(FLOORS)["pages"][name].items():
        value = figures[figure]
        if value > floor if figure in {"furniture", "refused"} else value < floor:
            yield f"pages {name} {figure} {value:.3f}, floor {floor}"


def _print_readers(scores: dict[str, list[Score]], rates: dict[str, float]) -> None:
    count = len(scores["kelisim"])
    print(f"{count} pages")
    print(f"{'':14}{'text F1':>9}{'title':>8}{'date':>8}{'address':>9}{'pages/s':>10}{'beside kelisim':>16}")
    for name, items in scores.items():
        figures = _figures(items)
        shown = [f"{figures[key]:.3f}" if _gives(name, key) else "" for key in ("text", "title", "date", "address")]
        ratio = rates[name] / rates["kelisim"]
        print(f"{name:14}{shown[0]:>9}{shown[1]:>8}{shown[2]:>8}{shown[3]:>9}{rates[name]:>10,.0f}{ratio:>15.1f}x")
    own = _figures(scores["kelisim"])
    print(
        f"kelisim: claims in furniture {own['furniture']:.0f}, of the claims of the clean texts {own['again']:.3f} found, "
        f"right language {own['language']:.3f}, outlet as it names itself {own['outlet']:.3f}, "
        f"with the claims {rates['with claims']:,.0f} pages/s"
    )


def _gives(name: str, figure: str) -> bool:
    """Whether a reader gives what a figure measures."""
    given = {"resiliparse": {"text", "title"}, "htmldate": {"date"}}
    return figure in given.get(name, {"text", "title", "date", "address"})


def _print_groups(name: str, scores: Iterable[Score], key: Callable[[Score], str]) -> None:
    groups = defaultdict(list)
    for item in scores:
        groups[key(item)].append(item)
    print(f"\n{name:20}{'pages':>6}{'text F1':>9}{'title':>8}{'date':>8}{'address':>9}{'furniture':>11}")
    for group, items in sorted(groups.items()):
        row = _figures(items)
        print(
            f"{group:20}{len(items):>6}{row['text']:>9.3f}{row['title']:>8.2f}{row['date']:>8.2f}"
            f"{row['address']:>9.2f}{row['furniture']:>11.0f}"
        )


def _rate(read: Reader, given: Sequence[Page], rounds: int) -> float:
    """Pages a second of processor time in the best of the rounds."""
    taken = []
    for _ in range(rounds):
        begun = time.process_time()
        for page in given:
            read(page)
        taken.append(time.process_time() - begun)
    return len(given) / min(taken)


def _print_misses(given: Sequence[Page], scores: Sequence[Score], wrongly: Sequence[Page]) -> None:
    """What came out otherwise than is true, page by page."""
    for page, item in zip(given, scores, strict=True):
        found, truth = by_kelisim(page), page.truth
        lines = list(_differences(found, truth))
        if item.refused:
            lines = [f"refused: {item.refused}"]
        else:
            if not item.title:
                lines.append(f"title: {found.title!r} instead of {truth.title!r}")
            if not item.date:
                lines.append(f"date: {found.date} instead of {truth.published}")
            if not item.language:
                lines.append(f"language: {found.language} instead of {truth.language}")
            if not item.url:
                lines.append(f"address: {found.url} instead of {truth.url}")
            lines += [f"claim in furniture: {quote!r}" for quote in item.furniture]
        if lines:
            print(f"\n{truth.id} ({truth.layout}, {truth.encoding}) text F1 {item.text:.3f}")
            print("\n".join(f"  {line}" for line in lines))
    for page in wrongly:
        print(
            f"\n{page.truth.id} ({page.truth.layout}) read though it bars the way:\n  {by_kelisim(page).text[:300]!r}"
        )


def _differences(found: Found, truth: Truth) -> Iterator[str]:
    """The runs of words that were lost and those that were wrongly kept."""
    body = _body(found, truth)
    shown, true = _WORD.findall(body), _WORD.findall(" ".join(truth.paragraphs))
    pairs = SequenceMatcher(None, words(body), words(" ".join(truth.paragraphs)), autojunk=False)
    for _, start, end, from_, to in pairs.get_opcodes():
        same = [word.casefold() for word in shown[start:end]] == [word.casefold() for word in true[from_:to]]
        if not same and to > from_:
            yield f"lost: {' '.join(true[from_:to])}"
        if not same and end > start:
            yield f"wrongly kept: {' '.join(shown[start:end])}"


if __name__ == "__main__":
    sys.exit(main())
