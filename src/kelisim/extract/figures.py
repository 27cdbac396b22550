"""Indicators and targets: every amount finds what it measures, when, and whether it was observed or aimed at."""

from __future__ import annotations

from typing import NamedTuple

from kelisim.extract.context import Context
from kelisim.extract.drafts import Draft
from kelisim.extract.frame_data import FigureFrames, Frames
from kelisim.extract.lexicon import Roles
from kelisim.extract.quantities import Quantity
from kelisim.extract.reading import BRACKETS, FINITE, Cue, Placed, Scene
from kelisim.extract.times import Time, deadline_of, period_of, sets_deadline
from kelisim.model import Amount
from kelisim.model.vocabulary import Kind

COUNTED_REACH = 3
FOLLOWING_COST = 5
OTHER_AMOUNT_COST = 4
COST_BONUS = 8
CAUSE_COST = 30
CAUSES = frozenset({"INCREASE", "DEVELOP", "ACCELERATE"})
"""Verbs of what money is given for ("40 million to boost trade"): the amount does not measure what follows them."""

PROJECT_SUM_REACH = 14
CHANGE_REACH = 9
DOUBT_REACH = 4
SIGNED_REACH = 6
COMPARED_REACH = 2
INHERIT_SCENES = 4
PARTIES_REACH = 45
"""Gaps that decide what an amount belongs to. Ours, set on gold/dev."""

PLAN_REACH = 14
BESIDE = 2
AIM_REACH = 6
TIE_REACH = 3
PERIOD_REACH = 10
YEAR_LENGTH = len("2025")
MONTH_LENGTH = len("2025-02")
HUNDRED = 100.0
PLACES = 6
"""Decimal places of a percentage worked out from a multiple: more would only be noise of binary fractions."""

FRACTION_PLACES = 1
"""Decimal places of a part of one ("by a third") told in percent."""

MEASURED = frozenset({"by", "on"})
"""Roles of adpositions before the measure of a change; of affixes it is ``to``."""

PERIOD_KINDS = frozenset({"date", "span"})
OBSERVED_TENSES = frozenset({"past", "present", "participle", "converb", "any"})
REACHED = frozenset({"to", "until"})
LEFT = frozenset({"from", "with"})
"""Roles of the amounts at both ends of a change: "with" where one adposition means both."""
MADE = {"INVESTMENT": ("INVESTMENT", "SUPPLY"), "LOAN": ("SUPPLY",), "JOBS": ("CREATE", "OPEN")}
"""Verbs by which money is laid out and jobs are made."""
PRODUCERS = frozenset({"PLANT", "POWER_PLANT", "TERMINAL", "PORT", "PIPELINE", "MINE", "LOGISTICS_CENTRE", "FARM"})
MAKERS = frozenset({"PLANT", "MINE", "FARM"})
"""Things whose size alone, right beside them, is their capacity: "a plant for 20,000 tonnes"."""
NAMING = frozenset({"BANK", "UNIVERSITY"})
"""Things that name organisations, which may speak of sums without having them."""

UNTOLD = frozenset({"any", "noun"})
"""Tenses of words that tell no change by themselves."""

LEAST_SUM = 1_000_000
LEAST_COUNT = 20
MOST_COUNT = 10_000
"""Nobody counts more documents or projects than this: such a number lacks its unit. Ours."""

LEAST_PERSONS = 100
BOUND_REACH = 8
BOUND_VERBS = {"EXCEED": "more_than", "APPROACH": "about"}


class Host(NamedTuple):
    """What an amount belongs to: a cue, and whether it is a ``figure``, a ``project`` or an ``agreement``."""

    family: str
    cue: Cue


class Memory:
    """The figures spoken of lately, for "this figure" and amounts without a head."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}
        self.currency: str | None = None

    def note(self, concept: str, index: int) -> None:
        """A figure of this head was stated in the sentence of this index."""
        self._seen.pop(concept, None)
        self._seen[concept] = index

    def recall(self, index: int) -> list[str]:
        """The heads spoken of not long ago, the last first."""
        return [concept for concept, seen in reversed(self._seen.items()) if index - seen <= INHERIT_SCENES]


class Figures(NamedTuple):
    """What a sentence's amounts gave: claims, and amounts that belong to projects and agreements by their cue."""

    drafts: list[Draft]
    sums: list[tuple[Host, Quantity]]


