"""Who publishes a document and what its date rests on, in the page's words; the last visit of every address."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the columns and create the table."""
    op.add_column("documents", sa.Column("outlet", sa.String))
    op.add_column("documents", sa.Column("dating", sa.String))
    op.create_table(
        "visits",
        sa.Column("url", sa.String, primary_key=True),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("etag", sa.String),
        sa.Column("modified", sa.String),
    )
