"""A document as the frames see it: sentences with their cues, amounts, times and names.

A *cue* is a concept found in the text. Distances between things are *gaps*: the cost of the tokens between them, where
a comma costs more than a word and a new clause more than a comma, so that one measure explains what belongs to what.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from kelisim.extract.lexicon import NO_ROLES, Match, Roles
from kelisim.extract.names import InfrastructureMention as Works
from kelisim.extract.names import Names, OrganisationMention, PersonMention, PlaceMention, StateMention
from kelisim.extract.quantities import Quantity
from kelisim.extract.times import Time
from kelisim.extract.tokens import Token
from kelisim.text.page import Page
from kelisim.text.view import View

COMMA_COST = 3
CLAUSE_COST = 6
BREAK_COST = 14
BRACKET_COST = 1
"""What a comma, a clause word, a semicolon or colon and a bracket add to a gap; a word costs 1. Ours, set on gold/dev."""

BULLETS = frozenset("•●▪■◦‣*–—-")
COMMAS = frozenset(",،、")
BRACKETS = frozenset("()[]")
BREAKS = frozenset(";؛:•…!?؟")
"""A full stop is no break: inside a sentence it ends an abbreviation."""
DASHES = frozenset("–—-")
CLAUSE_CONCEPT = "CLAUSE"
MINISTRIES_CONCEPT = "GOVERNMENTS"

FINITE = frozenset({"past", "present", "future"})
"""Tenses of verbs that make a clause."""

GOVERNING = frozenset({"on", "about", "in", "to", "by", "with"})
"""Roles of prepositions that no finite verb follows."""

FUTURE_ROLES = frozenset({"future", "intent"})


class Placed(Protocol):
    """Anything that stands on tokens ``[first, last)``."""

    @property
    def first(self) -> int:
        """Index of the first token."""

    @property
    def last(self) -> int:
        """Index after the last token."""


class Cue(NamedTuple):
    """A concept at tokens ``[first, last)`` with the roles that its form, affixes and adpositions mark."""

    concept: str
    first: int
    last: int
    roles: Roles

    @property
    def tense(self) -> str:
        """``negated``, ``future``, ``past``, ``present``, ``infinitive``, ``noun`` or ``any``."""
        roles = self.roles
        if "negative" in roles:
            return "negated"
        if roles & FUTURE_ROLES:
            return "future"
        if "infinitive" in roles and "possessed" in roles:
            return "noun"
        if "infinitive" in roles and "object" in roles:
            return "infinitive"
        for tense in ("past", "present", "infinitive", "noun", "participle", "converb"):
            if tense in roles:
                return tense
        return "any"


class SectorWord(NamedTuple):
    """A word of a sector at tokens ``[first, last)``."""

    sector: str
    first: int
    last: int


class Scene:
    """One sentence with everything found in it; all indices are those of the reading's tokens."""

    def __init__(self, reading: Reading, first: int, last: int, paragraph: int) -> None:
        self.reading = reading
        self.first = first
        self.last = last
        self.paragraph = paragraph
        self.cues: dict[str, list[Cue]] = {}
        self.sectors: list[SectorWord] = []
        self.amounts: list[Quantity] = []
        self.times: list[Time] = []
        self.states: list[StateMention] = []
        self.places: list[PlaceMention] = []
        self.persons: list[PersonMention] = []
        self.organisations: list[OrganisationMention] = []
        self.works: list[Works] = []
        self.bodies: list[StateMention] = []

    def of(self, *concepts: str) -> list[Cue]:
        """The cues of any of the concepts, in the order of the text."""
        if len(concepts) == 1:
            return self.cues.get(concepts[0], [])
        found = [cue for concept in concepts for cue in self.cues.get(concept, ())]
        found.sort(key=lambda cue: cue.first)
        return found

    def between(self, first: int, last: int) -> Iterator[Cue]:
        """The cues that begin on tokens ``[first, last)``, in no order."""
        return (cue for cues in self.cues.values() for cue in cues if first <= cue.first < last)

    def has(self, concepts: Iterable[str]) -> bool:
        """Whether any of the concepts stands in the sentence."""
        return any(concept in self.cues for concept in concepts)

    def ends_in(self, mark: str) -> bool:
        """Whether the last token of the sentence is the mark."""
        return self.reading.tokens[self.last - 1].form == mark

    @property
    def is_told(self) -> bool:
        """Whether a finite verb makes it a sentence of its own, not an item of a list."""
        return any(cue.tense in FINITE for cues in self.cues.values() for cue in cues)

    @property
    def is_item(self) -> bool:
        """Whether the sentence is an item of a list: it begins with a bullet, a dash or a number or letter of its own."""
        tokens = self.reading.tokens
        if any(tokens[index].form in BULLETS for index in (self.first - 1, self.first) if index >= 0):
            return True
        return any(self._labels(index) for index in (self.first, self.first + 1))

    def is_label(self, item: Placed) -> bool:
        """Whether a number only numbers the sentence as an item of a list ("2. Memorandum of ...")."""
        tokens = self.reading.tokens
        opening = item.first == self.first or (item.first == self.first + 1 and tokens[self.first].kind == "mark")
        return opening and item.last == item.first + 1 and self._labels(item.first)

    def _labels(self, index: int) -> bool:
        """Whether a token with the mark right behind it labels an item: "2.", "2)" or "b)", but no initial as "K."."""
        tokens = self.reading.tokens
        if index + 1 >= self.last or tokens[index + 1].start != tokens[index].end:
            return False
        label, mark = tokens[index], tokens[index + 1].form
        return mark in ".)" if label.kind == "digits" else mark == ")" and len(label.form) == 1

    def gap(self, one: Placed, other: Placed) -> int:
        """The cost of what lies between two things; 0 when they touch or overlap."""
        steps = self.reading.steps
        if one.last <= other.first:
            return steps[other.first] - steps[one.last]
        if other.last <= one.first:
            return steps[one.first] - steps[other.last]
        return 0

    def joined(self, one: Placed, other: Placed) -> bool:
        """Whether no comma, clause word or stronger mark lies between two things."""
        first, last = min(one.last, other.last), max(one.first, other.first)
        steps = self.reading.steps
        return all(steps[index + 1] - steps[index] < COMMA_COST for index in range(first, last))

    def nearest(self, anchor: Placed, concepts: Collection[str], reach: int) -> Cue | None:
        """The cue of one of the concepts that is nearest to the anchor, within ``reach``."""
        best, least = None, reach + 1
        for concept in concepts:
            for cue in self.cues.get(concept, ()):
                gap = self.gap(anchor, cue)
                if gap < least:
                    best, least = cue, gap
        return best

    def near(self, anchor: Placed, concepts: Collection[str], reach: int) -> list[Cue]:
        """All cues of the concepts within ``reach`` of the anchor, the nearest first."""
        found = [
            (self.gap(anchor, cue), cue.first, cue)
            for concept in concepts
            for cue in self.cues.get(concept, ())
            if self.gap(anchor, cue) <= reach
        ]
        return [cue for _, _, cue in sorted(found, key=lambda item: item[:2])]

    def clause(self, *anchors: Placed) -> tuple[int, int]:
        """Form offsets of the run of clauses that holds all anchors: from boundary to boundary, within the sentence."""
        tokens, steps = self.reading.tokens, self.reading.steps
        first = min(anchor.first for anchor in anchors)
        last = max(anchor.last for anchor in anchors)
        while first > self.first and steps[first] - steps[first - 1] < COMMA_COST:
            first -= 1
        if first > self.first and tokens[first - 1].kind == "word":  # the word that opens the clause
            first -= 1
        while last < self.last and steps[last + 1] - steps[last] < COMMA_COST:
            last += 1
        while first < last - 1 and tokens[first].kind == "mark" and tokens[first].form not in "«\"“$€£¥₸'":
            first += 1
        while last > first + 1 and tokens[last - 1].form in ",،.;؛:–—-":
            last -= 1
        return tokens[first].start, tokens[last - 1].end


