"""The article of a page: the element that holds it, the lead before it, and its lines without furniture.

What the maker of the page says decides first (``itemprop="articleBody"``, names of classes, ``article``, ``main``), then
where the prose is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lxml.etree import _Element as Element

from kelisim.text.furniture import furniture_of, is_prose
from kelisim.text.pages.blocks import HEADINGS, MOSTLY_LINKED, ROW, Block, Layout
from kelisim.text.pages.days import read_days
from kelisim.text.pages.marks import marks_of
from kelisim.text.pages.titles import words_of
from kelisim.text.view import Profile, fold
from kelisim.text.wordings import Wordings

LEAST_SHARE = 0.35
"""Share of the prose of the whole article that its body must have to be believed; below it is a lead or a teaser. Ours."""

SAME = 0.8
"""Share of an element's prose from which a child that is marked as well stands for it."""

BULK = 0.7
"""Share of an element's prose from which one child stands for it where nothing is marked. Ours."""

LEAST_PROSE = 40
"""Letters of prose from which an element may be an article: a short sentence."""

REPEATED = 30
"""Letters from which a line that stands in the article already is a repetition: a lead, a quotation set large."""

MOST_COMPARED = 200_000
"""Letters of an article in which repetitions within lines are looked for; longer ones are looked through line by line."""

MOST_DISBELIEVED = 8
"""Marks that are given up one after the other where no prose is left without them."""

NEAR = 4
"""Elements around a block whose names are looked at."""

LINES_TO_PROSE = 3
"""Lines between a headline and the first prose at most."""

FEWEST_WORDS, MOST_WORDS_OF_HEADLINE = 3, 30
"""Words of a line that may be a headline; ours."""

FEWEST_ENTRIES = 2
"""Entries with a day from which what follows an article is a list of other things."""

MOST_BEFORE_LIST = 3
"""Lines of tools and headings right before such a list."""

LONGEST_ENTRY = 160
"""Letters of the headline and the day of an entry."""

SOMEWHAT_LINKED = 0.4
"""Share of letters in links of an entry that has its day beside the link."""

ITEM = "• "
"""Before an item of a list, so that it is not taken for a line of a menu."""

UNBELIEVED_AROUND_HEADLINE = ("hidden", "comments")

_DATED_ENTRY = re.compile("d[-p]")
_CLOCK = re.compile(r"(?<!\d)(?:[01]?\d|2[0-3]):[0-5]\d(?!\d)")
_NUMERIC_DAY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}")


class Place(NamedTuple):
    """Where an article stands among the blocks of a page: the indices of its lead and the half-open range of its body."""

    lead: tuple[int, ...]
    start: int
    end: int

    @property
    def first(self) -> int:
        """The index of its first block."""
        return min((*self.lead, self.start))


def find_article(layout: Layout, body: Element, headline: int | None, *, live: bool = False) -> Place:
    """Where the article stands.

    ``headline`` is the index of the block with the headline; ``live`` says that the page is a live report, of which all
    posts belong to it.
    """
    _mend(layout, body, headline)
    region = _region(layout, body, headline, live=live)
    parts = _bodies(layout, region, headline, live=live) or [_densest(layout, _around(layout, region, headline))]
    spans = [layout.spans[part] for part in parts]
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    if headline is not None and start <= headline < end:
        start = headline + 1
    return Place(_lead(layout, region, headline, start), start, end)


def opening_line(layout: Layout, place: Place) -> int | None:
    """The index of the line that an article without a known headline opens with, if it looks like one."""
    index = next((index for index in range(place.start, place.end) if not layout.blocks[index].flags), place.end)
    following = layout.blocks[index + 1 : min(index + 1 + LINES_TO_PROSE, place.end)]
    if index == place.end or not any(block.prose for block in following):
        return None
    block = layout.blocks[index]
    is_line = not block.prose and block.linked <= MOSTLY_LINKED
    return index if is_line and FEWEST_WORDS <= len(words_of(block.text)) <= MOST_WORDS_OF_HEADLINE else None


def read_lines_of(layout: Layout, place: Place, title: str | None, wordings: Wordings, profile: Profile) -> list[str]:
    """The lines of the article, without headline, furniture, repetitions, and what follows it in the same element."""
    blocks = [layout.blocks[index] for index in (*place.lead, *range(place.start, place.end))]
    blocks = [block for block in _without_tail(blocks) if not block.flags and not _is_headline(block, title)]
    kept = _without_last_headings(_without_furniture(blocks, wordings, profile))
    return [ITEM + block.text if block.kind == "li" else block.text for block in _unrepeated(kept)]


def prose_of(layout: Layout, place: Place) -> str:
    """The prose of the article before its furniture is known, to tell its language by."""
    return "\n".join(block.text for block in layout.blocks[place.first : place.end] if block.prose and not block.flags)


