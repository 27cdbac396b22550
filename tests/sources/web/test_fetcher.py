from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from faulty_server import Conversation, page, redirect, status
from fetched_values import Fetch, Serve

from kelisim.model import Link, Passed, Raw, Skipped, Visit
from kelisim.sources.fetching import Fetched
from kelisim.sources.reading import Reader
from kelisim.sources.web.fetcher import WebFetcher
from kelisim.sources.web.manner import LOOK_AHEAD, Manner

MANNER = Manner(user_agent="Kelisim/0", allow_private=True, delay=0)


def test_a_page_comes_with_what_the_server_says_of_it(serve: Serve, fetch: Fetch) -> None:
    server = serve({"/a": page("бет", "Text/HTML; Charset=windows-1251")})
    (got,) = fetch([server.url("/a#part")])
    assert got.body == "бет".encode()
    answer = got.fetched
    assert (answer.media, answer.charset, answer.url) == ("text/html", "windows-1251", server.url("/a"))
    assert answer.visit == Visit(url=server.url("/a#part"), at="2025-02-19T12:00:01+00:00")


def test_the_request_says_who_asks_and_keeps_nothing(serve: Serve, fetch: Fetch) -> None:
    server = serve({"/a": page("x", Set_Cookie="seen=1"), "/b": page("y")})
    fetch([server.url("/a"), server.url("/b")], user_agent="Kelisim/0 (+mailto:desk@news.example)")
    headers = server.requests[-1].headers
    assert headers["user-agent"] == "Kelisim/0 (+mailto:desk@news.example)"
    assert headers["accept-encoding"] == "gzip"
    assert not {"cookie", "referer", "authorization"} & headers.keys()


def test_links_are_drawn_as_they_are_needed(serve: Serve) -> None:
    server, drawn = serve({"/a": page("x")}), []

    def links() -> Iterator[Link]:
        for number in range(1000):
            drawn.append(number)
            yield Link(url=server.url(f"/a?{number}"))

    with WebFetcher(MANNER) as fetcher:
        answers = fetcher.fetch(links())
        first = next(answers)
        assert isinstance(first, Fetched)
        first.body.close()
        assert len(drawn) <= LOOK_AHEAD + 1
        answers.close()
    assert len(server.paths) <= LOOK_AHEAD


def test_an_iteration_that_is_left_ends_its_requests(serve: Serve) -> None:
    begun = threading.Event()

    def hang(talk: Conversation) -> None:
        begun.set()
        talk.hang()

    server = serve({"/a": page("x" * 3_000_000), "/hang": hang})
    with WebFetcher(MANNER) as fetcher:
        answers = fetcher.fetch(
            [Link(url=server.url("/a")), Link(url=server.url("/hang")), Link(url=server.url("/a?2"))]
        )
        next(answers).body.close()
        assert begun.wait(5)
        moment = time.monotonic()
        answers.close()
        assert [thread.name for thread in threading.enumerate() if thread.name == "kelisim-fetch"]
        (again,) = fetcher.fetch([Link(url=server.url("/a"))])
        again.body.close()
    assert time.monotonic() - moment < MANNER.read
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("kelisim")]


def test_iterations_lie_in_one_another(serve: Serve) -> None:
    server = serve({"/list": page("l"), "/a": page("x")})
    with WebFetcher(MANNER) as fetcher:
        inner = []
        for answer in fetcher.fetch([Link(url=server.url("/list")), Link(url=server.url("/list?2"))]):
            answer.body.close()
            for deeper in fetcher.fetch([Link(url=server.url("/a"))]):
                deeper.body.close()
                inner.append(deeper.link.url)
    assert inner == [server.url("/a")] * 2
    assert [request.path for request in server.requests].count("/robots.txt") == 1


def test_one_address_that_fails_does_not_keep_the_others(serve: Serve, fetch: Fetch) -> None:
    server = serve({"/a": page("x"), "/gone": status(410), "/away": redirect("/a")})
    gone, away, missing = fetch([server.url("/gone"), server.url("/away"), server.url("/missing")])
    assert gone.reason == "the server has taken the page away for good (status 410)"
    assert away.fetched.url == server.url("/a")
    assert missing.reason == "the server has no such page; check the address (status 404)"


def test_a_run_without_addresses_loads_nothing_of_the_network(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    program = (
        "import sys, threading\n"
        "from kelisim.cli.options import sources_of\n"
        "assert len(list(sources_of(['a.txt']))) == 1\n"
        "assert not {'httpx', 'asyncio', 'ssl', 'protego'} & sys.modules.keys()\n"
        "assert threading.active_count() == 1\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=True)


def test_addresses_named_one_after_the_other_are_fetched_side_by_side(serve: Serve, tmp_path: Path) -> None:
    meeting = threading.Barrier(2)

    def together(talk: Conversation) -> None:
        meeting.wait(20)
        talk.answer(200, b"1 2 3", Content_Type="text/plain")

    one, two = (serve({"/a": together}, host=host) for host in ("127.0.0.1", "127.0.0.2"))
    (tmp_path / "b.txt").write_text("x")
    places = [one.url("/a"), two.url("/a"), one.url("/a#again"), tmp_path / "b.txt"]
    with WebFetcher(MANNER) as fetcher:
        items = list(Reader(fetcher).read(places))
    raws = [item for item in items if isinstance(item, Raw)]
    assert {item.origin for item in raws[:2]} == {one.url("/a"), two.url("/a")}
    assert raws[2].origin == str(tmp_path / "b.txt")
    assert sum(isinstance(item, Visit) for item in items) == 2
    assert [item.origin for item in items if isinstance(item, Passed)] == [one.url("/a#again")]


def test_offline_skips_addresses_without_asking(serve: Serve) -> None:
    from kelisim.sources.reading import Reader

    server = serve({"/a": page("x")})
    (skipped,) = Reader(None).read([server.url("/a")])
    assert isinstance(skipped, Skipped)
    assert "nothing may be fetched" in skipped.reason
    assert server.connections == 0
