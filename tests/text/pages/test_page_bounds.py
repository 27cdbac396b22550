"""Pages made to take time or memory without end: each is read or refused, and costs no more than its size."""

from __future__ import annotations

import pytest

from kelisim.errors import TextError
from kelisim.model import PAGE, Raw
from kelisim.text.webpage import read_page

PROSE = "<p>The ministers of both countries signed an agreement on transport in the capital on Wednesday.</p>"
SIZE = 300_000
"""Characters of a page: one that took a square of its time would take minutes."""


def repeated(part: str) -> str:
    return part * (SIZE // len(part))


PAGES = {
    "breaks": "<h1>A title of five words</h1><div>" + repeated("abc def<br>"),
    "headings": repeated("<h1>a title of words</h1>"),
    "separators in a title": f"<title>{repeated('a | ')}</title>{PROSE}",
    "marks around all": "<div class='share'>" * 1_500 + repeated(PROSE),
    "bodies within bodies": "<div class='article-body'>" * 1_500 + repeated(PROSE),
    "articles": repeated(f"<article><h2>a title of words</h2>{PROSE}</article>"),
    "open scripts": repeated("<script>"),
    "data begun": "<script>" + repeated('x={"a":'),
    "structured data": repeated('<script type="application/ld+json">{"@type": "Article"}</script>'),
    "comments": repeated("<!--"),
    "declarations": repeated("<meta charset="),
    "times": "<h1>A title of five words</h1>" + repeated("<time datetime='2025-02-19'>19 February 2025</time>"),
    "tables within tables": "<table><tr><td>" * 20_000 + PROSE,
    "links": repeated("<p><a href='/x'>A link of some five words</a></p>"),
    "inline marks": repeated("<span class='share'>x</span>"),
    "one word": "<p>" + "a" * SIZE,
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_read_or_refused(page: str) -> None:
    raw = Raw(name="page", content=PAGES[page].encode(), media=PAGE, retrieved="2026-11-20")
    try:
        assert len(str(read_page(raw).content)) <= 2 * SIZE
    except TextError as error:
        assert str(error).startswith("the page")  # noqa: PT017 -- either outcome is right
