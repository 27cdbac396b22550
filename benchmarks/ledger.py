"""How a ledger answers as it grows: adding one document, a dossier, a search; full resolution with its memory.

The dossier is that of the two states that most is told of. The first one after an addition finds their conflicts anew, the
others have them kept. On a disk, filling waits for each document to be safe; with TMPDIR on a memory file system
it does not.

python benchmarks/ledger.py [CLAIMS…]        (10,000, 100,000 and 1,000,000 unless given)
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from synthetic import documents

from kelisim import Ledger
from kelisim.ledger.store import Store

SIZES = (10_000, 100_000, 1_000_000)
ROUNDS = 5


def main() -> int:
    """Measure each size in a process of its own, so that its memory is its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("claims", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one)))
        return 0
    heads = ("fill", "resolve", "MB", "add one", "first", "dossier", "search")
    print(f"{'claims':>10} " + " ".join(f"{head:>9}" for head in heads) + "   (seconds, MB)")
    for size in options.claims:
        call = [sys.executable, __file__, "--one", str(size)]
        found = json.loads(subprocess.run(call, check=True, capture_output=True, text=True).stdout)
        columns = ("fill", "resolve", "memory", "add", "first", "dossier", "search")
        print(f"{found['claims']:>10,} " + " ".join(f"{found[name]:>9.3f}" for name in columns), flush=True)
    return 0


def measure(size: int) -> dict[str, Any]:
    """Fill a ledger, derive its entries anew, then ask; times are the medians of a few rounds, in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        made, told = 0, Counter[tuple[str, ...]]()
        start = time.perf_counter()
        with Store(f"sqlite:///{path}") as store:
            for document, claims in documents(size):
                store.add(document, claims)
                made += len(claims)
                told[claims[0].parties] += len(claims)
            fill = time.perf_counter() - start
            resolve = timed(lambda: store.derive(force=True))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        pair, _ = told.most_common(1)[0]
        with Ledger(path) as book:
            add = median(book_adder(path))
            first = timed(lambda: book.dossier(*pair))
            dossier = median(lambda: book.dossier(*pair))
            search = median(lambda: book.search("transit water"))
    return {
        "claims": made,
        "fill": fill,
        "resolve": resolve,
        "memory": memory,
        "add": add,
        "first": first,
        "dossier": dossier,
        "search": search,
    }


def book_adder(path: Path) -> Callable[[], object]:
    """Adds one more document and derives, another one at each call."""
    fresh = ((document, claims) for document, claims in documents(10_000, seed=2))

    def add() -> None:
        document, claims = next(fresh)
        with Store(f"sqlite:///{path}") as store:
            store.add(renamed(document), [renamed_claim(claim) for claim in claims])
            store.derive()

    return add


def renamed(document: Any) -> Any:
    """The document under an id of its own."""
    import msgspec

    return msgspec.structs.replace(document, id=f"new-{document.id}", url=f"{document.url}-new")


def renamed_claim(claim: Any) -> Any:
    """The claim of the renamed document."""
    import msgspec

    return msgspec.structs.replace(claim, document=f"new-{claim.document}")


def timed(work: Callable[[], object]) -> float:
    """Seconds that the work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median(work: Callable[[], object]) -> float:
    """The median of a few rounds, in seconds."""
    return sorted(timed(work) for _ in range(ROUNDS))[ROUNDS // 2]


if __name__ == "__main__":
    sys.exit(main())
