from __future__ import annotations

import errno
import os
import socket
from datetime import UTC, datetime

import httpx
import pytest

from kelisim.sources.web.failures import ExchangeError, request_failure, retry_after

MOMENT = datetime(2025, 2, 19, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cause", "reason", "again"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "the host's name is not known", False),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure"), "no name server tells where the host is", True),
        (OSError(errno.ENETUNREACH, os.strerror(errno.ENETUNREACH)), "there is no way to the host", True),
        (ExceptionGroup("all failed", [OSError(errno.EHOSTUNREACH, "x")]), "there is no way to the host", True),
        (OSError(errno.EPIPE, "x"), "the connection broke off", True),
    ],
)
def test_what_lies_behind_an_error_is_told(cause: Exception, reason: str, again: bool) -> None:  # noqa: FBT001
    error = httpx.ConnectError("")
    error.__cause__ = cause
    failure = request_failure(error)
    assert isinstance(failure, ExchangeError)
    assert str(failure).startswith(reason)
    assert (failure.again, failure.of_host) == (again, True)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        *((None, None), ("", None), ("soon", None), ("-5", None), ("1.5", None)),
        *(("0", 0.0), (" 120 ", 120.0)),
        *(("Wed, 19 Feb 2025 12:01:00 GMT", 60.0), ("Wed, 19 Feb 2025 11:00:00 GMT", 0.0), ("19 Feb 2025 12:01", None)),
    ],
)
def test_what_a_server_asks_to_wait(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, MOMENT) == seconds
