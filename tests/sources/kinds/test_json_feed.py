from __future__ import annotations

import json
from typing import Any

import pytest
from feed_texts import ARTICLE, kind_name, read, read_offline

from kelisim.model import PAGE, Link, Raw, Skipped

VERSION = "https://jsonfeed.org/version/1.1"


def feed(*items: Any, **channel: Any) -> str:
    return json.dumps({"version": VERSION, "title": "T", **channel, "items": list(items)}, ensure_ascii=False)


def test_a_feed_is_known_by_its_version_or_media_type() -> None:
    assert kind_name(feed()) == "JSON Feed"
    assert kind_name("\ufeff\n" + json.dumps({"items": [], "version": VERSION}, indent=2)) == "JSON Feed"
    assert kind_name('{"title": "T", "items": []}', media="application/feed+json") == "JSON Feed"


def test_a_text_that_quotes_a_version_is_no_feed() -> None:
    assert kind_name(json.dumps({"id": "a", "text": feed()})) == "JSON Lines"
    assert kind_name(f"A feed has {feed()}") == "text"


def test_an_item_says_all_that_is_known_of_its_article() -> None:
    item = {
        "id": 7,
        "url": "/1",
        "title": " A  title ",
        "date_published": "2025-03-04T01:30:00+05:00",
        "date_modified": "2025-03-05T01:30:00+05:00",
        "language": "kk",
    }
    assert read(feed(item, language="ru")) == [
        Link(
            url="https://news.example/1",
            title="A title",
            published="2025-03-04",
            dating="the feed's date_published",
            language="kk",
            changed="2025-03-05T01:30:00+05:00",
        )
    ]


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ({"url": "1"}, "https://news.example/feeds/1"),
        ({"external_url": "https://other.example/1"}, "https://other.example/1"),
        ({"id": "https://news.example/1"}, "https://news.example/1"),
        ({"url": "mailto:x@news.example", "id": "https://news.example/1"}, "https://news.example/1"),
    ],
)
def test_the_address_is_found_wherever_it_stands(item: dict[str, str], url: str) -> None:
    (link,) = read(feed(item))
    assert isinstance(link, Link)
    assert link.url == url


def test_relative_addresses_of_a_file_are_meant_from_the_site_that_it_names() -> None:
    (link,) = read(feed({"url": "/1"}, home_page_url="https://news.example/"), url=None)
    assert isinstance(link, Link)
    assert link.url == "https://news.example/1"


def test_articles_are_read_where_nothing_may_be_fetched() -> None:
    text = "Trade < 5 billion dollars. " * 20
    page, plain, summary = read_offline(
        feed(
            {"url": "/1", "title": "A <b>", "content_html": ARTICLE},
            {"url": "/2", "content_text": text},
            {"url": "/3", "summary": text},
        )
    )
    assert isinstance(page, Raw)
    assert isinstance(plain, Raw)
    assert isinstance(summary, Skipped)
    assert page.media == PAGE
    assert ARTICLE in str(page.content)
    assert "<h1>A &lt;b&gt;</h1>" in str(page.content)
    assert (plain.media, plain.content) == (None, text)


@pytest.mark.parametrize("item", [5, None, [], {}, {"id": 7, "title": 8, "url": None}])
def test_an_item_that_says_nothing_is_named_and_the_rest_goes_through(item: object) -> None:
    skipped, link = read(feed(item, {"url": "/1"}))
    assert skipped == Skipped("feed#1", "the item has neither an address nor a whole article")
    assert isinstance(link, Link)


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (feed()[:-1], "not JSON"),
        (feed().encode() + b"\xff", "not JSON"),
        (json.dumps({"version": VERSION}), "no list of `items`"),
        (json.dumps({"version": VERSION, "items": {}}), "no list of `items`"),
        (f'{{"version": "{VERSION}", "items": ' + "[" * 100_000, "nested deeper"),
    ],
)
def test_what_cannot_be_read_is_refused(document: str | bytes, reason: str) -> None:
    (skipped,) = read(document)
    assert isinstance(skipped, Skipped)
    assert reason in skipped.reason
