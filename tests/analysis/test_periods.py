from __future__ import annotations

from datetime import date

import pytest

from kelisim.analysis.periods import days_of, months_between, shifted, whole_year


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-02-19", "2025-02-19", "2025-02-19"),
        ("2024-01/2024-09", "2024-01-01", "2024-09-30"),
        ("2022/2026", "2022-01-01", "2026-12-31"),
        ("2024-22", "2024-06-01", "2024-08-31"),
        ("2024-35", "2024-07-01", "2024-09-30"),
        ("2024-41", "2024-07-01", "2024-12-31"),
    ],
)
def test_a_time_covers_its_days(edtf: str, first: str, last: str) -> None:
    assert days_of(edtf) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("edtf", [None, "", "last_year", "XXXX-02-19", "2025-02-30", "2025-19", "soon"])
def test_a_time_without_a_day_covers_none(edtf: str | None) -> None:
    assert days_of(edtf) == (None, None)


def test_an_open_interval_has_one_end() -> None:
    assert days_of("../2034") == (None, date(2034, 12, 31))


def test_only_a_year_is_a_whole_year() -> None:
    assert [whole_year(time) for time in ("2024", "2024-01/2024-12", "last_year", None)] == [2024, None, None, None]


def test_months_are_counted_whole_and_shifted_to_days_that_exist() -> None:
    assert months_between(date(2024, 1, 31), date(2024, 2, 29)) == 0
    assert months_between(date(2024, 1, 15), date(2025, 2, 15)) == 13
    assert shifted(date(2024, 11, 30), 3) == date(2025, 2, 28)
    assert shifted(date(2024, 1, 31), -1) == date(2023, 12, 31)
