from __future__ import annotations

from datetime import date

import pytest

from kelisim.extract.time_calendar import (
    Anchor,
    gregorian,
    likely_year,
    month_shifted,
    months_edtf,
    week_edtf,
    weekday_near,
)


@pytest.mark.parametrize(
    ("hijri", "civil"),
    [
        ((1, 1, 1), date(622, 7, 19)),
        ((1400, 1, 1), date(1979, 11, 21)),
        ((1445, 9, 1), date(2024, 3, 11)),
        ((1447, 1, 1), date(2025, 6, 27)),
    ],
)
def test_tabular_hijri_calendar(hijri: tuple[int, int, int], civil: date) -> None:
    assert abs((gregorian(*hijri) - civil).days) <= 1


def test_a_hijri_year_has_354_or_355_days() -> None:
    lengths = {(gregorian(year + 1, 1, 1) - gregorian(year, 1, 1)).days for year in range(1400, 1460)}
    assert lengths == {354, 355}


@pytest.mark.parametrize(
    ("month", "lean", "year"),
    [(9, None, 2024), (11, None, 2023), (4, None, 2024), (9, "last", 2023), (4, "next", 2024), (1, "next", 2025)],
)
def test_the_year_of_a_month_said_without_one(month: int, lean: str | None, year: int) -> None:
    assert likely_year(Anchor(2024, 3, 10), month, None, lean) == year


def test_runs_of_months() -> None:
    assert months_edtf(2024, 1, 12) == "2024"
    assert months_edtf(2024, 3, 3) == "2024-03"
    assert months_edtf(None, 1, 6) == "XXXX-01/XXXX-06"


def test_anchors_of_any_precision() -> None:
    assert Anchor.of(None) == Anchor()
    assert Anchor.of("2024") == Anchor(2024)
    assert Anchor.of("XXXX-12-31").shifted(1) == "XXXX-01-01"
    assert Anchor.of("2024-12-31").shifted(1) == "2025-01-01"
    assert month_shifted(Anchor(2024, 1, 5), -1) == "2023-12"
    assert week_edtf(Anchor(2025, 11, 16), 0) == "2025-11-10/2025-11-16"


def test_weekdays_before_and_after() -> None:
    sunday = Anchor(2025, 11, 16)
    assert weekday_near(sunday, 7) == date(2025, 11, 16)
    assert weekday_near(sunday, 7, ahead=True) == date(2025, 11, 23)
    assert weekday_near(sunday, 1) == date(2025, 11, 10)
