from __future__ import annotations

from typing import Any

from ledger_values import citation, entry

from kelisim.analysis.series import build_series, main_unit, sparkline, yearly


def turnover(name: str, period: str | None, value: float | None, unit: str = "USD", **fields: Any) -> Any:
    return entry(name, "indicator", indicator="trade_turnover", period=period, value=value, unit=unit, **fields)


def test_whole_years_come_first_then_parts_of_years_then_what_has_no_time() -> None:
    entries = [
        turnover("d", "recent_years", 4e9),
        turnover("c", "2024-01/2024-08", 2.9e9),
        turnover("b", "2024", 4.3e9),
        turnover("a", "2023", 4.4e9),
    ]
    points = build_series(entries, "trade_turnover", ["UZ", "KZ"])
    assert [(point.entry, point.partial) for point in points] == [("a", False), ("b", False), ("c", True), ("d", False)]


def test_only_the_indicator_of_exactly_these_parties_is_taken() -> None:
    entries = [
        turnover("a", "2023", 1.0),
        entry("b", "indicator", parties=("CN", "KZ", "UZ"), indicator="trade_turnover", period="2023", value=1.0),
        entry("c", "indicator", indicator="exports", period="2023", value=1.0),
        entry("d", "target", indicator="trade_turnover", value=1.0),
    ]
    assert [point.entry for point in build_series(entries, "trade_turnover", ["KZ", "UZ"])] == ["a"]


def test_values_of_one_period_that_differ_by_more_than_rounding_dispute_each_other() -> None:
    entries = [
        turnover("a", "2024", 500e6),
        turnover("b", "2024", 533e6),
        turnover("c", "2024", 501e6),
        turnover("d", "2024", 470e6, unit="EUR"),
        turnover("e", "recent_years", 9e9),
        turnover("f", "recent_years", 1e9),
    ]
    disputed = {point.entry: point.disputed for point in build_series(entries, "trade_turnover", ["KZ", "UZ"])}
    assert disputed == {"a": ("b",), "b": ("a", "c"), "c": ("b",), "d": (), "e": (), "f": ()}


def test_the_value_of_a_year_is_the_one_most_documents_give() -> None:
    entries = [
        entry(
            "a", "indicator", citation("1", "x"), citation("2", "y"), indicator="exports", period="2024", value=5.0,
            unit="USD",
        ),
        entry("b", "indicator", citation("3", "z"), indicator="exports", period="2024", value=9.0, unit="USD"),
        entry("c", "indicator", citation("4", "z"), indicator="exports", period="2023", value=4.0, unit="USD"),
        entry("d", "indicator", citation("5", "z"), indicator="exports", period="2023", value=4.0, unit="EUR"),
    ]  # fmt: skip
    points = build_series(entries, "exports", ["KZ", "UZ"])
    assert main_unit(points) == "USD"
    assert {year: point.value for year, point in yearly(points, "USD").items()} == {2023: 4.0, 2024: 5.0}


def test_a_sparkline_runs_from_the_least_to_the_greatest() -> None:
    assert sparkline([4.4, 0.5, 9.0]) == "▄▁█"
    assert sparkline([3, 3]) == "▁▁"
    assert sparkline([]) == ""
