"""Real servers on this machine that take what channels deliver."""

from __future__ import annotations

import hashlib
import hmac
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

SECRET = "a secret of two"  # noqa: S105 -- the receiver's and the sender's


class Receiver:
    """A receiver of webhooks: verifies each request, answers as it is told, keeps what it took."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, bytes]] = []
        self.answers: list[int] = []
        self.asked = 0
        self.held: threading.Event | None = None
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                outer.answer(self)

            def log_message(self, *_: Any) -> None:
                """Keep quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/hook"

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        self.asked += 1
        body = request.rfile.read(int(request.headers["Content-Length"]))
        if self.held is not None:
            self.held.wait()
        status = self.answers.pop(0) if self.answers else 204
        if not verified(request.headers, body):
            status = 401
        if status == 204:
            self.taken.append((request.headers["X-Kelisim-Id"], body))
        request.send_response(status)
        request.send_header("Location", "/elsewhere")
        request.end_headers()


def verified(headers: Any, body: bytes) -> bool:
    signed = headers["X-Kelisim-Timestamp"].encode() + b"." + body
    expected = "sha256=" + hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, headers["X-Kelisim-Signature"])


@contextmanager
def receiving() -> Iterator[Receiver]:
    receiver = Receiver()
    thread = threading.Thread(target=receiver.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield receiver
    finally:
        if receiver.held is not None:
            receiver.held.set()
        receiver.server.shutdown()
        receiver.server.server_close()
        thread.join()


class Mailbox:
    """What an SMTP server took; it refuses everything while ``refusing``."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.logins: list[tuple[bytes, bytes]] = []
        self.refusing = False

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 -- aiosmtpd's name
        if self.refusing:
            return "451 try again later"
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        self.recipients.append(envelope.rcpt_tos)
        return "250 taken"

    def login(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: LoginPassword) -> AuthResult:
        self.logins.append((data.login, data.password))
        return AuthResult(success=data.password == SECRET.encode(), handled=False)


@contextmanager
def mail_server(*, with_login: bool = False, **options: Any) -> Iterator[tuple[Mailbox, int]]:
    """A mailbox, and the port of its server."""
    mailbox = Mailbox()
    if with_login:
        options |= {"authenticator": mailbox.login, "auth_required": True}
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    try:
        yield mailbox, controller.port
    finally:
        controller.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
