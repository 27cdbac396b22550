"""From the outbox to the channels: what could not be delivered is tried again later, up to a bound."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from kelisim.errors import ExportError
from kelisim.interface import Ledger
from kelisim.ledger import outbox
from kelisim.ledger.outbox import Pending
from kelisim.watching.alerts import Alert, opened
from kelisim.watching.channels import Carrier, Parcel, Post, carrier_of
from kelisim.watching.gathering import Clock
from kelisim.watching.polling import instant
from kelisim.watching.schema import Channel
from kelisim.watching.stopping import do_aside

FIRST_PAUSE = timedelta(minutes=1)
"""The pause after the first failure; each further one doubles it."""

LONGEST_PAUSE = timedelta(hours=6)

MOST_ATTEMPTS = 20
"""After so many attempts, three days at these pauses, an alert is given up: a weekend is bridged."""

_log = logging.getLogger(__name__)


class Delivery:
    """Delivers what lies in a ledger's outbox for the channels of a watch list."""

    def __init__(
        self, ledger: Ledger, channels: Mapping[str, Channel], post: Post, clock: Clock, stopping: threading.Event
    ) -> None:
        self._ledger, self._clock, self._stopping = ledger, clock, stopping
        self._carriers = {name: carrier_of(channel, post) for name, channel in channels.items()}

    def deliver(self) -> int:
        """Deliver what is due; how many alerts reached a channel.

        Raises :class:`~kelisim.watching.stopping.Stopped` when it is time to stop.
        """
        return sum(self._deliver_to(name, carrier) for name, carrier in self._carriers.items())

    def next_due(self) -> datetime | None:
        """When something is to be delivered next; ``None`` when nothing waits."""
        with self._ledger.store.reading() as connection:
            moment = outbox.next_due(connection, self._carriers)
        return datetime.fromisoformat(moment) if moment else None

    def _deliver_to(self, name: str, carrier: Carrier) -> int:
        with self._ledger.store.reading() as connection:
            waiting = outbox.pending(connection, name, due_by=instant(self._clock()))
        delivered = 0
        for group in carrier.parcels(waiting):
            if not self._is_delivered(name, carrier, group):
                break
            delivered += len(group)
        if delivered:
            _log.info("%s: %d alerts delivered", name, delivered)
        return delivered

    def _is_delivered(self, name: str, carrier: Carrier, group: Sequence[Pending]) -> bool:
        """Whether the alerts reached the channel. The attempt is noted beforehand: one that a crash ends is in doubt."""
        numbers, attempts = [item.number for item in group], 1 + max(item.attempts for item in group)
        again = instant(self._clock() + pause(attempts))
        with self._ledger.store.writing() as connection:
            outbox.begin_attempt(connection, name, numbers, again)
        parcel = self._parcel(name, group)
        try:
            do_aside(lambda: carrier.carry(parcel), self._stopping)
        except ExportError as error:
            self._fail(name, numbers, str(error), None if attempts >= MOST_ATTEMPTS else again)
            return False
        with self._ledger.store.writing() as connection:
            outbox.end_attempt(connection, name, numbers, instant(self._clock()))
        return True

    def _parcel(self, name: str, group: Sequence[Pending]) -> Parcel:
        def latest(limit: int) -> list[Alert]:
            with self._ledger.store.reading() as connection:
                return opened(outbox.latest(connection, name, limit))

        alerts = tuple(opened(item.letter for item in group))
        return Parcel(alerts=alerts, in_doubt=any(item.attempts for item in group), latest=latest)

    def _fail(self, name: str, numbers: Sequence[int], why: str, again: str | None) -> None:
        """Note a failure; what else is to go to the channel waits as long."""
        with self._ledger.store.writing() as connection:
            outbox.fail_attempt(connection, name, numbers, why, again)
            if again:
                outbox.postpone(connection, name, again)
        then = f"the next attempt is at {again[:19]}" if again else "it is given up; the ledger keeps it"
        _log.warning("%s: %d alerts not delivered: %s; %s", name, len(numbers), why, then)


def pause(attempts: int) -> timedelta:
    """The time to the next attempt after so many."""
    return min(FIRST_PAUSE * (1 << (attempts - 1)), LONGEST_PAUSE)
