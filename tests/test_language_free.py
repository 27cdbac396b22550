"""The engine knows no language: no word of one, no code of one, outside packs and knowledge data."""

from __future__ import annotations

import ast
import re
import unicodedata
from pathlib import Path

import pytest

import kelisim
from kelisim.languages.loader import pack_codes

SOURCE = Path(kelisim.__file__).parent
ENGINE = sorted(SOURCE.rglob("*.py"))
"""Every room: words of a language stand in packs and data (TOML), codes in the names of packs."""
CODES = {*pack_codes(), "uz", "az", "tr", "tg", "ky", "tk", "fa", "zh"}
WORD = re.compile(r"[\u0400-\u04ff]{3,}|[\u0620-\u06ff]{3,}")


def strings(path: Path) -> list[ast.Constant]:
    """String constants of a module that are not docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation
    ]


@pytest.mark.parametrize("path", ENGINE, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_language_code_and_no_word_of_a_language_stands_in_the_engine(path: Path) -> None:
    for node in strings(path):
        assert node.value not in CODES, f"{path.name}:{node.lineno} names the language {node.value!r}"
        words = [word for word in WORD.findall(node.value) if is_word(word)]
        assert not words or is_alphabet(node.value), f"{path.name}:{node.lineno} holds {words[:3]}"


def is_word(run: str) -> bool:
    """Whether a run of a script is a word: letters, not marks alone, and more than numerals or the variants of one letter."""
    letters = [character for character in run if character.isalpha()]
    variants = {tuple(unicodedata.name(letter).split()[:3]) for letter in letters}
    return len(letters) >= 3 and len(set(letters)) > 2 and len(variants) > 1


def is_alphabet(text: str) -> bool:
    """Whether a string is a range or list of letters and not a word: no letter comes twice."""
    letters = [character for character in text if character.isalpha()]
    return len(letters) == len(set(letters)) and len(letters) > 8
