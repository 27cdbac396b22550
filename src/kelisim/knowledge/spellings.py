"""English spellings of names that the knowledge does not hold, by the tables of ``data/spellings.toml``."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from msgspec import Struct

from kelisim.tables import read_toml

TABLES = Path(__file__).parent / "data" / "spellings.toml"

_WORD = re.compile(r"[^\W\d_]+")
_CACHED = 1 << 14


class Script(Struct, frozen=True, forbid_unknown_fields=True):
    """How the letters ``[first, last]`` are spelled.

    ``opening`` holds at the beginning of a word and after a vowel, ``endings`` at its end; ``unwritten`` is the vowel put
    between two consonants that have none between them; ``articles`` are written before a word with a hyphen.
    """

    first: str
    last: str
    unwritten: str
    vowels: str
    opening: dict[str, str]
    endings: dict[str, str]
    groups: dict[str, str]
    letters: dict[str, str]
    articles: dict[str, str] = {}


class Spellings(Struct, frozen=True, forbid_unknown_fields=True):
    """``spellings.toml``."""

    scripts: list[Script]


@cache
def _scripts(path: Path = TABLES) -> tuple[Script, ...]:
    return tuple(read_toml(path, Spellings).scripts)


@lru_cache(maxsize=_CACHED)
def english(name: str) -> str:
    """The name in Latin letters, a capital at the beginning of each word; a name in them already stays as it is.

    >>> english("Нұрлан Байбазаров")
    'Nurlan Baybazarov'
    """
    script = next(
        (script for script in _scripts() if any(script.first <= letter <= script.last for letter in name)), None
    )
    if script is None:
        return name
    return _WORD.sub(lambda word: _word(word.group().lower(), script), name)


def _word(word: str, script: Script) -> str:
    for article, spelled in script.articles.items():
        if word.startswith(article) and len(word) > len(article) + 2:
            return f"{spelled}-{_spelled(word[len(article) :], script).capitalize()}"
    return _spelled(word, script).capitalize()


def _spelled(word: str, script: Script) -> str:
    ending = next((end for end in sorted(script.endings, key=len, reverse=True) if word.endswith(end)), "")
    stem = word[: len(word) - len(ending)]
    if not stem:
        return _letters(word, script)
    end = script.endings.get(ending, "")
    spelled = _letters(stem, script)
    return spelled[:-1] + end if end and spelled.endswith("y") and end.startswith("y") else spelled + end


def _letters(word: str, script: Script) -> str:
    groups = sorted(script.groups, key=len, reverse=True)
    spelled: list[str] = []
    place, after = 0, "opening"
    while place < len(word):
        group = next((group for group in groups if word.startswith(group, place)), None)
        unit = group or word[place]
        vowel = unit in script.vowels
        if after == "consonant" and not vowel and script.unwritten:
            spelled.append(script.unwritten)
        if after != "consonant" and unit in script.opening:
            spelled.append(script.opening[unit])
        else:
            spelled.append(script.groups[group] if group else script.letters.get(unit, unit))
        after = "vowel" if vowel else "consonant"
        place += len(unit)
    return "".join(spelled)
