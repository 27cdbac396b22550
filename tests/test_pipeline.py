from __future__ import annotations

from pathlib import Path

from kelisim.ledger.store import Store
from kelisim.model import Passed, Raw, Skipped
from kelisim.pipeline import add


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
