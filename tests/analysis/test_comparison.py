from __future__ import annotations

from ledger_values import citation, claim, entry

from kelisim.analysis.comparison import build_comparison
from kelisim.model import Participant

ENTRIES = [
    entry("both", "project", citation("1", "x"), citation("2", "y"), stage="launched", count=7),
    entry("first", "target", citation("3", "x"), indicator="exports", value=1.0, unit="USD"),
    entry("second", "meeting", citation("4", "y"), form="visit"),
    entry("neither", "meeting", citation("5", "z"), form="visit"),
]


def test_facts_are_told_apart_by_the_documents_that_carry_them() -> None:
    claims = {
        "1": claim("project", "x", stage="launched", count=7, value=1.2e9, unit="USD", date="2025-11-15"),
        "2": claim("project", "y", stage="ongoing", count=7, value=1.3e9, unit="USD"),
    }
    found = build_comparison(ENTRIES, claims, "x", "y")
    assert [(item.entry, item.side) for item in found] == [("both", "both"), ("first", "first"), ("second", "second")]
    differences = {item.field: (item.first, item.second) for item in found[0].differences}
    assert differences == {"stage": ("launched", "ongoing"), "value": (1.2e9, 1.3e9)}


def test_people_differ_when_they_are_others_not_when_one_text_leaves_out_a_name() -> None:
    meeting = [entry("m", "meeting", citation("1", "x"), citation("2", "y"), form="visit")]
    named = Participant(name="Bakhtiyor Saidov", state="UZ", office="foreign_minister")
    unnamed = Participant(state="UZ", office="foreign_minister")
    speaker = Participant(name="Bakhtiyor Saidov", state="UZ", office="speaker")
    told = {who: claim("meeting", participants=(who,)) for who in (named, unnamed, speaker)}
    (same,) = build_comparison(meeting, {"1": told[named], "2": told[unnamed]}, "x", "y")
    (other,) = build_comparison(meeting, {"1": told[named], "2": told[speaker]}, "x", "y")
    assert same.differences == ()
    assert [item.field for item in other.differences] == ["participants"]
