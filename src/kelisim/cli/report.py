"""The report of an ``add``: everything that became of its sources, as JSON; docs/using.md describes it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Literal

import msgspec

from kelisim.errors import ExportError
from kelisim.model import Skipped
from kelisim.summary import Summary
from kelisim.version import __version__

SCHEMA = 1
"""The version of the report's form; a field that goes or changes its meaning makes another."""

Status = Literal["done", "interrupted", "failed"]


class Report:
    """Takes down what was skipped and remarked as it comes, so that memory stays flat, and writes all of it at the end."""

    def __init__(self, path: Path) -> None:
        """Raises :class:`~kelisim.errors.ExportError` when nothing can be written there."""
        self._path = path
        self._begun = datetime.now(UTC)
        self.summary = Summary()
        with _explained(path):
            if path.is_dir():
                raise IsADirectoryError(21, "it is a folder", str(path))
            self._skipped, self._noted = (_spool(path.parent) for _ in range(2))

    def skip(self, item: Skipped) -> None:
        """Take down an input that was not taken in."""
        line = {"name": item.name, "reason": item.reason, "cause": item.cause, "origin": item.origin}
        self._take_down(self._skipped, line)

    def note(self, item: Skipped) -> None:
        """Take down a remark on a document."""
        line = {"document": item.name, "remark": item.reason, "origin": item.origin}
        self._take_down(self._noted, line)

    def close(self) -> None:
        """Let go of what was taken down."""
        self._skipped.close()
        self._noted.close()

    def write(self, status: Status, error: str | None = None) -> None:
        """Write the report in the place of any earlier one, whole or not at all, and close it."""
        with closing(self), _explained(self._path):
            descriptor, name = tempfile.mkstemp(dir=self._path.parent, prefix=f".{self._path.name}.")
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.writelines(self._parts(status, error))
                    file.flush()
                    os.fsync(file.fileno())
                Path(name).chmod(0o666 & ~_umask())
                Path(name).replace(self._path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise

    def _take_down(self, spool: IO[bytes], line: dict[str, str | None]) -> None:
        with _explained(self._path):
            spool.write(msgspec.json.encode(line) + b"\n")

    def _parts(self, status: Status, error: str | None) -> Iterator[bytes]:
        head = msgspec.json.format(msgspec.json.encode(self._head(status, error)), indent=2)
        yield head.removesuffix(b"\n}")
        for name, lines in (("skipped", self._skipped), ("noted", self._noted)):
            yield f',\n  "{name}": ['.encode()
            lines.seek(0)
            for number, line in enumerate(lines):
                yield (b",\n    " if number else b"\n    ") + line.rstrip(b"\n")
            yield b"\n  ]"
        yield b"\n}\n"

    def _head(self, status: Status, error: str | None) -> dict[str, Any]:
        summary, ended = self.summary, datetime.now(UTC)
        return {
            "schema": SCHEMA,
            "kelisim": __version__,
            "status": status,
            "error": error,
            "begun": self._begun.isoformat(timespec="seconds"),
            "ended": ended.isoformat(timespec="seconds"),
            "seconds": {"all": round((ended - self._begun).total_seconds(), 3), **summary.seconds},
            "counts": {
                "read": summary.read,
                "new": summary.new,
                "changed": summary.changed,
                "known": summary.known,
                "unchanged": summary.unchanged,
                "copies": summary.copies,
                "skipped": summary.causes.total(),
                "passed": summary.passed.total(),
                "noted": summary.remarks.total(),
            },
            "last": summary.last,
            "causes": dict(summary.causes.most_common()),
            "passed": dict(summary.passed.most_common()),
            "claims": dict(sorted(summary.claims.items())),
            "languages": dict(sorted(summary.languages.items())),
            "sources": {origin: dict(counts) for origin, counts in summary.sources.items()},
        }


def _spool(folder: Path) -> IO[bytes]:
    """A file without a name, which goes with the process however that ends."""
    return tempfile.TemporaryFile(dir=folder)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ExportError(f"the report {path} cannot be written ({error.strerror}); choose another place") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
