"""The conflicts found among the entries of one set of parties, kept until one of these entries changes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "conflict_blocks",
        sa.Column("parties", sa.String, primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
    )
