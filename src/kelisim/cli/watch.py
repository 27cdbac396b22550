"""The command that watches sources: watch."""

from __future__ import annotations

import logging
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
import typer

from kelisim.cli.options import AllowPrivate, LedgerOption, app, open_ledger

if TYPE_CHECKING:
    import threading

    from kelisim.interface import Ledger
    from kelisim.watching.watcher import Watcher


@app.command()
def watch(  # noqa: PLR0913 -- options
    watch_list: Annotated[Path, typer.Argument(help="TOML file that says what to watch, and whom to tell of what.")],
    *,
    ledger: LedgerOption = None,
    once: Annotated[bool, typer.Option("--once", help="Poll what is due, then end: for cron.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Poll everything now, due or not, then end.")] = False,
    status: Annotated[bool, typer.Option("--status", help="Show how the sources and channels fare.")] = False,
    allow_private: AllowPrivate = False,
    log: Annotated[Literal["text", "jsonl"], typer.Option("--log", help="How to write the log.")] = "text",
) -> int:
    """Poll feeds, sitemaps, searches and pages into the ledger, and send alerts of what the rules ask for."""
    import threading

    from kelisim.watching.lock import only_watcher
    from kelisim.watching.service import Service, listening
    from kelisim.watching.stopping import Stopped

    if status:
        return _show_status(watch_list, ledger)
    _log_to_stderr(log)
    stopping = threading.Event()
    with open_ledger(ledger, create=True) as book, only_watcher(book.store.url), listening(stopping) as signals:
        watcher = _watcher(book, watch_list, stopping, allow_private=allow_private)
        if not (once or everything):
            Service(watcher, lambda: _watcher(book, watch_list, stopping, allow_private=allow_private)).run(signals)
            return 0
        try:
            return 1 if watcher.once(everything=everything) else 0
        except Stopped:
            return 0


def _watcher(book: Ledger, path: Path, stopping: threading.Event, *, allow_private: bool) -> Watcher:
    """The watcher of a watch list as it stands on disk."""
    from kelisim.settings import read_settings
    from kelisim.sources.web.fetcher import open_fetcher
    from kelisim.watching.channels import Post
    from kelisim.watching.watch_list import read_watch_list
    from kelisim.watching.watcher import Watcher

    watch_list = read_watch_list(path, os.environ)
    settings = read_settings()
    if watch_list.user_agent:
        settings = msgspec.structs.replace(settings, user_agent=watch_list.user_agent)
    delay = None if watch_list.delay is None else watch_list.delay.total_seconds()
    return Watcher(
        ledger=book,
        watch_list=watch_list,
        open_fetcher=lambda: open_fetcher(settings, book.store, allow_private=allow_private, delay=delay),
        post=Post(environment=os.environ, allow_private=allow_private),
        stopping=stopping,
    )


def _show_status(path: Path, ledger: str | None) -> int:
    from kelisim.cli.write import write_listing
    from kelisim.watching.status import channel_rows, status_rows
    from kelisim.watching.watch_list import read_watch_list

    watch_list = read_watch_list(path, None)
    with open_ledger(ledger) as book:
        write_listing(status_rows(book, watch_list), "table")
        if watch_list.channels:
            write_listing(channel_rows(book, watch_list), "table")
    return 0


def _log_to_stderr(form: str) -> None:
    """A line for each poll and delivery, and for whatever goes wrong elsewhere: text with the time, or JSON."""
    handler = logging.StreamHandler()
    handler.setFormatter(
        _JsonLines() if form == "jsonl" else logging.Formatter("%(asctime)s %(levelname)s %(message)s")
    )
    logging.getLogger("kelisim.watching").setLevel(logging.INFO)
    logging.basicConfig(level=logging.WARNING, handlers=[handler])


class _JsonLines(logging.Formatter):
    """A record as a line of JSON: ``time``, ``level``, ``message``, and ``fault`` with a traceback where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["fault"] = self.formatException(record.exc_info)
        return msgspec.json.encode(line).decode()
