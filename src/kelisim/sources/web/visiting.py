"""The whole way from a link to what stands at it: rules of the host, redirects, conditions, the answer."""

from __future__ import annotations

import logging
import tempfile
from datetime import date, timedelta

import httpx
import msgspec

from kelisim.errors import SourceError
from kelisim.model import Link, Skipped, Visit
from kelisim.sources.fetching import Fetched, Unchanged
from kelisim.sources.web.address import address_of, next_address
from kelisim.sources.web.exchange import Answer, Budget, Request
from kelisim.sources.web.failures import is_lasting
from kelisim.sources.web.manner import REDIRECTS, Manner
from kelisim.sources.web.queues import Queues
from kelisim.sources.web.robots import Robots

SETTLED = timedelta(days=2)
"""So long before the last visit must a document have changed, by what its source says, for that visit to have seen it: a day
for the time zone of a date without one, a day for sources that are late."""

LONGEST_VALIDATOR = 500
"""Characters of an ``ETag`` that are sent back; those of common servers have at most 70."""

_log = logging.getLogger(__name__)


class Visitor:
    """Visits links; made on the event loop that it is used on."""

    def __init__(self, queues: Queues, manner: Manner) -> None:
        self._queues = queues
        self._robots = Robots(queues, manner)
        self._manner = manner

    async def visit(self, link: Link, last: Visit | None) -> Fetched | Unchanged | Skipped:
        """What stands at a link; ``last`` is the last visit of its address."""
        try:
            return await self._visited(link, last)
        except SourceError as error:
            return Skipped(link.url, str(error), lasting=is_lasting(error))
        except OSError as error:
            where = tempfile.gettempdir()
            return Skipped(link.url, f"it cannot be kept in a temporary file ({error.strerror}); make room in {where}")
        except Exception as error:  # noqa: BLE001 -- the run goes on, whatever happens to one address
            _log.info("%s could not be fetched", link.url, exc_info=True)
            return Skipped(link.url, f"it could not be fetched ({type(error).__name__}: {error})")

    async def _visited(self, link: Link, last: Visit | None) -> Fetched | Unchanged:
        url = address_of(link.url)
        if last and _settled(link, last):
            return Unchanged(link)
        budget, passed = Budget(self._manner.longest), [url]
        answer = await self._asked(url, budget, last)
        while answer.location is not None:
            url = _onward(passed, answer.location)
            try:
                answer = await self._asked(url, budget, None)
            except SourceError as error:
                raise SourceError(f"it redirects to {url}, and there {error}") from error
        if answer.body is None:
            return Unchanged(link)
        visit = Visit(url=link.url, at=answer.at.isoformat())
        return _fetched(link, answer, visit if len(passed) > 1 else _with_validators(visit, answer.headers))

    async def _asked(self, url: httpx.URL, budget: Budget, last: Visit | None) -> Answer:
        rules = await self._robots.rules(url)
        rules.check(url)
        return await self._queues.ask(
            Request(
                url=url,
                budget=budget,
                largest=self._manner.largest,
                headers=_conditions(last) if last else {},
                delay=rules.delay,
            )
        )


def _onward(passed: list[httpx.URL], location: str) -> httpx.URL:
    """The next address on the way, which it is added to."""
    try:
        url = next_address(passed[-1], location)
    except SourceError as error:
        raise SourceError(f"where it redirects to, {error}") from error
    if url in passed:
        raise SourceError("it redirects in a circle; it may want cookies, which are not kept")
    if len(passed) > REDIRECTS:
        raise SourceError(f"it redirects more than {REDIRECTS} times")
    passed.append(url)
    return url


def _settled(link: Link, last: Visit) -> bool:
    """Whether the source says that the document has not changed since long before the last visit."""
    try:
        changed, seen = date.fromisoformat((link.changed or "")[:10]), date.fromisoformat(last.at[:10])
    except ValueError:
        return False
    return changed + SETTLED <= seen


def _conditions(last: Visit) -> dict[str, str]:
    """The headers that ask for an answer only if it is another than at the last visit (RFC 9110, section 13.1)."""
    given = {"If-None-Match": last.etag, "If-Modified-Since": last.modified}
    return {name: value for name, value in given.items() if value}


def _validator(value: str | None) -> str | None:
    """What a server wants to be told at the next visit, where it can be sent back."""
    sendable = value and value.isascii() and value.isprintable() and len(value) <= LONGEST_VALIDATOR
    return value if sendable else None


def _with_validators(visit: Visit, headers: httpx.Headers) -> Visit:
    """A visit with what is to be told the server at the next one.

    Behind a redirect they are left out: they belong to the page that the redirect led to, and it may lead to another then.
    """
    return msgspec.structs.replace(
        visit, etag=_validator(headers.get("etag")), modified=_validator(headers.get("last-modified"))
    )


def _fetched(link: Link, answer: Answer, visit: Visit) -> Fetched:
    assert answer.body is not None  # noqa: S101 -- told from the others before
    media = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Fetched(
        link=link,
        url=str(answer.url),
        body=answer.body,
        visit=visit,
        media=media or None,
        charset=httpx.Response(200, headers=answer.headers).charset_encoding,
    )
