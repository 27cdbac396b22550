"""Ending soon, whatever hangs: work that may wait for others is done aside and left there when it is time to stop."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TypeVar

Item = TypeVar("Item")

LOOKED_EVERY = 0.2
"""Seconds between two looks at whether to stop."""


class Stopped(Exception):  # noqa: N818 -- it says what happened; nothing is wrong
    """It is time to stop; what was begun aside is left to itself."""


def aside(make: Callable[[], Iterator[Item]], stopping: threading.Event) -> Iterator[Item]:
    """The items of an iterator that another thread draws, one ahead; they end early when it is time to stop.

    What the iterator raises is raised here. The thread does not keep the process from ending.
    """
    drawn: queue.Queue[Item | _Ended] = queue.Queue(maxsize=1)
    left = threading.Event()
    threading.Thread(target=_draw, args=(make, drawn, left), name="kelisim aside", daemon=True).start()
    try:
        while not stopping.is_set():
            try:
                item = drawn.get(timeout=LOOKED_EVERY)
            except queue.Empty:
                continue
            if not isinstance(item, _Ended):
                yield item
            elif item.error is None:
                return
            else:
                raise item.error
    finally:
        left.set()


class _Ended:
    """The end of what was drawn, with the error that ended it."""

    def __init__(self, error: Exception | None) -> None:
        self.error = error


def _draw(make: Callable[[], Iterator[Item]], drawn: queue.Queue[Item | _Ended], left: threading.Event) -> None:
    error: Exception | None = None
    try:
        for item in make():
            if not _handed_over(item, drawn, left):
                return
    except Exception as raised:  # noqa: BLE001 -- raised again where the items are wanted
        error = raised
    _handed_over(_Ended(error), drawn, left)


def _handed_over(item: Item | _Ended, drawn: queue.Queue[Item | _Ended], left: threading.Event) -> bool:
    """Whether the item was handed over before whoever wanted it left."""
    while not left.is_set():
        with suppress(queue.Full):
            drawn.put(item, timeout=LOOKED_EVERY)
            return True
    return False


def do_aside(work: Callable[[], None], stopping: threading.Event) -> None:
    """Do some work aside; :class:`Stopped` when it is time to stop before it is done."""
    done = threading.Event()

    def once() -> Iterator[None]:
        work()
        done.set()
        yield None

    for _ in aside(once, stopping):
        pass
    if not done.is_set():
        raise Stopped
