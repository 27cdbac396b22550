"""Every currency of ISO 4217 is known in every language by name, and sums spelt in any of them are read back."""

from __future__ import annotations

import re
from functools import cache

import pycountry
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kelisim
from kelisim.extract.quantity_words import expand
from kelisim.languages.loader import load_pack, pack_codes

CODES = pack_codes()

FUNDS = frozenset({"BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI", "UYW"})
"""Units of account of ISO 4217 in which nobody pays."""

LARGE = (1e6, 1e9, 1e12)

MONEY = sorted(
    code
    for code in (currency.alpha_3 for currency in pycountry.currencies)
    if not code.startswith("X") or code in {"XAF", "XCD", "XCG", "XOF", "XPF"}
)


@cache
def names(code: str) -> dict[str, list[str]]:
    """The names of currencies that are unmistakable: those of CLDR in several words, and the pack's own."""
    pack = load_pack(code)
    known = {
        currency: [re.sub("=", "", name) for name in forms if " " in name and "(" not in name and "." not in name]
        for currency, forms in pack.cldr.currencies.items()
        if currency not in FUNDS
    }
    for currency, phrases in pack.numbers.currencies.items():
        spelt = [form for phrase in phrases for form in expand(phrase, pack.numbers.sets)]
        known.setdefault(currency, []).extend(re.sub("[=~]", "", form) for form in spelt)
    return known


@pytest.mark.parametrize("code", CODES)
def test_every_currency_has_its_code_and_a_name(code: str) -> None:
    pack = load_pack(code)
    assert set(MONEY) <= set(pack.cldr.currencies)
    named = {currency for currency, forms in pack.cldr.currencies.items() if forms} | set(pack.numbers.currencies)
    assert set(MONEY) - FUNDS - named == set()


@pytest.mark.parametrize("code", CODES)
def test_what_is_no_longer_paid_with_is_flagged(code: str) -> None:
    numbers = load_pack(code).numbers
    outside = {currency for currency in (*numbers.currencies, *numbers.minor) if currency not in MONEY}
    assert outside - set(numbers.historical) <= {"XDR", "BTC"}
    assert not set(numbers.historical) & set(MONEY)


@pytest.mark.parametrize("code", CODES)
@settings(deadline=None)
@given(data=st.data(), count=st.integers(2, 999))
def test_a_spelt_sum_is_read_back(code: str, data: st.DataObject, count: int) -> None:
    currency = data.draw(st.sampled_from([known for known, forms in names(code).items() if forms]))
    name = data.draw(st.sampled_from(names(code)[currency]))
    numbers = load_pack(code).numbers
    scale, phrases = data.draw(st.sampled_from([item for item in numbers.scales.items() if float(item[0]) in LARGE]))
    word = re.sub("[=~]", "", next(expand(phrases[0], numbers.sets)))
    money = [
        (mention.value, mention.unit)
        for mention in kelisim.annotate(f"{count} {word} {name}", language=code)
        if mention.type == "money"
    ]
    assert money == [(count * float(scale), currency)]
