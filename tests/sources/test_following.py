from __future__ import annotations

import pytest

from kelisim.model import Link, Passed
from kelisim.sources.content import Options
from kelisim.sources.following import BEYOND, NO_TEXT, OLDER, TWICE, Trail, without_text

SITE = "https://a.example/"


def trail(limit: int | None = None, since: str | None = None) -> Trail:
    return Trail(Options(limit=limit, since=since))


def links(*names: str, **known: str) -> list[Link]:
    return [Link(url=SITE + name, **known) for name in names]


def names(found: list[Link] | list[Passed]) -> list[str]:
    return [(item.url if isinstance(item, Link) else item.name).removeprefix(SITE) for item in found]


@pytest.mark.parametrize(
    "other",
    [
        SITE + "news/1?utm_source=rss",
        SITE + "news/1#comments",
        "http://a.example/news/1",
        "https://A.example:443/news/1",
        SITE + "news/1/amp",
        SITE + "amp/news/1",
    ],
)
def test_an_address_is_followed_once_however_it_is_written(other: str) -> None:
    one = trail()
    assert names(one.wanted([Link(url=other), Link(url=SITE + "news/1")])[0]) == ["news/1"]
    assert one.wanted([Link(url=other)]) == ([], [Passed(other, TWICE)])


def test_of_two_forms_of_an_address_the_page_itself_is_taken() -> None:
    both = [Link(url=SITE + "news/1", title="A"), Link(url=SITE + "news/1/amp", title="B")]
    for given in (both, both[::-1]):
        wanted, passed = trail().wanted(given)
        assert [link.title for link in wanted] == ["A"]
        assert passed == [Passed(SITE + "news/1/amp", TWICE)]


def test_what_was_come_to_by_a_redirect_is_not_followed_again() -> None:
    one = trail()
    one.tread(SITE + "news/1")
    assert one.has_trodden("http://a.example/news/1")
    assert one.wanted(links("news/1"))[0] == []


@pytest.mark.parametrize(
    ("since", "stated", "wanted"),
    [
        ("2025-03", "2025-03-01", True),
        ("2025-03", "2025-02-28", False),
        ("2025-03-04", "2025-03-04T01:30:00+05:00", True),
        ("2025-03-04", "2025-03-03T23:30:00Z", False),
        ("2025-03-04", "2025-03", True),
        ("2025-03-04", "2025-02", False),
        ("2025-03-04", "", True),
    ],
)
def test_what_is_surely_older_is_passed_over(since: str, stated: str, *, wanted: bool) -> None:
    for known in ({"published": stated}, {"changed": stated}):
        taken, passed = trail(since=since).wanted(links("1", **known))
        assert bool(taken) == wanted
        assert [item.reason for item in passed] == [OLDER] * (not wanted)


def test_of_more_than_the_limit_the_newest_are_followed() -> None:
    dated = [Link(url=SITE + day, published=f"2025-03-{day}") for day in ("04", "09", "01", "07")]
    wanted, passed = trail(limit=2).wanted([*links("undated"), *dated])
    assert names(wanted) == ["09", "07"]
    assert names(passed) == ["04", "01", "undated"]
    assert {item.reason for item in passed} == {BEYOND}


def test_without_a_limit_the_order_of_the_source_stays() -> None:
    dated = [Link(url=SITE + day, published=f"2025-03-{day}") for day in ("04", "09", "01")]
    assert names(trail().wanted(dated)[0]) == ["04", "09", "01"]


def test_the_limit_is_that_of_all_lists_of_a_place_together_and_anew_for_the_next() -> None:
    one = trail(limit=3)
    lists = [Link(url=f"{SITE}{number}.xml", listing=True) for number in range(5)]
    assert len(one.wanted(lists)[0]) == 5
    assert names(one.wanted(links("1", "2"))[0]) == ["1", "2"]
    assert names(one.wanted(links("3", "4"))[0]) == ["3"]
    left_out: list[Passed] = []
    assert list(one.within(lists, left_out)) == []
    assert [item.reason for item in left_out] == [BEYOND] * 5
    one.begin()
    assert names(one.wanted(links("4", "5", "1"))[0]) == ["4", "5"]


@pytest.mark.parametrize("name", ["1.jpg", "film.MP4", "style.css?v=2", "a/b.webp", "sound.mp3", "program.exe"])
def test_what_can_hold_no_text_is_not_asked_for(name: str) -> None:
    assert trail().wanted(links(name)) == ([], [Passed(SITE + name, NO_TEXT)])


@pytest.mark.parametrize(
    "name", ["1", "news.php?id=1.jpg", "report.pdf", "paper.docx", "archive.zip", "jpg", "a.jpg/b"]
)
def test_whatever_may_hold_text_is_asked_for(name: str) -> None:
    assert names(trail().wanted(links(name))[0]) == [name]


@pytest.mark.parametrize(
    ("media", "head", "words"),
    [
        ("image/png", b"", "images"),
        ("video/mp4", b"", "audio and video"),
        ("text/css", b"", "style sheets"),
        ("text/html", b"", None),
        ("image/png", b"<!doctype html>", None),
        ("application/json", b"{", None),
        ("application/octet-stream", b"", None),
        (None, b"", None),
    ],
)
def test_media_types_tell_where_there_is_no_text(media: str | None, head: bytes, words: str | None) -> None:
    assert without_text(media, head) == words
