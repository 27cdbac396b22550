"""The day of a page of which everything else stays the same."""

from __future__ import annotations

import pytest

from kelisim.model import PAGE, Raw
from kelisim.text.webpage import read_page

TEXT = (
    "<p>The ministers of both countries signed an agreement on transport in the capital.</p>"
    "<p>Talks on energy will go on in spring, a spokesman told reporters after the meeting.</p>"
)


def page(head: str = "", before: str = "", after: str = "", end: str = "", top: str = "") -> str:
    return (
        f"<html><head><title>Ministers sign in the capital</title>{head}</head><body>{top}<article>{before}"
        f"<h1>Ministers sign in the capital</h1>{after}<div class='article-body'>{TEXT}</div>{end}</article></body></html>"
    )


def dated(content: str, url: str = "https://news.example/a", retrieved: str = "2026-11-20", **known: str) -> Raw:
    return read_page(Raw(name="page", content=content, media=PAGE, url=url, retrieved=retrieved, **known))  # type: ignore[arg-type]


def data(**properties: str) -> str:
    written = ", ".join(f'"{name}": "{value}"' for name, value in properties.items())
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {written}}}</script>'


DATA = data(datePublished="2025-02-19T10:00:00+05:00")
META = '<meta property="article:published_time" content="2025-02-19T10:00:00+05:00">'
SHOWN = '<div class="date">19 February 2025, 10:00</div>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (page(DATA), "the page's structured data (datePublished)"),
        (page(META), "the page's meta element article:published_time"),
        (page('<meta name="DC.date.issued" content="2025-02-19">'), "the page's meta element dc.date.issued"),
        (
            page(after='<time datetime="2025-02-19T10:00+05:00">Wednesday</time>'),
            "the page's time element by the headline",
        ),
        (
            page(after='<span itemprop="datePublished" content="2025-02-19">Wednesday</span>'),
            "the page's property datePublished",
        ),
        (page(after=SHOWN), "the day that the page shows by the headline"),
        (page(before=SHOWN), "the day that the page shows by the headline"),
        (
            page(after="<p>Published: 19.02.2025 by A. Writer in the section of world affairs</p>"),
            "the day that the page shows by the headline",
        ),
        (page(end="<div>Published: 19.02.2025</div>"), "the day that the page shows by the headline"),
    ],
)
def test_each_place_names_the_day(content: str, reason: str) -> None:
    found = dated(content)
    assert (found.published, found.dating) == ("2025-02-19", reason)


@pytest.mark.parametrize(
    ("path", "published"),
    [
        ("2025/02/19/ministers", "2025-02-19"),
        ("news/20250219-ministers", "2025-02-19"),
        ("news/2025-02-19/ministers", "2025-02-19"),
        ("19-02-2025-ministers.html", "2025-02-19"),
        ("2025/2/9/ministers", "2025-02-09"),
        ("2025/02/ministers", "2025-02"),
        ("news/123456789", None),
        ("news/12025021977", None),
    ],
)
def test_the_address_names_the_day_or_the_month(path: str, published: str | None) -> None:
    found = dated(page(), f"https://news.example/{path}")
    assert found.published == published
    if published == "2025-02":
        assert found.dating == "the address; to the month"


def test_the_local_day_goes_before_that_in_utc() -> None:
    late = data(datePublished="2025-02-18T21:30:00Z")
    assert dated(page(late)).published == "2025-02-18"
    assert dated(page(late, after=SHOWN)).published == "2025-02-19"


def test_a_day_of_the_masthead_or_of_related_news_does_not_count() -> None:
    masthead = "<header><div class='today'>Friday, 20 November 2026</div><nav><a href='/'>Home</a></nav></header>"
    related = (
        "<aside><h3>Related</h3><time datetime='2026-11-18'>18 November 2026</time><a href='/b'>Others</a></aside>"
    )
    assert dated(page(top=masthead, end=related)).published is None
    assert dated(page(after=SHOWN, top=masthead, end=related)).published == "2025-02-19"


def test_a_day_within_the_prose_does_not_count() -> None:
    content = page().replace(
        TEXT, "<p>An agreement of 12 May 2019 was the first of its kind between them, he said.</p>" + TEXT
    )
    assert dated(content).published is None


