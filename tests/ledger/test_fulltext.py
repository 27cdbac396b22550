from __future__ import annotations

from importlib import import_module
from pathlib import Path

import msgspec
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from kelisim.ledger.store import MIGRATIONS, Store
from kelisim.ledger.terms import Term, skeletons
from kelisim.model import Claim, Document, Participant
from kelisim.model.identity import claim_id, digest

TEXT = "وبالتجارة مع أوزبكستان"


def documents(*, named: str = "Nurlan Sarmuldin") -> list[tuple[Document, list[Claim]]]:
    claim = Claim(
        document="b", kind="meeting", parties=("KZ", "UZ"), start=0, end=5, quote=TEXT[:5], language="ar",
        participants=(Participant(name=named, state="KZ"),),
    )  # fmt: skip
    return [
        (Document(id="a", text=TEXT, language="ar", published="2024-01-01"), []),
        (Document(id="b", text=TEXT, language="ar", published="2025-01-01"), [claim]),
        (Document(id="c", text="сауда ЕС", language="kk"), []),
    ]


def filled(path: Path) -> Store:
    store = Store(f"sqlite:///{path}")
    for document, claims in documents():
        store.add(document, claims)
    return store


def names(store: Store, *terms: Term, language: str | None = None, offset: int = 0, limit: int = 10) -> list[str]:
    found = store.matching(terms, language=language, offset=offset, limit=limit)
    return [document.id for document in found]


def test_documents_that_hold_all_terms_come_latest_first(tmp_path: Path) -> None:
    with filled(tmp_path / "l.db") as store:
        assert names(store, Term(("تجار",))) == ["b", "a"]
        assert names(store, Term(("تجار",)), Term(("сауда",))) == []
        assert names(store, Term(("تجار", "сауда"))) == ["b", "a", "c"]
        assert names(store, Term(("تجار",)), offset=1, limit=1) == ["a"]
        assert names(store, Term(("تجار", "сауда")), language="kk") == ["c"]


def test_short_words_are_found_with_their_spaces_and_names_by_their_sound(tmp_path: Path) -> None:
    with filled(tmp_path / "l.db") as store:
        assert names(store, Term((" ес ",))) == ["c"]
        assert names(store, Term(("сармулдин",), tuple(skeletons("Сармулдин")))) == ["b"]


def test_a_document_that_could_not_be_stored_is_not_in_the_index(tmp_path: Path) -> None:
    with filled(tmp_path / "l.db") as store:
        store.add(Document(id="a", text=TEXT, language="ar"), [])
        assert names(store, Term(("تجار",))) == ["b", "a"]


def test_a_ledger_from_before_the_index_is_read_into_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'l.db'}"
    engine = create_engine(url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    (migration,) = (path.stem for path in (MIGRATIONS / "versions").glob("*_search.py"))
    before = import_module(f"kelisim.ledger.migrations.versions.{migration}").down_revision
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, before)
        for document, claims in documents():
            stored = {"id": document.id, "language": document.language, "published": document.published}
            stored |= {"text": document.text, "at": "2025-01-01", "digest": digest(document.text)}
            insert = "INSERT INTO documents (id, recorded_at, digest, language, published, text)"
            connection.execute(text(f"{insert} VALUES (:id, :at, :digest, :language, :published, :text)"), stored)
            for claim in claims:
                told = {"id": claim_id(claim), "document": document.id, "at": "2025-01-01", "kind": claim.kind}
                told["body"] = msgspec.json.encode(claim, order="sorted").decode()
                insert = "INSERT INTO claims (id, document, recorded_at, kind, confidence, body)"
                connection.execute(text(f"{insert} VALUES (:id, :document, :at, :kind, 1.0, :body)"), told)
    engine.dispose()
    with Store(url) as store:
        assert names(store, Term(("تجار",))) == ["b", "a"]
        assert names(store, Term((), tuple(skeletons("Sarmuldin")))) == ["b"]
