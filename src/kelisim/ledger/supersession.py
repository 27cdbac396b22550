"""Changed documents: a text at the address of an earlier, other text supersedes it. Both are kept.

Each document is superseded once, by the next version; which is the newest text of an address, :mod:`kelisim.ledger.adding`
decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, insert, select

from kelisim.ledger import tables
from kelisim.ledger.queries import rows_where
from kelisim.model import Claim
from kelisim.resolve.standing import same_in_both


def record(connection: Connection, pairs: Sequence[tuple[str, str]], now: str) -> None:
    """Mark the first of each pair as superseded by the second, which no document supersedes."""
    if pairs:
        rows = [{"old": old, "new": new, "recorded_at": now} for old, new in pairs]
        connection.execute(insert(tables.supersessions), rows)


def affected(connection: Connection, old: Iterable[str]) -> list[str]:
    """The claims whose entries change when these documents become superseded: theirs."""
    table = tables.claims
    return [row.id for row in rows_where(connection, select(table.c.id), table.c.document, old)]


def superseded(connection: Connection, before: str | None = None) -> dict[str, str]:
    """The superseded documents, each with its next version; ``before`` leaves out what was recorded then or later."""
    table = tables.supersessions
    return {row.old: row.new for row in connection.execute(_until(select(table.c.old, table.c.new), before))}


def old_documents(before: str | None = None) -> Select[Any]:
    """The query for the superseded documents' names."""
    return _until(select(tables.supersessions.c.old), before)


def _until(query: Select[Any], before: str | None) -> Select[Any]:
    return query if before is None else query.where(tables.supersessions.c.recorded_at < before)


def moves(connection: Connection, claims: Iterable[str], before: str | None = None) -> dict[str, str | None]:
    """Where those of the claims went whose documents are superseded: the claim of the newest text that says the same.

    It is followed from version to version: what one version left out stays lost, though a later one has it again.
    """
    next_version = superseded(connection, before)
    if not next_version:
        return {}
    table = tables.claims
    query = select(table.c.id, table.c.document)
    home = {
        row.id: row.document
        for row in rows_where(connection, query, table.c.id, claims)
        if row.document in next_version
    }
    steps = {old: _step(connection, old, next_version) for old in _with_later(set(home.values()), next_version)}
    return {claim: _follow(claim, document, next_version, steps) for claim, document in home.items()}


def _with_later(documents: Iterable[str], next_version: dict[str, str]) -> set[str]:
    """The documents and all their later versions that are superseded too."""
    found: set[str] = set()
    for document in documents:
        while document in next_version and document not in found:
            found.add(document)
            document = next_version[document]  # noqa: PLW2901 -- walks along the versions
    return found


def _step(connection: Connection, old: str, next_version: dict[str, str]) -> dict[str, str]:
    return same_in_both(_claims(connection, old), _claims(connection, next_version[old]))


def _claims(connection: Connection, document: str) -> list[Claim]:
    query = select(tables.claims.c.body).where(tables.claims.c.document == document)
    return [msgspec.json.decode(row.body, type=Claim) for row in connection.execute(query)]


def _follow(claim: str, document: str, next_version: dict[str, str], steps: dict[str, dict[str, str]]) -> str | None:
    current: str | None = claim
    while current is not None and document in next_version:
        current = steps[document].get(current)
        document = next_version[document]
    return current
