from __future__ import annotations

import json

import pytest

from kelisim.errors import TextError
from kelisim.model import PAGE, Raw
from kelisim.text.pages.embedded import lines_of
from kelisim.text.webpage import read_page

TITLE = "Ministers open a joint terminal in the port"
LINES = [
    "A new terminal was opened in the port on Wednesday by the ministers of two states.",
    "It cost 40 million dollars and can handle two million tonnes of grain a year.",
]
OTHER = {
    "title": "Another matter",
    "body": "The parliament of a distant island debated a budget of 7 billion crowns until night.",
}


def read(script: str) -> str:
    page = f"<html><head><title>{TITLE}</title></head><body><div id='app'>Loading…</div>{script}</body></html>"
    return str(read_page(Raw(name="page", content=page, media=PAGE, retrieved="2026-11-20")).content)


@pytest.mark.parametrize(
    "article",
    [
        {"title": TITLE, "body": "\n\n".join(LINES)},
        {"title": TITLE, "body": "".join(f"<p>{line}</p>" for line in LINES)},
        {
            "headline": TITLE,
            "lead": LINES[0],
            "content": {"html": f"<p>{LINES[0]}</p><script>1</script><p>{LINES[1]}</p>"},
        },
        {"name": TITLE, "paragraphs": LINES},
    ],
)
def test_the_article_is_taken_from_the_state_of_a_program(article: dict[str, object]) -> None:
    state = json.dumps({"feed": [OTHER], "page": {"data": article}}).replace("</script>", "<\\/script>")
    for script in (
        f"<script>window.__STATE__ = {state};</script>",
        f"<script id='state' type='application/json'>{state}</script>",
        f"<script>var a = {{}}; var b = [1]; window.state={state}; run();</script>",
    ):
        assert read(script).split("\n") == [TITLE, "", *LINES]


def test_the_article_is_taken_from_structured_data() -> None:
    data = json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n".join(LINES)})
    assert read(f'<script type="application/ld+json">{data}</script>').split("\n") == [TITLE, "", *LINES]


def test_another_article_in_the_state_is_not_taken() -> None:
    with pytest.raises(TextError):
        read(f"<script>window.state = {json.dumps({'feed': [OTHER]})}</script>")


def test_what_is_no_text_has_no_lines() -> None:
    assert lines_of(None) == lines_of("short") == lines_of([1, 2]) == lines_of({"a": 1}) == []