class Reading:
    """A whole document, read: tokens, the cost of every step between them, and its sentences as scenes."""

    def __init__(self, view: View, page: Page, tokens: Sequence[Token], published: str | None) -> None:
        self.view = view
        self.page = page
        self.tokens = tokens
        self.published = published
        self.stamp: str | None = None
        self.scenes: list[Scene] = []
        self.title_scenes: list[Scene] = []
        self.steps: list[int] = []
        self._before: dict[int, Roles] = {}
        self._after: dict[int, Roles] = {}

    def roles(self, first: int, last: int) -> Roles:
        """The roles that adpositions give to what stands on tokens ``[first, last)``."""
        return self._before.get(first, NO_ROLES) | self._after.get(last, NO_ROLES)

    @property
    def nouns_lead(self) -> bool:
        """Whether nouns stand before what goes with them, as they do where there are prepositions."""
        return len(self._before) >= len(self._after)

    def fill(
        self,
        matches: Sequence[Match],
        amounts: Sequence[Quantity],
        times: Sequence[Time],
        names: Names,
    ) -> None:
        """Deal everything found out to the sentences it stands in."""
        self._before, self._after = adposition_roles(matches)
        cues = self._cues(matches)
        self.steps = _steps(self.tokens, cues)
        self._open_scenes()
        starts = [scene.first for scene in self.scenes]
        if not starts:
            return

        def home(item: Placed) -> Scene | None:
            scene = self.scenes[max(0, bisect_left(starts, item.first + 1) - 1)]
            return scene if scene.first <= item.first and item.last <= scene.last else None

        for cue in cues:
            if scene := home(cue):
                scene.cues.setdefault(cue.concept, []).append(cue)
        ministries = {cue.last for cue in cues if cue.concept == MINISTRIES_CONCEPT}
        for match in matches:
            for sector in _sectors(match, of_ministry=match.first in ministries):
                if scene := home(match):
                    scene.sectors.append(SectorWord(sector, match.first, match.last))
        for items, name in (
            (amounts, "amounts"),
            (times, "times"),
            (names.states, "states"),
            (names.places, "places"),
            (names.persons, "persons"),
            (names.organisations, "organisations"),
            (names.infrastructure, "works"),
        ):
            for item in items:
                if (scene := home(item)) and not (name == "amounts" and scene.is_label(item)):
                    getattr(scene, name).append(item)

    def _cues(self, matches: Sequence[Match]) -> list[Cue]:
        found = []
        for match in matches:
            roles: Roles | None = None
            for sense in match.senses:
                if sense.kind != "concept":
                    continue
                if roles is None:
                    roles = match.roles | self.roles(match.first, match.last)
                told = "noun" if sense.aspect == "past" and self._is_governed(match) else sense.aspect
                aspect = roles if told == "any" else roles | {told}
                found.append(Cue(sense.id, match.first, match.last, aspect))
        return found

    def _is_governed(self, match: Match) -> bool:
        """Whether a preposition stands right before it or at its head: what looks like a finite verb is then its noun."""
        return bool((self._before.get(match.first, NO_ROLES) | match.before) & GOVERNING)

    def _open_scenes(self) -> None:
        starts = [token.start for token in self.tokens]
        lines = self.page.lines
        for sentence in self.page.sentences:
            first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
            if first < last:
                scene = Scene(self, first, last, sentence.paragraph)
                self.scenes.append(scene)
                if lines[sentence.paragraph].is_title:
                    self.title_scenes.append(scene)

    def quote(self, start: int, end: int) -> tuple[int, int]:
        """Form offsets as offsets of the stored text."""
        return self.view.to_stored(start, end)


