from __future__ import annotations

from datetime import date

from ledger_values import citation, entry, sources

from kelisim.analysis.schedule import build_calendar

TODAY = date(2025, 6, 1)

ENTRIES = [
    entry("met", "meeting", form="visit", date="2024-08-08"),
    entry("next", "meeting", form="session", date="2026", status="scheduled"),
    entry("yearless", "meeting", form="meeting", date="XXXX-02-19"),
    entry("vague", "meeting", form="meeting", date="last_year"),
    entry("goal", "target", indicator="exports", value=1e9, unit="USD", deadline="2030"),
    entry("term", "agreement", instrument="programme", stage="signed", date="2024-08-08", period="2024/2026"),
    entry("plan", "project", citation("c", "d"), stage="planned", date="2025-09"),
    entry("asked", "agreement", citation("c2", "d"), instrument="plan", stage="proposed", date="2024-04-05"),
]
SOURCES = sources(d="2024-04-05")


def test_the_calendar_runs_through_meetings_deadlines_and_expiries() -> None:
    found = build_calendar(ENTRIES, SOURCES, as_of=TODAY)
    assert [(item.entry, item.occasion, item.coming) for item in found] == [
        ("met", "meeting", False),
        ("plan", "deadline", True),
        ("next", "meeting", True),
        ("term", "expiry", True),
        ("goal", "deadline", True),
        ("yearless", "meeting", False),
    ]


def test_days_narrow_the_calendar_and_leave_out_what_has_no_year() -> None:
    found = build_calendar(ENTRIES, SOURCES, as_of=TODAY, since="2025", until="2026-03")
    assert [item.entry for item in found] == ["plan", "next", "term"]


def test_parties_narrow_the_calendar() -> None:
    other = entry("x", "meeting", parties=("KZ", "RU"), form="visit", date="2025")
    assert [item.entry for item in build_calendar([*ENTRIES, other], SOURCES, as_of=TODAY, parties=["RU"])] == ["x"]
