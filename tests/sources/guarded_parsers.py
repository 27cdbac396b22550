"""Parsers for the guarded process that do what spoilt files make real ones do."""

from __future__ import annotations

import fcntl
import os
import sys
import time

from kelisim.errors import SourceError


def length(content: bytes) -> int:
    return len(content)


def abort(_content: bytes) -> int:
    os.abort()


def leave(_content: bytes) -> int:
    os._exit(7)


def compute(_content: bytes) -> int:
    while True:
        pass


def wait(_content: bytes) -> int:
    time.sleep(60)
    return 0


def hold(content: bytes) -> int:
    """Wait with a lock on a file, which the system takes back when the process ends, and say so in another file."""
    lock = os.open(content, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    os.close(os.open(content + b".held", os.O_CREAT))
    return wait(content)


def eat(_content: bytes) -> int:
    return len(bytearray(8 * 1024**3))


def recurse(content: bytes) -> int:
    return recurse(content) + 1


def refuse(_content: bytes) -> int:
    raise SourceError("it is not to my liking; bring another")


def write(content: bytes) -> int:
    with open(content, "wb") as file:  # noqa: PTH123
        return file.write(b"x" * 100_000)


def chatter(_content: bytes) -> int:
    print("x" * 100_000)  # noqa: T201
    sys.stdout.flush()
    os.write(2, b"y" * 100_000)
    return len(sys.stdin.read())


def surrogate(_content: bytes) -> str:
    return "\ud800"
