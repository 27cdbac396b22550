"""What holds of all conflicts: order, blocks, names, and the rules that whole texts do not show well."""

from __future__ import annotations

import random
from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kelisim.extract.scopes import Scope
from kelisim.knowledge.rates import load_rates
from kelisim.model import Claim, Conflict, Entry
from kelisim.model.identity import claim_id
from kelisim.resolve.conflicts import find_conflicts, marked
from kelisim.resolve.differences import Known
from kelisim.resolve.entries import resolve

PUBLISHED: dict[str, str | None] = {
    "a": "2024-02-10", "b": "2024-02-12", "c": "2024-02-14", "d": "2025-11-20", "e": "2025-11-21", "u": None
}  # fmt: skip


def claim(document: str, kind: str = "indicator", **fields: object) -> Claim:
    base = {
        "document": document,
        "kind": kind,
        "parties": ["KZ", "UZ"],
        "start": 0,
        "end": 5,
        "quote": "12345",
        "language": "en",
    }
    return msgspec.convert(base | fields, Claim)


def turnover(document: str, value: float, quote: str, period: str | None = "2023", **fields: object) -> Claim:
    timed = {} if period is None else {"period": period}
    return claim(document, indicator="trade_turnover", value=value, unit="USD", quote=quote, **(timed | fields))


def known(**scopes: Scope) -> Known:
    """What is known, with the scope of each document's claims."""
    return Known(PUBLISHED, load_rates(), lambda item: scopes.get(item.document, Scope(timed=True)))


def entries_of(claims: Sequence[Claim]) -> list[Entry]:
    return resolve(claims, PUBLISHED)


def conflicts(*claims: Claim, **scopes: Scope) -> list[Conflict]:
    return find_conflicts(entries_of(claims), {claim_id(item): item for item in claims}, known(**scopes))


def kinds(*claims: Claim, **scopes: Scope) -> list[tuple[str, str | None]]:
    return sorted((item.type, item.explained_by) for item in conflicts(*claims, **scopes))


def test_a_conflict_inside_one_entry_is_found() -> None:
    claims = [turnover("a", 7.7e9, "$7.7 billion"), turnover("b", 7.8e9, "$7.8 billion")]
    together = entries_of(claims)
    assert len(together) == 1
    (conflict,) = find_conflicts(together, {claim_id(item): item for item in claims}, known())
    assert (conflict.type, conflict.status, conflict.entries) == ("value", "open", (together[0].id,))


def test_what_is_denied_or_only_possible_contradicts_nothing() -> None:
    assert not conflicts(turnover("a", 4e9, "4.0"), turnover("b", 6e9, "6.0", modality="possible"))
    assert not conflicts(turnover("a", 4e9, "4.0"), turnover("b", 6e9, "6.0", modality="negated"))


def test_figures_without_a_time_are_compared_only_when_their_texts_are_of_the_same_days() -> None:
    assert kinds(turnover("a", 4e9, "4.0", None), turnover("b", 6e9, "6.0", None)) == [("value", None)]
    assert not conflicts(turnover("a", 4e9, "4.0", None), turnover("d", 6e9, "6.0", None))
    assert not conflicts(turnover("a", 4e9, "4.0", None), turnover("u", 6e9, "6.0", None))
    assert not conflicts(turnover("a", 4e9, "4.0", "last_year"), turnover("u", 6e9, "6.0", "last_year"))


def test_a_text_that_gives_both_figures_tells_two_things_apart() -> None:
    both = turnover("a", 4e9, "4.0"), turnover("a", 6e9, "6.0", start=6, end=9)
    assert not conflicts(*both)
    assert kinds(*both, turnover("b", 4e9, "4.0"), turnover("c", 6e9, "6.0")) == [("value", "scope")]


def test_the_figure_of_a_text_that_is_nearest_is_the_one_compared() -> None:
    found = conflicts(
        turnover("a", 7.7e9, "7.7"), turnover("a", 6.6e9, "6.6", start=6, end=9), turnover("b", 7.9e9, "7.9")
    )
    (disputed,) = [item for item in found if item.status == "open"]
    assert [side.says for side in disputed.sides] == ["7.7 billion USD", "7.9 billion USD"]


def test_a_year_that_is_not_over_is_told_as_far_as_it_has_come() -> None:
    claims = turnover("a", 1e9, "1.0", "2024"), turnover("d", 4e9, "4.0", "2024")
    assert kinds(*claims) == [("value", "period")]


