"""What the judgements that stand demand of the entries, and the refusal of those that contradict each other.

"Same" is an equivalence: what is the same as one thing is the same as all that are. "Different" holds between the whole
classes. A claim is never both right and wrong, left out and corrected, or corrected to two values.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from kelisim.errors import ResolveError
from kelisim.model import Claim, Judgement
from kelisim.resolve.standing import Moves, Standing, standing_of


class Constraints(Struct, frozen=True):
    """What persons have decided, closed under its consequences; claims that are ``wrong`` occur nowhere else.

    ``same`` are pairs of claims that state one fact: the first of each class with every other, so that they span it.
    ``different`` are all pairs, sorted, that state two facts. ``corrected`` gives, by claim and field, the value (as JSON
    holds it) that stands in place of what the text was read to say.
    """

    same: tuple[tuple[str, str], ...] = ()
    different: frozenset[tuple[str, str]] = frozenset()
    wrong: frozenset[str] = frozenset()
    corrected: Mapping[str, Mapping[str, Any]] = {}


class Said(NamedTuple):
    """One link of a chain: what a judgement says of the first and the last claim it links."""

    judgement: Judgement
    one: str
    other: str


class ContradictionError(ResolveError):
    """Judgements that cannot all be so: ``chain`` leads from one to the next; ``new`` names one not yet recorded."""

    def __init__(self, chain: Sequence[Said], new: str | None = None) -> None:
        self.chain = tuple(chain)
        links = "; ".join(saying(said, new) for said in self.chain)
        super().__init__(
            f"judgements contradict each other, so nothing was recorded: {links}; withdraw one of them first"
        )


def constraints_of(judgements: Iterable[Judgement], moves: Moves | None = None) -> Constraints:
    """The constraints of the judgements that stand; their order does not matter.

    ``moves`` tells where the claims of superseded documents went.

    Raises :class:`~kelisim.errors.ResolveError` with the chain of judgements when they contradict each other.
    """
    return constraints_from(standing_of(judgements, moves))


def constraints_from(standing: Sequence[Standing]) -> Constraints:
    """The constraints of judgements that stand; see :func:`constraints_of`."""
    wrong = _wrong(standing)
    corrected = _corrected(standing, wrong)
    class_of = _classes(standing)
    apart = _apart(standing, class_of)
    kept = {members[0]: [claim for claim in members if claim not in wrong] for members in class_of.values()}
    return Constraints(
        same=tuple(sorted((group[0], other) for group in kept.values() for other in group[1:])),
        different=frozenset((min(pair), max(pair)) for one, other in apart for pair in product(kept[one], kept[other])),
        wrong=frozenset(wrong),
        corrected=corrected,
    )


def corrected_claim(claim: Claim, fields: Mapping[str, Any]) -> Claim:
    """The claim with the values that a person gave its fields; ``None`` empties a field, numbers may come as text.

    Raises :class:`~kelisim.errors.ResolveError` for a value that the field cannot take.
    """
    values = {**msgspec.to_builtins(claim), **fields}
    try:
        return msgspec.convert(
            {name: value for name, value in values.items() if value is not None}, Claim, strict=False
        )
    except msgspec.ValidationError as error:
        raise ResolveError(f"a claim cannot be corrected so: {str(error)[:1].lower()}{str(error)[1:]}") from error


# of single claims


def _wrong(standing: Sequence[Standing]) -> dict[str, Judgement]:
    right, wrong = (
        {claim: item.judgement for item in standing if item.judgement.kind == kind for claim in item.claims}
        for kind in ("right", "wrong")
    )
    for claim in sorted(right.keys() & wrong.keys()):
        raise ContradictionError([Said(right[claim], claim, claim), Said(wrong[claim], claim, claim)])
    return wrong


def _corrected(standing: Sequence[Standing], wrong: Mapping[str, Judgement]) -> dict[str, dict[str, Any]]:
    given: dict[tuple[str, str], Judgement] = {}
    for item in standing:
        judgement = item.judgement
        for claim in item.claims if judgement.kind == "value" else ():
            if claim in wrong:
                raise ContradictionError([Said(wrong[claim], claim, claim), Said(judgement, claim, claim)])
            earlier = given.setdefault((claim, judgement.field or ""), judgement)
            if earlier.value != judgement.value:
                raise ContradictionError([Said(earlier, claim, claim), Said(judgement, claim, claim)])
    corrected: dict[str, dict[str, Any]] = defaultdict(dict)
    for claim, field in sorted(given):
        corrected[claim][field] = given[claim, field].value
    return dict(corrected)


# of claims together


def _classes(standing: Sequence[Standing]) -> dict[str, list[str]]:
    """Of every claim that was compared with others, the sorted class of those that state the same fact."""
    class_of: dict[str, list[str]] = {}
    for item in standing:
        if item.judgement.kind not in ("same", "different"):
            continue
        for claim in item.claims:
            class_of.setdefault(claim, [claim])
        if item.judgement.kind == "same":
            joined = sorted({member for claim in item.claims for member in class_of[claim]})
            class_of.update(dict.fromkeys(joined, joined))
    return class_of


def _apart(standing: Sequence[Standing], class_of: Mapping[str, Sequence[str]]) -> set[tuple[str, str]]:
    """The pairs of classes, each named by its first claim, that state different facts."""
    apart = set()
    for item in standing:
        for one, other in _different_pairs(item):
            pair = class_of[one][0], class_of[other][0]
            if pair[0] == pair[1]:
                raise ContradictionError([*_chain(standing, one, other), Said(item.judgement, one, other)])
            apart.add((min(pair), max(pair)))
    return apart


def _different_pairs(item: Standing) -> Iterator[tuple[str, str]]:
    if item.judgement.kind == "different":
        for one, other in combinations(item.sides, 2):
            yield from product(one, other)


def _chain(standing: Sequence[Standing], start: str, end: str) -> list[Said]:
    """The shortest chain of "same" that leads from one claim to another of its class."""
    judged: dict[str, list[Standing]] = defaultdict(list)
    for item in standing:
        for claim in item.claims if item.judgement.kind == "same" else ():
            judged[claim].append(item)
    reached: dict[str, list[Said]] = {start: []}
    waiting = deque([start])
    while end not in reached:
        claim = waiting.popleft()
        for item in judged[claim]:
            for other in item.claims:
                if other not in reached:
                    reached[other] = [*reached[claim], Said(item.judgement, claim, other)]
                    waiting.append(other)
    return reached[end]


# the sentence

_WORDS = {
    "same": "{one} and {other} are the same",
    "different": "{one} and {other} are different",
    "right": "{one} is right",
    "wrong": "{one} is wrong",
    "value": "the {field} of {one} is {value}",
}


def saying(said: Said, new: str | None = None) -> str:
    """Who said when, under which name, that what is so, and why; ``new`` names a judgement not yet recorded."""
    judgement = said.judgement
    value = msgspec.json.encode(judgement.value).decode()
    words = _WORDS[judgement.kind].format(one=said.one, other=said.other, field=judgement.field, value=value)
    reason = f" (“{judgement.reason}”)" if judgement.reason else ""
    name = "not recorded" if judgement.id == new else judgement.id
    return f"{judgement.author} said on {judgement.recorded_at[:10]} that {words}{reason} [{name}]"
