"""How fast Kelisim reads, beside what others take for a part of the work, on the same texts in the same run.

    python benchmarks/speed.py FOLDER… [--rounds N] [--language CODE]

Each folder is searched for ``.txt`` files. Kelisim does its whole extraction (language, furniture, sentences, quantities,
times, names, claims); ``dateparser.search`` finds dates only, ``recognizers-text`` numbers only, ``price-parser`` the first
price of each sentence only. One core. Peers that are not installed are named as missing (`uv sync --group bench`).
The start is measured as well: processor seconds of a whole process, the best of the rounds, beside importing a peer.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from kelisim.model import Raw
from kelisim.pipeline import read_one

PEER_CHARACTERS = 20_000
"""How many characters the slow peers are given: their rate does not depend on the amount."""

SHORT_TEXT = b'{"id": "1", "text": "Kazakhstan and Uzbekistan will raise trade to $10 billion by 2030."}'
STARTS = {
    "start: kelisim extract": ["-c", "from kelisim.cli import main; main()", "extract", "-"],
    "start: kelisim --help": ["-c", "from kelisim.cli import main; main()", "--help"],
    "start: import dateparser": ["-c", "import dateparser"],
    "start: python": ["-c", "pass"],
}


def main() -> None:
    """Print characters a second for each, and the ratio to Kelisim."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--language", help="only texts identified as this language")
    options = parser.parse_args()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts = [path.read_text(encoding="utf-8") for folder in options.folders for path in sorted(folder.rglob("*.txt"))]
    raws = [Raw(name=str(number), id=str(number), content=text) for number, text in enumerate(texts)]
    raws = [raw for raw in raws if _language(raw) is not None or not options.language]
    if options.language:
        raws = [raw for raw in raws if _language(raw) == options.language]
    texts = [str(raw.content) for raw in raws]
    ours = max(_rate(lambda: [read_one(raw) for raw in raws], texts) for _ in range(options.rounds))
    claims = sum(len(getattr(read_one(raw), "claims", ())) for raw in raws)
    print(f"{len(texts)} texts, {sum(map(len, texts)):,} characters, {claims} claims")
    print(f"{'kelisim, all of it':28}{ours:>14,.0f} characters/s")
    for name, call in STARTS.items():
        print(f"{name:28}{_start(call, options.rounds)}")
    sample = _sample(texts)
    for name, peer in _peers().items():
        if peer is None:
            print(f"{name:28}not installed")
            continue
        rate = _rate(lambda peer=peer: [peer(text) for text in sample], sample)  # type: ignore[misc]
        print(f"{name:28}{rate:>14,.0f} characters/s   kelisim is {ours / rate:,.1f} times as fast")


def _start(call: list[str], rounds: int) -> str:
    """Processor seconds of the quickest of several runs of a process."""
    taken = []
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([sys.executable, *call], input=SHORT_TEXT, capture_output=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        if done.returncode:
            return "cannot be run"
    return f"{min(taken):>14.2f} s"


def _language(raw: Raw) -> str | None:
    return getattr(getattr(read_one(raw), "document", None), "language", None)


def _rate(work: Callable[[], object], texts: list[str]) -> float:
    begun = time.perf_counter()
    work()
    return sum(map(len, texts)) / (time.perf_counter() - begun)


def _sample(texts: list[str]) -> list[str]:
    chosen: list[str] = []
    for text in texts:
        if sum(map(len, chosen)) >= PEER_CHARACTERS:
            break
        chosen.append(text)
    return chosen


def _peers() -> dict[str, Callable[[str], object] | None]:
    return {
        "dateparser.search (dates)": _dateparser(),
        "recognizers-text (numbers)": _recognizers(),
        "price-parser (prices)": _price_parser(),
    }


def _dateparser() -> Callable[[str], object] | None:
    try:
        from dateparser.search import search_dates
    except ImportError:
        return None
    return lambda text: [
        search_dates(line, languages=["ar", "kk", "ru", "en"][:1]) for line in text.split("\n") if line
    ]


def _recognizers() -> Callable[[str], object] | None:
    try:
        from recognizers_number import NumberRecognizer
    except ImportError:
        return None
    model = NumberRecognizer("en-us").get_number_model("en-us")
    return model.parse


def _price_parser() -> Callable[[str], object] | None:
    try:
        from price_parser import Price
    except ImportError:
        return None
    return lambda text: [Price.fromstring(line) for line in text.split("\n") if line]


if __name__ == "__main__":
    main()
