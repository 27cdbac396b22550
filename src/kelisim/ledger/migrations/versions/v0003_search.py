"""The full-text index, filled from the documents that are there."""

from __future__ import annotations

import msgspec
import sqlalchemy as sa
from alembic import op

from kelisim.ledger import fulltext
from kelisim.ledger.terms import skeletons_of
from kelisim.model import Claim

revision = "0003"
down_revision = "0002"

READ_AT_ONCE = 100
"""So many texts are held in memory."""


def upgrade() -> None:
    """Create the index and read every stored text into it."""
    connection = op.get_bind()
    if not fulltext.supports(connection):
        return
    for statement in fulltext.CREATE:
        op.execute(statement)
    documents = sa.text("SELECT sequence, id, language, text FROM documents ORDER BY sequence")
    for document in connection.execution_options(stream_results=True).execute(documents).yield_per(READ_AT_ONCE):
        bodies = connection.execute(sa.text("SELECT body FROM claims WHERE document = :id"), {"id": document.id})
        claims = [msgspec.json.decode(row.body, type=Claim) for row in bodies]
        form = fulltext.form_of(document.text, document.language)
        fulltext.record(connection, document.sequence, form, skeletons_of(claims))


def downgrade() -> None:
    """Drop the index."""
    for statement in ("DROP TABLE search_texts", "DROP TABLE search_names", "DROP INDEX documents_by_publication"):
        op.execute(statement)
