from __future__ import annotations

from itertools import pairwise

import pytest

from kelisim.knowledge.rates import Rates, RatesData, load_rates

MAIN = [
    "USD", "EUR", "GBP", "CNY", "RUB", "KZT", "UZS", "TRY", "AZN", "GEL", "AMD", "AED", "SAR", "QAR", "KWD", "INR", "PKR", "IRR",
    "JPY", "KRW", "CHF", "KGS", "TJS", "TMT", "BYN", "UAH",
]  # fmt: skip


def rates(**currencies: dict[str, float]) -> Rates:
    return Rates(RatesData("ours", "none", currencies))


def test_the_main_currencies_are_known_with_their_source() -> None:
    known = load_rates()
    assert set(MAIN) <= set(known.currencies)
    assert "World Bank" in known.source


@pytest.mark.parametrize("currency", [currency for currency in MAIN if currency not in ("USD", "IRR", "UZS", "BYN")])
def test_years_follow_each_other_without_a_gap_and_without_a_slip_of_the_decimal_point(currency: str) -> None:
    averages = [load_rates().band("USD", currency, year) for year in range(2010, 2025)]
    assert all(band is not None for band in averages)
    known = [band.average for band in averages if band is not None]
    for one, other in pairwise(known):
        assert 0.5 < other / one < 2.0


def test_the_dollar_is_worth_itself_and_an_unknown_year_or_currency_has_no_band() -> None:
    known = load_rates()
    assert known.band("USD", "USD", 2020) == (1.0, 1.0, 1.0)
    assert known.band("USD", "EUR", 1990) is None
    assert known.band("XXX", "USD", 2020) is None


def test_a_band_reaches_half_way_to_the_next_year() -> None:
    band = rates(AAA={"2020": 10.0, "2021": 20.0}).band("USD", "AAA", 2020)
    assert band is not None
    assert (band.low, band.average, band.high) == (pytest.approx(9.5), 10.0, pytest.approx(15.0))


def test_a_pegged_currency_does_not_stray() -> None:
    assert rates(AAA={"2020": 3.75, "2021": 3.75}).band("USD", "AAA", 2020) == (3.75, 3.75, 3.75)


def test_two_currencies_are_converted_through_the_dollar_and_back() -> None:
    known = rates(AAA={"2020": 2.0}, BBB={"2020": 10.0})
    forth, back = known.band("AAA", "BBB", 2020), known.band("BBB", "AAA", 2020)
    assert forth is not None
    assert back is not None
    assert forth.average == 5.0
    assert forth.low == pytest.approx(1 / back.high)
    assert forth.high == pytest.approx(1 / back.low)
