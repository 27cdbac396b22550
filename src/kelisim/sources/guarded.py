"""Parsers of formats that crash, hang or eat memory run in a process of their own, with limits.

One process is started at the first need, reads many files, and is started anew after one that killed it. It has no terminal,
can write no file, and ends when the process that started it does. Where the system does not honour a limit on memory
(macOS), those on time remain.
"""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import threading
from typing import TypeVar

import msgspec
from msgspec import Struct

from kelisim.errors import SourceError
from kelisim.sources.frames import read_frame, write_frame

REUSES = 500
"""Files read by one process, so that what a library leaks stays bounded; a start costs two tenths of a second."""

WORKER = "kelisim.sources.guarded_worker"

Answer = TypeVar("Answer")


class Limits(Struct, frozen=True, kw_only=True):
    """What one file may use: bytes of address space, seconds of computing, seconds by the clock.

    Ours: the largest document that is read (64 MB of XML) needs half the memory, a thousand pages thirty seconds; the clock
    leaves room for a machine that is busy with other things.
    """

    memory: int = 2 * 1024**3
    computing: int = 120
    waiting: int = 300


class Request(Struct, frozen=True):
    """What is asked of the process: the import path ``module:function`` of a parser, the file, and its limits."""

    parser: str
    content: bytes
    limits: Limits


class Reply(Struct, frozen=True, omit_defaults=True):
    """What the process answers: the parser's value, encoded, or in one sentence why there is none."""

    value: msgspec.Raw = msgspec.Raw()
    refusal: str | None = None


def parse(parser: str, content: bytes, answer: type[Answer], limits: Limits | None = None) -> Answer:
    """What ``module:function`` makes of ``content``, in the other process.

    ``answer`` is the type of its value, one that msgspec can encode. Raises :class:`~kelisim.errors.SourceError` with the
    parser's own sentence, or with what killed the process.
    """
    reply = _guard.ask(Request(parser, content, limits or Limits()))
    if reply.refusal is not None:
        raise SourceError(reply.refusal)
    return msgspec.msgpack.decode(reply.value, type=answer)


class Guard:
    """The other process, asked one question at a time by whichever thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._uses = 0

    @property
    def process(self) -> int | None:
        """The id of the process, ``None`` before it is needed."""
        return self._process.pid if self._process else None

    def ask(self, request: Request) -> Reply:
        """The answer of the process, or what killed it."""
        with self._lock:
            process = self._ready()
            try:
                return _exchange(process, request)
            except (OSError, EOFError, msgspec.DecodeError):
                return Reply(refusal=_cause(self._stop(), request.limits))
            except BaseException:
                self._stop()  # its answer is still to come, and would be taken for that to the next question
                raise

    def close(self) -> None:
        """End the process; the next question starts another."""
        with self._lock:
            self._stop()

    def forget(self) -> None:
        """Leave the process to the parent that this process was forked from, and keep nothing of it open."""
        process, self._process, self._lock = self._process, None, threading.Lock()
        if process is not None:
            _close_pipes(process)
            process.returncode = 0  # it is no child of this process: there is nothing to wait for

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._uses >= REUSES or (self._process is not None and self._process.poll() is not None):
            self._stop()
        if self._process is None:
            self._process, self._uses = _start(), 0
        self._uses += 1
        return self._process

    def _stop(self) -> int:
        process, self._process, self._uses = self._process, None, 0
        if process is None:
            return 0
        process.kill()  # without effect on the status of one that is ending by itself
        _close_pipes(process)
        return process.wait()


def _start() -> subprocess.Popen[bytes]:
    """The process, in a session of its own: an interrupt at the terminal is ours to handle, not its."""
    command = [sys.executable, "-P", "-B", "-m", WORKER]
    return subprocess.Popen(  # noqa: S603 -- our own interpreter and module
        command,
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _exchange(process: subprocess.Popen[bytes], request: Request) -> Reply:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    write_frame(process.stdin, msgspec.msgpack.encode(request))
    return msgspec.msgpack.decode(read_frame(process.stdout), type=Reply)


def _close_pipes(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()


def _cause(status: int, limits: Limits) -> str:
    """What ended the process, from its exit status."""
    if status == -signal.SIGALRM:
        return f"its reader did not come to an end in {limits.waiting} seconds; it is spoilt or made to do harm"
    if status == -signal.SIGXCPU:
        return f"its reader computed for more than {limits.computing} seconds; it is spoilt or made to do harm"
    if status == -signal.SIGKILL:
        return "its reader was killed, perhaps by a system short of memory; try it again by itself"
    ended = f"signal {-status}" if status < 0 else f"status {status}"
    return f"it broke its reader ({ended}); it is spoilt or made to do harm: make or fetch it anew"


_guard = Guard()
atexit.register(_guard.close)
os.register_at_fork(after_in_child=_guard.forget)
