from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from faulty_server import FaultyServer, Route
from fetched_values import Fetch, Got, Moments, Remembered, Serve, answer_url, got

from kelisim.model import Link
from kelisim.sources.web.fetcher import WebFetcher
from kelisim.sources.web.manner import Manner


@pytest.fixture
def clock() -> Moments:
    return Moments()


@pytest.fixture
def serve(clock: Moments) -> Iterator[Serve]:
    """Starts servers that are stopped at the end of the test."""
    with ExitStack() as servers:

        def started(routes: dict[str, Route] | None = None, **how: Any) -> FaultyServer:
            return servers.enter_context(FaultyServer(routes or {}, now=clock.now, **how))

        yield started


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for scheme in ("http", "https", "all", "no"):
        monkeypatch.delenv(f"{scheme}_proxy", raising=False)
        monkeypatch.delenv(f"{scheme.upper()}_PROXY", raising=False)


@pytest.fixture
def fetch(clock: Moments) -> Fetch:
    """Fetches addresses in the order given and reads what it gets; everything inside is allowed unless told otherwise."""

    def fetched(
        urls: Iterable[str | Link], visits: Remembered | None = None, admits: Any = None, **manner: Any
    ) -> list[Got]:
        chosen = {"user_agent": "Kelisim/0", "allow_private": admits is None, "read": 5.0} | manner
        links = [link if isinstance(link, Link) else Link(url=link) for link in urls]
        with WebFetcher(Manner(**chosen), visits, clock=clock, admits=admits) as fetcher:
            found = {answer_url(answer): got(answer) for answer in fetcher.fetch(links)}
        assert len(found) == len(links)
        return [found[link.url] for link in links]

    return fetched
