"""Two writers on one ledger wait for each other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kelisim.ledger.store import Store
from kelisim.model import Document


def test_what_two_writers_add_at_once_is_all_there(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    with Store(url):
        pass

    def write(name: str) -> None:
        with Store(url, create=False) as store:
            for number in range(25):
                store.add(Document(id=f"{name}{number}", text=f"{name} {number}", language="kk"), [])

    with ThreadPoolExecutor(2) as writers:
        list(writers.map(write, ("a", "b")))
    with Store(url, create=False) as store:
        assert len(list(store.documents())) == 50
