"""A stream as fastwarc wants one that can only be read forwards: it asks where it stands, and panics at a refusal."""

from __future__ import annotations

import io
import os
from collections.abc import Callable


class Forwards:
    """Reads on and on by ``read``, which gives at most so many bytes and none at the end."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read

    def read(self, size: int = io.DEFAULT_BUFFER_SIZE) -> bytes:
        """The next bytes."""
        return self._read(size)

    def tell(self) -> int:
        """Nowhere: whoever reads counts from where it begins to."""
        return 0

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Refused."""
        raise io.UnsupportedOperation(f"seek({offset}, {whence})")

    def close(self) -> None:
        """Leave that to whoever opened the stream."""
