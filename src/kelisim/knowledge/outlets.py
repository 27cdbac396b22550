"""Outlets by the address of a document: who published it, of what kind, in which country."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from kelisim.knowledge.schema import Outlet, OutletsData
from kelisim.tables import read_toml

OUTLETS = Path(__file__).parent / "data" / "outlets.toml"

NO_OUTLET = Outlet(name=None, kind="unknown")
"""The outlet of a document without an address."""

_CACHED = 1 << 14


class Outlets(NamedTuple):
    """The outlets by domain; the labels and hosts that help to name others. No two outlets share a domain."""

    by_domain: Mapping[str, Outlet]
    second_levels: frozenset[str]
    platforms: frozenset[str]


@cache
def load_outlets(path: Path = OUTLETS) -> Outlets:
    """The outlets of a file; :class:`~kelisim.errors.PackError` says where it breaks its schema."""
    data = read_toml(path, OutletsData)
    by_domain = {domain: outlet for outlet in data.outlets for domain in outlet.domains}
    return Outlets(by_domain, frozenset(data.second_levels), frozenset(data.platforms))


@lru_cache(maxsize=_CACHED)
def outlet_of(url: str | None) -> Outlet:
    """The outlet that an address belongs to, by the longest domain known that the host ends in.

    An unknown one has the kind ``unknown``, no country, and its registrable domain for a name: on a platform where many
    publish, the account.

    >>> outlet_of("https://tdh.gov.tm/en/post/1").name, outlet_of("https://news.example.co.uk/1").name
    ('Turkmenistan State News Agency', 'example.co.uk')
    """
    address = _split(url)
    host = _host(address)
    if not host:
        return NO_OUTLET
    outlets = load_outlets()
    known = next((outlets.by_domain[domain] for domain in _suffixes(host) if domain in outlets.by_domain), None)
    return known or Outlet(name=_name(host, address.path, outlets), kind="unknown")


def _split(url: str | None) -> SplitResult:
    """The parts of an address, with or without its scheme; empty for what is none."""
    written = (url or "").strip()
    try:
        return urlsplit(written if "//" in written else f"//{written}")
    except ValueError:  # brackets that hold no IPv6 address
        return urlsplit("")


def _host(address: SplitResult) -> str:
    """The host in lower case and in its own script, without port, final dot and ``www``; empty when there is none."""
    host = (address.hostname or "").rstrip(".").removeprefix("www.")
    if address.scheme not in ("", "http", "https") or ("." not in host and ":" not in host):
        return ""
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


def _suffixes(host: str) -> list[str]:
    """The host and the domains above it, the longest first."""
    labels = host.split(".")
    return [".".join(labels[start:]) for start in range(len(labels))]


def _name(host: str, path: str, outlets: Outlets) -> str:
    """The registrable domain of a host; on a platform with the account."""
    if _is_number(host):
        return host
    for platform in _suffixes(host):
        if platform in outlets.platforms:
            return _account(host, path, platform)
    labels = host.split(".")
    national = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in outlets.second_levels  # noqa: PLR2004
    return ".".join(labels[-3 if national else -2 :])


def _account(host: str, path: str, platform: str) -> str:
    """Who publishes on a platform: the first part of the path, or the subdomain where the platform gives out those."""
    first = path.strip("/").partition("/")[0]
    own = host.removesuffix(platform).rstrip(".")
    if own and "." not in own and len(own) > 2 and not first.startswith("@"):  # noqa: PLR2004 -- "m" and "kk" are no accounts
        return host
    return f"{platform}/{first.lower()}" if first else platform


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
