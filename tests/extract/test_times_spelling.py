"""Times spelt out from the packs' own words are read back: every pack with times is found by listing the folder."""

from __future__ import annotations

from calendar import monthrange

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_times import found

from kelisim.extract.time_words import phrase_words
from kelisim.languages.loader import PACKS, read_toml
from kelisim.languages.schema.times import TimesFile

CODES = sorted(path.parent.name for path in PACKS.glob("*/times.toml"))
YEARS = st.integers(1995, 2060)
MONTHS = st.integers(1, 12)


def words(code: str) -> TimesFile:
    return read_toml(PACKS / code / "times.toml", TimesFile)


def spelt(phrase: str) -> str:
    return " ".join(phrase_words(phrase))


def values(code: str, text: str) -> list[str | None]:
    return [time.edtf for time in found(code, text)]


@pytest.mark.parametrize("code", CODES)
@given(data=st.data(), year=YEARS, month=MONTHS)
def test_a_day_spelt_in_any_name_of_its_month(code: str, data: st.DataObject, year: int, month: int) -> None:
    name = spelt(data.draw(st.sampled_from(words(code).months[str(month)])))
    day = data.draw(st.integers(1, monthrange(year, month)[1]))
    assert values(code, f"{day} {name} {year}") == [f"{year}-{month:02}-{day:02}"]


@pytest.mark.parametrize("code", CODES)
@given(data=st.data(), year=YEARS, month=MONTHS)
def test_a_month_with_its_year(code: str, data: st.DataObject, year: int, month: int) -> None:
    name = spelt(data.draw(st.sampled_from(words(code).months[str(month)])))
    assert values(code, f"{name} {year}") == [f"{year}-{month:02}"]


@pytest.mark.parametrize("code", CODES)
@given(data=st.data(), year=YEARS, season=st.integers(21, 24))
def test_a_season_with_its_year(code: str, data: st.DataObject, year: int, season: int) -> None:
    name = spelt(data.draw(st.sampled_from(words(code).seasons[str(season)])))
    assert values(code, f"{name} {year}") == [f"{year}-{season}"]


@pytest.mark.parametrize("code", CODES)
@given(data=st.data(), year=YEARS, quarter=st.integers(1, 4))
def test_a_quarter_by_its_ordinal(code: str, data: st.DataObject, year: int, quarter: int) -> None:
    file = words(code)
    name = spelt(data.draw(st.sampled_from(file.units["quarter"])))
    ordinal = spelt(file.ordinals[str(quarter)][0])
    wanted = f"{year}-{quarter * 3 - 2:02}/{year}-{quarter * 3:02}"
    assert values(code, f"{ordinal} {name} {year}") == [wanted]


@pytest.mark.parametrize("code", CODES)
@given(first=YEARS, length=st.integers(1, 40), dash=st.sampled_from(("-", "–", " – ", "—")))
def test_a_term_of_years(code: str, first: int, length: int, dash: str) -> None:
    (time,) = found(code, f"({first}{dash}{first + length})")
    assert (time.edtf, time.kind) == (f"{first}/{first + length}", "term")


@pytest.mark.parametrize("code", CODES)
@given(year=YEARS, months=st.lists(MONTHS, min_size=2, max_size=2, unique=True).map(sorted))
def test_a_stretch_of_months(code: str, year: int, months: list[int]) -> None:
    first, last = (spelt(words(code).months[str(month)][0]) for month in months)
    wanted = str(year) if months == [1, 12] else f"{year}-{months[0]:02}/{year}-{months[1]:02}"
    assert values(code, f"{first}-{last} {year}") == [wanted]


@pytest.mark.parametrize("code", CODES)
@given(year=YEARS, month=MONTHS, day=st.integers(1, 31), separator=st.sampled_from((".", "/", "-")))
def test_a_day_in_digits(code: str, year: int, month: int, day: int, separator: str) -> None:
    wanted = [f"{year}-{month:02}-{day:02}"] if day <= monthrange(year, month)[1] else []
    assert values(code, f"{day:02}{separator}{month:02}{separator}{year}") == wanted


@pytest.mark.parametrize("code", CODES)
@given(text=st.text(alphabet="0123456789 .,-–/()%$", max_size=40))
def test_digits_never_break_the_reader(code: str, text: str) -> None:
    for time in found(code, text):
        assert 0 <= time.start < time.end <= len(text)
        assert time.first < time.last
