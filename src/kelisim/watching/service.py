"""The watcher as a service: every source is polled at its time until a signal ends it.

``SIGTERM`` and ``SIGINT`` let the document in hand be finished and the entries be derived; a second one ends the process at
once. ``SIGHUP`` has the watch list read again.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from types import FrameType
from typing import TYPE_CHECKING

from kelisim.errors import KelisimError
from kelisim.watching.stopping import Stopped
from kelisim.watching.watch_list import Watched
from kelisim.watching.watcher import Watcher, utc_now

if TYPE_CHECKING:
    from apscheduler.schedulers.background import BackgroundScheduler

ENDING = (signal.SIGTERM, signal.SIGINT)
LISTENED_FOR = (*ENDING, signal.SIGHUP)

AFTER_A_FAULT = timedelta(minutes=1)
"""The pause when the ledger itself could not be written: whoever holds it is done by then, or the disk has room."""

PLANNED_AT_ONCE = 3
"""A job plans its next run before it has ended, and reading the list again plans it once more; the scheduler would drop what
goes beyond its count. The one thread sees to it that nothing runs twice at a time."""

KILLED = 128
"""What a shell adds to the number of the signal that ended a process."""

_log = logging.getLogger(__name__)


class Signals:
    """The signals that came; see :func:`listening`.

    The system may give a signal to any thread, which does not wake the main one: its number comes through a pipe.
    """

    def __init__(self, stopping: threading.Event) -> None:
        self._stopping = stopping
        self._inlet, self.outlet = os.pipe()
        os.set_blocking(self.outlet, False)

    def wait(self) -> int:
        """The next signal that is listened for."""
        while (number := os.read(self._inlet, 1)[0]) not in LISTENED_FOR:
            pass
        return number

    def take(self, number: int, _frame: FrameType | None) -> None:
        """Note a signal; the second that asks for the end gets it."""
        if number in ENDING:
            if self._stopping.is_set():
                os._exit(KILLED + number)
            self._stopping.set()

    def close(self) -> None:
        """Let go of the pipe."""
        os.close(self._inlet)
        os.close(self.outlet)


@contextmanager
def listening(stopping: threading.Event) -> Iterator[Signals]:
    """Have signals set ``stopping`` instead of ending the process; the ways of before come back afterwards."""
    signals = Signals(stopping)
    outlet = signal.set_wakeup_fd(signals.outlet, warn_on_full_buffer=False)
    before = {number: signal.signal(number, signals.take) for number in LISTENED_FOR}
    try:
        yield signals
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(outlet)
        signals.close()


class Service:
    """Polls at the times that the ledger keeps. One thread does all the work, one thing at a time.

    ``make`` makes another watcher, of the watch list as it stands on disk by then.
    """

    def __init__(self, watcher: Watcher, make: Callable[[], Watcher]) -> None:
        self._watcher = watcher
        self._make = make
        self._scheduler = _scheduler()
        self._working = threading.Lock()

    def run(self, signals: Signals) -> None:
        """Work until a signal ends it."""
        self._watcher.begin()
        self._plan_all()
        self._scheduler.start()
        _log.info("watching %d sources", len(self._watcher.watch_list.watched))
        while signals.wait() == signal.SIGHUP:
            self._plan("reread", self._reread, utc_now())
        _log.info("stopping")
        with (
            self._working
        ):  # the scheduler's own wait would hold the lock that work in hand needs to plan what follows it
            self._scheduler.shutdown(wait=False)

    def _plan_all(self) -> None:
        for watched in self._watcher.watch_list.watched:
            self._plan_poll(watched)
        self._scheduler.add_job(self._held(self._alert), "cron", hour=0, minute=1, id="overdue", replace_existing=True)
        self._plan_delivery()

    def _plan(self, name: str, work: Callable[[], None], moment: datetime) -> None:
        self._scheduler.add_job(self._held(work), "date", run_date=moment, id=name, replace_existing=True)

    def _held(self, work: Callable[[], None]) -> Callable[[], None]:
        """The work, during which the service does not end."""

        def held() -> None:
            with self._working:
                work()

        return held

    def _plan_poll(self, watched: Watched, *, at_least: datetime | None = None) -> None:
        moment = self._watcher.due_at(watched)
        self._plan(watched.url, lambda: self._poll(watched), max(moment, at_least or moment))

    def _plan_delivery(self) -> None:
        moment = self._watcher.delivery_due_at()
        if moment is not None:
            self._plan("delivery", self._alert, moment)

    def _poll(self, watched: Watched) -> None:
        """Poll a source, tell what came of it, and plan its next poll; nothing where it is watched no more."""
        if watched not in self._watcher.watch_list.watched:
            return

        def work() -> None:
            self._watcher.poll(watched)
            self._watcher.alert()

        pause = None if self._done(work, watched.name) else utc_now() + AFTER_A_FAULT
        self._go_on(lambda: self._plan_poll(watched, at_least=pause))

    def _alert(self) -> None:
        self._done(self._watcher.alert, "alerts")
        self._go_on(lambda: None)

    def _reread(self) -> None:
        """Watch what the watch list says now; one that cannot be read changes nothing."""
        try:
            self._watcher = self._make()
            self._watcher.begin()
        except KelisimError as error:
            _log.error("the watch list is kept as it was: %s", error)
            return
        self._scheduler.remove_all_jobs()
        self._plan_all()
        _log.info("read again: watching %d sources", len(self._watcher.watch_list.watched))

    def _go_on(self, plan: Callable[[], None]) -> None:
        if not self._watcher.stopping.is_set():
            plan()
            self._plan_delivery()

    def _done(self, work: Callable[[], None], name: str) -> bool:
        """Whether the work was done; what hindered it is said, and the service goes on."""
        try:
            if not self._watcher.stopping.is_set():
                work()
        except Stopped:
            pass
        except KelisimError as error:
            _log.error("%s: %s", name, error)
            return False
        except Exception:  # noqa: BLE001 -- one source that trips must not end the others
            _log.exception("%s: an unforeseen fault", name)
            return False
        return True


def _scheduler() -> BackgroundScheduler:
    """A scheduler that works in one thread and makes up for what came too late, once."""
    from apscheduler.executors.pool import ThreadPoolExecutor
    from apscheduler.schedulers.background import BackgroundScheduler

    defaults = {"coalesce": True, "max_instances": PLANNED_AT_ONCE, "misfire_grace_time": None}
    return BackgroundScheduler(executors={"default": ThreadPoolExecutor(1)}, job_defaults=defaults, timezone="UTC")
