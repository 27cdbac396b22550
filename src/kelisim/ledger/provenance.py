"""Whose text each document is: its outlet, and its family among the copies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select

from kelisim.knowledge.outlets import outlet_of
from kelisim.ledger import copies, tables
from kelisim.ledger.queries import rows_where
from kelisim.model import Source


def sources(connection: Connection, ids: Iterable[str] | None, before: str | None = None) -> dict[str, Source]:
    """The documents without their texts, by id; ``None`` asks for all.

    Families are those of the copies recorded ``before``; documents that the ledger does not hold are left out.
    """
    table = tables.documents
    wanted = None if ids is None else sorted(set(ids))
    query = select(table.c.id, table.c.language, table.c.published, table.c.url, table.c.title, table.c.outlet)
    families = copies.families(connection, wanted, before)
    return {row.id: _source(row, families[row.id]) for row in rows_where(connection, query, table.c.id, wanted)}


def _source(row: Any, family: str) -> Source:
    outlet = outlet_of(row.url)
    return Source(
        document=row.id,
        language=row.language,
        published=row.published,
        url=row.url,
        title=row.title,
        outlet=row.outlet if outlet.kind == "unknown" and row.outlet else outlet.name,
        kind=outlet.kind,
        country=outlet.country,
        family=family,
    )
