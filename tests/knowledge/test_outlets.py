from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kelisim.errors import PackError
from kelisim.knowledge.loader import load_knowledge
from kelisim.knowledge.outlets import OUTLETS, load_outlets, outlet_of
from kelisim.knowledge.schema import OutletsData
from kelisim.tables import read_toml

DATA = read_toml(OUTLETS, OutletsData)


@pytest.mark.parametrize(
    ("url", "name", "kind", "country"),
    [
        ("https://www.akorda.kz/kz/events", "President of Kazakhstan", "official", "KZ"),
        ("https://mfa.gov.az/en/news", "Government of Azerbaijan", "official", "AZ"),
        ("https://tdh.gov.tm/ru/post/1", "Turkmenistan State News Agency", "agency", "TM"),
        ("https://mfa.gov.tm/ru/news/1", "Government of Turkmenistan", "official", "TM"),
        ("http://omannews.gov.om/topics/en/79", "Oman News Agency", "agency", "OM"),
        ("HTTPS://EN.KREMLIN.RU./events?x=1#y", "President of Russia", "official", "RU"),
        ("https://reader:secret@tass.ru:443/a", "TASS", "agency", "RU"),
        ("www.aa.com.tr/tr/dunya", "Anadolu", "agency", "TR"),
        ("https://news.google.com/articles/x", "Google News", "aggregator", "US"),
        ("https://ec.europa.eu/commission", "European Union", "official", "EU"),
        ("https://2021-2025.state.gov/remarks", "Government of the United States", "official", "US"),
        ("https://uz.kursiv.media/news", "Kursiv", "paper", "KZ"),
    ],
)
def test_an_outlet_is_found_by_the_longest_domain_known(url: str, name: str, kind: str, country: str) -> None:
    found = outlet_of(url)
    assert (found.name, found.kind, found.country) == (name, kind, country)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://kk.steppe-gazette.example/1", "steppe-gazette.example"),
        ("https://news.valley.co.uk/1", "valley.co.uk"),
        ("https://haber.ornek.com.tr/a", "ornek.com.tr"),
        ("https://kk.news-of-the-steppe.kz/a", "news-of-the-steppe.kz"),
        ("https://notgov.kz/a", "notgov.kz"),
        ("https://akorda.kz.example.org/a", "example.org"),
        ("https://t.me/Steppe_Gazette/12", "t.me/steppe_gazette"),
        ("https://m.facebook.com/steppe/posts/1", "facebook.com/steppe"),
        ("https://steppe.wordpress.com/2024/01/", "steppe.wordpress.com"),
        ("https://x.com", "x.com"),
        ("http://192.0.2.7:8080/a", "192.0.2.7"),
        ("http://[2001:db8::7]/a", "2001:db8::7"),
        ("https://xn--e1afmkfd.xn--p1ai/a", "пример.рф"),
    ],
)
def test_an_unknown_outlet_is_named_by_its_host_and_said_to_be_unknown(url: str, name: str) -> None:
    found = outlet_of(url)
    assert (found.name, found.kind, found.country) == (name, "unknown", None)


@pytest.mark.parametrize(
    "url", [None, "", "  ", "/home/reader/a", "http://[bad/a", "ftp://tass.ru/a", "localhost", "file"]
)
def test_without_an_address_the_outlet_has_no_name(url: str | None) -> None:
    assert (outlet_of(url).name, outlet_of(url).kind, outlet_of(url).country) == (None, "unknown", None)


def test_every_outlet_has_a_kind_domains_and_a_known_country_or_body() -> None:
    knowledge = load_knowledge()
    codes = set(knowledge.states) | {identity.upper() for identity in knowledge.organisations}
    for outlet in DATA.outlets:
        assert outlet.kind != "unknown", outlet.name
        assert outlet.country in codes, outlet.name
        assert outlet.domains, outlet.name
        for domain in outlet.domains:
            assert domain == domain.lower().strip("./ ") and not domain.startswith("www."), domain  # noqa: PT018 -- one shape


def test_no_outlet_and_no_domain_stands_twice() -> None:
    domains = [domain for outlet in DATA.outlets for domain in outlet.domains]
    assert [name for name, count in Counter(outlet.name for outlet in DATA.outlets).items() if count > 1] == []
    assert [domain for domain, count in Counter(domains).items() if count > 1] == []
    assert not set(domains) & set(DATA.platforms)


def test_the_outlets_cover_the_region_and_beyond() -> None:
    states = load_knowledge().states
    official = {outlet.country for outlet in DATA.outlets if outlet.kind == "official"}
    assert len(DATA.outlets) >= 170
    assert len(official & set(states)) >= 40
    assert {"KZ", "UZ", "KG", "TJ", "TM", "AZ", "AM", "GE", "RU", "TR", "IR", "CN", "IN", "SA", "AE", "QA"} <= official
    assert {outlet.kind for outlet in DATA.outlets} == {"official", "agency", "paper", "aggregator"}


def test_outlets_are_sorted_so_that_the_next_one_has_its_place() -> None:
    states = load_knowledge().states
    order = [(outlet.country not in states, outlet.country, (outlet.name or "").casefold()) for outlet in DATA.outlets]
    assert order == sorted(order)


def test_a_file_that_breaks_the_schema_is_named(tmp_path: Path) -> None:
    path = tmp_path / "outlets.toml"
    path.write_text(OUTLETS.read_text(encoding="utf-8").replace('kind = "agency"', 'kind = "wire"'), encoding="utf-8")
    with pytest.raises(PackError, match=r"outlets\.toml cannot be read.*wire"):
        load_outlets(path)
