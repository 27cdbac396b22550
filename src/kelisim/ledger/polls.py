"""When each watched address was polled, what came of it, and when it is due again."""

from __future__ import annotations

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, delete, insert, select

from kelisim.ledger import tables
from kelisim.ledger.addresses import key_of


class Polled(Struct, frozen=True, kw_only=True):
    """What is known of a watched address: times are ISO 8601 in UTC, ``failures`` counts those in a row up to now."""

    url: str
    name: str
    attempted_at: str
    succeeded_at: str | None = None
    failures: int = 0
    due_at: str
    outcome: str


def record(connection: Connection, polled: Polled) -> None:
    """Keep what came of a poll, in the place of the last one of its address."""
    connection.execute(delete(tables.watched).where(tables.watched.c.url == polled.url))
    connection.execute(insert(tables.watched), msgspec.structs.asdict(polled))


def polls(connection: Connection) -> dict[str, Polled]:
    """The last poll of every address that was ever watched, by address."""
    return {row.url: Polled(**row._mapping) for row in connection.execute(select(tables.watched))}  # noqa: SLF001 -- the name that SQLAlchemy documents


def holds(connection: Connection, url: str) -> bool:
    """Whether some document was met at an address."""
    query = select(tables.addresses.c.document).where(tables.addresses.c.address == key_of(url))
    return connection.execute(query).first() is not None
