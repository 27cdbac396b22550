"""Changed documents and questions as of a day: both texts are kept, and what counts is what was known."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from kelisim import Ledger
from kelisim.errors import ConfigError, ResolveError
from kelisim.ledger.addresses import names_a_page
from kelisim.ledger.store import Store
from kelisim.model import Document
from kelisim.model.identity import claim_id

TURNOVER = "2023 жылы Қазақстан мен Өзбекстан арасындағы тауар айналымы 4,4 миллиард долларды құрады."
CHANGED = TURNOVER.replace("4,4", "4,9")
EXPORTS = "2023 жылы Қазақстанның Өзбекстанға экспорты 3 миллиард долларға жетті."
PAGE = "https://example.org/news/1"
DAYS = [f"2026-01-0{day}T09:00:00.000000+00:00" for day in range(1, 8)]


def version(name: str, *sentences: str, url: str | None = PAGE) -> Document:
    return Document(id=name, text="\n".join(sentences), language="kk", published="2024-02-01", url=url)


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    """An empty ledger in which every addition is recorded a day after the one before."""
    days = iter(DAYS)
    monkeypatch.setattr("kelisim.ledger.store.now", lambda: next(days))
    with Ledger(tmp_path / "ledger.db") as ledger:
        yield ledger


def claim_of(book: Ledger, document: str, indicator: str = "trade_turnover") -> str:
    found = [claim for claim in book.claims() if (claim.document, claim.indicator) == (document, indicator)]
    return claim_id(found[0])


def values(book: Ledger, as_of: str | None = None) -> list[float | None]:
    return sorted(entry.fields.get("value") for entry in book.entries(as_of=as_of))


def test_another_text_at_the_same_address_supersedes_and_both_are_kept(book: Ledger) -> None:
    book.add([version("old", TURNOVER, EXPORTS)])
    summary = book.add([version("new", CHANGED, EXPORTS)])
    assert "supersedes old" in summary.noted[0].reason
    assert book.superseded() == {"old": "new"}
    assert [document.id for document in book.documents()] == ["old", "new"]
    assert {claim.document for claim in book.claims()} == {"old", "new"}
    assert {claim.document for claim in book.claims(current=True)} == {"new"}


@pytest.mark.parametrize("url", [None, "https://example.org", "https://example.org/"])
def test_texts_without_an_address_of_their_own_supersede_nothing(book: Ledger, url: str | None) -> None:
    book.add([version("old", TURNOVER, url=url), version("new", CHANGED, url=url)])
    assert book.superseded() == {}


def test_the_same_text_again_supersedes_nothing_and_a_later_one_supersedes_both(book: Ledger) -> None:
    book.add([version("old", TURNOVER), version("copy", TURNOVER)])
    assert book.superseded() == {}
    book.add([version("new", CHANGED)])
    assert book.superseded() == {"copy": "new", "old": "new"}


def test_an_address_with_a_query_names_a_page() -> None:
    assert names_a_page("https://example.org/?id=7")
    assert not names_a_page("https://example.org//")


def test_a_judgement_on_a_superseded_document_is_refused(book: Ledger) -> None:
    book.add([version("old", TURNOVER)])
    book.add([version("new", CHANGED)])
    with pytest.raises(ResolveError, match="of the document old, which new supersedes"):
        book.judge("right", claim_of(book, "old"), by="Aigul")
    assert book.judgements() == []


def test_what_was_judged_carries_over_where_quote_and_fields_are_the_same(book: Ledger) -> None:
    book.add([version("old", TURNOVER, EXPORTS)])
    book.judge("wrong", claim_of(book, "old", "exports"), by="Aigul")
    book.add([version("new", "Түзетілді.", CHANGED, EXPORTS)])
    (judged,) = book.judgements()
    assert (judged.status, judged.sides) == ("stands", ((claim_of(book, "new", "exports"),),))
    with pytest.raises(ResolveError, match="contradict each other"):
        book.judge("right", claim_of(book, "new", "exports"), by="Berik")


def test_what_was_judged_on_a_changed_text_is_reopened(book: Ledger) -> None:
    book.add([version("old", TURNOVER, EXPORTS)])
    lost, kept = claim_of(book, "old"), claim_of(book, "old", "exports")
    book.judge("right", lost, kept, by="Aigul")
    book.judge("right", kept, by="Aigul")
    book.add([version("new", CHANGED, EXPORTS)])
    (reopened,) = book.judgements(reopened=True)
    assert (reopened.lost, reopened.sides) == ((lost,), ((claim_of(book, "new", "exports"),),))
    assert [item.status for item in book.judgements()] == ["reopened", "stands"]
    assert book.judge("wrong", claim_of(book, "new"), by="Berik").kind == "wrong"


def test_what_one_version_left_out_stays_open_though_the_next_has_it_again(book: Ledger) -> None:
    book.add([version("one", TURNOVER)])
    book.judge("right", claim_of(book, "one"), by="Aigul")
    book.add([version("two", CHANGED)])
    book.add([version("three", TURNOVER, EXPORTS)])
    assert book.superseded() == {"one": "two", "two": "three"}
    assert [item.status for item in book.judgements()] == ["reopened"]


def test_a_question_as_of_a_day_is_answered_from_what_was_recorded_by_then(book: Ledger) -> None:
    book.add([version("old", TURNOVER)])
    told = book.judge("right", claim_of(book, "old"), by="Aigul")
    book.add([version("new", CHANGED)])
    book.judge("withdrawn", told.id, by="Aigul")
    assert values(book) == [4_900_000_000]
    assert values(book, "2026-01-03") == [4_900_000_000]
    assert values(book, "2026-01-02") == [4_400_000_000]
    assert [document.id for document in book.documents(as_of="2026-01-02")] == ["old"]
    assert book.superseded(as_of="2026-01-02") == {}
    assert [[item.status for item in book.judgements(as_of=f"2026-01-0{day}")] for day in (1, 2, 3, 4)] == [
        [],
        ["stands"],
        ["reopened"],
        ["withdrawn", "withdrawal"],
    ]


def test_as_of_a_day_before_the_first_document_is_said_so(book: Ledger) -> None:
    book.add([version("old", TURNOVER)])
    for ask in (book.documents, book.claims, book.entries, book.judgements, book.superseded):
        with pytest.raises(ConfigError, match="holds nothing before 2026-01-01"):
            ask(as_of="2025-12")


@pytest.mark.parametrize("day", ["yesterday", "2026-13", "2026-02-30", "01.02.2026", "2026-1-1", "", "٢٠٢٦"])
def test_a_date_that_is_none_is_refused(book: Ledger, day: str) -> None:
    book.add([version("old", TURNOVER)])
    with pytest.raises(ConfigError, match="is no date"):
        book.claims(as_of=day)


def test_entries_are_derived_anew_when_a_text_without_claims_supersedes(book: Ledger) -> None:
    book.add([version("old", TURNOVER)])
    assert values(book) == [4_400_000_000]
    book.add([version("new", "Бет өшірілді.")])
    assert values(book) == []


LATER_TABLES = (
    "supersessions", "conflict_blocks", "visits", "addresses", "deliveries", "alerts", "alerted", "alert_rules", "watched",
)  # fmt: skip
"""Tables that a ledger of the fourth revision did not have."""


def test_an_older_ledger_learns_which_of_its_texts_are_superseded(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with Store(f"sqlite:///{path}") as store:
        for document in (version("a", TURNOVER), version("b", CHANGED), version("c", CHANGED), version("d", EXPORTS)):
            store.add(document, [])
    with sqlite3.connect(path) as connection:
        for table in LATER_TABLES:
            connection.execute(f"DROP TABLE {table}")
        connection.execute("DROP INDEX documents_by_digest")
        for column in ("outlet", "dating"):
            connection.execute(f"ALTER TABLE documents DROP COLUMN {column}")
        connection.execute("UPDATE alembic_version SET version_num = '0004'")
    connection.close()
    with Store(f"sqlite:///{path}") as store:
        assert store.superseded() == {"a": "b", "b": "d", "c": "d"}
