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
