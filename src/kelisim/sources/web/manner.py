"""How addresses are fetched: names, delays and bounds."""

from __future__ import annotations

import math

from msgspec import Struct

from kelisim.errors import ConfigError
from kelisim.settings import Settings
from kelisim.sources.content import LARGEST_DOCUMENT
from kelisim.version import __version__

REDIRECTS = 5
"""Redirects followed one after the other (RFC 9309 asks for as many for robots.txt)."""

HOSTS_AT_ONCE = 8
"""Hosts that are asked at the same time: enough to hide a slow one, few enough for a home connection."""

LOOK_AHEAD = 32
"""Links drawn before their answers are wanted: four for each host asked, each with at most one open temporary file."""

HOST_FAILURES = 3
"""Addresses of a host that fail one after the other by its fault before it is given up for the run."""

LONGEST_CRAWL_DELAY = 30.0
"""Seconds between requests that a robots.txt can ask for; a longer wish counts as this."""

DEFAULT_DELAY = 1.0
"""Seconds between two requests to one host: what polite programs have settled on."""

LONGEST_USER_AGENT = 200
"""Characters; servers cut or refuse longer ones."""


class Manner(Struct, frozen=True, kw_only=True):
    """What a run keeps to on the network. Times are in seconds, sizes in bytes.

    ``delay`` passes between the end of a request and the next one to the same host. ``longest`` bounds the exchanges of one
    address, redirects and retries together, without the waits between them; ``connect`` and ``read`` bound one connection and
    one silence. ``tries`` counts the first one; before each further one ``back_off``, doubled every time and jittered by half,
    passes, or what the server asks for, up to ``longest_wait``. ``largest`` bounds a body both as sent and as unpacked.
    """

    user_agent: str
    allow_private: bool = False
    delay: float = DEFAULT_DELAY
    longest: float = 180.0
    connect: float = 15.0
    read: float = 30.0
    tries: int = 4
    back_off: float = 2.0
    longest_wait: float = 120.0
    largest: int = LARGEST_DOCUMENT

    @property
    def robot(self) -> str:
        """The product token by which robots.txt calls the program (RFC 9309, section 2.2.1)."""
        return self.user_agent.split("/")[0].split(" ")[0]


def manner_of(settings: Settings, *, allow_private: bool = False, delay: float | None = None) -> Manner:
    """The manner that settings and options ask for, ``delay`` in seconds going before that of the settings.

    Raises :class:`~kelisim.errors.ConfigError` for a value that cannot be.
    """
    wanted = _delay((settings.delay or DEFAULT_DELAY) if delay is None else delay)
    return Manner(user_agent=_user_agent(settings), allow_private=allow_private, delay=wanted)


def _delay(value: str | float) -> float:
    try:
        seconds = float(value)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds < math.inf:
        raise ConfigError(f"a delay of {value} cannot be; write it in seconds, such as 2.5")
    return seconds


def _user_agent(settings: Settings) -> str:
    """The name and version of the program, with the address or e-mail at which its user can be reached where one is set."""
    contact = f" (+{settings.contact})" if settings.contact else ""
    name = settings.user_agent or f"Kelisim/{__version__}{contact}"
    if not name.isascii() or not name.isprintable() or not name.strip() or len(name) > LONGEST_USER_AGENT:
        variable = "KELISIM_USER_AGENT" if settings.user_agent else "KELISIM_CONTACT"
        raise ConfigError(f"{variable} cannot be sent to servers; write it in at most 150 printable ASCII characters")
    return name
