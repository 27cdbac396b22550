"""Kills ``kelisim add`` at random moments and runs it again, then compares the ledger with that of an undisturbed run.

    uv run python benchmarks/killed.py [DOCUMENTS] [KILLS] [SEED]

The sources are files of many kinds and a feed on a server of its own: text, HTML, JSON Lines with changed texts and copies,
mail, a ZIP archive, a web archive, and pages behind a feed. Compared are documents, claims, entries, conflicts, families of
copies, superseded texts, addresses and visits, without the times of recording. Every line is a figure; the status is 1
where something differs.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from crawl import write_crawl

from kelisim.interface import Ledger
from kelisim.model import as_dict
from kelisim.model.identity import claim_id

STATES = [
    "Kazakhstan",
    "Uzbekistan",
    "Egypt",
    "Turkey",
    "Azerbaijan",
    "Iran",
    "Turkmenistan",
    "Kyrgyzstan",
    "Tajikistan",
    "Georgia",
    "Jordan",
    "Oman",
]
WORDS = [
    "trade",
    "transit",
    "water",
    "energy",
    "science",
    "customs",
    "delegations",
    "border",
    "railway",
    "grain",
    "ports",
    "students",
    "banks",
    "tariffs",
]
PAGES_PER_RECORD = 0.36
"""Documents that a record of the web archive stands for."""

FEED_LINKS = 200


def text(number: int, seed: int) -> str:
    """An article of a few sentences, another for each number."""
    draw = random.Random(f"{number}/{seed}")  # noqa: S311 -- nothing secret
    one, other = draw.sample(STATES, 2)
    sentences = [
        f"The presidents of {one} and {other} met on {draw.randint(1, 28)} May {draw.randint(2016, 2025)}.",
        f"Trade between {one} and {other} reached ${draw.randint(1, 90) / 10} billion in {draw.randint(2015, 2024)}.",
        f"{one} and {other} signed {draw.randint(2, 40)} documents.",
        f"The sides spoke of {' and '.join(draw.sample(WORDS, 4))}, number {number} of this series.",
        f"The delegations look to {', '.join(draw.choices(WORDS, k=12))}.",
    ]
    return " ".join(sentences)


def page(number: int, seed: int, url: str) -> str:
    """An article as a page with its canonical address."""
    body = "".join(f"<p>{sentence.strip()}.</p>" for sentence in text(number, seed).split(". "))
    head = f'<title>Talks {number}</title><link rel="canonical" href="{url}">'
    return f"<!doctype html><html lang=en><head>{head}</head><body><article><h1>Talks {number}</h1>{body}</article></body></html>"


def write_sources(folder: Path, documents: int, seed: int) -> None:
    """Files of many kinds with about so many documents."""
    folder.mkdir()
    share = (documents - FEED_LINKS) // 10
    texts, pages, letters = (folder / name for name in ("texts", "pages", "letters"))
    for part in (texts, pages, letters):
        part.mkdir()
    for number in range(share):
        (texts / f"note{number:05}.txt").write_text(text(number, seed), encoding="utf-8")
        url = f"https://outlet{number % 9}.example/news/{number}"
        (pages / f"page{number:05}.html").write_text(page(10_000 + number, seed, url), encoding="utf-8")
    for number in range(share // 4):
        letter = EmailMessage()
        letter["Subject"], letter["From"] = f"Talks {number}", "desk@agency.example"
        letter["Date"] = "Thu, 15 May 2025 10:00:00 +0000"
        letter.set_content(text(20_000 + number, seed))
        (letters / f"letter{number:05}.eml").write_bytes(bytes(letter))
    with zipfile.ZipFile(folder / "archive.zip", "w") as archive:
        for number in range(share):
            archive.writestr(f"{number % 7}/text{number}.txt", text(30_000 + number, seed))
    write_crawl(folder / "crawl.warc.gz", round(3 * share / PAGES_PER_RECORD), seed)
    _write_records(folder / "records.jsonl", documents - FEED_LINKS - 6 * share - share // 4, seed)


def _write_records(path: Path, count: int, seed: int) -> None:
    """JSON Lines of which every fifth changes a text and every seventh copies one."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            same = number - 3 if number % 7 == 0 and number > 3 else number  # noqa: PLR2004
            at = number - 1 if number % 5 == 0 and number else number
            record = {
                "id": f"r{number}",
                "text": text(40_000 + same, seed),
                "url": f"http{'s' * (number % 2)}://paper.example/{at}",
            }
            file.write(json.dumps(record) + "\n")


