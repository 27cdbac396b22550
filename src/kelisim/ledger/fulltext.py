"""The full-text index of the ledger: which documents hold certain letters, and which name persons or things alike.

SQLite keeps the searchable form of every text as trigrams (FTS5), without the text itself, and the sound skeletons of the
names in a document's claims. Other databases have no index yet: :func:`supports` says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, text

from kelisim.languages.loader import letters_of
from kelisim.ledger.terms import Term
from kelisim.text.searchable import search_form

CREATE = (
    "CREATE VIRTUAL TABLE search_texts USING fts5(form, content='', tokenize='trigram')",
    """CREATE TABLE search_names (
        skeleton TEXT NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (skeleton, document)
    ) WITHOUT ROWID""",
    "CREATE INDEX documents_by_publication ON documents (published, sequence)",
)


def supports(connection: Connection) -> bool:
    """Whether the database has this index."""
    return connection.dialect.name == "sqlite"


def record(connection: Connection, sequence: int, form: str, skeletons: Iterable[str]) -> None:
    """Add a document, by its place in the ledger, in its searchable form and with the skeletons of its names."""
    connection.execute(
        text("INSERT INTO search_texts (rowid, form) VALUES (:row, :form)"), {"row": sequence, "form": form}
    )
    rows = [{"row": sequence, "skeleton": skeleton} for skeleton in sorted(set(skeletons))]
    if rows:
        connection.execute(text("INSERT INTO search_names (skeleton, document) VALUES (:skeleton, :row)"), rows)


def form_of(stored: str, language: str | None) -> str:
    """The searchable form of a text in a language."""
    return search_form(stored, letters_of(language))


def matching(
    connection: Connection, terms: Sequence[Term], *, language: str | None, offset: int, limit: int
) -> list[str]:
    """The ids of documents that may hold all terms, those published last first, undated ones at the end."""
    values: dict[str, object] = {"language": language, "offset": offset, "limit": limit}
    wheres = ["(:language IS NULL OR d.language = :language)"]
    for number, term in enumerate(terms):
        wheres.append(f"d.sequence IN ({_places(number, term, values)})")
    query = (
        f"SELECT d.id FROM documents AS d WHERE {' AND '.join(wheres)}"  # noqa: S608 -- built of constants; values are bound
        " ORDER BY d.published DESC, d.sequence DESC LIMIT :limit OFFSET :offset"
    )
    return [row.id for row in connection.execute(text(query), values)]


def _places(number: int, term: Term, values: dict[str, object]) -> str:
    """A query for the places of documents that hold a term; what it names is added to ``values``."""
    parts = []
    if term.forms:
        values[f"match{number}"] = " OR ".join(f'"{form}"' for form in term.forms)
        parts.append(f"SELECT rowid FROM search_texts WHERE search_texts MATCH :match{number}")  # noqa: S608
    for position, skeleton in enumerate(term.skeletons):
        values[f"skeleton{number}x{position}"] = skeleton
        parts.append(f"SELECT document FROM search_names WHERE skeleton = :skeleton{number}x{position}")  # noqa: S608
    return " UNION ".join(parts)
