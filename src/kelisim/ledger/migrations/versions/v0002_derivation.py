"""What entries are derived with: the parties and keys of claims, the claims of entries, the claims touched since."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables and give every claim its parties; the entries are derived anew with their keys."""
    op.add_column("claims", sa.Column("parties", sa.String, nullable=False, server_default=""))
    connection = op.get_bind()
    claims = sa.table("claims", sa.column("id"), sa.column("body"), sa.column("parties"))
    for row in connection.execute(sa.select(claims.c.id, claims.c.body)).all():
        parties = ",".join(json.loads(row.body)["parties"])
        connection.execute(claims.update().where(claims.c.id == row.id).values(parties=parties))
    op.create_index("claims_by_parties", "claims", ["kind", "parties"])
    op.create_table(
        "claim_keys",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("claim", sa.String, sa.ForeignKey("claims.id"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "entry_claims",
        sa.Column("claim", sa.String, sa.ForeignKey("claims.id"), primary_key=True),
        sa.Column("entry", sa.String, sa.ForeignKey("entries.id"), nullable=False),
    )
    op.create_index("entry_claims_by_entry", "entry_claims", ["entry"])
    op.create_table("touched", sa.Column("claim", sa.String, sa.ForeignKey("claims.id"), primary_key=True))
