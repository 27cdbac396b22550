from __future__ import annotations

import pytest

from kelisim.errors import ConfigError, SourceError
from kelisim.sources.links import links_of

PAGE = "https://www.agency.example/ru/news"

SECTION = """<!doctype html><html><head><base href="/ru/"><title>Новости</title></head><body>
<header><a href="/ru/about-the-agency-and-its-people">Об агентстве, его истории и его людях</a></header>
<nav><ul><li><a href="/ru/politics-of-the-whole-region">Политика и общество всего региона</a></li></ul></nav>
<div role="navigation"><a href="/ru/all-sections-of-this-site">Все разделы сайта на одной странице</a></div>
<main>
 <article><header><a href="news/1?utm_source=list"><img src="1.jpg" alt=""></a>
  <h2><a href="news/1">Казахстан и Узбекистан подписали соглашение о дороге</a></h2></header>
  <time datetime="2025-03-04T09:00:00+05:00">4 марта</time><a href="/ru/news/1#full">Читать далее</a></article>
 <article><h2><a href="https://agency.example/ru/news/2">Товарооборот достиг четырёх миллиардов долларов</a></h2></article>
 <article><h2><a href="https://other.example/ru/news/3">Новость соседнего агентства, переданная дословно</a></h2></article>
 <a href="tag/trade">Торговля</a> <a href="mailto:desk@agency.example">Написать письмо в редакцию агентства</a>
 <a href="/ru/news">Все новости агентства за сегодняшний день</a>
 <a href="javascript:more()">Показать ещё новости за прошлую неделю</a> <a href="http://[b">Сломанная ссылка на этой странице</a>
</main>
<aside><a href="news/9">Самое читаемое за неделю: визит президента</a></aside>
<footer><a href="terms-of-use">Правила использования материалов агентства</a></footer>
</body></html>"""


def test_articles_of_the_host_come_once_in_the_order_of_the_page() -> None:
    links = links_of(SECTION, PAGE)
    assert [link.url for link in links] == [
        "https://www.agency.example/ru/news/1",
        "https://agency.example/ru/news/2",
    ]


def test_an_article_linked_thrice_has_its_longest_title_and_the_day_beside_it() -> None:
    first, second = links_of(SECTION, PAGE)
    assert first.title == "Казахстан и Узбекистан подписали соглашение о дороге"
    assert (first.published, first.dating) == ("2025-03-04", "the day beside the link")
    assert second.published is None


def test_a_pattern_decides_in_the_place_of_the_text() -> None:
    assert [link.title for link in links_of(SECTION, PAGE, r"/tag/")] == ["Торговля"]
    assert [link.url[-1] for link in links_of(SECTION, PAGE, r"/news/[2-9]$")] == ["2"]


def test_a_wrong_pattern_is_named() -> None:
    with pytest.raises(ConfigError, match=r"'\(' is no regular expression"):
        links_of(SECTION, PAGE, "(")


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-8", "utf-16"])
def test_titles_are_read_in_the_encoding_of_the_page(encoding: str) -> None:
    first, _ = links_of(SECTION.encode(encoding), PAGE)
    assert first.title == "Казахстан и Узбекистан подписали соглашение о дороге"


@pytest.mark.parametrize("declared", ["x-no-such", "ascii", "utf-16", "base64"])
def test_a_declared_encoding_that_does_not_fit_is_passed_over(declared: str) -> None:
    first, _ = links_of(SECTION.encode(), PAGE, charset=declared)
    assert first.title == "Казахстан и Узбекистан подписали соглашение о дороге"


@pytest.mark.parametrize("page", [b"", b"   "])
def test_an_empty_page_is_refused(page: bytes) -> None:
    with pytest.raises(SourceError, match="empty or no HTML"):
        links_of(page, PAGE)


def test_a_card_with_several_days_gives_none() -> None:
    card = '<li><a href="/a">A title of four words</a><time datetime="2025-01-01"/><time datetime="2025-01-02"/></li>'
    (link,) = links_of(f"<ul>{card}</ul>", PAGE)
    assert link.published is None


def test_nesting_without_end_is_read_as_far_as_possible() -> None:
    page = "<div>" * 20_000 + '<a href="/a">A title of four words</a>'
    assert links_of(f'<a href="/b">Another title of four words</a>{page}', PAGE)[0].url.endswith("/b")


def test_a_row_of_a_table_is_a_card_too() -> None:
    row = '<tr><td><time datetime="2025-01-01">1</time></td><td><a href="/a">A title of four words</a></td></tr>'
    (link,) = links_of(f"<table>{row}</table>", PAGE)
    assert link.published == "2025-01-01"


def test_the_days_of_a_card_are_looked_for_once() -> None:
    """Once for each link, this page would take an hour."""
    links = "".join(
        f'<a href="/{n}">A title of four words</a><time datetime="2025-01-01"></time>' for n in range(20_000)
    )
    found = links_of(f"<ul><li>{links}</li></ul>", PAGE)
    assert len(found) == 20_000
    assert {link.published for link in found} == {"2025-01-01"}
