"""Reading and writing the ledger: SQLite by default, through SQLAlchemy.

Every document is stored with its claims in one transaction (WAL, ``synchronous=FULL``), alone or together with others, so
what was acknowledged survives a killed process and nothing is ever half there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

import msgspec
from sqlalchemy import Column, Connection, Engine, Select, create_engine, delete, event, func, insert, select
from sqlalchemy.exc import DatabaseError, OperationalError

from kelisim.errors import LedgerError
from kelisim.ledger import (
    adding,
    addresses,
    copies,
    derivation,
    fulltext,
    judging,
    provenance,
    queries,
    supersession,
    tables,
)
from kelisim.ledger.adding import Added, Arriving
from kelisim.ledger.instants import end_of, now
from kelisim.ledger.progress import Progress, nobody
from kelisim.ledger.terms import Term
from kelisim.model import Claim, Conflict, Document, Entry, Judged, Judgement, Opinion, Sighting, Source, Visit
from kelisim.model.vocabulary import JudgementStatus
from kelisim.resolve.constraints import Constraints, constraints_from
from kelisim.resolve.standing import Standing, reopened_of

MIGRATIONS = Path(__file__).parent / "migrations"

BUSY_SECONDS = 30
"""How long a writer waits for another one."""


class Store:
    """An open ledger. Use as a context manager, or :meth:`close` it."""

    def __init__(self, url: str, *, create: bool = True) -> None:
        """Open the ledger at an SQLAlchemy URL and bring its tables up to date.

        Raises :class:`~kelisim.errors.LedgerError` when the file is missing (unless ``create``), corrupt, read-only
        where it must be written, or of a later version.
        """
        self.url = url
        path = _sqlite_path(url)
        if path is not None and not create and not path.exists():
            raise LedgerError(f"there is no ledger at {path}; `kelisim add` makes one")
        self._engine = _engine(url)
        self._writer = self._engine.execution_options(writes=True)
        self._joint: Connection | None = None
        with _explained(url):
            self._migrate()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def _migrate(self) -> None:
        from alembic import command  # noqa: PLC0415 -- slow to import, and needed only when a ledger is opened
        from alembic.config import Config  # noqa: PLC0415
        from alembic.runtime.migration import MigrationContext  # noqa: PLC0415
        from alembic.script import ScriptDirectory  # noqa: PLC0415

        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        with self._engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
        scripts = ScriptDirectory.from_config(config)
        head = scripts.get_current_head()
        if current == head:
            return
        if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
            raise LedgerError(f"the ledger {self.url} was written by a later Kelisim; update Kelisim to read it")
        with self._writer.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            copies.record_missing(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to ask by, for the store and for the modules of this room that ask what it does not."""
        with _explained(self.url), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are recorded together at the end, or not at all when an error is raised."""
        if self._joint is not None:
            yield self._joint
            return
        with _explained(self.url), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def together(self) -> Iterator[None]:
        """All that is added and visited within is recorded at the end, at once or not at all: the disk confirms it once."""
        with self.writing() as connection:
            self._joint = connection
            try:
                yield
            finally:
                self._joint = None

    # adding

    def add(
        self,
        document: Document,
        claims: Sequence[Claim],
        *,
        note: str | None = None,
        sighting: Sighting | None = None,
    ) -> Added:
        """Store a document with its claims, at once or not at all; a document already there is left as it is.

        Equal claims, such as two things told in one clause alike, are one. Another text at the same address is superseded.
        ``sighting`` says how the text was met; without it, the document's id is a promise.

        Raises :class:`~kelisim.errors.TakenError` when the ledger holds another text under the same promised id.
        """
        arriving = Arriving(document=document, claims=claims, sighting=sighting or Sighting(), note=note)
        with self.writing() as connection:
            return adding.add(connection, arriving, now())

    def knows(self, content: str, at: str | None = None) -> str | None:
        """The document that a content with this fingerprint has become, if nothing of it can be new.

        A text that was superseded may be back where it is met ``at`` a later time: that, :meth:`add` decides.
        """
        with self.reading() as connection:
            known = addresses.known_content(connection, content)
        if known is None or (known.superseded and (at is not None or known.is_file)):
            return None
        if addresses.is_later(at, known.seen):
            with self.writing() as connection:
                addresses.see(connection, known.document, content, at)
        return known.document

    def derive(self, *, force: bool = False, tell: Progress = nobody) -> bool:
        """Bring the entries up to date with all that was added; ``force`` derives them anew. Whether anything was done.

        ``tell`` hears how many of the claims have their entries.
        """
        with self.reading() as connection:
            if not force and derivation.is_current(connection):
                return False
        with self.writing() as connection:
            constraints = constraints_from(judging.standing(connection))
            derivation.derive(connection, constraints, force=force, tell=tell)
        return True

    def record_visit(self, visit: Visit) -> None:
        """Remember a visit whose documents are all recorded, in the place of the last one of its address."""
        row = msgspec.structs.asdict(visit)
        with self.writing() as connection:
            connection.execute(delete(tables.visits).where(tables.visits.c.url == visit.url))
            connection.execute(insert(tables.visits), row)

    def last_visit(self, url: str) -> Visit | None:
        """The last visit of an address whose documents are all recorded."""
        table = tables.visits
        rows = self._rows(select(table).where(table.c.url == url))
        return next((Visit(url=row.url, at=row.at, etag=row.etag, modified=row.modified) for row in rows), None)

    def record_copies_anew(self, tell: Progress = nobody) -> None:
        """Find the copies among all documents again, as this version of Kelisim reads them."""
        with self.writing() as connection:
            copies.record_anew(connection, tell)

    def judge(self, opinion: Opinion) -> Judgement:
        """Record what a person says of claims, entries or judgements.

        Raises :class:`~kelisim.errors.ConfigError` for what is badly put or unknown and
        :class:`~kelisim.errors.ResolveError` for what contradicts the judgements that stand; nothing is recorded then.
        """
        with self.writing() as connection:
            judgement = judging.record(connection, opinion, now())
            derivation.touch(connection, judging.affected(connection, judgement))
        return judgement

    # reading

    def documents(
        self,
        *,
        since: str | None = None,
        language: str | None = None,
        as_of: str | None = None,
        names: Sequence[str] | None = None,
    ) -> Iterator[Document]:
        """The documents in the order of their arrival; only those of ``names``, when given.

        ``as_of`` leaves out what was recorded later.
        """
        table = tables.documents
        query = select(table).order_by(table.c.sequence)
        if since:
            query = query.where(table.c.published >= since)
        if language:
            query = query.where(table.c.language == language)
        if names is not None:
            query = query.where(table.c.id.in_(names))
        if as_of:
            query = query.where(table.c.recorded_at < end_of(as_of))
        for row in self._rows(query):
            yield Document(
                id=row.id,
                text=row.text,
                language=row.language,
                published=row.published,
                url=row.url,
                title=row.title,
                outlet=row.outlet,
                dating=row.dating,
            )

    def sources(self, ids: Iterable[str] | None = None, *, as_of: str | None = None) -> dict[str, Source]:
        """The documents without their texts, by id, with outlet and family among the copies recorded up to ``as_of``.

        ``ids`` are the documents asked for, ``None`` for all; those that the ledger does not hold are left out.
        """
        with self.reading() as connection:
            return provenance.sources(connection, ids, end_of(as_of) if as_of else None)

    def notes(self) -> dict[str, str]:
        """What was said about documents when they were added, by id."""
        table = tables.documents
        return {
            row.id: row.note for row in self._rows(select(table.c.id, table.c.note).where(table.c.note.is_not(None)))
        }

    def begun(self) -> str | None:
        """When the first document was recorded; ``None`` when there is none."""
        query = select(func.min(tables.documents.c.recorded_at).label("first"))
        return next((row.first for row in self._rows(query)), None)

    def superseded(self, *, as_of: str | None = None) -> dict[str, str]:
        """The documents whose address has a newer text, each with the next version."""
        with self.reading() as connection:
            return supersession.superseded(connection, end_of(as_of) if as_of else None)

    def addresses(self) -> dict[str, list[str]]:
        """Where each document was met, as its addresses were written, by id; files as ``file:`` and their path."""
        with self.reading() as connection:
            return addresses.written(connection)

    def judgements(self, *, as_of: str | None = None) -> list[Judgement]:
        """All judgements, withdrawn ones too, in the order of their recording."""
        with self.reading() as connection:
            return judging.judgements(connection, end_of(as_of) if as_of else None)

    def judged(self, *, as_of: str | None = None) -> list[Judged]:
        """All judgements in the order of their recording, each with what has become of it."""
        standing = {item.judgement.id: item for item in self.standing(as_of=as_of)}
        reopened = {item.judgement.id for item in reopened_of(standing.values())}
        return [
            _judged(judgement, standing.get(judgement.id), reopened=judgement.id in reopened)
            for judgement in self.judgements(as_of=as_of)
        ]

    def standing(self, *, as_of: str | None = None) -> list[Standing]:
        """The judgements that stand, carried over to the newest documents."""
        with self.reading() as connection:
            return judging.standing(connection, end_of(as_of) if as_of else None)

    def constraints(self, *, as_of: str | None = None) -> Constraints:
        """What the judgements demand of the entries of the current claims."""
        return constraints_from(self.standing(as_of=as_of))

    def claims(self, *, kind: str | None = None, as_of: str | None = None, current: bool = False) -> Iterator[Claim]:
        """The claims, in the order of their names; ``as_of`` leaves out what was recorded later.

        ``current`` leaves out those of documents that were superseded by then: the others make the entries.
        """
        table = tables.claims
        query = select(table.c.body).order_by(table.c.id)
        if kind:
            query = query.where(table.c.kind == kind)
        if as_of:
            query = query.where(table.c.recorded_at < end_of(as_of))
        if current:
            query = query.where(table.c.document.not_in(supersession.old_documents(end_of(as_of) if as_of else None)))
        for row in self._rows(query):
            yield msgspec.json.decode(row.body, type=Claim)

    def claims_named(self, names: Iterable[str]) -> dict[str, Claim]:
        """The claims of these names; those the ledger does not hold are left out."""
        table = tables.claims
        rows = self._rows_where(select(table.c.id, table.c.body), table.c.id, names)
        return {row.id: msgspec.json.decode(row.body, type=Claim) for row in rows}

    def matching(
        self,
        terms: Sequence[Term],
        *,
        language: str | None = None,
        offset: int = 0,
        limit: int = queries.BATCH,
    ) -> list[Document]:
        """Documents that may hold all terms, those published last first."""
        with self.reading() as connection:
            if not fulltext.supports(connection):
                raise LedgerError(f"the ledger {self.url} cannot be searched yet; search a copy of it in SQLite")
            names = fulltext.matching(connection, terms, language=language, offset=offset, limit=limit)
        by_name = {document.id: document for document in self.documents(names=names)}
        return [by_name[name] for name in names]

    def claims_in(self, documents: Iterable[str]) -> dict[str, dict[str, Claim]]:
        """The claims of documents by their names, by document."""
        table = tables.claims
        found: dict[str, dict[str, Claim]] = {}
        query = select(table.c.id, table.c.document, table.c.body)
        for row in self._rows_where(query, table.c.document, documents):
            found.setdefault(row.document, {})[row.id] = msgspec.json.decode(row.body, type=Claim)
        return found

    def entries_of(self, claims: Iterable[str]) -> list[Entry]:
        """The entries that some of the claims of these names carry, in the order of their names."""
        entries, carried = tables.entries, tables.entry_claims
        query = select(entries.c.id, entries.c.body).join(carried, carried.c.entry == entries.c.id)
        bodies = {row.id: row.body for row in self._rows_where(query, carried.c.claim, claims)}
        return [msgspec.json.decode(bodies[name], type=Entry) for name in sorted(bodies)]

    def conflicts(self, parties: Sequence[str]) -> list[Conflict] | None:
        """The conflicts kept for the entries of exactly these parties; ``None`` when they are out of date."""
        table = tables.conflict_blocks
        query = select(table.c.body).where(table.c.parties == ",".join(parties))
        body = next((row.body for row in self._rows(query)), None)
        return None if body is None else msgspec.json.decode(body, type=list[Conflict])

    def keep_conflicts(self, blocks: Iterable[tuple[str, ...]], conflicts: Iterable[Conflict]) -> None:
        """Keep all conflicts among the entries of each of these sets of parties until one of the entries changes.

        A ledger that may not be written keeps none: they are found again at the next question.
        """
        found: dict[tuple[str, ...], list[Conflict]] = {block: [] for block in sorted(blocks)}
        for conflict in conflicts:
            found[conflict.parties].append(conflict)
        rows = [
            {"parties": ",".join(block), "body": msgspec.json.encode(group).decode()} for block, group in found.items()
        ]
        table = tables.conflict_blocks
        with suppress(LedgerError), self.writing() as connection:
            for row in rows:
                connection.execute(delete(table).where(table.c.parties == row["parties"]))
            connection.execute(insert(table), rows)

    def entries_beginning(self, name: str) -> list[Entry]:
        """The entries whose ids begin so, in the order of their ids."""
        table = tables.entries
        query = select(table.c.body).where(table.c.id >= name, table.c.id < f"{name}~").order_by(table.c.id)
        return [msgspec.json.decode(row.body, type=Entry) for row in self._rows(query)]

    def recorded_since(self, since: str) -> frozenset[str]:
        """The names of the claims recorded on a date or later."""
        table = tables.claims
        return frozenset(row.id for row in self._rows(select(table.c.id).where(table.c.recorded_at >= since)))

    def entries(self, *, kind: str | None = None, parties: Iterable[str] = ()) -> Iterator[Entry]:
        """The entries that concern all of ``parties``, in the order of their names."""
        query = select(tables.entries.c.body).order_by(tables.entries.c.id)
        if kind:
            query = query.where(tables.entries.c.kind == kind)
        for party in parties:
            of_party = select(tables.entry_parties.c.entry).where(tables.entry_parties.c.party == party)
            query = query.where(tables.entries.c.id.in_(of_party))
        for row in self._rows(query):
            yield msgspec.json.decode(row.body, type=Entry)

    def _rows_where(self, query: Select[Any], column: Column[str], values: Iterable[str]) -> Iterator[Any]:
        with self.reading() as connection:
            yield from queries.rows_where(connection, query, column, values)

    def _rows(self, query: Select[Any]) -> Iterator[Any]:
        with self.reading() as connection:
            yield from connection.execution_options(stream_results=True).execute(query)


def _judged(judgement: Judgement, standing: Standing | None, *, reopened: bool) -> Judged:
    name = judgement.id
    if standing is None:
        return Judged(
            id=name, judgement=judgement, status="withdrawal" if judgement.kind == "withdrawn" else "withdrawn"
        )
    status: JudgementStatus = "reopened" if reopened else "stands"
    return Judged(id=name, judgement=judgement, status=status, sides=standing.sides, lost=standing.lost)


def _sqlite_path(url: str) -> Path | None:
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None


def _engine(url: str) -> Engine:
    engine = create_engine(url)
    if url.startswith("sqlite"):
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin)
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_SECONDS * 1000}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """A writer takes the ledger's only pen at once, or waits for it: one that has read first could not wait any more."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _explained(url: str) -> Iterator[None]:
    """Database faults as one sentence each."""
    try:
        yield
    except OperationalError as error:
        raise LedgerError(f"the ledger {url}: {_advice(str(error.orig))}") from error
    except DatabaseError as error:
        raise LedgerError(f"the ledger {url}: {_advice(str(error.orig))}") from error


_ADVICE = {
    "readonly": "is read-only; give yourself the right to write, or name another with --ledger",
    "disk is full": "the disk is full; make room and run the command again, nothing recorded is lost",
    "unable to open": "cannot be opened; check that its folder exists and may be written",
    "not a database": "is no ledger or is corrupt; name another with --ledger, or restore it from a copy",
    "malformed": "is corrupt; restore it from a copy",
    "locked": "is busy with another writer; try again when that has finished",
}


def _advice(message: str) -> str:
    return next((advice for sign, advice in _ADVICE.items() if sign in message), message)
