"""Joint undertakings: things that are launched, built, opened, planned, and the portfolios they make."""

from __future__ import annotations

from collections.abc import Sequence

from kelisim.extract.context import PAIR, Context
from kelisim.extract.drafts import Draft, sectors_near
from kelisim.extract.figures import Host
from kelisim.extract.frame_data import Frames
from kelisim.extract.phrases import Phrase, count_before, phrases_of
from kelisim.extract.quantities import Quantity
from kelisim.extract.reading import FINITE, Cue, Placed, Scene
from kelisim.extract.stages import WISHES, Staged, stage_of
from kelisim.extract.times import Time
from kelisim.knowledge.loader import Knowledge

SECTOR_REACH = 9
NEAR_REACH = 2
VAGUE_SECTORS = frozenset({"construction", "investment", "trade", "media"})
"""Sectors whose words stand beside any thing that is built or paid for; they count when nothing else is said."""

BRANCH_REACH = 8
BRANCHES = frozenset({"BRANCH", "OFFICE"})
BRANCHING = frozenset({"UNIVERSITY", "SCHOOL", "BANK", "CENTRE", "HOSPITAL", "JOINT_COMPANY"})
"""What may have branches, and how far behind the branch it may be named. Ours, set on gold/dev."""

TITLE_REACH = 8
LEAD_IN = 6
LIST_MARKS = frozenset(",،;؛")
UNLISTED = frozenset({"PROJECT", "PACKAGE", "MECHANISM", "ROUTE", "CORRIDOR", "PORT", "ROAD", "PLATFORM"})
"""Things that are named beside others too often to be taken for items of a list. Ours, set on gold/dev."""

SPREAD_REACH = 12
COUNT_REACH = 3
NAME_REACH = 3
PLACE_REACH = 5
UNNAMED = frozenset({"PROJECT", "PACKAGE", "MECHANISM"})
"""Things whose kind says nothing of what they are."""

BODIES = frozenset({"MECHANISM"})
AHEAD = frozenset({"planned", "proposed"})
USE_REACH = 10
PROMISE_REACH = 12
TIME_REACH = 12
PARTIES_REACH = 40
GENERAL = frozenset(
    {"PROJECT", "PACKAGE", "MECHANISM", "ROUTE", "CENTRE", "COMPLEX", "BRANCH", "OFFICE", "PORT", "ROAD", "TRAIN"}
)
"""Things too general to be a project by their name alone: they need a number, a sum or a firm verb."""

SITES = frozenset({"CENTRE", "PORT"})
"""Things in which, at the head of a sentence, something else is told to be."""

AHEAD = frozenset({"planned", "proposed"})
"""Stages of what has not begun."""

STRONG = frozenset({"LAUNCH", "OPEN", "BUILD", "CREATE", "COMPLETE", "RESUME", "SUSPEND", "BEGIN", "STUDY", "PROPOSE"})
"""Verbs firm enough to make a thing without a known name a project."""


def read_projects(
    scene: Scene,
    context: Context,
    frames: Frames,
    sums: Sequence[tuple[Host, Quantity]],
    knowledge: Knowledge,
    portfolio: str | None,
) -> list[Draft]:
    """The projects of a sentence; ``sums`` are the amounts that belong to them.

    ``portfolio`` is the stage of the projects counted just before, where the sentence lists them.
    """
    reader = _Reader(scene, context, frames, knowledge, portfolio)
    return reader.read([(host.cue, amount) for host, amount in sums if host.family == "project"])


