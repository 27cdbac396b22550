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


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        (
            "en",
            "Trade between Serbia and Qatar grew from $3 billion to $5 billion in 2023.",
            [(3e9, None), (5e9, "2023")],
        ),
        (
            "en",
            "Trade between Serbia and Qatar grew from $3 billion in 2019 to $5 billion in 2023.",
            [(3e9, "2019"), (5e9, "2023")],
        ),
        ("ru", "В 2023 году торговля Сербии и Катара выросла с 3 до 5 млрд долларов.", [(3e9, None), (5e9, "2023")]),
        (
            "kk",
            "Сербия мен Катар саудасы 2023 жылы 3-тен 5 миллиард долларға дейін өсті.",
            [(3e9, None), (5e9, "2023")],
        ),
        ("ar", "ارتفعت التجارة بين صربيا وقطر من 3 إلى 5 مليارات دولار في عام 2023.", [(3e9, None), (5e9, "2023")]),
    ],
)
def test_a_figure_has_the_time_of_where_it_moves_to(
    language: str, text: str, wanted: list[tuple[float, str | None]]
) -> None:
    claims = extract(text, language=language, published="2024-06-01")
    assert sorted((claim.value or 0, claim.period) for claim in claims if claim.kind == "indicator") == wanted


def test_what_a_target_starts_from_is_no_target() -> None:
    text = "Serbia and Qatar agreed to raise trade from $3 billion to $5 billion by 2030."
    claims = extract(text, language="en", published="2024-06-01")
    assert [(claim.kind, claim.value, claim.deadline) for claim in claims] == [("target", 5e9, "2030")]


@pytest.mark.parametrize(
    ("language", "text", "change"),
    [
        ("en", "Trade between Serbia and Qatar fell by a third in 2023.", -33.3),
        ("en", "Trade between Serbia and Qatar grew 1.6 times in 2023.", 60),
        ("ru", "Товарооборот Сербии и Катара сократился на четверть в 2023 году.", -25),
        ("kk", "Сербия мен Катардың тауар айналымы 2023 жылы үштен біріне қысқарды.", -33.3),
        ("ar", "انخفض التبادل التجاري بين صربيا وقطر بمقدار الثلث في عام 2023.", -33.3),
    ],
)
def test_a_change_by_a_part_is_told_in_percent(language: str, text: str, change: float) -> None:
    (claim,) = extract(text, language=language, published="2024-06-01")
    assert claim.change is not None
    assert (claim.change.value, claim.change.unit, claim.period) == (change, "percent", "2023")


@pytest.mark.parametrize(
    ("language", "text", "period"),
    [
        ("en", "Trade between Serbia and Qatar was $3 billion between 2019 and 2022.", "2019/2022"),
        ("en", "Trade between Serbia and Qatar was $3 billion in 2Q 2023.", "2023-04/2023-06"),
        ("ru", "Товарооборот Сербии и Катара за 2 квартал 2023 года составил 3 млрд долларов.", "2023-04/2023-06"),
        ("ru", "Товарооборот Сербии и Катара с 2019 по 2022 год составил 3 млрд долларов.", "2019/2022"),
        ("kk", "Сербия мен Катардың тауар айналымы соңғы онжылдықта 3 миллиард долларды құрады.", "recent_years"),
        ("ar", "بلغ التبادل التجاري بين صربيا وقطر 3 مليارات دولار في التسعينيات.", "199X"),
    ],
)
def test_the_period_of_a_figure(language: str, text: str, period: str) -> None:
    (claim,) = extract(text, language=language, published="2024-06-01")
    assert (claim.value, claim.period) == (3e9, period)


@pytest.mark.parametrize(
    ("language", "text", "deadline"),
    [
        ("en", "Serbia and Qatar agreed to raise trade to $5 billion by the end of the decade.", "202X"),
        ("ru", "Сербия и Катар договорились довести товарооборот до 5 млрд долларов в течение пяти лет.", "2029"),
        (
            "kk",
            "Сербия мен Катар тауар айналымын 2027 жылдың соңына дейін 5 миллиард долларға жеткізуге келісті.",
            "2027",
        ),
        ("ar", "اتفقت صربيا وقطر على رفع التبادل التجاري إلى 5 مليارات دولار خلال خمس سنوات.", "2029"),
    ],
)
def test_the_deadline_of_a_target(language: str, text: str, deadline: str) -> None:
    (claim,) = extract(text, language=language, published="2024-06-01")
    assert (claim.kind, claim.value, claim.deadline) == ("target", 5e9, deadline)


def test_a_comparison_that_closes_behind_its_time_leaves_the_period_to_the_figure() -> None:
    text = (
        "Биылғы қаңтар-маусымда Қазақстан мен Италия арасындағы тауар айналымы өткен жылдың сәйкес кезеңімен "
        "салыстырғанда 11 пайызға өсіп, 8 млрд долларға жетті."
    )
    found = extract(text, language="kk", published="2024-08-01")
    assert [(claim.period, claim.value) for claim in found] == [("2024-01/2024-06", 8e9)]


def test_a_multiple_is_aimed_at_where_the_plan_closes_the_clause() -> None:
    found = extract("Қазақстан мен Болгария арасындағы тауар айналымын екі есе арттыруға уағдаласты.", language="kk")
    assert [(claim.kind, claim.value) for claim in found] == [("target", None)]


def test_a_halving_is_a_change_of_minus_fifty_percent() -> None:
    found = extract("Өткен жылы Моңғолия мен Ресей арасындағы сауда көлемі екі есе қысқарды.", language="kk")
    assert [claim.change.value for claim in found if claim.change] == [-50]


def test_a_doubling_with_a_coming_date_is_a_target() -> None:
    found = extract(
        "وتعمل السعودية والهند على مضاعفة التبادل التجاري بحلول 2030.", language="ar", published="2023-09-11"
    )
    assert [(claim.kind, claim.deadline) for claim in found] == [("target", "2030")]


def test_a_goal_over_so_many_years_has_their_end_as_its_deadline() -> None:
    text = "ويستهدف البلدان، مصر وإندونيسيا، الوصول بحجم التبادل التجاري إلى ملياري دولار خلال ثلاث سنوات."
    found = extract(text, language="ar", published="2022-05-16")
    assert [(claim.kind, claim.deadline) for claim in found] == [("target", "2025")]


def test_what_a_figure_can_reach_is_no_figure() -> None:
    assert extract("يمكن أن يصل حجم التجارة بين تركيا وسوريا إلى 5 مليارات دولار.", language="ar") == []
