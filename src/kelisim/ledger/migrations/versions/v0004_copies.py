"""Signatures of the documents and links between copies; the store fills them after the upgrade."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "signatures",
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.sequence"), primary_key=True, autoincrement=False),
        sa.Column("front", sa.Integer, nullable=False),
        sa.Column("shingles", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "fingerprints",
        sa.Column("fingerprint", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("is_front", sa.Boolean, primary_key=True),
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.sequence"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "copies",
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.sequence"), primary_key=True, autoincrement=False),
        sa.Column("earlier", sa.Integer, sa.ForeignKey("documents.sequence"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("copies_by_earlier", "copies", ["earlier"])


def downgrade() -> None:
    """Drop the tables."""
    for table in ("copies", "fingerprints", "signatures"):
        op.drop_table(table)
