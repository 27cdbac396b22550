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

    ``ledger`` is a path or a database URL; ``debug`` shows tracebacks; ``author`` signs judgements.
    """

    ledger: str = DEFAULT_LEDGER
    debug: bool = False
    author: str = ""

    @property
    def ledger_url(self) -> str:
        """The ledger as an SQLAlchemy URL."""
        if "://" in self.ledger:
            return self.ledger
        return f"sqlite:///{Path(self.ledger).expanduser()}"


def read_settings(environment: Mapping[str, str] | None = None, *, ledger: str | None = None) -> Settings:
    """Settings from the environment (``KELISIM_LEDGER``, ``KELISIM_DEBUG``, ``KELISIM_AUTHOR``), an argument going first."""
    values = os.environ if environment is None else environment
    return Settings(
        ledger=ledger or values.get("KELISIM_LEDGER") or DEFAULT_LEDGER,
        debug=values.get("KELISIM_DEBUG", "") not in ("", "0"),
        author=values.get("KELISIM_AUTHOR") or _login_name(),
    )


def _login_name() -> str:
    """The name of whoever runs the program; empty where the system knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
