"""The stage of an undertaking or instrument: from the verb beside it, its tense, and what governs the verb."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from kelisim.extract.frame_data import Governor, Plans
from kelisim.extract.reading import Cue, Placed, Scene

PLAN_REACH = 18
NEGATION_REACH = 3
LEADING_REACH = 2
PREDICATE_REACH = 14
DOUBT_REACH = 4
DELAY_REACH = 8
"""How far a plan and a negation may stand from the verb. Ours, set on gold/dev."""

REAL_TENSES = frozenset({"past", "participle"})
PREDICATES = frozenset({"past", "future", "infinitive"})
WORKS = frozenset({"BUILD", "CREATE", "IMPLEMENT", "OPERATE"})
PHASES = ("COMPLETE", "BEGIN", "SUSPEND", "RESUME")
"""Verbal nouns of work, and the verbs that tell how far such work has come."""

ASIDE = frozenset({"before", "after", "since"})
"""Roles of work that only tells when something else took place ("reopened after the repair")."""

LEADING_TENSES = frozenset({"past", "future"})
BEGINNINGS = frozenset({"OPEN", "LAUNCH"})
WISHES = frozenset({"noun", "past"})
UNREAL_TENSES = frozenset({"future", "infinitive"})


class Staged(NamedTuple):
    """A stage with the cues that give it; ``negated`` when the text denies it."""

    stage: str
    cues: tuple[Cue, ...]
    negated: bool = False


def stage_of(
    scene: Scene,
    anchor: Placed,
    stages: Mapping[str, Mapping[str, str]],
    governors: Sequence[Governor],
    plans: Plans,
    *,
    reach: int,
) -> Staged | None:
    """The stage of what stands at ``anchor``; ``None`` when no verb within ``reach`` says one."""
    verb = _leading(scene, scene.nearest(anchor, stages, reach), stages)
    governed = _governed(scene, verb or anchor, governors)
    if governed is not None and scene.gap(anchor, governed[1]) <= reach:
        return Staged(_foreseen(scene, governed, stages, plans), (governed[1], verb) if verb else (governed[1],))
    if verb is None:
        return None
    table = stages[verb.concept]
    if _denied(scene, verb) or _is_none(scene, anchor):
        return Staged(table.get("plan", "proposed"), (verb,), negated=True)
    plan = _plan(scene, verb, plans.concepts)
    if verb.tense in UNREAL_TENSES or (plan is not None and verb.tense not in REAL_TENSES):
        doubt = _plan(scene, verb, plans.doubts) if plan is None and verb.tense != "future" else None
        doubt = doubt or (plan if plan is not None and _is_wish(verb, plan) else None)
        stage = "proposed" if doubt else table.get("plan", "planned")
        return Staged(stage, tuple(cue for cue in (verb, plan or doubt) if cue))
    if verb.tense == "noun":
        doubts = [concept for concept in plans.doubts if concept != "DISCUSS" or verb.concept != "IMPLEMENT"]
        doubt = scene.nearest(verb, doubts, DOUBT_REACH)
        praise = scene.nearest(verb, ("HAIL",), DOUBT_REACH)
        if praise is not None:
            return Staged(table["past"], (verb, praise))
        if doubt is not None:
            return Staged("proposed", (verb, doubt))
    return Staged(table.get(verb.tense) or table["past"], (verb,))


def _foreseen(scene: Scene, governed: tuple[str, Cue], stages: Mapping[str, Mapping[str, str]], plans: Plans) -> str:
    """The stage that a word gives; where it is a verb of a stage under a plan, that of its plan ("is to begin")."""
    stage, cue = governed
    table = stages.get(cue.concept)
    if table is None or cue.tense in REAL_TENSES:
        return stage
    return table["plan"] if cue.tense == "future" or _plan(scene, cue, plans.concepts) is not None else stage


def _leading(scene: Scene, verb: Cue | None, stages: Mapping[str, Mapping[str, str]]) -> Cue | None:
    """The finite verb that leads a verbal noun: "resumed the operation", "the construction ... has been completed"."""
    if verb is None or (verb.tense not in ("noun", "any") and verb.roles.isdisjoint(ASIDE)):
        return verb
    leading = [cue for cue in scene.near(verb, stages, LEADING_REACH) if cue != verb and cue.tense in LEADING_TENSES]
    if verb.concept in WORKS:
        phases = scene.near(verb, [concept for concept in PHASES if concept in stages], PREDICATE_REACH)
        leading += [cue for cue in phases if cue.tense in PREDICATES and scene.joined(cue, verb)]
    return leading[0] if leading else verb


def _governed(scene: Scene, verb: Placed, governors: Sequence[Governor]) -> tuple[str, Cue] | None:
    """The stage that the nearest governing word gives, with the word."""
    best: tuple[int, str, Cue] | None = None
    for governor in governors:
        cue = scene.nearest(verb, governor.concepts, governor.reach)
        if cue is None or cue.tense == "negated" or cue == verb or _is_of_next_clause(scene, verb, cue):
            continue
        if cue.concept == "UNDERWAY" and _is_studied(scene, cue):
            continue
        gap = scene.gap(verb, cue)
        if best is None or gap < best[0]:
            best = (gap, governor.stage, cue)
    return best[1:] if best else None


def _is_of_next_clause(scene: Scene, verb: Placed, governor: Cue) -> bool:
    """Whether a finite verb ends its clause before the governor: "60 were completed, 24 are being carried out"."""
    finite = isinstance(verb, Cue) and verb.tense in LEADING_TENSES and "participle" not in verb.roles
    return finite and verb.last <= governor.first and not scene.joined(verb, governor)


def _is_studied(scene: Scene, underway: Cue) -> bool:
    """Whether what goes on is only the study of it: "is still, as before, under study"."""
    return any(
        cue.tense == "present" and scene.joined(cue, underway)
        for cue in scene.near(underway, ("STUDY",), PREDICATE_REACH)
    )


def _plan(scene: Scene, verb: Cue, concepts: Collection[str]) -> Cue | None:
    """The nearest plan; one that opens a clause ("on the condition that") governs only what stands behind it."""
    opening = {cue.first for cue in scene.of("CLAUSE")}
    plans = scene.near(verb, concepts, PLAN_REACH)
    return next((cue for cue in plans if cue.first not in opening or cue.last <= verb.first), None)


def _is_wish(verb: Cue, plan: Cue) -> bool:
    """Whether a beginning is only said to be needed or important: "the importance of opening the corridor"."""
    return verb.concept in BEGINNINGS and verb.tense == "noun" and plan.concept == "MUST" and plan.tense in WISHES


def _is_none(scene: Scene, thing: Placed) -> bool:
    """Whether there is none of the thing: "no agreement was signed"."""
    return any(cue.last <= thing.first and scene.gap(cue, thing) == 0 for cue in scene.of("NOT"))


def _denied(scene: Scene, verb: Cue) -> bool:
    if verb.tense == "negated" or scene.nearest(verb, ("NOT",), NEGATION_REACH) is not None:
        return True
    put_off = scene.nearest(verb, ("POSTPONE", "CANCEL"), DELAY_REACH) if verb.tense == "noun" else None
    return put_off is not None and put_off.tense == "past" and scene.joined(verb, put_off)
