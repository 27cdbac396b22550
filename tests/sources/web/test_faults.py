"""Servers that do what they should not: each address is skipped with its reason, and the next one is fetched."""

from __future__ import annotations

import gzip
import socket
import struct
import tracemalloc
import zlib

import pytest
from faulty_server import Conversation, FaultyServer, Route, page, redirect, status
from fetched_values import Fetch, Moments, Serve

MEGABYTE = 1024 * 1024
IN_FLIGHT = 16 * MEGABYTE
"""More than the buffers of two sockets on loopback hold."""


def hang(talk: Conversation) -> None:
    talk.hang()


def hang_in_the_head(talk: Conversation) -> None:
    talk.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
    talk.hang()


def hang_in_the_body(talk: Conversation) -> None:
    talk.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbegun")
    talk.hang()


def trickle(talk: Conversation) -> None:
    talk.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
    while not talk.stopping.wait(0.01):
        talk.send(b".")


def trickle_a_head(talk: Conversation) -> None:
    talk.send(b"HTTP/1.1 200 OK\r\n")
    while not talk.stopping.wait(0.01):
        talk.send(b"X: y\r\n")


def drop_at_once(talk: Conversation) -> None:
    talk.drop()


def drop_in_the_middle(talk: Conversation) -> None:
    talk.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this")
    talk.drop()


def drop_in_a_chunk(talk: Conversation) -> None:
    talk.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nonly this")
    talk.drop()


def reset(talk: Conversation) -> None:
    talk.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this")
    talk.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    talk.connection.close()
    talk.drop()


