from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec
import pytest

from kelisim.errors import LedgerError
from kelisim.ledger.store import Store
from kelisim.model import Claim, Document

TEXT = "Сауда көлемі 4 миллиард долларға жетті."


def document(name: str = "a", text: str = TEXT) -> Document:
    return Document(id=name, text=text, language="kk", published="2025-02-19")


def claim(name: str = "a") -> Claim:
    return Claim(
        document=name,
        kind="indicator",
        parties=("KZ", "UZ"),
        start=0,
        end=5,
        quote=TEXT[:5],
        language="kk",
        value=4e9,
        unit="USD",
    )


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'ledger.db'}"


def test_what_was_added_is_read_back_unchanged(url: str) -> None:
    with Store(url) as store:
        assert store.add(document(), [claim()]).outcome == "new"
    with Store(url, create=False) as store:
        assert list(store.documents()) == [document()]
        assert list(store.claims()) == [claim()]


def test_adding_twice_equals_adding_once(url: str) -> None:
    with Store(url) as store:
        store.add(document(), [claim()])
        assert store.add(document(), [claim()]).outcome == "known"
        assert len(list(store.claims())) == 1


def test_two_things_told_alike_in_one_clause_are_one_claim(url: str) -> None:
    with Store(url) as store:
        assert store.add(document(), [claim(), claim()]).outcome == "new"
        assert list(store.claims()) == [claim()]


def test_another_text_under_a_known_id_is_refused_and_changes_nothing(url: str) -> None:
    with Store(url) as store:
        store.add(document(), [claim()])
        with pytest.raises(LedgerError, match="another text"):
            store.add(document(text="other"), [])
        assert list(store.documents()) == [document()]


def test_a_document_is_stored_with_all_its_claims_or_not_at_all(url: str) -> None:
    with Store(url) as store, pytest.raises(LedgerError):
        store.add(document(), [claim(), claim("a document that is not there")])
    with Store(url) as store:
        assert list(store.documents()) == []
        assert list(store.claims()) == []


def test_claims_as_of_a_day_leave_out_what_came_later(url: str) -> None:
    with Store(url) as store:
        store.add(document(), [claim()])
        assert list(store.claims(as_of="2000-01-01")) == []
        assert list(store.claims(as_of="2999-01-01")) == [claim()]


def test_a_missing_ledger_is_said_to_be_missing(url: str) -> None:
    with pytest.raises(LedgerError, match="there is no ledger"):
        Store(url, create=False)


def test_a_file_that_is_no_ledger_is_said_to_be_corrupt(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(b"this is not a database, it is a letter to the ministry" * 100)
    with pytest.raises(LedgerError, match="corrupt"):
        Store(f"sqlite:///{path}")


def test_a_ledger_of_a_later_version_is_refused(url: str) -> None:
    Store(url).close()
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(LedgerError, match="later Kelisim"):
        Store(url)


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="cannot be opened"):
        Store(f"sqlite:///{tmp_path / 'no' / 'such' / 'folder' / 'ledger.db'}")


def test_a_full_disk_is_said_to_be_full_and_keeps_what_was_there(url: str) -> None:
    with Store(url) as store:
        store.add(document(), [claim()])
        with store._engine.connect() as connection:  # noqa: SLF001 -- the limit stands for a full disk: SQLite answers alike
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        engine_limit = f"PRAGMA max_page_count={pages}"
        from sqlalchemy import event

        store._engine.dispose()  # noqa: SLF001
        event.listen(store._engine, "connect", lambda raw, _record: raw.execute(engine_limit))  # noqa: SLF001
        with pytest.raises(LedgerError, match="disk is full"):
            store.add(document("b", "x" * 5_000_000), [])
    with Store(url) as store:
        assert [item.id for item in store.documents()] == ["a"]


def test_a_read_only_ledger_is_said_to_be_read_only(url: str) -> None:
    Store(url).close()
    read_only = f"sqlite:///file:{url.removeprefix('sqlite:///')}?mode=ro&uri=true"
    with Store(read_only) as store, pytest.raises(LedgerError, match="read-only"):
        store.add(document(), [])


def test_claims_keep_their_fields_through_the_store(url: str) -> None:
    rich = msgspec.structs.replace(claim(), bound="about", period="2024", sectors=("trade",), change=None)
    with Store(url) as store:
        store.add(document(), [rich])
        assert list(store.claims()) == [rich]


def test_what_is_added_together_is_stored_whole_or_not_at_all(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'kelisim.db'}"
    documents = [Document(id=name, text=f"text of {name}") for name in ("a", "b")]

    def add_and_fail(store: Store) -> None:
        with store.together():
            store.add(documents[0], [])
            raise RuntimeError

    with Store(url) as store, Store(url) as other:
        with pytest.raises(RuntimeError):
            add_and_fail(store)
        assert list(store.documents()) == []
        with store.together():
            for document in documents:
                store.add(document, [])
            assert list(other.documents()) == []
        assert [document.id for document in other.documents()] == ["a", "b"]
        assert store.add(documents[0], []).outcome == "known"
