"""Columns: where records of a user's own keep the fields of a document."""

from __future__ import annotations

from kelisim.errors import ConfigError
from kelisim.sources.kinds.json_lines import FIELDS


def read_columns(given: str) -> dict[str, str]:
    """The columns of an option such as ``text=body,id=key``, by the field of a document that each holds.

    Raises :class:`~kelisim.errors.ConfigError` for what is no such list.

    >>> read_columns("text=body, id=key")
    {'text': 'body', 'id': 'key'}
    """
    columns: dict[str, str] = {}
    for pair in filter(None, map(str.strip, given.split(","))):
        field, equals, column = (part.strip() for part in pair.partition("="))
        if field not in FIELDS or not equals or not column:
            raise ConfigError(f"{pair!r} is no column; write field=column, where the fields are {', '.join(FIELDS)}")
        columns[field] = column
    return columns
