"""Undertakings: those a list's heading opens, those an authority has to do, and plain futures of one state for another."""

from __future__ import annotations

import pytest

from kelisim import extract
from kelisim.model import Claim


def commitments(text: str, language: str = "ru") -> list[Claim]:
    return [claim for claim in extract(text, language=language, published="2025-05-08") if claim.kind == "commitment"]


def test_items_of_a_list_are_undertaken_by_its_heading() -> None:
    text = (
        "Делегации Армении и Грузии встретились в Тбилиси.\n"
        "Стороны договорились:\n"
        "– до 1 сентября согласовать порядок работы таможенных постов;\n"
        "– открыть консультационный пункт для туристов."
    )
    found = commitments(text)
    assert [(claim.deadline, claim.actor) for claim in found][:1] == [("2025-09-01", ("AM", "GE"))]


def test_a_text_without_a_heading_undertakes_nothing() -> None:
    text = "Делегации Армении и Грузии встретились в Тбилиси.\n– согласовать порядок работы таможенных постов;"
    assert commitments(text) == []


def test_an_authority_that_has_to_do_something_undertakes_it() -> None:
    found = commitments("Ведомства Казахстана и Узбекистана должны до 1 ноября согласовать график перевозок зерна.")
    assert [claim.deadline for claim in found] == ["2025-11-01"]


def test_what_only_has_to_be_is_no_undertaking() -> None:
    assert commitments("Казахстан и Узбекистан должны согласовать подходы к перевозкам зерна.") == []


@pytest.mark.parametrize(
    ("text", "givers"),
    [
        ("Китай поставит Киргизии 200 автобусов для городского транспорта.", [("CN",)]),
        ("Если Китай поставит Киргизии 200 автобусов, транспорт обновится.", []),
        ("Китай поставит в регионы 200 автобусов для городского транспорта.", []),
    ],
)
def test_a_plain_future_binds_where_one_state_does_it_for_another(text: str, givers: list[tuple[str, ...]]) -> None:
    assert [claim.actor for claim in commitments(text)] == givers


def test_a_span_of_time_is_a_deadline_from_the_day_of_publication() -> None:
    found = commitments(
        "Казахстан и Узбекистан договорились в течение двух месяцев согласовать график перевозок зерна."
    )
    assert [claim.deadline for claim in found] == ["2025-07"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Стороны создадут рабочую группу по миграции.", 1),
        ("Стороны могут создать рабочую группу по миграции.", 0),
        ("Если стороны создадут рабочую группу, вопросов станет меньше.", 0),
    ],
)
def test_a_body_that_both_sides_will_set_up_is_undertaken(text: str, found: int) -> None:
    head = "Делегации Армении и Грузии встретились в Тбилиси. "
    claims = extract(head + text, language="ru", published="2025-05-08")
    assert [claim.kind for claim in claims].count("commitment") == found
    assert "project" not in [claim.kind for claim in claims]


def test_whom_something_is_done_to_or_bought_from_does_not_undertake_it() -> None:
    found = commitments("Қытай Қазақстаннан ауыл шаруашылығы өнімдерін сатып алуды ұлғайтуға ниет білдірді.", "kk")
    assert [claim.actor for claim in found] == [("CN",)]
