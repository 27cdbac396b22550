"""The copies among the ledger's documents: a signature each, and links to the documents that it is a copy of.

The links are a spanning forest: whoever arrives is linked once to each family of copies that it belongs to. So the links
among the documents recorded up to any time give the families as they were then, and the families do not depend on the
order of arrival. A document is meant by its sequence here.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select

from kelisim.languages.loader import load_pack, pack_codes
from kelisim.ledger import tables
from kelisim.ledger.progress import Progress, nobody
from kelisim.ledger.queries import rows_where
from kelisim.model import Document
from kelisim.resolve.copies import Signature, are_copies, components, may_hold, sign
from kelisim.text.furniture import read_lines
from kelisim.text.view import Profile, normalise
from kelisim.text.wordings import Furniture, Wordings, compile_wordings

PAGE = 500
"""How many texts are in memory at once when many are recorded."""

_HASHES = "I"
"""The array type of unsigned 32-bit hashes."""


def record(connection: Connection, sequence: int, document: Document) -> None:
    """Keep a new document's signature, and link it with its copies."""
    signature = sign(_article(document))
    _link(connection, sequence, signature)
    shingles = array(_HASHES, signature.shingles).tobytes()
    row = {"document": sequence, "front": len(signature.front), "shingles": shingles}
    connection.execute(insert(tables.signatures), row)
    rows = [
        {"fingerprint": value, "is_front": is_front, "document": sequence}
        for is_front, values in ((True, signature.front), (False, signature.back))
        for value in sorted(values)
    ]
    if rows:
        connection.execute(insert(tables.fingerprints), rows)


def record_missing(connection: Connection, tell: Progress = nobody) -> None:
    """Record the documents that have no signature, in the order of their arrival; ``tell`` hears how many are recorded."""
    table = tables.documents
    signed = select(tables.signatures.c.document)
    missing = select(table).where(table.c.sequence.not_in(signed)).order_by(table.c.sequence).limit(PAGE)
    total = connection.execute(
        select(func.count()).select_from(table).where(table.c.sequence.not_in(signed))
    ).scalar_one()
    last = done = 0
    while rows := connection.execute(missing.where(table.c.sequence > last)).all():
        for row in rows:
            record(connection, row.sequence, Document(id=row.id, text=row.text, language=row.language))
            done += 1
            tell(done, total)
        last = rows[-1].sequence


def record_anew(connection: Connection, tell: Progress = nobody) -> None:
    """Forget all signatures and links, and record every document again."""
    for table in (tables.copies, tables.fingerprints, tables.signatures):
        connection.execute(delete(table))
    record_missing(connection, tell)


def relatives(connection: Connection, sequence: int) -> list[str]:
    """The ids of the other documents in a document's family of copies."""
    others = {node for link in _links_from(connection, {sequence}, None) for node in link} - {sequence}
    table = tables.documents
    return [row.id for row in rows_where(connection, select(table.c.id), table.c.sequence, sorted(others))]


def families(connection: Connection, ids: Sequence[str] | None, before: str | None) -> dict[str, str]:
    """The family of each document: the least id among its copies, itself included.

    ``ids`` are the documents asked for, ``None`` for all; ``before`` leaves out what was recorded then or later.
    """
    table = tables.documents
    start = {
        row.sequence: row.id for row in rows_where(connection, select(table.c.sequence, table.c.id), table.c.id, ids)
    }
    links = _all_links(connection, before) if ids is None else _links_from(connection, set(start), before)
    others = {sequence for link in links for sequence in link} - set(start)
    by_sequence = select(table.c.sequence, table.c.id)
    names = start | {
        row.sequence: row.id for row in rows_where(connection, by_sequence, table.c.sequence, sorted(others))
    }
    found = components(names.values(), ((names[one], names[other]) for one, other in links))
    return {name: found[name] for name in start.values()}