def read_figures(scene: Scene, index: int, context: Context, frames: Frames, memory: Memory) -> Figures:
    """The indicators and targets of a sentence, and its other sums."""
    reader = _Reader(scene, index, context, frames, memory)
    return reader.read()


class _Reader:
    def __init__(self, scene: Scene, index: int, context: Context, frames: Frames, memory: Memory) -> None:
        self.scene = scene
        self.index = index
        self.context = context
        self.frames = frames
        self.rules: FigureFrames = frames.figures
        self.memory = memory
        self.drafts: list[Draft] = []
        self.heads: dict[int, str] = {}
        self.sums: list[tuple[Host, Quantity]] = []
        self.placed: list[Host] = []
        self.used: list[Time] = []

    def read(self) -> Figures:
        amounts = [self._with_unit(amount) for amount in self.scene.amounts if not amount.ordinal]
        for amount in amounts:
            if amount.type != "percent" and not _is_multiplier(amount):
                self._place(amount)
        for amount in amounts:
            if amount.type == "percent" or _is_multiplier(amount):
                self._change(amount)
            elif _is_fraction(amount) and ("to" in amount.roles or self._roles(amount) & MEASURED):
                self._change(_in_percent(amount), shares=False)
        self._folds()
        return Figures(self.drafts, self.sums)

    def _with_unit(self, amount: Quantity) -> Quantity:
        """A large bare number beside "this figure" has the currency in which figures were given last."""
        if amount.type == "money" and amount.unit is not None:
            self.memory.currency = amount.unit
        bare = amount.type == "number" and amount.unit is None and amount.value >= LEAST_SUM
        if not bare or self.memory.currency is None or not self.scene.nearest(amount, ("THIS_FIGURE",), PERIOD_REACH):
            return amount
        return amount._replace(type="money", unit=self.memory.currency)

    # what an amount belongs to

    def _place(self, amount: Quantity) -> None:
        host = self._counted(amount) if amount.type == "number" else self._host(amount)
        if host is None:
            return
        if host.family != "figure":
            self.sums.append((host, amount))
            return
        self.placed.append(host)
        self._state(amount, host.cue, host.cue.concept)

    def _counted(self, amount: Quantity) -> Host | None:
        """The noun that a bare number counts: it follows within a few words."""
        if any(cue.concept == "LENGTH" for cue in self.scene.between(amount.last, amount.last + 1)):
            return None
        best = None
        for cues in self.scene.cues.values():
            for cue in cues:
                if cue.first < amount.last or self.scene.gap(amount, cue) > COUNTED_REACH:
                    continue
                family = self._family(cue.concept, counted=True)
                if family != "figure" and amount.value > MOST_COUNT:
                    continue
                if family and (best is None or cue.first < best.cue.first):
                    best = Host(family, cue)
        return best or self._counted_before(amount)

    def _counted_before(self, amount: Quantity) -> Host | None:
        """The head whose number the sentence gives with a verb ("joint ventures reached four thousand")."""
        reach = CHANGE_REACH if "to" in self._roles(amount) else 1
        if amount.value < LEAST_COUNT or not self.scene.nearest(amount, self.rules.target.observed, reach):
            return None
        head = self.scene.nearest(amount, self.rules.counted, self.rules.reach)
        return Host("figure", head) if head is not None and head.last <= amount.first else None

    def _family(self, concept: str, *, counted: bool) -> str | None:
        if counted and concept in self.rules.counted:
            return "figure"
        if not counted and concept in self.rules.heads:
            return "figure"
        if concept in self.frames.projects.things:
            return "project"
        return "agreement" if concept in self.frames.agreements.instruments else None

    def _host(self, amount: Quantity) -> Host | None:
        if self.placed and self.scene.nearest(amount, ("COMPARED",), COMPARED_REACH):
            return self.placed[-1]
        if self._further(amount):
            return self.placed[-1]
        best, least = None, self.rules.reach + 1
        for concept, cues in self.scene.cues.items():
            family = self._family(concept, counted=False)
            if family is None or not self._fits(family, concept, amount):
                continue
            for cue in cues:
                if family == "project" and self._is_name(cue):
                    continue
                distance = self._distance(amount, cue, family)
                if distance < least:
                    best, least = Host(family, cue), distance
        if best is None or (best.family != "figure" and self._goes_on(amount, best)) or self._is_this(amount, best):
            return self._inherited(amount) or best
        if best.cue.concept == "INVESTMENT":
            laid_out = (
                best.cue.tense == "past" and best.cue.last <= amount.first and self.scene.joined(best.cue, amount)
            )
            return best if laid_out else self._project_of(amount) or best
        return (self._producer(amount) or best) if best.cue.concept == "CAPACITY" else best

    def _is_name(self, thing: Cue) -> bool:
        """Whether a thing is only part of the name of an organisation ("the State Bank said"), or means one."""
        lender = "definite" in thing.roles
        return thing.concept in NAMING and (
            lender or any(body.first <= thing.first < body.last for body in self.scene.organisations)
        )

    def _is_this(self, amount: Quantity, host: Host) -> bool:
        """Whether "this figure", or a verb of figures, stands before an amount, and the head that would take it only behind."""
        if host.cue.first < amount.last:
            return False
        figure = self.scene.nearest(amount, ("THIS_FIGURE",), PERIOD_REACH)
        if figure is not None and figure.last <= amount.first:
            return True
        verb = self.scene.nearest(amount, self.rules.target.observed, CHANGE_REACH)
        told = verb is not None and verb.tense in FINITE and verb.last <= amount.first
        return told and host.family == "figure" and not self.scene.joined(amount, host.cue)

    def _producer(self, amount: Quantity) -> Host | None:
        """The plant, or known power plant, whose capacity an amount is."""
        plant = self.scene.nearest(amount, PRODUCERS, PROJECT_SUM_REACH)
        if plant is not None:
            return Host("project", plant) if amount.unit == "MW" or self.scene.joined(plant, amount) else None
        near = [works for works in self.scene.works if self.scene.gap(works, amount) <= PROJECT_SUM_REACH]
        works = min(near, key=lambda works: self.scene.gap(works, amount), default=None)
        if works is None or amount.unit != "MW":
            return None
        return Host("project", Cue("POWER_PLANT", works.first, works.last, frozenset()))

    def _fits(self, family: str, concept: str, amount: Quantity) -> bool:
        money = amount.type == "money"
        if family == "figure":
            units = self.rules.heads[concept].units
            return "money" in units if money else amount.unit in units
        return money or (family == "project" and self._is_capacity(amount, concept))

    def _is_capacity(self, amount: Quantity, concept: str) -> bool:
        """Whether an amount is the designed capacity of a thing."""
        if amount.unit == "MW":
            return True
        if concept not in PRODUCERS:
            return False
        cue = self.scene.nearest(amount, ("CAPACITY", "PRODUCE"), CHANGE_REACH)
        if cue is not None and cue.tense != "past":
            return True
        return concept in MAKERS and self.scene.nearest(amount, (concept,), BESIDE) is not None

    def _distance(self, amount: Quantity, cue: Cue, family: str) -> int:
        distance = self.scene.gap(amount, cue)
        worth = self.scene.nearest(amount, ("COST",), 1)
        if worth is not None and amount.last <= worth.first and cue.first >= worth.last:
            return self.scene.gap(worth, cue)
        if cue.first >= amount.last and not (_attributive(amount) or self.scene.gap(amount, cue) < BESIDE):
            distance += FOLLOWING_COST
            if any(cue.concept in CAUSES for cue in self.scene.between(amount.last, cue.first)):
                distance += CAUSE_COST
        distance += OTHER_AMOUNT_COST * sum(
            1
            for other in self.scene.amounts
            if other is not amount and other.type == amount.type and _between(other, amount, cue)
        )
        if family != "figure" and (self.scene.nearest(amount, ("COST", "PACKAGE"), 3) or self._costs(cue, amount)):
            distance -= COST_BONUS
        return distance

    def _costs(self, thing: Cue, amount: Quantity) -> bool:
        """Whether a word of cost stands between a thing and the amount ("the railway, the cost of which is put at")."""
        between = self.scene.between(thing.last, amount.first)
        return amount.type == "money" and any(cue.concept == "COST" for cue in between)

    def _project_of(self, amount: Quantity) -> Host | None:
        """The counted projects in whose clause, or in whose relative clause ("the investment in which"), a sum stands."""
        head = self.scene.nearest(amount, ("INVESTMENT",), self.rules.reach)
        relative = head is not None and any(
            head.last <= clause.first <= head.last + BESIDE for clause in self.scene.of("CLAUSE")
        )
        for cue in self.scene.near(amount, ("PROJECT",), PARTIES_REACH if relative else PROJECT_SUM_REACH):
            if any(
                other.type == "number" and 0 <= cue.first - other.last <= COUNTED_REACH for other in self.scene.amounts
            ):
                return Host("project", cue)
        return None

    def _further(self, amount: Quantity) -> bool:
        """Whether the amount is a further step of the goal stated just before ("to 5 billion, and then to 10")."""
        if not (self.drafts and self.placed and self.drafts[-1].kind == "target" and "to" in self._roles(amount)):
            return False
        verbs = self.scene.of(*self.rules.target.observed, *self.rules.target.goals)
        before = self.drafts[-1].anchors[1]
        return not any(before.last <= verb.first < amount.first for verb in verbs)

    def _speaks_for_itself(self, amount: Quantity) -> bool:
        """Companies are counted only beside a word of joint work or capital; other units say enough."""
        if amount.unit != "company":
            return True
        return self.scene.nearest(amount, ("JOINT", "INVESTMENT", "BILATERAL"), self.rules.reach) is not None

    def _goes_on(self, amount: Quantity, host: Host) -> bool:
        """Whether the sentence goes on about a figure: a verb of figures is nearer to the amount than the thing."""
        if self.scene.nearest(amount, ("COST", "PACKAGE"), COST_BONUS):
            return False
        link = self.scene.nearest(amount, [*self.rules.target.goals, "THIS_FIGURE"], self.rules.mood_reach)
        return link is not None and self.scene.gap(amount, link) < self.scene.gap(amount, host.cue)

    def _inherited(self, amount: Quantity) -> Host | None:
        """The figure spoken of last, when the sentence goes on about it; units that speak for themselves."""
        if amount.unit in self.rules.alone and self._speaks_for_itself(amount):
            indicator = self.rules.alone[amount.unit]
            concept = next(name for name, head in self.rules.heads.items() if head.indicator == indicator)
            return Host("figure", Cue(concept, amount.first, amount.last, frozenset()))
        recalled = [concept for concept in self.memory.recall(self.index) if self._fits("figure", concept, amount)]
        if not recalled:
            return None
        target = self.rules.target
        link = self.scene.nearest(
            amount, [*target.observed, *target.goals, "THIS_FIGURE", "COMPARED"], self.rules.mood_reach
        )
        return Host("figure", link._replace(concept=recalled[0])) if link else None

    # indicator or target

    def _state(self, amount: Quantity, head: Cue, concept: str) -> None:
        if (amount.unit == "person" and amount.value < LEAST_PERSONS) or self._is_of_agreement(amount, concept):
            return
        mood = self._mood(amount, head)
        if mood is None or (mood == "target" and self._end_of_change(amount) is not None):
            return
        indicator = self._indicator(amount, concept)
        parties = self.context.parties(self.scene, head, PARTIES_REACH)
        draft = Draft(mood, f"{mood}.{indicator}", self.scene, [head], parties)
        draft.fields["indicator"] = indicator
        draft.take_amount(amount)
        self._bound_by_verb(draft, amount)
        if indicator == "jobs":
            draft.fields["unit"] = "job"
        elif amount.type == "number":
            draft.fields["unit"] = self.rules.counted[concept].unit
        self._time(draft, amount)
        self.heads[id(draft)] = concept
        self.drafts.append(draft)
        self.memory.note(concept, self.index)

    def _bound_by_verb(self, draft: Draft, amount: Quantity) -> None:
        """A bound that the verb states at some distance ("trade exceeded, for the first time, 4 billion")."""
        verb = self.scene.nearest(amount, self.rules.target.observed, BOUND_REACH)
        if verb is None or "bound" in draft.fields or verb.concept not in BOUND_VERBS:
            return
        denied = verb.tense == "negated" or self.scene.nearest(verb, ("NOT",), 2) is not None
        draft.fields["bound"] = "up_to" if denied else BOUND_VERBS[verb.concept]
        draft.add(verb)

    def _indicator(self, amount: Quantity, concept: str) -> str:
        return self.rules.counted[concept].indicator if amount.type == "number" else self.rules.heads[concept].indicator

    def _is_of_agreement(self, amount: Quantity, concept: str) -> bool:
        """Whether money lent or granted is that of an instrument just signed ("loans of 42 million signed in")."""
        if concept != "LOAN":
            return False
        signed = self.scene.nearest(amount, ("SIGN", "CONCLUDE"), SIGNED_REACH)
        return signed is not None and signed.tense in OBSERVED_TENSES

    def _mood(self, amount: Quantity, head: Cue) -> Kind | None:
        scene, rules = self.scene, self.rules.target
        if self._further(amount):
            return "target"
        if scene.nearest(amount, rules.never, DOUBT_REACH) or scene.nearest(head, rules.foreign, 2):
            return None
        if any(cue.last <= head.first and scene.joined(cue, amount) for cue in scene.near(head, rules.never, BESIDE)):
            return None
        verb = scene.nearest(amount, [*rules.observed, *rules.moves], self.rules.mood_reach)
        if any(scene.nearest(item, rules.doubtful, DOUBT_REACH) for item in (amount, verb) if item is not None):
            return None
        observed = _least_gap(scene, amount, self._observed(), self.rules.mood_reach)
        goal = _least_gap(scene, amount, self._goals(amount), self.rules.mood_reach)
        moves = [*scene.of(*rules.moves), *([head] if head.concept in MADE else [])]
        ahead = _least_gap(scene, amount, [cue for cue in moves if cue.tense == "future"], self.rules.mood_reach)
        plan = _least_gap(scene, amount, scene.of(*rules.plans), self.rules.mood_reach)
        move = _least_gap(scene, amount, scene.of(*rules.moves), self.rules.mood_reach)
        reach = self.rules.mood_reach
        if self._is_told(amount, head):
            return "indicator"
        if self._deadline(amount) is not None and min(goal, ahead, plan, move) <= reach:
            return "target"
        if goal <= observed and goal <= reach:
            return "target"
        if self._was(amount, min(ahead, plan)):
            return "indicator"
        if ahead < observed or (plan < observed and plan <= PLAN_REACH and self._moves(amount, head, move)):
            return "target"
        return "indicator"

    def _observed(self) -> list[Cue]:
        """The verbs that tell what a figure was or is: not those under a plan ("is expected to reach")."""
        return [
            cue
            for cue in self.scene.of(*self.rules.target.observed)
            if cue.tense in OBSERVED_TENSES
            and not (cue.tense == "present" and self.scene.nearest(cue, self.rules.target.plans, BESIDE))
        ]

    def _goals(self, amount: Quantity) -> list[Cue]:
        """Goals, and verbs that bring a figure to this amount; a verb of bringing needs the amount as its end."""
        reached = bool(self._roles(amount) & REACHED)
        return [
            cue
            for cue in self.scene.of(*self.rules.target.goals)
            if cue.concept == "TARGET" or (cue.tense != "past" and (reached or self.scene.gap(cue, amount) <= BESIDE))
        ]

    def _roles(self, amount: Quantity) -> Roles:
        """The roles of an amount, those of adpositions before its bound included."""
        first, last = amount.outer if amount.outer[1] else (amount.first, amount.last)
        return (
            amount.roles | self.scene.reading.roles(first, last) | self.scene.reading.roles(amount.first, amount.last)
        )

    def _given(self, head: Cue) -> list[Cue]:
        """The verbs that tell that money was laid out or jobs were made."""
        return [cue for cue in self.scene.of(*MADE.get(head.concept, ())) if cue.tense == "past"]

    def _is_told(self, amount: Quantity, head: Cue) -> bool:
        """Whether the amount's own clause tells what was observed, and aims at nothing."""
        scene, rules = self.scene, self.rules.target
        aims = [*self._goals(amount), *scene.of(*rules.plans)]
        aims += [cue for cue in scene.of(*rules.moves) if cue.tense == "future"]
        told = any(scene.joined(cue, amount) for cue in [*self._observed(), *self._given(head)])
        return told and not any(scene.joined(cue, amount) for cue in aims)

    def _was(self, amount: Quantity, doubt: int) -> bool:
        """Whether a time gone by stands nearer to the amount than any plan."""
        past = [
            time for time in self.scene.times if time.edtf and time.kind in PERIOD_KINDS and not self._lies_ahead(time)
        ]
        time = _closest(self.scene, amount, past, PERIOD_REACH)
        return time is not None and self.scene.gap(amount, time) < doubt

    def _moves(self, amount: Quantity, head: Cue, move: int) -> bool:
        """Whether a figure is said to move to the amount, to grow by it, or money or jobs to be made."""
        if head.concept in MADE:
            made = [
                cue
                for cue in self.scene.of(*MADE[head.concept])
                if cue.first != head.first or cue.tense not in ("noun", "any")
            ]
            return _least_gap(self.scene, amount, made, PLAN_REACH) <= PLAN_REACH
        if move > self.rules.mood_reach:
            return False
        if self._roles(amount) & REACHED:
            return True
        pledged = self.scene.nearest(amount, ("PLEDGE", "PLANNED"), PLAN_REACH)
        return pledged is not None and self.scene.nearest(pledged, ("INCREASE", "BRING"), BESIDE) is not None

    def _deadline(self, anchor: Placed) -> Time | None:
        """The nearest time by which something is to be; no month of the news or before ("for the visit in August")."""
        ahead = [
            time
            for time in self.scene.times
            if (sets_deadline(time) or self._lies_ahead(time) or _lasts(time))
            and not (self._is_gone(time) and len(time.edtf or "") > YEAR_LENGTH)
        ]
        return _closest(self.scene, anchor, ahead, self.rules.time_reach)

    def _current(self) -> list[Time]:
        """The running year, where the text names it: a figure planned for it is due by its end."""
        year = (self.scene.reading.published or "")[:YEAR_LENGTH]
        return [time for time in self.scene.times if year and time.edtf == year and time.kind == "date"]

    def _is_gone(self, time: Time) -> bool:
        """Whether a deadline lies past: then it is when a figure was reached ("reached 3 billion by June")."""
        published = self.scene.reading.published
        return bool(published and time.kind == "deadline" and time.edtf and time.edtf <= published[: len(time.edtf)])

    def _lies_ahead(self, time: Time) -> bool:
        published = self.scene.reading.published
        year = (time.edtf or "")[:4]
        return bool(published and year.isdigit() and year > published[:4])

    def _time(self, draft: Draft, amount: Placed) -> None:
        if draft.kind == "target":
            time = self._deadline(amount)
            time = time or _closest(self.scene, amount, self._current(), TIE_REACH + PERIOD_REACH)
            if time is not None:
                self._set(draft, "deadline", deadline_of(time, self.scene.reading.published), time)
            return
        times = [
            time
            for time in self.scene.times
            if time.edtf
            and not self._lies_ahead(time)
            and (time.kind in ("date", "span") or _is_stretch(time) or self._is_gone(time))
        ]
        times = [time for time in times if not self._goes_elsewhere(time, amount)] or times
        if any(time.kind == "vague" and self.scene.joined(time, amount) for time in self.scene.times):
            times = [time for time in times if self.scene.joined(time, amount)]
        end = self._end_of_change(amount) if isinstance(amount, Quantity) else None
        if end is not None:
            times = [time for time in times if amount.last <= time.first < end.first]
        time = _closest(self.scene, amount, [time for time in times if time not in self.used], TIE_REACH)
        time = time or _closest(self.scene, amount, times, self.rules.time_reach)
        if time is None and end is None:
            time = next(iter(self.used), None)
        shifted = self._year_before(amount)
        if shifted is not None:
            draft.fields["period"] = shifted
        elif time is not None:
            self.used.append(time)
            self._set(draft, "period", period_of(time, self.scene.reading.published), time)

    def _year_before(self, amount: Placed) -> str | None:
        """The months of the figure stated before, a year earlier, for "in the same period last year"."""
        if not self.drafts or self.scene.nearest(amount, ("SAME_PERIOD",), BESIDE) is None:
            return None
        first, _, last = self.drafts[-1].fields.get("period", "").partition("/")
        if len(first) != MONTH_LENGTH or len(last) != MONTH_LENGTH or not (first[:4] + last[:4]).isdigit():
            return None
        return "/".join(f"{int(month[:4]) - 1:04}{month[4:]}" for month in (first, last))

    def _end_of_change(self, amount: Quantity) -> Quantity | None:
        """The amount that a figure moves to, where this is the one it moves from ("from 3 to 5 billion")."""
        following = (other for other in self.scene.amounts if other.first >= amount.last and not other.ordinal)
        end = next(following, None)
        if end is None or end.unit != amount.unit or self.scene.gap(amount, end) > CHANGE_REACH:
            return None
        return end if self._roles(amount) & LEFT and self._roles(end) & REACHED else None

    def _set(self, draft: Draft, field: str, edtf: str | None, time: Time) -> None:
        """State a time where it is known."""
        if edtf is not None:
            draft.fields[field] = edtf
            draft.add(time)

    def _goes_elsewhere(self, time: Time, amount: Placed) -> bool:
        """Whether a time stands right beside another amount, in its brackets, or is what a change is measured against."""
        scene = self.scene
        others = [
            other for other in scene.amounts if other is not amount and other.type != "number" and not other.ordinal
        ]
        distance = scene.gap(amount, time)
        if any(scene.gap(other, time) <= min(BESIDE, distance - 1) for other in others if other.type != "percent"):
            return True
        against = self._compared(time, ("COMPARED", "SAME_PERIOD")) or self._precedes_comparison(time)
        if not self._compared(amount, ("COMPARED",)) and against:
            return True
        return any(self._enclosed(time, other) and not self._enclosed(time, amount) for other in others)

    def _compared(self, item: Placed, words: tuple[str, ...]) -> bool:
        """Whether a word of comparison stands before and beside it: "against the same period of last year"."""
        return any(
            cue.first <= item.first
            and self.scene.gap(cue, item) <= COMPARED_REACH
            and not any(verb.tense in FINITE for verb in self.scene.between(cue.last, item.first))
            for cue in self.scene.of(*words)
        )

    def _precedes_comparison(self, time: Placed) -> bool:
        """Whether a word of comparison closes right behind a time, where nouns close their phrases."""
        if self.scene.reading.nouns_lead:
            return False
        words = self.scene.of("COMPARED", "SAME_PERIOD")
        return any(time.last <= cue.first and self.scene.gap(time, cue) < BESIDE for cue in words)

    def _enclosed(self, one: Placed, other: Placed) -> bool:
        """Whether two things stand on the same side of every bracket."""
        tokens = self.scene.reading.tokens
        first, last = min(one.last, other.last), max(one.first, other.first)
        return not any(token.form in BRACKETS for token in tokens[first:last])

    # change

    def _change(self, amount: Quantity, *, shares: bool = True) -> None:
        scene, rules = self.scene, self.rules.change
        cue = scene.nearest(amount, [*rules.up, *rules.down, *rules.compared], CHANGE_REACH)
        if cue is None:
            if shares:
                self._share(amount)
            return
        falls = scene.nearest(amount, rules.down, CHANGE_REACH)
        rises = scene.nearest(amount, rules.up, CHANGE_REACH)
        down = falls is not None and (rises is None or scene.gap(amount, falls) <= scene.gap(amount, rises))
        value = round((amount.value - 1) * HUNDRED, PLACES) if _is_multiplier(amount) else amount.value
        self._attach(Amount(-value if down else value, "percent"), amount, cue)

    def _folds(self) -> None:
        for concept, percent in self.rules.change.folds.items():
            for cue in self.scene.of(concept):
                due = cue.tense in UNTOLD and self._deadline(cue) is not None
                if cue.tense in ("future", "infinitive") or due or self._is_aimed(cue):
                    self._aim(cue)
                elif cue.tense in ("past", "any", "present", "participle", "noun", "converb"):
                    self._attach(Amount(percent, "percent"), cue, cue)

    def _is_aimed(self, cue: Cue) -> bool:
        """Whether a multiple is what somebody means to reach."""
        plan = self.scene.nearest(cue, [*self.rules.target.plans, *self.rules.target.goals], AIM_REACH)
        if plan is None or cue.tense == "past" or plan.tense == "negated":
            return False
        return plan.last <= cue.first or self._closes(plan, cue)

    def _closes(self, plan: Cue, cue: Cue) -> bool:
        """Whether a plan closes the clause, where verbs do, with what is to be done between ("twofold to-raise they-agreed")."""
        move = self.scene.nearest(cue, ("INCREASE", "BRING"), BESIDE)
        ahead = move is not None and move.tense in ("future", "infinitive")
        return ahead and not self.scene.reading.nouns_lead and self.scene.joined(cue, plan)

    def _aim(self, cue: Cue) -> None:
        """State a target without a value ("to double trade within three years")."""
        scene = self.scene
        head = scene.nearest(cue, self.rules.heads, AIM_REACH) or self._recalled(cue)
        time = self._deadline(cue)
        doubtful = scene.nearest(cue, self.rules.target.doubtful, DOUBT_REACH) is not None
        if head is None or doubtful or any(draft.kind == "target" for draft in self.drafts):
            return
        if time is None and not (self._is_aimed(cue) and scene.joined(head, cue)):
            return
        indicator = self.rules.heads[head.concept].indicator
        parties = self.context.parties(scene, head, PARTIES_REACH)
        draft = Draft("target", f"target.{indicator}.fold", scene, [head, cue], parties)
        draft.fields["indicator"] = indicator
        if time is not None:
            self._set(draft, "deadline", deadline_of(time, scene.reading.published), time)
        self.drafts.append(draft)
        self.memory.note(head.concept, self.index)

    def _attach(self, change: Amount, at: Placed, cue: Cue) -> None:
        """Give the change to the figure stated beside it, else state it alone."""
        stated = [
            draft
            for draft in self.drafts
            if draft.kind == "indicator" and "change" not in draft.fields and "value" in draft.fields
        ]
        near = [(self.scene.gap(at, draft.anchors[1]), position) for position, draft in enumerate(stated)]
        if near and min(near)[0] <= self.rules.reach:
            draft = stated[min(near)[1]]
            draft.fields["change"] = change
            draft.add(at)
            return
        if any(draft.kind == "target" for draft in self.drafts):
            return
        head = self._recalled(at) or self.scene.nearest(at, self.rules.heads, self.rules.reach)
        if head is None or self.scene.nearest(head, self.rules.target.foreign, 2):
            return
        parties = self.context.parties(self.scene, head, PARTIES_REACH)
        indicator = self.rules.heads[head.concept].indicator
        draft = Draft("indicator", f"indicator.{indicator}.change", self.scene, [head, at, cue], parties)
        draft.fields.update(indicator=indicator, change=change)
        self._time(draft, at)
        self.drafts.append(draft)
        self.memory.note(head.concept, self.index)

    def _recalled(self, at: Placed) -> Cue | None:
        """The figure spoken of last, where "this figure" is right beside a change of it."""
        figure = self.scene.nearest(at, ("THIS_FIGURE",), BESIDE)
        recalled = self.memory.recall(self.index)
        return figure._replace(concept=recalled[0]) if figure is not None and recalled else None

    def _share(self, amount: Quantity) -> None:
        cue = self.scene.nearest(amount, ("SHARE",), CHANGE_REACH)
        if cue is None or not self.scene.nearest(
            amount, ["TRADE_TURNOVER", "EXPORT", "IMPORT", "INVESTMENT", "FREIGHT"], self.rules.reach
        ):
            return
        draft = Draft(
            "indicator",
            "indicator.share",
            self.scene,
            [cue],
            self.context.parties(self.scene, cue, PARTIES_REACH),
        )
        draft.fields["indicator"] = "other"
        draft.take_amount(amount)
        self._time(draft, amount)
        self.drafts.append(draft)


