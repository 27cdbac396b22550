"""Which claims state the same fact, and what the fact is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from kelisim.model import Claim, Entry, Health, Source, cite
from kelisim.model.identity import claim_id
from kelisim.resolve.comparisons import Stated
from kelisim.resolve.constraints import Constraints, corrected_claim
from kelisim.resolve.independence import independent, officials
from kelisim.resolve.linking import NONE, clusters

IDENTITY_FIELDS = frozenset(
    {"document", "kind", "parties", "start", "end", "quote", "language", "modality", "confidence", "frame", "origin"}
)

EXPECTED_FIELDS: Mapping[str, tuple[str, ...]] = {
    "meeting": ("form", "participants", "date", "place", "status"),
    "agreement": ("instrument", "stage", "date", "sectors"),
    "project": ("stage", "sectors", "name", "date"),
    "indicator": ("indicator", "value", "unit", "period"),
    "target": ("indicator", "value", "unit", "deadline"),
    "commitment": ("actor", "sectors"),
    "award": ("participants", "name"),
}
"""The fields that a complete entry of a kind has."""


def resolve(
    claims: Iterable[Claim],
    published: Mapping[str, str | None],
    constraints: Constraints = NONE,
    sources: Mapping[str, Source] | None = None,
) -> list[Entry]:
    """The entries of all claims, sorted by name.

    ``published`` gives the documents' dates (EDTF or ``None``), ``constraints`` what persons have judged, ``sources`` whose
    text each document is: where that is not known, a document speaks for itself.
    """
    stated = (state(claim, published.get(claim.document), constraints) for claim in claims)
    return entries_of(stated, constraints, sources)


def entries_of(
    stated: Iterable[Stated], constraints: Constraints = NONE, sources: Mapping[str, Source] | None = None
) -> list[Entry]:
    """The entries of claims made ready by :func:`state`, sorted by name."""
    groups = clusters((item for item in stated if item.id not in constraints.wrong), constraints)
    known = sources or {}
    return sorted((_entry(group, constraints, known) for group in groups), key=lambda entry: entry.id)


def state(claim: Claim, published: str | None, constraints: Constraints = NONE) -> Stated:
    """A claim ready to be compared: under its name, with what persons have corrected in it."""
    name = claim_id(claim)
    corrected = constraints.corrected.get(name)
    return Stated(name, corrected_claim(claim, corrected) if corrected else claim, published)


# what the fact is


def _entry(group: Sequence[Stated], constraints: Constraints, sources: Mapping[str, Source]) -> Entry:
    claims = [item.claim for item in group]
    fields = _resolved(group, constraints)
    kind = claims[0].kind
    documents = {claim.document for claim in claims}
    voices = [sources.get(name) or Source(document=name, family=name) for name in sorted(documents)]
    expected = EXPECTED_FIELDS[kind]
    health = Health(
        documents=len(documents),
        sources=independent(voices),
        official=officials(voices),
        languages=len({claim.language for claim in claims}),
        completeness=round(sum(field in fields for field in expected) / len(expected), 2),
        agreement=round(_agreement(claims, fields), 2),
    )
    return Entry(
        id=f"{kind[0]}{min(item.id for item in group)[:12]}",
        kind=kind,
        parties=_most_common([claim.parties for claim in claims]),
        fields=fields,
        claims=tuple(cite(item.id, item.claim) for item in group),
        health=health,
    )


def _resolved(group: Sequence[Stated], constraints: Constraints) -> dict[str, Any]:
    """Each field as most claims state it; between equals the one with its year, then the more precise.

    What a person has corrected goes before what texts say; a stage is the one told last, and a meeting that one text
    tells of as held is held.
    """
    values: dict[str, list[Any]] = defaultdict(list)
    corrected: dict[str, list[Any]] = defaultdict(list)
    for item in group:
        for field, value in msgspec.to_builtins(item.claim).items():
            if field not in IDENTITY_FIELDS:
                values[field].append(value)
        for field, value in constraints.corrected.get(item.id, {}).items():
            corrected[field].append(value)
    fields = {field: _most_common(corrected.get(field) or values[field]) for field in sorted(values)}
    if "stage" in fields and "stage" not in corrected:
        fields["stage"] = _most_common(_latest_stages(group))
    if "held" in values.get("status", ()) and "status" not in corrected:
        fields["status"] = "held"
    return fields


def _latest_stages(group: Sequence[Stated]) -> list[str]:
    """The stages that the latest texts tell; those of undated texts only where none is dated."""
    told = [(item.published or "", item.claim.stage) for item in group if item.claim.stage is not None]
    latest = max(day for day, _ in told)
    return [stage for day, stage in told if day == latest]


def _most_common(values: Sequence[Any]) -> Any:
    counts = Counter(_frozen(value) for value in values)
    best = max(counts, key=lambda key: (counts[key], '"X' not in key, len(key), key))
    return next(value for value in values if _frozen(value) == best)


def _frozen(value: Any) -> str:
    return msgspec.json.encode(value, order="sorted").decode()


def _agreement(claims: Sequence[Claim], fields: Mapping[str, Any]) -> float:
    """Share of the stated fields that say what the entry says."""
    said = same = 0
    for claim in claims:
        for field, value in msgspec.to_builtins(claim).items():
            if field in fields and field not in IDENTITY_FIELDS:
                said += 1
                same += _frozen(value) == _frozen(fields[field])
    return same / said if said else 1.0
