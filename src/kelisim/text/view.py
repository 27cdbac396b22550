"""The normalised view of a text: what everything is matched in, with offsets back to what is stored.

The view is made in four steps, each a pass in C over the whole text:

1. What does not map one code point to one is replaced piece by piece: marks, tatweel and invisible characters go,
   letters with combining marks are composed (NFC), ligatures, presentation forms and full-width letters are taken
   apart (NFKC). Only here do offsets move.
2. Letters of the wrong script inside a word are repaired (Cyrillic text typed with a Latin ``i``).
3. Case is folded, for Turkic languages with İ/i and I/ı as two letters.
4. Letter variants, digits, apostrophes and spaces become one of their kind.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from msgspec import Struct


class Profile(Struct, frozen=True):
    """What normalisation needs to know of a language: its alphabet in lower case, and how it cases i."""

    letters: str = ""
    casing: Literal["plain", "turkic"] = "plain"


# Characters without a meaning of their own: Arabic marks, tatweel, soft hyphen, zero-width and bidi controls,
# variation selectors. Combining marks of U+0300-U+036F are composed with their letter first.
_VOWEL_SIGNS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff"
_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_COMBINING = "\u0300-\u036f"
_ATTACHED = f"{_VOWEL_SIGNS}{_COMBINING}\u0640"
_LIGATURES = (
    "\u00df\u0149\u01f0\u0390\u03b0\u0587\u1c80-\u1c88\u1e96-\u1e9a\u1e9e\u1f50-\u1fff\ufb00-\ufb17"
    "\ufb50-\ufdff\ufe70-\ufefc\uff01-\uff5e"
)

_PIECE = re.compile(f"([{_ATTACHED}{_INVISIBLE}]+)|[{_LIGATURES}]")
_DROPPED = re.compile(f"[{_ATTACHED}{_INVISIBLE}]+")
_OTHER_MARKS = re.compile(f"[{_VOWEL_SIGNS}{_INVISIBLE}\u0640]")
_HAS_COMBINING = re.compile(f"[{_COMBINING}]")
_ATTACHED_AT = re.compile(f"[{_ATTACHED}]*")
_WORD = re.compile(r"\S+")

_ZEROS = (
    "\u0660\u06f0\u07c0\u0966\u09e6\u0a66\u0ae6\u0b66\u0be6\u0c66\u0ce6\u0d66\u0de6\u0e50\u0ed0\u0f20\u1040\u1090"
    "\u17e0\u1810\u1946\u19d0\u1a80\u1a90\u1b50\u1bb0\u1c40\u1c50\ua620\ua8d0\ua900\ua9d0\ua9f0\uaa50\uabf0"
)
"""The zero of every digit system of the Basic Multilingual Plane (Unicode 15, category Nd)."""

_VARIANTS = {
    "أإآٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ې": "ي", "ة": "ه", "ؤ": "و", "کڪ": "ك",
    "٫": ".", "٬": ",",
    "\u2018\u2019\u201b\u02bc\u02bb\u02b9\u02bd\u02be\u02bf\u00b4`\u2032": "'",
    "\u2010\u2011": "-",
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000": " ",
    "\u0085\u2028\u2029\x0b\x0c\x1c\x1d\x1e": "\n",
}  # fmt: skip

_TURKIC = str.maketrans({"I": "ı", "İ": "i"})

# Letters that look alike: Latin first, then Cyrillic candidates, of which the language's own alphabet chooses.
_LOOK_ALIKES = {
    "a": "а", "c": "с", "e": "е", "i": "і", "o": "о", "p": "р", "x": "х", "y": "у", "h": "һ", "j": "ј", "s": "ѕ",
    "ə": "ә", "ɵ": "ө", "ö": "ӧ", "ë": "ё", "ï": "ї", "ă": "ӑ", "ç": "ҫ",
    "A": "А", "B": "В", "C": "С", "E": "Е", "H": "Н", "I": "І", "J": "Ј", "K": "К", "M": "М", "O": "О", "P": "Р",
    "S": "Ѕ", "T": "Т", "X": "Х", "Y": "ҮУ", "Ə": "Ә", "Ɵ": "Ө", "Ë": "Ё", "Ï": "Ї", "Ö": "Ӧ", "İ": "І",
    "Ă": "Ӑ", "Ç": "Ҫ",
}  # fmt: skip
_LATIN = "a-zA-Z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0259\u0275"
_CYRILLIC = "\u0400-\u0481\u048a-\u052f"
_LATIN_RUN = re.compile(f"[{_LATIN}]+")
_CYRILLIC_RUN = re.compile(f"[{_CYRILLIC}]+")
_EITHER_RUN = re.compile(f"[{_LATIN}{_CYRILLIC}]+")
_EITHER_RUN_AT_END = re.compile(f"[{_LATIN}{_CYRILLIC}]+$")

_ASCII_THAT_CHANGES = re.compile("[`\\x0b\\x0c\\x1c-\\x1e\r]")


class Piece(NamedTuple):
    """Stored text ``[start, end)`` that stands as ``form`` in the view."""

    start: int
    end: int
    form: str


class View:
    """A stored text and its normalised form.

    ``text`` is the stored text, ``form`` the string in which everything is matched, ``cased`` the form before letters
    were folded: the same length and offsets as ``form``, with capitals. All offsets are half-open, in code points.
    """

    __slots__ = ("_forms", "_stored", "cased", "form", "text")

    def __init__(self, text: str, form: str, cased: str, pieces: Sequence[Piece] = ()) -> None:
        self.text = text
        self.form = form
        self.cased = cased
        self._forms, self._stored = _boundaries(pieces, len(text), len(form))

    def with_form(self, form: str) -> View:
        """The same view with another form of the same length, for a search that tells fewer letters apart."""
        view = View(self.text, form, self.cased)
        view._forms, view._stored = self._forms, self._stored
        return view

    def to_stored(self, start: int, end: int) -> tuple[int, int]:
        """The span of the stored text that stands as ``form[start:end]``, with the marks of its last letter."""
        if self._forms is self._stored:
            return start, end
        first = _project(start, bisect_right(self._forms, start) - 1, self._forms, self._stored)
        if end <= start:
            return first, first
        last = _project_end(end, bisect_left(self._forms, end) - 1, self._forms, self._stored)
        match = _ATTACHED_AT.match(self.text, last)
        return first, match.end() if match else last

    def to_form(self, start: int, end: int) -> tuple[int, int]:
        """The span of ``form`` that stands for the stored ``text[start:end]``; empty when all of it was dropped."""
        if self._forms is self._stored:
            return start, end
        first = _project(start, bisect_right(self._stored, start) - 1, self._stored, self._forms)
        if end <= start:
            return first, first
        return first, max(first, _project_end(end, bisect_left(self._stored, end) - 1, self._stored, self._forms))


def normalise(text: str, profile: Profile) -> View:
    """The normalised view of ``text`` for a language; normalising a form again gives the same form."""
    if text.isascii() and profile.casing == "plain" and not _ASCII_THAT_CHANGES.search(text):
        return View(text, text.lower(), text)
    pieces = list(_pieces(text))
    kept = _join(text, pieces)
    if not unicodedata.is_normalized("NFC", kept):
        pieces = list(_with_whole_words(text, pieces, profile))
        kept = _join(text, pieces)
    cased = _repair(kept, profile.letters)
    return View(text, _fold_letters(cased, profile), cased, pieces)


def fold(word: str, profile: Profile) -> str:
    """A word or phrase of a lexicon as it stands in the form of a view."""
    return normalise(word, profile).form


class Folded(dict[str, str]):
    """The words of a language's lexicon, each with its form (see :func:`fold`); a new one is folded when asked for."""

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._profile = profile

    def __missing__(self, word: str) -> str:
        form = self[word] = fold(word, self._profile)
        return form

    def learn(self, words: Iterable[str]) -> None:
        """Fold many words in one pass; none of them holds a line break."""
        new = [word for word in dict.fromkeys(words) if word not in self]
        if new:
            self.update(zip(new, fold("\n".join(new), self._profile).split("\n"), strict=True))


