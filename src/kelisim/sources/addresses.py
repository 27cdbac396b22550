"""Addresses of the web: joined to their page, and in the one form by which equal ones are known."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, unquote_plus, urljoin, urlsplit, urlunsplit

SCHEMES = ("http", "https")
DEFAULT_PORTS = {"http": 80, "https": 443}

TRACKING = re.compile(
    r"utm_\w+|(?:fb|g|d|ms|y|ys|tw|tt)clid|gbraid|wbraid|gclsrc|_ga|_gl|igshid|igsh|mc_[ce]id|_openstat|from_source"
    r"|mkt_tok|wt_mc|at_(?:medium|campaign|custom\d)|ref_src|rb_clickid|erid|spm|cmpid|__twitter_impression",
    re.IGNORECASE,
)
"""Parameters that say where a reader came from, not what is read: those of the large networks and counters."""

_BLANKS = re.compile(r"[\t\r\n]")
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
_UNSAFE = re.compile(r"[^!-~]+")
_ESCAPE = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)
_AMP_ENDING = re.compile(r"/amp(?:\.html)?/?$|(?<=\w)\.amp(?=\.html?$)|(?<=\.html)/amp/?$", re.IGNORECASE)
_AMP_BEGINNING = re.compile(r"^/amp(?=/\w)", re.IGNORECASE)
_AMP_PARAMETERS = ("amp", "outputType=amp", "output=amp", "amp=1", "amp=true", "view=amp")


def canonical_address(url: str) -> str:
    """The form of an address that equal ones share; a broken address is given back as it is.

    Host and scheme in small letters, without fragment, default port, parameters of tracking and the name of an index;
    letters outside ASCII are escaped, as browsers send them.

    >>> canonical_address("https://News.Example:443/a?id=7&utm_source=rss#top")
    'https://news.example/a?id=7'
    >>> canonical_address("HTTP://news.example/world/index.html")
    'http://news.example/world/'
    """
    try:
        parts = urlsplit(_BLANKS.sub("", url.strip()))
        host = _host(parts)
    except ValueError:
        return url
    if not host:
        return url
    path = _INDEX.sub("/", parts.path) if not parts.query else parts.path
    kept = "&".join(pair for pair in parts.query.split("&") if pair and not _tracks(pair))
    return urlunsplit((parts.scheme, host, _escaped(path) or "/", _escaped(kept), ""))


def absolute_address(url: str, base: str | None) -> str | None:
    """The address that a reference on the page ``base`` means, ``None`` where it is no address of the web.

    >>> absolute_address("../b?x=1", "https://news.example/a/c")
    'https://news.example/b?x=1'
    >>> absolute_address("mailto:desk@news.example", "https://news.example/")
    """
    try:
        joined = urljoin(base or "", _BLANKS.sub("", url.strip()))
        parts = urlsplit(joined)
        port_is_right = parts.port is None or parts.port > 0
    except ValueError:  # a broken host or port
        return None
    return joined if parts.scheme in SCHEMES and parts.hostname and port_is_right else None


def site_of(url: str) -> str:
    """The host that an address names, without the ``www`` that leads to the same pages."""
    try:
        return (urlsplit(url).hostname or "").lower().removeprefix("www.")
    except ValueError:
        return ""


def is_front(url: str) -> bool:
    """Whether an address is that of a whole site.

    >>> is_front("https://news.example/"), is_front("https://news.example/a")
    (True, False)
    """
    parts = urlsplit(canonical_address(url))
    return parts.path in ("", "/") and not parts.query


def without_amp(url: str) -> str:
    """The address of the page that an address of its AMP form (Accelerated Mobile Pages) stands for.

    >>> without_amp("https://news.example/a/b/amp/")
    'https://news.example/a/b/'
    >>> without_amp("https://amp.news.example/a?amp=1")
    'https://news.example/a'
    """
    parts = urlsplit(url)
    ended = _AMP_ENDING.sub("/" if parts.path.endswith("/") else "", parts.path)
    path = _AMP_BEGINNING.sub("", ended) or "/"
    query = "&".join(pair for pair in parts.query.split("&") if pair not in _AMP_PARAMETERS)
    return urlunsplit((parts.scheme, parts.netloc.removeprefix("amp."), path, query, parts.fragment))


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").lower().rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    if not host.isascii():
        host = host.encode("idna").decode()
    return f"{host}:{parts.port}" if parts.port and parts.port != DEFAULT_PORTS.get(parts.scheme) else host


def _tracks(pair: str) -> bool:
    return TRACKING.fullmatch(unquote_plus(pair.partition("=")[0])) is not None


def _escaped(part: str) -> str:
    """Letters outside ASCII escaped, escapes in capitals; what is escaped already stays."""
    return _ESCAPE.sub(lambda escape: escape.group().upper(), _UNSAFE.sub(lambda run: quote(run.group()), part))
