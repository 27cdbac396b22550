"""Polling one watched address: what it has goes into the ledger, and what came of it is kept there too."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta

from kelisim.errors import KelisimError
from kelisim.interface import Ledger
from kelisim.ledger import polls
from kelisim.ledger.polls import Polled
from kelisim.model import Skipped
from kelisim.sources.fetching import Fetcher
from kelisim.summary import Listener, Summary
from kelisim.watching.gathering import Clock, Gathering
from kelisim.watching.stopping import Stopped, aside
from kelisim.watching.watch_list import Watched

LONGEST_BACK_OFF = timedelta(days=1)
"""A source that fails is polled again after its usual time doubled once for each failure in a row, up to this."""

MOST_DOUBLINGS = 20
"""So often doubled, a minute is longer than any back-off."""

JITTER = 0.1
"""The share of its time by which a poll may come later, so that what was begun at once does not stay together."""

_log = logging.getLogger(__name__)


@dataclass
class Poller:
    """Polls watched addresses for a ledger, one at a time; ``draw`` gives a share of the jitter, in ``[0, 1)``."""

    ledger: Ledger
    open_fetcher: Callable[[], AbstractContextManager[Fetcher]]
    clock: Clock
    draw: Callable[[], float]
    stopping: threading.Event

    def poll(self, watched: Watched) -> Polled:
        """Take in what an address has and keep what came of it.

        Raises :class:`~kelisim.watching.stopping.Stopped` when it was told to stop before it came to the end: what was
        read is in the ledger then, and the address stays due.
        """
        begun, last = self.clock(), self.known().get(watched.url)
        outcome, failed = self._take_in(watched)
        failures = ((last.failures if last else 0) + 1) if failed else 0
        pause = wait(watched.every, failures) * (1 + JITTER * self.draw())
        earlier = last.succeeded_at if last else None
        polled = Polled(
            url=watched.url,
            name=watched.name,
            attempted_at=instant(begun),
            succeeded_at=earlier if failed else instant(begun),
            failures=failures,
            due_at=instant(begun + pause),
            outcome=outcome,
        )
        with self.ledger.store.writing() as connection:
            polls.record(connection, polled)
        _log.log(logging.WARNING if failed else logging.INFO, "%s: %s", watched.name, outcome)
        return polled

    def known(self) -> dict[str, Polled]:
        """The last poll of every address."""
        with self.ledger.store.reading() as connection:
            return polls.polls(connection)

    def _take_in(self, watched: Watched) -> tuple[str, bool]:
        """What came of it, in words, and whether it failed."""
        try:
            with self.open_fetcher() as fetcher:
                gathering = Gathering(watched, fetcher, self.ledger.store, self.clock)
                listener = _Ear(watched, self.stopping)
                summary = self.ledger.add_raw(aside(gathering.arrivals, self.stopping), listener=listener)
        except KelisimError as error:
            return f"failed: {error}", True
        except Exception as error:  # noqa: BLE001 -- a source that trips something must not end the others
            _log.exception("%s: an unforeseen fault", watched.name)
            return f"failed: {type(error).__name__}: {error}", True
        if self.stopping.is_set():
            raise Stopped
        return (f"failed: {listener.failure}", True) if listener.failure else (_told(summary), False)


def wait(every: timedelta, failures: int) -> timedelta:
    """The time to the next poll, after so many failures in a row."""
    return max(every, min(every * (1 << min(failures, MOST_DOUBLINGS)), LONGEST_BACK_OFF))


def due_at(watched: Watched, polled: Polled | None) -> datetime | None:
    """When an address is to be polled; ``None`` for one that never was, at once. A shorter ``every`` counts at once too."""
    if polled is None:
        return None
    usual = datetime.fromisoformat(polled.attempted_at) + wait(watched.every, polled.failures) * (1 + JITTER)
    return min(datetime.fromisoformat(polled.due_at), usual)


def is_due(watched: Watched, known: Mapping[str, Polled], now: datetime) -> bool:
    """Whether an address is to be polled by now."""
    moment = due_at(watched, known.get(watched.url))
    return moment is None or moment <= now


def instant(moment: datetime) -> str:
    """A moment in UTC as the ledger keeps it."""
    return moment.isoformat(timespec="microseconds")


class _Ear(Listener):
    """Says what is skipped, and remembers whether that was the document at the address itself."""

    def __init__(self, watched: Watched, stopping: threading.Event) -> None:
        self.failure: str | None = None
        self._watched, self._stopping = watched, stopping

    @property
    def stopping(self) -> bool:  # type: ignore[override]
        """Whether it is time to stop."""
        return self._stopping.is_set()

    def skipped(self, item: Skipped) -> None:
        """Say it, unless it is what the poll will be said to have failed for."""
        if item.name == self._watched.url:
            self.failure = item.reason
        else:
            _log.info("%s: skipped %s: %s", self._watched.name, item.name, item.reason)


def _told(summary: Summary) -> str:
    """What became of what was read: ``3 new, 20 known, 1 skipped``."""
    counts = {
        "new": summary.new,
        "changed": summary.changed,
        "known": summary.known,
        "unchanged": summary.unchanged,
        "skipped": summary.causes.total(),
    }
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count) or "nothing new"
