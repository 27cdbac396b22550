"""Numbers in digits: grouping and decimal marks by the habit of the language, and digits that are no number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_quantities import amounts

from kelisim.extract.quantity_digits import value_of_digits


def values(code: str, text: str) -> list[float]:
    return [amount.value for amount in amounts(code, text)]


@pytest.mark.parametrize(
    ("written", "decimals", "value"),
    [
        ("1.234.567", (",", "."), 1234567),
        ("1,284", (".", ","), 1284),
        ("1,8", (".", ","), 1.8),
        ("1,284", (",", "."), 1.284),
        ("10.000", (",", "."), 10000),
        ("0.284", (",", "."), 0.284),
        ("1,234.5", (".",), 1234.5),
        ("1.234,5", (",", "."), 1234.5),
        ("12,34,567.89", (".",), 1234567.89),
        ("1'234'567", (".",), 1234567),
        ("2.0.1", (".",), None),
        ("22,24,26,31", (".",), None),
    ],
)
def test_marks_group_or_divide(written: str, decimals: tuple[str, ...], value: float | None) -> None:
    assert value_of_digits(written, decimals, large=False) == value


def test_a_large_scale_makes_a_foreign_mark_decimal() -> None:
    assert values("ru", "1.284 млрд") == [1.284e9]
    assert values("en", "1,284 billion") == [1284e9]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 414 021 100", [1414021100]),
        ("21\u00a0000", [21000]),
        ("в 2024 500", [2024, 500]),
        ("2, 8 млн", [2.8e6]),
        ("5, 6 и 7", [5, 6, 7]),
        ("-12,5", [-12.5]),
        ("минус 40", [-40]),
        ("7 3/4", [7.75]),
        ("½", [0.5]),
    ],
)
def test_spaces_signs_and_fractions(text: str, expected: list[float]) -> None:
    assert values("ru", text) == expected


@pytest.mark.parametrize("text", ["21:40", "05.04.2024", "2024-04-05", "8-800-555-35-35", "ТУ154М", "4x4", "2024–2034"])
def test_digits_that_are_no_number(text: str) -> None:
    assert values("ru", text) == []


@given(st.integers(0, 10**12), st.sampled_from([" ", "\u00a0", "\u202f"]))
def test_grouped_by_spaces(value: int, mark: str) -> None:
    assert values("kk", f"{value:,}".replace(",", mark)) == [value]


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_decimals_behind_groups(whole: int, hundredths: int) -> None:
    assert values("en", f"{whole:,}.{hundredths:02}") == pytest.approx([whole + hundredths / 100])


ARABIC_DIGITS = str.maketrans("0123456789,.", "٠١٢٣٤٥٦٧٨٩٬٫")


@given(st.integers(0, 10**9), st.integers(0, 9))
def test_arabic_digits(whole: int, tenths: int) -> None:
    assert values("ar", f"{whole:,}.{tenths}".translate(ARABIC_DIGITS)) == pytest.approx([whole + tenths / 10])
