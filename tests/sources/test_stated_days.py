from __future__ import annotations

import pytest

from kelisim.sources.days import day_of, moment_of, states_day

RETRIEVED = "2025-03-10T12:00:00+00:00"


@pytest.mark.parametrize(
    "stated",
    [
        "2025-03-04",
        "2025-3-4",
        "2025/03/04 10:00:00",
        "2025.03.04",
        "20250304T100000Z",
        "2025-03-04T23:30:00-05:00",
        "Tue, 04 Mar 2025 01:30:00 +0500",
        "Tue, 04 Mar 2025 24:00:00 +05:00",
        "Tuesday, 04-Mar-25 10:00:00 GMT",
        "Tue, 04 Mar 2025",
        "4 March 2025",
        "Tue Mar  4 10:00:00 2025",
        "Mar 4, 2025 10:00 AM",
        "04.03.2025 10:00",
        "4.3.2025",
        " 2025-03-04 ",
    ],
)
def test_a_day_is_read_as_it_is_written(stated: str) -> None:
    assert day_of(stated, retrieved=RETRIEVED) == "2025-03-04"


@pytest.mark.parametrize(
    ("stated", "day"), [("24/02/2025", "2025-02-24"), ("02/24/2025", "2025-02-24"), ("03/03/2025", "2025-03-03")]
)
def test_slashes_are_read_where_they_leave_no_doubt(stated: str, day: str) -> None:
    assert day_of(stated, retrieved=RETRIEVED) == day


@pytest.mark.parametrize(
    "stated",
    [
        *("", None, "yesterday", "2025", "2025-03", "2025-W10", "1741060800", "04/03/2025", "13/14/2025", "2025-02-30"),
        *("1970-01-01", "0001-01-01T00:00:00Z", "2025-03-12", "2099-01-01", "20250304123", "Tue, 99 Mar 2025 10:00:00"),
    ],
)
def test_what_names_no_possible_day_gives_none(stated: str | None) -> None:
    assert day_of(stated, retrieved=RETRIEVED) is None


def test_where_the_sun_rises_first_it_is_the_next_day_already() -> None:
    assert day_of("2025-03-11", retrieved=RETRIEVED) == "2025-03-11"


@pytest.mark.parametrize(
    ("stated", "names"),
    [("2025", False), ("2025-03", False), ("4 mars 2025", True), ("2025 3 4", True), ("mars 2025", False)],
)
def test_a_day_takes_three_parts(stated: str, *, names: bool) -> None:
    assert states_day(stated) == names


@pytest.mark.parametrize(
    ("stated", "moment"),
    [
        ("2025-03", "2025-03"),
        ("2025-03-04T10:00:00.5+05:00", "2025-03-04T10:00:00.5+05:00"),
        ("2025-03-04 10:00", "2025-03-04 10:00"),
        ("2025-03-12T10:00:00Z", None),
        ("2025-13-01", None),
        ("soon", None),
        (None, None),
    ],
)
def test_a_moment_is_kept_as_it_is_stated_where_it_is_possible(stated: str | None, moment: str | None) -> None:
    assert moment_of(stated, retrieved=RETRIEVED) == moment
