"""Sentences: where a full stop ends one, and where it only ends an abbreviation, an initial or a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from kelisim.tables import read_toml

SHARED = Path(__file__).parent / "data" / "abbreviations.toml"

LONGEST_QUOTATION = 240
"""Code points of a quotation in «…» or “…” that stays whole; a longer one is split like any text."""

_STOP = re.compile(r"[.!?؟۔…]+|[。！？]+|(?<=\s)[•●▪■](?=\s)")
_CLOSING = "»”’\"')]}›」』）"
_DIRECTED_CLOSING = "»”」』"
_OPENING = "«“‘\"'([{‹「『（"
_AFTER = re.compile(rf"[{re.escape(_CLOSING)}]*")
_BLANK = re.compile(r"[^\S\n]*")
_QUOTATION = re.compile(
    rf"«[^«»\n]{{1,{LONGEST_QUOTATION}}}»|“[^“”\n]{{1,{LONGEST_QUOTATION}}}”|「[^「」\n]{{1,{LONGEST_QUOTATION}}}」"
)
_WORD_BEFORE = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*$")
_LAST_WORD = re.compile(r"([^\W_]+)(\.?)[^\S\n]*$")
_WORD_AT = re.compile(r"[^\W\d_]+")
_LINE = re.compile(r"[^\n]+")
_CONTINUES = "–—-,،;؛:"
_LONGEST_ABBREVIATION = 24


class Abbreviations(Struct, frozen=True, forbid_unknown_fields=True, cache_hash=True):
    """The abbreviations of a language, written without their last full stop.

    ``titles`` always belong to what follows ("Dr. Smith", "ул. Абая"). ``units`` belong to what comes before and may
    end a sentence ("4,5 млрд."); an abbreviation that is both is a unit after a number and a title elsewhere.
    ``numbered`` stand before a number ("No. 5"). ``initials`` are first letters of names written with two letters.
    ``phrases`` are runs of words with a full stop inside ("долл. США"). ``openers`` are words that begin a sentence
    when they are capitalised, whatever abbreviation stands before them.
    """

    titles: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    numbered: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    openers: tuple[str, ...] = ()


class _Known(NamedTuple):
    titles: frozenset[str]
    units: frozenset[str]
    numbered: frozenset[str]
    initials: frozenset[str]
    phrases: tuple[str, ...]
    openers: frozenset[str]


def split(text: str, abbreviations: Abbreviations | None = None) -> list[tuple[int, int]]:
    """The sentences of ``text`` as half-open offsets into it, without the white space around them.

    ``text`` must keep its capitals (``View.cased`` does, with the offsets of ``View.form``): a full stop before a small
    letter ends nothing. A line break always ends a sentence, a bullet begins one. A quotation in directed quotation
    marks stays whole unless it is long; between straight quotation marks, whose ends cannot be told, sentences are
    split. In scripts without capitals a stop that closes a quotation ends nothing, since the sentence that quotes goes
    on after it. Without ``abbreviations`` those are used that many languages share.
    """
    known = _known(abbreviations or _shared())
    found = []
    for line in _LINE.finditer(text):
        start = line.start()
        for cut in _cuts(text, line.start(), line.end(), known):
            found.append((start, cut))
            start = cut
        found.append((start, line.end()))
    return [span for start, end in found if (span := _trimmed(text, start, end)) is not None]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _cuts(text: str, start: int, end: int, known: _Known) -> Iterator[int]:
    """Where sentences end inside a line."""
    quotations: list[tuple[int, int]] | None = None
    previous = start
    for match in _STOP.finditer(text, start, end):
        mark = match.group()
        if mark in "•●▪■":
            if text[previous : match.start()].strip():
                previous = match.start()
                yield previous
            continue
        after = _AFTER.match(text, match.end(), end)
        cut = after.end() if after else match.end()
        if cut >= end or cut < previous:
            continue
        if not _ends(text, match, cut, end, known):
            continue
        if quotations is None:
            quotations = [found.span() for found in _QUOTATION.finditer(text, start, end)]
        if any(opened < match.start() < closed - 1 and cut != closed for opened, closed in quotations):
            continue
        if text[previous:cut].strip():
            previous = cut
            yield cut


def _ends(text: str, match: re.Match[str], cut: int, end: int, known: _Known) -> bool:
    """Whether the stop ends a sentence, whatever quotation it stands in."""
    mark = match.group()
    closed = text[match.end() : cut]
    if mark[0] in "。！？":
        return not any(letter in _DIRECTED_CLOSING for letter in closed)
    blank = _BLANK.match(text, cut, end)
    following = blank.end() if blank else cut
    if following >= end:
        return True
    if following == cut:
        return _typed_without_space(text, match.start(), following)
    next_letter = _first_letter(text, following, end)
    if next_letter.islower():
        return False
    if text[following] in _CONTINUES:
        return mark == "." and not closed and _speech_goes_on(text, following, end)
    caseless = not next_letter.isupper() and next_letter.isalpha()
    if caseless and any(letter in _DIRECTED_CLOSING for letter in closed):
        return False
    if caseless and (mark[0] == "…" or mark.startswith("..")):
        return False
    return mark != "." or bool(closed) or not _abbreviated(text, match.start(), following, end, known)


def _typed_without_space(text: str, stop: int, following: int) -> bool:
    """Whether a sentence ends though no space follows, as in ``year.Trade grew`` and not in ``kapital.KZ``."""
    before = text[max(0, stop - 3) : stop]
    after = text[following : following + 2]
    return before.isalpha() and before.islower() and after[:1].isupper() and not after[1:].isupper()


def _speech_goes_on(text: str, dash: int, end: int) -> bool:
    """Whether a capital follows the dash, as in ``he said. – We are ready``."""
    blank = _BLANK.match(text, dash + 1, end)
    return text[dash] in "–—" and _first_letter(text, blank.end() if blank else end, end).isupper()


def _first_letter(text: str, start: int, end: int) -> str:
    """The first letter or digit at or after ``start``, past quotation marks and brackets."""
    while start < end and text[start] in _OPENING:
        start += 1
    return text[start] if start < end else ""


def _abbreviated(text: str, stop: int, following: int, end: int, known: _Known) -> bool:
    """Whether the full stop at ``stop`` belongs to an abbreviation after which the sentence goes on."""
    before = _WORD_BEFORE.search(text, max(0, stop - _LONGEST_ABBREVIATION), stop)
    if before is None:
        return False
    written = before.group()
    word = written.casefold()
    after = _WORD_AT.match(text, following, end)
    if word in known.numbered and text[following] in "+0123456789":
        return True
    if _inside_phrase(text, stop, known.phrases):
        return True
    if word.isdigit():
        return _begins_line(text, before.start())
    if word in known.units and (word not in known.titles or _counted(text, before.start(), known)):
        return text[following].isdigit()
    if word in known.titles or word in known.initials:
        return True
    if not _is_initial(written):
        return False
    return after is None or after.group().casefold() not in known.openers or "." not in written


def _inside_phrase(text: str, stop: int, phrases: tuple[str, ...]) -> bool:
    """Whether one of the phrases lies over the full stop."""
    for phrase in phrases:
        for at, letter in enumerate(phrase):
            if letter == "." and text[max(0, stop - at) : stop - at + len(phrase)].casefold() == phrase:
                return True
    return False


def _is_initial(word: str) -> bool:
    """One letter, or single letters with full stops between them."""
    return all(len(part) == 1 and part.isalpha() for part in word.split("."))


def _begins_line(text: str, start: int) -> bool:
    """Whether nothing but space stands before ``start`` in its line: "1. Trade" is a numbered paragraph."""
    return not text[text.rfind("\n", 0, start) + 1 : start].strip()


def _counted(text: str, start: int, known: _Known) -> bool:
    """Whether the word at ``start`` follows a number or another unit ("120 тыс. т.")."""
    before = _LAST_WORD.search(text, max(0, start - _LONGEST_ABBREVIATION), start)
    if before is None:
        return False
    word, stopped = before.groups()
    return word[-1].isdigit() or (bool(stopped) and word in known.units)


@cache
def _shared() -> Abbreviations:
    return read_toml(SHARED, Abbreviations)


@cache
def _known(abbreviations: Abbreviations) -> _Known:
    return _Known(
        titles=_folded(abbreviations.titles),
        units=_folded(abbreviations.units),
        numbered=_folded(abbreviations.numbered),
        initials=_folded(abbreviations.initials),
        phrases=tuple(phrase.casefold() for phrase in abbreviations.phrases),
        openers=_folded(abbreviations.openers),
    )


def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)
