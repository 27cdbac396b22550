"""A server on loopback that answers each path as it is told to, well or badly, and remembers what it was asked."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Self

Route = Callable[["Conversation"], None]
LONGEST_REQUEST = 64 * 1024


@dataclass(frozen=True)
class Received:
    path: str
    headers: dict[str, str]
    moment: float


@dataclass
class Conversation:
    """One request, and the connection to answer it on."""

    connection: socket.socket
    request: Received
    stopping: threading.Event
    sent: int = 0
    open: bool = True

    def send(self, content: bytes) -> None:
        self.connection.sendall(content)
        self.sent += len(content)

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        """A whole answer; ``Content_Length`` may state a wrong length."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        lines = [f"HTTP/1.1 {status} X", *(f"{name}: {value}" for name, value in named.items())]
        if "Content-Length" not in named:
            lines.append(f"Content-Length: {len(body)}")
        self.send("\r\n".join([*lines, "", ""]).encode() + body)

    def hang(self) -> None:
        """Say nothing more until the server is stopped or the client is gone."""
        self.connection.settimeout(0.02)
        while not self.stopping.is_set():
            try:
                if not self.connection.recv(1):
                    break
            except TimeoutError:
                continue
            except OSError:
                break
        self.drop()

    def drop(self) -> None:
        self.open = False

    def tunnel(self, port: int) -> None:
        """Pass everything on to a server on loopback and back, as a proxy does."""
        with socket.create_connection(("127.0.0.1", port)) as onward:
            backward = threading.Thread(target=_pump, args=(onward, self.connection))
            backward.start()
            _pump(self.connection, onward)
            backward.join()
        self.drop()


def _pump(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while part := source.recv(65536):
            target.sendall(part)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)


@dataclass
class FaultyServer:
    """``routes`` lead from a path (its query left out) to what is done about it; another path is 404.

    ``now`` gives the moments at which requests are noted. It counts ``connections`` before any byte is read from them.
    """

    routes: Mapping[str, Route] = field(default_factory=dict)
    host: str = "127.0.0.1"
    port: int = 0
    tls: ssl.SSLContext | None = None
    now: Callable[[], float] = lambda: 0.0
    requests: list[Received] = field(default_factory=list)
    connections: int = 0

    def __post_init__(self) -> None:
        self._stopping = threading.Event()
        self._listener = socket.create_server((self.host, self.port))
        self.port = self._listener.getsockname()[1]
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self._start(self._listen)
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        self._listener.close()

    def url(self, path: str = "/", host: str | None = None) -> str:
        return f"http{'s' if self.tls else ''}://{host or self.host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, without robots.txt."""
        return [request.path for request in self.requests if request.path != "/robots.txt"]

    def _start(self, target: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=target, args=arguments)
        self._threads.append(thread)
        thread.start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._start(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), self._secured(connection) as stream:
            conversation = None
            while (conversation is None or conversation.open) and (request := self._read(stream)):
                self.requests.append(request)
                route = self.routes.get(request.path.partition("?")[0], lambda talk: talk.answer(404))
                conversation = Conversation(stream, request, self._stopping)
                route(conversation)

    def _secured(self, connection: socket.socket) -> socket.socket:
        if self.tls is None:
            return connection
        try:
            return self.tls.wrap_socket(connection, server_side=True)
        except OSError:
            connection.close()
            raise

    def _read(self, connection: socket.socket) -> Received | None:
        content = b""
        connection.settimeout(0.02)
        while b"\r\n\r\n" not in content and len(content) < LONGEST_REQUEST:
            try:
                part = connection.recv(4096)
            except TimeoutError:
                if self._stopping.is_set():
                    return None
                continue
            if not part:
                return None
            content += part
        connection.settimeout(10)
        first, *lines = content.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        return Received(first.split(" ")[1], headers, self.now())


def page(body: bytes | str, media: str = "text/html; charset=utf-8", **headers: str) -> Route:
    """A route that answers well."""
    content = body.encode() if isinstance(body, str) else body
    return lambda talk: talk.answer(200, content, Content_Type=media, **headers)


def redirect(location: str, status: int = 302) -> Route:
    return lambda talk: talk.answer(status, Location=location)


def status(number: int, **headers: str) -> Route:
    return lambda talk: talk.answer(number, b"no", **headers)


def in_turn(*routes: Route) -> Route:
    """Each time the next route; the last one for ever."""
    waiting = list(routes)

    def next_route(talk: Conversation) -> None:
        route = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        route(talk)

    return next_route
