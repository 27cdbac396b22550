"""Instruments between parties: what was signed, adopted, ratified, is negotiated, proposed, in force or carried out."""

from __future__ import annotations

from collections.abc import Sequence

from kelisim.extract.context import PAIR, Context
from kelisim.extract.drafts import Draft, sectors_near
from kelisim.extract.figures import Host
from kelisim.extract.frame_data import Frames
from kelisim.extract.phrases import Phrase, count_before, parts_of, phrases_of
from kelisim.extract.quantities import Quantity
from kelisim.extract.reading import FINITE, Cue, Placed, Scene
from kelisim.extract.stages import Staged, stage_of
from kelisim.extract.times import Time

SECTOR_REACH = 10
TIME_REACH = 10
PARTIES_REACH = 40
TASK_REACH = 10
IDLE_REACH = 8
SHARED_REACH = 8
LEAD_IN = 4
"""So many words may stand between the mark of a list and the instrument it lists. Ours, set on gold/dev."""

BESIDE = 2
TITLE_REACH = 6
"""So many words of a title may stand before an instrument that it names. Ours."""

NESTING = frozenset({"in", "to", "of", "about", "on"})
LIST_MARKS = frozenset(",،;؛")
FIRM = frozenset({"SIGN", "ADOPT", "CONCLUDE", "RATIFY", "ENTER_FORCE"})
"""Verbs that put an instrument down."""

UNSIGNED = frozenset({"SIGN", "ADOPT", "CONCLUDE"})
"""Verbs that leave an instrument open where they are denied."""

LATER = {"signed": ("ENTER_FORCE", "RATIFY"), "ratified": ("ENTER_FORCE",)}
LATER_REACH = 24
DELAY_REACH = 12
DOUBT_REACH = 6
"""What may have followed a stage, and how far from the instrument it may be told. Ours, set on gold/dev."""

HEAD_REACH = 2
TITLED = frozenset({"on", "about", "for", "of", "between"})
"""An instrument so near to the head of its sentence is what it is about; behind these stands its title."""

LASTING = frozenset({"in_force", "negotiating", "proposed"})
TASKS = {
    "PREPARE": ("INSTRUCT", "AGREE", "PLEDGE", "DECIDE", "MUST"),
    "NEGOTIATE": ("INSTRUCT",),
    "ADOPT": ("INSTRUCT",),
}
"""What makes a verb beside an instrument a task: to prepare one on order or by agreement, to adopt one on order."""


def read_agreements(
    scene: Scene, context: Context, frames: Frames, sums: Sequence[tuple[Host, Quantity]], bundle: str | None = None
) -> list[Draft]:
    """The instruments of a sentence; ``sums`` are the counts and amounts that belong to them.

    ``bundle`` is the stage of the documents counted just before, where the sentence lists them.
    """
    reader = _Reader(scene, context, frames, bundle)
    return reader.read([(host.cue, amount) for host, amount in sums if host.family == "agreement"])


def announced(scene: Scene, frames: Frames) -> str | None:
    """The stage of the instruments that a sentence ending in a colon announces ("the following were signed:")."""
    if not scene.ends_in(":"):
        return None
    verbs = [cue for cue in scene.of(*FIRM) if cue.tense in ("past", "participle")]
    return frames.agreements.stages[verbs[-1].concept]["past"] if verbs else None


