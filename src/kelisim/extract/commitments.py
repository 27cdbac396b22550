"""Undertakings to do something definite that no other kind of claim covers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kelisim.extract.context import PAIR, Context
from kelisim.extract.drafts import Draft, sectors_near
from kelisim.extract.names import StateMention
from kelisim.extract.reading import FINITE, Cue, Placed, Scene
from kelisim.extract.times import Time, deadline_of, sets_deadline

OPENERS = ("AGREE", "INSTRUCT", "PLEDGE", "DECIDE", "PROPOSE", "MUST")
DUTY_REACH = 3
GIVING = ("SUPPLY", "INCREASE", "OPEN", "CREATE", "BUILD")
"""Deeds that bind in the plain future, where one state does them for another."""

JOINTLY = ("CREATE", "PREPARE", "ADOPT", "OPEN", "LAUNCH", "SUPPLY", "STUDY", "PRESENT")
JOINT = ("SIDES", "TWO_COUNTRIES", "COUNCIL", "MECHANISM")
BODIES = ("MECHANISM", "COUNCIL")
BODY_REACH = 3
"""Deeds that bind in the plain future where both sides or a body of theirs do them, and how near a body that is to be
set up stands to its verb. Ours, set on gold/dev."""

SUBJECT_REACH = 4
DOUBTS = ("IF", "WOULD", "CAN", "REPORTEDLY", "POTENTIAL")
OBLIQUE = frozenset({"in", "to", "from", "with", "for", "about", "of", "by", "on"})
DEEDS = (
    "CREATE", "DEVELOP", "PREPARE", "OPEN", "INCREASE", "SUPPLY", "BUILD", "ACCELERATE", "ADOPT", "BEGIN", "LAUNCH",
    "PRODUCE", "RESUME", "STUDY", "IMPLEMENT", "COMPLETE", "OPERATE", "SUPPORT", "NEGOTIATE", "PRESENT",
)  # fmt: skip
DEED_REACH = 14
SECTOR_REACH = 14
TIME_REACH = 18
TAKEN_REACH = 6
JOINT_REACH = 8
TALK_REACH = 1
DENIED_REACH = 2
UNREACHED = 4
TASKED_REACH = 8
PAST_REACH = 12
YEAR_LENGTH = len("2025")
MAKING = frozenset({"CREATE", "OPEN", "PREPARE", "ADOPT", "BUILD"})
BOUND = ("GOVERNMENTS", "MINISTERS", "SIDES", "TWO_COUNTRIES", "COUNCIL", "JOINT_COMPANY")
"""Those whom a duty with a deadline binds ("the ministries must agree on the list until June 1")."""

FIRM = frozenset({"AGREE", "INSTRUCT", "DECIDE"})


Things = Mapping[str, Sequence[str]]
"""The sectors that each concept of a thing implies."""


def read_commitments(scene: Scene, context: Context, others: Sequence[Draft], things: Things) -> list[Draft]:
    """The commitments of a sentence that the claims found so far (``others``) do not cover."""
    drafts: list[Draft] = []
    for cue in scene.of(*OPENERS):
        if cue.tense == "negated" or _covered(scene, cue, [*others, *drafts]):
            continue
        draft = _commitment(scene, context, cue, things)
        if draft is not None:
            drafts.append(draft)
    for cue in scene.of(*GIVING):
        giver = _giver(scene, cue)
        if giver is not None and not _covered(scene, cue, [*others, *drafts]):
            draft = _gift(scene, context, cue, giver)
            if draft is not None:
                drafts.append(draft)
    for cue in scene.of(*JOINTLY):
        if _is_told_ahead(scene, cue) and not _covered(scene, cue, [*others, *drafts]):
            draft = _joint(scene, context, cue, things)
            if draft is not None:
                drafts.append(draft)
    return drafts


def _is_told_ahead(scene: Scene, cue: Cue) -> bool:
    """Whether a verb tells in the plain future, without a doubt, what will be done."""
    return cue.tense == "future" and not scene.near(cue, DOUBTS, SUBJECT_REACH) and not scene.nearest(cue, ("NOT",), 1)


def _joint(scene: Scene, context: Context, cue: Cue, things: Things) -> Draft | None:
    """What both sides, or a body of theirs, will do ("The sides will set up a working group on rare metals")."""
    body = scene.nearest(cue, BODIES, BODY_REACH) if cue.concept == "CREATE" else None
    subject = any(
        other.last <= cue.first and not other.roles & OBLIQUE and scene.joined(other, cue) for other in scene.of(*JOINT)
    )
    sectors = sectors_near(scene, [cue], SECTOR_REACH) or _implied(scene, [cue], things)
    dated = deadline_near(scene, [cue], TIME_REACH) is not None
    if body is None and not (subject and (sectors or dated)):
        return None
    parties = context.parties(scene, cue)
    if len(parties) < PAIR:
        return None
    draft = Draft("commitment", "commitment.will", scene, [cue], parties)
    draft.add(body)
    draft.fields["actor"] = parties
    if sectors:
        draft.fields["sectors"] = sectors
    _set_deadline(draft)
    return draft


def _giver(scene: Scene, cue: Cue) -> StateMention | None:
    """The state right before a verb in the plain future, where another state stands in the sentence."""
    if not _is_told_ahead(scene, cue):
        return None
    subjects = [
        state
        for state in scene.states
        if state.aspect != "adjective" and state.last <= cue.first and scene.gap(state, cue) <= SUBJECT_REACH
    ]
    if not subjects or subjects[-1].roles & OBLIQUE or len({state.code for state in scene.states}) < PAIR:
        return None
    return subjects[-1]


def _gift(scene: Scene, context: Context, cue: Cue, giver: StateMention) -> Draft | None:
    """What one state will do for another."""
    sectors = sectors_near(scene, [cue], SECTOR_REACH)
    parties = context.parties(scene, cue)
    if not sectors or giver.code not in parties or len(parties) < PAIR:
        return None
    draft = Draft("commitment", "commitment.will", scene, [giver, cue], parties)
    draft.fields.update(sectors=sectors, actor=(giver.code,))
    _set_deadline(draft)
    return draft


def _covered(scene: Scene, cue: Cue, drafts: Sequence[Draft]) -> bool:
    return any(
        scene.gap(cue, anchor) <= TAKEN_REACH for draft in drafts for anchor in draft.anchors if draft.scene is scene
    )


def _commitment(scene: Scene, context: Context, cue: Cue, things: Things) -> Draft | None:
    deed = scene.nearest(cue, DEEDS, DEED_REACH)
    anchors = [cue, *([deed] if deed else [])]
    sectors = sectors_near(scene, anchors, SECTOR_REACH) or _implied(scene, anchors, things)
    if not _definite(scene, cue, deed, sectors) or not _binds(scene, cue) or _is_past(scene, cue):
        return None
    parties = context.parties(scene, cue)
    if len(parties) < PAIR:
        return None
    draft = Draft("commitment", f"commitment.{cue.concept.lower()}", scene, [cue], parties)
    draft.add(deed)
    if sectors:
        draft.fields["sectors"] = sectors
    draft.fields["actor"] = _actor(scene, cue, parties)
    _set_deadline(draft)
    return draft


def _implied(scene: Scene, anchors: Sequence[Placed], things: Things) -> tuple[str, ...]:
    """The sectors of the things named, where no word of a sector is."""
    near = [cue for anchor in anchors for cue in scene.near(anchor, things, SECTOR_REACH)]
    return tuple(sorted({sector for cue in near for sector in things[cue.concept]}))


def _set_deadline(draft: Draft) -> None:
    time = deadline_near(draft.scene, draft.anchors, TIME_REACH)
    if time is not None:
        draft.fields["deadline"] = deadline_of(time, draft.scene.reading.published)
        draft.add(time)


def deadline_near(scene: Scene, anchors: Sequence[Placed], reach: int) -> Time | None:
    """The time nearest to the anchors by which something is to be done, where its day or year is known."""
    published = scene.reading.published
    near = [
        (min(scene.gap(anchor, time) for anchor in anchors), time.first, time)
        for time in scene.times
        if (sets_deadline(time) or _lies_ahead(time, published)) and deadline_of(time, published)
    ]
    gap, _, time = min(near, key=lambda item: item[:2], default=(reach + 1, 0, None))
    return time if gap <= reach else None


def _lies_ahead(time: Time, published: str | None) -> bool:
    """Whether it is a coming year or month in the course of which something is to be done ("during 2025")."""
    during = time.kind == "date" and time.relation == "through" and published is not None
    return during and (time.edtf or "") > (published or "")


def _definite(scene: Scene, cue: Cue, deed: Cue | None, sectors: tuple[str, ...]) -> bool:
    """Whether it can later be found done: it names a field of work, something to be made, or a day to do it by."""
    if sectors:
        return deed is not None or cue.concept in FIRM or scene.nearest(cue, ("HAIL",), DEED_REACH) is None
    if cue.concept not in FIRM or deed is None:
        return False
    return deed.concept in MAKING or deadline_near(scene, [cue, deed], TIME_REACH) is not None


def _binds(scene: Scene, cue: Cue) -> bool:
    """Whether it binds anybody: a proposal must be of something joint, and praise or talk binds nobody."""
    if cue.concept == "MUST":
        tasked = scene.nearest(cue, BOUND, TASKED_REACH)
        dated = tasked is not None and deadline_near(scene, [cue], TIME_REACH) is not None
        return dated or _is_duty(scene, cue)
    if cue.concept == "PROPOSE" and (
        cue.tense not in ("past", "converb") or not scene.nearest(cue, ("JOINT",), JOINT_REACH)
    ):
        return False
    if scene.nearest(cue, ("NOT_YET", "NOT"), DENIED_REACH if cue.tense in FINITE else UNREACHED) is not None:
        return False
    return cue.concept == "INSTRUCT" or scene.nearest(cue, ("HAIL", "DISCUSS"), TALK_REACH) is None


def _is_duty(scene: Scene, cue: Cue) -> bool:
    """Whether an authority right beside it has to do something ("the ministries are to submit a plan")."""
    deeds = scene.near(cue, DEEDS, DEED_REACH)
    tasked = scene.nearest(cue, ("GOVERNMENTS",), DUTY_REACH) is not None
    return tasked and cue.tense == "present" and any(deed.tense == "infinitive" for deed in deeds)


def _is_past(scene: Scene, cue: Cue) -> bool:
    """Whether it was agreed or ordered in an earlier year ("a format they had decided to create back in 2022")."""
    published = scene.reading.published
    if published is None or cue.tense == "future":
        return False
    dates = [time for time in scene.times if time.kind == "date" and time.relation == "in" and time.edtf]
    nearest = min(dates, key=lambda time: scene.gap(cue, time), default=None)
    if nearest is None or scene.gap(cue, nearest) > PAST_REACH:
        return False
    year = (nearest.edtf or "")[:YEAR_LENGTH]
    return year.isdigit() and year < published[:YEAR_LENGTH]


def _actor(scene: Scene, cue: Cue, parties: tuple[str, ...]) -> tuple[str, ...]:
    """Who undertakes it: a single state that readies itself, else all parties."""
    if scene.nearest(cue, ("SIDES", "TWO_COUNTRIES", "LEADERS", "GOVERNMENTS"), 6):
        return parties
    if cue.concept != "PLEDGE":
        return _single(scene, cue) or parties
    named = [(_rank(scene, cue, state, oblique=_is_oblique(state)), state.code) for state in scene.states]
    named += [
        (_rank(scene, cue, person, oblique=bool(person.roles & OBLIQUE)), person.state)
        for person in scene.persons
        if person.state
    ]
    return min(((rank, (code,)) for rank, code in named if code in parties), default=((), parties))[1]


def _single(scene: Scene, cue: Cue) -> tuple[str, ...]:
    """The one state that is said to agree to something, where no other stands in the clause."""
    clause = [state for state in scene.states if scene.joined(state, cue)]
    lone = len({state.code for state in clause}) == 1 and not clause[0].roles & OBLIQUE
    agrees = cue.concept == "AGREE" and cue.tense == "past" and "passive" not in cue.roles
    if not (agrees and lone) or clause[0].aspect == "adjective" or scene.persons or clause[0].last > cue.first:
        return ()
    return (clause[0].code,)


def _rank(scene: Scene, cue: Cue, named: Placed, *, oblique: bool) -> tuple[bool, bool, int]:
    """How likely somebody named is who undertakes it, the least the likeliest: the first of its clause, else the nearest."""
    joined = scene.joined(named, cue)
    return oblique, not joined, named.first if joined else scene.gap(cue, named)


def _is_oblique(state: StateMention) -> bool:
    """Whether a state is no subject: one to, from or in which something is done, or the adjective of another word."""
    return state.aspect == "adjective" or bool(state.roles & OBLIQUE)
