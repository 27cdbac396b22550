from __future__ import annotations

from pathlib import Path

import pytest
from faulty_server import Conversation, Route, page, redirect
from fetched_values import Fetch, Remembered, Serve

from kelisim.interface import Ledger
from kelisim.model import Link, Visit
from kelisim.sources.fetching import Fetched, Fetching, Unchanged

MODIFIED = "Tue, 18 Feb 2025 08:00:00 GMT"


def conditional(body: bytes, etag: str = '"v1"') -> Route:
    """A page that answers 304 to whoever knows its version."""

    def answered(talk: Conversation) -> None:
        if talk.request.headers.get("if-none-match") == etag:
            talk.send(b"HTTP/1.1 304 Not Modified\r\n\r\n")
        else:
            talk.answer(200, body, ETag=etag, Last_Modified=MODIFIED, Content_Type="text/plain")

    return answered


def test_a_visit_keeps_what_the_server_wants_to_be_told(serve: Serve, fetch: Fetch) -> None:
    server = serve({"/a": conditional(b"x")})
    visit = fetch([server.url("/a")])[0].fetched.visit
    assert visit == Visit(url=server.url("/a"), at="2025-02-19T12:00:01+00:00", etag='"v1"', modified=MODIFIED)


@pytest.mark.parametrize("etag", ['"' + "x" * 5000 + '"', '"\u00e9"', '""', ""])
def test_what_cannot_be_sent_back_is_not_remembered(serve: Serve, fetch: Fetch, etag: str) -> None:
    def tagged(talk: Conversation) -> None:
        talk.send(f"HTTP/1.1 200 X\r\nContent-Length: 1\r\nETag: {etag}\r\n\r\nx".encode("latin-1"))

    server = serve({"/a": tagged})
    got = fetch([server.url("/a")])[0]
    assert got.body == b"x"
    assert got.fetched.visit.etag == (etag if etag == '""' else None)


@pytest.mark.parametrize(("etag", "kind"), [('"v1"', Unchanged), ('"v0"', Fetched)])
def test_what_has_not_changed_is_not_sent_again(serve: Serve, fetch: Fetch, etag: str, kind: type) -> None:
    server = serve({"/a": conditional(b"x")})
    visit = Visit(url=server.url("/a"), at="2025-02-18T12:00:00+00:00", etag=etag, modified=MODIFIED)
    (got,) = fetch([server.url("/a")], visits=Remembered({visit.url: visit}))
    assert isinstance(got.answer, kind)
    headers = server.requests[-1].headers
    assert (headers["if-none-match"], headers["if-modified-since"]) == (etag, MODIFIED)
    assert "if-none-match" not in server.requests[0].headers


def test_behind_a_redirect_no_condition_is_made_or_kept(serve: Serve, fetch: Fetch) -> None:
    server = serve({"/latest": redirect("/a"), "/a": conditional(b"x")})
    visit = Visit(url=server.url("/latest"), at="2025-02-18T12:00:00+00:00", etag='"v1"')
    (got,) = fetch([server.url("/latest")], visits=Remembered({visit.url: visit}))
    assert got.body == b"x"
    assert got.fetched.visit.etag is None
    assert got.fetched.visit.modified is None


@pytest.mark.parametrize(
    ("changed", "asked"),
    [
        *(("2025-02-16", False), ("2025-02-16T23:59:59+05:00", False), ("2024", True), ("soon", True), (None, True)),
        *(("2025-02-17", True), ("2025-02-18T10:00:00Z", True), ("2025-02-19", True)),
    ],
)
def test_a_link_whose_source_knows_of_no_change_is_not_asked_for(
    serve: Serve,
    fetch: Fetch,
    changed: str | None,
    asked: bool,  # noqa: FBT001
) -> None:
    server = serve({"/a": page("x")})
    visit = Visit(url=server.url("/a"), at="2025-02-18T12:00:00+00:00")
    (got,) = fetch([Link(url=server.url("/a"), changed=changed)], visits=Remembered({visit.url: visit}))
    assert isinstance(got.answer, Fetched if asked else Unchanged)
    assert bool(server.connections) is asked


def test_a_ledger_remembers_its_visits(serve: Serve, tmp_path: Path) -> None:
    server = serve({"/a": conditional(b"1 2 3")})
    with Ledger(tmp_path / "a.db") as ledger:
        first = ledger.add([server.url("/a")], fetching=Fetching(allow_private=True, delay=0))
        second = ledger.add([server.url("/a")], fetching=Fetching(allow_private=True, delay=0))
        assert ledger.visits.last_visit(server.url("/a")) is not None
    assert (first.new, second.new, second.unchanged) == (1, 0, 1)
    assert [request.headers.get("if-none-match") for request in server.requests] == [None, None, None, '"v1"']
