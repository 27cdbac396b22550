"""The settings of a run: read once from the environment, then passed down."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

DEFAULT_LEDGER = "kelisim.db"


class Settings(Struct, frozen=True):
    """Everything a run can be told from outside.

    ``ledger`` is a path or a database URL; ``debug`` shows tracebacks; ``author`` signs judgements. ``contact`` is where servers
    can reach the user, ``user_agent`` what the program calls itself to them, ``delay`` the seconds between two requests to one
    host; the three are empty where nothing is set.
    """

    ledger: str = DEFAULT_LEDGER
    debug: bool = False
    author: str = ""
    contact: str = ""
    user_agent: str = ""
    delay: str = ""

    @property
    def ledger_url(self) -> str:
        """The ledger as an SQLAlchemy URL."""
        if "://" in self.ledger:
            return self.ledger
        return f"sqlite:///{Path(self.ledger).expanduser()}"


def read_settings(environment: Mapping[str, str] | None = None, *, ledger: str | None = None) -> Settings:
    """Settings from the environment, an argument going first.

    ``KELISIM_LEDGER``, ``KELISIM_DEBUG``, ``KELISIM_AUTHOR``, ``KELISIM_CONTACT``, ``KELISIM_USER_AGENT``, ``KELISIM_DELAY``.
    """
    values = os.environ if environment is None else environment
    return Settings(
        ledger=ledger or values.get("KELISIM_LEDGER") or DEFAULT_LEDGER,
        debug=values.get("KELISIM_DEBUG", "") not in ("", "0"),
        author=values.get("KELISIM_AUTHOR") or _login_name(),
        contact=values.get("KELISIM_CONTACT", ""),
        user_agent=values.get("KELISIM_USER_AGENT", ""),
        delay=values.get("KELISIM_DELAY", ""),
    )


def _login_name() -> str:
    """The name of whoever runs the program; empty where the system knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
