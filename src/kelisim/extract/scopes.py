"""What part of a quantity a claim is about, read from its evidence: what narrows it, and from whom to whom it goes."""

from __future__ import annotations

from msgspec import Struct

from kelisim.extract.engine import read_document
from kelisim.extract.frame_data import Frames
from kelisim.extract.names import StateMention
from kelisim.extract.reading import Cue, Reading, Scene
from kelisim.extract.tongue import Tongue
from kelisim.model import Claim, Document
from kelisim.model.vocabulary import Indicator

PAIR = 2
BESIDE = 1
"""A word of a sector narrows the figure whose head it touches ("agricultural trade"). Ours."""

DIRECTED: frozenset[Indicator] = frozenset(
    {"exports", "imports", "investment", "loan", "tourists", "joint_ventures", "jobs", "other"}
)
"""What goes from one party to another, so that its two directions are two figures."""

GENERAL_SECTORS = frozenset({"trade", "investment", "transport", "tourism", "finance", "labour"})
"""Sectors that the names of the figures themselves belong to."""

GOALS, SOURCES = frozenset({"to", "in"}), frozenset({"from"})


class Scope(Struct, frozen=True):
    """What a claim is narrowed to, and the party that its figure comes from (``None``: not said, or of no direction).

    ``timed`` tells that the evidence itself says when: without it the time of a claim comes from elsewhere in its text.
    """

    parts: frozenset[str] = frozenset()
    giver: str | None = None
    timed: bool = False


WHOLE = Scope()


def read_scope(claim: Claim, tongue: Tongue, frames: Frames) -> Scope:
    """The scope of a claim, from its quote alone; ``tongue`` is that of its language."""
    reading = read_document(Document(id=claim.document, text=claim.quote, language=claim.language), tongue)
    parts = {sense.id for match in tongue.scopes.match(reading.tokens) for sense in match.senses}
    heads = [cue for scene in reading.scenes for cue in _heads(scene, claim.indicator, frames)]
    for scene in reading.scenes:
        parts |= {f"{mention.id} route" for mention in scene.works}
        parts |= {
            word.sector
            for word in scene.sectors
            if word.sector not in GENERAL_SECTORS and any(scene.gap(word, head) <= BESIDE for head in heads)
        }
    timed = any(scene.times for scene in reading.scenes)
    return Scope(frozenset(parts), _giver(reading, claim), timed)


def _heads(scene: Scene, indicator: Indicator | None, frames: Frames) -> list[Cue]:
    concepts = [concept for concept, head in frames.figures.heads.items() if head.indicator == indicator]
    return scene.of(*concepts) if concepts else []


def _giver(reading: Reading, claim: Claim) -> str | None:
    """The party that the figure comes from.

    A case or an adposition tells the goal or the source; of two parties without one the first is whose exports, investment
    or imports they are, and so is one that is named in the genitive or as an adjective.
    """
    if claim.indicator not in DIRECTED or len(claim.parties) != PAIR:
        return None
    states = [item for scene in reading.scenes for item in scene.states if item.code in claim.parties]
    named = list(dict.fromkeys(item.code for item in states))
    goals = {item.code for item in states if item.roles & GOALS}
    sources = {item.code for item in states if item.roles & SOURCES}
    if len(sources) == 1 and sources != goals:
        return sources.pop()
    if len(goals) == 1:
        return _counterpart(claim, goals.pop())
    if not goals and (len(named) == PAIR or _owns(states)):
        return named[0] if claim.indicator != "imports" else _counterpart(claim, named[0])
    return None


def _owns(states: list[StateMention]) -> bool:
    return len(states) == 1 and (states[0].aspect in ("adjective", "demonym") or "of" in states[0].roles)


def _counterpart(claim: Claim, party: str) -> str:
    return next(other for other in claim.parties if other != party)
