"""Answers as flat rows for tables, and as whole lines of JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import singledispatch
from typing import Any

import msgspec
from msgspec import Struct

from kelisim.analysis.comparison import Compared
from kelisim.analysis.coverage import Coverage, Fact
from kelisim.analysis.followup import Undertaking
from kelisim.analysis.schedule import Occasion
from kelisim.analysis.search import Found
from kelisim.analysis.series import Point
from kelisim.analysis.targets import Target
from kelisim.analysis.wording import sentence
from kelisim.model import Citation, Claim, Conflict, Document, Entry, Judged, Source, as_dict
from kelisim.model.wording import amount, growth, people
from kelisim.resolve.actors import Actor

REPORTED, LEFT_OUT = "●", "·"

MARKS = "«»"
"""What stands around the words that were found."""

LONGEST_QUOTE = 120

CITED = "cited"
"""The column of citations."""

REASON = "reason"
"""The column of a sentence that is read to its end or not at all."""


@singledispatch
def row(value: Struct) -> dict[str, Any]:
    """A value in a few columns."""
    return as_dict(value)


@singledispatch
def line(value: Struct) -> dict[str, Any]:
    """A value as its whole line of JSON."""
    return as_dict(value)


@line.register
def _entry_line(value: Entry) -> dict[str, Any]:
    built = as_dict(value)
    fields = built.pop("fields", {})
    return {"id": value.id, "kind": value.kind, "parties": list(value.parties), "conflicts": [], **fields, **built}


@line.register
def _conflict_line(value: Conflict) -> dict[str, Any]:
    built = as_dict(value)
    return {"id": value.id, "type": value.type, "status": value.status, "explained_by": None} | built


@row.register
def _conflict_row(value: Conflict) -> dict[str, Any]:
    return {
        "id": value.id,
        "type": value.type,
        "status": value.status,
        "explained_by": value.explained_by,
        "kind": value.kind,
        "parties": ", ".join(value.parties),
        REASON: value.reason,
    }


@row.register
def _document_row(value: Document) -> dict[str, Any]:
    return {
        "id": value.id,
        "language": value.language,
        "published": value.published,
        "title": value.title,
        "url": value.url,
        "characters": len(value.text),
    }


def document_row(document: Document, source: Source, original: str, note: str | None) -> dict[str, Any]:
    """A document in a few columns; ``original`` is the one among its copies whose text it most likely is."""
    return {
        "id": document.id,
        "language": document.language,
        "published": document.published,
        "dating": document.dating,
        "outlet": source.outlet or source.kind,
        "kind": source.kind,
        "country": source.country,
        "copy of": original if original != document.id else None,
        "title": document.title,
        "note": note,
    }


def document_line(document: Document, source: Source, original: str, note: str | None) -> dict[str, Any]:
    """A document with all that is known of it; no outlet where it has no address."""
    return {
        "id": document.id,
        "language": document.language,
        "published": document.published,
        "dating": document.dating,
        "outlet": source.outlet,
        "outlet_kind": source.kind,
        "country": source.country,
        "copy_of": original if original != document.id else None,
        "title": document.title,
        "url": document.url,
        "characters": len(document.text),
        "note": note,
    }


@row.register
def _claim_row(value: Claim) -> dict[str, Any]:
    return {
        "kind": value.kind,
        "parties": ", ".join(value.parties),
        "what": _essence(value),
        "document": value.document,
        "span": f"{value.start}–{value.end}",
        "quote": " ".join(value.quote.split()),
    }


@row.register
def _entry_row(value: Entry) -> dict[str, Any]:
    return {
        "id": value.id,
        "parties": ", ".join(value.parties),
        "what": sentence(value),
        "claims": len(value.claims),
        "sources": value.health.sources,
        "languages": value.health.languages,
    }


@row.register
def _judged_row(value: Judged) -> dict[str, Any]:
    judgement = value.judgement
    correction = f" {judgement.field} = {msgspec.json.encode(judgement.value).decode()}" if judgement.field else ""
    return {
        "id": value.id,
        "status": value.status,
        "judgement": judgement.kind + correction,
        "of": " | ".join(", ".join(side) for side in judgement.sides) or judgement.withdraws,
        "by": judgement.author,
        "on": judgement.recorded_at[:10],
        "why": judgement.reason,
        "lost": ", ".join(value.lost),
    }


@line.register
def _judged_line(value: Judged) -> dict[str, Any]:
    """The judgement itself; ``sides_now`` are its claims as the newest documents have them, where these differ."""
    built: dict[str, Any] = {"id": value.id, "status": value.status, **as_dict(value.judgement)}
    if value.status in ("stands", "reopened") and value.sides != value.judgement.sides:
        built["sides_now"] = value.sides
    return built | ({"lost": value.lost} if value.lost else {})


@row.register
def _actor_row(value: Actor) -> dict[str, Any]:
    offices = [
        f"{item.office.replace('_', ' ')}{f' ({item.first} – {item.last})' if item.first else ''}"
        for item in value.offices
    ]
    others = [name for name in value.spellings if name != value.name]
    return {
        "name": value.name,
        "state": value.state or "",
        "offices": "; ".join(offices),
        "claims": len(value.claims),
        "also": "; ".join(others),
    }


@row.register
def _target_row(value: Target) -> dict[str, Any]:
    observed = value.observed
    figure = (
        f"{amount(observed.value or 0, observed.unit or '', observed.bound)} in {observed.period}" if observed else ""
    )
    return {
        "id": value.entry,
        "parties": ", ".join(value.parties),
        "target": value.what,
        "observed": figure + (" (disputed)" if observed and observed.disputed else ""),
        "needed": growth(value.needed_growth),
        "grown": growth(value.observed_growth),
        "standing": value.standing.replace("_", " "),
        "because": value.reason,
        CITED: cited((*value.claims, *(observed.claims if observed else ()))),
    }


@row.register
def _undertaking_row(value: Undertaking) -> dict[str, Any]:
    return {
        "status": value.status.replace("_", " "),
        "id": value.entry,
        "parties": ", ".join(value.parties),
        "what": _told(value),
        "because": value.reason,
        "stages": " → ".join(stages) if len(stages := _stages(value)) > 1 else "",
        "last heard": value.last_heard,
        CITED: cited(value.claims),
    }


def _stages(value: Undertaking) -> list[str]:
    """The stages in order, each once where texts repeat it."""
    stages: list[str] = []
    for step in value.steps:
        name = (step.stage or "").replace("_", " ")
        if name and name not in stages[-1:]:
            stages.append(name)
    return stages


@row.register
def _point_row(value: Point) -> dict[str, Any]:
    return {
        "id": value.entry,
        "period": value.period,
        "value": amount(value.value, value.unit or "", value.bound) if value.value is not None else "",
        "change": f"{value.change.value:+g}%" if value.change else "",
        "of": "part of a year" if value.partial else "",
        "disputed": f"≠ {', '.join(value.disputed)}" if value.disputed else "",
        CITED: cited(value.claims),
    }


@row.register
def _occasion_row(value: Occasion) -> dict[str, Any]:
    return {
        "date": value.date,
        "occasion": f"{value.occasion}{' (coming)' if value.coming else ''}",
        "parties": ", ".join(value.parties),
        "what": _told(value),
        "id": value.entry,
        CITED: cited(value.claims),
    }


@row.register
def _fact_row(value: Fact) -> dict[str, Any]:
    return {
        "id": value.entry,
        "kind": value.kind,
        "parties": ", ".join(value.parties),
        "what": _told(value),
        "reported by": ", ".join(value.reported_by),
        "left out by": ", ".join(value.left_out_by),
        CITED: cited(value.claims),
    }


def matrix(coverage: Coverage) -> list[dict[str, Any]]:
    """The facts of an event against its documents, a column each."""
    names = [source.document for source in coverage.sources]
    return [
        {"id": fact.entry, "what": _told(fact)}
        | {name: REPORTED if name in fact.reported_by else LEFT_OUT for name in names}
        for fact in coverage.facts
    ]


@row.register
def _found_row(value: Found) -> dict[str, Any]:
    first = value.snippets[0]
    return {
        "document": value.document,
        "language": value.language,
        "published": value.published,
        "passage": " ".join(f"{first.before}{MARKS[0]}{first.text}{MARKS[1]}{first.after}".split()),
        "span": f"{first.start}–{first.end}",
        "entries": "; ".join(fact.what for fact in value.entries),
    }


@row.register
def _compared_row(value: Compared) -> dict[str, Any]:
    return {
        "in": value.side,
        "id": value.entry,
        "parties": ", ".join(value.parties),
        "what": _told(value),
        "differs": "; ".join(
            f"{item.field}: {_shown(item.first)} ≠ {_shown(item.second)}" for item in value.differences
        ),
        CITED: cited(value.claims),
    }


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    if isinstance(value, dict):
        return " ".join(_shown(item) for item in value.values())
    if isinstance(value, (list, tuple)):
        return ", ".join(_shown(item) for item in value)
    return str(value)


def _told(value: Undertaking | Occasion | Fact | Compared) -> str:
    return told(value.kind, value.what, value.claims)


def told(kind: str, what: str, claims: Sequence[Citation]) -> str:
    """What an entry says; of a commitment, which no field describes, the words of its first text."""
    if kind != "commitment" or not claims:
        return what
    quote = " ".join(claims[0].quote.split())
    return f"{what}: “{quote if len(quote) <= LONGEST_QUOTE else quote[: LONGEST_QUOTE - 1] + '…'}”"


def cited(claims: Iterable[Citation]) -> str:
    """Where the claims stand: document and span."""
    return "; ".join(f"{citation.document} {citation.start}–{citation.end}" for citation in claims)


def _essence(claim: Claim) -> str:
    parts = [claim.indicator or claim.instrument or claim.form or claim.name, claim.stage or claim.status]
    if claim.count is not None:
        parts.append(f"{claim.count} ×")
    if claim.value is not None:
        parts.append(amount(claim.value, claim.unit or "", claim.bound))
    if claim.change is not None:
        parts.append(f"{claim.change.value:+g}%")
    parts.append(claim.date or claim.period or claim.deadline)
    if claim.participants:
        parts.append(people([as_dict(person) for person in claim.participants]))
    return " ".join(part for part in parts if part)
