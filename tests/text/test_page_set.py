"""The pages that extraction from the web is measured on: each holds what is said to be true of it, among much else."""

from __future__ import annotations

import html
import importlib.util
import re
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

BUILD = Path(__file__).parents[2] / "benchmarks" / "page_set" / "build.py"


def load() -> ModuleType:
    """The builder, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("page_set_build", BUILD)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


build = load()
PAGES = list(build.pages())
BARRIERS = list(build.barriers())
LATER = [page for name in ("aside", "bare") for page in build.pages(build.SETS[name])]
WITHOUT_ELEMENTS = {"spa_state"}


def shown(page: object) -> str:
    """All characters of a page without its tags, white space made even."""
    content = page.content.decode(page.truth.encoding)  # type: ignore[attr-defined]
    content = re.sub(r"<[^>]*>", "", content.replace('\\"', '"').replace("\\n", " "))
    return " ".join(html.unescape(html.unescape(content)).split())


def test_there_are_sixty_articles_in_eight_languages_and_fifteen_layouts() -> None:
    languages = Counter(page.truth.language.partition("-")[0] for page in PAGES)
    assert len(PAGES) == sum(languages.values()) == len({page.truth.id for page in PAGES}) == 60
    assert set(languages) == {"ar", "kk", "ru", "en", "uz", "az", "tr", "tg"}
    assert min(languages.values()) >= 6
    assert min(languages[code] for code in ("ar", "kk", "ru", "en")) >= 8
    assert len({page.truth.layout for page in PAGES}) == 15
    assert {"utf-8", "windows-1251", "windows-1256", "koi8-r", "utf-16"} <= {page.truth.encoding for page in PAGES}


def test_there_are_twenty_barriers_of_seven_kinds() -> None:
    assert len({page.truth.id for page in BARRIERS}) == 20
    assert len({page.truth.layout for page in BARRIERS}) == 7


def test_the_later_sets_share_no_layout_and_no_barrier_with_the_first() -> None:
    assert len({page.truth.id for page in LATER}) == 36
    assert not {page.truth.layout for page in LATER} & {page.truth.layout for page in PAGES}
    kinds = [[page.truth.layout for page in build.barriers(build.SETS[name])] for name in ("aside", "bare")]
    assert list(map(len, kinds)) == [8, 6]
    assert not {*kinds[0], *kinds[1]} & {page.truth.layout for page in BARRIERS}


@pytest.mark.parametrize("page", [*PAGES, *LATER], ids=lambda page: page.truth.id)
def test_a_page_holds_its_article_among_other_things(page: object) -> None:
    truth, text = page.truth, shown(page)  # type: ignore[attr-defined]
    assert all(" ".join(part.split()) in text for part in (truth.title, *truth.paragraphs))
    words = len(re.findall(r"\S+", " ".join(truth.paragraphs)))
    assert 120 <= words <= 450
    assert len(text.split()) > 1.5 * words


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.truth.id)
def test_a_page_of_the_first_set_is_made_of_many_elements(page: object) -> None:
    truth = page.truth  # type: ignore[attr-defined]
    if truth.layout not in WITHOUT_ELEMENTS:
        content = page.content.decode(truth.encoding)  # type: ignore[attr-defined]
        assert len(re.findall(r"<\w", content)) >= 150


def test_pages_are_the_same_at_every_rendering() -> None:
    assert [page.content for page in build.pages()] == [page.content for page in PAGES]
