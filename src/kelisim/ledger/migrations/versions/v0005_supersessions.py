"""Which document supersedes which: the changed versions of one address, in the order of their recording."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from kelisim.ledger import supersession

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
    connection = op.get_bind()
    documents = sa.table("documents", *map(sa.column, ("sequence", "id", "url", "digest", "recorded_at")))
    for row in connection.execute(sa.select(documents).order_by(documents.c.sequence)).all():
        supersession.record(connection, row.id, row.url, row.digest, row.recorded_at)
    connection.execute(sa.delete(sa.table("state")))  # the entries are derived anew


def downgrade() -> None:
    """Drop them."""
    op.drop_index("documents_by_url", "documents")
    op.drop_table("supersessions")
