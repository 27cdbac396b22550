"""Proxies of the environment: who is asked, and what is still checked."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest
import trustme
from faulty_server import Conversation, page, redirect, status
from fetched_values import Fetch, Serve

from kelisim.errors import ConfigError
from kelisim.sources.web.guard import is_public

OUTSIDE = "http://news.example/a"


def test_a_proxy_is_asked_in_the_place_of_the_host(serve: Serve, fetch: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = serve({OUTSIDE: page("through")})
    monkeypatch.setenv("HTTP_PROXY", proxy.url())
    (got,) = fetch([OUTSIDE], admits=is_public)
    assert got.body == b"through"
    assert [request.path for request in proxy.requests] == ["http://news.example/robots.txt", OUTSIDE]


def test_encrypted_addresses_go_through_a_tunnel(
    serve: Serve, fetch: Fetch, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(context)
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    server = serve({"/a": page("secret")}, tls=context)

    def tunnel(talk: Conversation) -> None:
        talk.send(b"HTTP/1.1 200 Connected\r\n\r\n")
        talk.tunnel(server.port)

    proxy = serve({"news.example:443": tunnel})
    monkeypatch.setenv("HTTPS_PROXY", proxy.url().removeprefix("http://"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    (got,) = fetch(["https://news.example/a"], admits=is_public)
    assert got.body == b"secret"
    assert server.paths == ["/a"]
    assert [request.path for request in proxy.requests] == ["news.example:443"] * 2


def test_hosts_of_no_proxy_are_asked_directly(serve: Serve, fetch: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy, server = serve({}), serve({"/a": page("direct")})
    monkeypatch.setenv("ALL_PROXY", proxy.url())
    monkeypatch.setenv("NO_PROXY", "localhost,127.0.0.1")
    (got,) = fetch([server.url("/a")])
    assert got.body == b"direct"
    assert proxy.connections == 0


@pytest.mark.parametrize("host", ["127.0.0.2", "169.254.169.254", "[::1]", "inside.example", "2130706433"])
def test_what_is_known_to_lead_inside_is_not_given_to_a_proxy(
    serve: Serve, fetch: Fetch, names: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    names["inside.example"] = ["10.0.0.1"]
    proxy = serve({OUTSIDE: redirect(f"http://{host}/a")})
    monkeypatch.setenv("HTTP_PROXY", proxy.url())
    redirected, direct = fetch([OUTSIDE, f"http://{host}/b"], admits=is_public)
    assert "no public address" in redirected.reason
    assert "no public address" in direct.reason
    assert not [request.path for request in proxy.requests if "news.example" not in request.path]


def test_a_proxy_may_have_a_name_inside_but_is_no_way_to_it(
    serve: Serve, fetch: Fetch, names: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    names["proxy.example"] = ["127.0.0.1"]
    proxy = serve({OUTSIDE: page("through"), "/a": page("the proxy itself")})
    monkeypatch.setenv("HTTP_PROXY", proxy.url(host="proxy.example"))
    monkeypatch.setenv("NO_PROXY", "proxy.example")
    through, itself = fetch([OUTSIDE, proxy.url("/a", "proxy.example")], admits=is_public)
    assert through.body == b"through"
    assert "no public address" in itself.reason
    assert "/a" not in proxy.paths


def test_a_proxy_that_refuses_is_named_without_its_password(
    serve: Serve, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = serve(
        {"http://news.example/robots.txt": status(404), OUTSIDE: status(407), "news.example:443": status(407)}
    )
    address = proxy.url().replace("//", "//desk:secret@")
    monkeypatch.setenv("HTTP_PROXY", address)
    monkeypatch.setenv("HTTPS_PROXY", address)
    plain, encrypted = fetch([OUTSIDE, "https://news.example/a"])
    assert "the proxy wants a password" in plain.reason
    assert "the proxy refuses it" in encrypted.reason
    assert "secret" not in plain.reason + encrypted.reason
    assert proxy.requests[0].headers["proxy-authorization"].startswith("Basic ")


@pytest.mark.parametrize("address", ["socks5://desk:secret@127.0.0.1:1080", "http://", "ftp://127.0.0.1"])
def test_a_proxy_that_cannot_be_used_is_wrong_use(fetch: Fetch, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", address)
    with pytest.raises(ConfigError, match="HTTPS_PROXY in the environment is no address of an HTTP proxy") as refused:
        fetch([OUTSIDE])
    assert "secret" not in str(refused.value)
