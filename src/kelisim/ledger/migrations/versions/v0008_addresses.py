"""Where each text was met: several addresses of one article, several texts of one address, files by their paths."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from kelisim.ledger.addresses import key_of

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Create the table and fill it; addresses that were written differently are one from now on."""
    op.create_table(
        "addresses",
        sa.Column("address", sa.String, primary_key=True),
        sa.Column("document", sa.String, sa.ForeignKey("documents.id"), primary_key=True),
        sa.Column("written", sa.String, nullable=False),
        sa.Column("seen", sa.String),
        sa.Column("content", sa.String),
    )
    op.create_index("addresses_by_content", "addresses", ["content"])
    op.create_index("addresses_by_document", "addresses", ["document"])
    op.create_index("documents_by_digest", "documents", ["digest"])
    op.drop_index("documents_by_url", "documents")
    connection = op.get_bind()
    if _record(connection, _supersessions(connection)):
        connection.execute(sa.delete(sa.table("state")))  # the entries are derived anew


def downgrade() -> None:
    """Drop what was made; what was superseded stays so."""
    op.create_index("documents_by_url", "documents", ["url"])
    op.drop_index("documents_by_digest", "documents")
    op.drop_table("addresses")


def _supersessions(connection: sa.Connection) -> set[str]:
    return set(connection.execute(sa.select(sa.column("old")).select_from(sa.table("supersessions"))).scalars())


def _record(connection: sa.Connection, old: set[str]) -> bool:
    """Record every address, and what is superseded now that equal addresses are known; whether anything is."""
    columns = ("sequence", "id", "url", "digest", "recorded_at")
    documents = sa.table("documents", *map(sa.column, columns))
    addresses = sa.table("addresses", *map(sa.column, ("address", "document", "written")))
    supersessions = sa.table("supersessions", *map(sa.column, ("old", "new", "recorded_at")))
    standing: dict[str, list[tuple[str, str]]] = {}
    changed = False
    for row in connection.execute(sa.select(documents).order_by(documents.c.sequence)).all():
        key = key_of(row.url)
        if key is None:
            continue
        connection.execute(sa.insert(addresses), {"address": key, "document": row.id, "written": row.url})
        earlier = standing.get(key, [])
        for name in [name for name, text in earlier if text != row.digest and name not in old]:
            fresh = {"old": name, "new": row.id, "recorded_at": row.recorded_at}
            connection.execute(sa.insert(supersessions), fresh)
            changed = True
        standing[key] = [pair for pair in earlier if pair[1] == row.digest] + [(row.id, row.digest)]
    return changed