def test_figures_of_opposite_directions_are_no_difference() -> None:
    exports = [
        claim("a", indicator="exports", value=3e9, unit="USD", period="2023", quote="3.0"),
        claim("b", indicator="exports", value=1e9, unit="USD", period="2023", quote="1.0"),
    ]
    assert not conflicts(*exports, a=Scope(giver="KZ"), b=Scope(giver="UZ"))
    assert kinds(*exports, a=Scope(giver="KZ"), b=Scope(giver="KZ")) == [("value", None)]
    assert kinds(*exports) == [("value", "scope")]


def test_a_sum_in_a_second_currency_is_compared_in_it() -> None:
    dollars = claim(
        "a",
        indicator="loan",
        value=1e9,
        unit="USD",
        also=[{"value": 9.2e8, "unit": "EUR"}],
        period="2023",
        quote="1 920",
    )
    assert not conflicts(dollars, claim("b", indicator="loan", value=9.2e8, unit="EUR", period="2023", quote="920"))


def agreement(document: str, **fields: object) -> Claim:
    return claim(document, "agreement", **({"instrument": "documents", "stage": "signed"} | fields))


def test_counts_of_one_occasion_are_compared_without_a_date_when_the_texts_are_of_the_same_days() -> None:
    assert kinds(agreement("a", count=17), agreement("b", count=14)) == [("count", None)]
    assert not conflicts(agreement("a", count=17), agreement("d", count=14))
    assert kinds(agreement("a", count=17), agreement("b", count=10, bound="more_than")) == [("count", "bound")]


def test_an_agreement_is_not_open_again_only_when_the_text_comes_later() -> None:
    signed = agreement("a", instrument="agreement", sectors=["water"], language="en")
    pending = agreement("d", instrument="agreement", sectors=["water"], stage="negotiating", language="kk")
    assert kinds(signed, pending) == [("stage", None)]
    early = agreement("b", instrument="agreement", sectors=["water"], stage="negotiating", language="kk")
    assert not conflicts(agreement("d", instrument="agreement", sectors=["water"]), early)
    assert not conflicts(signed, agreement("u", instrument="agreement", sectors=["water"], stage="negotiating"))


def signing(document: str, date: str, quote: str) -> Claim:
    return agreement(document, count=5, date=date, quote=quote)


def test_a_signing_has_one_day_when_both_texts_write_it() -> None:
    told = signing("a", "2024-02-08", "on 8 February"), signing("b", "2024-02-09", "9 ақпанда")
    assert kinds(*told) == [("date", None)]
    assert not conflicts(told[0], signing("b", "2024-02-09", "signed today"))


def meeting(document: str, date: str, form: str = "meeting") -> Claim:
    people = [{"name": "A", "state": "KZ", "office": "minister"}, {"name": "B", "state": "UZ", "office": "minister"}]
    return claim(document, "meeting", form=form, status="held", participants=people, date=date)


def test_a_visit_may_be_dated_by_any_of_its_days_and_a_meeting_may_not() -> None:
    assert kinds(meeting("a", "2024-02-08"), meeting("b", "2024-02-09")) == [("date", None)]
    assert kinds(meeting("a", "2024-02-08", "visit"), meeting("b", "2024-02-09", "visit")) == [("date", "period")]


def test_a_day_that_the_evidence_does_not_tell_is_not_held_against_another() -> None:
    assert not conflicts(meeting("a", "2024-02-08"), meeting("b", "2024-02-09"), b=Scope(timed=False))


def test_people_who_meet_twice_in_one_text_met_twice() -> None:
    assert not conflicts(
        meeting("a", "2024-02-08"), msgspec.structs.replace(meeting("a", "2024-02-09"), start=6, end=9),
        meeting("b", "2024-02-09"),
    )  # fmt: skip


def portfolio(document: str, count: int, value: float, quote: str, **fields: object) -> Claim:
    return claim(
        document,
        "project",
        **({"count": count, "value": value, "unit": "USD", "stage": "ongoing", "quote": quote} | fields),
    )


def test_a_portfolio_that_is_smaller_and_of_another_stage_may_be_a_part() -> None:
    assert kinds(portfolio("a", 60, 2.5e9, "2.5"), portfolio("d", 12, 3e8, "300")) == [("portfolio", None)]
    assert kinds(portfolio("a", 60, 2.5e9, "2.5"), portfolio("d", 12, 3e8, "300", stage="planned")) == [
        ("portfolio", "scope")
    ]


