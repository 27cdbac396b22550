"""Items of a list share the stage of what was counted, and their labels count nothing."""

from __future__ import annotations

from kelisim import extract
from kelisim.model import Claim


def agreements(text: str) -> list[Claim]:
    return [claim for claim in extract(text, language="en", published="2025-05-08") if claim.kind == "agreement"]


def test_items_on_lines_of_their_own() -> None:
    found = agreements(
        "Kazakhstan and Uzbekistan signed 3 documents:\n1. Agreement on customs;\n2. Memorandum on water;\n3. Roadmap for trade."
    )
    assert [(claim.instrument, claim.count, claim.stage) for claim in found] == [
        ("documents", 3, "signed"),
        ("agreement", 1, "signed"),
        ("memorandum", 1, "signed"),
        ("roadmap", 1, "signed"),
    ]


def test_items_of_one_sentence() -> None:
    found = agreements(
        "Kazakhstan and Uzbekistan signed 17 documents, including a memorandum on water cooperation, "
        "an agreement on visa-free travel and a roadmap for trade."
    )
    assert [claim.instrument for claim in found] == ["documents", "memorandum", "agreement", "roadmap"]
    assert {claim.stage for claim in found} == {"signed"}


def test_a_sentence_that_begins_with_an_initial_is_no_item() -> None:
    found = agreements("Kazakhstan and Uzbekistan signed 3 documents. K. Omarov spoke of a strategy for water.")
    assert [claim.instrument for claim in found] == ["documents"]


def test_like_things_of_one_clause_have_each_their_part_of_it() -> None:
    text = "The presidents of Kazakhstan and Uzbekistan opened a school named after Abai and a school named after Babur."
    found = [claim for claim in extract(text, language="en") if claim.kind == "project"]
    assert [claim.quote.rsplit(" ", 1)[-1] for claim in found] == ["a", "Babur"]
    assert found[0].end <= found[1].start


def test_things_of_one_sort_are_told_apart_by_their_places() -> None:
    text = "The presidents of Kazakhstan and Uzbekistan opened a hospital in Almaty and a hospital in Tashkent."
    found = [claim for claim in extract(text, language="en") if claim.kind == "project"]
    assert [(claim.name, claim.place) for claim in found] == [("hospital", "Almaty"), ("hospital", "Tashkent")]
