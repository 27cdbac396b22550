"""Names in the languages that have packs; the sentences are made up for these tests."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from kelisim.extract.names import Names, PersonMention, find_names
from kelisim.extract.tokens import Token, tokenise
from kelisim.extract.tongue import load_tongue
from kelisim.languages.loader import pack_codes
from kelisim.text.view import View, normalise

PUBLISHED = "2025-06-10"

Who = tuple[str | None, str | None, str | None]


class Read(NamedTuple):
    """A text with what was named in it."""

    view: View
    tokens: list[Token]
    names: Names

    def text(self, first: int, last: int) -> str:
        """The stored text of tokens ``[first, last)``."""
        start, end = self.view.to_stored(self.tokens[first].start, self.tokens[last - 1].end)
        return self.view.text[start:end]


def read(code: str, text: str, published: str | None = PUBLISHED) -> Read:
    tongue = load_tongue(code)
    view = normalise(text, tongue.profile)
    tokens = tokenise(view.form)
    return Read(view, tokens, find_names(view, tokens, tongue.lexicon.match(tokens), tongue.names, published))


def persons(code: str, text: str, published: str | None = PUBLISHED) -> list[PersonMention]:
    return read(code, text, published).names.persons


def who(mentions: list[PersonMention]) -> list[Who]:
    return [(person.name, person.state, person.office) for person in mentions]


TOKAYEV = ("Kassym-Jomart Tokayev", "KZ", "head_of_state")
MIRZIYOYEV = ("Shavkat Mirziyoyev", "UZ", "head_of_state")
ALIYEV = ("Ilham Aliyev", "AZ", "head_of_state")
SAIDOV = ("Bakhtiyor Saidov", "UZ", "foreign_minister")
BEKTENOV = ("Olzhas Bektenov", "KZ", "head_of_government")
ZHUMANGARIN = ("Serik Zhumangarin", "KZ", "deputy_head_of_government")

CASES: dict[str, list[tuple[str, list[Who]]]] = {
    "kk": [
        ("Қазақстан Президенті Қасым-Жомарт Тоқаев кеңес өткізді.", [TOKAYEV]),
        ("Әзербайжан Президенті Ильхам Әлиевпен әңгіме болды.", [ALIYEV]),
        ("Бұл туралы Өзбекстан сыртқы істер министрі Бахтиёр Саидов айтты.", [SAIDOV]),
        (
            "Премьер-Министрдің орынбасары – Ұлттық экономика министрі Серік Жұманғарин баяндама жасады.",
            [ZHUMANGARIN],
        ),
        ("Жиынды Премьер-Министр Олжас Бектенов ашты.", [BEKTENOV]),
        ("Тоқаев пен Мирзиёев сауда туралы пікір алмасты.", [TOKAYEV, MIRZIYOYEV]),
        ("Қазақстан мен Өзбекстан президенттері уағдаласты.", [TOKAYEV, MIRZIYOYEV]),
        ("Мемлекет басшысы жиын өткізді.", [(None, None, "head_of_state")]),
        (
            "Қырғызстан Көлік министрі Таалай Үсенов келді. Кейін Үсенов сөз сөйледі.",
            [("Taalay Usenov", "KG", "minister"), ("Taalay Usenov", "KG", "minister")],
        ),
        ("Өзбекстанның Қазақстандағы елшісі Рустам Ахметов қатысты.", [("Rustam Akhmetov", "UZ", "ambassador")]),
        ("Ауыл әкімі жиналыс өткізді.", []),
        ("Әскерге шақырылған балуан Ерлан Сапаров жеңді.", [("Yerlan Saparov", None, None)]),
        ("Президенттік сайлау өтті.", []),
    ],
    "ar": [
        ("ألقى رئيس كازاخستان قاسم جومارت توكاييف كلمة.", [TOKAYEV]),
        ("تحدث الرئيس الأوزبكي شوكت ميرضياييف عن الطاقة.", [MIRZIYOYEV]),
        ("وصل وزير الخارجية الأوزبكي بختيار سعيدوف.", [SAIDOV]),
        ("قال إلهام علييف إن الخط جاهز.", [ALIYEV]),
        ("شكر توكاييف ضيفه.", [TOKAYEV]),
        ("اتفق رئيسا كازاخستان وأوزبكستان على الموعد.", [TOKAYEV, MIRZIYOYEV]),
        ("حضر رئيس وزراء كازاخستان أولجاس بكتينوف الافتتاح.", [BEKTENOV]),
        ("زار سفير أوزبكستان لدى الأردن فرهاد قاسيموف الميناء.", [("Farhad Qasimov", "UZ", "ambassador")]),
        ("تحدث وزير النقل الأذربيجاني رشاد نبييف. وأضاف نبييف شيئا.", [("Rashad Nabiyev", "AZ", "minister")] * 2),
        ("رئيس اللجنة غائب.", []),
    ],
    "ru": [
        ("Президент Казахстана Касым-Жомарт Токаев открыл завод.", [TOKAYEV]),
        ("Он поговорил с Президентом Узбекистана Шавкатом Мирзиёевым.", [MIRZIYOYEV]),
        ("Прибыл министр иностранных дел Узбекистана Бахтиёр Саидов.", [SAIDOV]),
        ("Об этом сообщил казахстанский премьер-министр Олжас Бектенов.", [BEKTENOV]),
        (
            "Заместитель премьер-министра – министр национальной экономики Казахстана Серик Жумангарин доволен.",
            [ZHUMANGARIN],
        ),
        ("Президенты Казахстана и Узбекистана договорились.", [TOKAYEV, MIRZIYOYEV]),
        ("Посол Узбекистана в Казахстане Рустам Ахметов выступил.", [("Rustam Akhmetov", "UZ", "ambassador")]),
        ("Его пересказал помощник президента Казахстана Рустам Ахметов.", [("Rustam Akhmetov", "KZ", "other")]),
    ],
    "en": [
        ("Kazakh President Kassym-Jomart Tokayev spoke first.", [TOKAYEV]),
        ("The plan of the President of Uzbekistan Shavkat Mirziyoyev is ready.", [MIRZIYOYEV]),
        ("Uzbekistan's Foreign Minister Bakhtiyor Saidov agreed.", [SAIDOV]),
        ("Olzhas Bektenov, Prime Minister of Kazakhstan, was there.", [BEKTENOV]),
        ("The presidents of Kazakhstan and Uzbekistan agreed.", [TOKAYEV, MIRZIYOYEV]),
        ("Deputy Prime Minister - Minister of National Economy Serik Zhumangarin spoke.", [ZHUMANGARIN]),
        ("Ambassador of Uzbekistan to Kazakhstan Rustam Akhmetov left.", [("Rustam Akhmetov", "UZ", "ambassador")]),
        ("The head of the department left.", []),
    ],
}
READABLE = [(code, text, wanted) for code, cases in CASES.items() if code in pack_codes() for text, wanted in cases]


@pytest.mark.parametrize(("code", "text", "wanted"), READABLE)
def test_persons_have_name_state_and_office(code: str, text: str, wanted: list[Who]) -> None:
    assert who(persons(code, text)) == wanted


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, text, _ in READABLE])
def test_mentions_lie_in_the_text_and_in_its_order(code: str, text: str) -> None:
    found = read(code, text)
    for kind in found.names:
        places = [(mention.first, mention.last) for mention in kind]
        assert places == sorted(places)
        assert all(0 <= first < last <= len(found.tokens) for first, last in places)
        assert all(found.text(first, last) in text for first, last in places)


def test_the_span_of_a_person_holds_office_state_and_name() -> None:
    found = read("kk", "Кеше Қазақстан Президенті Қасым-Жомарт Тоқаев келді.")
    person = found.names.persons[0]
    assert found.text(person.first, person.last) == "Қазақстан Президенті Қасым-Жомарт Тоқаев"


@pytest.mark.parametrize(
    ("published", "name"),
    [("2018-05-01", "Nursultan Nazarbayev"), ("2024-05-01", "Kassym-Jomart Tokayev"), (None, None)],
)
def test_an_office_without_a_name_is_its_holder_at_the_time(published: str | None, name: str | None) -> None:
    (person,) = persons("kk", "Қазақстан Президенті хат жолдады.", published)
    assert (person.name, person.implied) == (name, name is not None)


@pytest.mark.parametrize(("published", "office"), [("2015-01-01", "speaker"), ("2023", "head_of_state")])
def test_a_name_alone_has_the_office_held_at_the_time(published: str, office: str) -> None:
    (person,) = persons("ar", "التقى توكاييف ضيوفه.", published)
    assert person.office == office


def test_whoever_no_longer_holds_an_office_is_marked() -> None:
    (said, known) = persons("kk", "Бұрынғы президент Нұрсұлтан Назарбаев келді. Жиында Назарбаев сөйледі.")
    assert said.former
    assert known.former
    assert not persons("kk", "Назарбаев жиын өткізді.", "2012-02-02")[0].former


@pytest.mark.parametrize(
    ("code", "text", "role"),
    [
        ("kk", "Ол Өзбекстан Президенті Шавкат Мирзиёевпен кездесті.", "with"),
        ("kk", "Сәлем Шавкат Мирзиёевке жолданды.", "to"),
        ("ar", "تحدث مع رئيس أوزبكستان شوكت ميرضياييف.", "with"),
        ("ar", "وجه رسالة إلى شوكت ميرضياييف.", "to"),
    ],
)
def test_cases_and_prepositions_mark_roles(code: str, text: str, role: str) -> None:
    assert role in persons(code, text)[0].roles


@pytest.mark.parametrize(
    ("code", "text"),
    [("kk", "Оны өзбекстандық әріптесі Шавкат Мирзиёев қолдады."), ("ar", "أيده نظيره الأوزبكي شوكت ميرضياييف.")],
)
def test_a_counterpart_has_a_state_and_a_name(code: str, text: str) -> None:
    (person,) = persons(code, text)
    assert person.counterpart
    assert who([person]) == [MIRZIYOYEV]


@pytest.mark.parametrize(("code", "text"), [("kk", "Мемлекет басшысы келді."), ("ar", "وصل رئيس الدولة.")])
def test_an_office_of_the_outlets_own_state_is_marked(code: str, text: str) -> None:
    (person,) = persons(code, text)
    assert person.own
    assert person.state is None


def test_a_head_of_a_body_has_its_id_and_acronym() -> None:
    (person,) = persons("kk", "ШЫҰ Бас хатшысы Нұрлан Ермекбаев сөйледі.")
    assert (person.organisation, person.state, person.office) == ("sco", "SCO", "head_of_organisation")


def test_a_governor_has_the_state_of_the_region() -> None:
    (person,) = persons("kk", "Алматы облысының әкімі Марат Сапаров келді.")
    assert who([person]) == [("Marat Saparov", "KZ", "governor")]


@pytest.mark.parametrize(
    ("code", "text", "states"),
    [
        ("kk", "Ол Чадқа барды.", ["TD"]),
        ("kk", "Үйдің чады мен малина.", []),
        ("kk", "Мали президенті келді.", ["ML"]),
        ("kk", "қазақ тілі сабағы", []),
        ("kk", "қазақ-өзбек қатынастары", ["KZ", "UZ"]),
        ("kk", "Қазақстандықтар көп.", []),
        ("ar", "عاد من عمان.", ["OM"]),
        ("ar", "العلاقات الكازاخستانية الأوزبكية", ["KZ", "UZ"]),
    ],
)
def test_states_are_told_from_other_words(code: str, text: str, states: list[str]) -> None:
    assert [mention.code for mention in read(code, text).names.states] == states


@pytest.mark.parametrize(
    ("text", "capitals"),
    [
        ("Астана мен Ташкент келісті.", ["KZ", "UZ"]),
        ("Астанада және Ташкентте жиын өтті.", []),
        ("Ташкент қаласы үлкен.", []),
    ],
)
def test_capitals_side_by_side_stand_for_their_states(text: str, capitals: list[str]) -> None:
    states = read("kk", text).names.states
    assert [state.code for state in states if state.aspect == "capital"] == capitals


def test_places_have_their_state_and_people_of_a_place_are_none() -> None:
    assert [place.state for place in read("kk", "Жиын Самарқандта өтті.").names.places] == ["UZ"]
    assert read("kk", "Атыраулықтар қуанды.").names.places == []


@pytest.mark.parametrize(
    ("code", "text", "name"),
    [
        ("kk", "Бұл «Алтын дән» компаниясы екен.", "«Алтын дән» компаниясы"),
        ("kk", "Оны Энергетика министрлігі хабарлады.", "Энергетика министрлігі"),
        ("kk", "Бір компания келді.", None),
        ("ar", "وقعت شركة «السنبلة» العقد.", "شركة «السنبلة»"),
    ],
)
def test_organisations_are_named_by_quotes_and_fields(code: str, text: str, name: str | None) -> None:
    found = read(code, text)
    named = [found.text(body.first, body.last) for body in found.names.organisations]
    assert named == ([name] if name else [])


def test_a_line_ends_a_name() -> None:
    found = persons("kk", "Қазақстан Президенті\nҚасым-Жомарт Тоқаев келді.", None)
    assert who(found) == [(None, "KZ", "head_of_state"), TOKAYEV]


@pytest.mark.parametrize("text", ["", "\n\n", "…", "123", "Президент", "мен", "—", "«»", "А.", "М. "])
@pytest.mark.parametrize("code", ["ar", "kk"])
def test_scraps_of_text_are_read(code: str, text: str) -> None:
    assert all(isinstance(person, PersonMention) for person in persons(code, text))