def _boundaries(pieces: Sequence[Piece], stored: int, form: int) -> tuple[list[int], list[int]]:
    """Where runs begin, in both strings: ``[forms[i], forms[i+1])`` stands for ``[texts[i], texts[i+1])``.

    One and the same list when no offset moved.
    """
    if not pieces:
        return (texts := [0, stored]), texts
    forms, texts = [0], [0]
    moved = 0
    for start, end, replacement in pieces:
        if start > texts[-1]:
            forms.append(start - moved)
            texts.append(start)
        moved += end - start - len(replacement)
        forms.append(end - moved)
        texts.append(end)
    if stored > texts[-1]:
        forms.append(form)
        texts.append(stored)
    return forms, texts


def _project(offset: int, run: int, source: list[int], target: list[int]) -> int:
    """A start offset carried from one string to the other."""
    if run >= len(source) - 1:
        return target[-1]
    if source[run + 1] - source[run] == target[run + 1] - target[run]:
        return target[run] + offset - source[run]
    return target[run]


def _project_end(offset: int, run: int, source: list[int], target: list[int]) -> int:
    """An end offset carried from one string to the other."""
    if source[run + 1] - source[run] == target[run + 1] - target[run]:
        return target[run] + offset - source[run]
    return target[run + 1]


def _pieces(text: str) -> Iterator[Piece]:
    """What must be replaced in ``text``, in order, without overlap."""
    done = 0
    for match in _PIECE.finditer(text):
        start, end = match.span()
        if match.lastindex is None:
            replacement = _taken_apart(match.group())
        elif start > done and _HAS_COMBINING.search(match.group()):
            start -= 1
            replacement = _settled(_OTHER_MARKS.sub("", text[start:end]))
        else:
            replacement = ""
        done = end
        if replacement != text[start:end]:
            yield Piece(start, end, replacement)


