"""Times spelt out from the packs' own words are read back: every pack with times is found by listing the folder."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_times import found

from kelisim.extract.time_words import phrase_words
from kelisim.languages.loader import PACKS, read_toml
from kelisim.languages.schema.times import Deictic, RelativeWord, TimesFile

CODES = sorted(path.parent.name for path in PACKS.glob("*/times.toml"))
YEARS = st.integers(1995, 2060)
MONTHS = st.integers(1, 12)
DAYS = st.dates(date(1995, 1, 1), date(2060, 12, 31))


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
@given(data=st.data(), year=YEARS, half=st.integers(1, 2))
def test_half_a_year_by_its_ordinal(code: str, data: st.DataObject, year: int, half: int) -> None:
    file = words(code)
    name = spelt(data.draw(st.sampled_from([*file.units["half_year"], *file.units["half"]])))
    ordinal = spelt(file.ordinals[str(half)][0])
    assert values(code, f"{ordinal} {name} {year}") == [f"{year}-{half * 6 - 5:02}/{year}-{half * 6:02}"]


@pytest.mark.parametrize("code", CODES)
@given(data=st.data(), year=YEARS)
def test_a_year_with_its_word(code: str, data: st.DataObject, year: int) -> None:
    name = spelt(data.draw(st.sampled_from(words(code).units["year"])))
    assert values(code, f"{year} {name}") == [str(year)]


@pytest.mark.parametrize("code", CODES)
@given(data=st.data())
def test_a_decade_in_words(code: str, data: st.DataObject) -> None:
    file = words(code)
    named = {name: int(first) for first, names in file.decades.items() for name in names}
    tens = {name: 1900 + tens for tens in range(20, 100, 10) for name in file.ordinals.get(str(tens), ())}
    years = f" {spelt(file.units['years'][0])}"
    spellings = [(spelt(name), first) for name, first in named.items()]
    spellings += [(spelt(name) + years, first) for name, first in tens.items() if not named]
    name, first = data.draw(st.sampled_from(spellings))
    assert values(code, name) == [f"{first // 10}X"]


@pytest.mark.parametrize("code", CODES)
@given(data=st.data(), century=st.integers(10, 20))
def test_a_century_by_its_ordinal(code: str, data: st.DataObject, century: int) -> None:
    file = words(code)
    name = spelt(data.draw(st.sampled_from(file.units["century"])))
    ten, whole = file.cardinals["10"][0], file.ordinals.get(str(century), [])
    ordinal = whole[0] if whole else f"{ten} {file.ordinals[str(century - 10)][0]}"
    assert values(code, f"{spelt(ordinal)} {name}") == [f"{century - 1:02}XX"]


@pytest.mark.parametrize("code", CODES)
@given(data=st.data(), year=YEARS, month=MONTHS)
def test_a_stretch_of_days(code: str, data: st.DataObject, year: int, month: int) -> None:
    last_day = monthrange(year, month)[1]
    first, last = sorted(data.draw(st.lists(st.integers(1, last_day), min_size=2, max_size=2, unique=True)))
    name = spelt(data.draw(st.sampled_from(words(code).months[str(month)])))
    start = f"{year}-{month:02}"
    assert values(code, f"{first}-{last} {name} {year}") == [f"{start}-{first:02}/{start}-{last:02}"]


@pytest.mark.parametrize("code", CODES)
@given(data=st.data(), published=DAYS, weekday=st.integers(1, 7))
def test_a_weekday_is_the_latest_one(code: str, data: st.DataObject, published: date, weekday: int) -> None:
    file = words(code)
    names = [spelt(name) for name in file.weekdays[str(weekday)]]
    name = data.draw(st.sampled_from([name for name in names if name not in file.doubtful] or names[:1]))
    name = name if name not in file.doubtful else f"{spelt(file.units['day'][0])} {name}"
    (time,) = found(code, name, published.isoformat())
    day = date.fromisoformat(time.edtf or "")
    assert day.isoweekday() == weekday
    assert 0 <= (published - day).days < 7


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(("word", "days"), [("day_before", -2), ("yesterday", -1), ("today", 0), ("tomorrow", 1)])
@given(data=st.data(), published=DAYS)
def test_a_day_counted_from_the_publication(
    code: str, word: RelativeWord, days: int, data: st.DataObject, published: date
) -> None:
    name = spelt(data.draw(st.sampled_from(words(code).relative[word])))
    (time,) = found(code, name, published.isoformat())
    assert time.edtf == (published + timedelta(days=days)).isoformat()


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(("deictic", "years"), [("this", 0), ("last", -1), ("next", 1)])
@given(published=DAYS)
def test_a_year_counted_from_the_publication(code: str, deictic: Deictic, years: int, published: date) -> None:
    file = words(code)
    parts = [spelt(file.deictics[deictic][0]), spelt(file.units["year"][0])]
    name = " ".join(reversed(parts) if "deictic after" in file.orders else parts)
    (time,) = found(code, name, published.isoformat())
    assert time.edtf == str(published.year + years)


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
