"""Feeds and sitemaps that were damaged on their way: each is read as far as possible or refused with a sentence."""

from __future__ import annotations

import random

import pytest
from feed_texts import ARTICLE, atom, read, read_offline, rss

from kelisim.model import Link, Raw, Skipped
from kelisim.sources.addresses import absolute_address

ITEM = "<title>A &amp; B</title><link>https://a.example/1</link><pubDate>Tue, 04 Mar 2025 01:30:00 +0500</pubDate>"
WHOLE = (
    rss(f"{ITEM}<content:encoded><![CDATA[{ARTICLE}]]></content:encoded>", "<guid>https://a.example/2</guid>"),
    atom(
        '<title type="html">A</title><link href="a"/><updated>2025-03-05T00:00:00Z</updated>',
        attributes='xml:lang="ru"',
    ),
    "<urlset><url><loc>https://a.example/1?x=1&amp;y=2</loc><lastmod>2025-03-04T01:30:00Z</lastmod></url></urlset>",
    '{"version": "https://jsonfeed.org/version/1", "items": [{"url": "/1", "date_published": "2025-03-04T01:30:00Z"}]}',
    "https://a.example/1\nhttps://a.example/2\n",
)
BITS = (
    *(
        b"<",
        b">",
        b"&",
        b"&#x0;",
        b"&#xFFFFFFFF;",
        b"&#xD800;",
        b"<![CDATA[",
        b"]]>",
        b"<!--",
        b"\x00",
        b"\xff",
        b"<?xml",
    ),
    *(
        b'"',
        b"<!DOCTYPE x [",
        b" xml:base='http://[x'",
        b"http://[",
        b"http://a:99999999/",
        b"9999-99-99",
        b"0000-00-00",
    ),
    *(b"<link>", b"</link>", b"</item>", b"<item>", b"\\ud800", b"1e999", b" xmlns:a=''", b"<a:b>", b" xmlns='a b'"),
    *(b"Tue, 99 Foo 99999 99:99:99 +9999", b"<content mode='base64'>", b" type='application/xml'"),
)


def damaged(chance: random.Random) -> bytes:
    document = bytearray(chance.choice(WHOLE).encode(chance.choice(["utf-8", "utf-8", "utf-16", "windows-1252"])))
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(document) + 1)
        cut = chance.choice([0, 0, 1, 5, 20])
        document[place : place + cut] = chance.choice([*BITS, bytes([chance.randrange(256)])])
    return bytes(document)


@pytest.mark.parametrize("seed", range(10))
def test_nothing_damaged_ends_the_reading(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(40):
        document = damaged(chance)
        for item in (*read(document), *read_offline(document)):
            assert isinstance(item, (Link, Raw, Skipped))
            assert "trips" not in getattr(item, "reason", ""), document
            assert not isinstance(item, Link) or absolute_address(item.url, None)


def test_a_feed_that_makes_its_parser_fail_is_mended() -> None:
    document = rss("<title>A</title></link><link>https://a.example/1</link>", "<title>B</title><link>/2</link>")
    assert [item.url for item in read(document) if isinstance(item, Link)][-1] == "https://news.example/2"


def test_impossible_references_to_characters_are_replaced() -> None:
    (link,) = read(rss("<title>A&#xFFFFFFFF;B &#55296; &#0; &#x41; &#1114111;</title><link>/1</link>"))
    assert isinstance(link, Link)
    assert link.title == "A\ufffdB \ufffd \ufffd A \U0010ffff"
