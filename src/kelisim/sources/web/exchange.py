"""One request and its answer."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import ExitStack, asynccontextmanager
from datetime import datetime
from typing import BinaryIO, cast

import httpx
from msgspec import Struct

from kelisim.sources.web.body import IN_MEMORY, save
from kelisim.sources.web.failures import NOT_MODIFIED, ExchangeError, request_failure, status_failure

REDIRECTING = frozenset({301, 302, 303, 307, 308})
TAKEN = frozenset({200, 203})


class Answer(Struct, frozen=True, kw_only=True):
    """What a server answers to one request: a body, the address to ask instead, or neither: nothing has changed.

    ``at`` is the moment of the request, in UTC.
    """

    url: httpx.URL
    at: datetime
    headers: httpx.Headers
    body: BinaryIO | None = None
    location: str | None = None


class Budget:
    """The seconds that all exchanges for one address may take together."""

    def __init__(self, seconds: float) -> None:
        self._whole = self._left = seconds

    @asynccontextmanager
    async def spent(self) -> AsyncIterator[None]:
        """Count the time inside; a :class:`~kelisim.sources.web.failures.ExchangeError` when there is none left."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        try:
            async with asyncio.timeout(self._left):
                yield
        except TimeoutError as error:
            raise ExchangeError(f"it takes more than {self._whole:g} seconds; try again later", of_host=True) from error
        finally:
            self._left = max(0.0, self._left - (loop.time() - begun))


class Request(Struct, frozen=True, kw_only=True):
    """A request to be made: ``largest`` bounds the body in bytes, ``cut`` keeps its beginning where it is longer."""

    url: httpx.URL
    budget: Budget
    largest: int
    cut: bool = False
    headers: Mapping[str, str] = {}
    delay: float = 0.0


async def ask(client: httpx.AsyncClient, request: Request, now: datetime) -> Answer:
    """Make a request.

    Raises :class:`~kelisim.sources.web.failures.ExchangeError` for what goes wrong, and
    :class:`~kelisim.errors.SourceError` for what must not be asked at all.
    """
    with ExitStack() as opened:
        body = cast("BinaryIO", opened.enter_context(tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)))
        try:
            async with request.budget.spent(), client.stream("GET", request.url, headers=request.headers) as response:
                location, unchanged = _location(response), _not_modified(response, request)
                if location is None and not unchanged:
                    _check_status(response, now)
                    await save(response, body, request.largest, cut=request.cut)
        except httpx.HTTPError as error:
            raise request_failure(error) from error
        if location is not None or unchanged:
            return Answer(url=request.url, at=now, headers=response.headers, location=location)
        opened.pop_all()  # whoever reads the body closes it
        return Answer(url=request.url, at=now, headers=response.headers, body=body)


def _check_status(response: httpx.Response, now: datetime) -> None:
    if response.status_code not in TAKEN:
        raise status_failure(response, now)


def _location(response: httpx.Response) -> str | None:
    if response.status_code not in REDIRECTING:
        return None
    location: str | None = response.headers.get("location")
    if not location:
        raise ExchangeError(f"the server redirects without saying where to (status {response.status_code})")
    return location


def _not_modified(response: httpx.Response, request: Request) -> bool:
    return response.status_code == NOT_MODIFIED and bool(request.headers)
