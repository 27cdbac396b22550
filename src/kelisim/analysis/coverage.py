"""Who reported what of an event, and who left it out: facts against documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from msgspec import Struct

from kelisim.analysis.periods import Days, days_of
from kelisim.analysis.sources import Sources
from kelisim.analysis.wording import sentence
from kelisim.model import Citation, Entry, Source
from kelisim.model.vocabulary import KINDS, Kind

UNKNOWN_YEAR = "XXXX"

EVENT_DAYS = 3
"""A text published so many days before or after speaks of the event."""


class Event(Struct, frozen=True, omit_defaults=True):
    """What happened: the parties, the day (EDTF) when it is known, and the entry when it is one."""

    parties: tuple[str, ...]
    date: str | None = None
    entry: str | None = None
    what: str | None = None


class Fact(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """An entry, the documents that report it (with where) and those that leave it out."""

    entry: str
    kind: Kind
    parties: tuple[str, ...]
    what: str
    reported_by: tuple[str, ...]
    left_out_by: tuple[str, ...] = ()
    claims: tuple[Citation, ...] = ()


class Coverage(Struct, frozen=True, omit_defaults=True):
    """The event, its documents in the order of publication, and its facts, the most reported first."""

    event: Event
    sources: tuple[Source, ...]
    facts: tuple[Fact, ...]


def event_of(entry: Entry) -> Event:
    """The event that an entry, usually a meeting, tells."""
    return Event(entry.parties, entry.fields.get("date"), entry.id, sentence(entry))


def build_coverage(entries: Sequence[Entry], sources: Sources, event: Event) -> Coverage:
    """The coverage of an event, from all entries.

    Its documents are those that report the entry, or a meeting of its parties on its day, and those published within
    :data:`EVENT_DAYS` of it that say something of all its parties; its facts are the entries those documents carry about
    these parties, together or among them.
    """
    chosen = _documents(entries, sources, event)
    ordered = sorted(chosen, key=lambda name: (sources[name].published or "~" if name in sources else "~", name))
    facts = [_fact(entry, ordered) for entry in entries if _is_of(entry, event) and _reporters(entry) & chosen]
    facts.sort(key=lambda fact: (fact.entry != event.entry, -len(fact.reported_by), KINDS.index(fact.kind), fact.entry))
    return Coverage(event, tuple(sources.get(name) or Source(document=name) for name in ordered), tuple(facts))


def _is_of(entry: Entry, event: Event) -> bool:
    parties, wanted = set(entry.parties), set(event.parties)
    return wanted <= parties or (bool(parties) and parties <= wanted)


def _reporters(entry: Entry) -> set[str]:
    return {citation.document for citation in entry.claims}


def _documents(entries: Iterable[Entry], sources: Sources, event: Event) -> set[str]:
    wanted = set(event.parties)
    reporting: set[str] = set()
    about: set[str] = set()
    for entry in entries:
        if entry.id == event.entry or (event.entry is None and _is_on(entry, event)):
            reporting |= _reporters(entry)
        if wanted <= set(entry.parties):
            about |= _reporters(entry)
    when = days_of(event.date)
    told = [when] if when.first else [days_of(sources[name].published) for name in reporting if name in sources]
    return reporting | {name for name in about if any(_is_near(sources.get(name), days) for days in told)}


def _is_on(entry: Entry, event: Event) -> bool:
    """Whether the entry is a meeting of the event's parties on its day; a text that gives no year means any."""
    day, asked = entry.fields.get("date") or "", event.date or ""
    same = day == asked or (day.startswith(UNKNOWN_YEAR) and day.removeprefix(UNKNOWN_YEAR) == asked[len("2025") :])
    return entry.kind == "meeting" and set(event.parties) <= set(entry.parties) and bool(day) and same


def _is_near(source: Source | None, days: Days) -> bool:
    day = days_of(source.published if source else None).first
    around = timedelta(days=EVENT_DAYS)
    return (
        day is not None
        and days.first is not None
        and days.last is not None
        and days.first - around <= day <= days.last + around
    )


def _fact(entry: Entry, documents: Sequence[str]) -> Fact:
    reporters = _reporters(entry)
    return Fact(
        entry=entry.id,
        kind=entry.kind,
        parties=entry.parties,
        what=sentence(entry),
        reported_by=tuple(name for name in documents if name in reporters),
        left_out_by=tuple(name for name in documents if name not in reporters),
        claims=tuple(citation for citation in entry.claims if citation.document in documents),
    )
