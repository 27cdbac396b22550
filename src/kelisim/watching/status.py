"""How what is watched fares, as rows of a table."""

from __future__ import annotations

from typing import Any

from kelisim.interface import Ledger
from kelisim.ledger import outbox, polls
from kelisim.watching.durations import write_duration
from kelisim.watching.polling import due_at
from kelisim.watching.watch_list import WatchList

NEVER = "never"


def status_rows(ledger: Ledger, watch_list: WatchList) -> list[dict[str, Any]]:
    """Each source with its last poll, what came of it, and when it is due again."""
    with ledger.store.reading() as connection:
        known = polls.polls(connection)
    rows = []
    for watched in watch_list.watched:
        polled = known.get(watched.url)
        due = due_at(watched, polled)
        rows.append(
            {
                "source": watched.name,
                "kind": watched.kind,
                "every": write_duration(watched.every),
                "last polled": _shown(polled.attempted_at) if polled else NEVER,
                "last success": _shown(polled.succeeded_at) if polled and polled.succeeded_at else NEVER,
                "outcome": polled.outcome if polled else "",
                "next due": _shown(due.isoformat()) if due else "now",
                "failures": polled.failures if polled else 0,
            }
        )
    return rows


def channel_rows(ledger: Ledger, watch_list: WatchList) -> list[dict[str, Any]]:
    """Each channel with the alerts that wait for it and those that were given up."""
    with ledger.store.reading() as connection:
        lost = outbox.given_up(connection)
        waiting = {name: outbox.pending(connection, name) for name in watch_list.channels}
        errors = {name: outbox.last_error(connection, name) for name in watch_list.channels}
    return [
        {
            "channel": name,
            "waiting": len(waiting[name]),
            "given up": lost.get(name, 0),
            "last error": errors[name],
        }
        for name in watch_list.channels
    ]


def _shown(moment: str) -> str:
    """A moment to the minute, in UTC."""
    return moment[:16].replace("T", " ")
