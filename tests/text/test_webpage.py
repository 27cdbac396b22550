"""Whole pages of our own, in layouts of several kinds, from their bytes to the article."""

from __future__ import annotations

import pytest

from kelisim.errors import TextError
from kelisim.model import PAGE, Raw
from kelisim.text.webpage import read_page

URL = "https://ulgi.example/news/123"

AGENCY = """<!DOCTYPE html><html lang="kk"><head><meta charset="utf-8">
<title>Министр әріптесін қабылдады | Үлгі агенттігі</title>
<meta property="og:title" content="Министр әріптесін қабылдады"><meta property="og:site_name" content="Үлгі агенттігі">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Министр әріптесін қабылдады",
 "datePublished": "2025-02-19T21:30:00Z",}</script><link rel="canonical" href="/news/123"></head>
<body class="single has-sidebar"><header><nav><a href="/">Басты бет</a> <a href="/s">Саясат</a></nav>
<div class="today">26 қараша 2026</div></header><div class="wrap"><div class="content">
<h1>Министр әріптесін қабылдады</h1><div class="date">20 ақпан 2025, 02:30</div><div class="share">Бөлісу: Facebook</div>
<div class="text"><p><b>АСТАНА.</b> Бүгін Ақордада министр көрші елден келген әріптесін қабылдады.</p>
<p>Сондай-ақ оқыңыз: <a href="/x">Астық экспорты 12 пайызға артты</a></p>
<h3>Сауда</h3>
<p>Екі ел арасындағы тауар айналымы 4&nbsp;миллиард доллардан асты, сарап&shy;шылар осылай санайды.</p>
<table><tr><th>Жыл</th><th>Сауда</th></tr><tr><td>2024</td><td>4,4 млрд</td></tr></table>
<ul><li>Көлік саласындағы ынтымақтастық</li><li>Энергетика</li></ul>
<figure><img src="a"><figcaption>Сурет: баспасөз қызметі 2023 жылы түсірген сурет.</figcaption></figure>
</div><div class="tags"><a href="/t">Министр</a></div></div>
<div class="sidebar"><p>Мұнда басқа жаңалық туралы ұзақ анонс тұр, ол мақалаға кірмеуі керек.</p></div></div>
<footer>© Барлық құқық қорғалған</footer></body></html>"""


def read(page: str | bytes, **known: str | None) -> Raw:
    content = page.encode() if isinstance(page, str) else page
    facts: dict[str, str | None] = {"url": URL, "retrieved": "2026-11-26"} | known
    return read_page(Raw(name="page", content=content, media=PAGE, **facts))  # type: ignore[arg-type]


def lines(page: str | bytes, **known: str | None) -> list[str]:
    """The lines of the article behind the headline and the blank line after it."""
    found = str(read(page, **known).content).split("\n")
    assert found[1] == ""
    return found[2:]


def test_a_page_becomes_its_headline_and_the_lines_of_its_article() -> None:
    found = read(AGENCY)
    assert found.content == (
        "Министр әріптесін қабылдады\n\n"
        "АСТАНА. Бүгін Ақордада министр көрші елден келген әріптесін қабылдады.\n"
        "Сауда\n"
        "Екі ел арасындағы тауар айналымы 4 миллиард доллардан асты, сарапшылар осылай санайды.\n"
        "Жыл; Сауда\n"
        "2024; 4,4 млрд\n"
        "• Көлік саласындағы ынтымақтастық\n"
        "• Энергетика"
    )
    assert (found.title, found.language, found.outlet, found.url) == (
        "Министр әріптесін қабылдады",
        "kk",
        "Үлгі агенттігі",
        URL,
    )
    assert (found.media, found.charset) == (None, None)


def test_the_day_where_the_page_was_published_goes_before_that_in_utc() -> None:
    assert read(AGENCY).published == "2025-02-20"
    assert read(AGENCY.replace("20 ақпан 2025, 02:30", "")).published == "2025-02-19"


def test_the_same_page_gives_the_same_text_as_bytes_and_as_text() -> None:
    as_text = read_page(Raw(name="page", content=AGENCY, media=PAGE, url=URL))
    assert as_text.content == read(AGENCY, url=None).content


def test_what_the_user_says_of_language_and_outlet_stays() -> None:
    found = read(AGENCY, language="ru", outlet="Агенттік")
    assert (found.language, found.outlet) == ("ru", "Агенттік")


@pytest.mark.parametrize("page", ["", "<!-- -->", "<html><head><title>Nothing</title></head></html>"])
def test_an_empty_page_is_refused(page: str) -> None:
    with pytest.raises(TextError, match="the page"):
        read(page)
