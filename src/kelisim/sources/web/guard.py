"""Which addresses of the internet may be connected to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

from kelisim.errors import SourceError
from kelisim.sources.web.failures import private_reason

Address = IPv4Address | IPv6Address
Admits = Callable[[Address, int], bool]
"""Whether a connection to an address at a port may be made."""

NAT64 = IPv6Network("64:ff9b::/96")
"""IPv6 addresses that stand for an IPv4 address (RFC 6052)."""


def is_public(address: Address, port: int = 0) -> bool:  # noqa: ARG001 -- the port is for other admissions
    """Whether an address is one of the internet at large.

    Not one of a machine, a house, a company, a provider's inside or a group, whichever way it is written.

    >>> [is_public(ip_address(one)) for one in ("8.8.8.8", "127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1")]
    [True, False, False, False]
    """
    if isinstance(address, IPv6Address):
        meant = _meant(address)
        if meant is not None:
            return is_public(meant)
        if address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _meant(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address leads to: mapped, 6to4, NAT64."""
    if address in NAT64:
        return IPv4Address(address.packed[-4:])
    return address.ipv4_mapped or address.sixtofour


class Guard:
    """Lets connections through to admitted addresses only, and to the proxies that the user has set.

    It is asked twice: when a name is looked up (what may not be connected to is never tried), and by ``httpx-secure`` for the
    address of the very connection that carries the request, so that a name that changes its address in between gains nothing.
    """

    def __init__(self, admits: Admits = is_public, proxies: Collection[tuple[str, int]] = ()) -> None:
        self._admits = admits
        self._proxies = frozenset(proxies)

    def lets(self, host: str, address: Address, port: int) -> bool:  # noqa: ARG002 -- as httpx-secure calls it
        """Whether a request may go to an address at a port."""
        return self._admits(address, port)

    def admitted(self, host: str, port: int, found: list[Any]) -> list[Any]:
        """Those of the answers of a look-up that may be connected to.

        Raises :class:`~kelisim.errors.SourceError` where there is none.
        """
        if (host, port) in self._proxies:
            return found
        kept = [answer for answer in found if self._admits(ip_address(answer[4][0]), port)]
        if found and not kept:
            raise SourceError(private_reason(host, found[0][4][0]))
        return kept


class GuardedLoop(asyncio.SelectorEventLoop):
    """An event loop that looks names up to admitted addresses only; ``None`` admits all."""

    def __init__(self, guard: Guard | None) -> None:
        super().__init__()
        self._guard = guard

    async def getaddrinfo(self, host: Any, port: Any, **how: Any) -> list[Any]:
        """The addresses of a name, as in :func:`socket.getaddrinfo`."""
        found = await super().getaddrinfo(host, port, **how)
        name = host.decode("ascii") if isinstance(host, bytes) else host
        return self._guard.admitted(name, port, found) if self._guard else found
