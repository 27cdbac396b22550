"""robots.txt: what a host asks of programs that fetch from it (RFC 9309)."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable

import httpx
from msgspec import Struct
from protego import Protego

from kelisim.errors import SourceError
from kelisim.sources.web.address import next_address, origin_of
from kelisim.sources.web.exchange import Answer, Budget, Request
from kelisim.sources.web.failures import TOO_MANY_REQUESTS, ExchangeError
from kelisim.sources.web.manner import LONGEST_CRAWL_DELAY, REDIRECTS, Manner
from kelisim.sources.web.queues import Queues

LARGEST_ROBOTS = 512 * 1024
"""Bytes that are read of a robots.txt; RFC 9309 (section 2.5) asks for 500 KiB at least."""


KEPT_RULES = 1000
"""Hosts of which the rules are kept in memory; those of a host come back to after so many others are read again."""


class Rules(Struct, frozen=True, kw_only=True):
    """What a host asks: ``delay`` in seconds between requests; ``refusal`` is why nothing at all may be fetched."""

    allows: Callable[[str], bool] = lambda _url: True
    delay: float = 0.0
    refusal: str | None = None

    def check(self, url: httpx.URL) -> None:
        """Raise :class:`~kelisim.errors.SourceError` for an address that may not be fetched."""
        if self.refusal:
            raise ExchangeError(self.refusal, of_host=True)
        if not self.allows(str(url)):
            raise SourceError(f"the robots.txt of {url.host} asks programs not to fetch it")


class Robots:
    """The rules of all hosts of a run, each read once."""

    def __init__(self, queues: Queues, manner: Manner) -> None:
        self._queues = queues
        self._manner = manner
        self._known: dict[httpx.URL, Rules] = {}
        self._locks: defaultdict[httpx.URL, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def rules(self, url: httpx.URL) -> Rules:
        """The rules for an address.

        Raises :class:`~kelisim.errors.SourceError` where the host must not be asked at all.
        """
        robots = origin_of(url)
        async with self._locks[robots]:
            if robots not in self._known:
                self._known[robots] = await self._read(robots)
            rules = self._known[robots]
        if len(self._known) > KEPT_RULES:
            self._known.pop(next(iter(self._known)))
        return rules

    async def _read(self, robots: httpx.URL) -> Rules:
        """Without the file all is allowed; where it cannot be had, for a fault of the host, nothing is (section 2.3.1)."""
        try:
            answer = await self._followed(robots)
        except ExchangeError as failure:
            if not failure.of_host and failure.status != TOO_MANY_REQUESTS:
                return Rules()
            return Rules(
                refusal=f"the robots.txt of {robots.host} cannot be had, so nothing may be fetched there: {failure}"
            )
        if answer is None or answer.body is None:
            return Rules()
        with answer.body as body:
            return self._parsed(body.read().decode("utf-8", "replace"))

    async def _followed(self, robots: httpx.URL) -> Answer | None:
        """The answer behind the redirects; ``None`` when there are too many."""
        budget = Budget(self._manner.longest)
        for _ in range(REDIRECTS + 1):
            answer = await self._queues.ask(Request(url=robots, budget=budget, largest=LARGEST_ROBOTS, cut=True))
            if answer.location is None:
                return answer
            robots = next_address(robots, answer.location)
        return None

    def _parsed(self, text: str) -> Rules:
        rules, robot = Protego.parse(text), self._manner.robot
        return Rules(
            allows=lambda url: rules.can_fetch(url, robot),
            delay=min(rules.crawl_delay(robot) or 0.0, LONGEST_CRAWL_DELAY),
        )
