"""Messages between two processes over a pipe: eight bytes that give the length, then as many bytes."""

from __future__ import annotations

import struct
from typing import IO

LONGEST = 256 * 1024 * 1024
"""Bytes of a message; what announces a longer one is no parser's answer."""

_LENGTH = struct.Struct(">Q")


def write_frame(pipe: IO[bytes], message: bytes) -> None:
    """Write one message to an unbuffered pipe; raises ``OSError`` when nobody reads it."""
    for part in (_LENGTH.pack(len(message)), message):
        view = memoryview(part)
        while view:
            view = view[pipe.write(view) :]


def read_frame(pipe: IO[bytes]) -> bytes:
    """Read one message; raises ``EOFError`` when the other end closed, or announces more than :data:`LONGEST` bytes."""
    (length,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))
    if length > LONGEST:
        raise EOFError
    return _exactly(pipe, length)


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    message = bytearray()
    while len(message) < length:
        part = pipe.read(min(length - len(message), 1 << 20))
        if not part:
            raise EOFError
        message += part
    return bytes(message)
