"""Saying what was skipped, and why, without a flood."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable

from kelisim.cli.write import printable
from kelisim.model import Skipped
from kelisim.summary import MOST_CAUSES, OTHER

MOST_ON_TERMINAL = 10
MOST_IN_FILE = 1000
"""So many inputs of one cause are named on a terminal, or where a program reads; of the others, their number is."""


class Telling:
    """Says each input with its reason, of many with one cause the first only."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._most = MOST_ON_TERMINAL if sys.stderr.isatty() else MOST_IN_FILE
        self._told: Counter[str] = Counter()

    def tell(self, item: Skipped) -> None:
        """Say one input and its reason, unless enough were said of that cause."""
        cause = item.cause if item.cause in self._told or len(self._told) < MOST_CAUSES else OTHER
        self._told[cause] += 1
        if self._told[cause] <= self._most:
            self._say(f"kelisim: {printable(item.name)}: {printable(item.reason)}")

    def end(self, where: str) -> None:
        """Say how many more there were; ``where`` says where all of them are."""
        for cause, count in self._told.items():
            if count > self._most:
                self._say(f"kelisim: and {count - self._most:,} more: {printable(cause)}; {where}")
