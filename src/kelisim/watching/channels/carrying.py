"""What every channel is given and has to do."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from kelisim.ledger.outbox import Pending
from kelisim.watching.alerts import Alert


class Post(Struct, frozen=True, kw_only=True):
    """What channels need of the run: the environment for secrets, and whether private addresses may be asked."""

    environment: Mapping[str, str]
    allow_private: bool = False
    user_agent: str | None = None


class Parcel(Struct, frozen=True, kw_only=True):
    """Alerts that go through a channel together.

    ``in_doubt`` says that an earlier attempt was made, which may have succeeded. ``latest`` gives the last so many alerts of
    the channel, the newest first.
    """

    alerts: tuple[Alert, ...]
    in_doubt: bool
    latest: Callable[[int], list[Alert]]


class Carrier(Protocol):
    """Carries alerts through one channel."""

    def parcels(self, waiting: Sequence[Pending]) -> Iterable[Sequence[Pending]]:
        """What goes together; the same alerts must make the same parcel at every attempt where that matters."""
        ...

    def carry(self, parcel: Parcel) -> None:
        """Carry it, so that a second time does no harm; :class:`~kelisim.errors.ExportError` when it cannot be."""
        ...


def replace_file(path: Path, content: bytes) -> None:
    """Write a file such that a reader sees the old or the new content and never a part; the :class:`OSError` of failing."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        written.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        written.replace(path)
    except OSError:
        written.unlink(missing_ok=True)
        raise
