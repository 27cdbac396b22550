"""What persons judge, through the ledger: recorded, listed, withdrawn, refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kelisim import Ledger
from kelisim.errors import ConfigError, ResolveError
from kelisim.model import Document
from kelisim.model.identity import claim_id

KAZAKH = "2023 жылы Қазақстан мен Өзбекстан арасындағы тауар айналымы 4,4 миллиард долларды құрады."
ARABIC = "وبلغ حجم التبادل التجاري بين كازاخستان وأوزبكستان 4.4 مليار دولار في عام 2023."
RUSSIAN = "В 2022 году товарооборот между Казахстаном и Узбекистаном составил 5 млрд долларов."
MEETING = "Президент Казахстана Касым-Жомарт Токаев 12 марта 2024 года встретился с президентом Узбекистана Шавкатом Мирзиёевым."


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "ledger.db") as ledger:
        ledger.add(
            [
                Document(id="kk", text=KAZAKH, language="kk", published="2024-02-01"),
                Document(id="ar", text=ARABIC, language="ar", published="2024-02-01"),
                Document(id="ru", text=RUSSIAN, language="ru", published="2023-02-01"),
                Document(id="met", text=MEETING, language="ru", published="2024-03-12"),
            ]
        )
        yield ledger


def claim_of(book: Ledger, document: str) -> str:
    return next(claim_id(claim) for claim in book.claims() if claim.document == document)


def entry_of(book: Ledger, document: str) -> str:
    return next(entry.id for entry in book.entries() if document in {item.document for item in entry.claims})


def test_a_judgement_on_entries_is_kept_as_one_on_their_claims(book: Ledger) -> None:
    told = book.judge("different", entry_of(book, "kk"), claim_of(book, "ru"), by="Aigul", why="two years")
    (listed,) = book.judgements()
    assert (listed.judgement, listed.status) == (told, "stands")
    assert (told.author, told.reason) == ("Aigul", "two years")
    figure = tuple(sorted([claim_of(book, "kk"), claim_of(book, "ar")]))
    assert set(told.sides) == {figure, (claim_of(book, "ru"),)}


def test_a_withdrawn_judgement_stays_listed_and_binds_no_more(book: Ledger) -> None:
    told = book.judge("different", claim_of(book, "kk"), claim_of(book, "ar"), by="Aigul")
    book.judge("withdrawn", told.id, by="Berik", why="one figure after all")
    assert [item.status for item in book.judgements()] == ["withdrawn", "withdrawal"]
    assert book.judge("same", claim_of(book, "kk"), claim_of(book, "ar"), by="Berik").kind == "same"


def test_a_judgement_may_stand_in_place_of_another(book: Ledger) -> None:
    told = book.judge("right", claim_of(book, "kk"), by="Aigul")
    book.judge("wrong", claim_of(book, "kk"), by="Aigul", instead_of=told.id)
    assert [item.status for item in book.judgements()] == ["withdrawn", "stands"]


def test_a_contradiction_is_refused_with_its_chain_and_nothing_is_recorded(book: Ledger) -> None:
    kk, ar, ru = (claim_of(book, name) for name in ("kk", "ar", "ru"))
    book.judge("same", kk, ar, by="Aigul", why="one report")
    book.judge("same", ar, ru, by="Berik", why="same table")
    with pytest.raises(ResolveError) as refused:
        book.judge("different", kk, ru, by="Dana", why="two years")
    for part in ("Aigul said on", "“one report”", "Berik said on", "“same table”", "“two years”) [not recorded]"):
        assert part in str(refused.value)
    assert len(book.judgements()) == 2


def test_entries_of_different_kinds_cannot_be_the_same(book: Ledger) -> None:
    with pytest.raises(ResolveError, match=r"different kinds cannot be the same: .*indicator.*meeting"):
        book.judge("same", entry_of(book, "kk"), entry_of(book, "met"), by="Aigul")
    assert book.judgements() == []


def test_an_unknown_name_brings_those_that_begin_alike(book: Ledger) -> None:
    entry = entry_of(book, "met")
    with pytest.raises(ConfigError, match=f"the nearest are .*{entry}"):
        book.judge("right", entry[:5] + "?", by="Aigul")


def test_withdrawing_twice_or_something_unknown_is_refused(book: Ledger) -> None:
    told = book.judge("right", claim_of(book, "kk"), by="Aigul")
    book.judge("withdrawn", told.id, by="Berik")
    with pytest.raises(ConfigError, match="already withdrawn by Berik on"):
        book.judge("withdrawn", told.id, by="Aigul")
    with pytest.raises(ConfigError, match=f"the nearest are .*{told.id}"):
        book.judge("withdrawn", told.id[:4], by="Aigul")
    assert len(book.judgements()) == 2


@pytest.mark.parametrize("author", ["", "  "])
def test_a_judgement_without_an_author_is_refused(book: Ledger, author: str) -> None:
    with pytest.raises(ConfigError, match="needs its author"):
        book.judge("right", claim_of(book, "kk"), by=author)


def test_the_author_comes_from_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KELISIM_AUTHOR", "Aigul")
    with Ledger(tmp_path / "ledger.db") as book:
        book.add([Document(id="kk", text=KAZAKH, language="kk")])
        assert book.judge("right", claim_of(book, "kk")).author == "Aigul"


@pytest.mark.parametrize(
    ("correction", "words"),
    [
        (("stage", "signed"), "indicator has no field 'stage'; its fields are"),
        (("bound", "perhaps"), "cannot be corrected so"),
        (("value", "much"), "cannot be corrected so"),
    ],
)
def test_a_correction_that_the_field_cannot_take_is_refused(
    book: Ledger, correction: tuple[str, str], words: str
) -> None:
    with pytest.raises((ConfigError, ResolveError), match=words):
        book.judge("value", claim_of(book, "kk"), by="Aigul", correction=correction)
    assert book.judgements() == []


def test_a_correction_is_kept_as_the_field_holds_it(book: Ledger) -> None:
    assert book.judge("value", claim_of(book, "kk"), by="A", correction=("value", "4.5e9")).value == 4_500_000_000
    assert book.judge("value", claim_of(book, "kk"), by="A", correction=("parties", ["Uzbekistan", "kz"])).value == [
        "KZ",
        "UZ",
    ]


def test_one_claim_is_not_compared_with_itself(book: Ledger) -> None:
    kk = claim_of(book, "kk")
    with pytest.raises(ConfigError, match="at least two"):
        book.judge("same", kk, kk, by="Aigul")
    with pytest.raises(ResolveError, match=f"share the claim {kk}"):
        book.judge("different", kk, entry_of(book, "kk"), by="Aigul")
