"""Alerts that were made and where each is still to go: what is put here in one transaction is lost by no crash."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Row, Update, delete, func, insert, select, update

from kelisim.ledger import tables


class RuleState(Struct, frozen=True, kw_only=True):
    """How far a rule of alerts has come.

    ``begun_after`` is the number of the document before which everything counts as known, ``begun_on`` the day of that;
    ``judged_up_to`` the number of the last document that the rule has seen; ``overdue_on`` the last day on which it looked
    at all undertakings.
    """

    name: str
    begun_after: int
    begun_on: str
    judged_up_to: int
    overdue_on: str | None = None


class Letter(Struct, frozen=True, kw_only=True):
    """An alert as it is kept: ``body`` is its JSON."""

    id: str
    rule: str
    made_at: str
    body: str


class Pending(Struct, frozen=True, kw_only=True):
    """An alert that has not reached a channel; with ``attempts`` above 0 nobody knows whether it did after all."""

    number: int
    letter: Letter
    attempts: int
    due_at: str


def rule_state(connection: Connection, name: str) -> RuleState | None:
    """How far a rule has come; ``None`` when it has not begun."""
    row = connection.execute(select(tables.alert_rules).where(tables.alert_rules.c.name == name)).first()
    return None if row is None else RuleState(**row._mapping)  # noqa: SLF001 -- the name that SQLAlchemy documents


def keep_rule_state(connection: Connection, state: RuleState) -> None:
    """Keep how far a rule has come."""
    connection.execute(delete(tables.alert_rules).where(tables.alert_rules.c.name == state.name))
    connection.execute(insert(tables.alert_rules), msgspec.structs.asdict(state))


def put(connection: Connection, letters: Iterable[Letter], channels: Iterable[str]) -> None:
    """Put alerts in, to go to all of the channels at once."""
    addressed = sorted(set(channels))
    for letter in letters:
        adding = insert(tables.alerts).returning(tables.alerts.c.sequence)
        number = connection.execute(adding, msgspec.structs.asdict(letter)).scalar_one()
        rows = [{"alert": number, "channel": name, "attempts": 0, "due_at": letter.made_at} for name in addressed]
        if rows:
            connection.execute(insert(tables.deliveries), rows)


def pending(connection: Connection, channel: str, *, due_by: str | None = None) -> list[Pending]:
    """What is still to go to a channel, the least tried first; ``due_by`` leaves out what is due later."""
    alerts, deliveries = tables.alerts, tables.deliveries
    query = (
        select(alerts, deliveries.c.attempts, deliveries.c.due_at)
        .join(deliveries, deliveries.c.alert == alerts.c.sequence)
        .where(deliveries.c.channel == channel, deliveries.c.due_at.is_not(None))
        .order_by(deliveries.c.attempts, alerts.c.sequence)
    )
    if due_by is not None:
        query = query.where(deliveries.c.due_at <= due_by)
    return [
        Pending(number=row.sequence, letter=_letter(row), attempts=row.attempts, due_at=row.due_at)
        for row in connection.execute(query)
    ]


def next_due(connection: Connection, channels: Iterable[str]) -> str | None:
    """When something is to go to one of the channels next; ``None`` when nothing is."""
    table = tables.deliveries
    query = select(func.min(table.c.due_at)).where(table.c.channel.in_(sorted(set(channels))))
    return connection.execute(query).scalar()


def begin_attempt(connection: Connection, channel: str, alerts: Sequence[int], due_at: str) -> None:
    """Note before an attempt that it is made, and when the next one would be."""
    change = update(tables.deliveries).values(attempts=tables.deliveries.c.attempts + 1, due_at=due_at)
    _change(connection, channel, alerts, change)


def end_attempt(connection: Connection, channel: str, alerts: Sequence[int], delivered_at: str) -> None:
    """Note that alerts have reached a channel."""
    _change(
        connection,
        channel,
        alerts,
        update(tables.deliveries).values(delivered_at=delivered_at, due_at=None, error=None),
    )


def fail_attempt(connection: Connection, channel: str, alerts: Sequence[int], error: str, due_at: str | None) -> None:
    """Note why an attempt failed, and when the next one is; ``None`` for never."""
    _change(connection, channel, alerts, update(tables.deliveries).values(error=error, due_at=due_at))


def postpone(connection: Connection, channel: str, due_at: str) -> None:
    """Let everything else that is to go to a channel wait with what has failed."""
    table = tables.deliveries
    waiting = update(table).where(table.c.channel == channel, table.c.due_at < due_at)
    connection.execute(waiting.values(due_at=due_at))


def given_up(connection: Connection) -> dict[str, int]:
    """How many alerts never reached a channel and are tried no more, by channel."""
    table = tables.deliveries
    query = select(table.c.channel, func.count().label("alerts")).where(
        table.c.due_at.is_(None), table.c.delivered_at.is_(None)
    )
    return {row.channel: row.alerts for row in connection.execute(query.group_by(table.c.channel))}


def last_error(connection: Connection, channel: str) -> str | None:
    """Why the newest alert that has not reached a channel has not; ``None`` when nothing failed since."""
    table = tables.deliveries
    query = select(table.c.error).where(table.c.channel == channel, table.c.error.is_not(None))
    return connection.execute(query.order_by(table.c.alert.desc()).limit(1)).scalar()


def latest(connection: Connection, channel: str, limit: int) -> list[Letter]:
    """The last alerts that were meant for a channel, the newest first."""
    alerts, deliveries = tables.alerts, tables.deliveries
    query = select(alerts).join(deliveries, deliveries.c.alert == alerts.c.sequence)
    chosen = query.where(deliveries.c.channel == channel).order_by(alerts.c.sequence.desc()).limit(limit)
    return [_letter(row) for row in connection.execute(chosen)]


def _change(connection: Connection, channel: str, alerts: Sequence[int], change: Update) -> None:
    table = tables.deliveries
    for number in alerts:
        connection.execute(change.where(table.c.channel == channel, table.c.alert == number))


def _letter(row: Row[Any]) -> Letter:
    return Letter(id=row.id, rule=row.rule, made_at=row.made_at, body=row.body)
