"""The day of the news, for what a text tells without a day."""

from __future__ import annotations

import pytest

from kelisim import extract


def dates(text: str, kind: str, published: str | None = "2025-05-08") -> list[str | None]:
    return [claim.date for claim in extract(text, language="en", published=published) if claim.kind == kind]


def test_what_is_signed_after_dated_talks_has_their_day() -> None:
    text = (
        "The presidents of Kazakhstan and Uzbekistan held talks in Astana on Tuesday. "
        "Kazakhstan and Uzbekistan signed an agreement on customs."
    )
    assert dates(text, "agreement") == ["2025-05-06"]


def test_what_is_recalled_has_no_day_of_the_news() -> None:
    text = (
        "The presidents of Kazakhstan and Uzbekistan held talks in Astana today. "
        "The leaders recalled that Kazakhstan and Uzbekistan had signed an agreement on customs."
    )
    assert dates(text, "agreement") == [None]


def test_an_undated_text_takes_today_from_its_dateline() -> None:
    text = (
        "ASTANA, May 6. The presidents of Kazakhstan and Uzbekistan held talks today. "
        "Kazakhstan and Uzbekistan signed an agreement on customs."
    )
    assert dates(text, "meeting", published=None) == ["XXXX-05-06"]
    assert dates(text, "agreement", published=None) == ["XXXX-05-06"]


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Қазақстан мен Өзбекстан Шымкентте цемент зауытын ашты.", "2025-05-08"),
        ("Мемлекет басшысы Шымкентте цемент зауытының ашылғанын айтты.", None),
    ],
)
def test_only_a_verb_of_its_own_dates_an_undertaking(sentence: str, day: str | None) -> None:
    text = f"Бүгін Астанада Қазақстан мен Өзбекстан президенттері келіссөз жүргізді. {sentence}"
    projects = [claim for claim in extract(text, language="kk", published="2025-05-08") if claim.kind == "project"]
    assert [claim.date for claim in projects] == [day]


def test_a_stamp_above_the_text_dates_what_has_no_other_day() -> None:
    body = "The presidents of Kazakhstan and Uzbekistan held talks in Astana."
    assert dates(f"Presidents of Kazakhstan and Uzbekistan discuss trade\n8 May 2025, 19:05\n{body}", "meeting") == [
        "2025-05-08"
    ]
    assert dates(f"Presidents of Kazakhstan and Uzbekistan discuss trade\n{body}", "meeting") == [None]
    assert dates(f"Presidents of Kazakhstan and Uzbekistan discuss trade\n1 May 2025, 19:05\n{body}", "meeting") == [
        None
    ]


def test_what_is_to_come_into_force_is_not_dated_by_the_news() -> None:
    text = (
        "Президенты Турции и Узбекистана провели переговоры в Самарканде сегодня. "
        "Соглашение о преференциальной торговле с Узбекистаном вступит в силу после ратификации."
    )
    found = [claim for claim in extract(text, language="ru", published="2025-05-08") if claim.kind == "agreement"]
    assert [claim.date for claim in found] == [None]
