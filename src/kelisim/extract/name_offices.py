"""An office with what belongs to it: its state, place or body, further offices of the same holder, former and acting."""

from __future__ import annotations

from kelisim.extract.lexicon import Roles
from kelisim.extract.name_parts import DASHES, QUOTES, Part, Text
from kelisim.extract.name_words import INNER
from kelisim.model.vocabulary import Office

OFFICE_RANK: tuple[Office, ...] = (
    "head_of_state", "head_of_government", "foreign_minister", "deputy_head_of_government", "speaker", "minister",
    "ambassador", "governor", "head_of_organisation", "other",
)  # fmt: skip
"""Which of two offices of one person counts: the annotation guide's "a deputy premier who is foreign minister"."""

SAME_HOLDER = (
    frozenset({"deputy_head_of_government", "foreign_minister"}),
    frozenset({"deputy_head_of_government", "minister"}),
    frozenset({"deputy_head_of_government", "other"}),
    frozenset({"head_of_government", "foreign_minister"}),
    frozenset({"minister", "other"}),
    frozenset({"foreign_minister", "other"}),
    frozenset({"head_of_state", "head_of_government"}),
)
"""Pairs of offices that stand side by side for one person."""

CASES = frozenset({"to", "from", "in", "with", "object", "until", "through", "by", "on"})
"""Roles that end a phrase: what follows a state so marked is no office of it."""

ENTERING = frozenset({"in"})
"""A minister "in" a state is that state's."""

PORTFOLIO_OFFICES = frozenset({"minister", "foreign_minister", "deputy_head_of_government", "other"})
GOVERNED = frozenset({"state", "organisation", "place"})
LOCAL = frozenset({"minister", "governor", "speaker", "foreign_minister"})
PORTFOLIO_KINDS = frozenset({"portfolio", "sector"})
LONGEST_PORTFOLIO = 9
"""Tokens of what a minister is of ("of investment, industry and trade")."""

COMMAS = frozenset(",،")
LIST_CONCEPT = "LIST_ITEM"
DASHED = DASHES | QUOTES | frozenset("&")


