from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from kelisim.ledger.store import Store
from kelisim.model import Passed, Raw, Skipped
from kelisim.model.identity import claim_id
from kelisim.pipeline import Outcome, Read, add, read_all, read_one
from kelisim.workers import Lost, Workers


def test_what_is_no_document_is_counted_by_its_reason(tmp_path: Path) -> None:
    items = [
        Passed("a.png", "images"),
        Raw(name="t", id="t", content="x"),
        Passed("b.png", "images"),
        Skipped("c", "no"),
    ]
    with Store(f"sqlite:///{tmp_path / 'kelisim.db'}") as store:
        summary = add(items, store)
    assert summary.passed == {"images": 2}
    assert (summary.read, summary.new) == (2, 1)


TEXTS = [
    Raw(
        name=f"t{number}",
        id=f"t{number}",
        content=f"Kazakhstan and Uzbekistan signed {number} agreements on 3 May 2024.",
    )
    for number in range(3, 9)
]


def test_documents_read_side_by_side_are_those_read_one_by_one() -> None:
    items = [TEXTS[0], Passed("a.png", "images"), Raw(name="bad", content=b"\x00\x01"), *TEXTS[1:], Skipped("c", "no")]
    alone = list(read_all(items))
    beside = list(read_all(items, jobs=2))
    assert beside == alone
    assert _claims(beside) == _claims(alone)
    assert isinstance(alone[2], Skipped)
    assert sum(isinstance(outcome, Read) and bool(outcome.claims) for outcome in alone) == len(TEXTS)


def _claims(outcomes: Iterable[Outcome]) -> list[str]:
    """The names of the claims: they are made of what the claims say, to the letter."""
    return [claim_id(claim) for outcome in outcomes if isinstance(outcome, Read) for claim in outcome.claims]


def test_processes_are_started_only_for_many_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kelisim.pipeline.ALONE", len(TEXTS))
    monkeypatch.setattr("kelisim.pipeline.Workers", None)
    with pytest.raises(TypeError):
        list(read_all([*TEXTS, *TEXTS], jobs=2))
    monkeypatch.setattr("kelisim.pipeline.cores", lambda: 1)
    assert len(list(read_all([*TEXTS, *TEXTS], jobs=None))) == 2 * len(TEXTS)


def test_a_document_whose_process_is_killed_is_skipped_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(_workers: Workers, items: Iterable[Raw], _kind: type[Raw]) -> Iterator[Lost[Raw]]:
        return (Lost(item, "ended by SIGKILL") for item in items)

    monkeypatch.setattr(Workers, "run", lose)
    (skipped,) = read_all(TEXTS[:1], jobs=2)
    assert isinstance(skipped, Skipped)
    assert skipped.name == "t3"
    assert "ended by SIGKILL" in skipped.reason


def test_a_text_that_trips_its_reader_is_skipped_with_what_happened(monkeypatch: pytest.MonkeyPatch) -> None:
    def trip(_raw: Raw) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("kelisim.pipeline.to_document", trip)
    outcome = read_one(TEXTS[0])
    assert isinstance(outcome, Skipped)
    assert "RecursionError: too deep" in outcome.reason
