"""Noun phrases: cues that stand together and name one thing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

from kelisim.extract.quantities import Quantity
from kelisim.extract.reading import COMMA_COST, FINITE, Cue, Placed, Scene

PHRASE_GAP = 2
"""Cues of one family this close, with no mark between, name one thing. Ours, set on gold/dev."""


PARTING = frozenset({"LIST_ITEM", "SIGN", "ADOPT", "CONCLUDE", "RATIFY"})
"""Words between two instruments that make them two."""


class Phrase(NamedTuple):
    """One thing named at tokens ``[first, last)`` by one or more cues."""

    cues: tuple[Cue, ...]
    first: int
    last: int

    @property
    def concepts(self) -> frozenset[str]:
        """The concepts that name it."""
        return frozenset(cue.concept for cue in self.cues)

    @property
    def dual(self) -> bool:
        """Whether its words mean two of it."""
        return any("dual" in cue.roles for cue in self.cues)

    @property
    def plural(self) -> bool:
        """Whether its words are marked as plural."""
        return any("plural" in cue.roles for cue in self.cues)


def phrases_of(scene: Scene, concepts: Collection[str]) -> list[Phrase]:
    """The cues of ``concepts``, those that touch taken together, in the order of the text."""
    groups: list[list[Cue]] = []
    for cue in scene.of(*concepts):
        if groups and _touch(scene, groups[-1][-1], cue):
            groups[-1].append(cue)
        else:
            groups.append([cue])
    return [Phrase(tuple(group), group[0].first, max(cue.last for cue in group)) for group in groups]


def _touch(scene: Scene, one: Cue, other: Cue) -> bool:
    if other.first < one.last:
        return True
    tokens = scene.reading.tokens
    if _is_short_form(scene, one, other):
        return True
    joined = tokens[one.last : other.first]
    if len(joined) > PHRASE_GAP or "and" in other.roles or any(token.kind != "word" for token in joined):
        return False
    parting = scene.between(one.last, other.first)
    return not any(cue.concept in PARTING or cue.tense in FINITE for cue in parting)


def parts_of(scene: Scene, phrases: Sequence[Phrase]) -> dict[Phrase, tuple[int, int]]:
    """What goes with each phrase of a list: token ranges, half-open, from one mark or "and" to the next.

    The last mark between two items parts them where nouns lead, the first where they close;
    phrases without a mark between them share what stands around them.
    """
    if not phrases:
        return {}
    starts: list[int] = [scene.first]
    ends: list[int | None] = []
    for one, other in pairwise(phrases):
        cut = _cut(scene, one, other)
        ends.append(cut[0] if cut else None)
        starts.append(cut[1] if cut else starts[-1])
    closing, closings = scene.last, list[int]()
    for end in reversed([*ends, scene.last]):
        closing = closing if end is None else end
        closings.append(closing)
    return dict(zip(phrases, zip(starts, reversed(closings), strict=True), strict=True))


def _cut(scene: Scene, one: Phrase, other: Phrase) -> tuple[int, int] | None:
    """Where the part of one phrase ends and that of the next begins."""
    words = {cue.first: cue.last for cue in scene.of("LIST_ITEM", "PROJECTS_THEREOF")}
    steps, tokens = scene.reading.steps, scene.reading.tokens
    cuts = []
    for index in range(one.last, other.first):
        parting = tokens[index].kind == "mark" and steps[index + 1] - steps[index] >= COMMA_COST
        if parting or index in words:
            cuts.append((index, words.get(index, index + 1)))
    if "and" in other.cues[0].roles and not cuts:
        return other.first, other.first
    if not cuts:
        return None
    return cuts[-1] if scene.reading.nouns_lead else cuts[0]


def _is_short_form(scene: Scene, one: Cue, other: Cue) -> bool:
    """Whether one cue only abbreviates the other in brackets ("a trade agreement (FTA)")."""
    tokens = scene.reading.tokens
    if other.first != one.last + 1 or other.last >= len(tokens):
        return False
    return tokens[one.last].form == "(" and tokens[other.last].form == ")"


def count_before(scene: Scene, phrase: Placed, amounts: Sequence[Quantity], reach: int) -> Quantity | None:
    """The bare number that counts a phrase: right before it, or right after it."""
    for amount in amounts:
        counts = amount.type == "number" and not amount.ordinal and amount.last <= phrase.first
        if counts and scene.gap(amount, phrase) <= reach:
            return amount
    return None
