"""From the ledger to the outbox: what the rules have to tell becomes alerts, each once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from kelisim.interface import Ledger
from kelisim.ledger import novelty, outbox
from kelisim.ledger.outbox import RuleState
from kelisim.watching.alerts import Alert, Finding, alert_of, letter_of
from kelisim.watching.polling import instant
from kelisim.watching.rules import Fresh, Judge, fresh_since
from kelisim.watching.schema import Alert as Rule

EVER = "0001-01-01"
"""The day on which a rule with a backlog begins."""


def begin_rules(ledger: Ledger, rules: Iterable[Rule], now: datetime) -> None:
    """Let rules that are new begin now: what is in the ledger counts as known, unless a rule wants the backlog."""
    with ledger.store.writing() as connection:
        newest = novelty.newest(connection)
        for rule in rules:
            if outbox.rule_state(connection, rule.name) is None:
                number = 0 if rule.backlog else newest
                day = EVER if rule.backlog else now.date().isoformat()
                state = RuleState(name=rule.name, begun_after=number, begun_on=day, judged_up_to=number)
                outbox.keep_rule_state(connection, state)


def make_alerts(ledger: Ledger, rules: Iterable[Rule], now: datetime) -> list[Alert]:
    """Put what the rules have to tell into the outbox, as of now; what was put there.

    The alerts of a rule, the memory of having told them and how far it has looked are recorded at once.
    """
    begin_rules(ledger, rules, now)
    made: list[Alert] = []
    known: dict[int, Fresh] = {}
    for rule in rules:
        with ledger.store.reading() as connection:
            newest, state = novelty.newest(connection), outbox.rule_state(connection, rule.name)
        if state is None or _is_up_to_date(rule, state, newest, now):
            continue
        if state.judged_up_to not in known:
            known[state.judged_up_to] = fresh_since(ledger, state.judged_up_to)
        made += _tell(ledger, rule, state, newest, known[state.judged_up_to], now)
    return made


def _is_up_to_date(rule: Rule, state: RuleState, newest: int, now: datetime) -> bool:
    looked_today = not rule.overdue or state.overdue_on == now.date().isoformat()
    return looked_today and state.judged_up_to == newest


def _tell(ledger: Ledger, rule: Rule, state: RuleState, newest: int, fresh: Fresh, now: datetime) -> list[Alert]:
    findings = list(Judge(ledger, rule, state, now.date()).findings(fresh))
    sources = ledger.sources({citation.document for finding in findings for citation in finding.citations})
    alerts = [alert_of(finding, rule.name, instant(now), fresh.claims, sources) for finding in findings]
    looked = now.date().isoformat() if rule.overdue else state.overdue_on
    with ledger.store.writing() as connection:
        outbox.put(connection, map(letter_of, alerts), rule.to)
        novelty.mark(connection, rule.name, _told(findings))
        outbox.keep_rule_state(connection, msgspec.structs.replace(state, judged_up_to=newest, overdue_on=looked))
    return alerts


def _told(findings: Iterable[Finding]) -> set[tuple[str, str]]:
    """The aspects and claims that findings tell of."""
    return {
        (aspect, citation.claim) for finding in findings for aspect in finding.aspects for citation in finding.citations
    }