def _mend(layout: Layout, body: Element, headline: int | None) -> None:
    """Disbelieve marks on what holds the headline or the body, and those without which nothing is left."""
    total = sum(block.prose for block in layout.blocks)
    holders = _above(element for element in layout.spans if _is_named_body(element) or _is_stated_body(element))
    wrong = {
        flag
        for flag, reason in layout.reasons.items()
        if reason != "comments"
        and flag in holders
        and sum(block.prose for block in layout.inside(flag)) >= LEAST_SHARE * total
    }
    if headline is not None:
        flags = layout.blocks[headline].flags
        wrong |= {flag for flag in flags if layout.reasons[flag] not in UNBELIEVED_AROUND_HEADLINE}
    layout.believe(wrong)
    for _ in range(MOST_DISBELIEVED):
        if layout.weight(body) >= LEAST_PROSE:
            return
        weights: dict[Element, int] = {}
        for block in layout.blocks:
            if block.prose and block.flags and not any(layout.reasons[flag] == "comments" for flag in block.flags):
                weights[block.flags[0]] = weights.get(block.flags[0], 0) + block.prose
        if not weights:
            return
        layout.believe([max(weights, key=lambda flag: weights[flag])])


def _above(elements: Iterable[Element]) -> set[Element]:
    """All elements around any of these."""
    found: set[Element] = set()
    for element in elements:
        for above in element.iterancestors():
            if above in found:
                break
            found.add(above)
    return found


def _region(layout: Layout, body: Element, headline: int | None, *, live: bool) -> Element:
    """The innermost element that is an article, or the page's main part, and has the headline; else the whole page."""
    if headline is not None:
        above = [
            element
            for element in layout.blocks[headline].element.iterancestors()
            if layout.weight(element) >= LEAST_PROSE
        ]
        marked = [element for element in above if _is_article(element) or _is_main(element)]
        if marked:
            return marked[0]
    articles = [element for element in layout.spans if _is_article(element) and layout.weight(element) >= LEAST_PROSE]
    heaviest = max(articles, key=layout.weight, default=None)
    if (
        heaviest is not None
        and not live
        and 2 * layout.weight(heaviest) > sum(map(layout.weight, _outermost(articles)))
    ):
        return heaviest
    mains = [element for element in layout.spans if _is_main(element) and layout.weight(element) >= LEAST_PROSE]
    return max(mains, key=layout.weight, default=body)


def _is_article(element: Element) -> bool:
    return str(element.tag) == "article" or "article" in (element.get("itemtype") or "").lower()


def _is_main(element: Element) -> bool:
    return "main" in (element.tag, element.get("role"))


def _outermost(elements: Sequence[Element]) -> list[Element]:
    known = set(elements)
    return [element for element in elements if not any(above in known for above in element.iterancestors())]


def _bodies(layout: Layout, region: Element, headline: int | None, *, live: bool) -> list[Element]:
    """The elements that are marked as the body of the article; none where none is to be believed."""
    start, end = layout.spans[region]
    inside = [
        element
        for element, span in layout.spans.items()
        if start <= span[0] and span[1] <= end and element is not region
    ]
    for is_body in (_is_stated_body, _is_named_body):
        marked = [element for element in inside if is_body(element) and layout.weight(element) >= LEAST_PROSE]
        if live and len(marked) > 1:
            return marked
        if marked:
            outer = max(_outermost(marked), key=layout.weight)
            wide, narrow = (_parts_like(best, marked) for best in (outer, _narrowed(layout, outer, marked)))
            weights = [sum(map(layout.weight, parts)) for parts in (wide, narrow)]
            parts = narrow if weights[1] >= SAME * weights[0] else wide
            if _believed(layout, parts, region, headline):
                return parts
    return []


def _is_stated_body(element: Element) -> bool:
    return "articlebody" in str(element.get("itemprop")).lower()


def _is_named_body(element: Element) -> bool:
    return "body" in marks_of(element)


def _narrowed(layout: Layout, element: Element, marked: Sequence[Element]) -> Element:
    """The innermost of the marked elements within another that has nearly all of its prose."""
    weight = layout.weight(element)
    inner = [other for other in marked if layout.weight(other) >= SAME * weight and element in other.iterancestors()]
    return min(inner, key=lambda other: _width(layout, other), default=element)


def _parts_like(best: Element, marked: Sequence[Element]) -> list[Element]:
    """All that are marked beside an element, or in its place in other entries of a sequence."""
    return [element for element in marked if element.getparent() is best.getparent() or _is_twin(element, best)]


def _is_twin(one: Element, other: Element) -> bool:
    """Whether two elements have the same place in two entries of one sequence, as posts of a report have."""
    if (one.tag, one.get("class")) != (other.tag, other.get("class")):
        return False
    parents = one.getparent(), other.getparent()
    return all(parent is not None for parent in parents) and parents[0].getparent() is parents[1].getparent()


def _around(layout: Layout, region: Element, headline: int | None) -> Element:
    """The smallest element within a region that holds the headline and much of the prose."""
    if headline is None:
        return region
    least = max(LEAST_PROSE, LEAST_SHARE * layout.weight(region))
    for above in layout.blocks[headline].element.iterancestors():
        if layout.weight(above) >= least:
            return above
    return region


