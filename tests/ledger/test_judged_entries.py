"""Judgements bind the entries: at once, after a rebuild and as of a day, in whatever order they were recorded."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from kelisim import Ledger
from kelisim.model import Document
from kelisim.model.identity import claim_id

KAZAKH = "2023 жылы Қазақстан мен Өзбекстан арасындағы тауар айналымы 4,4 миллиард долларды құрады."
ARABIC = "وبلغ حجم التبادل التجاري بين كازاخستان وأوزبكستان 4.4 مليار دولار في عام 2023."
RUSSIAN = "В 2022 году товарооборот между Казахстаном и Узбекистаном составил 5 млрд долларов."
TEXTS = {"kk": KAZAKH, "ar": ARABIC, "ru": RUSSIAN}


def filled(path: Path) -> Ledger:
    book = Ledger(path)
    book.add([Document(id=name, text=text, language=name, published="2024-02-01") for name, text in TEXTS.items()])
    return book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Ledger]:
    with filled(tmp_path / "ledger.db") as ledger:
        yield ledger


def claims(book: Ledger) -> dict[str, str]:
    return {claim.document: claim_id(claim) for claim in book.claims()}


def together(book: Ledger) -> set[str]:
    """The documents of each entry, joined by ``+``; the same after a rebuild and as of today."""
    found = book.entries()
    book.rebuild()
    assert book.entries() == found
    assert book.entries(as_of="2999") == found
    return {"+".join(sorted(item.document for item in entry.claims)) for entry in found}


def test_what_is_judged_different_is_parted_and_withdrawing_joins_it_again(book: Ledger) -> None:
    assert together(book) == {"ar+kk", "ru"}
    named = claims(book)
    told = book.judge("different", named["ar"], named["kk"], by="Aigul")
    assert together(book) == {"ar", "kk", "ru"}
    book.judge("withdrawn", told.id, by="Aigul")
    assert together(book) == {"ar+kk", "ru"}


def test_what_is_judged_the_same_is_joined_against_the_program(book: Ledger) -> None:
    named = claims(book)
    told = book.judge("same", named["kk"], named["ru"], by="Aigul")
    assert together(book) == {"ar", "kk+ru"}, "the third contradicts one of the two and stays apart"
    book.judge("different", named["kk"], named["ru"], by="Aigul", instead_of=told.id)
    assert together(book) == {"ar+kk", "ru"}


def test_a_wrong_claim_is_left_out(book: Ledger) -> None:
    told = book.judge("wrong", claims(book)["ru"], by="Aigul")
    assert together(book) == {"ar+kk"}
    book.judge("withdrawn", told.id, by="Aigul")
    assert together(book) == {"ar+kk", "ru"}


def test_a_corrected_value_is_that_of_the_entry(book: Ledger) -> None:
    book.judge("value", claims(book)["ru"], by="Aigul", correction=("value", 6e9))
    assert together(book) == {"ar+kk", "ru"}
    (entry,) = [item for item in book.entries() if item.fields["period"] == "2022"]
    assert entry.fields["value"] == 6e9


def test_a_corrected_period_links_the_claim_anew(book: Ledger) -> None:
    named = claims(book)
    period = book.judge("value", named["ru"], by="Aigul", correction=("period", "2023"))
    book.judge("value", named["ru"], by="Aigul", correction=("value", 4.4e9))
    assert together(book) == {"ar+kk+ru"}
    book.judge("withdrawn", period.id, by="Aigul")
    assert together(book) == {"ar+kk", "ru"}


def test_the_order_of_recording_does_not_change_the_entries(tmp_path: Path) -> None:
    with filled(tmp_path / "named.db") as book:
        named = claims(book)
    opinions = [
        ("different", named["ar"], named["kk"]),
        ("same", named["kk"], named["ru"]),
        ("right", named["ar"]),
        ("right", named["kk"]),
    ]
    outcomes = []
    for number in range(4):
        random.Random(number).shuffle(opinions)
        with filled(tmp_path / f"{number}.db") as book:
            for kind, *ids in opinions:
                book.judge(kind, *ids, by="Aigul")  # type: ignore[arg-type]
            assert together(book) == {"ar", "kk+ru"}
            outcomes.append(book.entries())
    assert all(outcome == outcomes[0] for outcome in outcomes)
