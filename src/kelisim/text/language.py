"""Which language a text is in: letters, short words and endings first, pycld2 where they leave a doubt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec
import rtoml
from msgspec import Struct

from kelisim.text.view import Profile

LETTERS = Path(__file__).parent / "data" / "language_letters.toml"

SAMPLE = 3_000
"""Code points looked at in each of three places of a long text: its beginning, middle and end."""

FEWEST_LETTERS = 6
"""A text with fewer letters says too little."""

ALIEN_COST = 12.0
WORD_GAIN = 2.0
ENDING_GAIN = 1.0
SIGN_GAIN = 12.0
OWN_GAIN = 60.0
"""Weights of the evidence, by share: letters outside the alphabet, known words and endings, the language's special
letters, a letter that no neighbour has. Ours, set on sentences and headlines of 13 languages."""

SAFE_LEAD = 0.5
"""Lead over the second language at which pycld2 is not asked."""

OTHER_LEAD = 0.25
"""Lead by which the letters overrule what pycld2 says."""

_WORD = re.compile(r"[^\W\d_]+(?:['’ʻʼ‘`][^\W\d_]+)*")
_APOSTROPHES = re.compile("[’ʻʼ‘`]")
_NOT_FOR_CLD = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]|[^\x00-\uffff]")


class Script(Struct, frozen=True, forbid_unknown_fields=True):
    """A script by its code points; ``language`` where one language has it to itself."""

    name: str
    ranges: list[tuple[str, str]]
    language: str | None = None
    stronger_than: str | None = None


class Language(Struct, frozen=True, forbid_unknown_fields=True):
    """The marks of a language among those of its script."""

    code: str
    script: str
    letters: str
    signs: str
    words: list[str]
    endings: list[str]
    own: str = ""
    pairs: list[str] = []
    beginnings: list[str] = []


class _Marks(NamedTuple):
    """A language's marks ready to be looked up."""

    code: str
    letters: frozenset[str]
    signs: frozenset[str]
    own: frozenset[str]
    words: frozenset[str]
    endings: tuple[str, ...]
    pairs: tuple[str, ...]
    beginnings: tuple[str, ...]


def identify(text: str) -> str | None:
    """The BCP 47 code of the language of ``text`` (``uz-Latn`` and ``uz-Cyrl`` by script), or ``None``.

    ``None`` means that there are too few letters or that nothing speaks for any language.
    """
    sample = _sample(text)
    letters = Counter(sample.casefold())
    script = _script(letters)
    if script is None:
        return None
    if script.language:
        return script.language
    words = _WORD.findall(_APOSTROPHES.sub("'", sample.casefold()))
    scores = sorted(((_score(marks, words, letters), marks.code) for marks in _marks(script.name)), reverse=True)
    lead = scores[0][0] - scores[1][0]
    if lead >= SAFE_LEAD and scores[0][0] > 0:
        return scores[0][1]
    return _second_opinion(sample, script.name, scores)


def profile_of(code: str) -> Profile:
    """What normalisation needs to know of a language: an alphabet with a dotless i cases i as the Turkic ones do."""
    letters = next((language.letters for language in _languages() if language.code == code), "")
    return Profile(letters=letters, casing="turkic" if "ı" in letters else "plain")


def _sample(text: str) -> str:
    if len(text) <= 3 * SAMPLE:
        return text
    middle = (len(text) - SAMPLE) // 2
    return "\n".join((text[:SAMPLE], text[middle : middle + SAMPLE], text[-SAMPLE:]))


def _script(letters: Counter[str]) -> Script | None:
    counts = {script.name: _count(letters, script.ranges) for script in _scripts()}
    script = max(_scripts(), key=lambda script: counts[script.name])
    for other in _scripts():
        if other.stronger_than == script.name and counts[other.name]:
            script = other
    enough = FEWEST_LETTERS if script.language is None else 2
    return script if sum(counts.values()) >= enough and counts[script.name] else None


def _count(letters: Counter[str], ranges: Iterable[tuple[str, str]]) -> int:
    return sum(count for letter, count in letters.items() if any(low <= letter <= high for low, high in ranges))


def _score(marks: _Marks, words: list[str], letters: Counter[str]) -> float:
    """How well the marks of a language explain the words and letters of a text."""
    words = [word for word in words if word[0] in marks.letters]
    if not words:
        return 0.0
    total = sum(count for letter, count in letters.items() if letter.isalpha())
    alien = sum(count for letter, count in letters.items() if letter.isalpha() and letter not in marks.letters) / total
    signs = sum(letters[letter] for letter in marks.signs)
    joined = " ".join(words)
    signs += 2 * sum(joined.count(pair) for pair in marks.pairs)
    known = sum(map(marks.words.__contains__, words))
    ended = len([word for word in words if len(word) > 3 and word.endswith(marks.endings)])  # noqa: PLR2004 -- not an ending alone
    begun = len([word for word in words if word.startswith(marks.beginnings)]) if marks.beginnings else 0
    own = min(1.0, OWN_GAIN * sum(letters[letter] for letter in marks.own) / total)
    gain: float = (
        min(1.0, SIGN_GAIN * signs / total) + (WORD_GAIN * known + ENDING_GAIN * (ended + begun)) / len(words) + own
    )
    return gain - ALIEN_COST * alien


def _second_opinion(sample: str, script: str, scores: list[tuple[float, str]]) -> str | None:
    """pycld2's answer, unless the letters rule it out."""
    guess = _cld(sample, script)
    by_code = {code: score for score, code in scores}
    best, code = scores[0]
    if guess is None or by_code.get(guess, 0.0) < best - OTHER_LEAD:
        return code if best > 0 else guess
    return guess


def _cld(sample: str, script: str) -> str | None:
    import pycld2  # noqa: PLC0415 -- most texts never need it, and it loads tables of its own

    _, _, details = pycld2.detect(_NOT_FOR_CLD.sub(" ", sample).encode(), bestEffort=True)
    code = details[0][1]
    if code == "un":
        return None
    code = _cld_codes().get(code, code)
    return f"{code}-{script}" if f"{code}-{script}" in _codes() else code


@cache
def _cld_codes() -> dict[str, str]:
    """What pycld2 calls differently."""
    return {str(theirs): str(ours) for theirs, ours in rtoml.load(LETTERS)["cld"].items()}


@cache
def _codes() -> frozenset[str]:
    return frozenset(language.code for language in _languages())


@cache
def _data() -> tuple[tuple[Script, ...], tuple[Language, ...]]:
    tables = rtoml.load(LETTERS)
    scripts = msgspec.convert(tables["script"], list[Script])
    languages = msgspec.convert(tables["language"], list[Language])
    return tuple(scripts), tuple(languages)


def _scripts() -> tuple[Script, ...]:
    return _data()[0]


def _languages() -> tuple[Language, ...]:
    return _data()[1]


@cache
def _marks(script: str) -> tuple[_Marks, ...]:
    return tuple(
        _Marks(
            language.code,
            frozenset(language.letters),
            frozenset(language.signs),
            frozenset(language.own),
            frozenset(language.words),
            tuple(language.endings),
            tuple(language.pairs),
            tuple(language.beginnings),
        )
        for language in _languages()
        if language.script == script
    )
