"""Stages of undertakings: verbs that lead a noun of work, lists under one verb, and what is only wished or a site."""

from __future__ import annotations

import pytest

from kelisim import extract
from kelisim.model import Claim


def projects(text: str, language: str = "ru") -> list[Claim]:
    return [claim for claim in extract(text, language=language, published="2025-05-08") if claim.kind == "project"]


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Строительство Турцией цементного завода в Азербайджане завершено.", "completed"),
        ("Строительство Турцией цементного завода в Азербайджане начнется в 2027 году.", "planned"),
        ("Турция отметила важность открытия Зангезурского коридора через Азербайджан.", "proposed"),
        ("Портфель промышленных проектов Турции и Азербайджана сформирован на 3 млрд долларов.", "planned"),
    ],
)
def test_the_stage_is_that_of_the_verb_that_leads(text: str, stage: str) -> None:
    assert [claim.stage for claim in projects(text)] == [stage]


def test_things_of_a_list_share_the_stage_of_the_first() -> None:
    found = projects(
        "Turkey and Azerbaijan started building a hospital in Ganja, a school in Baku and a hotel in Sheki.", "en"
    )
    assert [(claim.stage, claim.place) for claim in found] == [
        ("launched", "Ganja"),
        ("launched", "Baku"),
        ("launched", "Shaki"),
    ]


def test_a_site_at_the_head_of_a_sentence_is_no_project() -> None:
    found = projects("В центре Баку президенты Турции и Азербайджана открыли памятник поэту.")
    assert [claim.name for claim in found] == ["monument"]


def test_a_plant_of_so_many_tonnes_has_that_capacity() -> None:
    found = projects("Турция и Азербайджан построят в Гяндже завод на 20 тыс. тонн в год.")
    assert [(claim.value, claim.unit) for claim in found] == [(20_000, "tonne")]


def test_what_a_plant_has_made_is_no_capacity() -> None:
    found = projects("В Гяндже работает совместный завод Беларуси и Азербайджана, он выпустил 10 тыс. тракторов.")
    assert all(claim.value is None for claim in found)


def test_a_launch_put_off_is_no_launch() -> None:
    assert projects("Запуск второй нитки газопровода из Китая в Казахстан отложен.") == []


def test_a_clause_of_its_own_does_not_govern_the_verb_before_it() -> None:
    text = "Қазақстан мен Қытайдың 20 жобасы аяқталды, 32 жоба іске асырылып жатыр."
    found = [claim for claim in extract(text, language="kk") if claim.kind == "project"]
    assert [(claim.count, claim.stage) for claim in found] == [(20, "completed"), (32, "ongoing")]


def test_a_title_that_stands_before_its_instrument_is_no_project() -> None:
    text = "Қазақстан мен Грузия Потиде қойма салу туралы меморандумға қол қойды."
    assert [claim.kind for claim in extract(text, language="kk")] == ["agreement"]


def test_work_after_which_something_reopened_does_not_give_its_stage() -> None:
    text = "Қазақстан мен Өзбекстан шекарасындағы «Жібек жолы» бекеті жөндеуден кейін қайта ашылды."
    assert [claim.stage for claim in extract(text, language="kk")] == ["resumed"]


def test_the_more_telling_noun_of_a_thing_gives_its_sector() -> None:
    found = extract("Катар Қазақстанда жылыжай кешенін салмақ.", language="kk")
    assert [claim.sectors for claim in found] == [("agriculture",)]


def arabic(text: str, published: str = "2024-03-05") -> list[tuple[str | None, str | None]]:
    found = [claim for claim in extract(text, language="ar", published=published) if claim.kind == "project"]
    return [(claim.stage, claim.date) for claim in found]


def test_what_is_still_under_study_is_proposed() -> None:
    assert arabic("ولا يزال خط أنابيب الغاز بين العراق والأردن قيد الدراسة.") == [("proposed", None)]


def test_what_is_told_behind_a_stop_does_not_undo_it() -> None:
    text = "الخط الملاحي بين السعودية والسودان متوقف منذ 2023، ولم يتفق الطرفان بعد على موعد عودته."
    assert [stage for stage, _ in arabic(text)] == ["suspended"]


def test_a_beginning_that_is_agreed_or_awaited_is_planned() -> None:
    awaited = "ومن المقرر أن يبدأ بناء محطة نووية روسية في أوزبكستان العام المقبل."
    begun = "بدأ بناء محطة نووية روسية في أوزبكستان."
    assert [[stage for stage, _ in arabic(text)] for text in (awaited, begun)] == [["planned"], ["launched"]]


def test_the_day_of_an_announcement_is_no_date_of_what_is_planned() -> None:
    assert arabic("أعلنت شركة تركية أمس عن خطط لبناء مجمع لوجستي في جورجيا.") == [("planned", None)]


def test_two_of_a_thing_are_a_project() -> None:
    text = "افتتح رئيسا مصر والأردن فرعين جامعيين في إربد والإسماعيلية."
    found = [claim for claim in extract(text, language="ar") if claim.kind == "project"]
    assert [(claim.stage, claim.count) for claim in found] == [("completed", 2)]
