"""What the rules of a watch list cost on a large ledger: processor seconds for each kind of rule after a poll of ten articles.

The first poll loads what languages and conflicts need, and ``overdue`` looks at all undertakings, as it does once a day.

python benchmarks/alerts.py [CLAIMS]        (100,000 unless given)
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from synthetic import documents

from kelisim import Ledger
from kelisim.model import Claim, Document
from kelisim.watching.alerting import begin_rules, make_alerts
from kelisim.watching.schema import Alert

RULES = (
    Alert(name="parties", to=("file",), parties=("KZ", "UZ")),
    Alert(name="anything", to=("file",)),
    Alert(name="words", to=("file",), words=("railway", "corridor")),
    Alert(name="conflicts", to=("file",), conflicts=True),
    Alert(name="overdue", to=("file",), overdue=True),
)
POLLS, ARTICLES = 4, 10

Text = tuple[Document, list[Claim]]


def main() -> int:
    """Fill a ledger with all but the last articles, then let these come in poll by poll."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("claims", nargs="?", type=int, default=100_000)
    texts = list(documents(parser.parse_args().claims))
    later = iter(texts[-POLLS * ARTICLES :])
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "ledger.db") as book:
        fill(book, iter(texts[: -POLLS * ARTICLES]))
        begin_rules(book, RULES, datetime.now(UTC))
        print(f"{'':>8}" + "".join(f"{rule.name:>14}" for rule in RULES) + "   (processor seconds, alerts)")
        for poll in range(1, POLLS + 1):
            fill(book, islice(later, ARTICLES))
            print(f"poll {poll:<3}" + "".join(f"{judged(book, rule):>14}" for rule in RULES), flush=True)
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


def fill(book: Ledger, texts: Iterator[Text]) -> None:
    """Record texts, many at a time, and derive."""
    while batch := list(islice(texts, 500)):
        with book.store.together():
            for document, claims in batch:
                book.store.add(document, claims)
    book.store.derive()


def judged(book: Ledger, rule: Alert) -> str:
    """The processor seconds that a rule takes, and how many alerts it makes."""
    begun = time.process_time()
    made = make_alerts(book, [rule], datetime.now(UTC))
    return f"{time.process_time() - begun:.2f} ({len(made)})"


if __name__ == "__main__":
    sys.exit(main())
