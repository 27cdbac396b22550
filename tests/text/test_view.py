import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kelisim.text.view import Folded, Profile, fold, normalise

ARABIC = Profile(letters="ابتثجحخدذرزسشصضطظعغفقكلمنهوي")
KAZAKH = Profile(letters="аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя")
RUSSIAN = Profile(letters="абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
ENGLISH = Profile(letters="abcdefghijklmnopqrstuvwxyz")
TURKISH = Profile(letters="abcçdefgğhıijklmnoöprsştuüvyz", casing="turkic")
PROFILES = [ARABIC, KAZAKH, RUSSIAN, ENGLISH, TURKISH]

# Letters of several scripts, marks, digits and invisible characters, thrown together more densely than any text would.
DENSE = "аеіопрсухАЕІКМНОРСТУХ abceiopxyABCEHIKMOPTXY ıİ"
DENSE += "ßﬁﻻ أإآىةؤئکیـًُّٓ\u0301\u0306\u0308٤۴५٫٬،’ʻ\u200c\u200f\u00ad\u00a0\r\n.«»-"
TEXTS = st.one_of(st.text(alphabet=DENSE, max_size=60), st.text(max_size=40))


@pytest.mark.parametrize(
    ("written", "form", "profile"),
    [
        ("الاتّفاقيّةُ", "الاتفاقيه", ARABIC),
        ("أُعلِن إلى آسيا", "اعلن الي اسيا", ARABIC),
        ("شـــؤون المرافئ", "شوون المرافي", ARABIC),
        ("٤٫٥ و١٬٢٠٠، ۱۲", "4.5 و1,200، 12", ARABIC),
        ("\u200fوزير\u200c", "وزير", ARABIC),
        ("ﻻ يزال", "لا يزال", ARABIC),
        ("шiлде", "шілде", KAZAKH),
        ("Yкiмет", "үкімет", KAZAKH),
        ("ҚAЗАҚСТАН", "қазақстан", KAZAKH),
        ("iPhoneдар", "iphoneдар", KAZAKH),
        ("Мocква", "москва", RUSSIAN),
        ("й", "й", RUSSIAN),
        ("за́мок", "замок", RUSSIAN),
        ("млн\u00a0тонн", "млн тонн", RUSSIAN),
        ("Тhe", "the", ENGLISH),
        ("President’s", "president's", ENGLISH),
        ("mutually benefi\u00adcial", "mutually beneficial", ENGLISH),
        ("Straße", "strasse", ENGLISH),
        ("İstanbul", "istanbul", ENGLISH),
        ("İSTANBUL ISPARTA", "istanbul ısparta", TURKISH),
    ],
)
def test_what_means_the_same_gets_one_form(written: str, form: str, profile: Profile) -> None:
    assert fold(written, profile) == form


def test_a_number_after_a_lengthened_letter_keeps_its_own_span() -> None:
    view = normalise("بلغ بـ288 مليار", ARABIC)
    start = view.form.index("288")
    stored = view.to_stored(start, start + 3)
    assert view.text[slice(*stored)] == "288"


def test_the_marks_of_the_last_letter_belong_to_its_span() -> None:
    view = normalise("زيارةً رسميةً إلى", ARABIC)
    start = view.form.index("رسميه")
    assert view.text[slice(*view.to_stored(start, start + 5))] == "رسميةً"


def test_one_letter_that_becomes_two_is_never_cut() -> None:
    view = normalise("die Straße hier", ENGLISH)
    start = view.form.index("strasse")
    assert view.text[slice(*view.to_stored(start, start + 5))] == "Straß"
    assert view.to_form(8, 9) == (8, 10)


def test_cased_has_the_offsets_of_the_form() -> None:
    view = normalise("Премье\u0301р-министр\u00a0Канады", RUSSIAN)
    assert view.cased.split() == ["Премьер-министр", "Канады"]
    assert len(view.cased) == len(view.form)


@settings(deadline=None)
@given(TEXTS, st.sampled_from(PROFILES))
def test_normalising_twice_is_normalising_once(text: str, profile: Profile) -> None:
    form = normalise(text, profile).form
    assert normalise(form, profile).form == form
    assert unicodedata.is_normalized("NFC", form)


@settings(deadline=None)
@given(TEXTS, st.sampled_from(PROFILES), st.data())
def test_every_span_of_the_form_has_a_place_in_the_stored_text(
    text: str, profile: Profile, data: st.DataObject
) -> None:
    view = normalise(text, profile)
    start = data.draw(st.integers(0, len(view.form)))
    end = data.draw(st.integers(start, len(view.form)))
    first, last = view.to_stored(start, end)
    assert 0 <= first <= last <= len(text)
    assert (first < last) == (start < end)
    if start < end:
        again = view.to_form(first, last)
        assert again[0] <= start
        assert again[1] >= end


@settings(deadline=None)
@given(TEXTS, st.sampled_from(PROFILES))
def test_the_map_never_goes_back(text: str, profile: Profile) -> None:
    view = normalise(text, profile)
    spans = [view.to_stored(index, index + 1) for index in range(len(view.form))]
    assert all(one[0] <= other[0] and one[1] <= other[1] for one, other in pairwise(spans))


@settings(deadline=None)
@given(TEXTS, st.sampled_from(PROFILES), st.data())
def test_every_span_of_the_stored_text_has_a_place_in_the_form(
    text: str, profile: Profile, data: st.DataObject
) -> None:
    view = normalise(text, profile)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = view.to_form(start, end)
    assert 0 <= first <= last <= len(view.form)


@settings(deadline=None)
@given(TEXTS, TEXTS, st.sampled_from(PROFILES))
def test_a_word_alone_looks_as_in_a_text(before: str, word: str, profile: Profile) -> None:
    text = f"{before} {word.strip()} {before}"
    view = normalise(text, profile)
    for match in word.split():
        assert fold(match, profile) in view.form


@settings(deadline=None)
@given(TEXTS, st.sampled_from(PROFILES))
def test_words_folded_in_one_pass_look_as_each_alone(text: str, profile: Profile) -> None:
    words = text.split()
    folded = Folded(profile)
    folded.learn(words)
    assert dict(folded) == {word: fold(word, profile) for word in words}
