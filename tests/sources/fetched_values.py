"""What the tests of fetching share: a clock on which waiting takes no time, remembered visits, answers with their bodies."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from faulty_server import FaultyServer

from kelisim.model import Skipped, Visit
from kelisim.sources.fetching import Fetched, Unchanged

START = datetime(2025, 2, 19, 12, tzinfo=UTC)


@dataclass
class Moments:
    """A clock on which waiting takes no time."""

    moment: float = 0.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.moment

    def today(self) -> datetime:
        return START + timedelta(seconds=self.moment)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.moment += seconds
        await asyncio.sleep(0)


@dataclass
class Remembered:
    """Visits of a table."""

    visits: dict[str, Visit] = field(default_factory=dict)

    def last_visit(self, url: str) -> Visit | None:
        return self.visits.get(url)


@dataclass
class Got:
    """An answer, its body read."""

    answer: Fetched | Unchanged | Skipped
    body: bytes = b""

    @property
    def reason(self) -> str:
        assert isinstance(self.answer, Skipped), self.answer
        return self.answer.reason

    @property
    def fetched(self) -> Fetched:
        assert isinstance(self.answer, Fetched), self.answer
        return self.answer


Serve = Callable[..., FaultyServer]
Fetch = Callable[..., list[Got]]


def answer_url(answer: Fetched | Unchanged | Skipped) -> str:
    return answer.name if isinstance(answer, Skipped) else answer.link.url


def got(answer: Fetched | Unchanged | Skipped) -> Got:
    if not isinstance(answer, Fetched):
        return Got(answer)
    with answer.body as body:
        return Got(answer, body.read())
