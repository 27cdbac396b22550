from __future__ import annotations

import pytest

from kelisim.analysis.named import other_names
from kelisim.analysis.search import carried, find, found, read_question, to_term
from kelisim.errors import ConfigError
from kelisim.model import Claim, Document, Participant

ARABIC = "وبالتجارة مع أوزبكستان، قال الرئيس الكازاخستاني قاسم جومارت توكاييف إن للتعاون أثرا."
KAZAKH = "Қасым-Жомарт Тоқаев Өзбекстанның елшісін қабылдап, сауда орталығын аралады."


def spans(text: str, words: str, language: str = "kk", claims: tuple[Claim, ...] = ()) -> list[str] | None:
    asked = read_question(words)
    at = find(Document(id="d", text=text, language=language), claims, asked)
    return None if at is None else [text[start:end] for start, end in at]


@pytest.mark.parametrize("name", ["Tokayev", "Токаев", "توكاييف", "TOKAYEV", "Tokaev"])
def test_a_persons_name_in_any_script_finds_all_scripts(name: str) -> None:
    assert spans(KAZAKH, name) == ["Тоқаев"]
    assert spans(ARABIC, name, "ar") == ["توكاييف"]


@pytest.mark.parametrize("name", ["Uzbekistan", "Узбекистан", "Өзбекстан", "أوزبكستان"])
def test_a_states_name_in_any_script_finds_all_scripts(name: str) -> None:
    assert spans(KAZAKH, name) == ["Өзбекстанның"]
    assert spans(ARABIC, name, "ar") == ["أوزبكستان"]


def test_a_place_and_a_project_are_found_by_their_names_in_other_languages() -> None:
    assert spans("Делегация прибыла в Ташкент.", "Tashkent", "ru") == ["Ташкент"]
    assert spans("وصل الوفد إلى طشقند.", "Tashkent", "ar") == ["طشقند"]
    assert spans("Орта дәліз арқылы тасымал өсті.", "Middle Corridor") is not None


def test_words_are_found_behind_their_prefixes_and_before_their_endings() -> None:
    assert spans(ARABIC, "تجارة", "ar") == ["تجارة"]
    assert spans(ARABIC, "تعاون", "ar") == ["تعاون"]
    assert spans(KAZAKH, "орталық") == ["орталығын"]
    assert spans(KAZAKH, "сауда") == ["сауда"]


def test_a_name_that_takes_no_endings_is_found_only_whole() -> None:
    assert spans("Товарооборот РФ и РУз вырос.", "Uzbekistan", "ru") == ["РУз"]
    assert spans("Рузвельт", "Uzbekistan", "ru") is None


def test_letters_within_a_word_are_not_the_word() -> None:
    assert spans("Тирана қаласы", "Иран") is None
    assert spans("романс", "Оман", "ru") is None


def test_a_short_word_is_found_only_whole() -> None:
    assert spans("Саммит ЕС прошел сегодня, весь день.", "ЕС", "ru") == ["ЕС"]
    assert spans("Весь день", "ес", "ru") is None


def test_all_that_is_asked_must_be_there_and_its_first_places_come_first() -> None:
    text = "сауда, сауда және Тоқаев"
    assert spans(text, "Тоқаев сауда") == ["Тоқаев", "сауда", "сауда"]
    assert spans(text, "Тоқаев экспорт") is None


def test_marks_and_look_alikes_do_not_hide_a_word_and_the_span_is_of_the_stored_text() -> None:
    assert spans("قالَ التَّعاوُن مستمر", "تعاون", "ar") == ["تَّعاوُن"[2:]] or spans("قالَ التَّعاوُن مستمر", "تعاون", "ar") == [
        "تَّعاوُن"
    ]
    assert spans("cауда көлемі", "сауда") == ["cауда"]


def test_an_unknown_name_is_found_by_its_sound_in_the_names_of_claims() -> None:
    text = "الوزير نورلان سارمولدين وصل"
    claim = Claim(
        document="d", kind="meeting", parties=("KZ", "UZ"), start=0, end=len(text), quote=text, language="ar",
        participants=(Participant(name="Nurlan Sarmuldin", state="KZ", office="minister"),),
    )  # fmt: skip
    assert spans(text, "Сармулдин", "ar", (claim,)) == [text]
    assert spans(text, "Сармулдин", "ar") is None
    assert to_term(read_question("Сармулдин")[0]).skeletons


def test_a_question_without_a_word_is_refused() -> None:
    with pytest.raises(ConfigError, match="no word to search for"):
        read_question(" — ")


def test_names_of_several_words_are_one_term() -> None:
    asked = read_question("Middle Corridor trade")
    assert [item.words for item in asked] == ["middle corridor", "trade"]
    assert [item.named for item in asked] == [True, False]


def test_nothing_known_has_no_other_names() -> None:
    assert other_names("qwrtzpsd") == frozenset()


def test_the_index_is_asked_for_no_form_that_holds_another() -> None:
    forms = to_term(read_question("Uzbekistan")[0]).forms
    assert any(form in "өзбекстан" for form in forms)
    assert not any(one != other and one in other for one in forms for other in forms)


def test_what_was_found_is_shown_with_what_stands_around_it() -> None:
    document = Document(id="d", text=f"{'алды ' * 30}Тоқаев {'соңы ' * 30}", language="kk")
    (span,) = find(document, (), read_question("Tokayev")) or []
    snippet = found(document, [span], []).snippets[0]
    assert document.text[snippet.start : snippet.end] == snippet.text == "Тоқаев"
    assert snippet.before.endswith("алды ")
    assert len(snippet.before) <= 60
    assert document.text[snippet.end :].startswith(snippet.after)


def test_passages_carry_the_claims_that_share_a_letter_with_them() -> None:
    claim = Claim(document="d", kind="meeting", parties=("KZ", "UZ"), start=5, end=9, quote="....", language="kk")
    kept = {"span": [(8, 12)], "before": [(0, 5)], "after": [(9, 12)]}
    found_in = {name: bool(carried({"c": claim}, at, kind=None, parties=set())) for name, at in kept.items()}
    assert found_in == {"span": True, "before": False, "after": False}
    assert not carried({"c": claim}, [(8, 12)], kind="target", parties=set())
    assert not carried({"c": claim}, [(8, 12)], kind=None, parties={"TR"})
