"""What leads inside a machine or network is refused before any connection is made to it."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address

import pytest
from faulty_server import FaultyServer, page, redirect
from fetched_values import Fetch, Moments, Serve

from kelisim.sources.web.guard import Address, is_public


def only(*servers: FaultyServer) -> Callable[[Address, int], bool]:
    """Admits these servers, as if they alone were the internet."""
    places = {(server.host, server.port) for server in servers}
    return lambda address, port: (str(address), port) in places


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.9.9.9", "0.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *(
            "100.64.0.1",
            "192.0.0.1",
            "192.0.2.1",
            "198.18.0.1",
            "224.0.0.1",
            "239.1.1.1",
            "240.0.0.1",
            "255.255.255.255",
        ),
        *(
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "fe80::1",
            "fec0::1",
            "fc00::1",
            "fd00:ec2::254",
            "ff02::1",
        ),
        *("64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::", "2001::1", "2001:db8::1", "100::1"),
    ],
)
def test_addresses_inside_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::"]
)
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1", "[::ffff:127.0.0.1]", "[::1]"),
        *("0.0.0.0", "inside.example"),  # noqa: S104 -- asked for, not listened at
    ],
)
def test_no_way_of_writing_it_leads_inside(serve: Serve, fetch: Fetch, names: dict[str, list[str]], host: str) -> None:
    names["inside.example"] = ["127.0.0.1"]
    server = serve({"/a": page("secret")})
    (refused,) = fetch([server.url("/a", host)], admits=is_public)
    assert "is no public address of the internet; --allow-private lets it be fetched" in refused.reason
    assert server.connections == 0


@pytest.mark.parametrize("host", ["127.0.0.2", "localhost", "inside.example", "[::ffff:127.0.0.2]", "2130706434"])
def test_a_redirect_inside_is_refused(serve: Serve, fetch: Fetch, names: dict[str, list[str]], host: str) -> None:
    names["inside.example"] = ["127.0.0.2"]
    inside = serve({"/secret": page("secret")}, host="127.0.0.2")
    outside = serve({"/a": redirect(inside.url("/secret", host)), "/good": page("good")})
    refused, good = fetch([outside.url("/a"), outside.url("/good")], admits=only(outside))
    assert refused.reason.startswith(f"it redirects to {inside.url('/secret', host)}, and there ")
    assert "no public address" in refused.reason
    assert inside.connections == 0
    assert good.body == b"good"


@pytest.mark.parametrize("address", ["http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/"])
def test_a_redirect_to_the_metadata_of_a_cloud_is_refused(serve: Serve, fetch: Fetch, address: str) -> None:
    outside = serve({"/a": redirect(address)})
    (refused,) = fetch([outside.url("/a")], admits=only(outside))
    assert "no public address" in refused.reason


def test_a_redirect_to_another_port_of_an_admitted_host_is_checked_too(serve: Serve, fetch: Fetch) -> None:
    inside = serve({"/secret": page("secret")})
    outside = serve({"/a": redirect(inside.url("/secret"))})
    (refused,) = fetch([outside.url("/a")], admits=only(outside))
    assert "no public address" in refused.reason
    assert inside.connections == 0


def test_a_robots_file_that_redirects_inside_is_refused(serve: Serve, fetch: Fetch) -> None:
    inside = serve({"/robots.txt": page("User-agent: *\nAllow: /")}, host="127.0.0.2")
    outside = serve({"/robots.txt": redirect(inside.url("/robots.txt")), "/a": page("x")})
    (refused,) = fetch([outside.url("/a")], admits=only(outside))
    assert "no public address" in refused.reason
    assert inside.connections == 0


def test_of_several_addresses_of_a_name_only_the_admitted_ones_are_tried(
    serve: Serve, fetch: Fetch, names: dict[str, list[str]]
) -> None:
    names["both.example"] = ["127.0.0.2", "127.0.0.1"]
    outside = serve({"/a": page("x")})
    inside = serve({"/a": page("secret")}, host="127.0.0.2", port=outside.port)
    (got,) = fetch([outside.url("/a", "both.example")], admits=only(outside))
    assert got.body == b"x"
    assert inside.connections == 0


def test_a_name_that_changes_its_address_after_the_check_reaches_nothing_inside(
    serve: Serve, fetch: Fetch, names: dict[str, list[str]]
) -> None:
    class Rebinding(list[str]):
        looked_up = 0

        def __iter__(self):  # noqa: ANN204 -- as of any list
            self.looked_up += 1
            return iter(["127.0.0.1"] if self.looked_up == 1 else ["127.0.0.2"])

    names["rebinding.example"] = addresses = Rebinding()
    outside = serve({"/a": page("x"), "/b": page("y")})
    inside = serve({"/a": page("secret"), "/b": page("secret")}, host="127.0.0.2", port=outside.port)
    first = fetch([outside.url("/a", "rebinding.example")], admits=only(outside))
    second = fetch([outside.url("/b", "rebinding.example")], admits=only(outside))
    assert addresses.looked_up > 1
    assert first[0].body == b"x"
    assert "rebinding.example (127.0.0.2) is no public address" in second[0].reason
    assert inside.connections == 0


def test_what_is_refused_costs_no_waiting(serve: Serve, fetch: Fetch, clock: Moments) -> None:
    inside = serve({})
    for got in fetch([inside.url(f"/{number}", "localhost") for number in range(5)], admits=is_public):
        assert "localhost (127.0.0.1) is no public address" in got.reason
    assert clock.slept == []
    assert inside.connections == 0


def test_private_addresses_are_fetched_where_that_is_allowed(serve: Serve, fetch: Fetch) -> None:
    server = serve({"/a": page("x")})
    (got,) = fetch([server.url("/a", "localhost")], allow_private=True)
    assert got.body == b"x"
