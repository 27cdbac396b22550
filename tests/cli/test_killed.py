"""``kill -9`` at random moments of ``add``: nothing acknowledged is lost, nothing doubled."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from kelisim.interface import Ledger

DOCUMENTS = 40
KILLS = 20
PROGRAM = """
import sys
from kelisim.interface import Ledger
from kelisim.sources.reading import Reader
from kelisim.summary import Listener

class Printer(Listener):
    def done(self, name):
        print(name, flush=True)

with Ledger(sys.argv[1]) as book:
    book.add_raw(Reader().read([sys.argv[2]]), listener=Printer())
"""


def write_documents(path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        for number in range(DOCUMENTS):
            text = (
                f"2023 жылы Қазақстан мен Өзбекстан арасындағы тауар айналымы {number + 1},5 миллиард долларды құрады."
            )
            file.write(json.dumps({"id": f"d{number:03}", "text": text, "language": "kk"}, ensure_ascii=False) + "\n")


def run_and_kill(ledger: Path, documents: Path, after: float) -> list[str]:
    """Start adding, kill it after a while, and return what it had acknowledged: every document but the one in hand."""
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, ledger, documents], stdout=subprocess.PIPE)
    try:
        process.wait(timeout=after)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
    output, _ = process.communicate()
    return output.decode().split()[:-1] if process.returncode else output.decode().split()


def test_a_killed_add_loses_nothing_acknowledged_and_doubles_nothing(tmp_path: Path) -> None:
    documents, ledger, undisturbed = tmp_path / "d.jsonl", tmp_path / "l.db", tmp_path / "u.db"
    write_documents(documents)
    begun = time.monotonic()
    assert run_and_kill(undisturbed, documents, 300)
    usual = time.monotonic() - begun
    moments = random.Random(20).sample(range(1000), KILLS)
    for moment in moments:
        acknowledged = run_and_kill(ledger, documents, usual * moment / 1000)
        if not ledger.exists():
            continue
        with Ledger(ledger) as book:
            stored = [document.id for document in book.documents()]
        assert set(acknowledged) <= set(stored)
        assert len(stored) == len(set(stored))
    run_and_kill(ledger, documents, 300)
    with Ledger(ledger) as book, Ledger(undisturbed) as other:
        assert [item.id for item in book.documents()] == [item.id for item in other.documents()]
        assert book.claims() == other.claims()
        assert book.entries() == other.entries()
