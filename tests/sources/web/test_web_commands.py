"""The commands, in a process of their own, against servers that do what they should not."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

from faulty_server import page, redirect, status
from fetched_values import Serve

from kelisim.interface import Ledger

TEXT = "Kazakhstan and Uzbekistan signed an agreement on trade in Tashkent on 19 February 2025."


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-X", "dev", "-W", "error::ResourceWarning", "-m", "kelisim", *arguments]
    return subprocess.run(program, cwd=folder, capture_output=True, text=True, check=False, timeout=300)


def test_each_fault_is_named_and_what_is_good_is_taken_in(serve: Serve, tmp_path: Path) -> None:
    routes = {
        "/robots.txt": page("User-agent: *\nDisallow: /closed", "text/plain"),
        "/good": page(TEXT, "text/plain; charset=utf-8"),
        "/circle": redirect("/circle"),
        "/forbidden": status(403),
        "/bomb": page(gzip.compress(bytes(70_000_000), 1), Content_Encoding="gzip"),
        "/packed": page(b"x", Content_Encoding="br"),
    }
    server = serve(routes)
    reasons = {
        "/circle": "redirects in a circle",
        "/forbidden": "forbids it (status 403)",
        "/bomb": "more than 67,108,864 bytes",
        "/packed": "packed as 'br'",
        "/closed": "asks programs not to fetch it",
        "/missing": "has no such page",
    }
    addresses = [server.url(path) for path in [*reasons, "/good"]]
    done = run(tmp_path, "add", "--ledger", "a.db", "--allow-private", "--delay", "0", *addresses)
    assert done.returncode == 1
    for path, reason in reasons.items():
        (said,) = [line for line in done.stderr.splitlines() if f"{server.url(path)}:" in line]
        assert reason in said
    assert "Traceback" not in done.stderr
    assert "Warning" not in done.stderr
    with Ledger(tmp_path / "a.db") as ledger:
        assert [document.text for document in ledger.documents()] == [TEXT]
        assert [ledger.visits.last_visit(server.url(path)) for path in reasons] == [None] * len(reasons)


def test_addresses_inside_are_refused_unless_allowed(serve: Serve, tmp_path: Path) -> None:
    server = serve({"/good": page(TEXT, "text/plain")})
    refused = run(tmp_path, "extract", server.url("/good"))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "--allow-private lets it be fetched" in refused.stderr
    assert server.connections == 0
    allowed = run(tmp_path, "extract", "--allow-private", server.url("/good"))
    assert allowed.returncode == 0
    assert '"kind":"agreement"' in allowed.stdout
