from __future__ import annotations

import io
import zipfile

import pytest
from feed_texts import ARTICLE, atom, kind_name, read, read_offline, rss

from kelisim.model import PAGE, Link, Raw, Skipped


def stored(document: str) -> bytes:
    """An archive in which the document stands as it is."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as members:
        members.writestr("feed.xml", document)
    return archive.getvalue()


ITEM = "<title>A title</title><link>https://news.example/1</link>"


@pytest.mark.parametrize(
    "document",
    [
        rss(ITEM),
        atom("<title>A</title>"),
        '<rss version="0.91"><channel/></rss>',
        '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://dtd.example/rss.dtd"><rss version="0.91"/>',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"/>',
        '\n\n<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?><!-- a feed <html> --><rss><channel/></rss>',
        '<a:feed xmlns:a="http://www.w3.org/2005/Atom"/>',
        "\ufeff" + rss(ITEM),
        rss(ITEM).encode("utf-16"),
        rss(ITEM).encode("utf-16-le"),
        rss(ITEM).encode("utf-16-be"),
        rss(ITEM).encode("utf-32"),
        rss("<description><![CDATA[<!doctype html><html><body><p>x</p></body></html>]]></description>"),
    ],
)
def test_feeds_are_known_by_their_first_element(document: str | bytes) -> None:
    assert kind_name(document) == "feed"


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        ("<!doctype html><html><body>Write <rss> at the beginning</body></html>", "web page"),
        ("<html><!-- <rss><channel/></rss> --><body/></html>", "web page"),
        ("<html><rss/></html>", "web page"),
        ("How a feed begins: <rss version='2.0'>", "text"),
        ("From: desk@news.example\nSubject: A\nContent-Type: text/html\n\n<rss/>", "e-mail"),
        (stored(rss(ITEM)), "ZIP archive"),
        (b"\x01\x02" + rss(ITEM).encode(), "text"),
        ("<urlset/>", "sitemap"),
    ],
)
def test_what_holds_or_mentions_a_feed_is_none(document: str | bytes, kind: str) -> None:
    assert kind_name(document) == kind


def test_a_feed_behind_a_warning_of_its_server_is_known_by_its_media_type() -> None:
    document = "<br /><b>Warning</b>: no such file in index.php\n" + rss(ITEM)
    assert kind_name(document, media="application/rss+xml") == "feed"
    (link,) = read(document, media="application/rss+xml")
    assert isinstance(link, Link)
    assert (link.url, link.title) == ("https://news.example/1", "A title")


def test_an_item_says_all_that_is_known_of_its_article() -> None:
    item = ITEM + "<pubDate>Tue, 04 Mar 2025 01:30:00 +0500</pubDate><dc:language>kk-KZ</dc:language>"
    assert read(rss(item)) == [
        Link(
            url="https://news.example/1",
            title="A title",
            published="2025-03-04",
            dating="the feed's pubDate",
            language="kk",
        )
    ]


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("<pubDate>Tue, 04 Mar 2025 01:30:00 +0500</pubDate>", "2025-03-04"),
        ("<pubDate>Mon, 03 Mar 2025 23:30:00 -0500</pubDate>", "2025-03-03"),
        ("<pubDate>4 Mar 25 10:00 GMT</pubDate>", "2025-03-04"),
        ("<pubDate>2025-03-04 01:30</pubDate>", "2025-03-04"),
        ("<dc:date>2025-03-04T01:30:00+05:00</dc:date>", "2025-03-04"),
        ("<pubDate>20250304T013000</pubDate>", "2025-03-04"),
        ("<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>", None),
        ("<pubDate>Tue, 31 Feb 2025 10:00:00 GMT</pubDate>", None),
        ("<pubDate>Tue, 12 Mar 2030 10:00:00 GMT</pubDate>", None),
        ("<pubDate>Tue, 11 Mar 2025 10:00:00 +1400</pubDate>", "2025-03-11"),
        ("<pubDate>yesterday</pubDate>", None),
        ("<pubDate/>", None),
    ],
)
def test_the_day_is_that_of_the_outlet_and_must_be_possible(stated: str, day: str | None) -> None:
    (link,) = read(rss(ITEM + stated))
    assert isinstance(link, Link)
    assert link.published == day
    assert (link.dating is None) == (day is None)


def test_an_atom_entry_tells_its_publication_from_its_last_change() -> None:
    dates = "<published>2025-03-03T23:30:00-05:00</published><updated>2025-03-05T00:00:00Z</updated>"
    first, second = read(
        atom(
            f'<title>A</title><link href="a"/>{dates}',
            '<title>B</title><link href="b"/><updated>2025-03-05T00:00:00Z</updated>',
            attributes='xml:base="https://other.example/x/" xml:lang="ru"',
        )
    )
    assert isinstance(first, Link)
    assert isinstance(second, Link)
    assert first == Link(
        url="https://other.example/x/a",
        title="A",
        published="2025-03-03",
        dating="the feed's published",
        language="ru",
        changed="2025-03-05T00:00:00Z",
    )
    assert (second.published, second.dating) == ("2025-03-05", "the feed's updated")


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ("<link>/1</link>", "https://news.example/1"),
        ("<link>\n https://news.example/1 \n</link>", "https://news.example/1"),
        ("<link><![CDATA[https://news.example/1?a=1&b=2]]></link>", "https://news.example/1?a=1&b=2"),
        ('<guid isPermaLink="true">https://news.example/2</guid>', "https://news.example/2"),
        ("<guid>https://news.example/2</guid>", "https://news.example/2"),
        ('<guid isPermaLink="false">https://news.example/?p=2</guid>', "https://news.example/?p=2"),
        (
            "<link>https://count.example/~r/1</link><feedburner:origLink>https://news.example/3</feedburner:origLink>",
            "https://news.example/3",
        ),
    ],
)
def test_the_address_is_found_wherever_it_stands(item: str, url: str) -> None:
    (link,) = read(rss(f"<title>A</title>{item}"))
    assert isinstance(link, Link)
    assert link.url == url


def test_relative_addresses_of_a_file_are_meant_from_the_site_that_it_names() -> None:
    (link,) = read(rss("<link>/1</link>", channel="<link>https://news.example/</link>"), url=None)
    assert isinstance(link, Link)
    assert link.url == "https://news.example/1"


@pytest.mark.parametrize("item", ["<title>A</title>", "<link>mailto:desk@news.example</link>", "<guid>tag:1</guid>"])
def test_an_item_without_address_and_article_is_named(item: str) -> None:
    skipped, link = read(rss(item, ITEM))
    assert skipped == Skipped("feed#1", "the item has neither an address nor a whole article")
    assert isinstance(link, Link)


def test_titles_are_plain() -> None:
    (link,) = read(rss("<title>A &amp;amp; B:&#10; &lt;b&gt;5 &amp;lt; 6&lt;/b&gt;</title><link>/1</link>"))
    assert isinstance(link, Link)
    assert link.title == "A & B: 5 < 6"


WHOLE = f"<content:encoded><![CDATA[{ARTICLE}]]></content:encoded>"


def test_the_page_goes_before_the_article_in_the_feed_where_it_can_be_fetched() -> None:
    (link,) = read(rss(ITEM + WHOLE))
    assert isinstance(link, Link)


def test_the_article_in_the_feed_is_read_where_nothing_may_be_fetched() -> None:
    (raw,) = read_offline(rss(ITEM + WHOLE + "<pubDate>Tue, 04 Mar 2025 01:30:00 +0500</pubDate>"))
    assert isinstance(raw, Raw)
    assert (raw.url, raw.title, raw.media) == ("https://news.example/1", "A title", PAGE)
    assert (raw.published, raw.dating, raw.retrieved) == ("2025-03-04", "the feed's pubDate", "2025-03-10")
    assert ARTICLE in str(raw.content)


def test_an_article_without_address_is_read_in_any_case() -> None:
    (raw,) = read(rss("<title>A title</title>" + WHOLE))
    assert isinstance(raw, Raw)
    assert (raw.url, raw.name) == (None, "feed#1")


@pytest.mark.parametrize(
    "part",
    [
        f"<description><![CDATA[{ARTICLE}]]></description>",
        f"<content:encoded><![CDATA[{ARTICLE[:300]}]]></content:encoded>",
        f"<content:encoded><![CDATA[{ARTICLE} Read on [&#8230;]]]></content:encoded>",
        "",
    ],
)
def test_a_summary_alone_is_skipped_where_nothing_may_be_fetched(part: str) -> None:
    (skipped,) = read_offline(rss(ITEM + part))
    assert skipped == Skipped(
        "https://news.example/1", "the feed has only a summary of it, and nothing may be fetched in this run"
    )


def test_the_article_of_a_feed_for_aggregators_is_found() -> None:
    (raw,) = read_offline(rss(f"{ITEM}<yandex:full-text><![CDATA[{ARTICLE}]]></yandex:full-text>"))
    assert isinstance(raw, Raw)
    assert "thirty years" in str(raw.content)


def test_a_plain_article_of_atom_stays_plain() -> None:
    text = "Trade < 5 billion dollars. " * 20
    escaped = text.replace("<", "&lt;")
    (raw,) = read_offline(atom(f'<title>A</title><link href="/a"/><content type="text">{escaped}</content>'))
    assert isinstance(raw, Raw)
    assert (raw.media, str(raw.content).strip()) == (None, text.strip())


CYRILLIC = "Президент провёл переговоры с главой соседнего государства"


@pytest.mark.parametrize("declared", ["", ' encoding="windows-1251"', ' encoding="utf-8"', ' encoding="x-unknown"'])
@pytest.mark.parametrize("charset", [None, "windows-1251", "utf-8"])
def test_windows_1251_is_read_however_it_is_declared(declared: str, charset: str | None) -> None:
    document = rss(f"<title>{CYRILLIC}</title><link>/1</link>").replace('"1.0"', f'"1.0"{declared}', 1)
    (link,) = read(document.encode("windows-1251"), **({"charset": charset} if charset else {}))
    assert isinstance(link, Link)
    assert link.title == CYRILLIC


def test_utf_8_that_says_to_be_windows_1251_is_read() -> None:
    document = rss(f"<title>{CYRILLIC}</title><link>/1</link>").replace('"1.0"', '"1.0" encoding="windows-1251"', 1)
    (link,) = read(document)
    assert isinstance(link, Link)
    assert link.title == CYRILLIC


@pytest.mark.parametrize(
    "broken",
    [
        rss(ITEM.replace("A title", "A & B"), ITEM.replace("1<", "2<")),
        rss(ITEM, ITEM.replace("1<", "2<")).removesuffix("</item></channel></rss>"),
        rss(ITEM.replace("A title", "A\x08 title"), ITEM.replace("1<", "2<")),
        rss(ITEM + "<description><p>unclosed</description>", ITEM.replace("1<", "2<")),
        rss(ITEM + "<media:content url='x'/>", ITEM.replace("1<", "2<")),
    ],
)
def test_broken_xml_is_read_as_far_as_possible(broken: str) -> None:
    assert [link.url for link in read(broken) if isinstance(link, Link)] == [
        "https://news.example/1",
        "https://news.example/2",
    ]


def test_a_feed_of_nothing_readable_is_refused() -> None:
    (skipped,) = read("<rss><channel><<<")
    assert isinstance(skipped, Skipped)
    assert "no item of the feed can be read" in skipped.reason


def test_a_feed_without_items_has_none() -> None:
    assert read(rss()) == []


def test_rss_1_is_read() -> None:
    document = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://news.example/"><title>T</title></channel>'
        '<item rdf:about="https://news.example/1"><title>A title</title><link>https://news.example/1</link>'
        "<dc:date>2025-03-04</dc:date></item></rdf:RDF>"
    )
    assert read(document) == [
        Link(url="https://news.example/1", title="A title", published="2025-03-04", dating="the feed's date")
    ]


def test_a_feed_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kelisim.sources.kinds.feed.LARGEST_FEED", 1000)
    (skipped,) = read(rss(*[ITEM] * 100))
    assert isinstance(skipped, Skipped)
    assert "more than 1,000 bytes" in skipped.reason
