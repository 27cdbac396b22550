from __future__ import annotations

from ledger_values import citation, entry, sources

from kelisim.analysis.coverage import Event, build_coverage, event_of
from kelisim.analysis.rows import matrix

MEETING = entry("m", "meeting", citation("1", "ar"), citation("2", "kk"), form="meeting", date="2025-02-19")
ENTRIES = [
    MEETING,
    entry("railway", "project", citation("3", "ar"), citation("4", "kk"), stage="launched"),
    entry("trade", "indicator", citation("5", "ar"), indicator="trade_turnover", value=4e9, unit="USD"),
    entry("route", "project", citation("6", "kk"), stage="ongoing"),
    entry("goal", "target", citation("7", "near"), indicator="exports", value=1e9, unit="USD"),
    entry("other", "target", citation("8", "far"), indicator="imports", value=1e9, unit="USD"),
    entry("foreign", "meeting", citation("9", "ar"), parties=("KZ", "TJ"), form="visit"),
]
SOURCES = sources(ar=None, kk=None, near="2025-02-21", far="2025-03-21")


def test_coverage_shows_what_each_document_left_out() -> None:
    found = build_coverage(ENTRIES, SOURCES, event_of(MEETING))
    assert [source.document for source in found.sources] == ["near", "ar", "kk"]
    left_out = {fact.entry: fact.left_out_by for fact in found.facts}
    assert left_out == {
        "m": ("near",),
        "railway": ("near",),
        "trade": ("near", "kk"),
        "route": ("near", "ar"),
        "goal": ("ar", "kk"),
    }
    assert [fact.entry for fact in found.facts][:2] == ["m", "railway"]


def test_an_event_may_be_parties_and_a_date() -> None:
    found = build_coverage(ENTRIES, SOURCES, Event(("KZ", "UZ"), "2025-03-20"))
    assert [(fact.entry, fact.reported_by) for fact in found.facts] == [("other", ("far",))]


def test_a_meeting_whose_year_no_text_gives_is_of_the_event_on_that_day() -> None:
    yearless = entry("m", "meeting", citation("1", "ar"), citation("2", "kk"), form="meeting", date="XXXX-02-19")
    found = build_coverage([yearless, *ENTRIES[1:4]], SOURCES, Event(("KZ", "UZ"), "2025-02-19"))
    assert [source.document for source in found.sources] == ["ar", "kk"]
    assert found.facts[0].entry == "m"


def test_an_event_that_nobody_tells_has_no_sources() -> None:
    found = build_coverage(ENTRIES, SOURCES, Event(("KZ", "UZ"), "1999"))
    assert (found.sources, found.facts) == ((), ())


def test_the_matrix_marks_what_was_reported() -> None:
    found = build_coverage(ENTRIES, SOURCES, event_of(MEETING))
    assert [matrix(found)[2][name] for name in ("near", "ar", "kk")] == ["·", "·", "●"]
