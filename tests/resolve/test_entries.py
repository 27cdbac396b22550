from __future__ import annotations

import random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kelisim.model import Claim, Participant
from kelisim.resolve.entries import resolve
from kelisim.resolve.times import apart

TOKAYEV = Participant("Kassym-Jomart Tokayev", "KZ", "head_of_state")
SAIDOV = Participant("Bakhtiyor Saidov", "UZ", "foreign_minister")


def claim(document: str, kind: str = "indicator", **fields: object) -> Claim:
    base = {
        "document": document,
        "kind": kind,
        "parties": ["KZ", "UZ"],
        "start": 0,
        "end": 5,
        "quote": "12345",
        "language": "kk",
    }
    return msgspec.convert(base | fields, Claim)


def turnover(document: str, value: float = 4.4e9, period: str | None = "2023", **fields: object) -> Claim:
    fields = {"indicator": "trade_turnover", "value": value, "unit": "USD"} | fields
    return claim(document, **(fields if period is None else fields | {"period": period}))


def meeting(document: str, date: str | None, *people: Participant, form: str = "meeting", **fields: object) -> Claim:
    given_date = {} if date is None else {"date": date}
    return claim(
        document, "meeting", form=form, participants=[msgspec.to_builtins(p) for p in people], **given_date, **fields
    )


def groups(*claims: Claim, published: dict[str, str | None] | None = None) -> list[set[str]]:
    found = resolve(claims, published or {})
    return sorted(({citation.document for citation in entry.claims} for entry in found), key=sorted)


def test_one_figure_told_in_two_languages_is_one_entry() -> None:
    assert groups(turnover("a"), turnover("b", language="ar")) == [{"a", "b"}]


@pytest.mark.parametrize(
    "other",
    [
        turnover("b", 3.9e9),
        turnover("b", period="2024"),
        turnover("b", indicator="exports"),
        turnover("b", parties=["AZ", "KZ"]),
        turnover("b", kind="target", deadline="2030", period=None),
    ],
    ids=["value", "period", "indicator", "parties", "kind"],
)
def test_figures_that_differ_are_two_entries(other: Claim) -> None:
    assert groups(turnover("a"), other) == [{"a"}, {"b"}]


def test_what_is_true_of_recent_years_is_not_what_is_true_of_one() -> None:
    recent, one = turnover("a", 4e9, "recent_years"), turnover("b", 4e9, "2025-01/2025-11")
    assert groups(recent, one, published={"a": "2025-02-19", "b": "2025-11-15"}) == [{"a"}, {"b"}]


def test_a_joint_statement_of_one_day_is_one_and_of_another_day_another() -> None:
    base = {"instrument": "statement", "stage": "signed"}
    one, other = claim("a", "agreement", **base, date="2025-11-15"), claim("b", "agreement", **base)
    later = claim("c", "agreement", **base, date="2026-03-02")
    published: dict[str, str | None] = {"a": "2025-11-15", "b": "2025-11-16", "c": "2026-03-03"}
    assert groups(one, other, later, published=published) == [{"a", "b"}, {"c"}]


def test_the_two_february_meetings_join_whether_or_not_the_text_gives_the_day() -> None:
    assert groups(meeting("a", "XXXX-02-19", TOKAYEV, SAIDOV), meeting("b", None, TOKAYEV, SAIDOV)) == [{"a", "b"}]


def test_meetings_on_different_days_are_two() -> None:
    assert groups(meeting("a", "2025-02-19", TOKAYEV, SAIDOV), meeting("b", "2025-11-15", TOKAYEV, SAIDOV)) == [
        {"a"},
        {"b"},
    ]


def test_a_visit_and_a_meeting_are_two() -> None:
    assert groups(meeting("a", "2025-02-19", TOKAYEV), meeting("b", "2025-02-19", TOKAYEV, form="visit")) == [
        {"a"},
        {"b"},
    ]


def test_two_meetings_of_one_document_are_never_one_entry() -> None:
    again = meeting("a", "2025-02-19", TOKAYEV, SAIDOV, start=9, end=14)
    assert groups(meeting("a", "2025-02-19", TOKAYEV, SAIDOV), again) == [{"a"}, {"a"}]


def test_a_figure_that_a_document_gives_twice_is_one_entry() -> None:
    (entry,) = resolve([turnover("a"), turnover("a", start=9, end=14)], {})
    assert len(entry.claims) == 2


def test_texts_far_apart_in_time_speak_of_two_meetings_when_neither_gives_the_day() -> None:
    claims = (meeting("a", None, TOKAYEV, SAIDOV), meeting("b", None, TOKAYEV, SAIDOV))
    assert groups(*claims, published={"a": "2023-05-01", "b": "2025-02-20"}) == [{"a"}, {"b"}]


def test_the_entry_states_what_most_claims_state_and_how_far_they_agree() -> None:
    (entry,) = resolve([turnover("a"), turnover("b"), turnover("c", 4.41e9)], {})
    assert entry.fields["value"] == 4.4e9
    assert entry.health.documents == 3
    assert 0 < entry.health.agreement < 1


def test_every_citation_repeats_its_claim() -> None:
    (entry,) = resolve([turnover("a", start=3, end=8)], {})
    (citation,) = entry.claims
    assert (citation.document, citation.start, citation.end, citation.quote) == ("a", 3, 8, "12345")


claims_strategy = st.lists(
    st.builds(
        turnover,
        st.sampled_from("abcdef"),
        st.sampled_from([4.4e9, 4.41e9, 4.5e9, 3.9e9]),
        st.sampled_from(["2023", "2024", None, "last_year"]),
        start=st.integers(0, 3),
        end=st.integers(4, 6),
    ),
    max_size=12,
)


@given(claims_strategy, st.randoms())
def test_entries_do_not_depend_on_the_order_of_arrival(claims: list[Claim], shuffler: random.Random) -> None:
    unique = list({msgspec.json.encode(item): item for item in claims}.values())
    expected = msgspec.json.encode(resolve(unique, {}))
    shuffler.shuffle(unique)
    assert msgspec.json.encode(resolve(unique, {})) == expected


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("2025-02-19", "2025-02", False),
        ("2025-02-19", "2025-02-20", True),
        ("2025", "2024", True),
        ("XXXX-02-19", "2025-02-19", False),
        ("last_year", "2024", False),
        (None, "2024", False),
        ("2024-01/2024-06", "2024-01/2024-09", True),
    ],
)
def test_times_that_exclude_each_other(one: str | None, other: str | None, *, answer: bool) -> None:
    assert apart(one, other) is answer
