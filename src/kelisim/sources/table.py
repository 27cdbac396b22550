"""Rows of tables as documents: which columns are needed, which are missing, and what dates look like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from kelisim.errors import SourceError
from kelisim.model import Raw, Skipped
from kelisim.sources.kinds.json_lines import FIELDS, document_of

MOST_NAMED = 20
"""Columns of a table that a message names."""


def columns_of(present: Iterable[str], columns: Mapping[str, str]) -> list[str]:
    """The columns of a table that are read, of those ``present``.

    Raises :class:`~kelisim.errors.SourceError` when one is missing that was named, that holds the texts, or that names the
    documents.
    """
    has = list(present)
    wanted = {field: columns.get(field, field) for field in FIELDS}
    missing = [wanted[field] for field in FIELDS if wanted[field] not in has and (field in columns or field == "text")]
    if missing:
        raise SourceError(f"{_lack(missing, has)}; say where each field is with --columns, as in text=body,id=key")
    if wanted["id"] not in has and wanted["url"] not in has:
        raise SourceError(
            f"{_lack(['id', 'url'], has, ' or ')}; say which column names each document with --columns id=key"
        )
    return [column for column in wanted.values() if column in has]


def row_document(row: Mapping[str, Any], name: str, columns: Mapping[str, str]) -> Raw | Skipped:
    """The document of a row; dates and times in it are written as ISO 8601."""
    return document_of({column: _written(value) for column, value in row.items()}, name, columns)


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _lack(missing: Sequence[str], has: Sequence[str], joint: str = ", ") -> str:
    named = ", ".join(has[:MOST_NAMED]) + (", …" if len(has) > MOST_NAMED else "")
    return f"the table has no column {joint.join(f'`{name}`' for name in missing)}; it has {named or 'none'}"
