"""Why an address could not be fetched, in one sentence, and what follows from it."""

from __future__ import annotations

import errno
import re
import socket
import ssl
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime

import httpx
from httpx_secure import SSRFProtectionError

from kelisim.errors import SourceError

NOT_MODIFIED = 304
TOO_MANY_REQUESTS = 429

BUSY = frozenset({408, 425, TOO_MANY_REQUESTS, 502, 503, 504})
"""Statuses that pass: the server is asked again."""

STATUSES = {
    401: "the server wants a password for it",
    402: "the server wants money for it",
    403: "the server forbids it",
    404: "the server has no such page; check the address",
    407: "the proxy wants a password; put it into the proxy's address in the environment",
    410: "the server has taken the page away for good",
    429: "the server says that it is asked too often; try again later, or with a longer --delay",
    451: "the server withholds it for legal reasons",
    500: "the server failed over it",
    502: "the server behind the host does not answer; try again later",
    503: "the server is not available; try again later",
    504: "the server behind the host does not answer in time; try again later",
}

LASTING = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})
"""Answers of a name server that do not pass."""

UNREACHED = {
    errno.ECONNREFUSED: "the host refuses the connection; try again later",
    errno.ENETUNREACH: "there is no way to the host; check the connection to the network",
    errno.EHOSTUNREACH: "there is no way to the host; check the connection to the network",
}
"""What keeps a connection from coming about."""

_QUOTED = re.compile(r"\n|: bytearray| \(")


class ExchangeError(SourceError):
    """An exchange that failed.

    ``again``: another try may succeed. ``of_host``: not this page but its host is at fault. ``after``: seconds that the
    server asks to wait. ``status``: what it answered, ``None`` where it did not.
    """

    def __init__(
        self,
        reason: str,
        *,
        again: bool = False,
        of_host: bool = False,
        after: float | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(reason)
        self.again = again
        self.of_host = of_host
        self.after = after
        self.status = status


def status_failure(response: httpx.Response, now: datetime) -> ExchangeError:
    """What a status other than success means."""
    status = response.status_code
    kind = "refuses it" if status < httpx.codes.INTERNAL_SERVER_ERROR else "failed over it"
    reason = STATUSES.get(status, f"the server {kind}" if status >= httpx.codes.BAD_REQUEST else "it is no page")
    return ExchangeError(
        f"{reason} (status {status})",
        again=status in BUSY,
        of_host=status in BUSY or status >= httpx.codes.INTERNAL_SERVER_ERROR,
        after=retry_after(response.headers.get("retry-after"), now),
        status=status,
    )


def is_lasting(error: SourceError) -> bool:
    """Whether another try would end in the same way: the server or its rules have decided, or the address cannot be asked."""
    failure = error if isinstance(error, ExchangeError) else error.__cause__
    if not isinstance(failure, ExchangeError):
        return True
    status = failure.status or 0
    return httpx.codes.BAD_REQUEST <= status < httpx.codes.INTERNAL_SERVER_ERROR and status not in BUSY


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that ``Retry-After`` asks to wait, given as such or as a date (RFC 9110, section 10.2.3).

    >>> from datetime import UTC
    >>> moment = datetime(2025, 2, 19, 12, tzinfo=UTC)
    >>> retry_after("120", moment), retry_after("Wed, 19 Feb 2025 12:01:00 GMT", moment), retry_after("soon", moment)
    (120.0, 60.0, None)
    """
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - now).total_seconds())
    except (TypeError, ValueError):
        return None


def request_failure(error: httpx.HTTPError) -> SourceError:
    """What an exchange that broke down means."""
    if isinstance(error, SSRFProtectionError):
        return SourceError(private_reason(error.hostname, str(error.ip_addr)))
    if isinstance(error, httpx.ConnectTimeout):
        return ExchangeError("the host does not take a connection in time; try again later", again=True, of_host=True)
    if isinstance(error, httpx.TimeoutException):
        return ExchangeError("the server fell silent; try again later", again=True, of_host=True)
    if isinstance(error, httpx.ProxyError):
        return ExchangeError(f"the proxy refuses it{_particulars(error)}; check the proxy's address", of_host=True)
    for cause in _causes(error):
        known = _known_cause(cause)
        if known:
            return known
    if isinstance(error, httpx.RemoteProtocolError):
        return ExchangeError(f"the server's answer is broken{_particulars(error)}", again=True, of_host=True)
    return ExchangeError(f"the connection broke off{_particulars(error)}; try again later", again=True, of_host=True)


def private_reason(host: str, address: str) -> str:
    """Why an address inside is refused."""
    where = address if host in (address, f"[{address}]") else f"{host} ({address})"
    return f"{where} is no public address of the internet; --allow-private lets it be fetched"


def _known_cause(cause: BaseException) -> ExchangeError | None:
    if isinstance(cause, ssl.SSLCertVerificationError):
        return ExchangeError(
            f"the server's certificate cannot be trusted ({cause.verify_message.rstrip('.')})", of_host=True
        )
    if isinstance(cause, ssl.SSLError):
        return ExchangeError(f"no encrypted connection comes about ({cause.reason or cause})", of_host=True)
    if isinstance(cause, socket.gaierror):
        if cause.errno in LASTING:
            return ExchangeError(f"the host's name is not known ({cause.strerror}); check it", of_host=True)
        reason = f"no name server tells where the host is ({cause.strerror}); check the connection to the network"
        return ExchangeError(reason, again=True, of_host=True)
    if isinstance(cause, OSError) and cause.errno in UNREACHED:
        return ExchangeError(UNREACHED[cause.errno], again=True, of_host=True)
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The errors behind an error, those in groups too."""
    seen: set[int] = set()
    waiting: list[BaseException] = [error]
    while waiting:
        cause = waiting.pop()
        if id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        waiting += cause.exceptions if isinstance(cause, BaseExceptionGroup) else ()
        waiting += [before for before in (cause.__context__, cause.__cause__) if before is not None]


def _particulars(error: Exception) -> str:
    """What a library says of an error, in brackets, without the bytes that it quotes."""
    said = _QUOTED.split(str(error).strip())[0].rstrip(".")
    return f" ({said})" if said else ""
