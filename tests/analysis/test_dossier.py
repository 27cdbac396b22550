from __future__ import annotations

from typing import Any

import msgspec

from kelisim.analysis.dossier import build_dossier
from kelisim.exports.markdown import dossier_markdown
from kelisim.model import Citation, Conflict, Entry, Health, Side, Source


def entry(name: str, kind: str, parties: tuple[str, ...] = ("KZ", "UZ"), **fields: Any) -> Entry:
    citation = Citation(claim=f"c{name}", document="a", start=0, end=4, quote="*abc", language="kk")
    return Entry(
        id=name, kind=kind, parties=parties, fields=fields, claims=(citation,), health=Health(1, 1, 0, 1, 1.0, 1.0)
    )  # type: ignore[arg-type]


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


def dispute(*, status: str = "open", parties: tuple[str, ...] = ("KZ", "UZ")) -> Conflict:
    citations = tuple(
        Citation(claim=f"c{name}", document="a", start=0, end=4, quote="*abc", language="kk") for name in "12"
    )
    return Conflict(
        id="x1",
        type="value",
        status=status,  # type: ignore[arg-type]
        kind="indicator",
        parties=parties,
        entries=("1", "2"),
        reason="Trade turnover is given as 4 and 5; they are 20% apart.",
        sides=(Side("4", ("c1",)), Side("5", ("c2",))),
        citations=citations,
    )


def test_a_dossier_has_the_open_conflicts_of_its_parties_and_marks_their_entries() -> None:
    figure = msgspec.structs.replace(entry("1", "indicator", indicator="trade_turnover"), conflicts=("x1",))
    disputes = [dispute(), dispute(status="explained"), dispute(parties=("AZ", "KZ"))]
    dossier = build_dossier([figure], ["KZ", "UZ"], ["Kazakhstan", "Uzbekistan"], conflicts=disputes)
    assert dossier.conflicts == (dispute(),)
    shown = dossier_markdown(dossier, {})
    assert "Trade turnover (disputed: x1) [^1]" in shown
    assert "## Conflicts" in shown
    assert "- x1, value: Trade turnover is given as 4 and 5; they are 20% apart. [^1][^2]" in shown
    assert shown.count("[^1]:") == 1
