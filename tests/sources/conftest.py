from __future__ import annotations

import re
import socket
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from faulty_server import FaultyServer, Route
from feed_site import AnyPath, Site
from fetched_values import Fetch, Got, Moments, Remembered, Serve, answer_url, got

from kelisim import Ledger
from kelisim.model import Link
from kelisim.sources.web.fetcher import WebFetcher
from kelisim.sources.web.manner import Manner

NUMERIC = re.compile(r"0x[0-9a-f]+|[0-9.]+|[0-9a-f:.]*:[0-9a-f:.]*")


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
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What names mean, to be filled by the test; any other but ``localhost`` is unknown, and no name server is asked."""
    known: dict[str, list[str]] = {}
    real = socket.getaddrinfo

    def looked_up(host: Any, port: Any, *how: Any, **named: Any) -> list[Any]:
        name = host.decode() if isinstance(host, bytes) else host
        if name in known:
            return [answer for address in known[name] for answer in real(address, port, *how, **named)]
        if name == "localhost" or NUMERIC.fullmatch(name):
            return real(host, port, *how, **named)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    return known


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


@pytest.fixture
def site() -> Iterator[Site]:
    with FaultyServer() as server:
        site = Site(server)
        server.routes = AnyPath(site)
        yield site


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "ledger.db") as book:
        yield book
