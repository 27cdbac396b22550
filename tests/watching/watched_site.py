"""A site on this machine with a feed, articles and a search, and the processes that watch it."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

COMMAND = "from kelisim.cli import main; main()"

BRISK = """
import sys
from datetime import timedelta
from kelisim.watching import polling, watch_list
watch_list.read_watch_list.__kwdefaults__["least"] = timedelta(0)
from kelisim.cli import main
main()
"""
"""The command, with sources that may be polled as often as the test likes."""


class Site:
    """What stands at which path; ``held`` paths answer only when that is set."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[str, str]] = {}
        self.asked: list[str] = []
        self.held: dict[str, threading.Event] = {}
        self.waiting: dict[str, threading.Event] = {}
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.answer(self)

            def log_message(self, *_: Any) -> None:
                """Keep quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server.server_port}{path}"

    def article(self, name: str, text: str) -> None:
        title = f"Ministers meet in the capital, report {name}"
        page = (
            f"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title></head><body><article>"
            f"<h1>{title}</h1><p>The talks of {name} were held in a friendly atmosphere, the press service said.</p><p>{text}</p>"
            "</article></body></html>"
        )
        self.pages[f"/news/{name}"] = (page, "text/html; charset=utf-8")

    def feed(self, *names: str, path: str = "/rss", days: dict[str, str] | None = None) -> None:
        items = "".join(
            f"<item><title>{name}</title><link>{self.url(f'/news/{name}')}</link>"
            f"<pubDate>{(days or {}).get(name, 'Fri, 01 Aug 2025 10:00:00 +0500')}</pubDate></item>"
            for name in names
        )
        self.pages[path] = (f"<rss version='2.0'><channel><title>N</title>{items}</channel></rss>", "text/xml")

    def results(self, path: str, *names: str) -> None:
        links = "".join(f'<li><a href="/news/{name}">{name}</a></li>' for name in names)
        menu = '<nav><a href="/news/menu">Menu</a></nav>'
        self.pages[path] = (f"<!doctype html><html><body>{menu}<ul>{links}</ul></body></html>", "text/html")

    def until_asked(self, path: str) -> None:
        """Wait until somebody asks for a path that is held."""
        assert self.waiting.setdefault(path, threading.Event()).wait(120)

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        path = request.path
        if urlsplit(path).path != "/robots.txt":
            self.asked.append(path)
        self.waiting.setdefault(path, threading.Event()).set()
        if path in self.held:
            self.held[path].wait()
        if path not in self.pages:
            request.send_error(404)
        else:
            self._give(request, *self.pages[path])

    def _give(self, request: BaseHTTPRequestHandler, body: str, media: str) -> None:
        tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:16]}"'
        if request.headers.get("If-None-Match") == tag:
            request.send_response(304)
            request.send_header("ETag", tag)
            request.end_headers()
            return
        request.send_response(200)
        request.send_header("Content-Type", media)
        request.send_header("Content-Length", str(len(body.encode())))
        request.send_header("ETag", tag)
        request.end_headers()
        request.wfile.write(body.encode())


@contextmanager
def watched_site() -> Iterator[Site]:
    site = Site()
    thread = threading.Thread(target=site.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        for event in site.held.values():
            event.set()
        site.server.shutdown()
        site.server.server_close()
        thread.join()


class Watching:
    """``kelisim watch`` as a process of its own; its log is read line by line."""

    def __init__(self, folder: Path, *options: str, program: str = COMMAND, **environment: str) -> None:
        arguments = ["watch", "list.toml", "--ledger", "l.db", "--allow-private", "--log", "jsonl", *options]
        self.process = subprocess.Popen(
            [sys.executable, "-c", program, *arguments],
            cwd=folder,
            env=os.environ | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.log: list[str] = []

    def until(self, said: str) -> str:
        """Read the log up to a line that says so; all of it up to there."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.log.append(line)
            if said in line:
                return "".join(self.log)
        raise AssertionError(f"{said!r} was never said in {''.join(self.log)}")

    def end(self, number: int) -> int:
        """Send a signal and wait for the end; the exit status."""
        self.process.send_signal(number)
        return self.ended()

    def ended(self) -> int:
        """Wait for the end; the exit status."""
        _, errors = self.process.communicate(timeout=120)
        self.log.append(errors)
        return self.process.returncode


def alerts_in(path: Path) -> list[dict[str, Any]]:
    """The lines of a file of alerts."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
