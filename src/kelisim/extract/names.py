"""States, places, organisations, infrastructure and persons in a text.

A person is an office with its state, a name, or both, in any order. A name alone is a person known as an office-holder,
one whom the text introduces elsewhere with an office, or a run of words that looks like a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from kelisim.extract.lexicon import Match
from kelisim.extract.name_bodies import find_organisations
from kelisim.extract.name_introductions import introduce
from kelisim.extract.name_mentions import (
    InfrastructureMention,
    Names,
    OrganisationMention,
    PersonMention,
    PlaceMention,
    StateMention,
)
from kelisim.extract.name_offices import CASES, OFFICE_RANK, Group, is_joint
from kelisim.extract.name_parts import DASHES, Part, Text
from kelisim.extract.name_persons import Found, NameFinder, shape
from kelisim.extract.name_words import INNER, NameGrammar, add_names, name_grammar
from kelisim.extract.tokens import Token
from kelisim.knowledge.loader import covers, is_dated
from kelisim.knowledge.schema import Person, Term
from kelisim.model.vocabulary import Office
from kelisim.text.view import View

__all__ = [
    "InfrastructureMention",
    "NameGrammar",
    "Names",
    "OrganisationMention",
    "PersonMention",
    "PlaceMention",
    "StateMention",
    "add_names",
    "find_names",
    "name_grammar",
]

SINGLE_OFFICES = frozenset({"head_of_state", "head_of_government", "foreign_minister"})
"""Offices of which a state has one holder, so that the holder at the time is meant."""

VAGUE = frozenset({"minister", "other"})
"""Offices beside which a known higher one of the same person counts."""

NOT_ALONE = frozenset({"head_of_organisation", "other", "governor", "ambassador"})
"""Offices that nobody is known by without a name, state or body."""

APPOSITION = frozenset(",،-–—(")
"""Marks between a name and an office that follows it."""

NO_OFFICE_ENDINGS = frozenset({"abstract", "adjective", "without"})
"""Roles of endings that make something else of an office ("presidential", "presidency")."""

NO_NAME_ENDINGS = frozenset(
    {"plural", "past", "present", "future", "passive", "negative", "converb", "abstract", "adjective", "possessed"}
)
"""Roles of endings that a name of a person does not take."""

LOCATING = frozenset({"in", "to", "from", "through", "until"})


def find_names(
    view: View, tokens: Sequence[Token], matches: Sequence[Match], grammar: NameGrammar, published: str | None
) -> Names:
    """Everything named in a text, from the matches of the language's lexicon; ``published`` is an EDTF date."""
    return _Reader(Text(view, tokens, matches, grammar), published).read()


