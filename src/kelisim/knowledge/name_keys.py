"""Keys of names that hold across scripts: a skeleton of sound classes for blocking, and the cost of differing sounds.

Names with one skeleton are candidates; :func:`similarity` weighs every sound of them, since scripts such as the Arabic
leave most vowels unwritten. Context (state, office, time) decides the rest. The sounds of the letters and what they cost
stand in ``data/letters.toml``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import msgspec
from msgspec import Struct

from kelisim.tables import read_toml

LETTERS = Path(__file__).parent / "data" / "letters.toml"

SAME_NAME = 0.5
"""Similarity from which two spellings are taken for one name before context. Ours, on 50 surnames in several scripts."""

SLACK = 0.9
"""The cost of differing sounds at which the similarity is 0. Ours, on the same surnames."""

ARABIC_SOUNDS = frozenset("ABEFGJKQWY")
"""Sounds of letters that stand for several: a name with one is written in a script without short vowels."""

VOWELS = frozenset("aeiouyAEWY")
OPENING = "A"
"""What stands in a skeleton for any vowel at the beginning of a word."""

CONSONANT_COST, VOWEL_COST = 1.0, 0.6
INITIAL_SIMILARITY = 0.8
_CACHED = 1 << 16
_REPEATED = re.compile(r"(.)\1+")


class Missing(Struct, frozen=True, forbid_unknown_fields=True):
    """The cost of a sound that only one name has."""

    vowel: float
    unwritten: float
    first: float
    sounds: dict[str, float]


class Letters(Struct, frozen=True, forbid_unknown_fields=True):
    """``letters.toml``."""

    particles: list[str]
    rewrites: dict[str, str]
    sounds: dict[str, str]
    classes: dict[str, str]
    near: dict[str, float]
    missing: Missing


@cache
def _letters(path: Path = LETTERS) -> Letters:
    data = read_toml(path, Letters)
    return msgspec.structs.replace(data, near=data.near | {pair[::-1]: cost for pair, cost in data.near.items()})


@cache
def _units() -> re.Pattern[str]:
    """Groups of letters that have a sound together, the longest first, or else a single letter."""
    groups = sorted((unit for unit in _letters().sounds if len(unit) > 1), key=len, reverse=True)
    return re.compile("|".join([*map(re.escape, groups), "."]))


@lru_cache(maxsize=_CACHED)
def sounds(name: str) -> str:
    """The sounds of a name, a letter each; doubled sounds count once, spaces, hyphens and unknown letters not at all."""
    table = _letters().sounds
    return _REPEATED.sub(r"\1", "".join([table.get(unit, "") for unit in _units().findall(_plain(name))]))


@lru_cache(maxsize=_CACHED)
def key(name: str) -> str:
    """The skeleton of a name: nearly always equal for the spellings of one name in different scripts.

    >>> key("Токаев") == key("Tokayev") == key("توكاييف")
    True
    """
    classes = _letters().classes
    heard = sounds(name)
    skeleton = "".join([classes.get(sound, "") for sound in heard])
    opening = OPENING if heard and heard[0] in VOWELS else ""
    return opening + _REPEATED.sub(r"\1", skeleton)


def _plain(name: str) -> str:
    """The name in lower case, rewritten, letters that the table does not know without their marks."""
    lower = unicodedata.normalize("NFC", name.replace("İ", "i").lower())
    for written, instead in _letters().rewrites.items():
        if written in lower:
            lower = lower.replace(written, instead)
    return lower.translate(_bare())


class _Bare(dict[int, str]):
    """Every character as a letter that the table of sounds may know, or as nothing; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        bare = letter if letter in _letters().sounds else unicodedata.normalize("NFD", letter)[0]
        self[code] = bare if bare.isalpha() else ""
        return self[code]


@cache
def _bare() -> _Bare:
    return _Bare()


@lru_cache(maxsize=_CACHED)
def similarity(one: str, other: str) -> float:
    """How likely two spellings are one name, in ``[0, 1]``: 1 for equal sounds, less for every differing one."""
    first, second = sounds(one), sounds(other)
    if first == second:
        return 1.0 if first else 0.0
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 -- slow to import, and most short texts do without

    if Levenshtein.distance(key(one), key(other), score_cutoff=1) > 1:
        return 0.0
    return max(0.0, 1.0 - _cost(first, second) / SLACK)


def is_same(one: str, other: str) -> bool:
    """Whether two spellings of one word of a name are taken for the same before context."""
    return similarity(one, other) >= SAME_NAME


def full_similarity(one: str, other: str) -> float:
    """How likely two full names are one person's: the least likely word of the shorter name found in the longer one.

    Words may stand in any order, an initial stands for a word, and what is written together counts as well.
    """
    first, second = sorted((_words(one), _words(other)), key=len)
    rest = list(second)
    least = 1.0 if first else 0.0
    for word in first:
        best = max(rest, key=lambda candidate: _word_similarity(word, candidate))
        least = min(least, _word_similarity(word, best))
        rest.remove(best)
    return max(least, similarity("".join(first), "".join(second)))


def _words(name: str) -> list[str]:
    particles = _letters().particles
    written = re.findall(r"[^\W\d_]+", name.lower().replace("'", "").replace("’", ""))
    return [word for word in written if word not in particles] or written


def _word_similarity(one: str, other: str) -> float:
    if 1 in (len(one), len(other)):
        return INITIAL_SIMILARITY * float(bool(other) and sounds(one)[:1] == sounds(other)[:1])
    return similarity(one, other)


def _cost(one: str, other: str) -> float:
    """The least cost of turning the sounds of one name into the other's (a weighted edit distance)."""
    short = not ARABIC_SOUNDS.isdisjoint(one), not ARABIC_SOUNDS.isdisjoint(other)
    losses = [_loss(one, place, short[1]) for place in range(len(one))]
    gains = [_loss(other, place, short[0]) for place in range(len(other))]
    row = [0.0]
    for gain in gains:
        row.append(row[-1] + gain)
    for left, loss in zip(one, losses, strict=True):
        above, row = row, [row[0] + loss]
        for place, right in enumerate(other):
            row.append(min(above[place + 1] + loss, row[place] + gains[place], above[place] + _swap(left, right)))
    return row[-1]


@cache
def _swap(one: str, other: str) -> float:
    if one == other:
        return 0.0
    known = _letters().near.get(one + other)
    if known is not None:
        return known
    return VOWEL_COST if one in VOWELS and other in VOWELS else CONSONANT_COST


def _loss(name: str, place: int, into_arabic: bool) -> float:  # noqa: FBT001 -- a plain flag of a private function
    missing = _letters().missing
    sound = name[place]
    if place == 0 and sound in VOWELS and name[1:2] not in VOWELS:
        return missing.first
    if sound in missing.sounds:
        return missing.sounds[sound]
    if sound not in VOWELS:
        return CONSONANT_COST
    return missing.unwritten if into_arabic else missing.vowel
