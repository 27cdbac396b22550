from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

import kelisim
from kelisim.pipeline import read_all
from kelisim.resolve.blocks import block_keys
from kelisim.resolve.comparisons import Stated, contradict
from kelisim.resolve.doubts import DOUBTFUL_BITS, doubtful_pairs
from kelisim.resolve.entries import state
from kelisim.resolve.linking import score
from kelisim.sources.reading import Reader


@pytest.fixture(scope="module")
def stated() -> list[Stated]:
    found = []
    for item in read_all(Reader().read([Path(kelisim.__file__).parent / "examples"])):
        found += [state(claim, item.document.published) for claim in item.claims]  # type: ignore[union-attr]
    return sorted(found)


def test_just_the_pairs_near_the_threshold_are_doubtful(stated: list[Stated]) -> None:
    expected = {
        (one.id, other.id)
        for one, other in combinations(stated, 2)
        if set(block_keys(one)) & set(block_keys(other))
        and not contradict(one, other)
        and abs(score(one, other)) <= DOUBTFUL_BITS
    }
    assert expected
    assert len(list(doubtful_pairs(stated))) == len(expected)
    assert {(doubt.one, doubt.other) for doubt in doubtful_pairs(stated[::-1])} == expected