@contextmanager
def feed_server(seed: int) -> Iterator[str]:
    """The address of a feed on a server of this process, whose links lead to pages of it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, media, body = self._answer()
            etag = f'"{len(body)}"'
            if status == 200 and self.headers.get("If-None-Match") == etag:  # noqa: PLR2004
                status, body = 304, b""
            self.send_response(status)
            for name, value in (("Content-Type", media), ("ETag", etag), ("Content-Length", str(len(body)))):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def _answer(self) -> tuple[int, str, bytes]:
            own = f"http://127.0.0.1:{self.server.server_address[1]}"
            if self.path == "/feed":
                items = "".join(f"<item><link>{own}/a/{number}</link></item>" for number in range(FEED_LINKS))
                return 200, "application/rss+xml", f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()
            if self.path.startswith("/a/"):
                number = 50_000 + int(self.path.rpartition("/")[2])
                return 200, "text/html; charset=utf-8", page(number, seed, own + self.path).encode()
            return 404, "text/plain", b"none"

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/feed"
        server.shutdown()


def add(ledger: Path, sources: list[str], after: float | None = None) -> tuple[bool, float]:
    """Run the command, killed after so many seconds; whether it was killed, and how long it ran."""
    program = "from kelisim.cli import main; main()"
    call = [sys.executable, "-c", program, "add", *sources, "--ledger", str(ledger), "--allow-private", "--delay", "0"]
    begun = time.monotonic()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(call, stdout=said, stderr=said, start_new_session=True)
        try:
            process.wait(timeout=after)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            return True, time.monotonic() - begun
        if process.returncode not in (0, 1):
            said.seek(0)
            sys.exit(f"add ended with {process.returncode}: {said.read().decode()[-2000:]}")
    return False, time.monotonic() - begun


def content(path: Path) -> dict[str, object]:
    """What a ledger holds, without the times of recording and the order of arrival."""
    with Ledger(path, create=False) as book:
        store = book._store  # noqa: SLF001 -- what is compared is more than the interface asks for
        visits = [url for urls in store.addresses().values() for url in urls]
        return {
            "documents": sorted((as_dict(document) for document in book.documents()), key=lambda item: item["id"]),
            "claims": sorted(map(claim_id, book.claims())),
            "entries": [as_dict(entry) for entry in book.entries()],
            "conflicts": [as_dict(conflict) for conflict in book.conflicts(explained=True)],
            "copies": sorted((name, source.family) for name, source in book.sources().items()),
            "superseded": sorted(book.superseded().items()),
            "addresses": sorted((name, sorted(urls)) for name, urls in store.addresses().items()),
            "visits": sorted((v.url, v.etag, v.modified) for v in map(store.last_visit, sorted(set(visits))) if v),
            "notes": sorted(book.notes().items()),
        }


def main(documents: int = 5000, kills: int = 20, seed: int = 1) -> int:
    """Print the figures; the exit status."""
    draw = random.Random(seed)  # noqa: S311 -- nothing secret
    with tempfile.TemporaryDirectory() as place, feed_server(seed) as feed:
        folder = Path(place)
        write_sources(folder / "sources", documents, seed)
        sources = [str(folder / "sources"), feed]
        undisturbed, killed = folder / "undisturbed.db", folder / "killed.db"
        _, usual = add(undisturbed, sources)
        print(f"undisturbed: {usual:.1f} s", flush=True)
        lived = []
        for _ in range(kills):
            was_killed, seconds = add(killed, sources, draw.uniform(0.02, 3) * usual / kills + 1)
            lived.append(seconds)
            print(f"{'killed' if was_killed else 'ended'} after {seconds:.1f} s", flush=True)
        _, last = add(killed, sources)
        print(f"last run: {last:.1f} s; all: {sum(lived) + last:.1f} s")
        _, again = add(killed, sources)
        print(f"run again when all is known: {again:.1f} s ({again / usual:.0%} of the undisturbed run)")
        return compare(content(undisturbed), content(killed))


def compare(one: dict[str, object], other: dict[str, object]) -> int:
    """Print how much of each is the same; 1 where something differs."""
    for what, expected in one.items():
        found = other[what]
        size = len(expected) if isinstance(expected, list) else 0
        print(f"{what}: {size:,}, {'equal' if expected == found else 'DIFFERENT'}")
        if expected != found and isinstance(expected, list) and isinstance(found, list):
            print("   missing:", [item for item in expected if item not in found][:3])
            print("   too many:", [item for item in found if item not in expected][:3])
    return 0 if one == other else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
