"""Queries that name more values than one statement may hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Column, Connection, Row, Select

BATCH = 500
"""How many values a statement names at most."""


def rows_where(
    connection: Connection, query: Select[Any], column: Column[Any], values: Iterable[Any] | None
) -> Iterator[Row[Any]]:
    """The rows of a query whose column has one of the values, however many these are; all rows for ``None``."""
    if values is None:
        yield from connection.execute(query)
        return
    rest = iter(dict.fromkeys(values))
    while batch := list(islice(rest, BATCH)):
        yield from connection.execute(query.where(column.in_(batch)))
