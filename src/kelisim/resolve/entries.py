"""Which claims state the same fact, and what the fact is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Any, NamedTuple

import msgspec

from kelisim.model import Citation, Claim, Entry, Health
from kelisim.model.identity import claim_id

SAME_VALUE = 0.02
"""Relative difference up to which two sums may be one, stated with different precision."""

CLOSE_DAYS = 10
"""Texts published within so many days of each other speak of one event when nothing else tells them apart."""

VISIT_DAYS = 4
"""A visit lasts so long at most: texts date what was signed during it by its first, its last or any other day."""

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


class Stated(NamedTuple):
    """A claim with its name and what is known of its document."""

    id: str
    claim: Claim
    published: str | None


def resolve(claims: Iterable[Claim], published: Mapping[str, str | None]) -> list[Entry]:
    """The entries of all claims, sorted by name; ``published`` gives the documents' dates (EDTF or ``None``)."""
    stated = sorted(Stated(claim_id(claim), claim, published.get(claim.document)) for claim in claims)
    groups = _clusters(stated)
    return sorted((_entry(group) for group in groups), key=lambda entry: entry.id)


# linking


def _clusters(stated: Sequence[Stated]) -> list[list[Stated]]:
    """Connected components of the pairs that state one fact, never joining claims that contradict each other."""
    cluster_of = {item.id: [item] for item in stated}
    for one, other in _pairs(stated):
        mine, theirs = cluster_of[one.id], cluster_of[other.id]
        if mine is theirs or any(_contradict(a.claim, b.claim) for a in mine for b in theirs):
            continue
        joined = sorted([*mine, *theirs])
        for item in joined:
            cluster_of[item.id] = joined
    unique = {id(cluster): cluster for cluster in cluster_of.values()}
    return list(unique.values())


def _pairs(stated: Sequence[Stated]) -> Iterator[tuple[Stated, Stated]]:
    """Pairs that state one fact, the surest first, equal ones in the order of their names."""
    blocks: dict[Hashable, list[Stated]] = defaultdict(list)
    for item in stated:
        for key in _block_keys(item.claim):
            blocks[key].append(item)
    scored: dict[tuple[str, str], tuple[float, Stated, Stated]] = {}
    for block in blocks.values():
        for one, other in combinations(block, 2):
            if one.claim.document == other.claim.document or (one.id, other.id) in scored:
                continue
            scored[one.id, other.id] = (likeness(one, other), one, other)
    chosen = [item for item in scored.values() if item[0] > 0]
    chosen.sort(key=lambda item: (-item[0], item[1].id, item[2].id))
    for _, one, other in chosen:
        yield one, other


def _block_keys(claim: Claim) -> list[Hashable]:
    """Claims that share no key are never compared."""
    base = (claim.kind, claim.parties)
    if claim.kind == "meeting":
        return [(*base, claim.form)]
    if claim.kind in ("indicator", "target"):
        return [(*base, claim.indicator)]
    return [base]


def likeness(one: Stated, other: Stated) -> float:
    """How surely two claims of one block state one fact: above 0 they do. In ``[-1, 1]``."""
    a, b = one.claim, other.claim
    if _contradict(a, b):
        return -1.0
    near = _published_close(one.published, other.published)
    return _LIKENESS[a.kind](a, b, near)


def _meeting_likeness(a: Claim, b: Claim, near: float) -> float:
    people = _people(a) & _people(b)
    if a.date and b.date and a.date[0].isdigit() and b.date[0].isdigit():
        if a.form in ("summit", "forum"):
            return 0.9
        return 0.9 if people or not (_people(a) or _people(b)) else -0.5
    if _people(a) == _people(b) and people:
        return 0.4 + near
    return near - 0.4


def _figure_likeness(a: Claim, b: Claim, near: float) -> float:
    when_a, when_b = (a.period, b.period) if a.kind == "indicator" else (a.deadline, b.deadline)
    if a.value is None or b.value is None:
        return 0.5 + near if a.change is not None and a.change == b.change and when_a == when_b else -0.5
    if when_a == when_b and when_a is not None:
        return 0.9
    if a.kind == "indicator" and "recent_years" in (when_a, when_b) and when_a is not None and when_b is not None:
        return -0.5
    return 0.3 + near if a.kind == "indicator" else 0.5 + near / 2