def _sectors(match: Match, *, of_ministry: bool) -> list[str]:
    """The sectors a match names: as a word of one, or as what the ministries right before it deal with."""
    sectors = [sense.id for sense in match.senses if sense.kind == "sector"]
    if sectors or not of_ministry:
        return sectors
    return [sense.id for sense in match.senses if sense.kind == "portfolio"]


def adposition_roles(matches: Sequence[Match]) -> tuple[dict[int, Roles], dict[int, Roles]]:
    """Roles that prepositions give to the token after them, and postpositions to the token before (by its end)."""
    before: dict[int, Roles] = {}
    after: dict[int, Roles] = {}
    for match in matches:
        for sense in match.senses:
            if sense.kind == "before":
                before[match.last] = before.get(match.last, NO_ROLES) | {sense.id}
            elif sense.kind == "after":
                after[match.first] = after.get(match.first, NO_ROLES) | {sense.id}
    return before, after


def _steps(tokens: Sequence[Token], cues: Sequence[Cue]) -> list[int]:
    """``steps[i]`` is the cost of all tokens before ``i``."""
    openers = {cue.first for cue in cues if cue.concept == CLAUSE_CONCEPT}
    steps, total = [0], 0
    for index, token in enumerate(tokens):
        if token.kind != "mark":
            total += CLAUSE_COST if index in openers else 1
        elif _within_number(tokens, index):
            pass
        elif token.form in COMMAS:
            total += COMMA_COST
        elif token.form in BRACKETS:
            total += BRACKET_COST
        elif token.form in BREAKS:
            total += BREAK_COST
        elif token.form in DASHES and _spaced(tokens, index):
            total += 2
        steps.append(total)
    return steps


def _within_number(tokens: Sequence[Token], index: int) -> bool:
    """Whether a mark stands between digits with no space, as in "200,000"."""
    if not 0 < index < len(tokens) - 1:
        return False
    before, mark, after = tokens[index - 1 : index + 2]
    return before.kind == after.kind == "digits" and before.end == mark.start and mark.end == after.start


def _spaced(tokens: Sequence[Token], index: int) -> bool:
    return index > 0 and tokens[index - 1].end < tokens[index].start
