"""The HTTP clients of a run: a guarded one for direct connections, one for each proxy of the environment."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Mapping
from http.cookiejar import CookieJar, DefaultCookiePolicy
from ssl import SSLContext
from urllib.request import getproxies, proxy_bypass

import httpx
from httpx_secure import httpx_ssrf_protection

from kelisim.errors import ConfigError, SourceError
from kelisim.sources.addresses import DEFAULT_PORTS
from kelisim.sources.web.body import ENCODINGS
from kelisim.sources.web.guard import Guard
from kelisim.sources.web.manner import Manner

ACCEPTED = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
PROXY_SCHEMES = ("http", "https")


class Clients:
    """The clients of a run, made on the event loop that uses them.

    ``httpx-secure`` refuses to guard a connection through a proxy, since the proxy looks the name up and makes the connection.
    What can be known here is checked here: an address is not given to a proxy when it is private, or when its name has only
    private addresses as seen from this machine. A name that only the proxy knows is the proxy's to judge.
    """

    def __init__(self, manner: Manner, guard: Guard | None, proxies: Mapping[str, str]) -> None:
        self._manner = manner
        self._guard = guard
        self._proxies = proxies
        self._trusted = trusted_authorities()
        self._clients: dict[str | None, httpx.AsyncClient] = {}
        self._lookups: dict[tuple[str, int], str | None] = {}

    async def for_address(self, url: httpx.URL) -> httpx.AsyncClient:
        """The client to ask an address with; :class:`~kelisim.errors.SourceError` for one that no proxy may be given."""
        proxy = proxy_for(url, self._proxies)
        if proxy and self._guard:
            await self._check_from_here(url.raw_host.decode("ascii"), url.port or DEFAULT_PORTS[url.scheme])
        if proxy not in self._clients:
            self._clients[proxy] = self._client(proxy)
        return self._clients[proxy]

    async def close(self) -> None:
        """Let go of all connections."""
        for client in self._clients.values():
            await client.aclose()

    def _client(self, proxy: str | None) -> httpx.AsyncClient:
        manner = self._manner
        client = httpx.AsyncClient(
            headers={
                "User-Agent": manner.user_agent,
                "Accept": ACCEPTED,
                "Accept-Encoding": ENCODINGS,
                "Connection": "close",
            },
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            verify=self._trusted,
            trust_env=False,
            proxy=proxy,
            timeout=httpx.Timeout(manner.read, connect=manner.connect),
            # a new connection for each request: what follows the end of one answer cannot be taken for the next
            limits=httpx.Limits(max_keepalive_connections=0),
        )
        if self._guard and proxy is None:
            httpx_ssrf_protection(client, check_globally_reachable=False, custom_validator=self._guard.lets)
        return client

    async def _check_from_here(self, host: str, port: int) -> None:
        """Raise what speaks against giving a host to a proxy; each is looked up once a run, for where it goes is the proxy's."""
        if (host, port) not in self._lookups:
            self._lookups[host, port] = await self._refusal(host, port)
        if refusal := self._lookups[host, port]:
            raise SourceError(refusal)

    async def _refusal(self, host: str, port: int) -> str | None:
        """Why a host is not to be given to a proxy, as far as that can be seen from here."""
        try:
            async with asyncio.timeout(self._manner.connect):
                await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except SourceError as refusal:
            return str(refusal)
        except OSError:  # no name server knows it, or none answers in time
            return None
        return None


def trusted_authorities() -> SSLContext:
    """What certificates are checked against: the list of ``certifi``, or what ``SSL_CERT_FILE`` or ``SSL_CERT_DIR`` name.

    Raises :class:`~kelisim.errors.ConfigError` where that cannot be read.
    """
    try:
        return httpx.create_ssl_context()
    except OSError as error:
        raise ConfigError(f"the certificates that SSL_CERT_FILE names cannot be read ({error.strerror})") from error


def proxies_of_environment() -> dict[str, str]:
    """The proxies by scheme, ``no`` for the hosts without one.

    They stand in ``HTTP_PROXY``, ``HTTPS_PROXY``, ``ALL_PROXY`` and ``NO_PROXY``, small letters going first. Raises
    :class:`~kelisim.errors.ConfigError` for one that cannot be used, without its name and password.
    """
    proxies = getproxies()
    for scheme in ("http", "https", "all"):
        if scheme in proxies:
            proxies[scheme] = _checked(scheme, proxies[scheme])
    return proxies


def places_of(proxies: Mapping[str, str]) -> set[tuple[str, int]]:
    """Host and port of the proxies."""
    urls = [httpx.URL(proxies[scheme]) for scheme in ("http", "https", "all") if scheme in proxies]
    return {(url.raw_host.decode("ascii"), url.port or DEFAULT_PORTS[url.scheme]) for url in urls}


def proxy_for(url: httpx.URL, proxies: Mapping[str, str]) -> str | None:
    """The proxy through which an address is asked."""
    if proxy_bypass(url.netloc.decode("ascii")):
        return None
    return proxies.get(url.scheme) or proxies.get("all")


def _checked(scheme: str, proxy: str) -> str:
    try:
        url = httpx.URL(proxy if "://" in proxy else f"http://{proxy}")
    except httpx.InvalidURL:
        url = httpx.URL("")
    if url.scheme not in PROXY_SCHEMES or not url.host:
        name = f"{scheme.upper()}_PROXY"
        raise ConfigError(f"{name} in the environment is no address of an HTTP proxy; write it as http://host:port")
    return str(url)
