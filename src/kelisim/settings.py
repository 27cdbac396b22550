"""The settings of a run: read once from the environment, then passed down."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

DEFAULT_LEDGER = "kelisim.db"


class Settings(Struct, frozen=True):
    """Everything a run can be told from outside.

    ``ledger`` is a path or a database URL; ``debug`` shows tracebacks.
    """

    ledger: str = DEFAULT_LEDGER
    debug: bool = False

    @property
    def ledger_url(self) -> str:
        """The ledger as an SQLAlchemy URL."""
        if "://" in self.ledger:
            return self.ledger
        return f"sqlite:///{Path(self.ledger).expanduser()}"


def read_settings(environment: Mapping[str, str] | None = None, *, ledger: str | None = None) -> Settings:
    """Settings from the environment (``KELISIM_LEDGER``, ``KELISIM_DEBUG``), an argument going first."""
    values = os.environ if environment is None else environment
    return Settings(
        ledger=ledger or values.get("KELISIM_LEDGER") or DEFAULT_LEDGER,
        debug=values.get("KELISIM_DEBUG", "") not in ("", "0"),
    )
