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
    text = (
        "The presidents of Kazakhstan and Uzbekistan opened a school named after Abai and a school named after Babur."
    )
    found = [claim for claim in extract(text, language="en") if claim.kind == "project"]
    assert [claim.quote.rsplit(" ", 1)[-1] for claim in found] == ["a", "Babur"]
    assert found[0].end <= found[1].start


def test_things_of_one_sort_are_told_apart_by_their_places() -> None:
    text = "The presidents of Kazakhstan and Uzbekistan opened a hospital in Almaty and a hospital in Tashkent."
    found = [claim for claim in extract(text, language="en") if claim.kind == "project"]
    assert [(claim.name, claim.place) for claim in found] == [("hospital", "Almaty"), ("hospital", "Tashkent")]


def test_times_and_sectors_stay_with_their_own_item() -> None:
    found = agreements(
        "Kazakhstan and Uzbekistan signed a programme on education for 2026-2028, a memorandum on customs "
        "and a roadmap for tourism."
    )
    assert [(claim.instrument, claim.period, claim.sectors) for claim in found] == [
        ("programme", "2026/2028", ("education",)),
        ("memorandum", None, ("customs",)),
        ("roadmap", None, ("tourism",)),
    ]
    assert [claim.quote for claim in found[1:]] == ["a memorandum on customs", "a roadmap for tourism"]


def test_where_nouns_close_the_items_keep_what_stands_before_them() -> None:
    text = "Қазақстан мен Өзбекстан мәдениет, спорт саласындағы меморандумға, кеден, көлік саласындағы келісімге қол қойды."
    found = [claim for claim in extract(text, language="kk", published="2025-05-08") if claim.kind == "agreement"]
    assert [(claim.instrument, claim.sectors) for claim in found] == [
        ("memorandum", ("culture", "sport")),
        ("agreement", ("customs", "transport")),
    ]


def test_an_instrument_named_in_the_title_of_another_is_no_instrument_of_its_own() -> None:
    text = "Казахстан и Грузия подписали протокол о внесении изменений в соглашение о перевозках."
    found = [claim for claim in extract(text, language="ru", published="2025-05-08") if claim.kind == "agreement"]
    assert [claim.instrument for claim in found] == ["protocol"]


def test_a_thing_named_in_the_title_of_an_instrument_is_no_project() -> None:
    text = "Казахстан и Грузия подписали меморандум о строительстве логистического центра в Поти."
    assert [claim.kind for claim in extract(text, language="ru", published="2025-05-08")] == ["agreement"]


def test_talks_that_precede_a_session_are_the_meeting_that_is_told() -> None:
    text = "The session was preceded by talks of the presidents of Kazakhstan and Kyrgyzstan."
    assert [claim.form for claim in extract(text, language="en") if claim.kind == "meeting"] == ["meeting"]


def test_no_agreement_is_none_that_was_signed() -> None:
    text = "No agreement on the road between Kazakhstan and Uzbekistan has been signed yet."
    assert [claim for claim in extract(text, language="en") if claim.stage == "signed"] == []
