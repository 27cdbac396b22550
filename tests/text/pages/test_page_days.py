from __future__ import annotations

import pytest

from kelisim.tables import read_toml
from kelisim.text.pages import days
from kelisim.text.pages.days import read_days, read_stamp


@pytest.mark.parametrize(
    "written",
    [
        "19 ақпан 2025",
        "2025 жылғы 19 ақпан, 14:05",
        "19 aqpan 2025",
        "19 fevral 2025",
        "2025-yil 19-fevral",
        "19-феврал 2025-йил",
        "19 февраля 2025, 14:05",
        "14:05, 19 Февраль 2025 г.",
        "Среда, 19.02.2025 | 14:05",
        "١٩ فبراير ٢٠٢٥",
        "الأربعاء 19 شباط/فبراير 2025 - 14:05",
        "19 شباط 2025",
        "19 فيفري 2025",
        "20 شعبان 1446 هـ الموافق 19 فبراير 2025 م",
        "٢٠٢٥/٠٢/١٩",
        "19 Şubat 2025 Çarşamba",
        "19 ŞUBAT 2025",
        "2025-ci il fevralın 19-u",
        "19 Fevral 2025, 14:05",
        "19 феврали соли 2025",
        "19 fewral 2025",
        "February 19, 2025",
        "Wed, 19 Feb 2025 14:05:00 +0500",
        "19th of February 2025",
        "19/02/25",
        "02/19/2025",
        "2025年2月19日",
        "2025. február 19.",
        "19 فوریه 2025",
    ],
)
def test_a_day_is_read_in_the_words_of_many_languages(written: str) -> None:
    assert next(read_days(written)).edtf == "2025-02-19"


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("ақпан 2025", ["2025-02"]),
        ("03/04/2025", ["2025-04-03"]),
        ("19 KASIM 2025", ["2025-11-19"]),
        ("كانون الثاني 19, 2025", ["2025-01-19"]),
        ("19 تشرين الثاني 2025", ["2025-11-19"]),
        ("31.02.2025", []),
        ("1403/11/30", []),
        ("1,234.56.2025", []),
        ("19 февраля", []),
        ("10:30 ² 2025", []),
    ],
)
def test_what_is_no_day_is_none_and_what_is_a_month_stays_one(written: str, found: list[str]) -> None:
    assert [day.edtf for day in read_days(written)] == found


@pytest.mark.parametrize(
    ("stamp", "edtf", "universal"),
    [
        ("2025-02-19T23:05:00+05:00", "2025-02-19", False),
        ("2025-02-19T21:30:00Z", "2025-02-19", True),
        ("2025-02-19T21:30:00.000+0000", "2025-02-19", True),
        ("2025-02-19 14:05", "2025-02-19", False),
        ("20250219T140500Z", "2025-02-19", True),
        ("1739970300", "2025-02-19", True),
        ("1739970300000", "2025-02-19", True),
        ("2025-02", "2025-02", False),
        ("Wed, 19 Feb 2025 21:05:00 GMT", "2025-02-19", True),
        ("19.02.2025 14:05", "2025-02-19", False),
    ],
)
def test_a_stamp_keeps_the_day_of_its_own_zone(stamp: str, edtf: str, universal: bool) -> None:  # noqa: FBT001
    day = read_stamp(stamp)
    assert day is not None
    assert (day.edtf, day.universal) == (edtf, universal)


@pytest.mark.parametrize("stamp", ["0001-01-01T00:00:00", "1970-01-01", "2025-13-01", "2025-02-30", "", "soon"])
def test_an_impossible_stamp_is_none(stamp: str) -> None:
    assert read_stamp(stamp) is None


@pytest.mark.parametrize("file", ["months.toml", "months_by_hand.toml"])
def test_every_language_has_twelve_months(file: str) -> None:
    for code, table in read_toml(days.DATA / file, days.Months).months.items():
        assert len(table) == 12, code
