"""What a person is best asked: where a judgement would change most, the most doubtful first.

Asked again are the judgements that a changed document re-opened; then pairs of claims near the threshold of linking, fields
on which the claims of an entry differ, and claims of low confidence, by their doubt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import msgspec
from msgspec import Struct

from kelisim.model import Claim, Entry
from kelisim.model.identity import claim_id
from kelisim.resolve.constraints import Constraints, constraints_from, corrected_claim
from kelisim.resolve.doubts import doubtful_pairs
from kelisim.resolve.entries import state
from kelisim.resolve.standing import Standing, reopened_of

UNSURE = 0.9
"""A claim of less confidence is asked about; confidences are calibrated, so one in ten of those just below is wrong."""

DECIDING_FIELDS = ("value", "unit", "count", "date", "period", "deadline", "status", "place", "name")
"""Fields on which claims of one fact should agree; a stage changes in time."""

Asks = Literal["same", "right", "value"]


class Choice(Struct, frozen=True):
    """A value that a field may have, and the claims that give it."""

    value: Any
    claims: tuple[str, ...]


class Question(Struct, frozen=True, kw_only=True):
    """One question: whether claims are the ``same`` fact, one is read ``right``, or which ``value`` a field has.

    ``doubt`` lies in ``[0, 1]``; ``because`` says in a few words why it is asked; ``reopened`` names the judgement that an
    answer settles.
    """

    asks: Asks
    claims: tuple[str, ...]
    doubt: float
    because: str
    field: str | None = None
    choices: tuple[Choice, ...] = ()
    reopened: str | None = None


class Material(NamedTuple):
    """What questions are made from.

    ``lost`` are the claims that re-opened judgements spoke of, ``published`` gives each document's day, ``next_version`` that
    of each superseded document.
    """

    current: Sequence[Claim]
    lost: Mapping[str, Claim]
    published: Mapping[str, str | None]
    entries: Sequence[Entry]
    standing: Sequence[Standing]
    next_version: Mapping[str, str]


def questions(material: Material) -> list[Question]:
    """The questions worth asking, the most useful first."""
    constraints = constraints_from(material.standing)
    claims = {claim_id(claim): claim for claim in material.current}
    found = [
        *_pairs(material, claims, constraints),
        *_values(material, claims, constraints),
        *_unsure(claims, material.standing),
    ]
    open_questions = [question for question in found if not is_settled(question, constraints)]
    open_questions.sort(key=lambda question: (-question.doubt, question.asks, question.claims))
    return [*_reopened(material, claims), *open_questions]


def is_settled(question: Question, constraints: Constraints) -> bool:
    """Whether the judgements that stand already answer a question, or leave out what it asks about."""
    if not constraints.wrong.isdisjoint(question.claims):
        return True
    if question.asks == "same":
        one, other = question.claims
        first = {member: leader for leader, member in constraints.same}
        return first.get(one, one) == first.get(other, other) or tuple(sorted(question.claims)) in constraints.different
    return question.asks == "value" and any(
        question.field in constraints.corrected.get(claim, {}) for claim in question.claims
    )


# asked again


def _reopened(material: Material, claims: Mapping[str, Claim]) -> Iterator[Question]:
    by_document: dict[str, list[str]] = defaultdict(list)
    for name, claim in claims.items():
        by_document[claim.document].append(name)
    for item in reopened_of(material.standing):
        for name in item.lost:
            lost = material.lost[name]
            now = [name for name in by_document[_newest(lost.document, material)] if claims[name].kind == lost.kind]
            if now:
                yield from _again(item, lost, min(now, key=lambda name: _distance(lost, claims[name])), claims)
                break


def _again(item: Standing, lost: Claim, now: str, claims: Mapping[str, Claim]) -> Iterator[Question]:
    """The question of a re-opened judgement, put about the claim that stands where a lost one stood."""
    judgement = item.judgement
    because = f"{lost.document} has changed; {judgement.author} had judged it {judgement.kind!r}"
    others = [name for name in item.claims if name != now and name in claims]
    if judgement.kind in ("right", "wrong"):
        yield Question(asks="right", claims=(now,), doubt=1.0, because=because, reopened=judgement.id)
    elif judgement.kind in ("same", "different") and others:
        pair = (now, others[0])
        yield Question(asks="same", claims=pair, doubt=1.0, because=because, reopened=judgement.id)
    elif judgement.kind == "value" and judgement.field is not None:
        read = getattr(claims[now], judgement.field)
        choices = (Choice(msgspec.to_builtins(read), (now,)), Choice(judgement.value, ()))
        yield Question(
            asks="value",
            claims=(now,),
            doubt=1.0,
            because=because,
            field=judgement.field,
            choices=choices,
            reopened=judgement.id,
        )


def _newest(document: str, material: Material) -> str:
    while document in material.next_version:
        document = material.next_version[document]
    return document


def _distance(one: Claim, other: Claim) -> tuple[float, int]:
    """How far the words of two claims lie apart, and then their places."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 -- only re-opened judgements need it

    return Indel.normalized_distance(one.quote, other.quote), abs(one.start - other.start)


