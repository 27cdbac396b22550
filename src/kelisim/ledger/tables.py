"""The tables of the ledger. Times of recording are ISO 8601 in UTC; bodies are canonical JSON."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

documents = Table(
    "documents",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("recorded_at", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("language", String),
    Column("published", String),
    Column("url", String),
    Column("title", Text),
    Column("text", Text, nullable=False),
    Column("note", Text),
    Column("outlet", String),
    Column("dating", String),
)

claims = Table(
    "claims",
    metadata,
    Column("id", String, primary_key=True),
    Column("document", String, ForeignKey("documents.id"), nullable=False),
    Column("recorded_at", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("parties", String, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("body", Text, nullable=False),
)

claim_keys = Table(
    "claim_keys",
    metadata,
    Column("key", String, primary_key=True),
    Column("claim", String, ForeignKey("claims.id"), primary_key=True),
    sqlite_with_rowid=False,
)

touched = Table("touched", metadata, Column("claim", String, ForeignKey("claims.id"), primary_key=True))

supersessions = Table(
    "supersessions",
    metadata,
    Column("old", String, ForeignKey("documents.id"), primary_key=True),
    Column("new", String, ForeignKey("documents.id"), nullable=False),
    Column("recorded_at", String, nullable=False),
)

addresses = Table(
    "addresses",
    metadata,
    Column("address", String, primary_key=True),
    Column("document", String, ForeignKey("documents.id"), primary_key=True),
    Column("written", String, nullable=False),
    Column("seen", String),
    Column("content", String),
)

judgements = Table(
    "judgements",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    Column("recorded_at", String, nullable=False),
    Column("author", String, nullable=False),
    Column("body", Text, nullable=False),
)

signatures = Table(
    "signatures",
    metadata,
    Column("document", Integer, ForeignKey("documents.sequence"), primary_key=True, autoincrement=False),
    Column("front", Integer, nullable=False),
    Column("shingles", LargeBinary, nullable=False),
)

fingerprints = Table(
    "fingerprints",
    metadata,
    Column("fingerprint", BigInteger, primary_key=True, autoincrement=False),
    Column("is_front", Boolean, primary_key=True),
    Column("document", Integer, ForeignKey("documents.sequence"), primary_key=True),
    sqlite_with_rowid=False,
)

copies = Table(
    "copies",
    metadata,
    Column("document", Integer, ForeignKey("documents.sequence"), primary_key=True, autoincrement=False),
    Column("earlier", Integer, ForeignKey("documents.sequence"), primary_key=True),
    sqlite_with_rowid=False,
)

entries = Table(
    "entries",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("body", Text, nullable=False),
)

entry_parties = Table(
    "entry_parties",
    metadata,
    Column("entry", String, ForeignKey("entries.id"), primary_key=True),
    Column("party", String, primary_key=True),
)

entry_claims = Table(
    "entry_claims",
    metadata,
    Column("claim", String, ForeignKey("claims.id"), primary_key=True),
    Column("entry", String, ForeignKey("entries.id"), nullable=False),
)

visits = Table(
    "visits",
    metadata,
    Column("url", String, primary_key=True),
    Column("at", String, nullable=False),
    Column("etag", String),
    Column("modified", String),
)

conflict_blocks = Table(
    "conflict_blocks",
    metadata,
    Column("parties", String, primary_key=True),
    Column("body", Text, nullable=False),
)

watched = Table(
    "watched",
    metadata,
    Column("url", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("attempted_at", String, nullable=False),
    Column("succeeded_at", String),
    Column("failures", Integer, nullable=False),
    Column("due_at", String, nullable=False),
    Column("outcome", Text, nullable=False),
)

alert_rules = Table(
    "alert_rules",
    metadata,
    Column("name", String, primary_key=True),
    Column("begun_after", Integer, nullable=False),
    Column("begun_on", String, nullable=False),
    Column("judged_up_to", Integer, nullable=False),
    Column("overdue_on", String),
)

alerted = Table(
    "alerted",
    metadata,
    Column("rule", String, primary_key=True),
    Column("aspect", String, primary_key=True),
    Column("claim", String, ForeignKey("claims.id"), primary_key=True),
    sqlite_with_rowid=False,
)

alerts = Table(
    "alerts",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("rule", String, nullable=False),
    Column("made_at", String, nullable=False),
    Column("body", Text, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("alert", Integer, ForeignKey("alerts.sequence"), primary_key=True, autoincrement=False),
    Column("channel", String, primary_key=True),
    Column("attempts", Integer, nullable=False),
    Column("due_at", String),
    Column("delivered_at", String),
    Column("error", Text),
)

state = Table(
    "state",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

Index("addresses_by_content", addresses.c.content)
Index("addresses_by_document", addresses.c.document)
Index("documents_by_digest", documents.c.digest)
Index("claims_by_document", claims.c.document)
Index("claims_by_kind", claims.c.kind)
Index("claims_by_parties", claims.c.kind, claims.c.parties)
Index("entry_claims_by_entry", entry_claims.c.entry)
Index("copies_by_earlier", copies.c.earlier)
Index("deliveries_by_due", deliveries.c.due_at)
Index("entries_by_kind", entries.c.kind)
Index("entry_parties_by_party", entry_parties.c.party)
