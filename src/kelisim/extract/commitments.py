"""Undertakings to do something definite that no other kind of claim covers."""

from __future__ import annotations

from collections.abc import Sequence

from kelisim.extract.context import PAIR, Context
from kelisim.extract.drafts import Draft, sectors_near
from kelisim.extract.reading import Cue, Scene

OPENERS = ("AGREE", "INSTRUCT", "PLEDGE", "DECIDE")
DEEDS = (
    "CREATE", "DEVELOP", "PREPARE", "OPEN", "INCREASE", "SUPPLY", "BUILD", "ACCELERATE", "ADOPT", "BEGIN", "LAUNCH",
    "PRODUCE", "RESUME", "STUDY", "IMPLEMENT", "COMPLETE", "OPERATE", "SUPPORT",
)  # fmt: skip
DEED_REACH = 14
SECTOR_REACH = 14
TIME_REACH = 18
TAKEN_REACH = 10
FIRM = frozenset({"AGREE", "INSTRUCT", "DECIDE"})


def read_commitments(scene: Scene, context: Context, others: Sequence[Draft]) -> list[Draft]:
    """The commitments of a sentence that the claims found so far (``others``) do not cover."""
    drafts: list[Draft] = []
    for cue in scene.of(*OPENERS):
        if cue.tense == "negated" or _covered(scene, cue, [*others, *drafts]):
            continue
        draft = _commitment(scene, context, cue)
        if draft is not None:
            drafts.append(draft)
    return drafts


def _covered(scene: Scene, cue: Cue, drafts: Sequence[Draft]) -> bool:
    return any(
        scene.gap(cue, anchor) <= TAKEN_REACH for draft in drafts for anchor in draft.anchors if draft.scene is scene
    )


def _commitment(scene: Scene, context: Context, cue: Cue) -> Draft | None:
    deed = scene.nearest(cue, DEEDS, DEED_REACH)
    sectors = sectors_near(scene, [cue, *([deed] if deed else [])], SECTOR_REACH)
    if not sectors or (deed is None and cue.concept not in FIRM):
        return None
    parties = context.parties(scene, cue)
    if len(parties) < PAIR:
        return None
    draft = Draft("commitment", f"commitment.{cue.concept.lower()}", scene, [cue], parties, confidence=0.55)
    draft.add(deed)
    draft.fields["sectors"] = sectors
    draft.fields["actor"] = _actor(scene, cue, parties)
    times = [
        time for time in scene.times if time.edtf and time.kind == "deadline" and scene.gap(cue, time) <= TIME_REACH
    ]
    if times:
        draft.fields["deadline"] = (times[0].edtf or "").rpartition("/")[2]
        draft.add(times[0])
    return draft


def _actor(scene: Scene, cue: Cue, parties: tuple[str, ...]) -> tuple[str, ...]:
    """Who undertakes it: a single state that readies itself, else all parties."""
    if cue.concept != "PLEDGE" or scene.nearest(cue, ("SIDES", "TWO_COUNTRIES", "LEADERS", "GOVERNMENTS"), 6):
        return parties
    named = [(scene.gap(cue, state), state.code) for state in scene.states if state.code in parties]
    named += [(scene.gap(cue, person), person.state) for person in scene.persons if person.state in parties]
    return (min(named)[1],) if named else parties