def _attributive(amount: Quantity) -> bool:
    """Whether the amount describes what follows ("a 4.4 billion dollar project")."""
    return bool(amount.roles & {"adjective", "participle", "of"})


def _is_stretch(time: Time) -> bool:
    """Whether it runs from one year to another, and is no programme's term."""
    return time.kind == "term" and time.relation == "through"


def _is_fraction(amount: Quantity) -> bool:
    return amount.type == "number" and amount.unit is None and 0 < amount.value < 1


def _in_percent(fraction: Quantity) -> Quantity:
    """A part of one as percent: a third is 33.3, more would say what no text does."""
    return fraction._replace(type="percent", unit="percent", value=round(fraction.value * HUNDRED, FRACTION_PLACES))


def _lasts(time: Time) -> bool:
    """Whether it is so long a time, which for what is to come runs from now ("over five years")."""
    return time.kind == "duration" and time.amount is not None and time.relation == "through"


def _is_multiplier(amount: Quantity) -> bool:
    return amount.unit == "times"


def _between(thing: Placed, one: Placed, other: Placed) -> bool:
    first, last = min(one.last, other.last), max(one.first, other.first)
    return first <= thing.first and thing.last <= last


def _least_gap(scene: Scene, anchor: Placed, cues: list[Cue], reach: int) -> int:
    return min((scene.gap(anchor, cue) for cue in cues), default=reach + 1)


def _closest(scene: Scene, anchor: Placed, times: list[Time], reach: int) -> Time | None:
    best, least = None, reach + 1
    for time in times:
        gap = scene.gap(anchor, time)
        if gap < least:
            best, least = time, gap
    return best
