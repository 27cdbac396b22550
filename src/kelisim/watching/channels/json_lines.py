"""A file that gets a line of JSON for each alert."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from kelisim.errors import ExportError
from kelisim.ledger.outbox import Pending
from kelisim.watching.alerts import line_of
from kelisim.watching.channels.carrying import Parcel
from kelisim.watching.schema import JsonLines

CHUNK = 1 << 16


class File:
    """Adds lines at the end of the file; after an interrupted attempt only those that it lacks."""

    def __init__(self, channel: JsonLines) -> None:
        self._path = Path(channel.path)

    def parcels(self, waiting: Sequence[Pending]) -> Iterable[Sequence[Pending]]:
        """Everything at once."""
        return [waiting] if waiting else []

    def carry(self, parcel: Parcel) -> None:
        """Write the lines and have them on the disk."""
        try:
            with self._path.open("a+b") as file:
                _drop_torn_line(file)
                written = _ids(file) if parcel.in_doubt else set()
                file.writelines(
                    msgspec.json.encode(line_of(alert)) + b"\n" for alert in parcel.alerts if alert.id not in written
                )
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise ExportError(
                f"{self._path} cannot be written ({error.strerror}); make room or mend its path"
            ) from error


def _drop_torn_line(file: BinaryIO) -> None:
    """Cut what an interrupted writer left behind the last whole line."""
    end = position = file.seek(0, os.SEEK_END)
    while position > 0:
        begin = max(0, position - CHUNK)
        file.seek(begin)
        newline = file.read(position - begin).rfind(b"\n")
        if newline >= 0:
            position = begin + newline + 1
            break
        position = begin
    if position < end:
        file.truncate(position)
    file.seek(0, os.SEEK_END)


def _ids(file: BinaryIO) -> set[str]:
    """The ids of the alerts that the file has; lines of others are passed over."""
    found = set()
    file.seek(0)
    for line in file:
        try:
            found.add(msgspec.json.decode(line, type=_Named).id)
        except msgspec.MsgspecError:
            continue
    file.seek(0, os.SEEK_END)
    return found


class _Named(msgspec.Struct):
    id: str
