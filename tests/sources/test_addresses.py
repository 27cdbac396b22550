import pytest

from kelisim.sources.addresses import absolute_address, canonical_address, is_front, site_of, without_amp


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("https://News.Example:443/a?id=7&utm_source=rss#top", "https://news.example/a?id=7"),
        ("HTTP://news.example:80/world/index.html", "http://news.example/world/"),
        ("http://news.example:8080/a", "http://news.example:8080/a"),
        ("https://news.example", "https://news.example/"),
        ("https://news.example/index.php?id=4", "https://news.example/index.php?id=4"),
        ("https://news.example/a?fbclid=x&gclid=y&yclid=z&page=2", "https://news.example/a?page=2"),
        ("https://news.example/a?a=1&b=&a=2", "https://news.example/a?a=1&b=&a=2"),
        ("https://news.example/a?q=%d0%b0", "https://news.example/a?q=%D0%B0"),
        ("https://news.example/новость", "https://news.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D1%8C"),
        ("https://[::1]:443/a", "https://[::1]/a"),
        ("https://news.example:port/a", "https://news.example:port/a"),
        ("not an address", "not an address"),
    ],
)
def test_equal_addresses_have_one_form(written: str, canonical: str) -> None:
    assert canonical_address(written) == canonical
    assert canonical_address(canonical) == canonical


def test_a_host_in_other_letters_is_written_as_it_is_looked_up() -> None:
    assert canonical_address("https://жаңалық.example/a") == canonical_address(
        canonical_address("https://жаңалық.example/a")
    )
    assert canonical_address("https://жаңалық.example/a").startswith("https://xn--")


@pytest.mark.parametrize(
    ("amp", "page"),
    [
        ("https://news.example/a/b/amp/", "https://news.example/a/b/"),
        ("https://news.example/a/b/amp", "https://news.example/a/b"),
        ("https://news.example/amp/a/b", "https://news.example/a/b"),
        ("https://news.example/a.amp.html", "https://news.example/a.html"),
        ("https://amp.news.example/a?amp=1&x=2", "https://news.example/a?x=2"),
        ("https://news.example/a/ampere", "https://news.example/a/ampere"),
        ("https://news.example/", "https://news.example/"),
    ],
)
def test_an_amp_address_stands_for_its_page(amp: str, page: str) -> None:
    assert without_amp(amp) == page


def test_references_are_joined_to_their_page() -> None:
    assert absolute_address("../b?x=1", "https://news.example/a/c") == "https://news.example/b?x=1"
    assert absolute_address(" /b\n", "https://news.example/a/c") == "https://news.example/b"
    assert absolute_address("mailto:desk@news.example", "https://news.example/") is None
    assert absolute_address("https://news.example:99999/", None) is None
    assert absolute_address("b", None) is None


def test_sites_and_their_front_pages_are_told() -> None:
    assert site_of("https://www.News.example/a") == "news.example"
    assert site_of("https://[broken") == ""
    assert is_front("https://news.example/index.html")
    assert not is_front("https://news.example/a")
