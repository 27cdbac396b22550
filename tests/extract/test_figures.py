"""Which time an amount has, and where a unit that it lacks comes from."""

from __future__ import annotations

import pytest

from kelisim import extract


def figures(text: str) -> list[tuple[float | None, str | None, str | None]]:
    return [(claim.value, claim.unit, claim.period) for claim in extract(text, language="ru", published="2024-06-01")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "В 2019 году товарооборот Грузии и Армении достиг 2,6 млрд евро (в 2018 году — 2,2 млрд).",
            [(2.6e9, "EUR", "2019"), (2.2e9, "EUR", "2018")],
        ),
        (
            "Товарооборот Грузии и Армении за I квартал 2024 года вырос к аналогичному периоду прошлого года до 88,4 млн евро.",
            [(88.4e6, "EUR", "2024-01/2024-03")],
        ),
    ],
)
def test_each_amount_has_its_own_time(text: str, wanted: list[tuple[float, str, str]]) -> None:
    assert sorted(figures(text)) == sorted(wanted)


def test_a_number_of_another_sentence_has_no_unit_of_the_last() -> None:
    text = "Товарооборот Грузии и Армении достиг 2,6 млрд евро. Товарооборот в других странах вырос до 3 млрд."
    assert [value for value, _, _ in figures(text)] == [2.6e9]


def test_a_doubling_ahead_is_a_target_without_a_value() -> None:
    found = extract(
        "Россия и Беларусь планируют удвоить товарооборот к 2030 году.", language="ru", published="2024-06-01"
    )
    assert [(claim.kind, claim.indicator, claim.value, claim.deadline) for claim in found] == [
        ("target", "trade_turnover", None, "2030")
    ]


def test_this_figure_has_the_currency_given_before() -> None:
    text = (
        "Товарооборот Казахстана и Грузии в 2023 году составил 500 млн долларов. "
        "Для сравнения: в 2022 году показатель равнялся 430 млн."
    )
    assert figures(text) == [(5e8, "USD", "2023"), (4.3e8, "USD", "2022")]


def test_a_figure_gone_on_with_is_not_that_of_the_next_clause() -> None:
    text = (
        "В 2023 году товарооборот Казахстана и Китая составил 41 млрд долларов. "
        "В январе 2024 года он сократился на 2%, до 3 млрд долларов, из них экспорт — 1 млрд долларов."
    )
    found = extract(text, language="ru", published="2024-06-01")
    assert {(claim.indicator, claim.value) for claim in found} == {
        ("trade_turnover", 41e9),
        ("trade_turnover", 3e9),
        ("exports", 1e9),
    }