class Group:
    """One holder's offices at tokens ``[first, last)``, growing on both sides."""

    def __init__(self, text: Text, part: Part, used: set[int]) -> None:
        self.text = text
        self.used = used
        self.first = part.first
        self.last = part.last
        self.opening: Part = part
        self.closing: Part = part
        self.offices: list[Office] = []
        self.states: list[Part] = []
        self.state: str | None = None
        self.organisation: str | None = None
        self.place: str | None = None
        self.counterpart = "counterpart" in part.kinds and "office" not in part.kinds
        self.former = self.acting = self.own = self.plural = self.weak = False
        self._take_office(part)
        if self.counterpart:
            self.weak = all(sense.aspect == "weak" for sense in part.kinds["counterpart"])
            if "state" in part.kinds:
                self.state = part.sense("state").id
                self.states.append(part)

    def _take_office(self, part: Part) -> None:
        senses = part.kinds.get("office", [])
        aspects = {sense.aspect for sense in senses}
        chosen = [sense for sense in senses if sense.aspect != "weak"] or senses
        self.offices += [sense.id for sense in chosen if sense.id not in self.offices]  # type: ignore[misc]
        self.weak = self.weak or aspects == {"weak"}
        self.own = self.own or "own" in aspects
        self.plural = self.plural or "plural" in aspects or part.several

    def grow(self) -> Group:
        """Take in what stands before and behind that belongs to the office."""
        order = self.text.grammar.state_order
        self._grow_backward(order)
        self._take_titles()
        self._grow_forward(order)
        if order == "both" and self.state is None:
            self._bare_state_before()
        if self.plural and self.states:
            self._gather_states()
        return self

    @property
    def office(self) -> Office | None:
        """The highest of the offices; a head of a body or region is no head of a state."""
        if self.organisation is not None and set(self.offices) & {"head_of_state", "head_of_government"}:
            return "head_of_organisation"
        if self.place is not None and self.offices == ["head_of_state"]:
            return "governor"
        return next((office for office in OFFICE_RANK if office in self.offices), None)

    @property
    def roles(self) -> Roles:
        """The roles of both ends."""
        return self.opening.before | self.closing.after

    def close_with(self, part: Part) -> None:
        """End the group with a part behind it."""
        self.last, self.closing = part.last, part
        self.used.add(part.first)

    def open_with(self, part: Part) -> None:
        """Begin the group with a part before it."""
        self.first, self.opening = part.first, part
        self.used.add(part.first)

    # several holders

    def _gather_states(self) -> None:
        """The further states of several holders ("the presidents of A and B")."""
        if self.states[0].first < self.opening.last and self.states[0].first == self.first:
            while (part := self._joined_before(self.first)) is not None:
                self.states.insert(0, part)
                self.open_with(part)
        else:
            while (part := self._joined_behind(self.last)) is not None:
                self.states.append(part)
                self.close_with(part)

    def _joined_before(self, index: int) -> Part | None:
        gap = index
        while gap > 0 and gap > index - 2 and is_joint(self.text, gap - 1):
            gap -= 1
        part = self.text.ending.get(gap)
        joined = gap < index or (part is not None and "and" in part.after)
        return part if joined and part is not None and "state" in part.kinds and part.first not in self.used else None

    def _joined_behind(self, index: int) -> Part | None:
        gap = index
        while gap < index + 2 and is_joint(self.text, gap):
            gap += 1
        part = self.text.starting.get(gap)
        joined = gap > index or (part is not None and "and" in part.before)
        return part if joined and part is not None and "state" in part.kinds and part.first not in self.used else None

    # backward

    def _grow_backward(self, order: str) -> None:
        while True:
            end = self.text.backward(self.first, DASHED)
            part = self.text.ending.get(end)
            if part is not None and "organisation" in part.kinds and self.text.spaced_dash(end, self.first):
                return
            if part is None or part.first in self.used or not self._takes_before(part, order):
                part = self._portfolio_before() if order == "before" else None
                if part is None:
                    return
            self.open_with(part)

    def _take_titles(self) -> None:
        """Take the preposition of the titles right before the office ("with his brother, the President")."""
        index = self.first
        while not self.opening.before:
            part = self.text.ending.get(index)
            if part is None or part.kinds.keys() != {"honorific"} or part.first in self.used:
                return
            index = part.first
            if part.before:
                self.opening = part

    def _portfolio_before(self) -> Part | None:
        """A further portfolio before a comma or "and" before the first one."""
        if self.opening.kinds.keys().isdisjoint(PORTFOLIO_KINDS) or self.first == 0 or self.text.breaks(self.first):
            return None
        part = self.text.ending.get(self.first - 1) if is_joint(self.text, self.first - 1) else None
        return part if part is not None and not PORTFOLIO_KINDS.isdisjoint(part.kinds) else None

    def _takes_before(self, part: Part, order: str) -> bool:
        kinds = part.kinds
        if "former" in kinds or "acting" in kinds:
            self.former, self.acting = self.former or "former" in kinds, self.acting or "acting" in kinds
            return True
        if order == "after":
            return False
        if _is_state(part) and self.text.is_named(part, "state"):
            return self._takes_state_before(part, order)
        if order == "before" and (kinds.keys() & PORTFOLIO_KINDS) and self._has_portfolio():
            return not part.after & CASES
        return self._takes_body(part)

    def _takes_state_before(self, part: Part, order: str) -> bool:
        sense = part.sense("state")
        if "ambassador" in self.offices and "in" in part.after:
            return True
        if part.after & CASES or (order == "both" and sense.aspect == "name" and not part.ending):
            return False
        if self.state is not None:
            return False
        self.state = sense.id
        self.states.append(part)
        return True

    def _bare_state_before(self) -> None:
        """A bare name of a state before an office ("Kazakhstan President Tokayev")."""
        part = self.text.ending.get(self.first)
        if part is None or part.first in self.used or "state" not in part.kinds or part.before & CASES:
            return
        if self.text.is_named(part, "state") and not self.text.breaks(self.first):
            self.state = part.sense("state").id
            self.states.append(part)
            self.open_with(part)

    # forward

    def _grow_forward(self, order: str) -> None:
        while True:
            start = self.text.forward(self.last, DASHED)
            part = self._behind(start)
            if part is None or part.first in self.used:
                return
            touching = start == self.last
            if not self._takes_after(part, order, touching=touching):
                return

    def _behind(self, index: int) -> Part | None:
        """The part at a token, or a state or body behind the preposition there."""
        part = self.text.starting.get(index)
        if part is not None:
            return part
        match = self.text.covered.get(index)
        if match is None or match.first != index or all(sense.kind != "before" for sense in match.senses):
            return None
        part = self.text.starting.get(match.last)
        return part if part is not None and not GOVERNED.isdisjoint(part.kinds) else None

    def _takes_after(self, part: Part, order: str, *, touching: bool) -> bool:
        kinds = part.kinds
        if "former" in kinds or "acting" in kinds:
            self.former, self.acting = self.former or "former" in kinds, self.acting or "acting" in kinds
        elif "office" in kinds:
            if touching and self._serves(part):
                self._serve(part)
            elif self._joins(part):
                self._take_office(part)
            else:
                return False
        elif _is_state(part) and order != "before" and self.text.is_named(part, "state"):
            if not self._takes_state_after(part):
                return False
        elif kinds.keys() & PORTFOLIO_KINDS and self._has_portfolio():
            return self._takes_portfolio(part, order, touching=touching)
        elif order == "before" or not self._takes_body(part):
            return False
        self.close_with(part)
        return True

    def _takes_state_after(self, part: Part) -> bool:
        roles = part.before
        if self.state is None:
            entering = bool(roles & ENTERING) and bool(LOCAL & set(self.offices)) and not self.plural
            if "and" in roles or (roles & CASES and not entering):
                return False
            self.state = part.sense("state").id
            self.states.append(part)
            return True
        if part.sense("state").id == self.state:
            return "and" not in roles
        return "ambassador" in self.offices and bool(roles & (CASES | {"for"}))

    def _joins(self, part: Part) -> bool:
        """Whether a further office is the same person's."""
        if self.plural or part.several:
            return False
        further = {sense.id for sense in part.kinds["office"]}
        if further <= set(self.offices):
            return self.state is None and not self.own and "and" not in part.before and not part.before & CASES
        return any({office, other} in SAME_HOLDER for office in self.offices for other in further)

    def _serves(self, part: Part) -> bool:
        """Whether one of two offices side by side serves the other ("adviser to the President")."""
        if self.plural or part.several or (self.states and self.text.grammar.state_order != "before"):
            return False
        if self.text.grammar.state_order == "before":
            return "of" in self.closing.ending and any(sense.id == "other" for sense in part.kinds["office"])
        return self.offices == ["other"] and "and" not in part.before

    def _serve(self, part: Part) -> None:
        self.own = self.weak = False
        self.offices = ["other"]
        if part.several:
            self.plural = True

    def _has_portfolio(self) -> bool:
        return not PORTFOLIO_OFFICES.isdisjoint(self.offices)

    def _takes_portfolio(self, part: Part, order: str, *, touching: bool) -> bool:
        """What a minister is of; where it stands before the office, only up to a further office of the same holder."""
        last, office, reach = self._portfolio(part)
        if order == "before":
            if office is None or not self._joins(office):
                return False
            self._take_office(office)
            self.close_with(office)
            return True
        if not touching or "state" in part.kinds:
            return False
        self.close_with(last)
        self.last = reach
        return True

    def _portfolio(self, part: Part) -> tuple[Part, Part | None, int]:
        """The last part of a run of portfolios, the office right behind it, and the end of all its words.

        Words outside the lexicon belong to it when a state follows them ("agriculture, rural areas and fishery of A").
        """
        text = self.text
        last, index = part, part.last
        while index < min(part.first + LONGEST_PORTFOLIO, len(text.tokens)) and not text.breaks(index):
            following = text.starting.get(index)
            kinds = following.kinds.keys() if following is not None else set()
            if following is not None and kinds & PORTFOLIO_KINDS:
                last, index = following, following.last
            elif following is not None and "office" in kinds:
                return last, following, last.last
            elif "state" in kinds:
                return last, None, index
            elif text.tokens[index].form in DASHES or is_joint(text, index) or self._is_plain(index):
                index += 1
            else:
                break
        return last, None, last.last

    def _is_plain(self, index: int) -> bool:
        """A word outside the lexicon without a capital, where the script has them."""
        token = self.text.tokens[index]
        return (
            self.text.grammar.cased
            and token.kind == "word"
            and not self.text.capital(index)
            and index not in self.text.covered
        )

    def _takes_body(self, part: Part) -> bool:
        """A body that the office heads, or the place that it governs."""
        kinds = part.kinds
        if "organisation" in kinds and self.organisation is None and self.state is None:
            if not self._heads() or (part.before & CASES and "for" not in part.before) or part.after & CASES:
                return False
            self.organisation = part.sense("organisation").id
            return True
        if "cabinet" in kinds and self.weak and self._heads():
            self.offices, self.weak = ["head_of_government"], False
            return True
        if (
            kinds.keys() & {"head", "institution"}
            and self._heads()
            and (self.weak or "head_of_organisation" in self.offices)
        ):
            self.offices = ["head_of_organisation"] if self.offices == ["head_of_state"] else self.offices
            self.weak = False
            return True
        if "place" in kinds and self.place is None and ("governor" in self.offices or self.weak):
            if part.before & CASES or part.after & CASES or not self.text.is_named(part, "place"):
                return False
            self.place = part.sense("place").id
            return True
        return False

    def _heads(self) -> bool:
        return bool({"head_of_state", "head_of_government", "head_of_organisation", "other"} & set(self.offices))


def is_joint(text: Text, index: int) -> bool:
    """Whether a token joins two items of a list: a comma or a word for "and"."""
    if index >= len(text.tokens):
        return False
    if text.tokens[index].form in COMMAS:
        return True
    match = text.covered.get(index)
    single = match is not None and match.last == match.first + 1
    return single and any(sense.id in ("and", LIST_CONCEPT) for sense in text.covered[index].senses)


def _is_state(part: Part) -> bool:
    """Whether a part is a state, and no longer phrase that holds one."""
    return "state" in part.kinds and part.sense("state").aspect != INNER
