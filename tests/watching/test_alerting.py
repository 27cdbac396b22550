"""What the rules tell, and that they tell it once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from watched_texts import (
    COMPLETED,
    ELSEWHERE,
    HIGHER_TARGET,
    NOON,
    OTHER_TURNOVER,
    PLANNED,
    SIGNED,
    TARGET,
    THIRD_TURNOVER,
    TURNOVER,
    add,
)

from kelisim.interface import Ledger
from kelisim.watching.alerting import begin_rules, make_alerts
from kelisim.watching.alerts import Alert
from kelisim.watching.schema import Alert as Rule

ANYTHING = Rule(name="anything", to=("desk",))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "ledger.db") as book:
        yield book


def told(ledger: Ledger, rule: Rule, days: int = 0) -> list[Alert]:
    return make_alerts(ledger, [rule], NOON + timedelta(days=days))


def test_an_alert_tells_the_fact_with_its_parties_and_the_quote_with_its_address(ledger: Ledger) -> None:
    begin_rules(ledger, [ANYTHING], NOON)
    add(ledger, "a", TARGET)
    (alert,) = told(ledger, ANYTHING)
    assert alert.sentence == "Kazakhstan, Uzbekistan: Trade turnover to reach 10 billion USD by 2030."
    assert (alert.event, alert.kind, alert.parties, alert.date) == ("new", "target", ("KZ", "UZ"), "2030")
    (cited,) = alert.citations
    assert (cited.url, cited.published, TARGET[cited.start : cited.end]) == (
        "https://news.example/a",
        "2025-08-01",
        cited.quote,
    )


def test_what_is_told_again_by_another_text_is_no_news(ledger: Ledger) -> None:
    begin_rules(ledger, [ANYTHING], NOON)
    add(ledger, "a", TARGET)
    assert len(told(ledger, ANYTHING)) == 1
    assert told(ledger, ANYTHING) == []
    add(ledger, "b", f"{TARGET} The talks took place in Astana.")
    assert told(ledger, ANYTHING) == []


def test_what_was_there_before_the_rule_began_is_known_unless_the_rule_wants_it(ledger: Ledger) -> None:
    add(ledger, "a", TARGET)
    begin_rules(ledger, [ANYTHING], NOON)
    add(ledger, "b", TARGET.replace("agreed", "have agreed"))
    add(ledger, "c", SIGNED)
    assert [alert.kind for alert in told(ledger, ANYTHING)] == ["agreement"]
    backlog = Rule(name="all", to=("desk",), backlog=True)
    assert sorted(alert.kind for alert in told(ledger, backlog)) == ["agreement", "target"]


def test_all_conditions_must_hold(ledger: Ledger) -> None:
    rule = Rule(name="r", to=("desk",), parties=("KZ", "UZ"), kinds=("agreement", "project"))
    begin_rules(ledger, [rule], NOON)
    for name, text in {"a": TARGET, "b": SIGNED, "c": ELSEWHERE}.items():
        add(ledger, name, text)
    (alert,) = told(ledger, rule)
    assert (alert.kind, alert.parties) == ("agreement", ("KZ", "UZ"))


def test_words_are_found_as_a_search_finds_them_where_the_fact_is_told(ledger: Ledger) -> None:
    rule = Rule(name="r", to=("desk",), words=("railways", "Мактаарал"))
    begin_rules(ledger, [rule], NOON)
    add(ledger, "a", f"{SIGNED}\n\nThe ministers also walked through the new hall of the railway museum.")
    add(ledger, "b", PLANNED)
    assert [alert.kind for alert in told(ledger, Rule(name="r", to=("desk",), words=("memorandum railway",)))] == [
        "agreement"
    ]
    assert told(ledger, rule) == []


def test_a_new_stage_of_what_is_known_is_told_once(ledger: Ledger) -> None:
    add(ledger, "a", PLANNED, published="2024-03-01")
    begin_rules(ledger, [ANYTHING], NOON)
    add(ledger, "b", COMPLETED)
    (alert,) = told(ledger, ANYTHING)
    assert alert.event == "changed"
    assert "stage now completed, so far planned" in alert.sentence
    assert alert.citations[0].document == "b"
    add(ledger, "c", f"{COMPLETED} Trains run daily.")
    assert told(ledger, ANYTHING) == []


def test_a_conflict_is_told_once_and_again_when_a_third_side_joins(ledger: Ledger) -> None:
    rule = Rule(name="r", to=("desk",), conflicts=True)
    begin_rules(ledger, [rule], NOON)
    add(ledger, "a", TURNOVER)
    assert told(ledger, rule) == []
    add(ledger, "b", OTHER_TURNOVER)
    (alert,) = told(ledger, rule)
    assert alert.event == "conflict"
    assert "4.4 billion USD" in alert.sentence
    assert "5.9 billion USD" in alert.sentence
    add(ledger, "c", f"{OTHER_TURNOVER} This is the highest figure so far.")
    assert told(ledger, rule) == []
    add(ledger, "d", THIRD_TURNOVER)
    assert "7.8 billion USD" in told(ledger, rule)[0].sentence


def test_a_target_that_moves_is_a_conflict(ledger: Ledger) -> None:
    rule = Rule(name="r", to=("desk",), conflicts=True, kinds=("target",))
    add(ledger, "a", TARGET, published="2025-03-01")
    begin_rules(ledger, [rule], NOON)
    add(ledger, "b", HIGHER_TARGET)
    add(ledger, "c", TURNOVER)
    add(ledger, "d", OTHER_TURNOVER)
    (alert,) = told(ledger, rule)
    assert "15 billion USD by 2030" in alert.sentence
    assert len(alert.entries) == 2


def test_an_undertaking_is_told_when_its_day_has_passed_and_not_before(ledger: Ledger) -> None:
    rule = Rule(name="r", to=("desk",), overdue=True)
    begin_rules(ledger, [rule], NOON)
    add(ledger, "a", PLANNED.replace("June 2024", "August 2025"), published="2025-07-01")
    assert told(ledger, rule) == []
    assert told(ledger, rule, days=10) == []
    (alert,) = told(ledger, rule, days=30)
    assert alert.event == "overdue"
    assert "2025-08 passed without word of it" in alert.sentence
    assert told(ledger, rule, days=31) == []


def test_what_was_overdue_before_the_rule_began_is_known(ledger: Ledger) -> None:
    rule = Rule(name="r", to=("desk",), overdue=True)
    add(ledger, "a", PLANNED, published="2024-03-01")
    begin_rules(ledger, [rule], NOON)
    assert told(ledger, rule) == []
    add(ledger, "b", PLANNED.replace("Darbaza–Maktaaral railway", "Syrdarya bridge"), published="2024-03-01")
    (alert,) = told(ledger, rule)
    assert alert.citations[0].document == "b"


def test_a_page_that_changes_around_a_fact_tells_nothing_new_of_it(ledger: Ledger) -> None:
    begin_rules(ledger, [ANYTHING], NOON)
    address = "https://news.example/live"
    add(ledger, "v1", f"Live. {TARGET}", url=address)
    assert len(told(ledger, ANYTHING)) == 1
    add(ledger, "v2", f"Live, updated at noon. {TARGET.replace('agreed to', 'have agreed to')}", url=address)
    add(
        ledger,
        "v3",
        f"Live, updated at night. {TARGET.replace('agreed to', 'have agreed to')}\n\n{SIGNED}",
        url=address,
    )
    assert [alert.kind for alert in told(ledger, ANYTHING)] == ["agreement"]


def test_what_one_rule_has_told_another_may_tell(ledger: Ledger) -> None:
    rules = [ANYTHING, Rule(name="targets", to=("desk",), kinds=("target",))]
    begin_rules(ledger, rules, NOON)
    add(ledger, "a", TARGET)
    one, other = make_alerts(ledger, rules, NOON)
    assert {one.rule, other.rule} == {"anything", "targets"}
    assert one.id != other.id
