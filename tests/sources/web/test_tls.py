from __future__ import annotations

import ssl
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme
from faulty_server import page, redirect
from fetched_values import Fetch, Serve

from kelisim.errors import ConfigError


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The authority is one that the machine trusts."""
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))


def certified(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_certificate_of_a_trusted_authority_is_good(
    serve: Serve, fetch: Fetch, authority: trustme.CA, host: str
) -> None:
    server = serve({"/a": page("x")}, tls=certified(authority.issue_cert("127.0.0.1", "localhost")))
    plain = serve({"/a": redirect(server.url("/a", host))})
    direct, redirected = fetch([server.url("/a", host), plain.url("/a")])
    assert direct.body == b"x"
    assert redirected.fetched.url == server.url("/a", host)


def bad_certificates(authority: trustme.CA) -> dict[str, trustme.LeafCert]:
    past = datetime(2020, 1, 1, tzinfo=UTC)
    return {
        "self-signed certificate": trustme.CA().issue_cert("127.0.0.1"),
        "certificate is not valid for '127.0.0.1'": authority.issue_cert("other.example"),
        "certificate has expired": authority.issue_cert(
            "127.0.0.1", not_before=past, not_after=past.replace(year=2021)
        ),
    }


@pytest.mark.usefixtures("trusted")
def test_bad_certificates_are_named_and_nothing_is_asked(serve: Serve, fetch: Fetch, authority: trustme.CA) -> None:
    good = serve({"/good": page("good")})
    for reason, certificate in bad_certificates(authority).items():
        server = serve({"/a": page("x")}, tls=certified(certificate))
        bad, fetched = fetch([server.url("/a"), good.url("/good")])
        assert "the server's certificate cannot be trusted" in bad.reason
        assert reason.casefold() in bad.reason.casefold() or "unable to get local issuer" in bad.reason
        assert server.requests == []
        assert fetched.body == b"good"


def test_a_certificate_of_an_unknown_authority_is_not_trusted(
    serve: Serve, fetch: Fetch, authority: trustme.CA
) -> None:
    server = serve({"/a": page("x")}, tls=certified(authority.issue_cert("127.0.0.1")))
    (bad,) = fetch([server.url("/a")])
    assert "the server's certificate cannot be trusted" in bad.reason
    assert server.requests == []


def test_authorities_that_cannot_be_read_are_wrong_use(fetch: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/authority.pem")
    with pytest.raises(ConfigError, match="SSL_CERT_FILE names cannot be read"):
        fetch(["https://news.example/"])


def test_a_server_without_encryption_is_named(serve: Serve, fetch: Fetch) -> None:
    server = serve({"/a": page("x")})
    (bad,) = fetch([server.url("/a").replace("http:", "https:")], read=1.0, connect=1.0, tries=1)
    assert "no encrypted connection comes about" in bad.reason or "in time" in bad.reason
    assert server.requests == []
