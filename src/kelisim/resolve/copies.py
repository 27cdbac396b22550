"""Copies: texts taken over word for word or nearly so, whatever their headline, order of paragraphs or length.

A text is the sequence of its shingles (runs of four words; Broder 1997), hashed with CRC-32: the same in every version of
Python. It is a copy of another that holds most of its front, its first half: what an outlet puts under everything stands at
the end. Its fingerprints are some of its longer runs, chosen by winnowing (Schleimer, Wilkerson & Aiken 2003): texts that
share ``RUN + WINDOW - 1`` words on end share a fingerprint of them. So an index of fingerprints finds the candidates, also
the short text inside a long one, which a MinHash of whole texts would miss; all shingles then decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import NamedTuple, TypeVar
from zlib import crc32

SHINGLE = 4
"""Words of a shingle."""

FRONT = 0.5
"""Share of a text that is its front."""

COPIED = 0.6
"""Share of a front's shingles that the other text holds in a copy. Ours, by ``benchmarks/copies.py``."""

FEWEST_SHARED = 16
"""Shared shingles from which texts that are not equal are copies at all: a common phrase makes none. Ours, likewise."""

RUN = 8
"""Words of a fingerprint: longer than names with titles, which are in every second text."""

WINDOW = 16
"""Runs on end of which one at least is a fingerprint."""

CANDIDATE = 0.2
"""Share of a front's fingerprints that the other text has from which two are compared in full. Ours, likewise."""

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff"
"""Letters of scripts that are written without spaces: each counts as a word."""

_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")

Item = TypeVar("Item")
Node = TypeVar("Node", bound=int | str)


class Signature(NamedTuple):
    """What is kept of a text to find its copies, as unsigned 32-bit hashes.

    ``shingles`` stand in the order of the text, ``front`` are the fingerprints of its front, ``back`` the others.
    """

    shingles: tuple[int, ...]
    front: frozenset[int]
    back: frozenset[int]


def sign(form: str) -> Signature:
    """The signature of an article in its normalised form, without page furniture; empty when it has no words."""
    words = _WORD.findall(form)
    front = _winnowed(_front(words))
    return Signature(_hashes(words, SHINGLE), front, _winnowed(words) - front)


def _front(sequence: Sequence[Item]) -> Sequence[Item]:
    return sequence[: ceil(FRONT * len(sequence))]


def _hashes(words: Sequence[str], length: int) -> tuple[int, ...]:
    """All runs of so many words; one when the words are fewer."""
    starts = range(max(1, len(words) - length + 1)) if words else ()
    return tuple(crc32(" ".join(words[at : at + length]).encode("utf-8", "surrogatepass")) for at in starts)


def _winnowed(words: Sequence[str]) -> frozenset[int]:
    """The least hash of every window of runs; of all when they are fewer."""
    runs = _hashes(words, RUN)
    windows = range(max(1, len(runs) - WINDOW + 1)) if runs else ()
    return frozenset(min(runs[at : at + WINDOW]) for at in windows)


def may_hold(shared: int, fingerprints: int) -> bool:
    """Whether a text may hold the front of another, of whose ``fingerprints`` it has ``shared``."""
    return shared > 0 and shared >= CANDIDATE * fingerprints


def are_copies(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether one of two texts, given by their shingles in order, holds the front of the other or most of it."""
    return bool(one) and (one == other or _holds(one, _front(other)) or _holds(other, _front(one)))


def _holds(text: Sequence[int], front: Sequence[int]) -> bool:
    wanted = frozenset(front)
    return len(wanted.intersection(text)) >= max(FEWEST_SHARED, COPIED * len(wanted))


def components(nodes: Iterable[Node], edges: Iterable[tuple[Node, Node]]) -> dict[Node, Node]:
    """The connected component of each node, named by its least node; edges name only known nodes."""
    parents = {node: node for node in nodes}
    for one, other in edges:
        first, second = sorted((_root(parents, one), _root(parents, other)))
        parents[second] = first
    return {node: _root(parents, node) for node in parents}


def _root(parents: Mapping[Node, Node], node: Node) -> Node:
    """The root of a node's tree; paths are halved on the way (Tarjan & van Leeuwen 1984)."""
    while parents[node] != node:
        node = parents[node]
    return node
