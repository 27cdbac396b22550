"""Which document supersedes which: the changed versions of one address, in the order of their recording."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from kelisim.ledger.addresses import names_a_page

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the table and the index on addresses, and find the versions among the documents already there."""
    op.create_table(
        "supersessions",
        sa.Column("old", sa.String, sa.ForeignKey("documents.id"), primary_key=True),
        sa.Column("new", sa.String, sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("recorded_at", sa.String, nullable=False),
    )
    op.create_index("documents_by_url", "documents", ["url"])
    _record(op.get_bind())


def _record(connection: sa.Connection) -> None:
    """A text at the address of an earlier, other text supersedes it."""
    documents = sa.table("documents", *map(sa.column, ("sequence", "id", "url", "digest", "recorded_at")))
    supersessions = sa.table("supersessions", *map(sa.column, ("old", "new", "recorded_at")))
    standing: dict[str, list[tuple[str, str]]] = {}
    for row in connection.execute(sa.select(documents).order_by(documents.c.sequence)).all():
        if row.url is None or not names_a_page(row.url):
            continue
        earlier = standing.get(row.url, [])
        for name in [name for name, text in earlier if text != row.digest]:
            old = {"old": name, "new": row.id, "recorded_at": row.recorded_at}
            connection.execute(sa.insert(supersessions), old)
        standing[row.url] = [pair for pair in earlier if pair[1] == row.digest] + [(row.id, row.digest)]
    connection.execute(sa.delete(sa.table("state")))  # the entries are derived anew


def downgrade() -> None:
    """Drop them."""
    op.drop_index("documents_by_url", "documents")
    op.drop_table("supersessions")
