"""How a reader follows what feeds, sitemaps and pages of links point to, on a server on loopback."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from faulty_server import FaultyServer
from feed_site import AnyPath, Article, Site, ten_articles
from fetched_values import Moments, Remembered

from kelisim.model import Passed, Raw, Skipped, Visit
from kelisim.sources.content import Options
from kelisim.sources.following import BEYOND, NO_TEXT, OLDER, TWICE
from kelisim.sources.reading import DEEPEST, Arrival, Reader
from kelisim.sources.web.fetcher import WebFetcher
from kelisim.sources.web.manner import Manner


@pytest.fixture
def site() -> Iterator[Site]:
    with FaultyServer() as server:
        site = Site(server)
        server.routes = AnyPath(site)
        yield site


def read(*places: str | Path, visits: Remembered | None = None, **options: object) -> list[Arrival]:
    manner = Manner(user_agent="Kelisim/0", allow_private=True)
    with WebFetcher(manner, visits, clock=Moments()) as fetcher:
        return list(Reader(fetcher, Options(**options)).read(places))


def pages(found: list[Arrival]) -> list[str]:
    return [item.url.rpartition("/")[2] for item in found if isinstance(item, Raw) and item.url]


def passed(found: list[Arrival]) -> Counter[str]:
    return Counter(item.reason for item in found if isinstance(item, Passed))


def visited(found: list[Arrival]) -> list[str]:
    return ["/" + item.url.split("/", 3)[3] for item in found if isinstance(item, Visit)]


def numbered(numbers: range, name: str = "a") -> list[Article]:
    return [Article(f"{name}{number}", "A title\nAnd a text.") for number in numbers]


def test_what_a_feed_says_goes_with_its_pages_and_its_visit_comes_last(site: Site) -> None:
    articles = numbered(range(3))
    site.put_articles(articles)
    found = read(site.put_feed(articles))
    raw = next(item for item in found if isinstance(item, Raw))
    assert (raw.title, raw.published, raw.dating) == ("A title", "2025-02-15", "the feed's pubDate")
    assert raw.retrieved is not None
    assert raw.language is None
    assert raw.origin == site.url("/rss")
    assert visited(found) == ["/news/a0", "/news/a1", "/news/a2", "/rss"]


def test_a_feed_in_a_file_is_followed_too(site: Site, tmp_path: Path) -> None:
    articles = numbered(range(2))
    site.put_articles(articles)
    site.put_sitemap(articles)
    (tmp_path / "saved").write_bytes(site.pages["/sitemap.xml"][0])
    assert pages(read(tmp_path / "saved")) == ["a0", "a1"]
    assert "/sitemap.xml" not in site.asked()


def test_a_packed_sitemap_is_read(site: Site) -> None:
    site.put_articles(numbered(range(2)))
    site.put_sitemap(numbered(range(2)), "/plain.xml")
    site.put("/sitemap.xml.gz", gzip.compress(site.pages["/plain.xml"][0]), "application/gzip")
    found = read(site.put_index([("/sitemap.xml.gz", "2025-02-16")]))
    assert pages(found) == ["a0", "a1"]
    assert visited(found)[-2:] == ["/sitemap.xml.gz", "/index.xml"]


def test_an_index_of_sitemaps_leads_to_the_pages_of_all(site: Site) -> None:
    for name in "ab":
        site.put_articles(numbered(range(2), name))
        site.put_sitemap(numbered(range(2), name), f"/{name}.xml")
    found = read(site.put_index([("/a.xml", "2025-02-16"), ("/b.xml", "2025-02-16")]))
    assert pages(found) == ["a0", "a1", "b0", "b1"]
    assert visited(found)[-1] == "/index.xml"


def test_sitemaps_that_have_not_changed_since_are_not_asked_for(site: Site) -> None:
    site.put_articles(numbered(range(2)))
    site.put_sitemap(numbered(range(2)), "/new.xml")
    index = site.put_index([("/old.xml", "2024-12-31"), ("/new.xml", "2025-02-16T10:00:00Z")])
    found = read(index, since="2025")
    assert pages(found) == ["a0", "a1"]
    assert passed(found) == {OLDER: 1}
    assert "/old.xml" not in site.asked()
    assert "/index.xml" not in visited(found)


def test_a_limit_counts_the_pages_of_all_sitemaps_of_a_place_together(site: Site) -> None:
    site.put("/empty.xml", "<urlset/>", "application/xml")
    for name in "ab":
        site.put_articles(numbered(range(3), name))
        site.put_sitemap(numbered(range(3), name), f"/{name}.xml")
    index = site.put_index([("/empty.xml", "2025-02-17"), ("/a.xml", "2025-02-15"), ("/b.xml", "2025-02-16")])
    found = read(index, limit=4)
    assert pages(found) == ["b0", "b1", "b2", "a0"]
    assert passed(found) == {BEYOND: 2}
    assert "/b.xml" in visited(found)
    assert not {"/a.xml", "/index.xml"} & set(visited(found))


@pytest.mark.parametrize(("status", "lasting"), [(404, True), (403, True), (410, True), (500, False), (503, False)])
def test_a_list_is_come_back_to_for_pages_that_failed_only_for_now(site: Site, status: int, *, lasting: bool) -> None:
    articles = numbered(range(2))
    site.put_articles(articles)
    site.failing["/news/a0"] = status
    found = read(site.put_feed(articles))
    (skipped,) = (item for item in found if isinstance(item, Skipped))
    assert skipped.lasting == lasting
    assert visited(found) == (["/news/a1", "/rss"] if lasting else ["/news/a1"])


def test_a_page_that_its_robots_txt_forbids_is_not_come_back_to(site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /news/", "text/plain")
    found = read(site.put_feed(numbered(range(2))))
    assert visited(found) == ["/rss"]
    assert site.asked() == ["/robots.txt", "/rss"]


def test_the_visit_of_a_list_that_was_cut_short_is_not_remembered(site: Site) -> None:
    articles = numbered(range(3))
    site.put_articles(articles)
    found = read(site.put_feed(articles), limit=2)
    assert visited(found) == ["/news/a0", "/news/a1"]


def test_loops_end(site: Site) -> None:
    site.put_articles(numbered(range(1)))
    site.put_sitemap(numbered(range(1)))
    index = site.put_index([(path, "2025-02-16") for path in ("/index.xml", "/other.xml", "/sitemap.xml")])
    site.put_index([("/index.xml", "2025-02-16"), ("/other.xml", "2025-02-16")], "/other.xml")
    found = read(index)
    assert pages(found) == ["a0"]
    assert sorted(site.asked()) == ["/index.xml", "/news/a0", "/other.xml", "/sitemap.xml"]
    assert passed(found) == {TWICE: 3}
    assert "/index.xml" in visited(found)


def test_lists_that_lead_on_and_on_are_left_in_the_end(site: Site) -> None:
    for number in range(20):
        site.put_index([(f"/{number + 1}.xml", "2025-02-16")], f"/{number}.xml")
    found = read(site.url("/0.xml"))
    (skipped,) = found
    assert isinstance(skipped, Skipped)
    assert f"more than {DEEPEST} steps away" in skipped.reason
    assert len(site.asked()) == DEEPEST + 1
    assert visited(found) == []


def test_an_address_named_by_several_places_is_read_once(site: Site) -> None:
    articles = numbered(range(2))
    site.put_articles(articles)
    feed, sitemap = site.put_feed(articles), site.put_sitemap(articles)
    found = read(site.url("/news/a1"), feed, sitemap, feed)
    assert pages(found) == ["a1", "a0"]
    assert passed(found) == {TWICE: 4}


def test_pictures_and_films_are_passed_over_by_their_name_or_their_type(site: Site) -> None:
    site.put("/sound", "…", "audio/mpeg")
    addresses = [site.url(path) for path in ("/1.jpg", "/film.mp4?x=1", "/sound")]
    found = read(site.put("/list.txt", "\n".join(addresses), "text/plain"))
    assert passed(found) == {NO_TEXT: 2, "audio and video": 1}
    assert sorted(site.asked()) == ["/list.txt", "/sound"]
    assert visited(found) == ["/sound", "/list.txt"]


def test_a_page_of_links_is_followed_by_the_pattern(site: Site) -> None:
    articles = ten_articles()[:3]
    site.put_articles(articles)
    listed = "".join(f"<li><a href='/news/{article.name}'>{article.title}</a></li>" for article in articles)
    url = site.put("/search", f"<html><body><nav><a href='/a'>A long name of a section</a></nav>{listed}</body></html>")
    assert pages(read(url, links="")) == [article.name for article in articles]
    assert pages(read(url, links="/ar-")) == ["ar-saidov-astana"]
    assert pages(read(url)) == ["search"]


def test_a_feed_named_as_a_page_of_links_is_a_feed(site: Site) -> None:
    site.put_articles(numbered(range(1)))
    assert pages(read(site.put_feed(numbered(range(1))), links="")) == ["a0"]


def test_without_a_fetcher_every_address_is_named(site: Site, tmp_path: Path) -> None:
    (tmp_path / "list").write_text("https://a.example/1\nhttps://a.example/2\n")
    found = list(Reader().read([tmp_path / "list"]))
    assert [item.name for item in found if isinstance(item, Skipped)] == ["https://a.example/1", "https://a.example/2"]
    assert {item.reason for item in found if isinstance(item, Skipped)} == {
        "it was not fetched: nothing may be fetched in this run"
    }
    assert site.asked() == []
