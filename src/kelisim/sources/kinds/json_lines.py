"""JSON Lines: one object a line with ``text`` and optionally ``id`` and what is known of the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from kelisim.model import Raw, Skipped
from kelisim.sources.charsets import unmarked
from kelisim.sources.content import Certainty, Content, Item, Opener

FIELDS = ("id", "text", "language", "published", "url", "title")
"""The fields of a document that a record may have."""

LONGEST_SHOWN = 60
BEGINNINGS = (b'{"', b"{ ")
NAMES = (".jsonl", ".ndjson")


class JsonLines:
    """Lines are read one by one; a bad one is skipped and the others go through."""

    name = "JSON Lines"

    def recognise(self, content: Content) -> Certainty:
        """A line that begins as an object does, or the name of an empty or spoilt file of this kind."""
        lines = unmarked(content.head).splitlines()
        if any(line.lstrip().startswith(BEGINNINGS) for line in lines) or content.name.endswith(NAMES):
            return Certainty.LIKELY
        return Certainty.NO

    def read(self, content: Content, opener: Opener) -> Iterator[Item]:
        """One document for each good line; empty lines are passed over."""
        for number, line in enumerate(content.stream, start=1):
            if line.strip():
                yield _record(line, f"{content.name}:{number}", opener.options.columns)


source = JsonLines()


def document_of(record: Mapping[str, Any], name: str, columns: Mapping[str, str]) -> Raw | Skipped:
    """The document of one record, whose keys are the fields of a document unless ``columns`` maps them."""
    values = {field: record.get(columns.get(field, field)) for field in FIELDS}
    text, identity = values["text"], values["id"]
    if not isinstance(text, str):
        return Skipped(name, f"the object has no `{columns.get('text', 'text')}`; give the document's text there")
    if isinstance(identity, (dict, list, bool)) or str(identity) == "":
        identity = None
    url = values["url"] if isinstance(values["url"], str) else None
    if identity is None and url is None:
        return Skipped(name, f"the object has no `{columns.get('id', 'id')}`; give each document its own")
    known = {field: values[field] for field in FIELDS[2:] if isinstance(values[field], str)}
    return Raw(name=name, id=None if identity is None else str(identity), content=text, **known)


def _record(line: bytes, name: str, columns: Mapping[str, str]) -> Raw | Skipped:
    try:
        record = msgspec.json.decode(line)
    except msgspec.DecodeError as error:
        return Skipped(name, f"the line is not JSON ({_short(str(error))}); write one object a line")
    except UnicodeDecodeError:
        return Skipped(name, "the line is not UTF-8; save the file as UTF-8")
    if not isinstance(record, dict):
        return Skipped(name, "the line is JSON but no object; give an object with `id` and `text`")
    return document_of(record, name, columns)


def _short(message: str) -> str:
    return message if len(message) <= LONGEST_SHOWN else message[:LONGEST_SHOWN] + "…"
