"""The whole way from a feed on a server to the ledger, and back again when something has changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from feed_site import TEXTS, Article, Site, add, ten_articles
from kinds.feed_texts import rss

from kelisim import Ledger
from kelisim.model import Raw
from kelisim.sources.content import Options
from kelisim.sources.fetching import Fetching
from kelisim.sources.reading import Arrival, Reader


def test_ten_articles_in_four_languages_come_into_the_ledger_with_their_claims(site: Site, book: Ledger) -> None:
    articles = ten_articles()
    site.put_articles(articles)
    summary = add(book, site.put_feed(articles))
    assert (summary.new, summary.skipped) == (10, [])
    documents = list(book.documents())
    assert {document.url for document in documents} == {site.url(f"/news/{article.name}") for article in articles}
    assert {document.published for document in documents} == {"2025-02-15"}
    assert {claim.language for claim in book.claims()} == {"ar", "en", "kk", "ru"}
    assert {claim.document for claim in book.claims()} == {document.id for document in documents}
    assert site.asked()[0] == "/rss"


def test_nothing_is_new_the_second_time(site: Site, book: Ledger) -> None:
    articles = ten_articles()
    site.put_articles(articles)
    feed = site.put_feed(articles)
    add(book, feed)
    site.asked()
    claims = set(book.claims())
    summary = add(book, feed)
    assert (summary.new, summary.known, summary.unchanged) == (0, 0, 1)
    assert site.asked() == ["(/rss)"]
    assert set(book.claims()) == claims


def test_of_a_feed_that_has_changed_only_what_is_new_is_read(site: Site, book: Ledger) -> None:
    articles = ten_articles()
    site.put_articles(articles)
    feed = site.put_feed(articles[1:])
    add(book, feed)
    site.asked()
    site.put_feed(articles)
    summary = add(book, feed)
    assert (summary.new, summary.unchanged) == (1, 9)
    assert sorted(path for path in site.asked() if not path.startswith("(")) == ["/news/kk-saidov-astana", "/rss"]


def test_a_changed_article_supersedes_its_earlier_text_and_both_are_kept(site: Site, book: Ledger) -> None:
    articles = ten_articles()[::-1][:4]
    site.put_articles(articles)
    feed = site.put_feed(articles)
    add(book, feed)
    changed = Article(articles[0].name, articles[0].text.replace("17 documents", "18 documents"))
    assert changed.text != articles[0].text
    site.put_articles([changed])
    site.put_feed([*articles, Article("other", TEXTS["kk-cairo"])])
    site.put_articles([Article("other", TEXTS["kk-cairo"])])
    summary = add(book, feed)
    assert (summary.new, summary.changed, summary.unchanged) == (1, 1, 3)
    versions = [document for document in book.documents() if document.url == site.url(f"/news/{changed.name}")]
    assert len(versions) == 2
    assert book.superseded() == {versions[0].id: versions[1].id}
    cited = {citation.document for entry in book.entries() for citation in entry.claims}
    assert versions[1].id in cited
    assert versions[0].id not in cited
    assert any(claim.document == versions[0].id for claim in book.claims())


def test_an_article_under_many_addresses_is_one_document(site: Site, book: Ledger) -> None:
    (article,) = (article for article in ten_articles() if article.name == "en-baku")
    canonical = f"<link rel='canonical' href='{site.url('/news/en-baku')}'>"
    page = Article(article.name, article.text, head=canonical).page
    for path in ("/news/en-baku", "/news/en-baku/amp", "/amp/news/en-baku", "/mobile/77"):
        site.put(path, page)
    first = add(book, site.url("/mobile/77"), site.url("/news/en-baku?utm_source=rss"))
    second = add(book, site.url("/news/en-baku/amp"), site.url("/news/en-baku"), site.url("/amp/news/en-baku"))
    assert first.new + second.new == 1
    assert first.changed + second.changed == 0
    (document,) = book.documents()
    assert document.url == site.url("/news/en-baku")


def test_near_copies_at_two_outlets_are_of_one_family(site: Site, book: Ledger) -> None:
    article = Article("one", TEXTS["ru-tashkent-summit"])
    reprint = Article("two", TEXTS["ru-tashkent-summit"] + "\nПерепечатано с разрешения агентства.")
    other = Article("three", TEXTS["ru-saidov-astana"])
    site.put_articles([article, reprint, other])
    urls = [site.url("/news/one"), site.url("/news/two", "localhost"), site.url("/news/three")]
    summary = add(book, *urls)
    assert (summary.new, summary.copies) == (3, 1)
    families = {source.url: source.family for source in book.sources().values()}
    assert families[urls[0]] == families[urls[1]] != families[urls[2]]


def cut_off(arrivals: Iterator[Arrival], documents: int) -> Iterator[Arrival]:
    """The arrivals up to so many documents, after which their reading is given up."""
    for arrival in arrivals:
        yield arrival
        documents -= isinstance(arrival, Raw)
        if not documents:
            return


def test_a_run_that_is_interrupted_leaves_the_rest_for_the_next(site: Site, book: Ledger) -> None:
    articles = ten_articles()
    site.put_articles(articles)
    feed = site.put_feed(articles)
    with book.reader(Options(), Fetching(allow_private=True, delay=0)) as reader:
        assert book.add_raw(cut_off(reader.read([feed]), 3)).new == 3
    assert book.visits.last_visit(feed) is None
    second = add(book, feed)
    assert second.new == 7
    assert second.new + second.known + second.unchanged == 10
    assert book.visits.last_visit(feed) is not None
    assert add(book, feed).unchanged == 1


def test_articles_that_a_saved_feed_carries_are_read_without_a_network(tmp_path: Path, book: Ledger) -> None:
    whole = "".join(f"<p>{part}</p>" for part in TEXTS["ru-tashkent-summit"].split("\n")[1:])
    title = TEXTS["ru-tashkent-summit"].split("\n")[0]
    (tmp_path / "feed.xml").write_text(
        rss(
            f"<title>{title}</title><link>https://a.example/1</link><pubDate>Sat, 15 Feb 2025 23:30:00 +0500</pubDate>"
            f"<content:encoded><![CDATA[{whole}]]></content:encoded>",
            "<title>Another</title><link>https://a.example/2</link><description>In short.</description>",
            channel="<language>en-us</language>",
        ),
        encoding="utf-8",
    )
    summary = book.add_raw(Reader().read([tmp_path / "feed.xml"]))
    assert (summary.new, [item.name for item in summary.skipped]) == (1, ["https://a.example/2"])
    (document,) = book.documents()
    assert (document.url, document.published, document.language) == ("https://a.example/1", "2025-02-15", "ru")
    assert (document.title, document.dating) == (title, "the feed's pubDate")
    assert len(book.claims()) > 3


def test_feeds_made_to_hurt_are_named_and_the_rest_goes_through(site: Site, book: Ledger) -> None:
    articles = ten_articles()[:2]
    site.put_articles(articles)
    laughs = '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{n + 1} "{10 * f"&l{n};"}">' for n in range(9))
    item = "<item><title>&l9;</title><link>/news/1</link></item>"
    bomb = site.put("/bomb", f"<!DOCTYPE rss [{laughs}]><rss><channel>{item}</channel></rss>", "application/rss+xml")
    inside = site.url("/inside")
    reach = f'<!DOCTYPE rss [<!ENTITY l9 SYSTEM "{inside}">]><rss><channel>{item}</channel></rss>'
    reaching = site.put("/reaching", reach, "application/rss+xml")
    deep = site.put("/deep.xml", "<urlset>" + "<url>" * 100_000, "application/xml")
    summary = add(book, bomb, reaching, deep, site.put_feed(articles))
    reasons = {item.name: item.reason for item in summary.skipped}
    assert set(reasons) == {bomb, reaching, deep}
    assert "declares XML entities" in reasons[bomb]
    assert "declares XML entities" in reasons[reaching]
    assert "nested more than 256 deep" in reasons[deep]
    assert summary.new == 2
    assert "/inside" not in site.asked()