def _undertaking_likeness(a: Claim, b: Claim, near: float) -> float:
    if a.name is not None and a.name == b.name:
        return 0.9
    numbers = [(x, y) for x, y in ((a.count, b.count), (a.value, b.value)) if x not in (None, 1) and y not in (None, 1)]
    if numbers:
        return 0.5 + near
    if a.kind == "agreement" and a.instrument == b.instrument and a.instrument in ("statement", "programme"):
        if a.period and a.period == b.period:
            return 0.8
        return near - 0.15 if a.instrument == "statement" else -0.5
    return -0.5


def _award_likeness(a: Claim, b: Claim, near: float) -> float:
    return 0.4 + near if _people(a) == _people(b) else -0.5


def _no_likeness(_a: Claim, _b: Claim, _near: float) -> float:
    return -0.5


_LIKENESS = {
    "meeting": _meeting_likeness,
    "indicator": _figure_likeness,
    "target": _figure_likeness,
    "agreement": _undertaking_likeness,
    "project": _undertaking_likeness,
    "award": _award_likeness,
    "commitment": _no_likeness,
}


def _published_close(one: str | None, other: str | None) -> float:
    """0.3 when two texts appeared together, -0.6 when far apart, 0 when that is not known."""
    days = [_day(text) for text in (one, other)]
    if days[0] is None or days[1] is None:
        return 0.0
    return 0.3 if abs((days[0] - days[1]).days) <= CLOSE_DAYS else -0.6


def _day(edtf: str | None) -> date | None:
    try:
        return date.fromisoformat(edtf) if edtf else None
    except ValueError:
        return None


def _contradict(a: Claim, b: Claim) -> bool:
    """Whether two claims cannot state one fact: dates, sums, counts or names that exclude each other."""
    if a.document == b.document:
        return True
    if apart(a.date, b.date) and not _same_signing(a, b):
        return True
    if apart(a.period, b.period) or apart(a.deadline, b.deadline):
        return True
    if a.unit is not None and a.unit == b.unit and not _same_sum(a.value, b.value):
        return True
    if a.name is not None and b.name is not None and a.name != b.name:
        return True
    if (
        a.kind in ("agreement", "project")
        and a.count not in (None, 1)
        and b.count not in (None, 1)
        and a.count != b.count
    ):
        return True
    return a.instrument != b.instrument


def _same_signing(a: Claim, b: Claim) -> bool:
    """Whether two instruments counted alike were signed within the days of one visit, on whose day texts differ."""
    days = [_day(a.date), _day(b.date)]
    if a.kind != "agreement" or a.count in (None, 1) or a.count != b.count or days[0] is None or days[1] is None:
        return False
    return abs((days[0] - days[1]).days) <= VISIT_DAYS


def apart(one: str | None, other: str | None) -> bool:
    """Whether two EDTF times exclude each other; unknown, relative and partly unknown ones never do."""
    if not one or not other or not (one[0].isdigit() and other[0].isdigit()):
        return False
    if "/" in one or "/" in other:
        return one != other and not (one.startswith(other) or other.startswith(one))
    shared = min(len(one), len(other))
    return one[:shared] != other[:shared]


def _same_sum(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return True
    return abs(one - other) <= SAME_VALUE * max(abs(one), abs(other))


def _people(claim: Claim) -> frozenset[tuple[str | None, str | None]]:
    return frozenset((person.state, person.office) for person in claim.participants)


# what the fact is


def _entry(group: Sequence[Stated]) -> Entry:
    claims = [item.claim for item in group]
    fields = _resolved(claims)
    kind = claims[0].kind
    documents = {claim.document for claim in claims}
    expected = EXPECTED_FIELDS[kind]
    health = Health(
        documents=len(documents),
        languages=len({claim.language for claim in claims}),
        completeness=round(sum(field in fields for field in expected) / len(expected), 2),
        agreement=round(_agreement(claims, fields), 2),
    )
    return Entry(
        id=f"{kind[0]}{min(item.id for item in group)[:12]}",
        kind=kind,
        parties=_most_common([claim.parties for claim in claims]),
        fields=fields,
        claims=tuple(_citation(item) for item in group),
        health=health,
    )


def _citation(item: Stated) -> Citation:
    claim = item.claim
    return Citation(
        claim=item.id,
        document=claim.document,
        start=claim.start,
        end=claim.end,
        quote=claim.quote,
        language=claim.language,
    )


def _resolved(claims: Sequence[Claim]) -> dict[str, Any]:
    """Each field as most claims state it; between equals the one with its year, then the more precise."""
    values: dict[str, list[Any]] = defaultdict(list)
    for claim in claims:
        for field, value in msgspec.to_builtins(claim).items():
            if field not in IDENTITY_FIELDS:
                values[field].append(value)
    return {field: _most_common(values[field]) for field in sorted(values)}


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
