"""One watcher a ledger: a lock on a file beside it, which the system takes off even from a process that was killed."""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kelisim.errors import ConfigError

SUFFIX = ".watch"


@contextmanager
def only_watcher(ledger_url: str) -> Iterator[None]:
    """Hold the lock of a ledger; :class:`~kelisim.errors.ConfigError` when another watcher holds it."""
    path = lock_path(ledger_url)
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise ConfigError(f"another watcher (process {holder}) watches for this ledger; stop it first") from error
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def lock_path(ledger_url: str) -> Path:
    """The file beside an SQLite ledger; for one on a server a file of this machine."""
    if ledger_url.startswith("sqlite:///"):
        return Path(ledger_url.removeprefix("sqlite:///") + SUFFIX)
    name = hashlib.sha256(ledger_url.encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"kelisim-{name}{SUFFIX}"
