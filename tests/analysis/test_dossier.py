from __future__ import annotations

from typing import Any

from kelisim.analysis.dossier import build_dossier
from kelisim.exports.markdown import dossier_markdown
from kelisim.model import Citation, Entry, Health, Source


def entry(name: str, kind: str, parties: tuple[str, ...] = ("KZ", "UZ"), **fields: Any) -> Entry:
    citation = Citation(claim=f"c{name}", document="a", start=0, end=4, quote="*abc", language="kk")
    return Entry(id=name, kind=kind, parties=parties, fields=fields, claims=(citation,), health=Health(1, 1, 1.0, 1.0))  # type: ignore[arg-type]


def test_a_dossier_holds_what_concerns_all_its_parties_by_section_and_time() -> None:
    entries = [
        entry("1", "target", indicator="trade_turnover", value=1e10, unit="USD", deadline="2030"),
        entry("2", "meeting", form="visit", date="2025-11-15"),
        entry("3", "meeting", form="visit", date="2024-08-08"),
        entry("4", "meeting", form="visit"),
        entry("5", "meeting", ("AZ", "KZ"), form="visit"),
    ]
    dossier = build_dossier(entries, ["UZ", "KZ"], ["Uzbekistan", "Kazakhstan"])
    assert [section.title for section in dossier.sections] == ["Meetings", "Targets"]
    assert [item.id for item in dossier.sections[0].entries] == ["3", "2", "4"]
    assert dossier.size == 4


def test_markdown_cites_every_entry_and_escapes_what_texts_say() -> None:
    dossier = build_dossier([entry("1", "meeting", form="visit")], ["KZ", "UZ"], ["Kazakhstan", "Uzbekistan"])
    shown = dossier_markdown(dossier, {"a": Source(document="a", url="https://example.org/a")})
    assert "- Visit [^1]" in shown
    assert r"[^1]: a (kk, undated) 0–4: “\*abc” <https://example.org/a>" in shown


def test_an_empty_dossier_says_so() -> None:
    assert "holds nothing" in dossier_markdown(build_dossier([], ["KZ", "UZ"], ["Kazakhstan", "Uzbekistan"]), {})
