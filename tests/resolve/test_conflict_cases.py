"""Short texts that disagree or only seem to, in several languages: from the words to the conflict."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
import rtoml

from kelisim.model import Conflict, Document, Source
from kelisim.model.identity import claim_id
from kelisim.pipeline import claims_of, conflicts_among
from kelisim.resolve.entries import resolve

FILE = Path(__file__).parent / "conflict_cases.toml"


class Case(msgspec.Struct, forbid_unknown_fields=True):
    """Texts as ``[language, published, words]``, the open types expected and how the rest is explained."""

    texts: list[tuple[str, str, str]]
    open: list[str] = []
    explained: list[str] = []


CASES = msgspec.convert(rtoml.load(FILE), dict[str, Case])


def conflicts_of(case: Case) -> list[Conflict]:
    documents = [
        Document(id=f"text {number}", language=language, published=published or None, text=words)
        for number, (language, published, words) in enumerate(case.texts, 1)
    ]
    claims = [claim for document in documents for claim in claims_of(document)]
    entries = resolve(claims, {document.id: document.published for document in documents})
    sources = [Source(document=document.id, published=document.published) for document in documents]
    return conflicts_among(entries, {claim_id(claim): claim for claim in claims}, sources)


@pytest.mark.parametrize("name", CASES)
def test_a_case_has_the_open_conflicts_and_the_explanations_of_an_analyst(name: str) -> None:
    case = CASES[name]
    found = conflicts_of(case)
    assert {item.type for item in found if item.status == "open"} == set(case.open)
    assert {item.explained_by for item in found if item.status == "explained"} == set(case.explained)


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.open])
def test_the_reason_names_every_side_and_its_texts_in_one_sentence(name: str) -> None:
    for conflict in conflicts_of(CASES[name]):
        assert conflict.reason.endswith(".")
        assert "\n" not in conflict.reason
        for side in conflict.sides:
            assert side.says in conflict.reason
        for citation in conflict.citations:
            assert citation.document in conflict.reason


def test_three_figures_for_one_year_are_one_conflict_with_three_sides() -> None:
    (conflict,) = conflicts_of(CASES["value_three_sides_are_one_conflict"])
    assert [side.says for side in conflict.sides] == ["1.1 billion USD", "1.6 billion USD", "2.3 billion USD"]
    assert len(conflict.entries) == 3


def test_a_currency_whose_rate_is_not_known_is_not_explained_and_that_is_said() -> None:
    (conflict,) = conflicts_of(CASES["currency_of_unknown_rate"])
    assert "no reference rate of USD and EUR is known for 2003" in conflict.reason


def test_growth_that_differs_is_apart_by_points() -> None:
    (conflict,) = conflicts_of(CASES["growth"])
    assert "they are 9 points apart" in conflict.reason
