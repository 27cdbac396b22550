from __future__ import annotations

import pytest
from faulty_server import Conversation, FaultyServer, Route, in_turn, page, redirect, status
from fetched_values import Fetch, Moments, Serve

from kelisim.sources.web.robots import LARGEST_ROBOTS


def robots(serve: Serve, text: str, **routes: Route) -> FaultyServer:
    pages = {"/a": page("x"), "/b": page("y"), "/private/a": page("z"), "/private/open": page("w")}
    return serve(pages | {"/robots.txt": page(text, "text/plain")} | routes)


def test_what_the_file_forbids_is_not_asked_for_even_when_it_was_named(serve: Serve, fetch: Fetch) -> None:
    server = robots(serve, "User-agent: *\nDisallow: /private/\nAllow: /private/open")
    paths = ["/a", "/private/a", "/private/open"]
    free, forbidden, opened = fetch([server.url(path) for path in paths])
    assert (free.body, opened.body) == (b"x", b"w")
    assert forbidden.reason == "the robots.txt of 127.0.0.1 asks programs not to fetch it"
    assert server.paths == ["/a", "/private/open"]
    assert [request.path for request in server.requests].count("/robots.txt") == 1


@pytest.mark.parametrize(("agent", "free"), [("Kelisim/1 (+x)", False), ("Desk/2", True), ("kelisim", False)])
def test_rules_go_by_the_first_word_of_the_name(serve: Serve, fetch: Fetch, agent: str, free: bool) -> None:  # noqa: FBT001
    server = robots(serve, "User-agent: kelisim\nDisallow: /\n\nUser-agent: *\nDisallow: /private/")
    (got,) = fetch([server.url("/a")], user_agent=agent)
    assert bool(got.body) is free


def test_of_many_hosts_some_rules_are_kept(serve: Serve, fetch: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kelisim.sources.web.robots.KEPT_RULES", 2)
    servers = [robots(serve, "User-agent: *\nDisallow: /b") for _ in range(5)]
    for got in fetch([server.url(path) for path in ("/a", "/b") for server in servers]):
        assert got.body == b"x" or "asks programs not to" in got.reason
    assert [server.paths for server in servers] == [["/a"]] * 5


def test_a_redirect_to_what_another_host_forbids_is_not_followed(serve: Serve, fetch: Fetch) -> None:
    other = robots(serve, "User-agent: *\nDisallow: /")
    server = serve({"/a": redirect(other.url("/a"))})
    (got,) = fetch([server.url("/a")])
    assert got.reason.endswith("the robots.txt of 127.0.0.1 asks programs not to fetch it")
    assert other.paths == []


@pytest.mark.parametrize("number", [400, 401, 403, 404, 410, 451])
def test_without_the_file_all_is_allowed(serve: Serve, fetch: Fetch, number: int) -> None:
    server = serve({"/robots.txt": status(number), "/a": page("x")})
    assert fetch([server.url("/a")])[0].body == b"x"


@pytest.mark.parametrize("number", [429, 500, 501, 503])
def test_where_the_file_cannot_be_had_nothing_is_allowed(serve: Serve, fetch: Fetch, number: int) -> None:
    server = serve({"/robots.txt": status(number), "/a": page("x"), "/b": page("y")})
    for got in fetch([server.url("/a"), server.url("/b")]):
        assert got.reason.startswith("the robots.txt of 127.0.0.1 cannot be had, so nothing may be fetched there: ")
        assert f"(status {number})" in got.reason
    assert server.paths == []
    assert len(server.requests) == (1 if number in (500, 501) else 4)


def test_a_file_that_breaks_off_counts_as_not_to_be_had(serve: Serve, fetch: Fetch) -> None:
    def broken(talk: Conversation) -> None:
        talk.send(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nUser-agent: *")
        talk.drop()

    server = serve({"/robots.txt": broken, "/a": page("x")})
    assert "nothing may be fetched there" in fetch([server.url("/a")])[0].reason


def test_a_file_that_can_be_had_at_the_second_try_counts(serve: Serve, fetch: Fetch) -> None:
    forbidding = page("User-agent: *\nDisallow: /b")
    server = serve({"/robots.txt": in_turn(status(503), forbidding), "/a": page("x"), "/b": page("y")})
    free, forbidden = fetch([server.url("/a"), server.url("/b")])
    assert free.body == b"x"
    assert "asks programs not to" in forbidden.reason


def test_the_file_is_looked_for_behind_redirects(serve: Serve, fetch: Fetch) -> None:
    other = serve({"/rules": page("User-agent: *\nDisallow: /")}, host="127.0.0.2")
    server = serve({"/robots.txt": redirect(other.url("/rules")), "/a": page("x")})
    assert "asks programs not to" in fetch([server.url("/a")])[0].reason


def test_hosts_whose_files_lead_to_one_another_do_not_wait_for_ever(serve: Serve, fetch: Fetch) -> None:
    one, two = serve({"/a": page("x")}), serve({"/a": page("y")}, host="127.0.0.2")
    one.routes |= {"/robots.txt": redirect(two.url("/robots.txt"))}
    two.routes |= {"/robots.txt": redirect(one.url("/robots.txt"))}
    first, second = fetch([one.url("/a"), two.url("/a")])
    assert (first.body, second.body) == (b"x", b"y")


@pytest.mark.parametrize(
    ("wish", "kept"),
    [("3", 3.0), ("0.2", 1.0), ("86400", 30.0), ("soon", 1.0), ("-5", 1.0), ("inf", 1.0), ("nan", 1.0)],
)
def test_the_delay_that_the_file_asks_for_is_kept_up_to_a_bound(
    serve: Serve, fetch: Fetch, clock: Moments, wish: str, kept: float
) -> None:
    server = robots(serve, f"User-agent: *\nCrawl-delay: {wish}\nDisallow: /private/")
    fetch([server.url("/a"), server.url("/b")])
    assert clock.slept == [kept, kept]


def test_of_a_huge_file_the_beginning_counts(serve: Serve, fetch: Fetch) -> None:
    server = robots(serve, "User-agent: *\nDisallow: /b\n" + "#" * 2 * LARGEST_ROBOTS + "\nDisallow: /a")
    free, forbidden = fetch([server.url("/a"), server.url("/b")])
    assert free.body == b"x"
    assert "asks programs not to" in forbidden.reason


def test_a_file_without_end_is_cut_off(serve: Serve, fetch: Fetch) -> None:
    talks: list[Conversation] = []

    def endless(talk: Conversation) -> None:
        talks.append(talk)
        talk.send(b"HTTP/1.1 200 OK\r\n\r\n")
        while talk.sent < 2**31:
            talk.send(b"User-agent: *\nDisallow: /b\n" * 1000)

    server = serve({"/robots.txt": endless, "/a": page("x"), "/b": page("y")})
    free, forbidden = fetch([server.url("/a"), server.url("/b")])
    assert free.body == b"x"
    assert "asks programs not to" in forbidden.reason
    assert talks[0].sent < LARGEST_ROBOTS + 16 * 2**20


def test_a_file_behind_a_circle_of_redirects_forbids_nothing(serve: Serve, fetch: Fetch) -> None:
    server = serve({"/robots.txt": redirect("/robots.txt"), "/a": page("x")})
    assert fetch([server.url("/a")])[0].body == b"x"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00\x01", b"<html><body>no rules</body></html>", b""])
def test_a_file_that_is_none_forbids_nothing(serve: Serve, fetch: Fetch, content: bytes) -> None:
    server = serve({"/robots.txt": page(content), "/a": page("x")})
    assert fetch([server.url("/a")])[0].body == b"x"