class _Reader:
    def __init__(self, text: Text, published: str | None) -> None:
        self.text = text
        self.knowledge = text.grammar.knowledge
        self.published = published
        self.finder = NameFinder(text, published)
        self.used: set[int] = set()
        self.named: set[int] = set()

    def read(self) -> Names:
        persons = list(chain(self._holders(), self._titled(), self._known()))
        if self.text.grammar.cased:
            persons += self._looking_like_names()
        persons = introduce(self.text, persons, self.named)
        return Names(
            list(self._states()),
            list(self._places()),
            find_organisations(self.text, self.named),
            list(self._infrastructure()),
            persons,
        )

    # offices

    def _holders(self) -> Iterator[PersonMention]:
        for part in self.text.parts:
            if part.first in self.used or not part.ending.isdisjoint(NO_OFFICE_ENDINGS):
                continue
            if not part.kinds.keys().isdisjoint(("office", "counterpart")):
                self.used.add(part.first)
                group = Group(self.text, part, self.used).grow()
                yield from self._several(group) if group.plural else self._holder(group)

    def _several(self, group: Group) -> Iterator[PersonMention]:
        """One holder for each state of "the presidents of A and B"."""
        office = group.office
        if len(group.states) < 2:  # noqa: PLR2004 -- several holders are of two states or more
            return
        for part in group.states:
            state = part.sense("state").id
            person = self._in_office(state, office)
            name, identity = (person.name, person.id) if person else (None, None)
            roles = group.roles
            yield PersonMention(part.first, part.last, name, identity, state, office, roles, implied=person is not None)

    def _holder(self, group: Group) -> Iterator[PersonMention]:
        found = self._name_behind(group)
        if found is not None:
            group.last = max(group.last, found.last)
            if group.state is None:
                self._state_behind(group)
        else:
            found = self._name_before(group)
            if found is not None:
                group.first = found.first
        alone = found is None and group.state is None and group.organisation is None and group.place is None
        if alone and (group.weak or group.office in NOT_ALONE):
            return
        yield self._mention(group, found)

    def _mention(self, group: Group, found: Found | None) -> PersonMention:
        state, office, implied = group.state, group.office, False
        if state is None:
            state = self._seat(group)
        person = found.person if found else None
        name = person.name if person else self.finder.english(found.written) if found else None
        if person is not None:
            term = self.knowledge.term(person, self.published, state, office)
            if term is not None:
                state, office = state or self._party(term), self._higher(office, term, state)
        elif found is None and group.state and state and not group.former and not group.counterpart:
            person = self._in_office(state, office)
            name, implied = (person.name, True) if person else (None, False)
        roles = group.opening.before | (found.roles if found else group.closing.after)
        if found is not None:
            self.named.update(range(found.first, found.last))
        return PersonMention(
            group.first, group.last, name, person.id if person else None, state, office, roles,
            group.own and group.state is None, group.counterpart, group.former, group.acting, group.organisation, implied,
        )  # fmt: skip

    def _seat(self, group: Group) -> str | None:
        """The state of the place that is governed, or the acronym of the body that is headed."""
        if group.place is not None:
            return self.knowledge.place(group.place).state
        return self._acronym(group.organisation)

    def _party(self, term: Term) -> str | None:
        return term.state or self._acronym(term.organisation)

    def _acronym(self, organisation: str | None) -> str | None:
        known = self.knowledge.organisations.get(organisation or "")
        return known.party if known is not None else None

    def _higher(self, office: Office | None, term: Term, state: str | None) -> Office | None:
        """The office that the text names, or a known one that says more than "minister", "secretary" or "president" does."""
        vague = office is None or (office in VAGUE and state in (None, term.state) and not self._is_over(term))
        if office == "head_of_state" and term.state is None and state is None:  # the president of a body
            return term.office
        if office is None or (vague and OFFICE_RANK.index(term.office) < OFFICE_RANK.index(office)):
            return term.office
        return office

    def _in_office(self, state: str, office: Office | None) -> Person | None:
        if office not in SINGLE_OFFICES or not is_dated(self.published):
            return None
        return self.knowledge.holder(state, office, self.published)

    def _name_behind(self, group: Group) -> Found | None:
        """The name behind an office, titles between them passed."""
        grammar = self.text.grammar
        if grammar.case_at_end and (group.closing.ending & (CASES | {"of"})):
            return None
        index = self.text.forward(group.last, DASHES)
        while (
            (part := self.text.starting.get(index)) is not None
            and "honorific" in part.kinds
            and "person" not in part.kinds
        ):
            group.close_with(part)
            index = self.text.forward(part.last, DASHES)
        if index < 0:
            return None
        if index < len(self.text.tokens) and self.text.tokens[index].form in APPOSITION:
            return self._apposed(index + 1, group)
        found = self.finder.at(index, group.state, group.office)
        if found is None or self._is_doubtful(found, group):
            return None
        self.used.update(range(found.first, found.last))
        return found

    def _is_doubtful(self, found: Found, group: Group) -> bool:
        """A run of words without capitals or a first name is a name only behind an office with its state or title."""
        if found.person is not None or found.sure or self.text.grammar.cased:
            return False
        titled = "honorific" in group.closing.kinds
        return not titled and group.state is None

    def _apposed(self, index: int, group: Group) -> Found | None:
        """A known holder of the office behind a comma."""
        part = self.text.starting.get(index)
        if part is None or "person" not in part.kinds or self.text.breaks(index):
            return None
        return self._known_holder(part, group)

    def _name_before(self, group: Group) -> Found | None:
        """A known holder of the office named right before it ("Tokayev, President of Kazakhstan")."""
        index = group.first
        while index > 0 and self.text.tokens[index - 1].form in APPOSITION and not self.text.breaks(index):
            index -= 1
        part = self.text.ending.get(index)
        if part is None or "person" not in part.kinds or part.first in self.used:
            return None
        if index == group.first and self.text.grammar.state_order != "after":
            return None
        return self._known_holder(part, group)

    def _known_holder(self, part: Part, group: Group) -> Found | None:
        """The person of a part, if it is known to have held the office."""
        found = self.finder.known(part, group.state, group.office)
        if found is None or found.person is None or not self._held(found.person, group):
            return None
        self.used.add(part.first)
        return found

    def _held(self, person: Person, group: Group) -> bool:
        return any(
            (group.state is None or term.state == group.state) and (not group.offices or term.office in group.offices)
            for term in person.terms
        )

    def _state_behind(self, group: Group) -> None:
        """The state behind a name ("President Tokayev of Kazakhstan")."""
        part = self.text.starting.get(self.text.forward(group.last, frozenset()))
        if (
            part is not None
            and "state" in part.kinds
            and "of" in part.before
            and self.text.grammar.state_order != "before"
        ):
            group.state = part.sense("state").id
            group.last = part.last
            self.used.add(part.first)

    # names without an office

    def _titled(self) -> Iterator[PersonMention]:
        """Names beside a title ("Mr", "His Highness")."""
        for part in self.text.parts:
            if "honorific" not in part.kinds or part.first in self.used:
                continue
            index = self.text.forward(part.last)
            if index < 0 or index in self.used or index in self.named:
                continue
            found = self.finder.at(index, None, None)
            if found is not None and (found.person is not None or found.sure):
                self.used.update((part.first, *range(found.first, found.last)))
                yield self._alone(found, part.first, part.before)

    def _known(self) -> Iterator[PersonMention]:
        """Known office-holders named without their office."""
        for part in self.text.parts:
            if "person" not in part.kinds or part.first in self.used or part.first in self.named:
                continue
            aspects = {sense.aspect for sense in part.kinds["person"]}
            if aspects == {"doubtful"} or (part.ending & NO_NAME_ENDINGS and "full" not in aspects):
                continue
            found = self.finder.known(part, None, None)
            if found is not None and found.person is not None:
                self.used.add(part.first)
                yield self._alone(found, found.first, part.before)

    def _alone(self, found: Found, first: int, before: frozenset[str]) -> PersonMention:
        self.named.update(range(found.first, found.last))
        person = found.person
        if person is None:
            return PersonMention(
                first, found.last, self.finder.english(found.written), None, None, None, before | found.roles
            )
        term = self.knowledge.term(person, self.published)
        state, office = (self._party(term), term.office) if term else (None, None)
        former = term is not None and self._is_over(term)
        return PersonMention(
            first, found.last, person.name, person.id, state, office, before | found.roles, former=former,
            organisation=term.organisation if term else None,
        )  # fmt: skip

    def _is_over(self, term: Term) -> bool:
        return is_dated(self.published) and not covers(term, self.published or "")

    def _looking_like_names(self) -> Iterator[PersonMention]:
        """Runs of words with capitals that look like names by a first name, an initial or the ending of a surname."""
        text, grammar = self.text, self.text.grammar
        cased, index, count = text.view.cased, 0, len(text.tokens)
        while index < count:
            token = text.tokens[index]
            if token.kind != "word" or not cased[token.start].isupper() or index in self.named or index in self.used:
                index += 1
                continue
            last = self._name_end(index, shape(token.form, grammar))
            if last > index:
                found = self.finder.found(index, last, None, None)
                yield self._alone(found, index, text.before.get(index, frozenset()))
            index = max(last, index + 1)

    def _name_end(self, index: int, look: str) -> int:
        """The end of the name that begins at a token; the token itself where none does."""
        text = self.text
        match = text.covered.get(index)
        initial = self.finder.is_initial(index)
        if match is not None and not initial and (look != "given" or match.last - match.first > 1):
            return index
        last = self.finder.run(index)
        if last <= index:
            return index
        if any(inside in self.named or inside in self.used for inside in range(index, last)):
            return index
        words = [text.tokens[inside].form for inside in range(index, last) if text.tokens[inside].kind == "word"]
        looks = [shape(word, text.grammar) for word in words]
        if not look and not initial and text.opens(index) and "given" in looks[1:]:
            return index
        if len(words) == 1:
            return last if look == "surname" and not text.opens(index) else index
        if initial:
            return last if len(words[-1]) > 2 else index  # noqa: PLR2004 -- an abbreviation
        return last if look == "given" or looks[-1] == "surname" else index

    # states, places, infrastructure

    def _states(self) -> Iterator[StateMention]:
        capitals = self._capitals()
        for part in self.text.parts:
            if part.first in capitals:
                yield StateMention(part.first, part.last, capitals[part.first], "capital", part.roles)
            if "state" not in part.kinds or part.first in self.named or not self.text.is_named(part, "state"):
                continue
            if part.sense("state").aspect == INNER:
                for sense in part.kinds["state"]:
                    yield StateMention(part.first, part.last, sense.id, "adjective", part.roles)
                continue
            sense = part.sense("state")
            people = sense.aspect == "demonym" or (sense.aspect == "adjective" and "plural" in part.ending)
            if not people or part.first in self.used or self._beside_state(part):
                yield StateMention(part.first, part.last, sense.id, sense.aspect, part.roles)

    def _capitals(self) -> dict[int, str]:
        """Capitals that stand for their states: two joined by "and", neither where something is, goes to or comes from."""
        known = []
        for part in self.text.parts:
            if "place" not in part.kinds or "state" in part.kinds or part.first in self.named:
                continue
            code = self.knowledge.state_of_capital(part.sense("place").id)
            if code is not None and part.roles.isdisjoint(LOCATING):
                known.append((part, code))
        standing: dict[int, str] = {}
        for (one, first), (other, second) in pairwise(known):
            joined = other.first - one.last == 1 and is_joint(self.text, one.last)
            if first != second and (joined or (other.first == one.last and "and" in other.before)):
                standing |= {one.first: first, other.first: second}
        return standing

    def _beside_state(self, part: Part) -> bool:
        """Whether a demonym stands beside another state ("Kazakh-Uzbek")."""
        text = self.text
        behind, before = text.starting.get(text.forward(part.last)), text.ending.get(text.backward(part.first))
        return any(other is not None and "state" in other.kinds for other in (behind, before))

    def _places(self) -> Iterator[PlaceMention]:
        for part in self.text.parts:
            if "place" not in part.kinds or part.first in self.named or _is_inhabitant(part):
                continue
            if self.text.is_named(part, "place"):
                place = self.knowledge.place(part.sense("place").id)
                yield PlaceMention(part.first, part.last, place.id, place.state, part.roles)

    def _infrastructure(self) -> Iterator[InfrastructureMention]:
        for part in self.text.parts:
            if "infrastructure" in part.kinds:
                yield InfrastructureMention(part.first, part.last, part.sense("infrastructure").id, part.roles)


def _is_inhabitant(part: Part) -> bool:
    """Whether an ending makes people or an adjective of a place."""
    return "adjective" in part.ending and "in" not in part.ending
