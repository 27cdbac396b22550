"""The first tables: documents, claims, judgements; entries derived from them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "documents",
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column("recorded_at", sa.String, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("language", sa.String),
        sa.Column("published", sa.String),
        sa.Column("url", sa.String),
        sa.Column("title", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("note", sa.Text),
    )
    op.create_table(
        "claims",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("document", sa.String, sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("recorded_at", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "judgements",
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("recorded_at", sa.String, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "entries",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "entry_parties",
        sa.Column("entry", sa.String, sa.ForeignKey("entries.id"), primary_key=True),
        sa.Column("party", sa.String, primary_key=True),
    )
    op.create_table(
        "state",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("value", sa.String, nullable=False),
    )
    op.create_index("claims_by_document", "claims", ["document"])
    op.create_index("claims_by_kind", "claims", ["kind"])
    op.create_index("entries_by_kind", "entries", ["kind"])
    op.create_index("entry_parties_by_party", "entry_parties", ["party"])


def downgrade() -> None:
    """Drop the tables."""
    for table in ("state", "entry_parties", "entries", "judgements", "claims", "documents"):
        op.drop_table(table)
