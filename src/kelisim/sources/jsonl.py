"""Documents as JSON Lines: one object a line with ``id``, ``text`` and optionally what is known of the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from kelisim.model import Raw, Skipped

KNOWN_FIELDS = ("language", "published", "url", "title")
LONGEST_SHOWN = 60


def read_lines(lines: Iterable[bytes], name: str) -> Iterator[Raw | Skipped]:
    """One :class:`Raw` for each good line, one :class:`Skipped` for each bad one; empty lines are passed over."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _record(line, f"{name}:{number}")


def _record(line: bytes, name: str) -> Raw | Skipped:
    try:
        record = msgspec.json.decode(line)
    except msgspec.DecodeError as error:
        return Skipped(name, f"the line is not JSON ({_short(str(error))}); write one object a line")
    except UnicodeDecodeError:
        return Skipped(name, "the line is not UTF-8; save the file as UTF-8")
    if not isinstance(record, dict):
        return Skipped(name, "the line is JSON but no object; give an object with `id` and `text`")
    return _from_object(record, name)


def _from_object(record: dict[str, Any], name: str) -> Raw | Skipped:
    text = record.get("text")
    if not isinstance(text, str):
        return Skipped(name, "the object has no `text`; give the document's text there")
    identity = record.get("id")
    if identity is None or isinstance(identity, (dict, list, bool)) or str(identity) == "":
        return Skipped(name, "the object has no `id`; give each document its own")
    known = {field: record[field] for field in KNOWN_FIELDS if isinstance(record.get(field), str)}
    return Raw(name=name, id=str(identity), content=text, **known)


def _short(message: str) -> str:
    return message if len(message) <= LONGEST_SHOWN else message[:LONGEST_SHOWN] + "…"
