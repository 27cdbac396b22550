"""How far reading has come: bytes of files that were read, and links that were followed, of all that are known of."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

LINK = 100_000
"""So many bytes of a file weigh as much as a link: an ordinary page has about so many."""


class Extent:
    """What there is to read and what has been read of it, in bytes; ``total`` is ``None`` where nobody can know."""

    def __init__(self) -> None:
        self.total: int | None = 0
        self._before = 0
        self._stream: BinaryIO | None = None
        self._size = 0

    @property
    def done(self) -> int:
        """Bytes that have been read, with those of the file in hand up to where it is being read."""
        position = 0
        with suppress(OSError, ValueError):  # a closed stream, or one that cannot say
            position = self._stream.tell() if self._stream else 0
        return self._before + min(position, self._size)

    def expect(self, sizes: Iterable[int | None]) -> None:
        """There is more to read than was known; ``None`` says that nobody knows how much."""
        for size in sizes:
            self.total = None if self.total is None or size is None else self.total + size

    def pass_link(self) -> None:
        """A link was followed."""
        self._before += LINK

    @contextmanager
    def reading(self, stream: BinaryIO) -> Iterator[None]:
        """A file is read meanwhile."""
        self._stream, self._size = stream, os.fstat(stream.fileno()).st_size
        try:
            yield
        finally:
            self._stream, self._before = None, self._before + self._size
