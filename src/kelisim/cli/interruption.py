"""Ctrl-C and SIGTERM while documents are added: the first ends the document in hand, the second ends at once."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Self

from kelisim.summary import Listener, Stopped

GRACE = 2.0
"""Seconds that the document in hand has to end; ours, nearly all are read in a tenth of it, but a server may keep us waiting."""

_ENDING = b"\nkelisim: ending the document in hand; interrupt again to stop at once\n"


class Interruptible(Listener):
    """A listener whom both signals stop as long as it is entered, in the main thread.

    What has not ended by :data:`GRACE` is broken off by :class:`~kelisim.summary.Stopped`, unless it is being recorded.
    """

    def __init__(self) -> None:
        self._recording = 0
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        for number, handler in ((signal.SIGINT, self._ask), (signal.SIGTERM, self._ask), (signal.SIGALRM, self._cut)):
            self._before[number] = signal.signal(number, handler)
        return self

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in self._before.items():
            signal.signal(number, handler)

    @contextmanager
    def undisturbed(self) -> Iterator[None]:
        """Something is recorded meanwhile, which only a second signal breaks off: nothing of it is kept then."""
        self._recording += 1
        try:
            yield
        finally:
            self._recording -= 1

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        if self.stopping:
            raise KeyboardInterrupt
        self.stopping = True
        os.write(2, _ENDING)  # not through a buffer that the signal may have interrupted
        signal.setitimer(signal.ITIMER_REAL, GRACE)

    def _cut(self, _number: int, _frame: FrameType | None) -> None:
        if not self._recording:
            raise Stopped
