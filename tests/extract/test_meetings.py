"""Who met whom: pronouns, capitals, invitations, surnames that look like cases of others."""

from __future__ import annotations

import pytest

from kelisim import extract
from kelisim.model import Claim


def meetings(text: str, published: str = "2025-05-08") -> list[Claim]:
    return [claim for claim in extract(text, language="ru", published=published) if claim.kind == "meeting"]


def test_whom_a_pronoun_means_is_the_one_spoken_of() -> None:
    text = "Премьер-министр Армении Никол Пашинян прибыл в Иран. Вечером его принял президент Ирана Масуд Пезешкиан."
    met = [claim for claim in meetings(text) if claim.form == "meeting"]
    assert [[person.state for person in claim.participants or ()] for claim in met] == [["AM", "IR"]]


def test_a_capital_told_by_its_state_is_where_a_visit_goes() -> None:
    found = meetings("Президент Узбекистана прибыл в казахстанскую столицу с официальным визитом.")
    assert [(claim.form, claim.place) for claim in found] == [("visit", "Astana")]


def test_an_invitation_is_no_visit() -> None:
    assert meetings("Президент Беларуси пригласил президента Азербайджана посетить Беларусь с ответным визитом.") == []


@pytest.mark.parametrize("surname", ["Алиев", "Эрдоган"])
def test_office_holders_are_known_by_their_surnames(surname: str) -> None:
    found = meetings(f"Токаев и {surname} провели переговоры.")
    assert [len(claim.participants or ()) for claim in found] == [2]


def test_a_case_of_one_surname_may_be_another_surname() -> None:
    found = meetings("Президент Узбекистана Шавкат Мирзиёев принял Алиева.")
    assert [[person.name for person in claim.participants or ()] for claim in found] == [
        ["Shavkat Mirziyoyev", "Ilham Aliyev"]
    ]


def test_talks_on_the_same_day_have_the_day_of_the_talks_before() -> None:
    text = (
        "Президент Турции 6 мая встретился с президентом Казахстана. "
        "В тот же день президент Турции встретился с президентом Ирана."
    )
    assert [claim.date for claim in meetings(text)] == ["2025-05-06", "2025-05-06"]


def test_a_month_gone_by_in_another_clause_is_not_when_they_met() -> None:
    text = "Премьер Грузии, возглавивший кабинет в феврале прошлого года, встретился с премьером Армении."
    assert [claim.date for claim in meetings(text)] == [None]


def test_the_meeting_of_the_headline_is_told_by_a_sentence_without_names() -> None:
    text = (
        "Премьер-министр Грузии Ираклий Кобахидзе встретился с премьер-министром Армении Николом Пашиняном\n"
        "Встреча прошла в Тбилиси во вторник. Стороны обсудили вопросы торговли."
    )
    found = meetings(text, published="2024-12-11")
    assert [(claim.parties, claim.place, claim.date) for claim in found] == [(("AM", "GE"), "Tbilisi", "2024-12-10")]


def test_a_verb_of_receiving_that_adopts_an_instrument_is_no_meeting() -> None:
    text = "Қазақстан Президенті Қасым-Жомарт Тоқаев пен Әзербайжан Президенті Ильхам Әлиев мәлімдемені қабылдады."
    assert [claim.kind for claim in extract(text, language="kk")] == ["agreement"]


def test_who_chaired_a_session_just_told_of_is_part_of_it() -> None:
    text = (
        "В Ташкенте прошло заседание межправительственной комиссии Казахстана и Узбекистана. "
        "В заседании приняли участие Премьер-министр Казахстана Олжас Бектенов и Премьер-министр Узбекистана Абдулла Арипов."
    )
    found = [claim for claim in extract(text, language="ru") if claim.kind == "meeting"]
    assert [(claim.form, claim.place, len(claim.participants or ())) for claim in found] == [("session", "Tashkent", 2)]


def test_a_forum_that_is_only_to_be_set_up_is_no_meeting() -> None:
    text = "Қазақстан мен Қырғызстан парламентаралық форум ашуға келісті."
    assert [claim.kind for claim in extract(text, language="kk")] == ["commitment"]


def arabic(text: str, published: str = "2024-03-05") -> list[tuple[str | None, tuple[str, ...], str | None]]:
    found = [claim for claim in extract(text, language="ar", published=published) if claim.kind == "meeting"]
    return [(claim.form, claim.parties, claim.status) for claim in found]


def test_a_verb_may_open_the_sentence_far_from_the_meeting_that_it_tells() -> None:
    text = "عقد الرئيس التركي رجب طيب أردوغان مع أخيه سمو الشيخ تميم بن حمد آل ثاني أمير دولة قطر، بعد ظهر اليوم، جلسة مباحثات."
    assert arabic(text) == [("meeting", ("QA", "TR"), "held")]


def test_a_clause_about_somebody_met_tells_the_visit() -> None:
    text = (
        "أجرى الرئيس المصري عبد الفتاح السيسي محادثات مع الرئيس الأذربيجاني إلهام علييف الذي يقوم بزيارة رسمية إلى مصر."
    )
    assert set(arabic(text)) == {("meeting", ("AZ", "EG"), "held"), ("visit", ("AZ", "EG"), "held")}


def test_who_invites_is_not_the_visitor() -> None:
    text = "ومن المنتظر أن يلبي الرئيس المصري دعوة نظيره التركي لزيارة تركيا في مايو المقبل."
    assert arabic(text) == [("visit", ("EG", "TR"), "scheduled")]


def test_what_was_discussed_with_somebody_is_told_as_talks() -> None:
    told = "بحث وزير الخارجية الأردني أيمن الصفدي مع وزير الخارجية التركي هاكان فيدان سبل التعاون."
    only = "بحث وزير الخارجية الأردني أيمن الصفدي سبل التعاون بين الأردن وتركيا."
    assert (arabic(told), arabic(only)) == ([("meeting", ("JO", "TR"), "held")], [])


def test_a_name_of_a_state_and_of_a_city_is_the_city_where_the_text_speaks_of_its_state() -> None:
    of_jordan = "ترأس رئيسا وزراء الأردن والعراق في عمان اجتماع اللجنة المشتركة."
    of_oman = "ترأس وزير الخارجية العماني في عمان اجتماع اللجنة المشتركة مع العراق."
    assert [parties for _, parties, _ in arabic(of_jordan)] == [("IQ", "JO")]
    assert all("JO" not in parties for _, parties, _ in arabic(of_oman))


def test_a_summit_between_states_is_theirs() -> None:
    text = "وتعقد القمة الثلاثية بين قطر وتركيا وأذربيجان في الدوحة الشهر المقبل."
    assert arabic(text) == [("summit", ("AZ", "QA", "TR"), "scheduled")]
