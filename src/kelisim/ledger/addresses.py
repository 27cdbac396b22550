"""Where texts were met: every address or file with the documents that stood there, and when each was last seen.

One article may stand at several addresses, and one address may have had several texts. The newest text of an address is
the one that was seen there last; where nobody says when, the one recorded last.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from msgspec import Struct
from sqlalchemy import Connection, Select, insert, select, update

from kelisim.knowledge.outlets import outlet_of
from kelisim.ledger import tables
from kelisim.ledger.supersession import old_documents
from kelisim.model import Document, Sighting
from kelisim.sources.addresses import canonical_address, site_of

_FILE, _ID = "file:", "id:"
"""What places begin with that are no addresses."""

DAY = len("2025-02-19")


class Standing(Struct, frozen=True, kw_only=True):
    """A document that stands or stood somewhere.

    ``superseded`` says that another followed it, ``is_file`` that the place is a local file.
    """

    document: str
    digest: str
    superseded: bool
    seen: str | None = None
    is_file: bool = False


def names_a_page(url: str) -> bool:
    """Whether an address names one page: the front page of a site, where any text may have stood, does not."""
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)


def key_of(url: str | None) -> str | None:
    """What is the same for all ways of writing one address: with ``http`` or ``https``, ``www``, a final slash.

    ``None`` where it names no page.

    >>> key_of("http://www.example.kz/news/1/") == key_of("https://example.kz/news/1#top")
    True
    """
    if url is None or not names_a_page(url):
        return None
    parts = urlsplit(canonical_address(url))
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.removeprefix('www.')}/{unquote(parts.path).strip('/')}{query}"


def place_of(document: Document, sighting: Sighting) -> str:
    """Where a document was met: its address, else the file that it is as a whole, else under its id."""
    return key_of(document.url) or (f"{_FILE}{sighting.path}" if sighting.path else f"{_ID}{document.id}")


def is_file(place: str) -> bool:
    """Whether a place is a local file, which has one text at a time: the one that is read."""
    return place.startswith(_FILE)


def site(url: str | None) -> str | None:
    """Whose address it is: the outlet with all its hosts."""
    return (outlet_of(url).name or site_of(url)) if url else None


def is_later(one: str | None, other: str | None) -> bool:
    """Whether a moment is known to be after another; days are compared where one of them is no more than that."""
    if one is None or other is None:
        return False
    if len(one) <= DAY or len(other) <= DAY:
        return one[:DAY] > other[:DAY]
    try:
        return datetime.fromisoformat(one) > datetime.fromisoformat(other)
    except (ValueError, TypeError):  # no moments, or one without its zone
        return one[:DAY] > other[:DAY]


def standing_at(connection: Connection, place: str) -> list[Standing]:
    """The documents that stand or stood at a place, in the order of their recording."""
    query = _sightings().where(tables.addresses.c.address == place).order_by(tables.documents.c.sequence)
    return [_standing(row) for row in connection.execute(query)]


def twins(connection: Connection, document: Document, text_digest: str) -> Iterator[Standing]:
    """The documents with the same text at pages of the same site."""
    if document.url is None or not names_a_page(document.url):
        return
    table = tables.documents
    query = select(table.c.id, table.c.digest, table.c.url, _is_old()).where(table.c.digest == text_digest)
    for row in connection.execute(query.order_by(table.c.sequence)):
        if row.url and names_a_page(row.url) and site(row.url) == site(document.url):
            yield Standing(document=row.id, digest=row.digest, superseded=row.is_old)


def remember(connection: Connection, name: str, place: str, sighting: Sighting, written: str | None) -> None:
    """Note that a document was met at a place, whose address was ``written`` so; the latest moment stays."""
    table = tables.addresses
    here = (table.c.address == place) & (table.c.document == name)
    known = connection.execute(select(table).where(here)).first()
    if known is None:
        found = {"seen": sighting.at, "content": sighting.content}
        connection.execute(insert(table), {"address": place, "document": name, "written": written or place, **found})
        return
    is_fresh = known.seen is None or is_later(sighting.at, known.seen)
    row = {"seen": sighting.at if is_fresh else known.seen, "content": sighting.content or known.content}
    if row != {"seen": known.seen, "content": known.content}:
        connection.execute(update(table).where(here).values(row))


def known_content(connection: Connection, content: str) -> Standing | None:
    """The newest document that a content has become before, with the moment at which it was last met."""
    order = (_is_old(), tables.documents.c.sequence.desc())
    row = connection.execute(_sightings().where(tables.addresses.c.content == content).order_by(*order)).first()
    return None if row is None else _standing(row)


def see(connection: Connection, name: str, content: str, at: str | None) -> None:
    """Note that a document's content was met again at a later moment."""
    table = tables.addresses
    connection.execute(update(table).where(table.c.content == content, table.c.document == name).values(seen=at))


def written(connection: Connection) -> dict[str, list[str]]:
    """The addresses and files at which each document was met, as they were written, by its id."""
    table = tables.addresses
    found: dict[str, list[str]] = {}
    query = select(table.c.document, table.c.written).where(~table.c.address.startswith(_ID))
    for row in connection.execute(query.order_by(table.c.document, table.c.address)):
        found.setdefault(row.document, []).append(row.written)
    return found


def _sightings() -> Select[Any]:
    addresses, documents = tables.addresses, tables.documents
    columns = (documents.c.id, documents.c.digest, addresses.c.seen, addresses.c.address, _is_old())
    return select(*columns).join(addresses, addresses.c.document == documents.c.id)


def _is_old() -> Any:
    return tables.documents.c.id.in_(old_documents()).label("is_old")


def _standing(row: Any) -> Standing:
    return Standing(
        document=row.id,
        digest=row.digest,
        seen=row.seen,
        superseded=bool(row.is_old),
        is_file=is_file(row.address),
    )
