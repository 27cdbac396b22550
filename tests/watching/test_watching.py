"""Polling real servers with a clock that is set by hand: what is due, what is left alone, what fails."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from watched_site import Site, alerts_in, watched_site
from watched_texts import COMPLETED, HIGHER_TARGET, NOON, SIGNED, TARGET, TURNOVER

from kelisim.interface import Ledger
from kelisim.settings import Settings
from kelisim.sources.web.fetcher import open_fetcher
from kelisim.watching.channels import Post
from kelisim.watching.gathering import LOOKED_AT_AGAIN
from kelisim.watching.polling import LONGEST_BACK_OFF, wait
from kelisim.watching.status import channel_rows, status_rows
from kelisim.watching.stopping import Stopped
from kelisim.watching.watch_list import read_watch_list
from kelisim.watching.watcher import Watcher

HOUR = timedelta(hours=1)


class Desk:
    """A watcher of a ledger in a folder, with its clock."""

    def __init__(self, ledger: Ledger, folder: Path) -> None:
        self.ledger, self.folder = ledger, folder
        self.now = datetime.now(NOON.tzinfo)
        self.stopping = threading.Event()

    def watcher(self, watch_list: str) -> Watcher:
        path = self.folder / "list.toml"
        path.write_text(watch_list, encoding="utf-8")
        return Watcher(
            ledger=self.ledger,
            watch_list=read_watch_list(path, {}),
            open_fetcher=lambda: open_fetcher(Settings(), self.ledger.store, allow_private=True, delay=0),
            post=Post(environment={}, allow_private=True),
            stopping=self.stopping,
            clock=lambda: self.now,
            draw=lambda: 0.0,
        )

    def status(self, watcher: Watcher) -> dict[str, Any]:
        (row,) = status_rows(self.ledger, watcher.watch_list)
        return row

    def urls(self) -> set[str]:
        return {document.url or "" for document in self.ledger.documents()}


@pytest.fixture
def site() -> Iterator[Site]:
    with watched_site() as site:
        site.article("a", TARGET)
        site.article("b", SIGNED)
        site.feed("a", "b")
        yield site


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Ledger(tmp_path / "l.db") as ledger:
        yield Desk(ledger, tmp_path)


def feed(site: Site, more: str = "") -> str:
    return f'[[feed]]\nname = "news"\nurl = "{site.url("/rss")}"\nevery = "1h"\n{more}'


def test_a_source_is_polled_when_it_is_due_also_after_a_restart(desk: Desk, site: Site) -> None:
    desk.watcher(feed(site)).once()
    assert desk.urls() == {site.url("/news/a"), site.url("/news/b")}
    site.asked.clear()
    desk.now += HOUR - timedelta(seconds=1)
    desk.watcher(feed(site)).once()
    assert site.asked == []
    desk.now += timedelta(seconds=1)
    desk.watcher(feed(site)).once()
    assert site.asked == ["/rss"]
    desk.watcher(feed(site)).once(everything=True)
    assert site.asked == ["/rss", "/rss"]


def test_a_shorter_pace_counts_at_once(desk: Desk, site: Site) -> None:
    desk.watcher(feed(site)).once()
    site.asked.clear()
    desk.now += timedelta(minutes=10)
    desk.watcher(feed(site).replace("1h", "5m")).once()
    assert site.asked == ["/rss"]


def test_articles_are_left_alone_for_a_while(desk: Desk, site: Site) -> None:
    desk.watcher(feed(site)).once()
    site.article("c", TURNOVER)
    site.feed("a", "b", "c")
    site.asked.clear()
    desk.now += HOUR
    desk.watcher(feed(site)).once()
    assert site.asked == ["/rss", "/news/c"]
    site.article("a", HIGHER_TARGET)
    site.feed("c", "b", "a")
    desk.now += LOOKED_AT_AGAIN
    desk.watcher(feed(site)).once()
    assert len(desk.ledger.superseded()) == 1
    assert "1 changed" in desk.status(desk.watcher(feed(site)))["outcome"]


def test_a_saved_search_follows_the_results_that_match(desk: Desk, site: Site) -> None:
    site.results("/find?q=dry%20port", "a", "b", "c")
    site.article("c", TURNOVER)
    searched = '[[search]]\nname = "s"\nurl = "{}"\nwords = ["dry port"]\nlinks = "{}"\n{}'
    watcher = desk.watcher(searched.format(site.url("/find?q={words}"), "/news/[ab]$", ""))
    assert watcher.once() == 0
    assert desk.urls() == {site.url("/news/a"), site.url("/news/b")}
    assert desk.status(watcher)["outcome"] == "2 new"


def test_a_page_of_results_where_a_feed_was_expected_is_no_document(desk: Desk, site: Site) -> None:
    site.article("results", f"{TURNOVER} {COMPLETED}")
    watcher = desk.watcher(f'[[search]]\nurl = "{site.url("/news/{words}")}"\nwords = ["results"]')
    assert watcher.once() == 1
    assert "give `links` for a page of results" in desk.status(watcher)["outcome"]
    watcher = desk.watcher(f'[[feed]]\nurl = "{site.url("/news/a")}"')
    assert watcher.once() == 1
    assert "watch it as a [[page]]" in desk.status(watcher)["outcome"]
    assert desk.urls() == set()


def test_a_sitemap_and_a_page_are_watched(desk: Desk, site: Site) -> None:
    listed = "".join(
        f"<url><loc>{site.url(f'/news/{name}')}</loc><lastmod>{day}</lastmod></url>"
        for name, day in {"a": "2025-02-01", "b": "2024-12-31"}.items()
    )
    site.pages["/map.xml"] = (f"<urlset>{listed}</urlset>", "application/xml")
    site.article("agenda", TURNOVER)
    listed = f'[[sitemap]]\nurl = "{site.url("/map.xml")}"\nsince = "2025"\n'
    desk.watcher(f'{listed}[[page]]\nurl = "{site.url("/news/agenda")}"').once()
    assert desk.urls() == {site.url("/news/a"), site.url("/news/agenda")}
    site.article("agenda", COMPLETED)
    desk.now += HOUR * 2
    desk.watcher(f'{listed}[[page]]\nurl = "{site.url("/news/agenda")}"').once()
    assert len(desk.ledger.superseded()) == 1


def test_a_source_that_fails_is_asked_less_and_less_and_the_others_go_on(desk: Desk, site: Site) -> None:
    del site.pages["/rss"]
    watcher = desk.watcher(feed(site))
    for failures in (1, 2, 3):
        assert watcher.once() == 1
        status = desk.status(watcher)
        assert status["failures"] == failures
        assert "404" in status["outcome"]
        site.asked.clear()
        desk.now += HOUR * 2**failures - timedelta(seconds=1)
        assert watcher.once() == 0
        assert site.asked == []
        desk.now += timedelta(seconds=1)
    site.feed("a")
    assert watcher.once() == 0
    assert desk.status(watcher)["failures"] == 0
    assert wait(HOUR, 50) == LONGEST_BACK_OFF
    assert wait(timedelta(days=7), 3) == timedelta(days=7)


def test_an_article_that_cannot_be_read_is_no_failure_of_its_feed(desk: Desk, site: Site) -> None:
    site.feed("a", "gone")
    watcher = desk.watcher(feed(site))
    assert watcher.once() == 0
    assert desk.status(watcher)["outcome"] == "1 new, 1 skipped"
    site.article("gone", SIGNED)
    desk.now += HOUR
    watcher.once()
    assert site.url("/news/gone") in desk.urls()


def test_alerts_of_a_poll_reach_their_channels(desk: Desk, site: Site, tmp_path: Path) -> None:
    path = tmp_path / "alerts.jsonl"
    channel = f'[[channel]]\nname = "file"\ntype = "jsonl"\npath = "{path}"\n'
    rule = '[[alert]]\nname = "targets"\nto = ["file"]\nkinds = ["target"]\n'
    watcher = desk.watcher(feed(site, channel + rule))
    watcher.once()
    (alert,) = alerts_in(path)
    assert alert["citations"][0]["url"] == site.url("/news/a")
    assert channel_rows(desk.ledger, watcher.watch_list) == [
        {"channel": "file", "waiting": 0, "given up": 0, "last error": None}
    ]


def test_what_was_made_before_a_crash_is_delivered_after_it(desk: Desk, site: Site, tmp_path: Path) -> None:
    path = tmp_path / "later" / "alerts.jsonl"
    channel = f'[[channel]]\nname = "file"\ntype = "jsonl"\npath = "{path}"\n'
    watcher = desk.watcher(feed(site, channel + '[[alert]]\nname = "all"\nto = ["file"]\n'))
    watcher.once()
    path.parent.mkdir()
    desk.now += HOUR / 2
    again = desk.watcher(feed(site, channel + '[[alert]]\nname = "all"\nto = ["file"]\n'))
    again.once()
    assert len(alerts_in(path)) == 2


def test_a_poll_that_is_stopped_leaves_its_source_due(desk: Desk, site: Site) -> None:
    site.held["/news/b"] = threading.Event()
    watcher = desk.watcher(feed(site))
    threading.Timer(1.0, desk.stopping.set).start()
    with pytest.raises(Stopped):
        watcher.once()
    assert desk.status(watcher)["last polled"] == "never"
    assert desk.ledger.store.derive() is False