def two_lengths(talk: Conversation) -> None:
    talk.send(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd")
    talk.drop()


def broken_chunk(talk: Conversation) -> None:
    talk.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")
    talk.drop()


def no_http(talk: Conversation) -> None:
    talk.send(b"220 mail.example ESMTP\r\n")
    talk.drop()


def endless_head(talk: Conversation) -> None:
    talk.send(b"HTTP/1.1 200 OK\r\n")
    while talk.sent < IN_FLIGHT:
        talk.send(b"X-Word: " + b"y" * 1000 + b"\r\n")


def two_gigabytes(talk: Conversation) -> None:
    talk.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    while talk.sent < 2048 * MEGABYTE:
        talk.send(chunk)


def packed(body: bytes, encoding: str = "gzip") -> Route:
    return page(body, Content_Encoding=encoding)


def bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join([*(packer.compress(bytes(MEGABYTE)) for _ in range(megabytes)), packer.flush()])


def faulty(serve: Serve, routes: dict[str, Route]) -> FaultyServer:
    return serve(routes | {"/good": page("good")})


@pytest.mark.parametrize(
    ("route", "reason"),
    [
        (hang, "fell silent"),
        (hang_in_the_head, "fell silent"),
        (hang_in_the_body, "fell silent"),
        (drop_at_once, "Server disconnected without sending a response"),
        (drop_in_the_middle, "peer closed connection without sending complete message body"),
        (drop_in_a_chunk, "peer closed connection without sending complete message body"),
        (reset, "the connection broke off; try again later"),
        (two_lengths, "the server's answer is broken (conflicting Content-Length headers)"),
        (broken_chunk, "the server's answer is broken (illegal chunk header)"),
        (no_http, "the server's answer is broken ("),
        (packed(gzip.compress(b"x" * 1000)[:-10]), "broke off in the middle"),
    ],
)
def test_what_may_pass_is_tried_again_then_skipped(serve: Serve, fetch: Fetch, route: Route, reason: str) -> None:
    server = faulty(serve, {"/bad": route})
    bad, good = fetch([server.url("/bad"), server.url("/good")], tries=2, read=0.2)
    assert reason in bad.reason
    assert bad.reason.endswith("tried 2 times")
    assert server.paths == ["/bad", "/bad", "/good"]
    assert good.body == b"good"


@pytest.mark.parametrize(
    ("route", "reason"),
    [
        (packed(b"no gzip"), "not the gzip that the server calls it"),
        (packed(b"\x0b\x02\x80x\x03", "br"), "packed as 'br', which was not asked for"),
        (packed(gzip.compress(gzip.compress(b"x")), "gzip, gzip"), "packed as 'gzip, gzip'"),
        (packed(b"x", "deflate"), "packed as 'deflate'"),
        (page(b"", Content_Length=str(2048 * MEGABYTE)), "more than 67,108,864 bytes"),
        (status(204), "no page (status 204)"),
        (status(304), "no page (status 304)"),
        (status(302), "without saying where to"),
        (status(401), "wants a password"),
        (status(403), "forbids it (status 403)"),
        (status(418), "refuses it (status 418)"),
        (status(451), "legal reasons (status 451)"),
        (status(500), "failed over it (status 500)"),
        (redirect("/bad"), "in a circle"),
        (redirect("ftp://127.0.0.1/a"), "only http and https"),
        (redirect("file:///etc/hostname"), "only http and https"),
        (redirect("http://user:secret@127.0.0.1/"), "a name or password"),
        (redirect("http://[broken/"), "where it redirects to, it is no address that can be asked"),
        (redirect("/" + "a" * 9000), "where it redirects to, its address has 9,0"),
    ],
)
def test_what_stays_as_it_is_is_skipped_at_once(serve: Serve, fetch: Fetch, route: Route, reason: str) -> None:
    server = faulty(serve, {"/bad": route})
    bad, good = fetch([server.url("/bad"), server.url("/good")])
    assert reason in bad.reason
    assert "secret" not in bad.reason
    assert server.paths == ["/bad", "/good"]
    assert good.body == b"good"


@pytest.mark.parametrize("route", [trickle, trickle_a_head])
def test_a_server_that_trickles_is_cut_off_in_time(serve: Serve, fetch: Fetch, route: Route) -> None:
    server = faulty(serve, {"/bad": route})
    bad, good = fetch([server.url("/bad"), server.url("/good")], longest=0.3)
    assert bad.reason == "it takes more than 0.3 seconds; try again later"
    assert good.body == b"good"


def test_an_endless_body_is_cut_off_at_the_bound(serve: Serve, fetch: Fetch) -> None:
    talks: list[Conversation] = []

    def endless(talk: Conversation) -> None:
        talks.append(talk)
        two_gigabytes(talk)

    server = faulty(serve, {"/bad": endless})
    bad, good = fetch([server.url("/bad"), server.url("/good")], largest=MEGABYTE)
    assert "more than 1,048,576 bytes" in bad.reason
    assert talks[0].sent < MEGABYTE + IN_FLIGHT
    assert good.body == b"good"


def test_endless_headers_are_cut_off(serve: Serve, fetch: Fetch) -> None:
    server = faulty(serve, {"/bad": endless_head})
    bad, good = fetch([server.url("/bad"), server.url("/good")], tries=1)
    assert "answer is broken" in bad.reason or "broke off" in bad.reason
    assert good.body == b"good"


def test_a_small_body_that_unpacks_to_a_large_one_fills_neither_memory_nor_disk(serve: Serve, fetch: Fetch) -> None:
    body = bomb(100)
    assert len(body) < MEGABYTE
    server = faulty(serve, {"/bad": packed(body)})
    tracemalloc.start()
    try:
        bad, good = fetch([server.url("/bad"), server.url("/good")])
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "more than 67,108,864 bytes" in bad.reason
    assert most < 16 * MEGABYTE
    assert good.body == b"good"


def test_a_packing_that_is_none_is_ignored(serve: Serve, fetch: Fetch) -> None:
    server = serve({"/a": packed(b"x", "UTF-8")})
    assert fetch([server.url("/a")])[0].body == b"x"


def test_a_body_that_cannot_be_kept_is_skipped(serve: Serve, fetch: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    server = faulty(serve, {"/large": page(b"x" * 2 * MEGABYTE)})
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    large, good = fetch([server.url("/large"), server.url("/good")])
    assert large.reason == ("it cannot be kept in a temporary file (No such file or directory); make room in /nowhere")
    assert good.body == b"good"


def test_what_is_packed_comes_out_whole(serve: Serve, fetch: Fetch) -> None:
    text = b"".join(b"%d " % number for number in range(200_000))
    members = gzip.compress(text) + gzip.compress(b"end")
    server = serve(
        {"/a": packed(gzip.compress(text), "x-gzip"), "/two": packed(members + b"\0\0"), "/none": packed(b"")}
    )
    one, two, none = fetch([server.url("/a"), server.url("/two"), server.url("/none")])
    assert one.body == text
    assert two.body == text + b"end"
    assert none.body == b""


def test_more_bytes_than_announced_are_not_taken_for_the_next_answer(serve: Serve, fetch: Fetch) -> None:
    surplus = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged"
    server = faulty(serve, {"/bad": page(b"four" + surplus, Content_Length="4")})
    bad, good = fetch([server.url("/bad"), server.url("/good")])
    assert (bad.body, good.body) == (b"four", b"good")


def test_five_redirects_are_followed_and_not_six(serve: Serve, fetch: Fetch) -> None:
    server = faulty(serve, {f"/{number}": redirect(f"/{number + 1}") for number in range(6)} | {"/6": page("end")})
    six, five = fetch([server.url("/0"), server.url("/1")])
    assert six.reason == "it redirects more than 5 times"
    assert five.body == b"end"
    assert five.fetched.url == server.url("/6")


def test_a_circle_of_redirects_is_noticed(serve: Serve, fetch: Fetch) -> None:
    server = faulty(serve, {"/a": redirect("/b", 301), "/b": redirect("/a", 307)})
    bad, good = fetch([server.url("/a"), server.url("/good")])
    assert "in a circle" in bad.reason
    assert sorted(server.paths) == ["/a", "/b", "/good"]
    assert good.body == b"good"


def test_hosts_that_cannot_be_reached_are_told_apart(fetch: Fetch, serve: Serve, names: dict[str, list[str]]) -> None:
    names["stopped.example"] = ["127.0.0.1"]
    with FaultyServer() as stopped:
        pass
    good = serve({"/good": page("good")})
    refused, unknown, fetched = fetch(
        [stopped.url("/", "stopped.example"), "http://unknown.example/", good.url("/good")], tries=2
    )
    assert "the host refuses the connection" in refused.reason
    assert "name is not known" in unknown.reason
    assert fetched.body == b"good"


def test_waiting_between_tries_doubles_and_is_jittered(serve: Serve, fetch: Fetch, clock: Moments) -> None:
    server = serve({"/bad": status(503)})
    fetch([server.url("/bad")], delay=0, back_off=2.0, tries=4)
    assert [low <= wait <= high for wait, low, high in zip(clock.slept, [1, 2, 4], [3, 6, 12], strict=True)] == [
        True
    ] * 3


def test_an_address_may_not_take_longer_by_failing_often(serve: Serve, fetch: Fetch) -> None:
    server = faulty(serve, {"/bad": hang})
    (bad,) = fetch([server.url("/bad")], tries=100, read=0.2, longest=0.5)
    assert "takes more than 0.5 seconds" in bad.reason
    assert len(server.paths) == 3
