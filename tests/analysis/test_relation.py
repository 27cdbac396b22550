from __future__ import annotations

from datetime import date

from ledger_values import citation, claim, entry, sources

from kelisim.analysis.dossier import News, build_dossier
from kelisim.analysis.relation import Line, relation_state
from kelisim.exports.markdown import dossier_markdown

TODAY = date(2025, 6, 1)
ENTRIES = [
    entry("old", "meeting", citation("1"), form="visit", date="2023-01-01"),
    entry("last", "meeting", citation("2"), form="visit", date="2025-02-19"),
    entry("fell through", "meeting", form="visit", date="2025-03-01", status="scheduled"),
    entry("next", "meeting", citation("3"), form="session", date="2026", status="scheduled"),
    entry("a", "indicator", citation("4"), indicator="trade_turnover", period="2023", value=4e9, unit="USD"),
    entry("b", "indicator", citation("5"), indicator="trade_turnover", period="2024", value=5e9, unit="USD"),
    entry("t", "target", citation("6"), indicator="trade_turnover", value=1e10, unit="USD", deadline="2030"),
    entry("c", "commitment", citation("7"), actor=["KZ"], deadline="2024"),
]


def test_the_state_of_a_relation_is_told_in_cited_lines() -> None:
    state = relation_state(ENTRIES, {}, {}, parties=["KZ", "UZ"], as_of=TODAY)
    assert [(line.about, line.what) for line in state] == [
        ("Last meeting", "Visit on 2025-02-19"),
        ("Next meeting", "Session in 2026 (scheduled)"),
        ("Trade", "5 billion USD in 2024  ▁█ 2023–2024"),
        ("Target", "Trade turnover to reach 10 billion USD by 2030: on track, needs +12.2% a year"),
        ("Undertakings", "1 overdue"),
    ]
    assert [[item.claim for item in line.claims] for line in state] == [["2"], ["3"], ["5"], ["6"], ["7"]]


def test_what_is_new_was_published_or_recorded_since() -> None:
    entries = [
        entry("published", "meeting", citation("1", "new"), form="visit"),
        entry("recorded", "meeting", citation("2", "old"), form="visit"),
        entry("known", "meeting", citation("3", "old"), form="visit"),
    ]
    news = News("2025-02", sources(new="2025-02-01", old="2024-02-01"), frozenset({"2"}))
    dossier = build_dossier(entries, ["KZ", "UZ"], ["Kazakhstan", "Uzbekistan"], news=news)
    assert [item.id for item in dossier.new] == ["published", "recorded"]


def test_markdown_opens_with_the_state_and_what_is_new_and_cites_each_claim_once() -> None:
    entries = [entry("m", "meeting", citation("1", "new"), form="visit")]
    news = News("2025-02", sources(new="2025-02-01"))
    state = (Line("Last meeting", "Visit", entries[0].claims),)
    shown = dossier_markdown(
        build_dossier(entries, ["KZ", "UZ"], ["Kazakhstan", "Uzbekistan"], state=state, news=news), news.sources
    )
    assert (
        shown.index("**Last meeting:** Visit [^1]") < shown.index("## New since 2025-02") < shown.index("## Meetings")
    )
    assert shown.count("[^1]:") == 1
    assert "[^2]" not in shown


def test_nothing_new_is_said_to_be_nothing() -> None:
    news = News("2025-02", {})
    shown = dossier_markdown(build_dossier(ENTRIES, ["KZ", "UZ"], ["A", "B"], news=news), {})
    assert "## New since 2025-02\n\nNothing." in shown


def test_the_claims_of_targets_and_undertakings_may_be_unknown_to_the_state() -> None:
    claims = {"6": claim("target", value=1e10, unit="USD")}
    assert relation_state([ENTRIES[6]], claims, {}, parties=["KZ", "UZ"], as_of=TODAY)[0].about == "Target"