def _article(document: Document) -> str:
    """The text in its normalised form without page furniture and headline."""
    profile, wordings = _page_tools(document.language if document.language in pack_codes() else None)
    view = normalise(document.text, profile)
    return "\n".join(view.form[start:end] for start, end in read_lines(view, wordings).body)


@cache
def _page_tools(language: str | None) -> tuple[Profile, Wordings]:
    """What is known of a language's letters and page furniture; ``None`` for one that has no pack."""
    if language is None:
        return Profile(), compile_wordings(Furniture(), Profile())
    pack = load_pack(language)
    return pack.profile, compile_wordings(pack.furniture, pack.profile)


def _link(connection: Connection, sequence: int, signature: Signature) -> None:
    """Link a document that is not yet recorded with each family of copies that it belongs to."""
    reached: set[int] = set()
    for candidate in _candidates(connection, signature):
        if candidate in reached or not are_copies(signature.shingles, _shingles(connection, candidate)):
            continue
        connection.execute(insert(tables.copies), {"document": sequence, "earlier": candidate})
        reached.add(candidate)
        reached.update(node for link in _links_from(connection, {candidate}, None) for node in link)


def _candidates(connection: Connection, signature: Signature) -> Iterator[int]:
    """The documents worth comparing in full: one of the two may hold the front of the other; the likeliest first.

    What stands in the back of both is not even looked up, so that what an outlet puts under everything costs nothing.
    """
    mine, theirs = _shared(connection, signature)
    sizes = tables.signatures
    query = select(sizes.c.document, sizes.c.front)
    found = sorted(mine.keys() | theirs.keys())
    fronts = {row.document: row.front for row in rows_where(connection, query, sizes.c.document, found)}
    for document in sorted(found, key=lambda document: (-mine[document] - theirs[document], document)):
        if may_hold(mine[document], len(signature.front)) or may_hold(theirs[document], fronts[document]):
            yield document


def _shared(connection: Connection, signature: Signature) -> tuple[Counter[int], Counter[int]]:
    """How many fingerprints of this text's front each document has, and how many of each document's front this text."""
    table = tables.fingerprints
    counted = select(table.c.document, table.c.is_front, func.count().label("shared")).group_by(
        table.c.document, table.c.is_front
    )
    mine: Counter[int] = Counter()
    theirs: Counter[int] = Counter()
    for row in rows_where(connection, counted, table.c.fingerprint, sorted(signature.front)):
        mine[row.document] += row.shared
        theirs[row.document] += row.shared if row.is_front else 0
    fronts = select(table.c.document, func.count().label("shared")).where(table.c.is_front).group_by(table.c.document)
    for row in rows_where(connection, fronts, table.c.fingerprint, sorted(signature.back)):
        theirs[row.document] += row.shared
    return mine, theirs


def _shingles(connection: Connection, sequence: int) -> tuple[int, ...]:
    table = tables.signatures
    stored = connection.execute(select(table.c.shingles).where(table.c.document == sequence)).scalar_one()
    return tuple(array(_HASHES, stored))


def _all_links(connection: Connection, before: str | None) -> list[tuple[int, int]]:
    return [(row.document, row.earlier) for row in connection.execute(_links(before))]


def _links_from(connection: Connection, start: Iterable[int], before: str | None) -> set[tuple[int, int]]:
    """All links of the families that the documents belong to."""
    table = tables.copies
    found: set[tuple[int, int]] = set()
    seen, edge = set(start), set(start)
    while edge:
        fresh: set[tuple[int, int]] = set()
        for column in (table.c.document, table.c.earlier):
            for row in rows_where(connection, _links(before), column, sorted(edge)):
                fresh.add((row.document, row.earlier))
        found |= fresh
        edge = {node for link in fresh for node in link} - seen
        seen |= edge
    return found


def _links(before: str | None) -> Select[Any]:
    """The links, with ``before`` those among documents recorded earlier."""
    table = tables.copies
    query = select(table.c.document, table.c.earlier)
    if before is None:
        return query
    documents = tables.documents
    return query.join(documents, documents.c.sequence == table.c.document).where(documents.c.recorded_at < before)
