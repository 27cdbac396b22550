"""The process in which parsers run: see :mod:`kelisim.sources.guarded`, which starts it."""

from __future__ import annotations

import contextlib
import importlib
import os
import resource
import signal
import threading
from collections.abc import Callable, Iterator
from io import FileIO
from queue import SimpleQueue

import msgspec

from kelisim.errors import KelisimError
from kelisim.sources.frames import read_frame, write_frame
from kelisim.sources.guarded import Limits, Reply, Request

LONGEST_SHOWN = 80
"""Characters of a library's complaint that are shown."""


def main() -> None:
    """Answer requests from standard input until it closes."""
    requests, answers = _pipes()
    _take_away()
    waiting: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(requests, waiting), daemon=True).start()
    while True:
        request = msgspec.msgpack.decode(waiting.get(), type=Request)
        with _limited(request.limits):
            reply = msgspec.msgpack.encode(_answer(request))
        write_frame(answers, reply)


def _pipes() -> tuple[FileIO, FileIO]:
    """Standard input and output for requests and answers alone: what libraries print goes nowhere."""
    requests, answers = FileIO(os.dup(0), "rb"), FileIO(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return requests, answers


def _take_away() -> None:
    """No file can be written, no core dumped; the alarm and the limit on computing end the process, as is their nature."""
    for what in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
        resource.setrlimit(what, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)


def _listen(requests: FileIO, waiting: SimpleQueue[bytes]) -> None:
    """Pass requests on; when there can be no more, end at once, even in the middle of a file."""
    while True:
        try:
            waiting.put(read_frame(requests))
        except (EOFError, OSError):
            os._exit(0)


@contextlib.contextmanager
def _limited(limits: Limits) -> Iterator[None]:
    """Within, more memory or time than allowed ends the process; afterwards, it may rest as long as it likes."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(usage.ru_utime + usage.ru_stime) + 1
    _limit(resource.RLIMIT_AS, limits.memory)
    _limit(resource.RLIMIT_CPU, spent + limits.computing)
    signal.alarm(limits.waiting)
    yield
    signal.alarm(0)


def _limit(what: int, amount: int) -> None:
    """Set a limit as far as the system has it and allows it."""
    _, hard = resource.getrlimit(what)
    soft = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(what, (soft, hard))


def _answer(request: Request) -> Reply:
    try:
        value = _parser(request.parser)(request.content)
        return Reply(value=msgspec.Raw(msgspec.msgpack.encode(value)))
    except KelisimError as error:
        return Reply(refusal=str(error))
    except MemoryError:
        memory = request.limits.memory // 1024**2
        return Reply(refusal=f"its reader needs more than {memory:,} MB of memory; it is spoilt or made to do harm")
    except Exception as error:  # noqa: BLE001 -- whatever a library raises on spoilt bytes must end as a sentence
        complaint = " ".join(f"{type(error).__name__} {error}".split())[:LONGEST_SHOWN]
        return Reply(refusal=f"it is spoilt, its reader gave up ({complaint}); make or fetch it anew")


def _parser(path: str) -> Callable[[bytes], object]:
    module, _, function = path.partition(":")
    parser: Callable[[bytes], object] = getattr(importlib.import_module(module), function)
    return parser


if __name__ == "__main__":
    main()
