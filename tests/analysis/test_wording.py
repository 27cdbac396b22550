from __future__ import annotations

from typing import Any

import pytest

from kelisim.analysis.wording import sentence
from kelisim.model import Entry, Health
from kelisim.model.wording import amount, number, when


def entry(kind: str, **fields: Any) -> Entry:
    return Entry(id="x", kind=kind, parties=("KZ", "UZ"), fields=fields, claims=(), health=Health(1, 1, 0, 1, 1.0, 1.0))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (7, "7"),
        (13_000, "13,000"),
        (4.4e9, "4.4 billion"),
        (156e6, "156 million"),
        (1.5e12, "1.5 trillion"),
        (-15.7, "-15.7"),
    ],
)
def test_numbers_are_written_as_they_are_read(value: float, shown: str) -> None:
    assert number(value) == shown


@pytest.mark.parametrize(
    ("edtf", "shown"),
    [
        ("2024-23", " in autumn 2024"),
        ("2024-34", " in the second quarter of 2024"),
        ("XXXX-02-19", " on 02-19 (year unknown)"),
        (None, ""),
        ("2024", " in 2024"),
        ("2024-08-09", " on 2024-08-09"),
        ("2022/2026", " from 2022 to 2026"),
        ("../2034", " until 2034"),
        ("year_to_date", " since the start of the year"),
    ],
)
def test_times_are_written_in_words(edtf: str | None, shown: str) -> None:
    assert when(edtf) == shown


def test_an_amount_carries_its_bound_and_unit() -> None:
    assert amount(4e9, "USD", "more_than") == "more than 4 billion USD"
    assert amount(62, "percent") == "62%"


@pytest.mark.parametrize(
    ("kind", "fields", "shown"),
    [
        (
            "target",
            {"indicator": "trade_turnover", "value": 1e10, "unit": "USD", "deadline": "2030"},
            "Trade turnover to reach 10 billion USD by 2030",
        ),
        (
            "indicator",
            {"indicator": "exports", "change": {"value": -5.1, "unit": "percent"}, "period": "2024"},
            "Exports -5.1% in 2024",
        ),
        (
            "agreement",
            {"instrument": "programme", "stage": "signed", "period": "2024/2034", "count": 1},
            "Programme signed from 2024 to 2034",
        ),
        (
            "agreement",
            {"instrument": "documents", "stage": "signed", "count": 17, "sectors": ["water"]},
            "17 × documents signed [water]",
        ),
        (
            "project",
            {"count": 60, "stage": "ongoing", "value": 2.5e9, "unit": "USD", "bound": "more_than"},
            "60 projects: ongoing, more than 2.5 billion USD",
        ),
        ("project", {"name": "Zangezur corridor", "stage": "proposed"}, "Zangezur corridor: proposed"),
        (
            "commitment",
            {"actor": ["KZ", "UZ"], "sectors": ["transport"], "deadline": "2026-03-01"},
            "KZ, UZ undertook to act by 2026-03-01 [transport]",
        ),
    ],
)
def test_an_entry_is_one_plain_line(kind: str, fields: dict[str, Any], shown: str) -> None:
    assert sentence(entry(kind, **fields)) == shown


def test_a_meeting_names_its_people_with_their_offices() -> None:
    people = [{"name": "A B", "state": "KZ", "office": "foreign_minister"}, {"state": "UZ", "office": "head_of_state"}]
    meeting = entry(
        "meeting", form="meeting", participants=people, place="Astana", date="2025-02-19", status="scheduled"
    )
    assert (
        sentence(meeting)
        == "Meeting: A B (KZ, foreign minister) and UZ, head of state in Astana on 2025-02-19 (scheduled)"
    )
