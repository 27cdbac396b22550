"""Scores extraction against gold folders and holds it to the floors of ``floors.toml``.

    python benchmarks/quality.py GOLD_FOLDER… [--errors N] [--language CODE] [--kind KIND] [--free]

Each gold folder holds NAME.txt + NAME.json pairs and, in it or in a folder above, the corpus's own ``score.py``, which is
run on the claims found. A set is a folder name (``seeds``) or folder/language (``dev/ar``). ``--free`` prints the figures
without holding them to the floors. Ends with 1 when a figure is below its floor.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import rtoml

from kelisim.languages.loader import pack_codes
from kelisim.model import Document, as_dict
from kelisim.pipeline import claims_of

FLOORS = Path(__file__).parent / "floors.toml"


def main() -> int:
    """Score each set, print it, and compare it with its floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--language")
    parser.add_argument("--kind")
    parser.add_argument("--free", action="store_true")
    options = parser.parse_args()
    floors = rtoml.load(FLOORS) if FLOORS.exists() and not options.free else {}
    failed = []
    for name, folder in _sets(options.folders):
        if options.language and folder.name != options.language:
            continue
        report, shown = _score(folder, options)
        print(f"\n{name}\n{shown}", end="")
        failed += _below(name, report, floors.get(name, {}))
    for line in failed:
        print(f"below its floor: {line}")
    return 1 if failed else 0


def _sets(folders: list[Path]) -> Iterator[tuple[str, Path]]:
    """Every scored set: a folder of pairs, or each of its folders of a language that has a pack."""
    for folder in folders:
        if any(folder.glob("*.json")):
            yield folder.name if folder.parent.name != "dev" else f"dev/{folder.name}", folder
            continue
        for inner in sorted(folder.iterdir()):
            if inner.is_dir() and inner.name in pack_codes():
                yield f"{folder.name}/{inner.name}", inner


def _score(folder: Path, options: argparse.Namespace) -> tuple[dict[str, Any], str]:
    with tempfile.TemporaryDirectory() as place:
        predictions = Path(place) / "predictions.jsonl"
        with predictions.open("wb") as file:
            for record in sorted(folder.glob("*.json")):
                for claim in _claims(record):
                    file.write(msgspec.json.encode(claim) + b"\n")
        call = [sys.executable, str(_scorer(folder)), str(folder), str(predictions)]
        if options.kind:
            call += ["--kind", options.kind]
        shown = subprocess.run([*call, "--errors", str(options.errors)], capture_output=True, text=True, check=True)
        report = subprocess.run([*call, "--json"], capture_output=True, text=True, check=True)
    return json.loads(report.stdout), shown.stdout


def _claims(record: Path) -> Iterator[dict[str, Any]]:
    gold = msgspec.json.decode(record.read_bytes())
    text = record.with_suffix(".txt").read_text(encoding="utf-8")
    document = Document(id=gold["id"], text=text, language=gold["language"], published=gold["published"])
    for claim in claims_of(document):
        yield as_dict(claim)


def _scorer(folder: Path) -> Path:
    for place in (folder, *folder.resolve().parents):
        if (place / "score.py").exists():
            return place / "score.py"
    sys.exit(f"there is no score.py in {folder} or above it")


def _below(name: str, report: dict[str, Any], floors: dict[str, float]) -> Iterator[str]:
    figures = {"f1": report["all"]["f1"], "precision": report["all"]["precision"]}
    figures |= {row["name"]: row["f1"] for row in report["kinds"]}
    figures |= {field: value["right"] for field, value in report["fields"].items()}
    if report["bad_spans"]:
        yield f"{name}: {report['bad_spans']} spans do not hold their quote"
    for figure, floor in floors.items():
        if figures.get(figure, 1.0) < floor:
            yield f"{name} {figure} {figures[figure]:.3f} < {floor}"


if __name__ == "__main__":
    sys.exit(main())
