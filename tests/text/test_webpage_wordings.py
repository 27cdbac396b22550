"""The wordings of languages that have no pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from kelisim.tables import read_toml
from kelisim.text.language import identify, profile_of
from kelisim.text.view import fold
from kelisim.text.webpage import FURNITURE
from kelisim.text.wordings import Furniture, compile_wordings, find_wording

FILES = sorted(FURNITURE.glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_wordings_are_found_in_lines_and_not_in_prose(path: Path) -> None:
    furniture = read_toml(path, Furniture)
    profile = profile_of(path.stem)
    wordings = compile_wordings(furniture, profile)
    heads = find_wording(fold(furniture.related[0].capitalize() + ":", profile), wordings)
    assert heads is not None
    assert heads.heads
    shared = find_wording(fold(furniture.share[0], profile), wordings)
    assert shared is not None
    assert shared.reason == "share"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_wordings_are_named_by_the_code_that_their_language_is_identified_by(path: Path) -> None:
    furniture = read_toml(path, Furniture)
    said = " ".join(
        word.strip("=…:") for words in (furniture.related, furniture.comments, furniture.author) for word in words
    )
    assert identify(said) == path.stem
