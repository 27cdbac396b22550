"""How a web archive of any size is taken in: every record accounted for, pages a second, memory over time.

    python benchmarks/archives.py [--records N] [--folder FOLDER]

Makes a crawl of N records (``crawl.py``), gives it to ``kelisim add`` on two cores with a fresh ledger on disk, and sums up
its report. In the same run, on one core each and on the same file or its first pages: ``trafilatura`` alone, ``warcio`` and
``fastwarc`` alone. Seconds by the clock depend on what else the machine does; processor seconds hardly do. Peers that are
not installed are named as missing (`uv sync --group bench`).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from crawl import Page, write_crawl

COMMAND = "from kelisim.cli import main; main()"
CORES = 2
INTERVAL = 1.0
"""Seconds between two looks at the memory."""

QUARTERS = 4
FLAT = 1.2
"""Memory is flat when no later quarter needs more than so many times what the first one did."""


class Sample(NamedTuple):
    """Megabytes in use at a time, in seconds from the start: of the process itself, and of those that it started."""

    at: float
    own: float
    children: float


def main() -> None:
    """Print how many records became what, how fast, beside the peers, and how much memory it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, default=Path("build/archives"))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:CORES]))
    archive = options.folder / "crawl.warc.gz"
    pages = write_crawl(archive, options.records, options.seed)
    print(f"{options.records:,} records, {archive.stat().st_size / 1e6:,.0f} MB packed, on {CORES} cores")
    before = _peers(archive, pages)
    report, samples, used = _add(archive, options.folder)
    after = _peers(archive, pages)
    _print_account(report, options.records)
    _print_speed(report, used, before, after)
    _print_memory(report, samples)


def _add(archive: Path, folder: Path) -> tuple[dict[str, Any], list[Sample], float]:
    """The report of ``kelisim add``, memory over time, and the processor seconds of it and all that it started."""
    for old in folder.glob("kelisim.db*"):
        old.unlink()
    report = folder / "report.json"
    ledger = folder / "kelisim.db"
    call = [sys.executable, "-c", COMMAND, "add", str(archive), "--ledger", str(ledger), "--report", str(report)]
    before, begun, samples = os.times(), time.monotonic(), []
    with (folder / "messages.txt").open("wb") as messages:
        process = subprocess.Popen(call, stdin=subprocess.DEVNULL, stdout=messages, stderr=messages)
        while process.poll() is None:
            samples.append(_sample(process.pid, time.monotonic() - begun))
            time.sleep(INTERVAL)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return json.loads(report.read_text()), samples, used


def _sample(process: int, at: float) -> Sample:
    children = Path(f"/proc/{process}/task/{process}/children")
    with contextlib.suppress(OSError):
        return Sample(at, _megabytes(process), sum(map(_megabytes, map(int, children.read_text().split()))))
    return Sample(at, 0, 0)


def _megabytes(process: int) -> float:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return 0.0


def _print_account(report: dict[str, Any], records: int) -> None:
    counts = report["counts"]
    accounted = counts["read"] + counts["passed"]
    print(f"accounted for: {accounted:,} of {records:,} records")
    print("  " + ", ".join(f"{name} {counts[name]:,}" for name in ("new", "changed", "known", "skipped", "passed")))
    for what in ("causes", "passed", "languages", "claims"):
        print(f"  {what}: " + ", ".join(f"{name} {count:,}" for name, count in report[what].items()))


def _print_speed(
    report: dict[str, Any], used: float, before: dict[str, float | None], after: dict[str, float | None]
) -> None:
    counts, seconds = report["counts"], report["seconds"]
    accounted, pages = counts["read"] + counts["passed"], counts["read"]
    print(
        f"{seconds['all']:,.0f} s by the clock ({seconds['reading']:,.0f} reading, {seconds['deriving']:,.0f} deriving),"
    )
    print(f"{used:,.0f} processor seconds in all processes")
    ours = {"pages": pages / used, "records": accounted / used}
    print(
        f"{'kelisim add, all of it':28}{pages / seconds['all']:>9,.1f} pages/s{accounted / seconds['all']:>11,.1f} records/s"
    )
    print(f"{'  a processor second':28}{ours['pages']:>9,.1f} pages  {ours['records']:>11,.1f} records")
    for name, first in before.items():
        rates = [rate for rate in (first, after[name]) if rate is not None]
        if not rates:
            print(f"{name:28}not installed")
            continue
        rate, what = sum(rates) / len(rates), name.rpartition(" ")[2]
        print(f"{name:28}{rate:>11,.0f} a processor second, {rate / ours[what]:,.1f} times as many")


def _print_memory(report: dict[str, Any], samples: list[Sample]) -> None:
    reading = report["seconds"]["reading"]
    quarters = [
        [sample for sample in samples if number <= QUARTERS * sample.at / reading < number + 1]
        for number in range(QUARTERS)
    ]
    own = [max(sample.own for sample in quarter) for quarter in quarters if quarter]
    children = [max(sample.children for sample in quarter) for quarter in quarters if quarter]
    print("memory of the main process while reading, MB at most in each quarter: " + _listed(own))
    print("memory of the processes it started, MB at most in each quarter: " + _listed(children))
    print(f"memory of the main process while deriving, MB at most: {max(sample.own for sample in samples[-60:]):,.0f}")
    ratio = max(own[1:]) / own[0]
    print(f"later quarters need {ratio:.2f} times what the first did: {'flat' if ratio <= FLAT else 'NOT FLAT'}")


def _listed(numbers: list[float]) -> str:
    return ", ".join(f"{number:,.0f}" for number in numbers)


def _peers(archive: Path, pages: list[Page]) -> dict[str, float | None]:
    """What each peer does in a processor second; ``None`` for one that is not installed."""
    peers: dict[str, Callable[[], int]] = {
        "trafilatura alone, pages": lambda: _trafilatura(pages),
        "warcio alone, records": lambda: _count(_warcio(archive)),
        "fastwarc alone, records": lambda: _count(_fastwarc(archive)),
    }
    return {name: _rate(peer) for name, peer in peers.items()}


def _rate(peer: Callable[[], int]) -> float | None:
    begun = time.process_time()
    try:
        done = peer()
    except ImportError:
        return None
    return done / (time.process_time() - begun)


def _trafilatura(pages: list[Page]) -> int:
    import trafilatura

    for page in pages:
        trafilatura.bare_extraction(page.body.decode(page.charset), url=page.url, with_metadata=True)
    return len(pages)


def _warcio(archive: Path) -> Iterator[bytes]:
    from warcio.archiveiterator import ArchiveIterator

    with archive.open("rb") as stream, contextlib.suppress(Exception):
        for record in ArchiveIterator(stream):
            yield record.content_stream().read()


def _fastwarc(archive: Path) -> Iterator[bytes]:
    from fastwarc.warc import ArchiveIterator

    with contextlib.suppress(OSError):
        for record in ArchiveIterator(str(archive)):
            yield record.reader.read()


def _count(items: Iterator[bytes]) -> int:
    return sum(1 for _ in items)


if __name__ == "__main__":
    main()
