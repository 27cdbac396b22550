"""States, places, organisations, infrastructure and persons in a text.

A person is an office with a state, a name, or both, in any order; a name alone is a person known as an office-holder or
one that the text introduced before with an office.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kelisim.extract.lexicon import NO_ROLES, Match, Roles, Sense
from kelisim.extract.name_words import NameGrammar, add_names, name_grammar
from kelisim.extract.tokens import Token
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

LONGEST_NAME = 4
"""Words of a name outside the lexicon."""

JOIN_GAP = 1
"""Tokens that may stand between an office, its state and a name."""

OFFICE_RANK: tuple[Office, ...] = (
    "head_of_state", "foreign_minister", "head_of_government", "deputy_head_of_government", "speaker", "minister",
    "ambassador", "governor", "head_of_organisation", "other",
)  # fmt: skip
"""Which of two offices of one person counts: the annotation guide's "a deputy premier who is foreign minister"."""

PASSED = "-–—'\"«»"
"""Marks that may stand inside the naming of a person."""

CASES = frozenset({"to", "from", "in", "with", "object", "until", "through"})
"""Roles that end a phrase: what follows a state so marked is no office of it."""

PARTS = frozenset({"office", "state", "person", "honorific", "former", "generic", "given", "counterpart"})


class StateMention(NamedTuple):
    """A state named at tokens ``[first, last)``; ``aspect`` is ``name`` or ``adjective``."""

    first: int
    last: int
    code: str
    aspect: str
    roles: Roles


class PlaceMention(NamedTuple):
    """A known place at tokens ``[first, last)``, with its state."""

    first: int
    last: int
    id: str
    state: str | None
    roles: Roles


class OrganisationMention(NamedTuple):
    """A known organisation at tokens ``[first, last)``."""

    first: int
    last: int
    id: str
    roles: Roles


class InfrastructureMention(NamedTuple):
    """A known piece of infrastructure at tokens ``[first, last)``."""

    first: int
    last: int
    id: str
    roles: Roles


class PersonMention(NamedTuple):
    """A person at tokens ``[first, last)``, office words included.

    ``own`` says that the office is the outlet's own, ``counterpart`` that it is the one spoken of just before.
    """

    first: int
    last: int
    name: str | None
    id: str | None
    state: str | None
    office: Office | None
    roles: Roles
    own: bool = False
    counterpart: bool = False
    former: bool = False


class Names(NamedTuple):
    """Everything named in a text, each kind in the order of the text."""

    states: list[StateMention]
    places: list[PlaceMention]
    organisations: list[OrganisationMention]
    infrastructure: list[InfrastructureMention]
    persons: list[PersonMention]


def find_names(
    view: View, tokens: Sequence[Token], matches: Sequence[Match], grammar: NameGrammar, published: str | None
) -> Names:
    """Everything named in a text, from the matches of the language's lexicon."""
    return _Reader(view, tokens, matches, grammar, published).read()


class _Part(NamedTuple):
    """A part of a person: an office, a state, a name; ``opening`` roles stand before it, ``ending`` ones at its end."""

    kind: str
    first: int
    last: int
    sense: Sense
    opening: Roles
    ending: Roles

    @property
    def roles(self) -> Roles:
        """The roles of both ends."""
        return self.opening | self.ending


