"""The worked examples of feeds, sitemaps and pages of links run, each in a shell of its own."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def run(heading: str, folder: Path) -> tuple[list[dict[str, str]], str]:
    """The documents that the example under a heading lists in the end, and what it says meanwhile."""
    page = (ROOT / "docs/sources.md").read_text(encoding="utf-8")
    section = page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    (block,) = re.findall(r"```console\n(.*?)```", section, re.DOTALL)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    script = re.sub(r"\b89\d\d\b", port, block).replace("uv run python", sys.executable)
    script = script.replace("uv run kelisim", f"{sys.executable} -m kelisim")
    done = subprocess.run(["bash", "-e", "-c", script], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")], done.stderr


def test_the_example_of_feeds_reads_the_article_that_the_feed_carries(tmp_path: Path) -> None:
    (document,), said = run("Feeds", tmp_path)
    assert (document["url"], document["published"]) == ("https://ministry.example/news/1", "2025-02-19")
    assert "https://ministry.example/news/2: the feed has only a summary of it" in said


def test_the_example_of_sitemaps_leaves_the_old_page_out(tmp_path: Path) -> None:
    (document,), said = run("Sitemaps", tmp_path)
    assert document["url"].endswith("/port.html")
    assert "old.html" not in said


def test_the_example_of_pages_of_links_follows_what_the_pattern_finds(tmp_path: Path) -> None:
    (document,), said = run("Pages of links", tmp_path)
    assert (document["title"], document["published"]) == ("Kazakhstan and Azerbaijan open a port", "2025-02-19")
    assert "cup.html" not in said
