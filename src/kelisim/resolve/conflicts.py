"""Which claims disagree, and which only seem to.

Only claims of the same parties are compared, so the conflicts of a ledger are those of its blocks, a *block* being all
entries of one set of parties, of whatever kind: what :func:`find_conflicts` gives for all entries is what it gives for
each block, taken together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from kelisim.model import Claim, Conflict, Entry, Side, cite
from kelisim.model.identity import content_id
from kelisim.resolve.differences import Difference, Known, Said, Voice
from kelisim.resolve.event_conflicts import event_differences
from kelisim.resolve.figure_conflicts import figure_differences
from kelisim.resolve.sum_conflicts import portfolio_differences, rate_differences
from kelisim.resolve.target_conflicts import target_differences

COMPARED = frozenset({"asserted", "planned", "reported"})
"""Modalities that commit a text; what is denied or only possible contradicts nothing."""

LISTED_TEXTS = 3
LISTED_SIDES = 6
"""How many texts of a side and how many sides a reason names; the rest is counted."""


def find_conflicts(entries: Iterable[Entry], claims: Mapping[str, Claim], known: Known) -> list[Conflict]:
    """The conflicts among the entries, sorted by name, whatever the order of the entries.

    ``claims`` holds every claim that the entries cite, by name.
    """
    blocks: dict[tuple[str, ...], list[Said]] = defaultdict(list)
    for entry in entries:
        for citation in entry.claims:
            claim = claims[citation.claim]
            if claim.modality in COMPARED:
                said = Said(citation.claim, entry.id, claim, known.published.get(claim.document))
                blocks[entry.parties].append(said)
    found = [conflict for said in blocks.values() for conflict in _block_conflicts(sorted(said), known)]
    return sorted(found, key=lambda conflict: conflict.id)


def marked(entries: Iterable[Entry], conflicts: Iterable[Conflict]) -> list[Entry]:
    """The entries, each with the names of the open conflicts that it has a part in."""
    names: dict[str, list[str]] = defaultdict(list)
    for conflict in conflicts:
        if conflict.status == "open":
            for entry in conflict.entries:
                names[entry].append(conflict.id)
    return [msgspec.structs.replace(entry, conflicts=tuple(sorted(names.get(entry.id, ())))) for entry in entries]


def _block_conflicts(said: Sequence[Said], known: Known) -> list[Conflict]:
    return [_conflict(group, known) for group in _merged(_differences(said, known))]


def _differences(said: Sequence[Said], known: Known) -> Iterator[Difference]:
    yield from figure_differences([item for item in said if item.claim.kind == "indicator"], known)
    yield from target_differences([item for item in said if item.claim.kind == "target"], known)
    yield from event_differences(said, known)
    yield from portfolio_differences([item for item in said if item.claim.kind == "project"], known)
    yield from rate_differences(said, known)


def _merged(differences: Iterable[Difference]) -> list[list[Difference]]:
    """The differences of one type, explanation and topic that hang together by a common side: each group a conflict."""
    groups: dict[tuple[str, str, str], list[list[Difference]]] = defaultdict(list)
    for difference in differences:
        key = (difference.type, difference.explained_by or "", difference.topic)
        touched = [group for group in groups[key] if any(_touch(difference, other) for other in group)]
        joined = [difference, *(item for group in touched for item in group)]
        groups[key] = [group for group in groups[key] if group not in touched] + [joined]
    return [group for key in sorted(groups) for group in groups[key]]


def _touch(one: Difference, other: Difference) -> bool:
    return not {one.one, one.other}.isdisjoint({other.one, other.other})


def _conflict(differences: Sequence[Difference], known: Known) -> Conflict:
    heard = sorted({voice for item in differences for voice in (item.one, item.other)}, key=lambda voice: voice.order)
    told = max(differences, key=lambda item: (item.weight, item.why))
    said = {item.id: item for voice in heard for item in voice.said}
    sides = tuple(Side(voice.says, tuple(sorted(item.id for item in voice.said))) for voice in heard)
    explained_by = told.explained_by
    claim = heard[0].claim
    content = (told.type, explained_by, claim.kind, claim.parties, sides)
    return Conflict(
        id=f"x{content_id(content)[:12]}",
        type=told.type,
        status="open" if explained_by is None else "explained",
        explained_by=explained_by,
        kind=claim.kind,
        parties=claim.parties,
        entries=tuple(sorted({item.entry for item in said.values()})),
        reason=_reason(told, heard, known),
        sides=sides,
        citations=tuple(cite(name, said[name].claim) for name in sorted(said)),
    )


def _reason(told: Difference, heard: Sequence[Voice], known: Known) -> str:
    """One sentence: what is spoken of, what each side says in which texts, and what that means."""
    shown = [f"{voice.says} ({_texts(voice, known)})" for voice in heard[:LISTED_SIDES]]
    if len(heard) > LISTED_SIDES:
        shown.append(f"{len(heard) - LISTED_SIDES} more")
    listed = " and ".join(([", ".join(shown[:-1])] if len(shown) > 1 else []) + shown[-1:])
    return f"{told.topic} {listed}; {told.why}."


def _texts(voice: Voice, known: Known) -> str:
    dated = sorted({(item.published or "undated", item.claim.document) for item in voice.said})
    shown = [f"{known.outlets.get(document, document)}, {published}" for published, document in dated[:LISTED_TEXTS]]
    if len(dated) > LISTED_TEXTS:
        shown.append(f"{len(dated) - LISTED_TEXTS} more")
    return "; ".join(shown)