def test_a_portfolio_that_grows_in_count_and_shrinks_in_sum_is_a_conflict_at_any_stage() -> None:
    assert kinds(portfolio("a", 60, 2.5e9, "2.5", stage="planned"), portfolio("d", 78, 1.7e9, "1.7")) == [
        ("portfolio", None)
    ]


def test_the_parts_of_a_portfolio_that_a_text_counts_in_full_have_its_sum() -> None:
    parts = [
        portfolio("a", 60, 2.5e9, "2.5"),
        portfolio("a", 40, 1.5e9, "1.5", start=10, end=15),
        portfolio("a", 20, 1.4e9, "1.4", start=20, end=25),
    ]
    (conflict,) = conflicts(*parts)
    assert (conflict.type, conflict.status) == ("portfolio", "open")
    assert "exceed the whole" in conflict.reason
    assert not conflicts(*parts[:2], portfolio("a", 20, 1e9, "1.0", start=20, end=25))


def paired(document: str, value: float, euros: float, quote: str, **fields: object) -> Claim:
    also = [{"value": euros, "unit": "EUR"}]
    return claim(document, "project", **({"value": value, "unit": "USD", "also": also, "quote": quote} | fields))


def test_rates_that_digits_explain_are_one_rate() -> None:
    assert not conflicts(
        paired("d", 1e10, 8.6e9, "$10 billion (€8.6 billion)"),
        paired("d", 8e9, 6.9e9, "$8 billion (€6.9 billion)", start=40, end=60),
    )


def test_a_pair_of_currencies_may_be_told_either_way() -> None:
    turned = claim(
        "d", "project", value=1.18e9, unit="EUR", also=[{"value": 1.3e9, "unit": "USD"}], quote="€1.18bn ($1.30bn)"
    )
    euros = paired("d", 1e10, 8.6e9, "$10 billion (€8.6 billion)", start=40, end=60)
    assert kinds(turned, euros) == [("implied_rate", None)]


claims_strategy = st.lists(
    st.builds(
        turnover,
        st.sampled_from("abcdeu"),
        st.sampled_from([4.4e9, 4.41e9, 4.5e9, 3.9e9]),
        st.sampled_from(["4.4", "4.41", "4.5", "3.9"]),
        st.sampled_from(["2023", "2024", "2024-01/2024-06", None, "last_year"]),
        parties=st.sampled_from([["KZ", "UZ"], ["AZ", "KZ"]]),
        start=st.integers(0, 3),
        end=st.integers(4, 6),
    ),
    max_size=10,
)


@settings(max_examples=60)
@given(claims_strategy, st.randoms())
def test_conflicts_are_those_of_the_blocks_in_any_order(claims: list[Claim], shuffler: random.Random) -> None:
    by_name = {claim_id(item): item for item in claims}
    entries = entries_of(list(by_name.values()))
    expected = find_conflicts(entries, by_name, known())
    blocks = {entry.parties for entry in entries}
    apart = [
        conflict
        for block in blocks
        for conflict in find_conflicts([entry for entry in entries if entry.parties == block], by_name, known())
    ]
    assert sorted(apart, key=lambda item: item.id) == expected
    shuffler.shuffle(entries)
    assert find_conflicts(entries, by_name, known()) == expected


def test_the_name_of_a_conflict_is_that_of_its_content() -> None:
    claims = turnover("a", 4.4e9, "4.4"), turnover("b", 3.9e9, "3.9")
    (one,) = conflicts(*claims)
    (again,) = conflicts(*reversed(claims))
    (other,) = conflicts(claims[0], turnover("b", 3.8e9, "3.8"))
    assert one.id == again.id != other.id


def test_entries_name_their_open_conflicts_and_no_explained_ones() -> None:
    claims = [
        turnover("a", 4.4e9, "4.4"), turnover("b", 3.9e9, "3.9"), turnover("c", 1.1e9, "1.1", "2023-01/2023-03")
    ]  # fmt: skip
    entries = entries_of(claims)
    found = find_conflicts(entries, {claim_id(item): item for item in claims}, known())
    (disputed,) = [item for item in found if item.status == "open"]
    named = {entry.id: entry.conflicts for entry in marked(entries, found)}
    assert {name for name, ids in named.items() if ids} == set(disputed.entries)
    assert set(named.values()) == {(), (disputed.id,)}


@pytest.mark.parametrize("field", ["reason", "sides", "citations", "entries", "parties"])
def test_every_conflict_says_who_and_where(field: str) -> None:
    (conflict,) = conflicts(turnover("a", 4.4e9, "4.4"), turnover("b", 3.9e9, "3.9"))
    assert getattr(conflict, field)
