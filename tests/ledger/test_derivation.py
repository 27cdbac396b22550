"""Whatever the order of arrival, and whether derived step by step or at once, the entries are the same."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kelisim.ledger.store import Store
from kelisim.model import Claim, Document
from kelisim.resolve.entries import resolve

OFFICES = ("head_of_state", "head_of_government", "foreign_minister")
DAYS = ("2025-02-19", "2025-02-20", "2025-02", "XXXX-02-19", None)
PUBLISHED = ("2025-02-19", "2025-02-21", "2025-06-01", None)


def fields(kind: str, draw: random.Random) -> dict[str, Any]:
    office = draw.choice(OFFICES)
    people = [{"state": "KZ", "office": office}, {"state": "UZ", "office": draw.choice(OFFICES)}][: draw.randint(0, 2)]
    amount = {"value": draw.choice([4.4e9, 4.41e9, 4.45e9, 5e9]), "unit": "USD"}
    match kind:
        case "meeting":
            return {
                "form": draw.choice(["meeting", "visit"]),
                "status": "held",
                "participants": people,
                "date": draw.choice(DAYS),
            }
        case "indicator":
            return {"indicator": "trade_turnover", "period": draw.choice(["2024", "2023", "last_year", None]), **amount}
        case "target":
            return {"indicator": "trade_turnover", "deadline": draw.choice(["2030", "2027", None]), **amount}
        case "agreement":
            return {
                "instrument": draw.choice(["documents", "memorandum"]),
                "count": draw.choice([1, 8, 17]),
                "stage": draw.choice(["signed", "negotiating"]),
                "date": draw.choice(DAYS),
                "sectors": draw.choice([["water"], ["customs"], []]),
            }
        case "project":
            return {
                "name": draw.choice(["Middle Corridor", "fund", "bank", None]),
                "stage": draw.choice(["launched", "completed"]),
                "sectors": ["transport"],
            }
    return {"participants": people}


def document(number: int, draw: random.Random) -> tuple[Document, list[Claim]]:
    published = draw.choice(PUBLISHED)
    name = f"d{number}"
    claims = []
    for position in range(draw.randint(1, 6)):
        kind = draw.choice(["meeting", "indicator", "target", "agreement", "project", "award"])
        stated = {key: value for key, value in fields(kind, draw).items() if value not in (None, [])}
        base = {"document": name, "kind": kind, "parties": ["KZ", "UZ"], "language": "kk"}
        claims.append(msgspec.convert(base | stated | {"start": position, "end": position + 1, "quote": "x"}, Claim))
    return Document(id=name, text=f"x{number}" * 20, language="kk", published=published), claims


def entries(store: Store) -> bytes:
    return msgspec.json.encode(list(store.entries()), order="sorted")


@pytest.mark.parametrize("seed", range(20))
def test_any_order_of_arrival_gives_the_entries_of_a_rebuild(seed: int, tmp_path: Path) -> None:
    draw = random.Random(2025)
    arriving = [document(number, draw) for number in range(40)]
    claims = [claim for _, its_claims in arriving for claim in its_claims]
    expected = msgspec.json.encode(resolve(claims, {item.id: item.published for item, _ in arriving}), order="sorted")
    random.Random(seed).shuffle(arriving)
    with Store(f"sqlite:///{tmp_path / 'ledger.db'}") as store:
        for item, its_claims in arriving:
            store.add(item, its_claims)
            store.derive()
        assert entries(store) == expected
        store.derive(force=True)
        assert entries(store) == expected


def test_one_more_document_leaves_the_entries_that_it_does_not_touch(tmp_path: Path) -> None:
    draw = random.Random(7)
    with Store(f"sqlite:///{tmp_path / 'ledger.db'}") as store:
        for number in range(30):
            store.add(*document(number, draw))
        store.derive()
        before = {entry.id: entry for entry in store.entries()}
        name = "new"
        claim = msgspec.convert(
            {
                "document": name,
                "kind": "target",
                "parties": ["AZ", "KZ"],
                "start": 0,
                "end": 1,
                "quote": "x",
                "language": "kk",
                "indicator": "exports",
                "value": 1e9,
                "unit": "USD",
            },
            Claim,
        )
        store.add(Document(id=name, text="x", language="kk"), [claim])
        assert store.derive()
        after = {entry.id: entry for entry in store.entries()}
    assert {key: entry for key, entry in after.items() if key in before} == before
    assert [entry.parties for key, entry in after.items() if key not in before] == [("AZ", "KZ")]


def test_nothing_is_derived_when_nothing_was_added(tmp_path: Path) -> None:
    with Store(f"sqlite:///{tmp_path / 'ledger.db'}") as store:
        store.add(*document(1, random.Random(1)))
        assert store.derive()
        assert not store.derive()


def test_a_reprint_that_arrives_later_lowers_the_count_of_independent_sources(tmp_path: Path) -> None:
    text = " ".join(f"word{number} of a text that two papers print" for number in range(40))
    stated = {"kind": "target", "parties": ["KZ", "UZ"], "indicator": "exports", "value": 1e9, "unit": "USD"}
    with Store(f"sqlite:///{tmp_path / 'ledger.db'}") as store:
        for name in ("a", "b"):
            spot = {"document": name, "start": 0, "end": 5, "quote": text[:5], "language": "en"}
            url = f"https://{name}.example/1"
            store.add(Document(id=name, text=text, language="en", url=url), [msgspec.convert(stated | spot, Claim)])
            store.derive()
        (entry,) = store.entries()
    assert (entry.health.documents, entry.health.sources, entry.health.official) == (2, 1, 0)
