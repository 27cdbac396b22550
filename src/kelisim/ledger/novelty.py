"""What came into the ledger since, and which of it a rule of alerts knows already.

The order of recording is that of the documents' sequence numbers: one writer at a time gives them, so that whatever is
recorded later has a higher one, which its time of recording does not promise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec
from sqlalchemy import Connection, func, insert, select

from kelisim.ledger import tables
from kelisim.ledger.queries import rows_where
from kelisim.model import Claim

Lines = Mapping[str, frozenset[str]]
"""Claims, each with itself and the claims that said the same in earlier texts of its address."""


def newest(connection: Connection) -> int:
    """The number of the document recorded last; 0 when there is none."""
    return int(connection.execute(select(func.max(tables.documents.c.sequence))).scalar() or 0)


def claims_after(connection: Connection, sequence: int) -> list[str]:
    """The names of the claims of the documents recorded after the one of this number."""
    claims, documents = tables.claims, tables.documents
    query = select(claims.c.id).join(documents, claims.c.document == documents.c.id)
    return [row.id for row in connection.execute(query.where(documents.c.sequence > sequence))]


def numbers(connection: Connection, claims: Iterable[str]) -> dict[str, int]:
    """The numbers of the documents that the claims stand in, by claim."""
    table, documents = tables.claims, tables.documents
    query = select(table.c.id, documents.c.sequence).join(documents, table.c.document == documents.c.id)
    return {row.id: row.sequence for row in rows_where(connection, query, table.c.id, claims)}


def marks(connection: Connection, rule: str, claims: Iterable[str]) -> set[tuple[str, str]]:
    """What a rule has told of the claims: aspect and claim."""
    table = tables.alerted
    query = select(table.c.aspect, table.c.claim).where(table.c.rule == rule)
    return {(row.aspect, row.claim) for row in rows_where(connection, query, table.c.claim, claims)}


def mark(connection: Connection, rule: str, told: Iterable[tuple[str, str]]) -> None:
    """Note what a rule tells: aspects and claims."""
    rows = [{"rule": rule, "aspect": aspect, "claim": claim} for aspect, claim in sorted(set(told))]
    if rows:
        connection.execute(insert(tables.alerted).prefix_with("OR IGNORE", dialect="sqlite"), rows)


def lines(connection: Connection, claims: Iterable[str]) -> Lines:
    """The claims, each with those that said the same in earlier texts of its address, in whatever words."""
    found: dict[str, set[str]] = {claim: {claim} for claim in claims}
    reached = {claim: {claim} for claim in found}
    while reached:
        earlier: dict[str, set[str]] = defaultdict(set)
        for claim, before in _before(connection, reached):
            for origin in reached[claim]:
                if before not in found[origin]:
                    found[origin].add(before)
                    earlier[before].add(origin)
        reached = earlier
    return {claim: frozenset(line) for claim, line in found.items()}


def _before(connection: Connection, claims: Iterable[str]) -> list[tuple[str, str]]:
    """The claims whose document supersedes another, each with a claim of that which says the same."""
    table, steps = tables.claims, tables.supersessions
    query = select(table.c.id, table.c.body, steps.c.old).join(steps, steps.c.new == table.c.document)
    later = [(row.id, _said(row.body), row.old) for row in rows_where(connection, query, table.c.id, claims)]
    said: dict[tuple[str, Claim], list[str]] = defaultdict(list)
    told = select(table.c.id, table.c.document, table.c.body)
    for row in rows_where(connection, told, table.c.document, {old for _, _, old in later}):
        said[row.document, _said(row.body)].append(row.id)
    return [(claim, before) for claim, fact, old in later for before in said[old, fact]]


def _said(body: str) -> Claim:
    """What a claim says, without where and in which words."""
    claim = msgspec.json.decode(body, type=Claim)
    return msgspec.structs.replace(claim, document="", start=0, end=0, quote="", confidence=1.0, frame="", origin="")
