"""One queue a host: one request at a time, a delay between, patience with a busy host, and an end to it."""

from __future__ import annotations

import asyncio
import logging
import random

from kelisim.sources.web.clients import Clients
from kelisim.sources.web.clock import Clock
from kelisim.sources.web.exchange import Answer, Request, ask
from kelisim.sources.web.failures import ExchangeError
from kelisim.sources.web.manner import HOST_FAILURES, HOSTS_AT_ONCE, Manner

JITTER = 0.5
"""Share of a back-off by which it is shortened or lengthened at random, so that programs do not come back all at once."""

_log = logging.getLogger(__name__)


class Queues:
    """The queues of all hosts of a run; made on the event loop that uses them."""

    def __init__(self, clients: Clients, manner: Manner, clock: Clock) -> None:
        self._clients = clients
        self._manner = manner
        self._clock = clock
        self._slots = asyncio.Semaphore(HOSTS_AT_ONCE)
        self._queues: dict[str, _Queue] = {}

    async def ask(self, request: Request) -> Answer:
        """The answer to a request when its turn has come; errors as in :func:`~kelisim.sources.web.exchange.ask`."""
        host = request.url.host.removesuffix(".")
        queue = self._queues.setdefault(host, _Queue(host, self._manner, self._clock))
        async with queue.lock:
            return await self._served(queue, request)

    async def _served(self, queue: _Queue, request: Request) -> Answer:
        for tried in range(1, self._manner.tries + 1):
            await queue.turn(request.delay)
            try:
                answer = await self._asked(request)
            except ExchangeError as failure:
                queue.failed(failure, tried)
                _log.info("%s: %s (try %d)", request.url, failure, tried)
            else:
                queue.succeeded()
                return answer
        raise AssertionError  # the last failure is raised by the queue

    async def _asked(self, request: Request) -> Answer:
        client = await self._clients.for_address(request.url)
        async with self._slots:
            return await ask(client, request, self._clock.today())


class _Queue:
    """The state of one host."""

    def __init__(self, host: str, manner: Manner, clock: Clock) -> None:
        self.lock = asyncio.Lock()
        self._host = host
        self._manner = manner
        self._clock = clock
        self._free_from = self._resting_until = clock.now()
        self._asked = False
        self._failures = 0
        self._given_up: str | None = None

    async def turn(self, delay: float) -> None:
        """Wait until the host may be asked; a failure when it is given up."""
        if self._given_up:
            raise ExchangeError(self._given_up)
        free = self._free_from + max(delay, self._manner.delay) if self._asked else self._free_from
        wait = max(free, self._resting_until) - self._clock.now()
        if wait > 0:
            await self._clock.sleep(wait)

    def succeeded(self) -> None:
        """Note that the host has answered."""
        self._ended()
        self._failures = 0

    def failed(self, failure: ExchangeError, tried: int) -> None:
        """Note a failure and let the host rest before another try; the failure is raised when there is none to be made."""
        self._ended()
        if failure.again and (failure.after or 0.0) > self._manner.longest_wait:
            self._given_up = (
                f"{self._host} asks to be left alone for {failure.after:,.0f} seconds, more than a run waits; "
                "try again after that"
            )
            raise ExchangeError(self._given_up, of_host=True, status=failure.status) from failure
        if failure.again and tried < self._manner.tries:
            self._resting_until = self._clock.now() + max(self._back_off(tried), failure.after or 0.0)
            return
        self._count(failure)
        if tried > 1:
            raise ExchangeError(
                f"{failure}; tried {tried} times", of_host=failure.of_host, status=failure.status
            ) from failure
        raise failure

    def _ended(self) -> None:
        self._asked, self._free_from = True, self._clock.now()

    def _back_off(self, tried: int) -> float:
        jitter = random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 -- nothing secret
        return min(self._manner.back_off * 2.0 ** (tried - 1) * jitter, self._manner.longest_wait)

    def _count(self, failure: ExchangeError) -> None:
        self._failures = self._failures + 1 if failure.of_host else 0
        if self._failures == HOST_FAILURES:
            self._given_up = (
                f"{self._host} failed {HOST_FAILURES} times running and is left alone for the rest of this run, "
                f"the last time because {failure}"
            )
