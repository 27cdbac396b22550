from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kelisim.errors import TextError
from kelisim.text.decoding import clean, decode

RUSSIAN = "Министры подписали соглашение о сотрудничестве и договорились увеличить товарооборот до 3 млрд долларов."
KAZAKH = "Министрлер ынтымақтастық туралы келісімге қол қойып, сауда көлемін ұлғайтуға уағдаласты."
ARABIC = "وقع الوزيران اتفاقية للتعاون في مجال الطاقة، وأكدا أهمية زيادة حجم التبادل التجاري."
TURKISH = "Bakanlar işbirliği anlaşmasını imzaladı ve ticaret hacmini artırmayı kararlaştırdı; görüşme üç saat sürdü."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN.upper(), "windows-1251"),
        (RUSSIAN.upper(), "koi8-r"),
        (RUSSIAN, "ibm866"),
        (KAZAKH, "kz1048"),
        (ARABIC, "windows-1256"),
        (TURKISH, "windows-1254"),
        (
            "A “memorandum” – signed for €2 million – was published in the end by the ministries of both.",
            "windows-1252",
        ),
        (RUSSIAN, "utf-16"),
        (RUSSIAN, "utf-16-le"),
        (ARABIC, "utf-16-be"),
        (KAZAKH, "utf-8-sig"),
        (KAZAKH, "utf-32"),
    ],
)
def test_an_undeclared_encoding_is_recognised(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_declared_encoding_goes_first_when_it_fits() -> None:
    assert decode("Søren".encode("iso8859-1"), "iso8859-1") == "Søren"
    assert decode(RUSSIAN.encode(), "no-such-encoding") == RUSSIAN
    assert decode(RUSSIAN.encode(), "ascii") == RUSSIAN


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\x00\x01\x02\x03" * 40, "binary"),
        (b"\xff\xfe\x00", "UTF-16"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(content: bytes, named: str) -> None:
    with pytest.raises(TextError, match=named) as caught:
        decode(content)
    assert "\n" not in str(caught.value)


def test_cleaning_keeps_offsets_and_counts() -> None:
    text, mended = clean("один\x00два\ud800три\x1b\tчетыре\nпять")
    assert text == "один\ufffdдва\ufffdтри\ufffd\tчетыре\nпять"
    assert mended == 3


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_utf_8_is_never_mistaken(text: str) -> None:
    content = ("x" + text.replace("\x00", "")).encode()
    cleaned, _ = clean(text)
    assert len(cleaned) == len(text)
    try:
        assert decode(content) == content.decode()
    except TextError:
        assert clean(text)[1] > 0


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_text_or_one_error(content: bytes) -> None:
    with suppress(TextError):
        assert isinstance(decode(content), str)
