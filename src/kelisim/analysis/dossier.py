"""All of the ledger that concerns two or more parties, as a brief with citations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from kelisim.model import Entry
from kelisim.model.vocabulary import Kind

SECTIONS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("Meetings", ("meeting",)),
    ("Figures", ("indicator",)),
    ("Targets", ("target",)),
    ("Agreements", ("agreement",)),
    ("Projects", ("project",)),
    ("Commitments", ("commitment",)),
    ("Awards", ("award",)),
)
"""The parts of a dossier, in the order in which a reader asks for them."""


class Section(Struct, frozen=True):
    """One part of a dossier."""

    title: str
    entries: tuple[Entry, ...]


class Dossier(Struct, frozen=True):
    """What the ledger knows of the parties, by section; sections without entries are left out."""

    parties: tuple[str, ...]
    names: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def size(self) -> int:
        """How many entries it has."""
        return sum(len(section.entries) for section in self.sections)


def build_dossier(entries: Iterable[Entry], parties: Sequence[str], names: Sequence[str]) -> Dossier:
    """The dossier of ``parties`` from all entries that concern every one of them; ``names`` are theirs in English."""
    wanted = set(parties)
    concerned = [entry for entry in entries if wanted <= set(entry.parties)]
    sections = []
    for title, kinds in SECTIONS:
        chosen = sorted((entry for entry in concerned if entry.kind in kinds), key=_order)
        if chosen:
            sections.append(Section(title, tuple(chosen)))
    return Dossier(tuple(sorted(parties)), tuple(names), tuple(sections))


def _order(entry: Entry) -> tuple[str, str]:
    """By time, what has none last."""
    fields = entry.fields
    time = fields.get("date") or fields.get("period") or fields.get("deadline") or ""
    return (time if time[:1].isdigit() else f"~{time}", entry.id)
