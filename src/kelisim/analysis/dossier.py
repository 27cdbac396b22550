"""All of the ledger that concerns two or more parties, as a brief with citations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from kelisim.analysis.relation import Line
from kelisim.analysis.sources import Sources, is_published_since
from kelisim.model import Conflict, Entry
from kelisim.model.vocabulary import CONFLICT_TYPES, Kind

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


class News(Struct, frozen=True):
    """What is new since a date: the documents tell by their publication; ``recorded`` are claims recorded since.

    A ledger begun after the date says nothing by its recordings: then ``recorded`` is empty.
    """

    since: str
    sources: Sources
    recorded: frozenset[str] = frozenset()


class Section(Struct, frozen=True):
    """One part of a dossier."""

    title: str
    entries: tuple[Entry, ...]


class Dossier(Struct, frozen=True):
    """What the ledger knows of the parties, by section; sections without entries are left out.

    ``state`` sums up the relation; ``new`` holds what is new since ``since``, when that was asked for.
    ``conflicts`` are the open ones among its entries, by type; the entries name them by id.
    """

    parties: tuple[str, ...]
    names: tuple[str, ...]
    sections: tuple[Section, ...]
    state: tuple[Line, ...] = ()
    since: str | None = None
    new: tuple[Entry, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    @property
    def size(self) -> int:
        """How many entries it has."""
        return sum(len(section.entries) for section in self.sections)

    @property
    def documents(self) -> frozenset[str]:
        """The documents that its entries cite."""
        entries = (entry for section in self.sections for entry in section.entries)
        return frozenset(citation.document for entry in (*entries, *self.new) for citation in entry.claims)


def build_dossier(
    entries: Iterable[Entry],
    parties: Sequence[str],
    names: Sequence[str],
    *,
    state: tuple[Line, ...] = (),
    news: News | None = None,
    conflicts: Iterable[Conflict] = (),
) -> Dossier:
    """The dossier of ``parties`` from all entries and conflicts that concern every one of them.

    ``names`` are those of the parties in English.
    """
    wanted = set(parties)
    concerned = [entry for entry in entries if wanted <= set(entry.parties)]
    new = [entry for entry in concerned if news and is_new(entry, news)]
    sections = []
    for title, kinds in SECTIONS:
        chosen = sorted((entry for entry in concerned if entry.kind in kinds), key=_order)
        if chosen:
            sections.append(Section(title, tuple(chosen)))
    disputed = [item for item in conflicts if item.status == "open" and wanted <= set(item.parties)]
    return Dossier(
        parties=tuple(sorted(parties)),
        names=tuple(names),
        sections=tuple(sections),
        state=state,
        since=news.since if news else None,
        new=tuple(sorted(new, key=_order)),
        conflicts=tuple(sorted(disputed, key=lambda item: (CONFLICT_TYPES.index(item.type), item.id))),
    )


def is_new(entry: Entry, news: News) -> bool:
    """Whether the latest that is known of an entry was published, or came into the ledger, since a date."""
    return any(
        citation.claim in news.recorded or is_published_since(news.sources.get(citation.document), news.since)
        for citation in entry.claims
    )


def _order(entry: Entry) -> tuple[str, str]:
    """By time, what has none last."""
    fields = entry.fields
    time = fields.get("date") or fields.get("period") or fields.get("deadline") or ""
    return (time if time[:1].isdigit() else f"~{time}", entry.id)
