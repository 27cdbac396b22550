"""Peak memory of ``kelisim extract`` over many documents streamed on standard input.

    python benchmarks/memory.py FOLDER… [--documents N]

The ``.txt`` files of the folders are given again and again, each time under another id, until there are N documents.
"""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import subprocess
import sys
from pathlib import Path

COMMAND = "from kelisim.cli import main; main()"


def main() -> None:
    """Print the peak resident memory in megabytes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--documents", type=int, default=10_000)
    options = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for folder in options.folders for path in sorted(folder.rglob("*.txt"))]
    call = [sys.executable, "-c", COMMAND, "extract", "-", "--format", "jsonl"]
    process = subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if process.stdin is None:
        sys.exit("no standard input to write to")
    for number, text in zip(range(options.documents), itertools.cycle(texts), strict=False):
        process.stdin.write(json.dumps({"id": str(number), "text": text}).encode() + b"\n")
    process.stdin.close()
    process.wait()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{options.documents:,} documents: {peak:,.0f} MB at the peak, exit status {process.returncode}")


if __name__ == "__main__":
    main()
