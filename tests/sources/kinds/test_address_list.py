from __future__ import annotations

import pytest
from feed_texts import kind_name, read

from kelisim.model import Link, Skipped

LIST = "https://a.example/1\nhttp://b.example/2?x=1&y=2\n\n  https://a.example/новость  \n"


@pytest.mark.parametrize("document", [LIST, "\ufeff" + LIST, LIST.replace("\n", "\r\n"), "https://a.example/1"])
def test_nothing_but_addresses_is_a_list(document: str) -> None:
    assert kind_name(document) == "list of addresses"


@pytest.mark.parametrize("document", [LIST + "and more", "See https://a.example/1", "ftp://a.example/1", "", "\n\n"])
def test_a_text_with_addresses_is_a_text(document: str) -> None:
    assert kind_name(document) == "text"


def test_the_addresses_come_in_their_order() -> None:
    assert [link.url for link in read(LIST) if isinstance(link, Link)] == [
        "https://a.example/1",
        "http://b.example/2?x=1&y=2",
        "https://a.example/новость",
    ]


def test_a_line_that_is_cut_off_where_the_kind_is_told_does_not_matter() -> None:
    lines = [f"https://a.example/{number:05d}" for number in range(1000)]
    found = read("\n".join(lines))
    assert [link.url for link in found if isinstance(link, Link)] == lines


def test_a_later_line_that_is_no_address_is_named() -> None:
    lines = [f"https://a.example/{number:05d}" for number in range(1000)] + ["nothing", "https://a.example/last"]
    *_, skipped, link = read("\n".join(lines))
    assert skipped == Skipped("feed:1001", "the line is no address of the web; write one a line")
    assert link == Link(url="https://a.example/last")
