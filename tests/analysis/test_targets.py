from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from ledger_values import citation, claim, entry, sources

from kelisim.analysis.targets import Target, build_targets

TODAY = date(2025, 6, 1)


def target(deadline: str | None = "2030", value: float | None = 10e9, unit: str = "USD") -> Any:
    return entry("t", "target", indicator="trade_turnover", value=value, unit=unit, deadline=deadline)


def observed(year: str, value: float, unit: str = "USD", **fields: Any) -> Any:
    return entry(
        f"i{year}{value}", "indicator", indicator="trade_turnover", period=year, value=value, unit=unit, **fields
    )


def judged(*entries: Any, as_of: date = TODAY) -> Target:
    (found,) = build_targets(entries, {}, {}, as_of=as_of)
    return found


def test_growth_that_suffices_is_on_track() -> None:
    found = judged(target(), observed("2022", 4e9), observed("2024", 6e9))
    assert found.standing == "on_track"
    assert found.needed_growth == pytest.approx((10 / 6) ** (1 / 6) - 1)
    assert found.observed_growth == pytest.approx((6 / 4) ** 0.5 - 1)
    assert found.observed is not None
    assert (found.observed.period, found.observed.value) == ("2024", 6e9)


def test_growth_that_does_not_suffice_is_behind() -> None:
    assert judged(target(), observed("2023", 4.4e9), observed("2024", 4.3e9)).standing == "behind"


def test_a_single_year_grows_as_its_text_says() -> None:
    found = judged(target(), observed("2024", 8e9, change={"value": 15, "unit": "percent"}))
    assert (found.standing, found.observed_growth) == ("on_track", 0.15)


@pytest.mark.parametrize(
    ("entries", "standing", "reason"),
    [
        ([target(), observed("2024", 12e9)], "reached", "at or above"),
        ([target("2024"), observed("2024", 9e9)], "missed", "is below"),
        ([target("2024-08"), observed("2023", 9e9)], "unknown", "the deadline has passed; no figure for 2024"),
        ([target(None), observed("2024", 9e9)], "unknown", "no deadline"),
        ([target(value=None), observed("2024", 9e9)], "unknown", "no sum"),
        ([target()], "unknown", "no figure for a whole year"),
        ([target(), observed("2024", 9e9, "EUR")], "unknown", "in this unit"),
        ([target(), observed("2024-01/2024-08", 9e9)], "unknown", "whole year"),
        ([target(), observed("2024", 4e9)], "unknown", "no growth observed"),
        ([target(), observed("2024", 0)], "unknown", "not above zero"),
    ],
)
def test_other_standings_say_why(entries: list[Any], standing: str, reason: str) -> None:
    found = judged(*entries)
    assert found.standing == standing
    assert reason in found.reason


def test_figures_of_other_parties_do_not_count() -> None:
    other = entry(
        "x", "indicator", parties=("KZ", "RU"), indicator="trade_turnover", period="2024", value=30e9, unit="USD"
    )
    assert judged(target(), other).observed is None


def test_the_history_tells_what_texts_said_in_the_order_of_publication() -> None:
    first = entry("t1", "target", citation("c1", "old"), indicator="exports", value=5e9, unit="USD", deadline="2025")
    later = entry("t2", "target", citation("c2", "new"), indicator="exports", value=1e10, unit="USD", deadline="2030")
    claims = {
        "c1": claim("target", "old", value=5e9, unit="USD", deadline="2025"),
        "c2": claim("target", "new", value=1e10, unit="USD", deadline="2030"),
    }
    found = build_targets([later, first], claims, sources(old="2022-01-01", new="2024-01-01"), as_of=TODAY)
    assert [item.entry for item in found] == ["t1", "t2"]
    assert [(step.published, step.value) for step in found[1].history] == [("2022-01-01", 5e9), ("2024-01-01", 1e10)]


def test_targets_are_narrowed_to_parties() -> None:
    other = entry("x", "target", parties=("KZ", "RU"), indicator="exports", value=1.0, unit="USD")
    assert [item.entry for item in build_targets([target(), other], {}, {}, as_of=TODAY, parties=["RU"])] == ["x"]
