from __future__ import annotations

from itertools import permutations

import pytest

from kelisim.model import Source
from kelisim.model.vocabulary import OutletKind
from kelisim.resolve.independence import independent, officials, originals


def source(
    document: str, family: str, outlet: str | None = None, kind: OutletKind = "unknown", published: str | None = None
) -> Source:
    return Source(document=document, family=family, outlet=outlet, kind=kind, published=published)


AGENCY = source("a", "a", "Wire", "agency", "2025-03-02")
REPRINT = source("b", "a", "Gazette", "paper", "2025-03-01")
SECOND_REPRINT = source("c", "a", "Mirror", "paper", "2025-03-03")
OWN_STORY = source("d", "d", "Gazette", "paper", "2025-03-02")
SECOND_OWN_STORY = source("e", "e", "Gazette", "paper", "2025-03-04")
MINISTRY = source("f", "f", "Ministry", "official")
MINISTRY_REPRINTED = source("g", "f", "Mirror", "paper", "2025-03-01")


@pytest.mark.parametrize(
    ("sources", "count", "official"),
    [
        ([], 0, 0),
        ([AGENCY, REPRINT, SECOND_REPRINT], 1, 0),
        ([AGENCY, REPRINT, OWN_STORY], 2, 0),
        ([OWN_STORY, SECOND_OWN_STORY], 1, 0),
        ([AGENCY, OWN_STORY, SECOND_OWN_STORY, MINISTRY], 3, 1),
        ([MINISTRY, MINISTRY_REPRINTED], 1, 1),
        ([MINISTRY_REPRINTED], 1, 0),
        ([AGENCY, AGENCY], 1, 0),
    ],
)
def test_copies_and_outlets_count_once_in_any_order(sources: list[Source], count: int, official: int) -> None:
    for order in permutations(sources):
        assert (independent(order), officials(order)) == (count, official)


def test_documents_without_an_address_are_apart_unless_they_are_copies() -> None:
    assert independent([source("a", "a"), source("b", "b")]) == 2
    assert independent([source("a", "a"), source("b", "a")]) == 1


def test_outlets_that_are_not_known_are_told_apart_by_their_host() -> None:
    sources = [source("a", "a", "one.example"), source("b", "b", "two.example"), source("c", "c", "one.example")]
    assert independent(sources) == 2


def test_a_name_that_is_a_family_too_is_not_mixed_up_with_it() -> None:
    assert independent([source("a", "x", "y"), source("b", "y")]) == 2


def test_the_original_is_official_before_an_agency_then_the_first_then_the_least() -> None:
    assert originals([REPRINT, AGENCY, SECOND_REPRINT]) == {"a": AGENCY}
    assert originals([SECOND_REPRINT, REPRINT]) == {"a": REPRINT}
    assert originals([MINISTRY_REPRINTED, MINISTRY]) == {"f": MINISTRY}
    undated, dated = source("a", "a", "One"), source("b", "a", "Two", published="2025")
    assert originals([undated, dated]) == {"a": dated}
    without_year = source("c", "a", "Three", published="XXXX-01-01")
    assert originals([without_year, dated]) == {"a": dated}
    assert originals([source("b", "a", "Two"), undated]) == {"a": undated}
    passed_on = source("a", "a", "Digest", "aggregator", "2024-01-01")
    assert originals([passed_on, source("b", "a", "one.example")])["a"].document == "b"
