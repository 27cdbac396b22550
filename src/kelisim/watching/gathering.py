"""What a watched address has that is not in the ledger yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta

from kelisim.ledger import polls
from kelisim.ledger.store import Store
from kelisim.model import Link, Raw, Skipped
from kelisim.sources.content import Options
from kelisim.sources.fetching import Fetched, Fetcher, Unchanged
from kelisim.sources.reading import Arrival, Reader
from kelisim.watching.watch_list import Watched

LOOKED_AT_AGAIN = timedelta(hours=6)
"""An article that its feed does not call changed is looked at again after so long, while it is listed: corrections come
in the first hours, and each look costs its server a request."""

Clock = Callable[[], datetime]


class Gathering:
    """One poll of a watched address: :meth:`arrivals` are its documents."""

    def __init__(self, watched: Watched, fetcher: Fetcher, store: Store, clock: Clock) -> None:
        self._watched = watched
        self._fetcher = _Sparing(watched.url, fetcher, store, clock)

    def arrivals(self) -> Iterator[Arrival]:
        """All that the address leads to, as reading gives it."""
        watched = self._watched
        options = Options(since=watched.since, limit=watched.limit, links=watched.links)
        return map(self._checked, Reader(self._fetcher, options).read([watched.url]))

    def _checked(self, item: Arrival) -> Arrival:
        """The item, unless a list of documents was expected at the address and it is a document."""
        if isinstance(item, Raw) and item.name == self._watched.url and self._watched.kind != "page":
            hint = "give `links` for a page of results" if self._watched.kind == "search" else "watch it as a [[page]]"
            return Skipped(item.name, f"it is a document and no list of documents; correct the address, or {hint}")
        return item


class _Sparing:
    """A fetcher that leaves documents alone which it has looked at lately, unless their feed says that they changed since."""

    def __init__(self, top: str, fetcher: Fetcher, store: Store, clock: Clock) -> None:
        self._top, self._fetcher, self._store, self._clock = top, fetcher, store, clock

    def fetch(self, links: Iterable[Link]) -> Iterator[Fetched | Unchanged | Skipped]:
        spared: list[Unchanged] = []

        def wanted() -> Iterator[Link]:
            for link in links:
                if link.url != self._top and self._is_known(link):
                    spared.append(Unchanged(link))
                else:
                    yield link

        yield from self._fetcher.fetch(wanted())
        yield from spared

    def _is_known(self, link: Link) -> bool:
        visit = self._store.last_visit(link.url)
        if visit is None:
            return False
        seen = datetime.fromisoformat(visit.at)
        if self._clock() - seen >= LOOKED_AT_AGAIN or _may_have_changed(link.changed, seen):
            return False
        with self._store.reading() as connection:
            return polls.holds(connection, link.url)


def _may_have_changed(changed: str | None, seen: datetime) -> bool:
    """Whether what a feed says of the last change allows for one after a document was seen; of a day its end counts."""
    try:
        moment = datetime.fromisoformat(changed or "")
    except ValueError:
        return False
    if len(changed or "") <= len("2025-02-19"):
        moment += timedelta(days=1)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) > seen