@cache
def _taken_apart(letter: str) -> str:
    """A ligature, presentation form or full-width letter as plain letters."""
    return _settled(unicodedata.normalize("NFKC", letter).casefold())


def _settled(cluster: str) -> str:
    """A letter with its combining marks, as far as Unicode knows them as one; other marks (stress) are left out."""
    return _DROPPED.sub("", unicodedata.normalize("NFC", cluster))


def _with_whole_words(text: str, pieces: Sequence[Piece], profile: Profile) -> Iterator[Piece]:
    """``pieces``, but words that are still not NFC (Hangul jamo, Indic marks) are replaced whole."""
    index = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        if unicodedata.is_normalized("NFC", _join(match.group(), list(_pieces(match.group())))):
            continue
        while index < len(pieces) and pieces[index].start < start:
            yield pieces[index]
            index += 1
        while index < len(pieces) and pieces[index].start < end:
            index += 1
        yield Piece(start, end, _fixed_point(match.group(), profile))
    yield from pieces[index:]


def _fixed_point(word: str, profile: Profile) -> str:
    """A word of a rare script normalised until it stays the same."""
    for _ in range(4):
        before = word
        word = _join(word, list(_pieces(word)))
        word = unicodedata.normalize("NFC", _fold_letters(word, profile))
        if word == before:
            break
    return word


def _join(text: str, pieces: Sequence[Piece]) -> str:
    if not pieces:
        return text
    parts, done = [], 0
    for start, end, replacement in pieces:
        parts.append(text[done:start])
        parts.append(replacement)
        done = end
    parts.append(text[done:])
    return "".join(parts)


def _fold_letters(text: str, profile: Profile) -> str:
    """Case and variants folded, one code point to one."""
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    text = text.translate(_TURKIC) if profile.casing == "turkic" else text.replace("İ", "i")
    form = text.lower() if text.isascii() else text.casefold()
    return form.translate(_table()) if _special().search(form) else form


@cache
def _variants() -> dict[int, str]:
    table = {ord(letter): target for letters, target in _VARIANTS.items() for letter in letters}
    for zero in _ZEROS:
        table.update({ord(zero) + digit: str(digit) for digit in range(10)})
    return table


@cache
def _special() -> re.Pattern[str]:
    return re.compile("[" + "".join(re.escape(chr(code)) for code in sorted(_variants())) + "]")


@cache
def _table() -> dict[int, str]:
    """The variants, and every common character as itself: ``str.translate`` is slow on what a table lacks."""
    common = {code: chr(code) for block in ((0, 0x700), (0x2000, 0x2070), (0x20A0, 0x20C0)) for code in range(*block)}
    return common | _variants()


def _repair(text: str, letters: str) -> str:
    """``text`` with look-alike letters of the wrong script replaced inside words; the length stays."""
    if text.isascii():
        return text
    strangers = _LATIN_RUN if _is_cyrillic(letters) else _CYRILLIC_RUN
    repaired: list[Piece] = []
    done = 0
    for match in strangers.finditer(text):
        start, end = match.span()
        if start < done or not (_EITHER_RUN.match(text[start - 1 : start]) or _EITHER_RUN.match(text, end)):
            continue
        start, done = _word_around(text, start, end)
        word = text[start:done]
        better = _repaired_word(word, letters)
        if better != word:
            repaired.append(Piece(start, done, better))
    return _join(text, repaired)


def _word_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole word that ``[start, end)`` is a part of."""
    line = text.rfind("\n", 0, start) + 1
    space = max(text.rfind(" ", line, start) + 1, line)
    before = _EITHER_RUN_AT_END.search(text[space:start])
    after = _EITHER_RUN.match(text, end)
    return start - len(before.group() if before else ""), after.end() if after else end


@cache
def _is_cyrillic(letters: str) -> bool:
    return _CYRILLIC_RUN.search(letters) is not None


@cache
def _to_cyrillic(letters: str) -> dict[str, str]:
    table = {}
    for latin, candidates in _LOOK_ALIKES.items():
        known = [candidate for candidate in candidates if candidate.casefold() in letters]
        if known:
            table[latin] = known[0]
    return table


@cache
def _to_latin() -> dict[str, str]:
    return {cyrillic: latin for latin, candidates in _LOOK_ALIKES.items() for cyrillic in candidates}


def _repaired_word(word: str, letters: str) -> str:
    """A word of two scripts in the script of most of its letters, if every stranger in it has a look-alike there."""
    cyrillic = sum(len(run) for run in _CYRILLIC_RUN.findall(word))
    latin = len(word) - cyrillic
    to_cyrillic = cyrillic > latin or (cyrillic == latin and _is_cyrillic(letters))
    table = _to_cyrillic(letters) if to_cyrillic else _to_latin()
    strangers = _LATIN_RUN if to_cyrillic else _CYRILLIC_RUN
    if any(letter not in table for run in strangers.findall(word) for letter in run):
        return word
    return strangers.sub(lambda run: "".join(table[letter] for letter in run.group()), word)
