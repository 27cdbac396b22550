"""Calibrates the confidence of each frame: how often its claims are right on gold folders.

    python benchmarks/calibrate.py GOLD_FOLDER…

Writes ``src/kelisim/extract/frames/confidence.toml``. A frame's confidence is (right + 2 p) / (claims + 2), with p the share of
its whole kind that is right, so that a frame seen seldom stays near its kind (a beta prior of weight two).
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

from kelisim.extract.frame_data import FOLDER
from kelisim.languages.loader import pack_codes
from kelisim.model import Document, as_dict
from kelisim.pipeline import claims_of

PRIOR = 2.0


def main() -> None:
    """Count right and wrong claims by frame, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    folders = parser.parse_args().folders
    scorer = _scorer(folders[0])
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for name, gold in scorer.load_gold(folders).items():
        if gold["language"] not in pack_codes():
            continue
        document = Document(id=name, text=gold["text"], language=gold["language"], published=gold["published"])
        claims = [as_dict(claim) for claim in claims_of(document)]
        for kind in scorer.KINDS:
            guesses = [claim for claim in claims if claim["kind"] == kind]
            matched, _, _ = scorer.match([claim for claim in gold["claims"] if claim["kind"] == kind], guesses)
            for key in (kind, "frame"):
                seen.update(kind if key == kind else claim["frame"] for claim in guesses)
                right.update(kind if key == kind else claim["frame"] for _, claim in matched)
    FOLDER.joinpath("confidence.toml").write_text(_toml(right, seen), encoding="utf-8")


def _toml(right: Counter[str], seen: Counter[str]) -> str:
    lines = [
        "# How often the claims of a frame are right on gold/dev and gold/seeds; written by benchmarks/calibrate.py.",
        "",
    ]
    for frame in sorted(seen):
        kind = frame.split(".")[0]
        share = right[kind] / seen[kind]
        lines.append(f'"{frame}" = {(right[frame] + PRIOR * share) / (seen[frame] + PRIOR):.2f}')
    return "\n".join(lines) + "\n"


def _scorer(folder: Path) -> ModuleType:
    for place in (folder, *folder.resolve().parents):
        if (place / "score.py").exists():
            description = importlib.util.spec_from_file_location("score", place / "score.py")
            if description is not None and description.loader is not None:
                module = importlib.util.module_from_spec(description)
                description.loader.exec_module(module)
                return module
    sys.exit(f"there is no score.py in {folder} or above it")


if __name__ == "__main__":
    main()
