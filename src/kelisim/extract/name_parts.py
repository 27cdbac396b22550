"""The parts of which names are made: offices, states, bodies, known persons and the words around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kelisim.extract.lexicon import NO_ROLES, Match, Roles, Sense
from kelisim.extract.name_words import NameGrammar
from kelisim.extract.tokens import Token
from kelisim.text.view import View

KINDS = frozenset({
    "state", "place", "organisation", "infrastructure", "office", "portfolio", "former", "acting", "counterpart",
    "honorific", "link", "head", "institution", "cabinet", "person", "sector",
})  # fmt: skip

DASHES = frozenset("-–—‑")
QUOTES = frozenset("«»\"“”„'’")
PASSED = DASHES | QUOTES
"""Marks that may stand inside the naming of one person."""

SEVERAL = frozenset({"LEADERS", "HEADS_OF_GOVERNMENT", "MINISTERS"})
"""Concepts of several holders of an office."""

STOPS = frozenset(".!?…:;؟؛•")
"""Marks after which a capital tells nothing."""


_INITIAL = re.compile(r"(?<=\b\w)\.(?=\w)")


class Part(NamedTuple):
    """A phrase at tokens ``[first, last)`` that may be part of a name, with its senses by kind.

    ``before`` are the roles that prefixes and prepositions mark, ``after`` those of suffixes and postpositions;
    ``ending`` those of suffixes alone. ``several`` tells that an office is meant of several holders.
    """

    first: int
    last: int
    kinds: dict[str, list[Sense]]
    before: Roles
    after: Roles
    ending: Roles
    several: bool = False

    @property
    def roles(self) -> Roles:
        """The roles of both ends."""
        return self.before | self.after

    @property
    def is_link(self) -> bool:
        """Whether it only links the parts of a name."""
        return self.kinds.keys() == {"link"}

    def sense(self, kind: str) -> Sense:
        """The first sense of a kind."""
        return self.kinds[kind][0]


class Text:
    """A text with its tokens and parts, by position."""

    def __init__(self, view: View, tokens: Sequence[Token], matches: Sequence[Match], grammar: NameGrammar) -> None:
        self.view = view
        self.form = view.form
        self.tokens = tokens
        self.grammar = grammar
        self.covered: dict[int, Match] = {}
        self.before: dict[int, Roles] = {}
        self.after: dict[int, Roles] = {}
        self.parts = self._parts(matches)
        self.starting = {part.first: part for part in self.parts}
        self.ending = {part.last: part for part in self.parts}

    def _parts(self, matches: Sequence[Match]) -> list[Part]:
        found: list[tuple[Match, dict[str, list[Sense]]]] = []
        covered = self.covered
        for match in matches:
            kinds: dict[str, list[Sense]] | None = None
            for sense in match.senses:
                kind = sense.kind
                if kind in KINDS:
                    if kinds is None:
                        kinds = {}
                    kinds.setdefault(kind, []).append(sense)
                elif kind == "before":
                    self.before[match.last] = self.before.get(match.last, NO_ROLES) | {sense.id}
                elif kind == "after":
                    self.after[match.first] = self.after.get(match.first, NO_ROLES) | {sense.id}
            for index in range(match.first, match.last):
                covered[index] = match
            if kinds is not None:
                found.append((match, kinds))
        return [self._part(match, kinds) for match, kinds in found]

    def _part(self, match: Match, kinds: dict[str, list[Sense]]) -> Part:
        before = match.before | self.before.get(match.first, NO_ROLES)
        after = match.after | self.after.get(match.last, NO_ROLES)
        several = "office" in kinds and (
            "plural" in match.after or any(sense.id in SEVERAL for sense in match.senses if sense.kind == "concept")
        )
        return Part(match.first, match.last, kinds, before, after, match.after, several)

    def capital(self, index: int) -> bool:
        """Whether a token begins with a capital."""
        return self.view.cased[self.tokens[index].start].isupper()

    def opens(self, index: int) -> bool:
        """Whether a token is the first of a line or stands after a mark that ends a sentence."""
        return index == 0 or self.breaks(index) or self.tokens[index - 1].form in STOPS

    def breaks(self, index: int) -> bool:
        """Whether a new line begins before a token."""
        start = self.tokens[index].start
        return index > 0 and "\n" in self.form[self.tokens[index - 1].end : start]

    def spaced_dash(self, first: int, last: int) -> bool:
        """Whether a dash among the tokens ``[first, last)`` has space on both sides, as after a dateline."""
        tokens = self.tokens
        return any(
            tokens[index].form in DASHES
            and 0 < index < len(tokens) - 1
            and tokens[index - 1].end < tokens[index].start
            and tokens[index].end < tokens[index + 1].start
            for index in range(first, last)
        )

    def forward(self, index: int, marks: frozenset[str] = PASSED) -> int:
        """The next token from ``index`` that is no link and no passed mark; ``-1`` at the end of the line."""
        while index < len(self.tokens):
            if self.breaks(index):
                return -1
            if self.tokens[index].form in marks:
                index += 1
                continue
            part = self.starting.get(index)
            if part is None or not part.is_link:
                return index
            index = part.last
        return -1

    def backward(self, index: int, marks: frozenset[str] = PASSED) -> int:
        """The end of the last part or token before ``index`` that is no link and no passed mark; ``-1`` without one."""
        while index > 0:
            if index < len(self.tokens) and self.breaks(index):
                return -1
            if self.tokens[index - 1].form in marks:
                index -= 1
                continue
            part = self.ending.get(index)
            if part is None or not part.is_link:
                return index
            index = part.first
        return -1

    def written(self, first: int, last: int) -> str:
        """The tokens ``[first, last)`` as they stand in the stored text, marks and line ends made plain."""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        return " ".join(_INITIAL.sub(". ", self.view.cased[start:end]).split())

    def is_named(self, part: Part, kind: str) -> bool:
        """Whether a state or place is meant: by a capital where the script has them, by company for cautious words."""
        if kind == "state" and part.sense("state").aspect != "name":
            return True
        if self.grammar.cased and not self.capital(part.first):
            return False
        form = " ".join(token.form for token in self.tokens[part.first : part.last])
        if form not in self.grammar.cautious:
            return True
        if self.grammar.cased and not self.opens(part.first):
            return True
        return bool(part.before) or self._has_company(part)

    def _has_company(self, part: Part) -> bool:
        for index, beside in ((self.forward(part.last), self.starting), (self.backward(part.first), self.ending)):
            other = beside.get(index)
            if other is not None and not {"office", "state", "link"}.isdisjoint(other.kinds):
                return True
        return False
