from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kelisim.errors import ResolveError
from kelisim.model import Claim, Judgement
from kelisim.model.vocabulary import Verdict
from kelisim.resolve.constraints import Constraints, constraints_of, corrected_claim
from kelisim.resolve.standing import standing_of

DAY = "2026-03-0{}T10:00:00.000000+00:00"


def judgement(kind: Verdict, *sides: str, day: int = 1, **fields: object) -> Judgement:
    """Each side a string of one-letter claims."""
    return Judgement(
        kind=kind,
        author="Aigul",
        recorded_at=DAY.format(day),
        sides=tuple(tuple(sorted(side)) for side in sides),
        **fields,  # type: ignore[arg-type]
    )


def test_nothing_judged_demands_nothing() -> None:
    assert constraints_of([]) == Constraints()


def test_sameness_spans_the_class_from_its_first_claim() -> None:
    found = constraints_of([judgement("same", "c", "b"), judgement("same", "b", "a"), judgement("same", "x", "y")])
    assert found.same == (("a", "b"), ("a", "c"), ("x", "y"))


def test_what_differs_from_one_differs_from_all_that_are_the_same() -> None:
    found = constraints_of([judgement("same", "a", "b"), judgement("different", "b", "cd")])
    assert found.different == {("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")}


def test_a_wrong_claim_is_left_out_and_what_it_joined_stays_joined() -> None:
    found = constraints_of(
        [
            judgement("same", "a", "b"),
            judgement("same", "a", "c"),
            judgement("different", "a", "d"),
            judgement("wrong", "a"),
        ]
    )
    assert found.wrong == {"a"}
    assert found.same == (("b", "c"),)
    assert found.different == {("b", "d"), ("c", "d")}


def test_a_correction_gives_the_value_by_claim_and_field() -> None:
    found = constraints_of(
        [judgement("value", "ab", field="unit", value="EUR"), judgement("value", "a", field="value", value=5)]
    )
    assert found.corrected == {"a": {"unit": "EUR", "value": 5}, "b": {"unit": "EUR"}}


def test_a_contradiction_is_refused_with_the_chain_that_leads_to_it() -> None:
    said = [
        judgement("same", "a", "b", reason="one visit"),
        judgement("same", "b", "c", day=2),
        judgement("same", "x", "y", day=3),
        judgement("different", "a", "c", day=4),
    ]
    with pytest.raises(ResolveError) as refused:
        constraints_of(said)
    message = str(refused.value)
    assert "Aigul said on 2026-03-01 that a and b are the same (“one visit”)" in message
    assert "Aigul said on 2026-03-02 that b and c are the same" in message
    assert "Aigul said on 2026-03-04 that a and c are different" in message
    assert [item.id in message for item in said] == [True, True, False, True]


@pytest.mark.parametrize(
    "pair",
    [
        (judgement("right", "a"), judgement("wrong", "ab")),
        (judgement("wrong", "a"), judgement("value", "a", field="unit", value="EUR")),
        (judgement("value", "a", field="unit", value="USD"), judgement("value", "a", field="unit", value="EUR")),
        (judgement("different", "ab", "bc"),),
    ],
    ids=["right-wrong", "wrong-value", "two values", "different from itself"],
)
def test_what_cannot_both_be_so_is_refused(pair: tuple[Judgement, ...]) -> None:
    with pytest.raises(ResolveError, match="contradict each other"):
        constraints_of(pair)


def test_a_withdrawn_judgement_demands_nothing_until_its_withdrawal_is_replaced() -> None:
    same = judgement("same", "a", "b")
    instead = judgement("different", "a", "b", day=2, withdraws=same.id)
    undone = judgement("withdrawn", day=3, withdraws=instead.id)
    assert constraints_of([same, instead]).different == {("a", "b")}
    assert [item.judgement for item in standing_of([undone, instead, same])] == [same]
    assert standing_of([same, judgement("withdrawn", day=4, withdraws=same.id)]) == []


def test_a_corrected_claim_has_the_new_value_and_keeps_its_evidence() -> None:
    claim = Claim(
        document="d", kind="indicator", parties=("KZ", "UZ"), start=3, end=8, quote="five!", language="en", value=5.0
    )
    fixed = corrected_claim(claim, {"value": 6, "unit": "USD", "period": None})
    assert fixed == msgspec.structs.replace(claim, value=6.0, unit="USD")
    with pytest.raises(ResolveError, match="bound"):
        corrected_claim(claim, {"bound": "perhaps"})


CLAIMS = st.sampled_from("abcdefg")
JUDGED = st.one_of(
    st.tuples(st.sampled_from(["same", "different"]), st.lists(CLAIMS, min_size=2, max_size=3, unique=True), st.none()),
    st.tuples(st.sampled_from(["right", "wrong"]), st.lists(CLAIMS, min_size=1, max_size=1), st.none()),
    st.tuples(st.just("value"), st.lists(CLAIMS, min_size=1, max_size=1), st.sampled_from([1, 2])),
)


def accepted(proposals: list[tuple[str, list[str], int | None]]) -> list[Judgement]:
    """The proposals that are not refused, each recorded on top of the accepted ones before it."""
    recorded: list[Judgement] = []
    for number, (kind, claims, value) in enumerate(proposals):
        field = {} if value is None else {"field": "value", "value": value}
        new = judgement(kind, *claims, reason=str(number), **field)  # type: ignore[arg-type]
        try:
            constraints_of([*recorded, new])
        except ResolveError:
            continue
        recorded.append(new)
    return recorded


@given(st.lists(JUDGED, max_size=25))
def test_accepted_judgements_never_contradict_each_other(proposals: list[tuple[str, list[str], int | None]]) -> None:
    found = constraints_of(accepted(proposals))
    leader = {other: first for first, other in found.same}
    assert all(leader.get(one, one) != leader.get(other, other) for one, other in found.different)
    assert all(one < other for one, other in found.different)
    named = {claim for pair in (*found.same, *found.different) for claim in pair} | set(found.corrected)
    assert not named & found.wrong


@given(st.lists(JUDGED, max_size=15), st.randoms())
def test_the_order_of_recording_does_not_change_the_constraints(
    proposals: list[tuple[str, list[str], int | None]], random: object
) -> None:
    recorded = accepted(proposals)
    before = constraints_of(recorded)
    random.shuffle(recorded)  # type: ignore[attr-defined]
    again = [
        msgspec.structs.replace(item, recorded_at=DAY.format(1 + number % 9)) for number, item in enumerate(recorded)
    ]
    assert constraints_of(again) == before


@given(st.lists(JUDGED, max_size=15), st.data())
def test_withdrawing_leaves_the_rest_consistent(
    proposals: list[tuple[str, list[str], int | None]], data: st.DataObject
) -> None:
    recorded = accepted(proposals)
    gone = data.draw(st.sets(st.sampled_from(recorded)) if recorded else st.just(set()))
    withdrawals = [judgement("withdrawn", day=5, withdraws=item.id) for item in gone]
    kept = [item for item in recorded if item not in gone]
    assert constraints_of([*recorded, *withdrawals]) == constraints_of(kept)