@pytest.mark.parametrize("stamp", ["0001-01-01T00:00:00", "1970-01-01", "2027-03-01", "2025-02-31", "not a day"])
def test_an_impossible_day_is_not_believed(stamp: str) -> None:
    assert dated(page(data(datePublished=stamp))).published is None
    assert dated(page(data(datePublished=stamp), after=SHOWN)).published == "2025-02-19"


def test_one_day_after_it_was_fetched_may_be_tomorrow_elsewhere() -> None:
    assert dated(page(DATA), retrieved="2025-02-18").published == "2025-02-19"
    assert dated(page(DATA), retrieved="2025-02-17").published is None
    assert dated(page(data(datePublished="2999-01-01")), retrieved="").published is None


def test_a_change_alone_dates_to_its_month() -> None:
    found = dated(page(data(dateModified="2025-02-21T10:00:00+05:00")))
    assert (found.published, found.dating) == (
        "2025-02",
        "the page's structured data (dateModified), the day of the last change; to the month",
    )
    assert dated(page(after="<div>Updated: 21.02.2025</div>")).published == "2025-02"


def test_publication_goes_before_change_wherever_they_stand() -> None:
    both = "<div>Updated: 21.02.2025, published: 19.02.2025</div>"
    assert dated(page(after=both)).published == "2025-02-19"
    assert dated(page(data(dateModified="2025-02-21", datePublished="2025-02-19"))).published == "2025-02-19"


def test_days_that_disagree_are_weighed_and_named() -> None:
    found = dated(page(DATA + META, after="<div class='date'>17 February 2025</div>"))
    assert found.published == "2025-02-19"
    assert (
        found.dating
        == "the page's structured data (datePublished); the day that the page shows by the headline says 2025-02-17"
    )


def test_days_of_equal_weight_leave_what_they_share() -> None:
    shown = "<div class='date'>17 February 2025</div>"
    assert dated(page(after=shown), "https://news.example/2025/02/19/a").published == "2025-02"
    assert dated(page(after=shown), "https://news.example/2025/06/19/a").published == "2025"


def test_what_the_source_says_counts_beside_the_page() -> None:
    found = dated(page(), published="2025-02-19", dating="the feed")
    assert (found.published, found.dating) == ("2025-02-19", "the feed")
    assert dated(page(DATA), published="2025-02-19T08:00:00Z", dating="the feed").published == "2025-02-19"


@pytest.mark.parametrize(
    ("shown", "published"),
    [
        ("Today, 14:05", "2026-11-20"),
        ("Вчера, 14:05", "2026-11-19"),
        ("Бүгін, 14:05", "2026-11-20"),
        ("18 ноября, 14:05", "2026-11-18"),
        ("14:05, 30 Aralık", "2025-12-30"),
        ("Tomorrow, 14:05", None),
    ],
)
def test_a_day_without_a_year_is_the_last_before_the_page_was_fetched(shown: str, published: str | None) -> None:
    assert dated(page(after=f"<div>{shown}</div>")).published == published
    assert dated(page(after=f"<div>{shown}</div>"), retrieved="").published is None
    assert dated(page(DATA, after=f"<div>{shown}</div>")).published == "2025-02-19"


def test_a_time_element_after_a_word_of_change_is_that_of_the_change() -> None:
    times = "<div>Updated: <time datetime='2025-03-21'>x</time></div><div>Published: <time datetime='2025-02-19'>x</time></div>"
    assert dated(page(after=times)).published == "2025-02-19"
    assert dated(page(after=times.partition("</div>")[0])).published == "2025-03"


def test_data_of_other_articles_does_not_date_the_page() -> None:
    other = '{"@type": "NewsArticle", "headline": "Wheat exports grew by a tenth", "datePublished": "2026-11-01"}'
    own = '{"@type": "NewsArticle", "headline": "Ministers sign in the capital", "datePublished": "2025-02-19"}'
    assert dated(page(f'<script type="application/ld+json">[{other}, {own}]</script>')).published == "2025-02-19"


def test_the_title_in_the_head_may_name_the_day() -> None:
    content = page().replace(
        "<title>Ministers sign in the capital", "<title>Ministers sign in the capital: 19 February 2025 - News"
    )
    assert (dated(content).published, dated(content).title) == ("2025-02-19", "Ministers sign in the capital")


def test_a_day_that_is_said_of_all_pages_counts_where_the_page_names_none() -> None:
    assert dated(page(), published="2024-01-01").published == "2024-01-01"
    assert dated(page(after=SHOWN), published="2024-01-01").published == "2025-02-19"
