from __future__ import annotations

import pytest

from kelisim.model import PAGE, Raw
from kelisim.text.webpage import read_page

TEXT = (
    "<h1>Порт ашылды: екі елдің жаңа жобасы</h1>"
    + "<p>Екі елдің министрлері сәрсенбі күні портта жаңа терминалды салтанатты түрде ашты.</p>" * 2
)
URL = "https://www.harbour.example/news/2025/port-ashyldy-123"


def read(head: str, url: str | None = URL, root: str = "<html>", text: str = TEXT) -> Raw:
    content = f"{root}<head><title>Порт</title>{head}</head><body>{text}</body></html>"
    return read_page(Raw(name="page", content=content, media=PAGE, url=url, retrieved="2026-11-20"))


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<link rel='canonical' href='https://harbour.example/port-123'>", "https://harbour.example/port-123"),
        ("<link rel='canonical' href='/port-123#top'>", "https://www.harbour.example/port-123"),
        ("<base href='https://harbour.example/kk/'><link rel='canonical' href='port'>", "https://harbour.example/kk/port"),
        ("<meta property='og:url' content='https://m.harbour.example/port-123?utm_source=x'>", "https://m.harbour.example/port-123"),
        (
            '<script type="application/ld+json">{"@type": "Article", "mainEntityOfPage": {"@id": "https://harbour.example/p/1"}}</script>',
            "https://harbour.example/p/1",
        ),
        ("<link rel='canonical' href='https://harbour.example/'>", URL),
        ("<link rel='canonical' href='https://harbour.example/news/'>", URL),
        ("<link rel='canonical' href='https://elsewhere.example/port-123'>", URL),
        ("<link rel='canonical' href='javascript:void(0)'>", URL),
        ("<link rel='canonical' href=''>", URL),
        ("<link rel='canonical' href='https://harbour.example/'><meta property='og:url' content='/p/2'>", "https://www.harbour.example/p/2"),
        ("", URL),
    ],
)  # fmt: skip
def test_the_canonical_address_is_believed_where_it_can_be_true(head: str, url: str) -> None:
    assert read(head).url == url


def test_a_page_from_a_file_has_the_address_that_it_names() -> None:
    assert (
        read("<link rel='canonical' href='https://harbour.example/port-123'>", None).url
        == "https://harbour.example/port-123"
    )
    assert read("<link rel='canonical' href='https://harbour.example/'>", None).url is None
    assert read("<link rel='canonical' href='/port-123'>", None).url is None


def test_an_address_is_written_without_what_tracks_its_reader() -> None:
    assert read("", f"{URL}?utm_source=feed&fbclid=1#comments").url == URL


@pytest.mark.parametrize("root", ["<html amp>", "<html ⚡>"])
def test_an_amp_page_stands_for_its_page(root: str) -> None:
    assert read("", f"{URL}/amp", root).url == URL
    assert read(f"<link rel='canonical' href='{URL}'>", f"{URL}?amp=1", root).url == URL


@pytest.mark.parametrize(
    "head",
    [
        "<meta property='og:site_name' content='Айлақ газеті'>",
        '<script type="application/ld+json">{"@graph": [{"@type": ["Article"], "publisher": {"name": "Айлақ газеті"}}]}</script>',
        '<script type="application/ld+json">[{"@type": "NewsMediaOrganization", "name": "Айлақ газеті"}]</script>',
        "<meta name='application-name' content='Айлақ газеті'>",
    ],
)
def test_the_outlet_is_called_as_it_calls_itself(head: str) -> None:
    assert read(head).outlet == "Айлақ газеті"


def test_an_outlet_that_only_the_title_names_is_known_by_it() -> None:
    head = "<title>Порт ашылды: екі елдің жаңа жобасы | Айлақ газеті</title>"
    page = f"<html><head>{head}</head><body>{TEXT}</body></html>"
    assert read_page(Raw(name="page", content=page, media=PAGE)).outlet == "Айлақ газеті"
    assert read("").outlet is None


def test_the_language_is_that_of_the_text_and_not_the_declared_one() -> None:
    assert read("", root="<html lang='ru'>").language == "kk"
    russian = TEXT.replace(
        "Екі елдің министрлері сәрсенбі күні портта жаңа терминалды салтанатты түрде ашты.",
        "Министры двух стран торжественно открыли в среду новый терминал в порту.",
    )
    assert read("", root="<html lang='en-US'>", text=russian).language == "ru"


@pytest.mark.parametrize(("declared", "language"), [("am-ET", "am"), ("am_ET", "am"), ("am", "am"), ("!", None)])
def test_a_text_whose_language_nobody_can_tell_has_the_declared_one(declared: str, language: str | None) -> None:
    text = (
        "<article><h1>ሚኒስትሮቹ ተገናኙ</h1><div class='article-body'><p>"
        + "ሚኒስትሮቹ በዋና ከተማው ስምምነት ተፈራረሙ " * 4
        + "።</p></div></article>"
    )
    head = "<meta property='og:type' content='article'>"
    assert read(head, root=f"<html lang='{declared}'>", text=text).language == language