class _Reader:
    def __init__(
        self, view: View, tokens: Sequence[Token], matches: Sequence[Match], grammar: NameGrammar, published: str | None
    ) -> None:
        self.view = view
        self.tokens = tokens
        self.matches = matches
        self.grammar = grammar
        self.knowledge = grammar.knowledge
        self.published = published
        self.covered = {index for match in matches for index in range(match.first, match.last)}
        self.introduced: dict[str, PersonMention] = {}
        self.before: dict[int, Roles] = {}
        self.after: dict[int, Roles] = {}

    def read(self) -> Names:
        names = Names([], [], [], [], [])
        chain: list[_Part] = []
        for match in self.matches:
            part = self._part(match)
            if part is None:
                self._plain(match, names)
                continue
            if chain and not self._chained(chain, part):
                self._close(chain, names)
                chain = []
            chain.append(part)
            if part.kind == "state":
                names.states.append(StateMention(part.first, part.last, part.sense.id, part.sense.aspect, part.roles))
        if chain:
            self._close(chain, names)
        return names

    def _part(self, match: Match) -> _Part | None:
        self._adpositions(match)
        senses = [sense for sense in match.senses if sense.kind in PARTS]
        for sense in sorted(senses, key=lambda sense: sense.aspect != "own"):
            if sense.kind != "state" or self._is_state(match):
                opening = match.before | self.before.get(match.first, NO_ROLES)
                return _Part(sense.kind, match.first, match.last, sense, opening, match.after)
        return None

    def _adpositions(self, match: Match) -> None:
        for sense in match.senses:
            if sense.kind == "before":
                self.before[match.last] = self.before.get(match.last, NO_ROLES) | {sense.id}

    def _roles(self, match: Match) -> Roles:
        return match.roles | self.before.get(match.first, NO_ROLES)

    def _is_state(self, match: Match) -> bool:
        """A word that is also an ordinary one counts as a state only with a capital."""
        form = " ".join(token.form for token in self.tokens[match.first : match.last])
        return form not in self.grammar.cautious or self._capital(match.first)

    def _capital(self, index: int) -> bool:
        start, _ = self.view.to_stored(self.tokens[index].start, self.tokens[index].end)
        return self.view.text[start].isupper()

    def _plain(self, match: Match, names: Names) -> None:
        for sense in match.senses:
            if sense.kind == "place":
                place = self.knowledge.places.get(sense.id)
                if place is not None and (not self.grammar.cased or self._capital(match.first)):
                    names.places.append(
                        PlaceMention(match.first, match.last, sense.id, place.state, self._roles(match))
                    )
            elif sense.kind == "organisation" and sense.id in self.knowledge.organisations:
                names.organisations.append(OrganisationMention(match.first, match.last, sense.id, self._roles(match)))
            elif sense.kind == "infrastructure" and sense.id in self.knowledge.works:
                names.infrastructure.append(
                    InfrastructureMention(match.first, match.last, sense.id, self._roles(match))
                )

    # persons

    def _chained(self, chain: Sequence[_Part], part: _Part) -> bool:
        """Whether a part goes on about the same person."""
        between = self.tokens[chain[-1].last : part.first]
        if any(token.kind == "mark" and token.form not in PASSED for token in between):
            return False
        if sum(token.kind == "word" for token in between) > JOIN_GAP:
            return False
        kinds = {earlier.kind for earlier in chain}
        if "person" in kinds:
            return False
        if part.kind == "office":
            return self._goes_on_with_office(chain, kinds, part)
        if "and" in part.opening:
            return False
        if part.kind == "state":
            return self._goes_on_with_state(chain, kinds, part)
        return not (chain[-1].kind == "state" and chain[-1].ending & CASES)

    def _goes_on_with_office(self, chain: Sequence[_Part], kinds: set[str], part: _Part) -> bool:
        if "office" in kinds:
            return self._same_holder(chain, part)
        if "and" in part.opening or chain[-1].ending & CASES:
            return False
        return not ("state" in kinds and self.grammar.state_order == "after")

    def _goes_on_with_state(self, chain: Sequence[_Part], kinds: set[str], part: _Part) -> bool:
        if "state" in kinds:
            known = next(earlier.sense for earlier in chain if earlier.kind == "state")
            return known.id == part.sense.id
        if kinds & {"office", "counterpart"} and self.grammar.state_order == "before":
            return False
        return not part.opening & CASES and not chain[-1].ending & CASES

    def _same_holder(self, chain: Sequence[_Part], part: _Part) -> bool:
        """Two offices side by side are one person's only when a foreign minister is also deputy premier."""
        offices = {earlier.sense.id for earlier in chain if earlier.kind == "office"}
        both = offices | {part.sense.id}
        return (
            both <= {"deputy_head_of_government", "foreign_minister", "minister"} and part.first - chain[-1].last <= 1
        )

    def _close(self, chain: Sequence[_Part], names: Names) -> None:
        if all(part.kind in ("state", "generic", "former") for part in chain):
            return
        person = self._person(chain)
        if person is not None:
            names.persons.append(person)
            if person.office and person.state and person.name:
                self.introduced[person.name.split()[-1].casefold()] = person

    def _person(self, chain: Sequence[_Part]) -> PersonMention | None:
        offices = [part for part in chain if part.kind == "office"]
        states = [part for part in chain if part.kind == "state"]
        known = next((part for part in chain if part.kind == "person"), None)
        counterpart = any(part.kind == "counterpart" for part in chain)
        first, last = chain[0].first, chain[-1].last
        name, identity = None, None
        state = states[0].sense.id if states else None
        office = self._office(offices)
        if known is not None:
            name, identity, state, office = self._known(known.sense, state, office)
            last = self._whole_name(known, last)
        elif self._takes_name(chain):
            found = self._unknown_name(last)
            if found is not None:
                name, last = found
        if name is None and ((not offices and not counterpart) or any("plural" in part.roles for part in offices)):
            return None
        own = any(part.sense.aspect == "own" for part in offices) and state is None
        if name is None and state and office in ("head_of_state", "head_of_government", "foreign_minister"):
            name, identity = self._holder(state, office)
        earlier = self.introduced.get(name.split()[-1].casefold()) if name and office is None else None
        if earlier is not None:
            state, office, identity = earlier.state, earlier.office, earlier.id
        roles = frozenset().union(chain[0].roles & {"with", "to", "from", "by", "of", "between"}, chain[-1].roles)
        former = any(part.kind == "former" for part in chain)
        return PersonMention(first, last, name, identity, state, office, roles, own, counterpart, former)

    def _whole_name(self, known: _Part, last: int) -> int:
        """Past further words of a known person's name that the lexicon does not have."""
        if not self.grammar.cased or last != known.last:
            return last
        while last < len(self.tokens) and last - known.last < LONGEST_NAME and self._may_be_name(last, known.last):
            last += 1
        return last

    def _takes_name(self, chain: Sequence[_Part]) -> bool:
        """Whether a name may follow: after one office, counterpart, title or first name, not after several holders."""
        if any("plural" in part.roles for part in chain if part.kind in ("office", "counterpart")):
            return False
        return any(part.kind in ("office", "counterpart", "honorific", "given") for part in chain)

    def _office(self, offices: Sequence[_Part]) -> Office | None:
        named = {part.sense.id for part in offices}
        return next((office for office in OFFICE_RANK if office in named), None)

    def _known(
        self, sense: Sense, state: str | None, office: Office | None
    ) -> tuple[str | None, str | None, str | None, Office | None]:
        """Name, id, state and office of a known person: what the text says of them goes first."""
        person = self.knowledge.persons[sense.id]
        term = self.knowledge.term(person, self.published)
        if term is None:
            return person.name, person.id, state, office
        if sense.aspect == "surname" and state is not None and term.state not in (None, state):
            return None, None, state, office
        return person.name, person.id, state or term.state, office or term.office

    def _holder(self, state: str, office: Office) -> tuple[str | None, str | None]:
        if self.published is None:
            return None, None
        person = self.knowledge.holder(state, office, self.published)
        return (person.name, person.id) if person else (None, None)

    def _unknown_name(self, first: int) -> tuple[str, int] | None:
        """A name outside the lexicon that starts at a token: its words as written, and the token after it."""
        last = first
        while last < len(self.tokens) and last - first < LONGEST_NAME * 2 and self._may_be_name(last, first):
            last += 1
        while last > first and self.tokens[last - 1].kind != "word":
            last -= 1
        if last == first:
            return None
        start, end = self.view.to_stored(self.tokens[first].start, self.tokens[last - 1].end)
        return self._bare(" ".join(self.view.text[start:end].split())), last

    def _may_be_name(self, index: int, first: int) -> bool:
        token = self.tokens[index]
        if index in self.covered and not self._given(index):
            return False
        if token.kind == "mark":
            return token.form == "-" and index > first and self.tokens[index - 1].end == token.start
        if token.kind != "word" or token.form in self.grammar.never:
            return False
        return self._capital(index) if self.grammar.cased else index - first < LONGEST_NAME - 1

    def _given(self, index: int) -> bool:
        return any(
            match.first == index and any(sense.kind == "given" for sense in match.senses) for match in self.matches
        )

    def _bare(self, name: str) -> str:
        """A name without the case ending of its last word."""
        for ending in self.grammar.endings:
            if name.casefold().endswith(ending) and len(name.rsplit(maxsplit=1)[-1]) > len(ending) + 3:
                return name[: -len(ending)]
        return name
