"""Addresses as they are fetched: checked before anything is asked of the network."""

from __future__ import annotations

import re

import httpx

from kelisim.errors import SourceError
from kelisim.sources.addresses import SCHEMES

LONGEST_ADDRESS = 8000
"""Code points; RFC 9110 (section 4.1) asks servers to take as many octets."""

HIGHEST_PORT = 65535

_FORBIDDEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\\]")
_HOST = re.compile(r"(?=.{1,253}$)(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?|[0-9a-f:]*:[0-9a-f:.]*")
"""A name in the letters and lengths in which it is looked up (RFC 1035, section 2.3.4), or an address of IPv6."""


def address_of(written: str) -> httpx.URL:
    """The address that is written, without its fragment, its host in the form that is looked up.

    Raises :class:`~kelisim.errors.SourceError` for another scheme, a name or password in the address, blanks and control
    characters, a host or port that cannot be, and what is too long.
    """
    if len(written) > LONGEST_ADDRESS:
        raise SourceError(f"its address has {len(written):,} characters, more than the {LONGEST_ADDRESS:,} of any page")
    if _FORBIDDEN.search(written):
        raise SourceError("its address has blanks, backslashes or control characters in it; write it as browsers do")
    try:
        url = httpx.URL(written)
        host = url.raw_host.decode("ascii")
    except (httpx.InvalidURL, ValueError) as error:
        raise SourceError(f"it is no address that can be asked ({error}); check it") from error
    if url.scheme not in SCHEMES:
        raise SourceError(f"its address is of the scheme {url.scheme!r}; only http and https are fetched")
    if not _HOST.fullmatch(host) or (url.port is not None and not 0 < url.port <= HIGHEST_PORT):
        raise SourceError("it is no address that can be asked (it names no host or port that can be); check it")
    if url.userinfo or "@" in url.netloc.decode("ascii"):
        raise SourceError("its address has a name or password in it, which would be kept in the ledger; leave them out")
    return url.copy_with(fragment=None)


def next_address(url: httpx.URL, location: str) -> httpx.URL:
    """The address that a redirect from ``url`` leads to, checked as the first one was; servers may leave blanks unescaped."""
    try:
        joined = url.join(location.strip().replace(" ", "%20"))
    except (httpx.InvalidURL, ValueError) as error:
        raise SourceError(f"it is no address that can be asked ({error})") from error
    return address_of(str(joined))


def origin_of(url: httpx.URL) -> httpx.URL:
    """Scheme, host and port of an address (RFC 6454), as the address of its robots.txt."""
    return url.copy_with(raw_path=b"/robots.txt", fragment=None)
