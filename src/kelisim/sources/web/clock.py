"""The clock that waiting goes by."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What waiting goes by."""

    def now(self) -> float:
        """Seconds that only grow."""
        ...

    def today(self) -> datetime:
        """The moment, in UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Let so much time pass."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> float:
        """Seconds that only grow."""
        return time.monotonic()

    def today(self) -> datetime:
        """The moment, in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Let so much time pass."""
        await asyncio.sleep(seconds)
