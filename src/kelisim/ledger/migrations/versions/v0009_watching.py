"""What is watched and when it was polled; the rules of alerts, what each has told, the alerts and their deliveries."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "watched",
        sa.Column("url", sa.String, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("attempted_at", sa.String, nullable=False),
        sa.Column("succeeded_at", sa.String),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("due_at", sa.String, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
    )
    op.create_table(
        "alert_rules",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("begun_after", sa.Integer, nullable=False),
        sa.Column("begun_on", sa.String, nullable=False),
        sa.Column("judged_up_to", sa.Integer, nullable=False),
        sa.Column("overdue_on", sa.String),
    )
    op.create_table(
        "alerted",
        sa.Column("rule", sa.String, primary_key=True),
        sa.Column("aspect", sa.String, primary_key=True),
        sa.Column("claim", sa.String, sa.ForeignKey("claims.id"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "alerts",
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column("rule", sa.String, nullable=False),
        sa.Column("made_at", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "deliveries",
        sa.Column("alert", sa.Integer, sa.ForeignKey("alerts.sequence"), primary_key=True, autoincrement=False),
        sa.Column("channel", sa.String, primary_key=True),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due_at", sa.String),
        sa.Column("delivered_at", sa.String),
        sa.Column("error", sa.Text),
    )
    op.create_index("deliveries_by_due", "deliveries", ["due_at"])
