"""What the full-text index is asked for, and the sounds by which names are found in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from kelisim.knowledge.name_keys import key
from kelisim.model import Claim

SHORTEST_SKELETON = 3
"""A skeleton of fewer sounds is shared by too many names to find one by."""

_WORD = re.compile(r"[^\W\d_]{3,}")


class Term(Struct, frozen=True):
    """One thing that a document must name: any of ``forms`` (as in the index), or a name with one of ``skeletons``."""

    forms: tuple[str, ...]
    skeletons: tuple[str, ...] = ()


def skeletons_of(claims: Iterable[Claim]) -> Iterator[str]:
    """The sound skeletons of the words in the names of claims."""
    for claim in claims:
        for name in names_of(claim):
            yield from skeletons(name)


def names_of(claim: Claim) -> Iterator[str]:
    """The names of persons, things and places that a claim gives."""
    yield from (person.name for person in claim.participants if person.name)
    yield from filter(None, (claim.name, claim.place, claim.title))


def skeletons(name: str) -> Iterator[str]:
    """The skeletons of a name's words that are long enough to find it by."""
    for word in _WORD.findall(name):
        skeleton = key(word)
        if len(skeleton) >= SHORTEST_SKELETON:
            yield skeleton