def _width(layout: Layout, element: Element) -> int:
    start, end = layout.spans[element]
    return end - start


def _believed(layout: Layout, parts: Sequence[Element], region: Element, headline: int | None) -> bool:
    """Whether marked elements are the body: most of the article is in them, or they follow the headline."""
    weight = sum(map(layout.weight, parts))
    if weight >= LEAST_SHARE * layout.weight(region):
        return True
    start = min(layout.spans[part][0] for part in parts)
    if headline is None or headline > start:
        return False
    return 2 * sum(block.prose for block in layout.blocks[headline:start] if not block.flags) < weight


def _densest(layout: Layout, region: Element) -> Element:
    """The smallest element that holds the bulk of the prose."""
    element = region
    while True:
        children = [child for child in element if child in layout.spans]
        best = max(children, key=layout.weight, default=None)
        if best is None or layout.weight(best) < max(LEAST_PROSE, BULK * layout.weight(element)):
            return element
        element = best


def _lead(layout: Layout, region: Element, headline: int | None, start: int) -> tuple[int, ...]:
    """The blocks between headline and body that belong to the article: what is marked as a lead, and prose."""
    begin = headline + 1 if headline is not None else layout.spans[region][0]
    found = []
    for index in range(begin, start):
        block = layout.blocks[index]
        near = _is_lead(block) or (bool(block.prose) and headline is not None)
        if near and block.linked <= MOSTLY_LINKED and (not block.flags or _is_lead(block)):
            found.append(index)
    return tuple(found)


def _is_lead(block: Block) -> bool:
    elements = [block.element, *block.element.iterancestors()][:NEAR]
    return any("lead" in marks_of(element) for element in elements) and len(words_of(block.text)) > NEAR


def _is_headline(block: Block, title: str | None) -> bool:
    return title is not None and len(block.text) <= 2 * len(title) and words_of(block.text) == words_of(title)


def _without_furniture(blocks: Sequence[Block], wordings: Wordings, profile: Profile) -> Iterator[Block]:
    """The blocks without lines that their words, looks or links mark as furniture, and what such a line heads."""
    in_block = False
    for block in blocks:
        form = fold(block.text, profile)
        found = None if block.kind == ROW else furniture_of(form, wordings)
        if found is not None:
            in_block = in_block or found.heads
        elif block.linked > MOSTLY_LINKED or (in_block and not is_prose(form)) or _is_mute(block):
            continue
        else:
            in_block = False
            yield block


def _without_tail(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks before a list of other articles or of comments that stands in one element with the article.

    Such a list gives a link or a name with a day and a line or two of text, again and again; an article has prose in a row.
    """
    kinds = "".join(map(_kind_of, blocks))
    second = kinds.find("p", kinds.find("p") + 1)
    start = kinds.find("d", max(second, kinds.rfind("pp")) + 1)
    if second < 0 or start < 0 or len(_DATED_ENTRY.findall(kinds, start)) < FEWEST_ENTRIES:
        return blocks
    end = start
    while kinds[end - 1] == "-" and blocks[end - 1].kind != "li" and start - end < MOST_BEFORE_LIST:
        end -= 1
    return blocks[:end]


def _kind_of(block: Block) -> str:
    """``d`` for an entry of a list with its day, ``p`` for prose, ``-`` for any other line."""
    if not block.prose and len(block.text) <= LONGEST_ENTRY and next(read_days(block.text), None):
        return "d" if block.linked > SOMEWHAT_LINKED or _names_somebody(block.text) else "-"
    return "p" if block.prose and block.linked <= MOSTLY_LINKED else "-"


def _names_somebody(line: str) -> bool:
    """Whether a line with a day has a clock or a name beside it; a day alone heads a chronicle."""
    words = sum(not any(map(str.isdecimal, word)) for word in words_of(line))
    return _CLOCK.search(line) is not None or words > (0 if _NUMERIC_DAY.search(line) else 1)


def _is_mute(block: Block) -> bool:
    """Whether a line has no letter: a time, a count, a sign."""
    return block.kind != ROW and not any(map(str.isalpha, block.text))


def _without_last_headings(blocks: Iterable[Block]) -> list[Block]:
    """The blocks up to the last that is no heading: one that nothing follows headed furniture."""
    kept = list(blocks)
    while kept and kept[-1].kind in HEADINGS:
        kept.pop()
    return kept


def _unrepeated(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks without those that stand there before, or within a longer one."""
    whole = "\n".join(block.text for block in blocks)
    seen: set[str] = set()
    for block in blocks:
        core = block.text.strip(" «»“”\"'.…")
        if len(core) >= REPEATED:
            within = len(whole) <= MOST_COMPARED and whole.count(core) > 1 and block.kind != ROW
            if block.text in seen or (within and _is_part(core, block, blocks)):
                continue
            seen.add(block.text)
        yield block


def _is_part(core: str, block: Block, blocks: Sequence[Block]) -> bool:
    return any(core in other.text and len(other.text) > len(block.text) for other in blocks)
