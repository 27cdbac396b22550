from __future__ import annotations

import pytest

from kelisim.errors import SourceError
from kelisim.sources.web.address import LONGEST_ADDRESS, address_of, next_address


@pytest.mark.parametrize(
    ("written", "fetched"),
    [
        ("https://news.example/a?b=c#d", "https://news.example/a?b=c"),
        ("HTTPS://News.Example/A", "https://news.example/A"),
        ("https://news.example/новость", "https://news.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D1%8C"),
        ("http://news.example:8080", "http://news.example:8080"),
        ("http://[2001:db8::1]/a", "http://[2001:db8::1]/a"),
    ],
)
def test_what_is_fetched(written: str, fetched: str) -> None:
    assert str(address_of(written)) == fetched


def test_a_host_in_other_letters_is_looked_up_in_its_ascii_form() -> None:
    assert address_of("https://жаңалық.example/").raw_host.startswith(b"xn--")


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("ftp://news.example/", "'ftp'"),
        ("javascript:alert(1)", "only http and https"),
        ("http:///a", "names no host"),
        ("http://", "names no host"),
        ("http://news.example:0/", "names no host or port"),
        ("http://user@news.example/", "a name or password"),
        ("http://:@news.example/", "a name or password"),
        ("http://user:secret@news.example/", "a name or password"),
        ("http://news.example/a b", "blanks"),
        ("http://news.example/\r\nHost: other", "blanks"),
        ("http://news.example\\@other.example/", "backslashes"),
        ("http://news.example/\x00", "control characters"),
        ("http://news.example:99999/", "no address"),
        ("http://news.example:x/", "no address"),
        ("http://[::1/", "no address"),
        (f"http://{'a' * 64}.example/", "no address"),
        (f"http://{'a.' * 127}example/", "no address"),
        ("http://news..example/", "no address"),
        ("http://-\u2024.example/", "no address"),
        ("http://news.example/" + "a" * LONGEST_ADDRESS, "more than the 8,000"),
    ],
)
def test_what_is_not_asked_for(written: str, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as refused:
        address_of(written)
    assert "secret" not in str(refused.value)


def test_redirects_are_joined_and_checked() -> None:
    here = address_of("https://news.example/a/b?c")
    assert str(next_address(here, " ../d#e ")) == "https://news.example/d"
    assert str(next_address(here, "/an article")) == "https://news.example/an%20article"
    assert str(next_address(here, "//other.example/")) == "https://other.example/"
    with pytest.raises(SourceError, match="'data'"):
        next_address(here, "data:text/html,x")
