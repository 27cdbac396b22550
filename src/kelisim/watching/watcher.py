"""One watch list at work: what is due is polled, what the rules ask for becomes alerts, and these are delivered."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import random

from kelisim.interface import Ledger
from kelisim.ledger.polls import Polled
from kelisim.sources.fetching import Fetcher
from kelisim.watching.alerting import begin_rules, make_alerts
from kelisim.watching.channels import Post
from kelisim.watching.delivery import Delivery
from kelisim.watching.gathering import Clock
from kelisim.watching.polling import Poller, due_at, is_due
from kelisim.watching.watch_list import Watched, WatchList

OpenFetcher = Callable[[], AbstractContextManager[Fetcher]]
"""Opens the fetcher of one poll: what it gives up, such as a host that does not answer, it gives up for that poll only."""

_log = logging.getLogger(__name__)


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


@dataclass
class Watcher:
    """Does what a watch list says, for a ledger that nobody else watches.

    Once ``stopping`` is set, whatever it does ends within moments with :class:`~kelisim.watching.stopping.Stopped`.
    """

    ledger: Ledger
    watch_list: WatchList
    open_fetcher: OpenFetcher
    post: Post
    stopping: threading.Event
    clock: Clock = utc_now
    draw: Callable[[], float] = random
    _delivery: Delivery = field(init=False)
    _poller: Poller = field(init=False)

    def __post_init__(self) -> None:
        self._delivery = Delivery(self.ledger, self.watch_list.channels, self.post, self.clock, self.stopping)
        self._poller = Poller(self.ledger, self.open_fetcher, self.clock, self.draw, self.stopping)

    def begin(self) -> None:
        """Let new rules of alerts begin with what is in the ledger now."""
        begin_rules(self.ledger, self.watch_list.rules, self.clock())

    def once(self, *, everything: bool = False) -> int:
        """Poll what is due, or ``everything``, and tell of it; how many sources failed."""
        self.begin()
        known = self._poller.known()
        due = [one for one in self.watch_list.watched if everything or is_due(one, known, self.clock())]
        failed = 0
        for watched in due:
            failed += self.poll(watched).failures > 0
            self.alert()
        if not due:
            _log.info("nothing is due")
            self.alert()
        return failed

    def poll(self, watched: Watched) -> Polled:
        """Take in what an address has."""
        return self._poller.poll(watched)

    def alert(self) -> None:
        """Make alerts of what is new in the ledger, and deliver those that are due."""
        made = make_alerts(self.ledger, self.watch_list.rules, self.clock())
        if made:
            _log.info("%d alerts made", len(made))
        self._delivery.deliver()

    def due_at(self, watched: Watched) -> datetime:
        """When an address is to be polled next; one that never was, now."""
        return due_at(watched, self._poller.known().get(watched.url)) or self.clock()

    def delivery_due_at(self) -> datetime | None:
        """When something is to be delivered next; ``None`` when nothing waits."""
        return self._delivery.next_due()
