"""What a time means, and what the rules of time share to build it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kelisim.extract.lexicon import Roles
from kelisim.extract.time_calendar import Anchor, year_text
from kelisim.extract.time_words import Node, TimeGrammar


class Years(NamedTuple):
    """A year or a stretch of years; ``first`` is ``None`` when the anchor is unknown and only ``relative`` speaks."""

    first: int | None
    last: int | None
    relative: str | None = None
    bare: bool = False
    fiscal: bool = False

    def earlier(self, years: int) -> Years:
        """The same stretch so many years before."""
        if self.first is None:
            return self
        return Years(self.first - years, None if self.last is None else self.last - years, fiscal=self.fiscal)

    @property
    def edtf(self) -> str | None:
        """The years, or the relative word where they cannot be resolved."""
        if self.first is None:
            return self.relative
        if self.last is not None and self.last != self.first:
            return f"{year_text(self.first)}/{year_text(self.last)}"
        return year_text(self.first)


class Month(NamedTuple):
    """A month with what leans it to the past or the future."""

    number: int
    lean: str | None = None


class Days(NamedTuple):
    """A day or a stretch of days of one month."""

    month: Month
    first: int
    last: int


class Meaning(NamedTuple):
    """A time understood; ``kind``, ``precision`` and the rest as in :class:`kelisim.extract.times.Time`."""

    edtf: str | None
    precision: str
    kind: str = "date"
    relative: str | None = None
    assumed: bool = False
    hijri: bool = False
    bare: bool = False
    amount: tuple[int, str] | None = None
    part: str | None = None
    year: int | None = None
    weekday: bool = False


class Reader:
    """What the rules need to know: the grammar, the day of the text, and the years last spoken of."""

    def __init__(self, grammar: TimeGrammar, anchor: Anchor) -> None:
        self.grammar = grammar
        self.anchor = anchor
        self.spoken: Years | None = None

    def year(self, offset: int) -> int | None:
        """The year so many years from the anchor's."""
        return None if self.anchor.year is None else self.anchor.year + offset


Nodes = Sequence[Node]


def of_code(nodes: Nodes, codes: str) -> list[Node]:
    """The nodes that have one of the codes."""
    return [node for node in nodes if node.code in codes]


def first_of(nodes: Nodes, codes: str) -> Node | None:
    """The first node that has one of the codes."""
    return next((node for node in nodes if node.code in codes), None)


def roles_of(nodes: Nodes) -> Roles:
    """The roles of all nodes together."""
    return frozenset[str]().union(*[node.roles for node in nodes])


def core_of(nodes: Nodes) -> Nodes:
    """The nodes without glue and marks at either end."""
    first, last = 0, len(nodes)
    while first < last - 1 and nodes[first].code in "·,'!":
        first += 1
    while last > first + 1 and nodes[last - 1].code in "·,'!":
        last -= 1
    return nodes[first:last]


def made(nodes: Nodes, code: str, value: object, *, doubtful: bool | None = None) -> Node:
    """One node in the place of several; doubtful, unless said otherwise, if all of them are."""
    core = core_of(nodes)
    unsure = all(node.doubtful for node in core) if doubtful is None else doubtful
    return Node(code, core[0].first, core[-1].last, value, roles_of(nodes), unsure)


def understood(nodes: Nodes, meaning: Meaning, *, doubtful: bool | None = None) -> Node:
    """One node that is a time understood, in the place of several."""
    return made(nodes, "Z", meaning, doubtful=doubtful)
