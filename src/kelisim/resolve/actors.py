"""Who acts: one actor for all spellings of a person's name, with the offices told of them and when.

Two named participants are one person when their states are equal and their names are one in any script (see
:mod:`kelisim.knowledge.name_keys`); an office that changes is the course of a career, not another person.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from msgspec import Struct

from kelisim.knowledge.name_keys import SAME_NAME, full_similarity, key
from kelisim.model.vocabulary import Office
from kelisim.resolve.comparisons import Stated
from kelisim.resolve.times import window


class Tenure(Struct, frozen=True, omit_defaults=True):
    """An office as texts tell of it: the first and last day (ISO) on which they do, ``None`` when none is dated."""

    office: Office
    first: str | None = None
    last: str | None = None


class Actor(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A person: the commonest spelling of the name, all spellings, the offices in the order of time, the claims."""

    name: str
    state: str | None = None
    spellings: tuple[str, ...] = ()
    offices: tuple[Tenure, ...] = ()
    claims: tuple[str, ...] = ()


class _Told(NamedTuple):
    name: str
    state: str | None
    office: Office | None
    day: str | None
    claim: str


def actors_of(stated: Iterable[Stated]) -> list[Actor]:
    """The persons named among the participants of all claims, by state and name, whatever the order of the claims."""
    told: dict[tuple[str | None, str], list[_Told]] = defaultdict(list)
    for item in stated:
        for person in item.claim.participants:
            if person.name is not None:
                told[person.state, person.name].append(
                    _Told(person.name, person.state, person.office, _day(item), item.id)
                )
    actors = [_actor([item for spelling in group for item in told[spelling]]) for group in _one_person(told)]
    return sorted(actors, key=lambda actor: (actor.state or "", actor.name))


def _one_person(spellings: Iterable[tuple[str | None, str]]) -> list[list[tuple[str | None, str]]]:
    """The spellings, by state, that are one person's: joined wherever two of them sound alike."""
    blocks: dict[tuple[str | None, str], list[tuple[str | None, str]]] = defaultdict(list)
    group_of = {spelling: [spelling] for spelling in sorted(spellings, key=lambda item: (item[0] or "", item[1]))}
    for state, name in group_of:
        for word in name.split():
            blocks[state, key(word)].append((state, name))
    for block in blocks.values():
        for one, other in combinations(block, 2):
            if group_of[one] is not group_of[other] and full_similarity(one[1], other[1]) >= SAME_NAME:
                joined = [*group_of[one], *group_of[other]]
                group_of |= dict.fromkeys(joined, joined)
    return list({id(group): group for group in group_of.values()}.values())


def _actor(told: Sequence[_Told]) -> Actor:
    counts = Counter(item.name for item in told)
    name = max(counts, key=lambda spelling: (counts[spelling], len(spelling), spelling))
    return Actor(
        name=name,
        state=told[0].state,
        spellings=tuple(sorted(counts)),
        offices=_offices(told),
        claims=tuple(sorted({item.claim for item in told})),
    )


def _offices(told: Sequence[_Told]) -> tuple[Tenure, ...]:
    days: dict[Office, list[str]] = defaultdict(list)
    for item in told:
        if item.office is not None:
            days[item.office] += [item.day] if item.day is not None else []
    tenures = [Tenure(office, min(dated, default=None), max(dated, default=None)) for office, dated in days.items()]
    return tuple(sorted(tenures, key=lambda tenure: (tenure.first or "~", tenure.office)))


def _day(item: Stated) -> str | None:
    """The first day of what is told, else of the text's publication."""
    when = window(item.claim.date) or window(item.published)
    return when.first.isoformat() if when is not None else None
