"""The event loop of a run in its thread, and what lives on it."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from queue import Empty, SimpleQueue

from kelisim.model import Link, Skipped, Visit
from kelisim.sources.fetching import Fetched, Unchanged
from kelisim.sources.web.clients import Clients, places_of, proxies_of_environment
from kelisim.sources.web.clock import Clock
from kelisim.sources.web.guard import Admits, Guard, GuardedLoop
from kelisim.sources.web.manner import HOSTS_AT_ONCE, Manner
from kelisim.sources.web.queues import Queues
from kelisim.sources.web.visiting import Visitor

Result = Fetched | Unchanged | Skipped

PATIENCE = 2.0
"""Seconds to wait for requests that were given up to end; a loop that is stopping ends them itself."""


class Engine:
    """Visits addresses in a thread of its own until it is stopped.

    Raises :class:`~kelisim.errors.ConfigError` for proxies of the environment that cannot be used.
    """

    def __init__(self, manner: Manner, clock: Clock, admits: Admits) -> None:
        proxies = proxies_of_environment()
        guard = None if manner.allow_private else Guard(admits, places_of(proxies))
        self._clients = Clients(manner, guard, proxies)
        self._loop = GuardedLoop(guard)
        self._names = ThreadPoolExecutor(HOSTS_AT_ONCE, thread_name_prefix="kelisim-names")
        self._loop.set_default_executor(self._names)
        self._visitor = Visitor(Queues(self._clients, manner, clock), manner)
        self._thread = threading.Thread(target=self._run, name="kelisim-fetch", daemon=True)
        self._thread.start()

    def batch(self) -> Batch:
        """A batch of links to be visited."""
        return Batch(self._loop, self._visitor)

    def stop(self) -> None:
        """End all requests, close all connections and the loop."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self) -> None:
        try:
            self._loop.run_forever()
        finally:
            self._loop.run_until_complete(self._ended())
            self._names.shutdown(wait=False, cancel_futures=True)  # a name server that hangs holds nothing up
            self._loop.close()

    async def _ended(self) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._clients.close()
        await self._loop.shutdown_asyncgens()


class Batch:
    """Links under way, and the answers that have come in. Its methods are those of one other thread than the loop's."""

    def __init__(self, loop: asyncio.AbstractEventLoop, visitor: Visitor) -> None:
        self._loop = loop
        self._visitor = visitor
        self._tasks: set[asyncio.Task[None]] = set()
        self._answers: SimpleQueue[Result] = SimpleQueue()

    def add(self, link: Link, last: Visit | None) -> None:
        """Begin to visit a link."""
        self._loop.call_soon_threadsafe(self._begin, link, last)

    def answer(self) -> Result:
        """The next answer; waits for it."""
        return self._answers.get()

    def abandon(self) -> None:
        """End what is under way, and drop the answers that nobody has asked for."""
        done = threading.Event()
        with suppress(RuntimeError):  # the loop is closed: it has ended all that was under way
            self._loop.call_soon_threadsafe(self._cancel, done)
            done.wait(PATIENCE)
        while True:
            try:
                answer = self._answers.get_nowait()
            except Empty:
                return
            if isinstance(answer, Fetched):
                answer.body.close()

    def _begin(self, link: Link, last: Visit | None) -> None:
        task = self._loop.create_task(self._visit(link, last))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _visit(self, link: Link, last: Visit | None) -> None:
        try:
            answer = await self._visitor.visit(link, last)
        except BaseException:
            self._answers.put(Skipped(link.url, "it was given up"))  # nobody waits for it in vain
            raise
        self._answers.put(answer)

    def _cancel(self, done: threading.Event) -> None:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        if tasks:
            asyncio.gather(*tasks, return_exceptions=True).add_done_callback(lambda _: done.set())
        else:
            done.set()