class _Reader:
    def __init__(
        self, scene: Scene, context: Context, frames: Frames, knowledge: Knowledge, listed: str | None
    ) -> None:
        self.scene = scene
        self.context = context
        self.rules = frames.projects
        self.instruments = frames.agreements.instruments
        self.knowledge = knowledge
        self.listed = listed
        self.above: tuple[Phrase, str] | None = None

    def read(self, sums: Sequence[tuple[Placed, Quantity]]) -> list[Draft]:
        drafts: list[Draft] = []
        phrases = self._whole(phrases_of(self.scene, self.rules.things))
        named = {phrase: self._works(phrase) for phrase in phrases}
        claimed = {works for works in named.values() if works is not None}
        for works in self.scene.works:
            if works not in claimed and not any(self._is_site(phrase, works) for phrase in named):
                phrase = Phrase((), works.first, works.last)
                phrases.append(phrase)
                named[phrase] = works
        for phrase in phrases:
            amounts = [amount for cue, amount in sums if phrase.first <= cue.first < phrase.last]
            draft = self._project(phrase, named[phrase], amounts)
            if draft is not None:
                drafts.append(draft)
                self.above = (phrase, draft.fields["stage"])
        return drafts

    def _whole(self, phrases: Sequence[Phrase]) -> list[Phrase]:
        """The phrases, a branch of something and what it is a branch of taken together."""
        whole: list[Phrase] = []
        for phrase in phrases:
            last = whole[-1] if whole else None
            if last is not None and self._is_branch_of(last, phrase):
                whole[-1] = phrase._replace(first=last.first)
            else:
                whole.append(phrase)
        return whole

    def _is_branch_of(self, branch: Phrase, body: Phrase) -> bool:
        if branch.concepts.isdisjoint(BRANCHES) or not body.concepts <= BRANCHING:
            return False
        scene = self.scene
        listed = any(branch.last <= cue.first < body.first for cue in scene.of("LIST_ITEM"))
        return not listed and scene.gap(branch, body) <= BRANCH_REACH and scene.joined(branch, body)

    def _works(self, phrase: Phrase) -> Placed | None:
        near = [
            works
            for works in self.scene.works
            if self.scene.gap(works, phrase) <= NAME_REACH and not self._is_site(phrase, works)
        ]
        return min(near, key=lambda works: self.scene.gap(works, phrase), default=None)

    def _is_site(self, phrase: Phrase, works: Placed) -> bool:
        """Whether a known zone is only where the thing before it is: "a data centre in the new city"."""
        located = "in" in works.roles and phrase.last <= works.first and self.scene.joined(phrase, works)  # type: ignore[attr-defined]
        return located and self.knowledge.infrastructure(works.id).kind == "zone"  # type: ignore[attr-defined]

    def _project(self, phrase: Phrase, works: Placed | None, amounts: Sequence[Quantity]) -> Draft | None:
        scene = self.scene
        staged = stage_of(
            scene, phrase, self.rules.stages, self.rules.governors, self.rules.plans, reach=self.rules.reach
        )
        if staged is not None and works is None and not amounts and self._is_anothers(phrase, staged):
            return None
        staged = staged or self._shared(phrase) or self._otherwise(phrase, works)
        if staged is not None and (staged.negated or self._is_body_ahead(phrase, works, staged)):
            return None
        if works is None and amounts and not self._is_counted_news(phrase, staged, amounts):
            return None
        if works is None and not amounts and self._in_title(phrase, staged):
            return None
        if not amounts and not self._firm(phrase, works, staged):
            return None
        parties = self._parties(phrase, works)
        if len(parties) < PAIR:
            return None
        draft = Draft("project", "project", scene, [phrase], parties)
        draft.add(works)
        self._fill(draft, phrase, works, staged)
        self._measure(draft, amounts)
        if phrase.dual:
            draft.fields.setdefault("count", 2)
        draft.frame = "project.counted" if amounts else "project.known" if works else "project.told"
        return draft

    def _is_body_ahead(self, phrase: Phrase, works: Placed | None, staged: Staged) -> bool:
        """Whether a working group or the like is only to be set up: that is a commitment."""
        return works is None and phrase.concepts <= BODIES and staged.stage in AHEAD

    def _is_anothers(self, phrase: Phrase, staged: Staged) -> bool:
        """Whether the verb is that of a thing nearer to it, of which this one only tells more ("to serve the route")."""
        if not staged.cues:
            return False
        verb = staged.cues[0]
        between = [
            cue
            for cue in self.scene.of(*self.rules.things)
            if (phrase.last <= cue.first < verb.first) or (verb.last <= cue.first < phrase.first)
        ]
        if not between:
            return False
        nearest = between[0] if phrase.last <= verb.first else between[-1]
        first, last = min(phrase.last, nearest.last), max(phrase.first, nearest.first)
        return not self._is_listed(first, last)

    def _is_listed(self, first: int, last: int) -> bool:
        """Whether a mark or word of a list stands on tokens ``[first, last]``."""
        tokens = self.scene.reading.tokens
        return (
            any(token.form in LIST_MARKS for token in tokens[first:last])
            or any(first <= cue.first < last for cue in self.scene.of("LIST_ITEM"))
            or any("and" in cue.roles for cue in self.scene.between(first, last + 1))
        )

    def _shared(self, phrase: Phrase) -> Staged | None:
        """The stage of the thing before it in a list, where no verb stands between them."""
        if self.above is None or phrase.concepts & UNLISTED:
            return None
        earlier, stage = self.above
        opening = max(earlier.last, phrase.first - LEAD_IN)
        parted = any(cue.tense in FINITE for cue in self.scene.between(earlier.last, phrase.first))
        return None if parted or not self._is_listed(opening, phrase.first) else Staged(stage, ())

    def _is_counted_news(self, phrase: Phrase, staged: Staged | None, amounts: Sequence[Quantity]) -> bool:
        """Whether things that are only counted make a project: a verb of their own clause must say what became of them."""
        if any(amount.type != "number" for amount in amounts):
            return True
        if phrase.concepts & {"PROJECT", "PACKAGE"}:
            spread = self.scene.nearest(phrase, ("INVESTMENT",), SPREAD_REACH)
            return staged is not None or spread is None or spread.tense != "past"
        return staged is not None and all(self.scene.joined(phrase, cue) for cue in staged.cues[:1])

    def _otherwise(self, phrase: Phrase, works: Placed | None) -> Staged | None:
        """The stage without a verb of its own: shared with a list, or of a known work that is used or only talked of."""
        if self.listed is not None and not phrase.concepts <= {"PROJECT", "PACKAGE"}:
            return Staged(self.listed, ())
        if works is None:
            return None
        for concepts, stage in (
            (("TRANSIT", "SUPPLY", "OPERATE"), "ongoing"),
            (("DISCUSS", "MUST", "PLEDGE"), "proposed"),
        ):
            cue = (
                self._unbroken(phrase, concepts)
                if stage == "proposed"
                else self.scene.nearest(phrase, concepts, USE_REACH)
            )
            if cue is not None and not (cue.concept == "MUST" and cue.tense in WISHES):
                return Staged(stage, (cue,))
        return None

    def _unbroken(self, phrase: Phrase, concepts: tuple[str, ...]) -> Cue | None:
        """The nearest of the concepts, where no change of a figure is told between it and the work."""
        cue = self.scene.nearest(phrase, concepts, USE_REACH)
        if cue is None:
            return None
        first, last = min(cue.last, phrase.last), max(cue.first, phrase.first)
        changes = ("INCREASE", "DECREASE")
        return None if any(other.concept in changes for other in self.scene.between(first, last)) else cue

    def _parties(self, phrase: Phrase, works: Placed | None) -> tuple[str, ...]:
        """The states named beside it, else those of a known work, else those that the text is about."""
        if works is not None and not self.scene.states and not self.context.pair:
            return tuple(sorted(self.knowledge.infrastructure(works.id).states))  # type: ignore[attr-defined]
        return self.context.parties(self.scene, phrase, PARTIES_REACH)

    def _firm(self, phrase: Phrase, works: Placed | None, staged: Staged | None) -> bool:
        """Whether the text says enough of the thing to call it a project."""
        if staged is None:
            return False
        if works is not None:
            strong = any(cue.concept in STRONG for cue in staged.cues)
            return strong or not (self._measured() or self._promised(phrase))
        leads = phrase.first - self.scene.first <= NEAR_REACH
        if leads and phrase.concepts <= SITES and "in" in self.scene.reading.roles(phrase.first, phrase.last):
            return False
        if phrase.concepts == {"PROJECT"} and self.scene.nearest(phrase, self.instruments, 2):
            return False
        if not staged.cues:
            return True
        if not any(cue.concept in STRONG for cue in staged.cues):
            return False
        return not (phrase.plural and not phrase.dual and phrase.concepts <= GENERAL)

    def _in_title(self, phrase: Phrase, staged: Staged | None) -> bool:
        """Whether a thing is only what an instrument is about ("an agreement on the construction of a plant")."""
        scene = self.scene
        if staged is not None and any(cue.tense in FINITE for cue in staged.cues if cue.first > phrase.first):
            return False
        return self._before_instrument(phrase) or any(
            cue.last <= phrase.first
            and scene.gap(cue, phrase) <= TITLE_REACH
            and scene.joined(cue, phrase)
            and not any(other.tense in FINITE for other in scene.between(cue.last, phrase.first))
            for cue in scene.of(*self.instruments)
        )

    def _before_instrument(self, phrase: Phrase) -> bool:
        """Whether a title that stands before its instrument, closed by "about", holds the thing."""
        scene = self.scene
        if scene.reading.nouns_lead:
            return False
        return any(
            phrase.last < cue.first
            and scene.gap(phrase, cue) <= TITLE_REACH
            and scene.joined(phrase, cue)
            and any("about" in scene.reading.roles(index, index) for index in range(phrase.last, cue.first))
            and not any(other.tense in FINITE for other in scene.between(phrase.last, cue.first))
            for cue in scene.of(*self.instruments)
        )

    def _promised(self, phrase: Phrase) -> bool:
        """Whether something is undertaken about it: then that is a commitment, not news of the work itself."""
        return self.scene.nearest(phrase, ("PLEDGE", "INSTRUCT"), PROMISE_REACH) is not None

    def _measured(self) -> bool:
        """Whether the sentence only tells how much was carried."""
        return any(amount.unit in ("tonne", "container") for amount in self.scene.amounts)

    def _fill(self, draft: Draft, phrase: Phrase, works: Placed | None, staged: Staged | None) -> None:
        if works is not None:
            fact = self.knowledge.infrastructure(works.id)  # type: ignore[attr-defined]
            draft.fields["name"] = fact.name
            sectors: set[str] = {*fact.sectors}
        else:
            sectors = self._sectors(phrase)
            self._call(draft, phrase)
        if sectors:
            draft.fields["sectors"] = tuple(sorted(sectors))
        draft.fields["stage"] = self._default(phrase) if staged is None else self._serve(phrase, staged.stage)
        if staged is not None:
            draft.add(*staged.cues)
        self._date(draft, [phrase, *(staged.cues[:1] if staged else ())])

    def _call(self, draft: Draft, phrase: Phrase) -> None:
        """Name a thing without a known name by what it is, and by the place where it is, if it is one thing."""
        kinds = phrase.concepts - UNNAMED
        if kinds and not (phrase.plural or phrase.dual or "count" in draft.fields):
            ordered = sorted(kinds, key=lambda concept: (concept in GENERAL, concept))
            draft.fields["name"] = " ".join(ordered).replace("_", " ").lower()
        near = [(self.scene.gap(phrase, place), place) for place in self.scene.places if "in" in place.roles]
        gap, place = min(near, key=lambda item: item[0], default=(PLACE_REACH + 1, None))
        if place is not None and gap <= PLACE_REACH:
            draft.fields["place"] = self.knowledge.place(place.id).name

    def _default(self, phrase: Phrase) -> str:
        """The stage of what no verb tells: projects that are counted are carried out, if nothing plans it."""
        plan = self.scene.nearest(phrase, self.rules.plans.concepts, PROMISE_REACH)
        counted = count_before(self.scene, phrase, self.scene.amounts, COUNT_REACH) is not None
        return "ongoing" if counted and phrase.concepts <= {"PROJECT", "PACKAGE"} and plan is None else "planned"

    def _sectors(self, phrase: Phrase) -> set[str]:
        """What the words beside the thing say, else what the thing implies, else what stands farther off."""
        counted = bool(phrase.concepts & {"PROJECT", "PACKAGE"})
        beside = set(sectors_near(self.scene, [phrase], SECTOR_REACH if counted else NEAR_REACH, listed=counted))
        telling = phrase.concepts - GENERAL or phrase.concepts
        implied: set[str] = {sector for concept in telling for sector in self.rules.things[concept]}
        precise = beside - VAGUE_SECTORS
        if precise and implied and precise <= implied:
            return implied
        if precise or implied:
            return precise or implied
        return beside or set(sectors_near(self.scene, [phrase], SECTOR_REACH))

    def _serve(self, phrase: Phrase, stage: str) -> str:
        """A service that opens is launched, not completed; a portfolio that is formed is planned."""
        if stage == "completed" and "PACKAGE" in phrase.concepts:
            return "planned"
        return "launched" if stage == "completed" and phrase.concepts & set(self.rules.services.names) else stage

    def _date(self, draft: Draft, anchors: Sequence[Placed]) -> None:
        times: list[tuple[int, Time]] = [
            (min(self.scene.gap(anchor, time) for anchor in anchors), time)
            for time in self.scene.times
            if time.edtf and self._dates(time, draft.fields["stage"])
        ]
        near = min(times, key=lambda item: item[0], default=None)
        if near and near[0] <= TIME_REACH:
            draft.fields["date"] = near[1].edtf
            draft.add(near[1])

    def _dates(self, time: Time, stage: str) -> bool:
        """Whether a time may be that of a start or completion: of what is only planned none that has passed."""
        published = self.scene.reading.published or ""
        passed = stage in AHEAD and (time.edtf or "")[:4].isdigit() and (time.edtf or "") <= published
        return not passed and (time.kind in ("date", "deadline") or time.precision == "season")

    def _measure(self, draft: Draft, amounts: Sequence[Quantity]) -> None:
        for amount in amounts:
            if amount.type == "number":
                draft.fields["count"] = int(amount.value)
                draft.add(amount)
                if amount.bound and amount.bound != "exact" and "bound" not in draft.fields:
                    draft.fields["bound"] = amount.bound
            elif "value" not in draft.fields:
                draft.take_amount(amount)
