"""Reference exchange rates: what a currency was worth in a year, and how far its rate may have strayed within it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from kelisim.tables import read_toml

RATES = Path(__file__).parent / "data" / "rates.toml"

DOLLAR = "USD"

LEAST_STRAY = 0.05
"""Share by which the rate of a day may differ from the year's average, even where years differ less. Ours, not measured."""

HALF = 0.5
"""A rate on its way from one year's average to the next one's is half way at the turn of the year."""


class RatesData(Struct, frozen=True, forbid_unknown_fields=True):
    """``rates.toml``: units of a currency for one US dollar, by currency and year."""

    source: str
    licence: str
    rates: dict[str, dict[str, float]]


class Band(NamedTuple):
    """The rates that a year has seen: its average, and the lowest and highest that are likely."""

    low: float
    average: float
    high: float


class Rates:
    """Average rates by currency (ISO 4217) and year."""

    def __init__(self, data: RatesData) -> None:
        self.source = data.source
        self._rates: Mapping[str, Mapping[int, float]] = {
            currency: {int(year): rate for year, rate in years.items()} for currency, years in data.rates.items()
        }

    @property
    def currencies(self) -> list[str]:
        """The currencies of which any year is known, the dollar first."""
        return [DOLLAR, *sorted(self._rates)]

    def band(self, one: str, other: str, year: int) -> Band | None:
        """Units of ``other`` for one of ``one`` in a year; ``None`` when either is unknown for it."""
        first, second = self._per_dollar(one, year), self._per_dollar(other, year)
        if first is None or second is None:
            return None
        return Band(second.low / first.high, second.average / first.average, second.high / first.low)

    def _per_dollar(self, currency: str, year: int) -> Band | None:
        """The rates of a year for one dollar: the average, and as far as half the way to the neighbour years' averages."""
        if currency == DOLLAR:
            return Band(1.0, 1.0, 1.0)
        years = self._rates.get(currency, {})
        average = years.get(year)
        if average is None:
            return None
        half_way = [average + HALF * (years[near] - average) for near in (year - 1, year + 1) if near in years]
        if len({average, *half_way}) == 1:
            return Band(average, average, average)
        return Band(min(average * (1 - LEAST_STRAY), *half_way), average, max(average * (1 + LEAST_STRAY), *half_way))


@cache
def load_rates(path: Path = RATES) -> Rates:
    """The rates that come with Kelisim; :class:`~kelisim.errors.PackError` when the file breaks its schema."""
    return Rates(read_toml(path, RatesData))