class _Reader:
    def __init__(self, scene: Scene, context: Context, frames: Frames, bundle: str | None) -> None:
        self.scene = scene
        self.context = context
        self.rules = frames.agreements
        self.bundle = bundle
        self.above: tuple[Phrase, str] | None = None
        self.parts: dict[Phrase, tuple[int, int]] = {}

    def read(self, sums: Sequence[tuple[Placed, Quantity]]) -> list[Draft]:
        drafts = []
        phrases = phrases_of(self.scene, self.rules.instruments)
        self.parts = parts_of(self.scene, phrases)
        for position, phrase in enumerate(phrases):
            if position and self._listed(phrases[position - 1], phrase, sums):
                continue
            if position and (self._nested(phrases[position - 1], phrase) or self._refers_back(phrase)):
                continue
            amounts = [amount for cue, amount in sums if phrase.first <= cue.first < phrase.last]
            draft = self._agreement(phrase, amounts)
            if draft is not None:
                drafts.append(draft)
                self.above = (phrase, draft.fields["stage"])
        return [draft for draft in drafts if not self._summed(draft, drafts)]

    def _nested(self, earlier: Phrase, phrase: Phrase) -> bool:
        """Whether an instrument is only named in the title of another one ("a protocol of changes in the agreement on")."""
        if self.parts[earlier] != self.parts[phrase] or not phrase.cues[0].roles & NESTING:
            return False
        if earlier.cues[0].roles & NESTING or phrase.first - earlier.last > TITLE_REACH:
            return False
        return not any(cue.tense in FINITE for cue in self.scene.between(earlier.last, phrase.first))

    def _refers_back(self, phrase: Phrase) -> bool:
        """Whether "the document", in the singular and without a number, only goes on about an instrument named before."""
        counted = any(amount.type == "number" and 0 <= phrase.first - amount.last <= 2 for amount in self.scene.amounts)  # noqa: PLR2004 -- a number and an adjective
        return phrase.concepts == {"DOCUMENT"} and not phrase.plural and not phrase.dual and not counted

    def _summed(self, draft: Draft, drafts: Sequence[Draft]) -> bool:
        """Whether a vague instrument is only named beside the number that counts it."""
        if draft.fields.get("count", 1) != 1 or "value" in draft.fields or "period" in draft.fields:
            return False
        return draft.fields["instrument"] in ("agreement", "contract", "documents") and any(
            other.fields.get("count", 1) != 1
            and set(draft.anchors[1:]) & set(other.anchors[1:])
            and self.scene.gap(draft.anchors[0], other.anchors[0]) <= SHARED_REACH
            and not self._itemised(other.anchors[0], draft.anchors[0])
            for other in drafts
            if other is not draft
        )

    def _itemised(self, bundle: Placed, item: Placed) -> bool:
        """Whether an instrument is named as one of those counted before it ("12 documents, including an agreement")."""
        return any(bundle.last <= cue.first < item.first for cue in self.scene.of("PROJECTS_THEREOF"))

    def _agreement(self, phrase: Phrase, amounts: Sequence[Quantity]) -> Draft | None:
        scene = self.scene
        staged = stage_of(
            scene, phrase, self.rules.stages, self.rules.governors, self.rules.plans, reach=self.rules.reach
        )
        staged = self._latest(phrase, staged) or self._shared(phrase)
        if staged is None and any(amount.type == "money" for amount in amounts) and not self._doubted(phrase):
            staged = Staged("signed", ())
        if staged is None or self._is_task(phrase, staged) or (staged.negated and not self._left_open(phrase, staged)):
            return None
        parties = self.context.parties(scene, phrase, PARTIES_REACH)
        if len(parties) < PAIR:
            return None
        draft = Draft("agreement", "agreement", scene, [phrase, *staged.cues], parties, share=self.parts[phrase])
        draft.fields["instrument"] = self._instrument(phrase)
        draft.fields["stage"] = staged.stage
        self._measure(draft, phrase, staged, amounts)
        entered = [cue for cue in staged.cues[:1] if cue.concept == "ENTER_FORCE"]
        self._times(draft, phrase, entered or [phrase, *staged.cues])
        if not self._definite(draft, phrase, staged):
            return None
        draft.frame = f"agreement.{staged.stage}"
        draft.resumes = self._resumes(draft, phrase)
        words = [word for word in scene.sectors if self._owns(phrase, word)]
        sectors = sectors_near(scene, [phrase], SECTOR_REACH, listed=draft.fields.get("count", 1) != 1, words=words)
        if sectors:
            draft.fields["sectors"] = sectors
        return draft

    def _latest(self, phrase: Phrase, staged: Staged | None) -> Staged | None:
        """The last stage told of one instrument: signing put off, or signed, ratified since, and by now in force."""
        if staged is not None and staged.stage == "implementing" and not staged.negated:
            put_down = self.scene.nearest(phrase, FIRM, self.rules.reach)
            if put_down is not None and put_down.tense == "past" and staged.cues[0].tense != "past":
                return Staged(self.rules.stages[put_down.concept]["past"], (put_down,))
        if staged is None or staged.stage not in LATER or staged.negated:
            return staged
        put_off = self.scene.nearest(staged.cues[0], ("POSTPONE",), DELAY_REACH) if staged.cues else None
        if put_off is not None:
            return Staged("negotiating", (*staged.cues, put_off))
        for concept in LATER[staged.stage]:
            for verb in self.scene.near(phrase, (concept,), LATER_REACH):
                if verb.tense in ("past", "participle") and not self._others(phrase, verb):
                    return Staged(self.rules.stages[concept]["past"], (verb,))
        return staged

    def _others(self, phrase: Phrase, verb: Cue) -> bool:
        """Whether another instrument stands between the phrase and a verb."""
        first, last = min(phrase.last, verb.last), max(phrase.first, verb.first)
        return any(first <= cue.first < last for cue in self.scene.of(*self.rules.instruments))

    def _left_open(self, phrase: Phrase, staged: Staged) -> bool:
        """Whether one instrument is said, in its own clause, not to have been signed: it is still negotiated."""
        verb = staged.cues[0]
        return verb.concept in UNSIGNED and not phrase.plural and self.scene.joined(phrase, verb)

    def _resumes(self, draft: Draft, phrase: Phrase) -> bool:
        """Whether the sentence begins with a definite instrument that has no number, sum, years or title of its own."""
        scene = self.scene
        if phrase.first - scene.first > HEAD_REACH or "definite" not in phrase.cues[0].roles:
            return False
        if {"value", "period"} & draft.fields.keys() or draft.fields.get("count", 1) != 1:
            return False
        behind = [scene.reading.roles(index, index) for index in (phrase.last + 1, phrase.last + 2)]
        return not any(roles & TITLED for roles in behind)

    def _doubted(self, phrase: Phrase) -> bool:
        return self.scene.nearest(phrase, ("CAN", "IF", "POTENTIAL"), DOUBT_REACH) is not None

    def _shared(self, phrase: Phrase) -> Staged | None:
        """The stage of an item without a verb of its own: that of the item above it, or of the bundle it is listed in."""
        if self.above is not None:
            return Staged(self.above[1], ()) if self._follows(self.above[0], phrase) else None
        whole = phrase.plural and "definite" in phrase.cues[0].roles
        return Staged(self.bundle, ()) if self.bundle is not None and not whole else None

    def _follows(self, earlier: Phrase, phrase: Phrase) -> bool:
        """Whether a phrase goes on a list: a comma, semicolon or "and" right before it, and no verb since the last item."""
        tokens = self.scene.reading.tokens
        opening = max(earlier.last, phrase.first - LEAD_IN)
        joined = "and" in phrase.cues[0].roles or any(
            token.form in LIST_MARKS for token in tokens[opening : phrase.first]
        )
        joined = joined or any(opening <= cue.first < phrase.first for cue in self.scene.of("LIST_ITEM"))
        return joined and not any(cue.tense in FINITE for cue in self.scene.between(earlier.last, phrase.first))

    def _listed(self, earlier: Phrase, phrase: Phrase, sums: Sequence[tuple[Placed, Quantity]]) -> bool:
        """Whether a number before the earlier phrase counts this one too ("26 agreements and memoranda")."""
        counted = any(
            amount.type == "number" and amount.value > 1 and earlier.first <= cue.first < earlier.last
            for cue, amount in sums
        )
        own = any(phrase.first <= cue.first < phrase.last for cue, _ in sums)
        return counted and not own and phrase.first - earlier.last <= 1 and self.scene.joined(earlier, phrase)

    def _is_task(self, phrase: Phrase, staged: Staged) -> bool:
        """Whether the text only orders or agrees that the instrument be prepared: that is a commitment."""
        verbs = [cue for cue in staged.cues if cue.tense in ("noun", "infinitive", "any")]
        verbs += [cue for cue in self.scene.near(phrase, ("PREPARE",), BESIDE) if cue.tense == "infinitive"]
        return any(self.scene.nearest(verb, TASKS.get(verb.concept, ()), TASK_REACH) for verb in verbs)

    def _instrument(self, phrase: Phrase) -> str:
        """The most definite of the nouns that name it: a bundle of documents only when nothing else does."""
        if self.scene.nearest(phrase, ("PACKAGE",), 2) or self._joined(phrase):
            return "documents"
        named = [self.rules.instruments[cue.concept] for cue in phrase.cues]
        return next((name for name in named if name != "documents"), "documents")

    def _definite(self, draft: Draft, phrase: Phrase, staged: Staged) -> bool:
        """Whether it is a certain instrument, not "the agreements reached": one put down by a verb, numbered or dated."""
        if any(field in draft.fields for field in ("value", "period")) or draft.fields.get("count", 1) != 1:
            return True
        entered = any(cue.concept == "ENTER_FORCE" for cue in staged.cues)
        idle = self.scene.nearest(phrase, ("DISCUSS", "HAIL"), IDLE_REACH) is not None
        if idle and not entered and draft.fields["stage"] != "signed":
            return False
        if not staged.cues or any(cue.concept in FIRM for cue in staged.cues):
            return True
        if phrase.plural and draft.fields["stage"] == "implementing":
            return False
        if phrase.plural and draft.fields["instrument"] == "contract" and draft.fields["stage"] == "negotiating":
            return False
        return (
            draft.fields["instrument"] not in ("documents", "contract", "agreement") or draft.fields["stage"] in LASTING
        )

    def _joined(self, phrase: Phrase) -> bool:
        """Whether a counted instrument is followed by another one that the number counts too."""
        counted = count_before(self.scene, phrase, self.scene.amounts, 3)
        if counted is None or counted.value <= 1:
            return False
        return any(
            0 <= cue.first - phrase.last <= 1 and cue.concept not in phrase.concepts
            for cue in self.scene.of(*self.rules.instruments)
        )

    def _owns(self, phrase: Phrase, item: Placed) -> bool:
        """Whether something stands in the phrase's own part of a list of instruments."""
        first, last = self.parts[phrase]
        return first <= item.first < last

    def _measure(self, draft: Draft, phrase: Phrase, staged: Staged, amounts: Sequence[Quantity]) -> None:
        for amount in amounts:
            if amount.type == "number":
                draft.fields["count"] = int(amount.value)
                draft.add(amount)
                if amount.bound != "exact":
                    draft.fields.setdefault("bound", amount.bound)
            elif "value" not in draft.fields:
                draft.take_amount(amount)
        if phrase.dual:
            draft.fields.setdefault("count", 2)
        single = not phrase.plural and draft.fields["instrument"] != "documents"
        if "count" not in draft.fields and single and staged.stage in self.rules.final.stages:
            draft.fields["count"] = 1

    def _times(self, draft: Draft, phrase: Phrase, anchors: Sequence[Placed]) -> None:
        scene = self.scene

        def gap(time: Time) -> int:
            leads = len(scene.times) == 1 and time.last <= min(anchor.first for anchor in anchors)
            return 0 if leads else min(scene.gap(anchor, time) for anchor in anchors)

        for time in sorted(scene.times, key=gap):
            if not time.edtf or gap(time) > TIME_REACH:
                continue
            if not self._owns(phrase, time):
                continue
            if time.kind == "term" or "/" in time.edtf:
                draft.fields.setdefault("period", time.edtf)
            elif time.kind == "deadline" and draft.fields["instrument"] in ("programme", "plan", "roadmap"):
                draft.fields.setdefault("period", f"../{time.edtf}")
            elif time.kind == "date":
                draft.fields.setdefault("date", time.edtf)
            else:
                continue
            draft.add(time)