# asked for their doubt


def _pairs(material: Material, claims: Mapping[str, Claim], constraints: Constraints) -> Iterator[Question]:
    """The most doubtful pair of claims of each entry, and of each two entries."""
    entry_of = {citation.claim: entry.id for entry in material.entries for citation in entry.claims}
    stated = [state(claim, material.published.get(claim.document), constraints) for claim in claims.values()]
    nearest: dict[tuple[str, ...], Question] = {}
    for doubt in doubtful_pairs([item for item in stated if item.id in entry_of]):
        side = "above" if doubt.bits >= 0 else "below"
        question = Question(
            asks="same",
            claims=(doubt.one, doubt.other),
            doubt=1 / (1 + abs(doubt.bits)),
            because=f"{abs(doubt.bits):.1f} bits {side} the threshold of linking",
        )
        place = tuple(sorted((entry_of[doubt.one], entry_of[doubt.other])))
        if place not in nearest or question.doubt > nearest[place].doubt:
            nearest[place] = question
    yield from nearest.values()


def _values(material: Material, claims: Mapping[str, Claim], constraints: Constraints) -> Iterator[Question]:
    """The fields on which the claims of an entry differ, the more doubtful the fewer of them agree."""
    for entry in material.entries:
        members = {
            citation.claim: corrected_claim(claims[citation.claim], constraints.corrected.get(citation.claim, {}))
            for citation in entry.claims
            if citation.claim in claims
        }
        for field in DECIDING_FIELDS:
            choices = _choices(field, members)
            if len(choices) > 1:
                told = sum(len(choice.claims) for choice in choices)
                yield Question(
                    asks="value",
                    claims=tuple(sorted(members)),
                    doubt=1 - len(choices[0].claims) / told,
                    because=f"{told} claims give {len(choices)} values of {field}",
                    field=field,
                    choices=choices,
                )


def _choices(field: str, members: Mapping[str, Claim]) -> tuple[Choice, ...]:
    """The values that the claims give a field, the most frequent first."""
    given: dict[Any, list[str]] = defaultdict(list)
    for name, claim in sorted(members.items()):
        value = getattr(claim, field)
        if value is not None:
            given[value].append(name)
    ordered = sorted(given.items(), key=lambda item: (-len(item[1]), str(item[0])))
    return tuple(Choice(value, tuple(names)) for value, names in ordered)


def _unsure(claims: Mapping[str, Claim], standing: Sequence[Standing]) -> Iterator[Question]:
    judged = {claim for item in standing if item.judgement.kind in ("right", "wrong", "value") for claim in item.claims}
    for name, claim in claims.items():
        if claim.confidence < UNSURE and name not in judged:
            yield Question(
                asks="right",
                claims=(name,),
                doubt=round(1 - claim.confidence, 4),
                because=f"read with a confidence of {claim.confidence:g}",
            )
