from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from ledger_values import citation, claim, entry, sources

from kelisim.analysis.followup import Undertaking, build_followup

TODAY = date(2025, 6, 1)


def followed(kind: str, *told: tuple[str | None, dict[str, Any]], as_of: date = TODAY, **fields: Any) -> Undertaking:
    """What became of something that texts, each with its day of publication, tell of."""
    citations = [citation(f"c{number}", f"d{number}") for number in range(len(told))]
    claims = {f"c{number}": claim(kind, f"d{number}", **stated) for number, (_, stated) in enumerate(told)}
    days = sources(**{f"d{number}": day for number, (day, _) in enumerate(told)})
    (found,) = build_followup([entry("e", kind, *citations, **fields)], claims, days, as_of=as_of)
    return found


@pytest.mark.parametrize(
    ("deadline", "status"),
    [("2025-05", "overdue"), ("2025-08", "due"), ("2025-10", "open"), ("2025", "open"), (None, "open")],
)
def test_a_commitment_stands_by_its_deadline(deadline: str | None, status: str) -> None:
    found = followed("commitment", ("2025-03-01", {"deadline": deadline}), deadline=deadline)
    assert found.status == status


def test_a_commitment_is_never_done_without_a_text_that_says_so() -> None:
    found = followed("commitment", ("2020-03-01", {"deadline": "2020-12"}), deadline="2020-12")
    assert found.status == "overdue"


def test_a_project_is_done_when_a_text_says_that_it_is_completed() -> None:
    found = followed(
        "project",
        ("2024-01-01", {"stage": "planned", "date": "2024-12"}),
        ("2024-11-20", {"stage": "completed", "date": "2024-11-18"}),
    )
    assert (found.status, found.deadline, found.reason) == ("done", "2024-12", "completed on 2024-11-18")
    assert [step.stage for step in found.steps] == ["planned", "completed"]


def test_a_project_completed_after_its_date_is_done_late() -> None:
    found = followed(
        "project",
        ("2024-01-01", {"stage": "planned", "date": "2024-06"}),
        ("2024-11-20", {"stage": "completed", "date": "2024-11-18"}),
    )
    assert found.status == "done_late"


def test_a_completion_that_is_announced_is_not_done() -> None:
    found = followed("project", ("2025-03-01", {"stage": "completed", "date": "2025-12"}))
    assert found.status == "open"


def test_what_is_planned_for_a_day_that_passed_is_overdue() -> None:
    found = followed("project", ("2024-01-01", {"stage": "planned", "date": "2025-01"}))
    assert (found.status, found.deadline) == ("overdue", "2025-01")


def test_what_was_planned_and_has_begun_is_not_overdue() -> None:
    found = followed(
        "project",
        ("2024-01-01", {"stage": "planned", "date": "2025-01"}),
        ("2025-02-01", {"stage": "launched", "date": "2025-01-20"}),
    )
    assert (found.status, found.stage) == ("open", "launched")


def test_the_day_of_a_proposal_is_no_deadline() -> None:
    found = followed("agreement", ("2025-04-05", {"stage": "proposed", "date": "2025-04-05"}))
    assert (found.status, found.deadline) == ("open", None)


def test_a_year_announced_within_it_is_a_deadline() -> None:
    found = followed("agreement", ("2025-03-03", {"stage": "negotiating", "date": "2025"}))
    assert (found.status, found.deadline) == ("open", "2025")


def test_an_agreement_is_done_once_signed() -> None:
    found = followed(
        "agreement",
        ("2024-04-05", {"stage": "negotiating"}),
        ("2024-08-09", {"stage": "signed", "date": "2024-08-08"}),
    )
    assert (found.status, found.reason) == ("done", "signed on 2024-08-08")


def test_the_latest_stage_may_be_suspension() -> None:
    found = followed("project", ("2025-01-01", {"stage": "ongoing"}), ("2025-04-01", {"stage": "suspended"}))
    assert found.status == "suspended"
    resumed = followed("project", ("2025-01-01", {"stage": "suspended"}), ("2025-04-01", {"stage": "resumed"}))
    assert resumed.status == "open"


def test_no_word_for_a_year_is_silence_and_no_date_is_none() -> None:
    assert followed("project", ("2024-06-01", {"stage": "ongoing"})).status == "silent"
    assert followed("project", ("2024-06-02", {"stage": "ongoing"})).status == "open"
    assert followed("project", (None, {"stage": "ongoing"})).status == "open"


def test_the_most_urgent_comes_first_and_parties_narrow() -> None:
    entries = [
        entry("a", "project", stage="ongoing"),
        entry("b", "commitment", deadline="2024"),
        entry("c", "commitment", parties=("KZ", "RU"), deadline="2024"),
        entry("d", "meeting", form="visit"),
    ]
    found = build_followup(entries, {}, {}, as_of=TODAY, parties=["UZ"])
    assert [item.entry for item in found] == ["b", "a"]
