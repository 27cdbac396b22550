"""A claim in the making: the kind, what it rests on in the sentence, and its fields so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kelisim.extract.quantities import Quantity
from kelisim.extract.reading import Placed, Scene, SectorWord
from kelisim.model import Amount
from kelisim.model.vocabulary import Kind, Modality


@dataclass(slots=True)
class Draft:
    """What a frame found; ``anchors`` are the things in the sentence that carry it, ``frame`` the rule's name.

    ``resumes`` tells that it may only go on about a fact told before ("The documents were signed in the presence of").
    """

    kind: Kind
    frame: str
    scene: Scene
    anchors: list[Placed]
    parties: tuple[str, ...]
    fields: dict[str, Any] = field(default_factory=dict)
    modality: Modality = "asserted"
    resumes: bool = False
    share: tuple[int | None, int | None] = (None, None)
    """Tokens ``[first, last)`` of its own part of the clauses, where several like things are told in them."""

    def add(self, *anchors: Placed | None) -> None:
        """Rest the claim on these things too."""
        self.anchors.extend(anchor for anchor in anchors if anchor is not None)

    def take_amount(self, amount: Quantity) -> None:
        """State the amount as the claim's value, with its bound and its other currencies."""
        self.fields["value"] = amount.value
        self.fields["unit"] = amount.unit
        if amount.bound and amount.bound != "exact":
            self.fields["bound"] = amount.bound
        if amount.also:
            self.fields["also"] = tuple(Amount(value, unit) for value, unit in amount.also)
        self.add(amount)

    @property
    def head(self) -> int:
        """Index of the token that names the thing first."""
        return self.anchors[0].first

    @property
    def extent(self) -> tuple[int, int]:
        """Tokens ``[first, last)`` from the first thing that it rests on to the last."""
        return min(anchor.first for anchor in self.anchors), max(anchor.last for anchor in self.anchors)

    @property
    def span(self) -> tuple[int, int]:
        """Form offsets of the clauses that carry the claim, or of its own part of them."""
        start, end = self.scene.clause(*self.anchors)
        tokens = self.scene.reading.tokens
        first, last = self.share
        start = start if first is None else max(start, tokens[first].start)
        return start, end if last is None else min(end, tokens[last - 1].end)


CHAIN_GAP = 5
"""Sector words this close follow each other in a list: a comma, an "and" and one more word. Ours, set on gold/dev."""


def sectors_near(
    scene: Scene,
    anchors: Sequence[Placed],
    reach: int,
    *,
    listed: bool = False,
    words: Sequence[SectorWord] | None = None,
) -> tuple[str, ...]:
    """Sectors whose words stand within ``reach`` of any anchor, sorted; if ``listed``, with those that follow in the list.

    ``words`` are those that come into question: without them, all of the sentence.
    """
    words = scene.sectors if words is None else words
    found = [word for word in words if any(scene.gap(anchor, word) <= reach for anchor in anchors)]
    waiting = [word for word in words if word not in found] if listed else []
    grown = bool(waiting and found)
    while grown:
        joined = [word for word in waiting if any(scene.gap(word, other) <= CHAIN_GAP for other in found)]
        found += joined
        waiting = [word for word in waiting if word not in joined]
        grown = bool(joined and waiting)
    return tuple(sorted({word.sector for word in found}))
