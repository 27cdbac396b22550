from __future__ import annotations

import pytest

from kelisim.errors import TextError
from kelisim.text.pages.identity import articles_of
from kelisim.text.pages.markup import decode_page, parse, string, types_of

RUSSIAN = (
    "Министры двух стран подписали соглашение о сотрудничестве в области транспорта и договорились о новых встречах."
)
ARABIC = "وقع الوزيران اتفاقية للتعاون في مجال الطاقة، وأكدا أهمية زيادة حجم التبادل التجاري بين البلدين."
KAZAKH = "Министрлер ынтымақтастық туралы келісімге қол қойып, сауда көлемін ұлғайтуға уағдаласты."
TURKISH = "Bakanlar işbirliği anlaşmasını imzaladı ve ticaret hacmini artırmayı kararlaştırdı; görüşme üç saat sürdü."
MENU = "<ul>" + "<li class='menu-item'><a href='/section' title='Section'>News and views</a></li>" * 200 + "</ul>"


def page(text: str, declared: str | None) -> str:
    meta = f"<meta http-equiv='Content-Type' content='text/html; charset={declared}'>" if declared else ""
    return f"<html><head>{meta}<style>a {{ color: red }}</style></head><body>{MENU}<p>{text}</p></body></html>"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "utf-8"),
        (RUSSIAN, "utf-8-sig"),
        (RUSSIAN, "utf-16"),
        (RUSSIAN, "utf-16-le"),
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "ibm866"),
        (KAZAKH, "kz1048"),
        (ARABIC, "windows-1256"),
        (ARABIC, "utf-8"),
        (TURKISH, "iso8859-9"),
        (TURKISH, "windows-1254"),
    ],
)
@pytest.mark.parametrize(
    "declared", [None, "utf-8", "windows-1251", "windows-1256", "iso-8859-1", "koi8-r", "utf-16", "nonsense"]
)
@pytest.mark.parametrize("server", [None, "windows-1252", "utf-8"])
def test_a_page_is_read_right_whatever_it_declares(
    text: str, encoding: str, declared: str | None, server: str | None
) -> None:
    assert text in decode_page(page(text, declared).encode(encoding), server)


def test_an_encoding_that_only_a_declaration_tells_is_believed() -> None:
    chinese = page("两国部长签署了能源合作协议，并同意扩大贸易额。", "gb2312")
    assert decode_page(chinese.encode("gb18030")) == chinese
    japanese = page("両国の大臣は協定に署名した。", "shift_jis")
    assert decode_page(japanese.encode("cp932")) == japanese
    stated = f"<?xml version='1.0' encoding='windows-1251'?><html><body><p>{RUSSIAN}</p></body></html>"
    assert RUSSIAN in decode_page(stated.encode("windows-1251"))


def test_a_few_broken_bytes_do_not_spoil_utf_8() -> None:
    broken = page(RUSSIAN, "utf-8").encode()[:-30] + b"\xd0</p>"
    assert RUSSIAN[:80] in decode_page(broken)


def test_codecs_that_are_no_encodings_of_pages_are_not_used() -> None:
    for declared in ("unicode_escape", "rot13", "base64", "utf-7", "idna"):
        assert "\\u0041 +AGE-" in decode_page(b"<p>\\u0041 +AGE- caf\xe9 " + b"a" * 40 + b"</p>", declared)


@pytest.mark.parametrize("content", ["", "  \n", "<!-- nothing -->", "<?xml version='1.0'?>"])
def test_what_has_no_elements_is_refused(content: str) -> None:
    with pytest.raises(TextError, match="empty"):
        parse(content)


def test_frames_are_not_followed() -> None:
    with pytest.raises(TextError, match="frames"):
        parse("<html><frameset><frame src='https://harbour.example/a'></frameset></html>")


def test_an_entity_is_not_expanded_and_nothing_is_loaded() -> None:
    bomb = (
        "<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY f SYSTEM 'file:///etc/hostname'>]>"
    )
    assert len("".join(parse(f"{bomb}<html><body><p>&b;&b;&f;</p></body></html>").root.itertext())) < 60


def test_structured_data_is_read_as_pages_have_it() -> None:
    spoilt = '<!--\n{"@context": "https://schema.org", "@graph": [{"@type": "schema:NewsArticle", "headline": "a\nb",},]}\n-->'
    markup = parse(
        f'<script type="application/ld+json">{spoilt}</script><script type="application/LD+JSON">broken{{</script><p>x</p>'
    )
    (article,) = articles_of(markup)
    assert string(article["headline"]) == "a b"
    assert types_of(article) == {"NewsArticle"}
    assert string([{"name": ["Harbour", "x"]}]) == "Harbour"
    assert string({"url": 5}) is None


def test_data_nested_without_end_is_left() -> None:
    deep = "[" * 100_000 + "]" * 100_000
    assert parse(f'<script type="application/ld+json">{deep}</script><p>x</p>').data == ()


def test_lists_of_other_articles_are_not_the_article() -> None:
    listed = '{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Other"}]}'
    assert articles_of(parse(f'<script type="application/ld+json">{listed}</script><p>x</p>')) == []
