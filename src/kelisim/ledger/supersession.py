"""Changed documents: a text at the address of an earlier, other text supersedes it. Both are kept.

Each document is superseded once, by the next version recorded; what is the newest text of an address depends on the order
of recording, as the page's own history does.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import msgspec
from sqlalchemy import Connection, Select, insert, select

from kelisim.ledger import tables
from kelisim.ledger.queries import rows_where
from kelisim.model import Claim
from kelisim.resolve.standing import same_in_both


def names_a_page(url: str) -> bool:
    """Whether an address names one page: the front page of a site, where any text may have stood, does not."""
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)


def record(connection: Connection, document: str, url: str | None, text_digest: str, now: str) -> list[str]:
    """Mark the earlier texts of the address of a new document as superseded by it; which they are."""
    if url is None or not names_a_page(url):
        return []
    table = tables.documents
    own = select(table.c.sequence).where(table.c.id == document).scalar_subquery()
    earlier = connection.execute(
        select(table.c.id)
        .where(table.c.url == url, table.c.sequence < own, table.c.digest != text_digest)
        .where(table.c.id.not_in(old_documents()))
        .order_by(table.c.sequence)
    )
    old = [row.id for row in earlier]
    if old:
        rows = [{"old": name, "new": document, "recorded_at": now} for name in old]
        connection.execute(insert(tables.supersessions), rows)
    return old


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
