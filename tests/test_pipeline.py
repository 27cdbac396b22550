from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from kelisim.ledger.store import Store
from kelisim.model import Passed, Raw, Skipped, Visit
from kelisim.model.identity import claim_id
from kelisim.pipeline import Outcome, Read, add, read_all, read_one
from kelisim.summary import Listener
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
    monkeypatch.setattr("kelisim.workers.Workers", None)
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


class Counting(Listener):
    """Counts the documents in the ledger whenever it is told of one, as another reader of the ledger sees them."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.counts: list[int] = []

    def done(self, name: str) -> None:
        assert name
        with Store(self.url) as other:
            self.counts.append(sum(1 for _ in other.documents()))


def test_documents_that_come_quickly_are_recorded_together_and_told_of_only_then(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'kelisim.db'}"
    listener = Counting(url)
    with Store(url) as store:
        add(TEXTS, store, listener=listener)
    assert listener.counts == [len(TEXTS)] * len(TEXTS)


def test_documents_that_come_slowly_are_recorded_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kelisim.pipeline.SLOWLY", -1)
    url = f"sqlite:///{tmp_path / 'kelisim.db'}"
    listener = Counting(url)
    with Store(url) as store:
        add(TEXTS, store, listener=listener)
    assert listener.counts == list(range(1, len(TEXTS) + 1))


def test_what_was_read_before_a_source_fails_is_recorded(tmp_path: Path) -> None:
    def failing() -> Iterator[Raw | Visit]:
        yield TEXTS[0]
        yield Visit(url="http://a.example/", at="2024-05-03T10:20:30Z")
        raise RuntimeError("the source is gone")

    with Store(f"sqlite:///{tmp_path / 'kelisim.db'}") as store:
        with pytest.raises(RuntimeError, match="the source is gone"):
            add(failing(), store)
        assert [document.id for document in store.documents()] == ["t3"]
        assert store.last_visit("http://a.example/") is not None


def test_a_refused_document_does_not_take_those_beside_it_with_it(tmp_path: Path) -> None:
    other = Raw(name="other", id="t4", content="Another text under the same promised id.")
    with Store(f"sqlite:///{tmp_path / 'kelisim.db'}") as store:
        summary = add([TEXTS[0], TEXTS[1], other, TEXTS[2]], store)
        assert [document.id for document in store.documents()] == ["t3", "t4", "t5"]
    assert [skipped.name for skipped in summary.skipped] == ["t4"]


def test_the_ledger_is_the_same_however_many_documents_are_read_side_by_side(tmp_path: Path) -> None:
    held = []
    for jobs in (1, 2):
        with Store(f"sqlite:///{tmp_path / f'{jobs}.db'}") as store:
            add(TEXTS, store, jobs=jobs)
            held.append((list(store.documents()), store.claims_in(text.name for text in TEXTS), list(store.entries())))
    assert held[0] == held[1]
    assert len(held[0][2]) > 1
