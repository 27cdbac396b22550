"""Compares the weights of linking with what a gold corpus shows.

python benchmarks/calibrate_links.py GOLD_FOLDER…

For every factor and level: how often it occurs between claims that state one fact (m) and between claims of two facts that
share a key (u), beside the figures in ``resolve/weights.toml``. Whether two claims state one fact is the verdict of the
corpus's own ``score_links.py`` on the gold claims that they match; where it gives none, claims of documents about different
events count as two facts.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from kelisim.languages.loader import pack_codes
from kelisim.model import Document, as_dict
from kelisim.model.vocabulary import KINDS
from kelisim.pipeline import claims_of
from kelisim.resolve.blocks import block_keys
from kelisim.resolve.comparisons import FACTORS, Stated
from kelisim.resolve.entries import state
from kelisim.resolve.weights import FILE, WeightsFile
from kelisim.tables import read_toml


def main() -> int:
    """Print the table of every kind."""
    folders = [Path(name) for name in sys.argv[1:]]
    scorer = _scorer(folders[0])
    pairs = list(_pairs(folders, scorer))
    on_file = msgspec.to_builtins(read_toml(FILE, WeightsFile))
    for kind in KINDS:
        tallies: dict[tuple[str, bool], Counter[str]] = defaultdict(Counter)
        for one, other, same in pairs:
            if one.claim.kind == kind:
                for name, factor in FACTORS[kind].items():
                    tallies[name, same][factor(one, other)] += 1
        _print_kind(kind, on_file[kind]["factors"], tallies)
    return 0


def _print_kind(kind: str, factors: dict[str, Any], tallies: dict[tuple[str, bool], Counter[str]]) -> None:
    for name, levels in factors.items():
        same, two = tallies[name, True], tallies[name, False]
        print(f"\n{kind}.{name}  ({same.total()} pairs of one fact, {two.total()} of two)")
        for level, worth in levels.items():
            seen = f"{_share(same, level)} {_share(two, level)}"
            print(f"  {level:14} m {worth['m']:.3f} u {worth['u']:.3f}   seen {seen}")


def _share(tally: Counter[str], level: str) -> str:
    return f"{tally[level] / tally.total():.3f}" if tally.total() else "    –"


def _pairs(folders: list[Path], scorer: ModuleType) -> Iterator[tuple[Stated, Stated, bool]]:
    """Pairs of claims that share a key, each with whether the corpus holds them for one fact."""
    matched: list[tuple[dict[str, Any], Stated]] = []
    for name, gold in scorer.load_gold(folders).items():
        if gold["language"] not in pack_codes():
            continue
        document = Document(id=name, text=gold["text"], language=gold["language"], published=gold["published"])
        found = {id(item): item for item in (state(claim, document.published) for claim in claims_of(document))}
        for truth in gold["claims"]:
            rivals = [item for item in found.values() if _agrees(scorer, truth, item)]
            if rivals:
                best = max(rivals, key=lambda item: scorer.overlap(truth, as_dict(item.claim)))
                matched.append(({**truth, "document": name, "event": gold.get("event")}, best))
    for (a, one), (b, other) in combinations(matched, 2):
        if a["kind"] != b["kind"] or a["document"] == b["document"] or not block_keys(one) & block_keys(other):
            continue
        verdict = scorer.same_fact(a, b)
        if verdict is None and a["event"] != b["event"]:
            verdict = False
        if verdict is not None:
            yield one, other, verdict


def _agrees(scorer: ModuleType, truth: dict[str, Any], item: Stated) -> bool:
    return bool(truth["kind"] == item.claim.kind and scorer.agrees(truth, as_dict(item.claim)))


def _scorer(folder: Path) -> ModuleType:
    """The corpus's scorer of links, which lies in the corpus or above the folder."""
    place = next(place for place in (folder, *folder.resolve().parents) if (place / "score_links.py").exists())
    sys.path.insert(0, str(place))
    import score_links

    return score_links


if __name__ == "__main__":
    sys.exit(main())
