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


def constraints_of(judgements: Iterable[Judgement]) -> Constraints:
    """The constraints of the judgements that stand; their order does not matter.

    Raises :class:`~kelisim.errors.ResolveError` with the chain of judgements when they contradict each other.
    """
    standing = standing_of(judgements)
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


def standing_of(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements that no standing one withdraws, in the order of their recording, without mere withdrawals."""
    known = list(judgements)
    withdrawers: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in known:
        if judgement.withdraws is not None:
            withdrawers[judgement.withdraws].append(judgement)

    def stands(judgement: Judgement) -> bool:
        return not any(stands(later) for later in withdrawers.get(judgement.id, ()))

    standing = [judgement for judgement in known if judgement.kind != "withdrawn" and stands(judgement)]
    return sorted(standing, key=lambda judgement: (judgement.recorded_at, judgement.id))


def corrected_claim(claim: Claim, fields: Mapping[str, Any]) -> Claim:
    """The claim with the values that a person gave its fields; ``None`` empties a field.

    Raises :class:`~kelisim.errors.ResolveError` for a value that the field cannot take.
    """
    values = {**msgspec.to_builtins(claim), **fields}
    try:
        return msgspec.convert({name: value for name, value in values.items() if value is not None}, Claim)
    except msgspec.ValidationError as error:
        raise ResolveError(f"a claim cannot be corrected so: {str(error)[:1].lower()}{str(error)[1:]}") from error


# of single claims


def _wrong(standing: Sequence[Judgement]) -> dict[str, Judgement]:
    right = {claim: judgement for judgement in standing if judgement.kind == "right" for claim in judgement.claims}
    wrong = {claim: judgement for judgement in standing if judgement.kind == "wrong" for claim in judgement.claims}
    for claim in sorted(right.keys() & wrong.keys()):
        raise _contradiction([Said(right[claim], claim, claim), Said(wrong[claim], claim, claim)])
    return wrong


def _corrected(standing: Sequence[Judgement], wrong: Mapping[str, Judgement]) -> dict[str, dict[str, Any]]:
    given: dict[tuple[str, str], Judgement] = {}
    for judgement in standing:
        for claim in judgement.claims if judgement.kind == "value" else ():
            if claim in wrong:
                raise _contradiction([Said(wrong[claim], claim, claim), Said(judgement, claim, claim)])
            earlier = given.setdefault((claim, judgement.field or ""), judgement)
            if earlier.value != judgement.value:
                raise _contradiction([Said(earlier, claim, claim), Said(judgement, claim, claim)])
    corrected: dict[str, dict[str, Any]] = defaultdict(dict)
    for claim, field in sorted(given):
        corrected[claim][field] = given[claim, field].value
    return dict(corrected)


# of claims together


def _classes(standing: Sequence[Judgement]) -> dict[str, list[str]]:
    """Of every claim that was compared with others, the sorted class of those that state the same fact."""
    class_of: dict[str, list[str]] = {}
    for judgement in standing:
        if judgement.kind not in ("same", "different"):
            continue
        for claim in judgement.claims:
            class_of.setdefault(claim, [claim])
        if judgement.kind == "same":
            joined = sorted({member for claim in judgement.claims for member in class_of[claim]})
            class_of.update(dict.fromkeys(joined, joined))
    return class_of


def _apart(standing: Sequence[Judgement], class_of: Mapping[str, Sequence[str]]) -> set[tuple[str, str]]:
    """The pairs of classes, each named by its first claim, that state different facts."""
    apart = set()
    for judgement in standing:
        for one, other in _different_pairs(judgement):
            pair = class_of[one][0], class_of[other][0]
            if pair[0] == pair[1]:
                raise _contradiction([*_chain(standing, one, other), Said(judgement, one, other)])
            apart.add((min(pair), max(pair)))
    return apart


def _different_pairs(judgement: Judgement) -> Iterator[tuple[str, str]]:
    if judgement.kind == "different":
        for one, other in combinations(judgement.sides, 2):
            yield from product(one, other)


def _chain(standing: Sequence[Judgement], start: str, end: str) -> list[Said]:
    """The shortest chain of "same" that leads from one claim to another of its class."""
    judged: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in standing:
        for claim in judgement.claims if judgement.kind == "same" else ():
            judged[claim].append(judgement)
    reached: dict[str, list[Said]] = {start: []}
    waiting = deque([start])
    while end not in reached:
        claim = waiting.popleft()
        for judgement in judged[claim]:
            for other in judgement.claims:
                if other not in reached:
                    reached[other] = [*reached[claim], Said(judgement, claim, other)]
                    waiting.append(other)
    return reached[end]


# the refusal

_WORDS = {
    "same": "{one} and {other} are the same",
    "different": "{one} and {other} are different",
    "right": "{one} is right",
    "wrong": "{one} is wrong",
    "value": "the {field} of {one} is {value}",
}


def saying(said: Said) -> str:
    """Who said when, under which name, that what is so, and why."""
    judgement = said.judgement
    value = msgspec.json.encode(judgement.value).decode()
    words = _WORDS[judgement.kind].format(one=said.one, other=said.other, field=judgement.field, value=value)
    reason = f" (“{judgement.reason}”)" if judgement.reason else ""
    return f"{judgement.author} on {judgement.recorded_at[:10]} that {words}{reason} [{judgement.id}]"


def _contradiction(chain: Sequence[Said]) -> ResolveError:
    links = "; ".join(
        f"{'it was said by ' if number == 0 else 'by '}{saying(said)}" for number, said in enumerate(chain)
    )
    return ResolveError(
        f"judgements contradict each other, so nothing was recorded: {links}; withdraw one of them first"
    )
