"""Page furniture, line by line: menus, share lines, captions, related headlines, notices, and where the article is.

Words of the languages come from data (:mod:`kelisim.text.wordings`); this module knows what furniture looks like in any
language: separators, stamps of date and time, telephone numbers, addresses, rates of currencies, and its place before
the headline or after the last paragraph. A doubtful line stays in the body: a lost sentence is a lost claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kelisim.text.view import View
from kelisim.text.wordings import Found, Wordings, find_wording

LONG_LINE = 180
"""Code points from which a line is prose whatever its end; headlines stay below."""

SHORT_SENTENCE = 45
"""Code points from which a line with a final full stop is prose."""

LONGEST_TAIL_LINE = 170
FEWEST_PARAGRAPHS = 3
"""After the last of at least so many paragraphs, short lines without a final full stop are no part of the article."""

FEWEST_TITLE_WORDS = 4
LONGEST_ITEM = 34
LONGEST_ITEM_WORDS = 4
"""An item of a menu."""

MOSTLY_NETWORKS = 0.6
"""Share of a line's words that are names of social networks."""

_LINE = re.compile(r"[^\n]+")
_FULL_STOP = re.compile(r"(?<!\d)[.۔。;؛](?:[»”\")\]'])*$|[.!?؟…][»”\"]+$|\d[.]$|[:：]$")
_SENTENCES = re.compile(r"\w{3}[.!?؟۔]\s+[\w(«“\"]")
_BULLET = re.compile(r"^(?:[•●▪■◦‣*–—-]\s*\w|\(?(?:\d{1,2}|\w)[.)]\s+\w)")
_SIGN = re.compile(r"^[^\w\s«“”\"'()\[\]#@©←→►▶]+\s*\w")
_SEPARATOR = re.compile(r"\s*(?:[|¦│•·∙›>→★/\\»]|\s::\s)\s*|\s{2,}|\t+")
_STRONG_SEPARATOR = re.compile(r"[|¦│›>»∙·•★]|\s/\s")
_WIDE_GAP = re.compile(r"\S\s{2,}\S|\t")
_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NUMBERS = re.compile(r"\d+(?:[.,:/-]\d+)*")
_CLOCK = re.compile(r"(?<![\d.,])(?:[01]?\d|2[0-4]):[0-5]\d(?!\d)")
_NUMERIC_DATE = re.compile(r"(?<!\d)\d{1,4}[./-]\d{1,2}[./-]\d{2,4}(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DAY = re.compile(r"(?<![\d.,])(?:[12]?\d|3[01])(?![\d.,%])")
_FEED_ITEM = re.compile(r"^\[?(?:\d{1,2}\.\d{2}\s*/\s*)?\d{1,2}:\d{2}\]?\s+\S")
_PHONE = re.compile(
    r"\+\s?\d[\d\s()–-]{7,}\d|(?<!\d)\(?0\d{2,4}\)?[\s-]\d{2,3}[\s-]\d{2,4}|\(\d{3,5}\)\s?\d{1,3}[\s-]\d{2}|☎"
)
_ADDRESS = re.compile(r"https?://|www\.|\b[\w.+-]+@[\w-]+\.\w+|\bt\.me/|(?<!\w)@[a-z_]\w{3,}")
_DOMAIN = re.compile(r"^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}$")
_HASH_TAGS = re.compile(r"#\w+")
_RATE = re.compile(r"[▲▼]|\d+[.,]\d+")
_POINTER = re.compile(r"[→←►▶»›]\s*$|^\s*[←→►▶]")
_OWN_SIGN = re.compile("©")
_IN_A_SENTENCE = re.compile(r"[\d,،;:](?![^()]*\))")
_CONTROLS = re.compile(r"^(?:[aа][+\-−–]?\s*){2,}")


class Line(NamedTuple):
    """A line that is not blank, without the white space around it; offsets into ``View.form``.

    ``reason`` says why it is furniture; ``is_title`` marks the headline, which is not furniture.
    """

    start: int
    end: int
    is_furniture: bool = False
    reason: str = ""
    is_title: bool = False


class Layout(NamedTuple):
    """A page's lines, its headline if one was found, and the spans of its body, all offsets into ``View.form``."""

    lines: tuple[Line, ...]
    title: tuple[int, int] | None
    body: tuple[tuple[int, int], ...]


def read_lines(view: View, wordings: Wordings) -> Layout:
    """Which lines of a page are the article: every line that nothing marks as furniture is body."""
    spans = [_stripped(view.form, match.start(), match.end()) for match in _LINE.finditer(view.form)]
    spans = [span for span in spans if span[0] < span[1]]
    texts = [view.form[start:end] for start, end in spans]
    reasons = _reasons(texts, wordings)
    title = _title(texts, reasons)
    _mark_head(texts, reasons, title)
    _mark_tail(texts, reasons)
    lines = tuple(
        Line(start, end, bool(reason), reason, index == title)
        for index, ((start, end), reason) in enumerate(zip(spans, reasons, strict=True))
    )
    body = tuple((line.start, line.end) for line in lines if not line.is_furniture and not line.is_title)
    return Layout(lines, spans[title] if title is not None else None, body)


def is_prose(line: str) -> bool:
    """Whether a line reads like a paragraph of an article: long, or a whole sentence, or several."""
    if len(line) >= LONG_LINE:
        return True
    if len(line) < SHORT_SENTENCE:
        return False
    return _FULL_STOP.search(line) is not None or (
        len(line) > 2 * SHORT_SENTENCE and _SENTENCES.search(line) is not None
    )


def furniture_of(line: str, wordings: Wordings) -> Found | None:
    """By which wording or looks a line in its normalised form is furniture on its own account, if it is."""
    return find_wording(line, wordings) or _looks(line, wordings)


def _stripped(form: str, start: int, end: int) -> tuple[int, int]:
    while start < end and form[start].isspace():
        start += 1
    while end > start and form[end - 1].isspace():
        end -= 1
    return start, end


def _reasons(texts: Sequence[str], wordings: Wordings) -> list[str]:
    """The reason by which each line is furniture on its own account or as part of a block; empty for the others."""
    reasons = []
    in_block = False
    for text in texts:
        found = furniture_of(text, wordings)
        if found is not None:
            in_block = in_block or found.heads
            reasons.append(found.reason)
            continue
        in_block = in_block and not is_prose(text)
        reasons.append("related" if in_block else "")
    return reasons


def _looks(line: str, wordings: Wordings) -> Found | None:
    """Furniture by its looks, in any language."""
    if len(line) > LONGEST_TAIL_LINE or (_BULLET.match(line) and not _CONTROLS.match(line)):
        return None
    for reason, test in _LOOKS:
        if test(line):
            return Found(reason)
    words = _WORDS.findall(line)
    networks = sum(word in wordings.networks for word in words)
    if networks > 1 and networks >= MOSTLY_NETWORKS * len(words):
        return Found("share")
    return None


def _is_fragment(line: str) -> bool:
    """Hardly a letter: a lone sign, a counter, a pair of buttons."""
    letters = sum(letter.isalpha() for letter in line)
    return letters <= 2 and (len(line) <= 12 or not letters) and not _RATE.search(line)  # noqa: PLR2004


def _is_menu(line: str) -> bool:
    """Short items between separators or wide gaps, none of them a sentence."""
    strong = len(_STRONG_SEPARATOR.findall(line))
    if not strong and not _WIDE_GAP.search(line):
        return False
    if "«" in line and strong == line.count("»"):
        return False
    items = [item for item in _SEPARATOR.split(line) if item.strip()]
    if len(items) < 2 or _FULL_STOP.search(line):  # noqa: PLR2004 -- one item is no menu
        return False
    if not strong and any(_IN_A_SENTENCE.search(item) for item in items):
        return False
    short = all(len(item) <= LONGEST_ITEM and len(item.split()) <= LONGEST_ITEM_WORDS for item in items)
    enough = 2 if strong or all(len(item.split()) <= 2 for item in items) else 3  # noqa: PLR2004
    return short and len(items) >= enough and not any(_RATE.search(item) for item in items)


def _is_stamp(line: str) -> bool:
    """A line that says when, and nothing else: a date, a time, perhaps a section or a place."""
    words = len(_WORDS.findall(line))
    if len(line) > 60 or words > 6 or _FULL_STOP.search(line):  # noqa: PLR2004
        return False
    if _CLOCK.search(line) or _NUMERIC_DATE.search(line):
        return words <= 5 and len(_NUMBERS.findall(line)) <= 6  # noqa: PLR2004
    return bool(_YEAR.search(line) and _DAY.search(line)) and words <= 3 and len(_NUMBERS.findall(line)) <= 2  # noqa: PLR2004


def _is_rates(line: str) -> bool:
    """A ticker: figures with decimals, each after a word or two."""
    rates = len(_RATE.findall(line))
    return (
        rates > 1
        and len(_WORDS.findall(line)) <= 2 * rates
        and bool(_WIDE_GAP.search(line) or _STRONG_SEPARATOR.search(line))
    )


def _is_contact(line: str) -> bool:
    """A telephone number or an address of mail or net, and little else."""
    if _DOMAIN.match(line):
        return True
    reachable = _PHONE.search(line) or (_ADDRESS.search(line) and not is_prose(line))
    return bool(reachable) and len(_WORDS.findall(line)) <= 14  # noqa: PLR2004


def _is_tags(line: str) -> bool:
    tags = _HASH_TAGS.findall(line)
    return len(tags) > 1 or (line.startswith("#") and len(tags) == 1 and len(line) == len(tags[0]))


def _is_feed_item(line: str) -> bool:
    return _FEED_ITEM.match(line) is not None and not is_prose(line)


def _is_pointer(line: str) -> bool:
    return _POINTER.search(line) is not None and "«" not in line and not is_prose(line)


def _is_owned(line: str) -> bool:
    return _OWN_SIGN.search(line) is not None


_LOOKS = (
    ("fragment", _is_fragment),
    ("date", _is_stamp),
    ("feed", _is_feed_item),
    ("menu", _is_menu),
    ("rates", _is_rates),
    ("contact", _is_contact),
    ("tags", _is_tags),
    ("pointer", _is_pointer),
    ("copyright", _is_owned),
    ("controls", lambda line: _CONTROLS.match(line) is not None),
)


def _first_prose(texts: Sequence[str], reasons: Sequence[str]) -> int | None:
    return next((index for index, text in enumerate(texts) if not reasons[index] and is_prose(text)), None)


def _title(texts: Sequence[str], reasons: Sequence[str]) -> int | None:
    """The headline: the first line of some words before the article that is no sentence."""
    end = _first_prose(texts, reasons)
    if not end:
        return None
    candidates = [index for index in range(end) if not reasons[index] and _may_be_title(texts[index])]
    if not candidates:
        return None
    full = [index for index in candidates if len(texts[index].split()) > FEWEST_TITLE_WORDS]
    return full[0] if full else max(candidates, key=lambda index: len(texts[index]))


def _may_be_title(line: str) -> bool:
    return (
        len(line.split()) >= FEWEST_TITLE_WORDS - 1 and not _BULLET.match(line) and not re.search(r"[^.][.;:,]$", line)
    )


def _mark_head(texts: Sequence[str], reasons: list[str], title: int | None) -> None:
    """What stands before the headline is the masthead; short remains between other furniture go with it."""
    end = _first_prose(texts, reasons)
    if title is None or end is None:
        return
    for index in range(title):
        reasons[index] = reasons[index] or "masthead"
    for index in range(title + 1, end):
        if not reasons[index] and not _FULL_STOP.search(texts[index]) and not _BULLET.match(texts[index]):
            between = bool(reasons[index - 1]) and index + 1 < len(texts) and bool(reasons[index + 1])
            if between or len(texts[index].split()) < FEWEST_TITLE_WORDS - 1:
                reasons[index] = "masthead"


def _mark_tail(texts: Sequence[str], reasons: list[str]) -> None:
    """Short lines that are no sentences after the last paragraph."""
    prose = [index for index, text in enumerate(texts) if not reasons[index] and is_prose(text)]
    if len(prose) < FEWEST_PARAGRAPHS:
        return
    for index in _tail(texts, prose[-1] + 1):
        reasons[index] = reasons[index] or "tail"


def _tail(texts: Sequence[str], start: int) -> Iterator[int]:
    for index in range(start, len(texts)):
        text = texts[index]
        itemised = _BULLET.match(text) or _SIGN.match(text)
        if len(text) <= LONGEST_TAIL_LINE and not itemised and not _FULL_STOP.search(text):
            yield index
