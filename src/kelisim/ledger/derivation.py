"""Keeps the entries up to date with claims, judgements and superseded texts: only what these touch is resolved again.

Whoever changes what the entries follow from *touches* the claims concerned in the same transaction. :func:`derive` then
resolves the components of the touched claims (see :mod:`kelisim.resolve.linking`) and replaces their entries; the outcome
equals that of deriving everything anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, delete, func, insert, select

from kelisim.ledger import tables
from kelisim.ledger.progress import Progress, nobody
from kelisim.ledger.provenance import sources
from kelisim.ledger.queries import rows_where
from kelisim.ledger.supersession import old_documents
from kelisim.model import Claim, Entry
from kelisim.resolve.blocks import KEYS_VERSION, block_keys
from kelisim.resolve.comparisons import Stated
from kelisim.resolve.constraints import Constraints
from kelisim.resolve.entries import entries_of, state
from kelisim.resolve.linking import neighbours
from kelisim.resolve.weights import fingerprint
from kelisim.version import __version__

DERIVED_BY = "derived_by"
"""Name of the state that says with which rules the entries were derived."""

REBUILD_SHARE = 0.2
"""When so large a share of the claims is touched, deriving everything anew is quicker."""

BATCH = 5_000
"""Rows written at once."""


def touch(connection: Connection, claims: Iterable[str]) -> None:
    """Note that the entries of these claims are out of date."""
    names = sorted(set(claims))
    known = {row.claim for row in rows_where(connection, select(tables.touched), tables.touched.c.claim, names)}
    _insert(connection, tables.touched, ({"claim": name} for name in names if name not in known))


def touch_documents(connection: Connection, documents: Iterable[str]) -> None:
    """Note that the entries of all claims of these documents are out of date."""
    table = tables.claims
    touch(connection, (row.id for row in rows_where(connection, select(table.c.id), table.c.document, documents)))


def record(connection: Connection, claims: Mapping[str, Claim], published: str | None) -> None:
    """Keep the keys by which new claims of a document are found, and touch them."""
    _insert_keys(connection, (Stated(name, claim, published) for name, claim in claims.items()))
    touch(connection, claims)


def is_current(connection: Connection) -> bool:
    """Whether nothing was touched since the entries were derived, with the rules of this version."""
    return _derived_by(connection) == _rules() and connection.execute(select(tables.touched).limit(1)).first() is None


def derive(connection: Connection, constraints: Constraints, *, force: bool = False, tell: Progress = nobody) -> None:
    """Bring the entries up to date; ``force`` derives everything anew, the keys included.

    ``tell`` hears of the claims that have their entries, where all are derived anew.
    """
    touched = {row.claim for row in connection.execute(select(tables.touched))}
    tell(0, len(touched))
    if force or _derived_by(connection) != _rules():
        _derive_all(connection, constraints, keys=True, tell=tell)
    elif len(touched) > REBUILD_SHARE * _count(connection, tables.claims):
        _derive_all(connection, constraints, keys=False, tell=tell)
    else:
        _derive_touched(connection, touched, constraints)
    connection.execute(delete(tables.touched))


# everything


def _derive_all(connection: Connection, constraints: Constraints, *, keys: bool, tell: Progress) -> None:
    for table in (tables.conflict_blocks, tables.entry_claims, tables.entry_parties, tables.entries):
        connection.execute(delete(table))
    if keys:
        connection.execute(delete(tables.claim_keys))
    everybody = sources(connection, None)
    done, total = 0, _count(connection, tables.claims)
    for group in _partitions(connection, constraints):
        if keys:
            _insert_keys(connection, group)
        else:
            _insert_keys(connection, [item for item in group if item.id in constraints.corrected])
        _insert_entries(connection, entries_of(group, constraints, everybody))
        done += len(group)
        tell(done, total)
    connection.execute(delete(tables.state).where(tables.state.c.name == DERIVED_BY))
    connection.execute(insert(tables.state), {"name": DERIVED_BY, "value": _rules()})


def _partitions(connection: Connection, constraints: Constraints) -> Iterator[list[Stated]]:
    """The claims by kind and parties, outside which nothing links; what persons joined across them comes together, last."""
    query = _stated_query().order_by(tables.claims.c.kind, tables.claims.c.parties)
    rows = connection.execution_options(yield_per=BATCH).execute(query)
    bridges = _bridges(connection, constraints)
    joined: dict[Any, list[Stated]] = defaultdict(list)
    for key, group in groupby(rows, key=lambda row: (row.kind, row.parties)):
        stated = [_stated(row, constraints) for row in group]
        if key in bridges:
            joined[bridges[key]] += stated
        else:
            yield stated
    yield from joined.values()


def _bridges(connection: Connection, constraints: Constraints) -> dict[tuple[str, str], tuple[str, str]]:
    """The partitions that a judgement joins with others, each with the name of its union."""
    judged = {claim for pair in constraints.same for claim in pair}
    query = select(tables.claims.c.id, tables.claims.c.kind, tables.claims.c.parties)
    place = {row.id: (row.kind, row.parties) for row in rows_where(connection, query, tables.claims.c.id, judged)}
    union: dict[tuple[str, str], tuple[str, str]] = {}
    for one, other in constraints.same:
        mine, theirs = place.get(one), place.get(other)
        if mine is None or theirs is None or mine == theirs:
            continue
        old, new = union.get(theirs, theirs), union.get(mine, mine)
        union |= {mine: new, theirs: new} | {key: new for key, name in union.items() if name == old}
    return union


# what was touched


def _derive_touched(connection: Connection, touched: set[str], constraints: Constraints) -> None:
    stale = _entries_with(connection, touched)
    component = _component(connection, touched | _claims_of(connection, stale), constraints)
    stale |= _entries_with(connection, component.keys())
    _forget_conflicts(connection, _parties_of(connection, stale))
    _delete_entries(connection, stale)
    told = sources(connection, {item.claim.document for item in component.values()})
    entries = entries_of(component.values(), constraints, told)
    _forget_conflicts(connection, {",".join(entry.parties) for entry in entries})
    _insert_entries(connection, entries)


def _parties_of(connection: Connection, entries: Iterable[str]) -> set[str]:
    """The sets of parties that entries have, as the blocks of conflicts are named."""
    table = tables.entry_parties
    parties: dict[str, list[str]] = defaultdict(list)
    for row in rows_where(connection, select(table), table.c.entry, sorted(entries)):
        parties[row.entry].append(row.party)
    return {",".join(sorted(codes)) for codes in parties.values()}


def _forget_conflicts(connection: Connection, blocks: Iterable[str]) -> None:
    """Conflicts among the entries of these parties are out of date."""
    table = tables.conflict_blocks
    for block in sorted(blocks):
        connection.execute(delete(table).where(table.c.parties == block))


def _component(connection: Connection, seeds: set[str], constraints: Constraints) -> dict[str, Stated]:
    """The claims joined with the seeds by chains of links or judgements, the seeds that count among them."""
    frontier = _load(connection, seeds, constraints)
    _insert_keys(connection, [item for item in frontier if item.id in constraints.corrected])
    found: dict[str, Stated] = {}
    outside: dict[str, Stated] = {}
    while frontier:
        found |= {item.id: item for item in frontier}
        near = _sharing(connection, frontier) | _partners(frontier, constraints)
        outside |= {item.id: item for item in _load(connection, near - found.keys() - outside.keys(), constraints)}
        frontier = neighbours(frontier, list(outside.values()), constraints)
        for item in frontier:
            del outside[item.id]
    return found


def _partners(items: Sequence[Stated], constraints: Constraints) -> set[str]:
    names = {item.id for item in items}
    return {claim for pair in constraints.same if not names.isdisjoint(pair) for claim in pair}


def _sharing(connection: Connection, items: Iterable[Stated]) -> set[str]:
    table = tables.claim_keys
    keys = {key for item in items for key in block_keys(item)}
    return {row.claim for row in rows_where(connection, select(table.c.claim), table.c.key, sorted(keys))}


# rows


def _stated_query() -> Select[Any]:
    claims, documents = tables.claims, tables.documents
    return (
        select(claims.c.kind, claims.c.parties, claims.c.body, documents.c.published)
        .join(documents, claims.c.document == documents.c.id)
        .where(documents.c.id.not_in(old_documents()))
    )


def _load(connection: Connection, names: Iterable[str], constraints: Constraints) -> list[Stated]:
    rows = rows_where(connection, _stated_query(), tables.claims.c.id, sorted(names))
    return [_stated(row, constraints) for row in rows]


def _stated(row: Any, constraints: Constraints) -> Stated:
    return state(msgspec.json.decode(row.body, type=Claim), row.published, constraints)


def _entries_with(connection: Connection, claims: Iterable[str]) -> set[str]:
    table = tables.entry_claims
    return {row.entry for row in rows_where(connection, select(table.c.entry), table.c.claim, sorted(claims))}


def _claims_of(connection: Connection, entries: Iterable[str]) -> set[str]:
    table = tables.entry_claims
    return {row.claim for row in rows_where(connection, select(table.c.claim), table.c.entry, sorted(entries))}


def _insert_keys(connection: Connection, items: Iterable[Stated]) -> None:
    """Keep the keys of claims, those of corrected claims beside the ones from before the correction."""
    table = tables.claim_keys
    rows = [{"key": key, "claim": item.id} for item in items for key in sorted(block_keys(item))]
    if rows:
        connection.execute(insert(table).prefix_with("OR IGNORE", dialect="sqlite"), rows)


def _insert_entries(connection: Connection, entries: Iterable[Entry]) -> None:
    rows, parties, claims = [], [], []
    for entry in entries:
        body = msgspec.json.encode(entry, order="sorted").decode()
        rows.append({"id": entry.id, "kind": entry.kind, "body": body})
        parties += [{"entry": entry.id, "party": party} for party in entry.parties]
        claims += [{"claim": citation.claim, "entry": entry.id} for citation in entry.claims]
    _insert(connection, tables.entries, rows)
    _insert(connection, tables.entry_parties, parties)
    _insert(connection, tables.entry_claims, claims)


def _delete_entries(connection: Connection, entries: Iterable[str]) -> None:
    for name in sorted(entries):
        connection.execute(delete(tables.entry_claims).where(tables.entry_claims.c.entry == name))
        connection.execute(delete(tables.entry_parties).where(tables.entry_parties.c.entry == name))
        connection.execute(delete(tables.entries).where(tables.entries.c.id == name))


def _insert(connection: Connection, table: Any, rows: Iterable[Mapping[str, Any]]) -> None:
    listed = list(rows)
    if listed:
        connection.execute(insert(table), listed)


def _count(connection: Connection, table: Any) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _derived_by(connection: Connection) -> str | None:
    query = select(tables.state.c.value).where(tables.state.c.name == DERIVED_BY)
    return connection.execute(query).scalar()


def _rules() -> str:
    return f"{__version__}/{KEYS_VERSION}/{fingerprint()}"
