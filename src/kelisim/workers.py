"""Work done side by side by processes of our own, and given back in the order in which it was asked for.

Each process takes one task after the other and answers in that order, so that it is known which task it had in hand when it
died (the system kills what takes too much memory): this one is lost, those behind it go to another. A process is started as
``python -m kelisim.workers``, not as a copy of the caller, who may have threads, an open ledger and any ``__main__``.
"""

from __future__ import annotations

import importlib
import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe, wait
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, Generic, Self, TypeVar

from kelisim.errors import ConfigError

Task = TypeVar("Task")

HELD = 3
"""Tasks that a process has, with the one in hand: it need not wait then while the caller is busy with results."""

AHEAD = 64
"""Items a process that are drawn before the oldest is done: one slow task does not hold up the others."""

LARGEST_AHEAD = 64 * 1024 * 1024
"""Bytes of tasks drawn and not done beyond which no other is drawn."""

READY = b""
"""What a process says when it can begin."""

OOM_SCORE = Path("/proc/self/oom_score_adj")
FIRST_TO_GO = "500"
"""What a process adds to its score with the system, which then ends it, and not the caller, when memory is short."""


@dataclass(frozen=True)
class Lost(Generic[Task]):
    """A task whose process died with it in hand, and ``how``, in words that follow "the process was"."""

    task: Task
    how: str


@dataclass
class _Slot:
    """The place of an item in the order: the task as it is sent, and what stands in its place once it is ``done``."""

    message: bytes = b""
    result: Any = None
    done: bool = False

    def finish(self, result: Any) -> None:
        self.message, self.result, self.done = b"", result, True


class Workers:
    """Up to ``jobs`` processes, started as they are needed, that do ``work``: a function as ``package.module:function``.

    Use as a context manager: at its end they are gone, whatever they had in hand. The function has to raise nothing, since
    that ends its process.
    """

    def __init__(self, work: str, jobs: int) -> None:
        self._work = work
        self._jobs = jobs
        self._processes: list[_Process] = []
        self._slots: deque[_Slot] = deque()
        self._waiting: deque[_Slot] = deque()
        self._bytes = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.end()
            process.connection.close()

    def run(self, items: Iterable[Any], kind: type[Task]) -> Iterator[Any]:
        """The result of each item that is a ``kind``, or :class:`Lost`, and other items as they are, all in their order.

        Raises :class:`~kelisim.errors.ConfigError` when no process can be started.
        """
        source = iter(items)
        more = True
        while more or self._slots:
            while self._slots and self._slots[0].done:
                yield self._slots.popleft().result
            if more and len(self._slots) < self._jobs * AHEAD and self._bytes < LARGEST_AHEAD:
                more = self._draw(source, kind)
            elif self._slots:
                self._collect(None)

    def _draw(self, source: Iterator[Any], kind: type[Task]) -> bool:
        """Take the next item from its source; whether there was one."""
        for item in source:
            if isinstance(item, kind):
                slot = _Slot(pickle.dumps(item))
                self._bytes += len(slot.message)
                self._waiting.append(slot)
                self._collect(0)
            else:
                slot = _Slot(result=item, done=True)
            self._slots.append(slot)
            return True
        return False

    def _collect(self, seconds: float | None) -> None:
        """Give out what is waiting and take in the results that are there; ``None`` waits for one."""
        self._give()
        connections: dict[Any, _Process] = {process.connection: process for process in self._processes if process.held}
        for connection in wait(connections, seconds):
            process = connections[connection]
            if not self._receive(process):
                self._bury(process)
        self._give()

    def _give(self) -> None:
        while self._waiting and (process := self._free()) is not None:
            if process.send(self._waiting[0]):
                self._waiting.popleft()
            else:
                self._bury(process)

    def _free(self) -> _Process | None:
        """The process with the fewest tasks, if it has room; a new one while all are busy and there may be more."""
        least = min(self._processes, key=lambda process: len(process.held), default=None)
        if (least is None or least.held) and len(self._processes) < self._jobs:
            least = _Process(self._work)
            self._processes.append(least)
        return least if least is not None and len(least.held) < HELD else None

    def _receive(self, process: _Process) -> bool:
        """Take in the next answer of a process; whether it lives."""
        held = sum(len(slot.message) for slot in process.held)
        alive = process.receive()
        self._bytes -= held - sum(len(slot.message) for slot in process.held)
        return alive

    def _bury(self, process: _Process) -> None:
        """Let a dead process go: the task that it had in hand is lost, those behind it go to another."""
        self._processes.remove(process)
        how = process.end()
        while process.has_answered() and self._receive(process):
            pass
        process.connection.close()
        if not process.ready:
            raise ConfigError(f"no process can be started to read beside this one (it was {how}); read with --jobs 1")
        if process.held:
            slot = process.held.popleft()
            self._bytes -= len(slot.message)
            slot.finish(Lost(pickle.loads(slot.message), how))  # noqa: S301 -- our own
        self._waiting.extendleft(reversed(process.held))


class _Process:
    """One process, and the tasks that it ``held`` and has not answered, the one in hand first."""

    def __init__(self, work: str) -> None:
        self.held: deque[_Slot] = deque()
        self.ready = False
        self.connection, theirs = Pipe()
        command = [sys.executable, "-P", "-m", __name__, str(theirs.fileno()), work]
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 -- our own module
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                start_new_session=True,  # Ctrl-C is for the caller to answer
            )

    def send(self, slot: _Slot) -> bool:
        """Give it a task; whether it lives."""
        try:
            self.connection.send_bytes(slot.message)
        except OSError:
            return False
        self.held.append(slot)
        return True

    def receive(self) -> bool:
        """Wait for its next answer and take it in; whether it lives."""
        try:
            answer = self.connection.recv_bytes()
        except (EOFError, OSError):
            return False
        if answer == READY:
            self.ready = True
        else:
            self.held.popleft().finish(pickle.loads(answer))  # noqa: S301 -- our own
        return True

    def has_answered(self) -> bool:
        """Whether there is an answer, or the news of its end, to be received."""
        try:
            return self.connection.poll()
        except OSError:
            return False

    def end(self) -> str:
        """End it at once; what it died of if it was dead, in words that follow "it was"."""
        self._process.kill()
        status = self._process.wait()
        return f"ended by {signal.Signals(-status).name}" if status < 0 else f"ended with status {status}"


def serve(connection: Connection[Any, Any], work: str) -> None:
    """Do the tasks that come in, one after the other, until the caller is gone."""
    module, _, name = work.partition(":")
    function = getattr(importlib.import_module(module), name)
    with suppress(OSError):
        OOM_SCORE.write_text(FIRST_TO_GO)
    tasks: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_take_in, args=(connection, tasks), daemon=True).start()
    with suppress(BrokenPipeError):
        connection.send_bytes(READY)
        while True:
            connection.send_bytes(pickle.dumps(function(pickle.loads(tasks.get()))))  # noqa: S301 -- our own


def _take_in(connection: Connection[Any, Any], tasks: SimpleQueue[bytes]) -> None:
    """Take tasks in at once, so that the caller never waits to hand one over; at their end the process ends."""
    try:
        while True:
            tasks.put(connection.recv_bytes())
    except (EOFError, OSError):
        os._exit(0)


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])), sys.argv[2])
