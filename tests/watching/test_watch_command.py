"""``kelisim watch`` as a process, against a real site: once, as a service, ended, killed, two at a time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from watched_site import BRISK, COMMAND, Site, Watching, alerts_in, watched_site
from watched_texts import COMPLETED, SIGNED, TARGET, TURNOVER

from kelisim.interface import Ledger

HANGS = 30
"""Seconds of silence after which the fetcher itself would give the server up."""

STUBBORN = """
import threading, time
from kelisim.watching.service import listening
stopping = threading.Event()
with listening(stopping):
    print("working", flush=True)
    while not stopping.is_set():
        time.sleep(0.01)
    print("told to stop", flush=True)
    while True:
        time.sleep(1)
"""
"""Work that does not end when it is told to."""

WIDE = {"COLUMNS": "200"}


@pytest.fixture
def site() -> Iterator[Site]:
    with watched_site() as site:
        site.article("a", TARGET)
        site.article("b", SIGNED)
        site.feed("a", "b")
        yield site


def write_list(folder: Path, site: Site, more: str = "", every: str = "1h") -> None:
    (folder / "list.toml").write_text(
        f"""
[fetching]
delay = "0s"

[[feed]]
name = "news"
url = "{site.url("/rss")}"
every = "{every}"

[[channel]]
name = "file"
type = "jsonl"
path = "alerts.jsonl"

[[alert]]
name = "anything"
to = ["file"]
{more}
""",
        encoding="utf-8",
    )


def run(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-c", COMMAND, "watch", "list.toml", "--ledger", "l.db", "--allow-private", *options]
    return subprocess.run(call, cwd=folder, capture_output=True, text=True, check=False, env=os.environ | WIDE)


def urls(folder: Path) -> list[str]:
    with Ledger(folder / "l.db") as ledger:
        return sorted(document.url or "" for document in ledger.documents())


def test_once_polls_what_is_due_tells_of_it_and_ends(tmp_path: Path, site: Site) -> None:
    write_list(tmp_path, site, more=f'[[page]]\nname = "gone"\nurl = "{site.url("/gone")}"')
    done = run(tmp_path, "--once")
    assert done.returncode == 1
    assert "INFO news: 2 new" in done.stderr
    assert "WARNING gone: failed: " in done.stderr
    assert sorted(alert["kind"] for alert in alerts_in(tmp_path / "alerts.jsonl")) == ["agreement", "target"]
    shown = run(tmp_path, "--status")
    assert shown.returncode == 0
    (news,) = [line.split() for line in shown.stdout.splitlines() if line.startswith("news")]
    (gone,) = [line.split() for line in shown.stdout.splitlines() if line.startswith("gone")]
    assert (news[-1], gone[-1]) == ("0", "1")
    assert "waiting" in shown.stdout


def test_a_service_polls_again_and_again_and_ends_well_when_told_to(tmp_path: Path, site: Site) -> None:
    write_list(tmp_path, site, every="0.2s")
    watching = Watching(tmp_path, program=BRISK)
    watching.until("2 new")
    site.article("c", TURNOVER)
    site.feed("a", "b", "c")
    watching.until("1 new")
    watching.until("1 alerts delivered")
    assert watching.end(signal.SIGTERM) == 0
    assert "stopping" in "".join(watching.log)
    assert len(alerts_in(tmp_path / "alerts.jsonl")) == 3
    with Ledger(tmp_path / "l.db") as ledger:
        assert len(ledger.entries()) == 3


def test_it_ends_soon_while_a_server_hangs_and_goes_on_the_next_time(tmp_path: Path, site: Site) -> None:
    site.held["/news/b"] = threading.Event()
    write_list(tmp_path, site)
    watching = Watching(tmp_path)
    site.until_asked("/news/b")
    begun = time.monotonic()
    assert watching.end(signal.SIGTERM) == 0
    assert time.monotonic() - begun < HANGS
    site.held.pop("/news/b").set()
    assert run(tmp_path, "--once").returncode == 0
    assert urls(tmp_path) == [site.url("/news/a"), site.url("/news/b")]
    assert sorted(alert["kind"] for alert in alerts_in(tmp_path / "alerts.jsonl")) == ["agreement", "target"]


def test_once_ends_well_when_told_to(tmp_path: Path, site: Site) -> None:
    site.held["/rss"] = threading.Event()
    write_list(tmp_path, site)
    watching = Watching(tmp_path, "--once")
    site.until_asked("/rss")
    assert watching.end(signal.SIGINT) == 0


def test_a_killed_watcher_is_followed_by_another_that_goes_on(tmp_path: Path, site: Site) -> None:
    write_list(tmp_path, site, every="0.2s")
    for name, text in {"c": TURNOVER, "d": COMPLETED}.items():
        watching = Watching(tmp_path, program=BRISK)
        watching.until("watching 1 sources")
        site.article(name, text)
        site.feed(*"abcd"[: "abcd".index(name) + 1])
        watching.until(" new")
        os.kill(watching.process.pid, signal.SIGKILL)
        assert watching.ended() == -signal.SIGKILL
    write_list(tmp_path, site)
    assert run(tmp_path, "--all").returncode == 0
    assert urls(tmp_path) == [site.url(f"/news/{name}") for name in "abcd"]
    told = [alert["sentence"] for alert in alerts_in(tmp_path / "alerts.jsonl")]
    assert len(told) == len(set(told)) == 4


def test_a_second_watcher_of_a_ledger_is_refused_until_the_first_is_gone(tmp_path: Path, site: Site) -> None:
    write_list(tmp_path, site)
    first = Watching(tmp_path)
    first.until("watching 1 sources")
    second = run(tmp_path, "--once")
    assert second.returncode == 2
    assert f"another watcher (process {first.process.pid}) watches for this ledger; stop it first" in second.stderr
    assert first.end(signal.SIGKILL) == -signal.SIGKILL
    assert run(tmp_path, "--once").returncode == 0


def test_a_second_signal_ends_it_at_once() -> None:
    child = subprocess.Popen([sys.executable, "-c", STUBBORN], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "working\n"
    child.send_signal(signal.SIGTERM)
    assert child.stdout.readline() == "told to stop\n"
    child.send_signal(signal.SIGTERM)
    assert child.wait() == 128 + signal.SIGTERM
    child.stdout.close()


def test_the_watch_list_is_read_again_when_told_to(tmp_path: Path, site: Site) -> None:
    write_list(tmp_path, site)
    watching = Watching(tmp_path)
    watching.until("2 new")
    (tmp_path / "list.toml").write_text("[[feed]]\nuri = 1", encoding="utf-8")
    watching.process.send_signal(signal.SIGHUP)
    watching.until("the watch list is kept as it was: list.toml: ")
    site.article("agenda", TURNOVER)
    write_list(tmp_path, site, more=f'[[page]]\nname = "agenda"\nurl = "{site.url("/news/agenda")}"')
    watching.process.send_signal(signal.SIGHUP)
    watching.until("read again: watching 2 sources")
    watching.until("agenda: 1 new")
    assert watching.end(signal.SIGTERM) == 0


def test_a_watch_list_with_a_mistake_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "list.toml").write_text('[[feed]]\nurl = "https://a.example"\nevry = "1h"', encoding="utf-8")
    done = run(tmp_path, "--once")
    assert done.returncode == 2
    assert done.stderr == (
        "kelisim: list.toml: Object contains unknown field `evry` in [[feed]] number 1; docs/watching.md lists every key\n"
    )
