"""The fetcher: a plain iterator in front of an event loop in a thread, which the first link starts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Self

from kelisim.model import Link, Skipped
from kelisim.settings import Settings
from kelisim.sources.fetching import Fetched, Unchanged, Visits
from kelisim.sources.web.manner import LOOK_AHEAD, Manner, manner_of

if TYPE_CHECKING:
    from kelisim.sources.web.clock import Clock
    from kelisim.sources.web.engine import Engine
    from kelisim.sources.web.guard import Address


class WebFetcher:
    """Fetches addresses as long as it is open; see :class:`~kelisim.sources.fetching.Fetcher`.

    Links are drawn, and past visits looked up, in the thread that iterates. Iterations may lie in one another: all share the
    queues of the hosts. One that is left before its end gives up its requests.
    """

    def __init__(
        self,
        manner: Manner,
        visits: Visits | None = None,
        *,
        clock: Clock | None = None,
        admits: Callable[[Address, int], bool] | None = None,
    ) -> None:
        """``admits`` takes the place of :func:`~kelisim.sources.web.guard.is_public`."""
        self._manner = manner
        self._visits = visits
        self._clock = clock
        self._admits = admits
        self._engine: Engine | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all requests and close all connections."""
        if self._engine:
            self._engine.stop()
            self._engine = None

    def fetch(self, links: Iterable[Link]) -> Iterator[Fetched | Unchanged | Skipped]:
        """One answer for each link, as they come in; at most :data:`~kelisim.sources.web.manner.LOOK_AHEAD` are drawn ahead.

        Raises :class:`~kelisim.errors.ConfigError` for proxies of the environment that cannot be used, else nothing.
        """
        waiting = iter(links)
        first = next(waiting, None)
        if first is None:
            return
        batch, under_way = self._started().batch(), 0
        upcoming: Link | None = first
        try:
            while upcoming or under_way:
                while upcoming and under_way < LOOK_AHEAD:
                    batch.add(upcoming, self._visits.last_visit(upcoming.url) if self._visits else None)
                    under_way += 1
                    upcoming = next(waiting, None)
                yield batch.answer()
                under_way -= 1
        finally:
            batch.abandon()

    def _started(self) -> Engine:
        if self._engine is None:
            from kelisim.sources.web.clock import SystemClock
            from kelisim.sources.web.engine import Engine
            from kelisim.sources.web.guard import is_public

            self._engine = Engine(self._manner, self._clock or SystemClock(), self._admits or is_public)
        return self._engine


def open_fetcher(
    settings: Settings, visits: Visits | None = None, *, allow_private: bool = False, delay: float | None = None
) -> WebFetcher:
    """The fetcher of a run, to be closed after it; nothing is imported or started before the first link.

    ``visits`` is asked what is known of an address, so that only what has changed since is fetched. ``allow_private`` lets it
    fetch from addresses inside a machine or network too. ``delay`` in seconds goes before that of the settings.
    """
    return WebFetcher(manner_of(settings, allow_private=allow_private, delay=delay), visits)
