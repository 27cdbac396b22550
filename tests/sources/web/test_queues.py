from __future__ import annotations

import threading
from email.utils import format_datetime

import pytest
from faulty_server import Conversation, in_turn, page, status
from fetched_values import START, Fetch, Moments, Serve

from kelisim.sources.web.manner import HOSTS_AT_ONCE


class Crowd:
    """How many are being answered at the same time."""

    def __init__(self, wanted: int) -> None:
        self.barrier = threading.Barrier(wanted)
        self.lock = threading.Lock()
        self.now = self.most = 0

    def route(self, talk: Conversation) -> None:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        if self.barrier.parties > 1:
            self.barrier.wait(20)
        else:
            talk.stopping.wait(0.02)
        with self.lock:
            self.now -= 1
        talk.answer(200, b"x")


def test_a_host_gets_one_request_at_a_time_with_a_delay_between(serve: Serve, fetch: Fetch) -> None:
    crowd = Crowd(1)
    server = serve({"/a": crowd.route})
    fetch([server.url(f"/a?{number}") for number in range(8)], delay=2.5)
    moments = [request.moment for request in server.requests]
    assert crowd.most == 1
    assert moments == [2.5 * number for number in range(9)]
    assert server.paths == [f"/a?{number}" for number in range(8)]


def test_ports_and_schemes_of_a_host_share_its_queue(serve: Serve, fetch: Fetch) -> None:
    one, two = serve({"/a": page("x")}), serve({"/a": page("y")})
    fetch([one.url("/a"), two.url("/a")], delay=1.0)
    moments = sorted(request.moment for request in [*one.requests, *two.requests])
    assert moments == [0.0, 1.0, 2.0, 3.0]


def test_several_hosts_are_asked_at_once_but_not_all(serve: Serve, fetch: Fetch) -> None:
    crowd = Crowd(HOSTS_AT_ONCE)
    servers = [serve({"/a": crowd.route}, host=f"127.0.0.{number}") for number in range(1, 2 * HOSTS_AT_ONCE + 1)]
    got = fetch([server.url("/a") for server in servers])
    assert [one.body for one in got] == [b"x"] * len(servers)
    assert crowd.most == HOSTS_AT_ONCE


@pytest.mark.parametrize("number", [429, 503])
@pytest.mark.parametrize(
    ("value", "waits"),
    [("60", 60.0), (format_datetime(START.replace(minute=1), usegmt=True), 60.0), ("0", None), ("soon", None)],
)
def test_a_busy_host_is_asked_again_when_it_wants(
    serve: Serve, fetch: Fetch, clock: Moments, number: int, value: str, waits: float | None
) -> None:
    server = serve({"/a": in_turn(status(number, Retry_After=value), page("x"))})
    (got,) = fetch([server.url("/a")], delay=0)
    assert got.body == b"x"
    (slept,) = clock.slept
    assert slept == waits if waits else 1.0 <= slept <= 3.0


def test_others_of_the_host_wait_while_it_rests(serve: Serve, fetch: Fetch) -> None:
    server = serve({"/a": in_turn(status(503, Retry_After="50"), page("x")), "/b": page("y")})
    fetch([server.url("/a"), server.url("/b")])
    assert [(request.path, request.moment) for request in server.requests[1:]] == [
        ("/a", 1.0),
        ("/a", 51.0),
        ("/b", 52.0),
    ]


def test_a_host_that_wants_a_long_rest_is_left_alone(serve: Serve, fetch: Fetch, clock: Moments) -> None:
    server = serve({"/a": status(429, Retry_After="3600"), "/b": page("y")})
    for got in fetch([server.url("/a"), server.url("/b")]):
        assert got.reason.startswith("127.0.0.1 asks to be left alone for 3,600 seconds, more than a run waits")
    assert server.paths == ["/a"]
    assert clock.moment == 1.0


def test_a_host_that_fails_again_and_again_is_given_up(serve: Serve, fetch: Fetch) -> None:
    server = serve({"/bad": status(503), "/good": page("x")})
    good = serve({"/good": page("y")}, host="127.0.0.2")
    *bad, other = fetch([*(server.url(f"/bad?{number}") for number in range(5)), good.url("/good")])
    assert [got.reason for got in bad[:3]] == [
        "the server is not available; try again later (status 503); tried 4 times"
    ] * 3
    for got in bad[3:]:
        assert got.reason.startswith("127.0.0.1 failed 3 times running and is left alone for the rest of this run, ")
        assert "the last time because the server is not available" in got.reason
    assert len(server.paths) == 12
    assert other.body == b"y"


def test_pages_that_are_missing_do_not_count_against_their_host(serve: Serve, fetch: Fetch) -> None:
    server = serve({"/good": page("x"), "/bad": status(500)})
    paths = [
        "/bad",
        "/bad?2",
        "/gone",
        "/bad?3",
        "/bad?4",
        "/good",
        *(f"/gone?{number}" for number in range(9)),
        "/good?2",
    ]
    got = fetch([server.url(path) for path in paths])
    assert server.paths == paths
    assert got[-1].body == b"x"
