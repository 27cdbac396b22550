from __future__ import annotations

import msgspec

from kelisim.analysis.review import Choice, Material, Question, is_settled, questions
from kelisim.model import Citation, Claim, Entry, Health, Judgement
from kelisim.model.identity import claim_id
from kelisim.model.vocabulary import Verdict
from kelisim.resolve.constraints import Constraints
from kelisim.resolve.standing import standing_of


def figure(document: str, **fields: object) -> Claim:
    base = {
        "document": document,
        "kind": "indicator",
        "parties": ["KZ", "UZ"],
        "start": 0,
        "end": 5,
        "quote": "12345",
        "language": "kk",
        "indicator": "exports",
        "value": 5e9,
        "unit": "USD",
        "period": "2023",
    }
    return msgspec.convert(base | fields, Claim)


def entry(*claims: Claim) -> Entry:
    return Entry(
        id="i1",
        kind="indicator",
        parties=("KZ", "UZ"),
        fields={},
        claims=tuple(
            Citation(claim=claim_id(item), document=item.document, start=0, end=5, quote="12345", language="kk")
            for item in claims
        ),
        health=Health(documents=len(claims), sources=1, official=0, languages=1, completeness=1, agreement=1),
    )


def judgement(kind: Verdict, *claims: Claim, **fields: object) -> Judgement:
    sides = tuple(sorted((claim_id(item),) for item in claims))
    return Judgement(kind=kind, author="Aigul", recorded_at="2026-01-01", sides=sides, **fields)  # type: ignore[arg-type]


def asked(*claims: Claim, together: bool = False, judged: tuple[Judgement, ...] = ()) -> list[Question]:
    entries = [entry(*claims)] if together else [entry(item) for item in claims]
    return questions(Material(claims, {}, {}, entries, standing_of(judged), {}))


def test_what_is_sure_and_agreed_is_not_asked() -> None:
    assert asked(figure("a"), figure("b"), together=True) == []


def test_a_claim_of_low_confidence_is_asked_until_it_is_judged() -> None:
    low, lower = figure("a", confidence=0.8), figure("b", confidence=0.6, period="2021")
    assert [(item.asks, item.claims) for item in asked(low, lower)] == [
        ("right", (claim_id(lower),)),
        ("right", (claim_id(low),)),
    ]
    for kind in ("right", "wrong"):
        assert [item.claims for item in asked(low, lower, judged=(judgement(kind, lower),))] == [(claim_id(low),)]


def test_the_values_of_a_field_are_offered_the_most_frequent_first() -> None:
    claims = figure("a"), figure("b", value=5.05e9), figure("c", value=5.05e9)
    (question,) = [item for item in asked(*claims, together=True) if item.asks == "value"]
    assert question.field == "value"
    assert [(choice.value, len(choice.claims)) for choice in question.choices] == [(5.05e9, 2), (5e9, 1)]
    corrected = judgement("value", claims[0], field="value", value=5.05e9)
    assert not [item for item in asked(*claims, together=True, judged=(corrected,)) if item.asks == "value"]


def test_a_question_is_settled_by_what_follows_from_the_judgements() -> None:
    pair = Question(asks="same", claims=("b", "c"), doubt=1, because="")
    assert not is_settled(pair, Constraints())
    assert is_settled(pair, Constraints(same=(("a", "b"), ("a", "c"))))
    assert is_settled(pair, Constraints(different=frozenset({("b", "c")})))
    assert is_settled(pair, Constraints(wrong=frozenset({"c"})))


def test_what_a_changed_document_reopened_is_asked_first_about_the_claim_that_stands_there_now() -> None:
    old, other = figure("old", quote="five billion"), figure("other", period="2020")
    now, far = figure("new", quote="six billion", value=6e9), figure("new", quote="quite another thing", period="2019")
    low = figure("low", confidence=0.5, period="2018")
    told = judgement("different", old, other)
    material = Material(
        current=[now, far, other, low],
        lost={claim_id(old): old},
        published={},
        entries=[],
        standing=standing_of([told], {claim_id(old): None}),
        next_version={"old": "middle", "middle": "new"},
    )
    first, *rest = questions(material)
    assert (first.asks, set(first.claims), first.reopened) == ("same", {claim_id(now), claim_id(other)}, told.id)
    assert "old has changed" in first.because
    assert [item.claims for item in rest] == [(claim_id(low),)]
    answer = judgement("same", now, other, answers=told.id)
    settled = material._replace(standing=standing_of([told, answer], {claim_id(old): None}))
    assert [item.claims for item in questions(settled)] == [(claim_id(low),)]


def test_a_reopened_correction_offers_what_the_new_text_says_and_what_was_judged() -> None:
    old, now = figure("old"), figure("new", value=6e9)
    told = judgement("value", old, field="value", value=5.5e9)
    moves = {claim_id(old): None}
    material = Material([now], {claim_id(old): old}, {}, [], standing_of([told], moves), {"old": "new"})
    (question,) = questions(material)
    assert question.choices == (Choice(6e9, (claim_id(now),)), Choice(5.5e9, ()))
