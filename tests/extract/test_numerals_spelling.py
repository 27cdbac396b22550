"""Numbers spelt out in the packs' own words are read back, from nought to a million million."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_quantities import amounts

from kelisim.extract.quantity_words import expand
from kelisim.languages.loader import PACKS, read_toml
from kelisim.languages.schema.numbers import NumbersFile

SIZES = st.integers(0, 12).flatmap(lambda size: st.integers(0, 10**size))
SCALES = (10**12, 10**9, 10**6, 10**3)

Draw = Callable[[list[str]], str]


@cache
def words(code: str) -> NumbersFile:
    return read_toml(PACKS / code / "numbers.toml", NumbersFile)


def forms(code: str, table: dict[str, list[str]], value: float) -> list[str]:
    """Every form of one word of a value, declined or not, that is a number without company."""
    sets, doubtful = words(code).sets, set(words(code).doubtful)
    phrases = [phrase for key, listed in table.items() if float(key) == value for phrase in listed]
    spelt = [form for phrase in phrases if phrase not in doubtful for form in expand(phrase, sets)]
    return [re.sub(r"[=~]", "", form) for form in spelt]


def below_hundred(code: str, value: int, draw: Draw) -> list[str]:
    """Tens and units as separate words, units first where the pack says so."""
    numbers = words(code)
    whole = forms(code, numbers.numbers, value)
    if whole:
        return [draw(whole)]
    tens, units = divmod(value, 10)
    parts = [draw(forms(code, numbers.numbers, 10 * tens)), draw(forms(code, numbers.numbers, units))]
    if not numbers.inverted:
        return parts
    ten, unit = parts
    return [unit, ten] if tens == 1 else [unit, f"و{ten}"]


def below_thousand(code: str, value: int, draw: Draw) -> list[str]:
    numbers = words(code)
    hundreds, rest = divmod(value, 100)
    spelt: list[str] = []
    if hundreds:
        whole = forms(code, numbers.numbers, 100 * hundreds)
        if whole:
            spelt.append(draw(whole))
        else:
            spelt += below_hundred(code, hundreds, draw) if hundreds > 1 else []
            spelt.append(draw(forms(code, numbers.scales, 100)))
    if rest or not hundreds:
        tail = below_hundred(code, rest, draw)
        spelt += joined(code, tail) if hundreds else tail
    return spelt


def joined(code: str, tail: list[str]) -> list[str]:
    return [f"و{tail[0]}", *tail[1:]] if words(code).inverted else tail


def spell(code: str, value: int, draw: Draw) -> str:
    """The number in words: groups of three with their scales, joined as the language joins them."""
    numbers, spelt = words(code), []
    for scale in SCALES:
        count, value = divmod(value, scale)
        if count:
            group = below_thousand(code, count, draw)
            singular, plural = forms(code, numbers.scales, scale), forms(code, numbers.plural_scales, scale)
            group.append(draw(singular + plural))
            spelt += joined(code, group) if spelt else group
    if value or not spelt:
        rest = below_thousand(code, value, draw)
        spelt += joined(code, rest) if spelt else rest
    return " ".join(spelt)


@pytest.mark.parametrize("code", ["ar", "en", "kk", "ru"])
@given(data=st.data(), value=SIZES)
def test_a_spelt_number_is_read_back(code: str, data: st.DataObject, value: int) -> None:
    text = spell(code, value, lambda choices: data.draw(st.sampled_from(choices)))
    assert [amount.value for amount in amounts(code, text)] == [value]


@given(st.integers(1, 999))
def test_a_scale_behind_digits_multiplies(count: int) -> None:
    assert [amount.value for amount in amounts("en", f"{count} million")] == [count * 10**6]


@pytest.mark.parametrize(("code", "text"), [("ar", "ألفان"), ("ar", "مليونين"), ("ru", "полтора"), ("kk", "жарым")])
def test_words_with_a_value_of_their_own(code: str, text: str) -> None:
    expected = {"ألفان": [2000], "مليونين": [2e6], "полтора": [1.5], "жарым": []}[text]
    assert [amount.value for amount in amounts(code, text)] == expected
