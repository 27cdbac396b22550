"""Pairs of claims so near the threshold of linking that a person had better decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from kelisim.resolve.blocks import block_keys
from kelisim.resolve.comparisons import Stated, contradict
from kelisim.resolve.linking import score

DOUBTFUL_BITS = 2.0
"""A pair this near its threshold is doubtful: the evidence for one side outweighs the other four times at most."""


class Doubt(NamedTuple):
    """Two claims, and by how many bits their evidence lies above (below) the threshold of linking."""

    one: str
    other: str
    bits: float


def doubtful_pairs(stated: Sequence[Stated]) -> Iterator[Doubt]:
    """The doubtful pairs among the claims, each once."""
    blocks: dict[str, list[Stated]] = defaultdict(list)
    for item in sorted(stated):
        for key in block_keys(item):
            blocks[key].append(item)
    seen: set[tuple[str, str]] = set()
    for block in blocks.values():
        for one, other in combinations(block, 2):
            pair = (one.id, other.id)
            if pair in seen:
                continue
            seen.add(pair)
            if not contradict(one, other) and abs(bits := score(one, other)) <= DOUBTFUL_BITS:
                yield Doubt(*pair, bits)
