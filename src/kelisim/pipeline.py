"""The whole way from a source to the ledger."""

from __future__ import annotations

import logging
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from kelisim.errors import KelisimError, LedgerError, TextError
from kelisim.extract.engine import extract_claims
from kelisim.extract.frame_data import load_frames
from kelisim.extract.scopes import WHOLE, Scope, read_scope
from kelisim.extract.tongue import load_tongue
from kelisim.knowledge.loader import load_knowledge
from kelisim.languages.loader import pack_codes
from kelisim.model import PAGE, Claim, Conflict, Document, Entry, Passed, Raw, Skipped, Source, Visit
from kelisim.model.identity import document_id
from kelisim.sources.fetching import Unchanged
from kelisim.sources.reading import Arrival
from kelisim.text.decoding import clean, decode
from kelisim.text.language import identify
from kelisim.text.webpage import read_page
from kelisim.workers import Lost, Workers

if TYPE_CHECKING:
    from kelisim.ledger.store import Store

LONGEST_TEXT = 8_000_000
"""Code points of one document; a longer one is no article and is refused."""

LONGEST_LINE = 1_000_000
"""Code points of one line; a text with a longer one is a dump of data, not prose."""

ALONE = 50
"""Documents that are read before processes are started for the others; ours, so many take about as long as their start."""

PUBLISHED = re.compile(r"-?\d{4}(-\d{2}(-\d{2})?)?(T[\d:.+Z-]+)?")

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Read:
    """A document with its claims, and what is to be said about it."""

    document: Document
    claims: tuple[Claim, ...]
    notes: tuple[str, ...] = ()


Outcome = Read | Skipped | Passed | Visit | Unchanged
"""What became of an arrival."""


@dataclass
class Summary:
    """What became of everything that was read."""

    new: int = 0
    known: int = 0
    passed: Counter[str] = field(default_factory=Counter)
    """What lies in containers and is no document, by reason."""
    skipped: list[Skipped] = field(default_factory=list)
    noted: list[Skipped] = field(default_factory=list)
    claims: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)

    @property
    def read(self) -> int:
        """All that was read, whatever became of it; what was passed over is not among it."""
        return self.new + self.known + len(self.skipped)


def add(sources: Iterable[Arrival], store: Store, *, seen: Callable[[str], None] = lambda _name: None) -> Summary:
    """Read, extract and store every document, then derive the entries; ``seen`` is told each document's name."""
    summary = Summary()
    for item in read_all(sources):
        if isinstance(item, Skipped):
            summary.skipped.append(item)
        elif isinstance(item, Passed):
            summary.passed[item.reason] += 1
        elif isinstance(item, Unchanged):
            summary.known += 1
        elif isinstance(item, Visit):
            store.record_visit(item)
        else:
            seen(item.document.id)
            _store(item, store, summary)
    store.derive()
    return summary


def _store(item: Read, store: Store, summary: Summary) -> None:
    document = item.document
    try:
        outcome = store.add(document, item.claims, note="; ".join(item.notes) or None)
    except LedgerError as error:
        if "another text" not in str(error):
            raise
        summary.skipped.append(Skipped(document.id, str(error)))
        return
    if outcome == "known":
        summary.known += 1
        return
    summary.new += 1
    summary.languages[document.language or "unknown"] += 1
    summary.claims.update(claim.kind for claim in item.claims)
    summary.noted += [Skipped(document.id, note) for note in item.notes]
    summary.noted += [
        Skipped(document.id, f"supersedes {old}, an earlier text of its address; what was judged on that is open again")
        for old in store.supersedes(document.id)
    ]


def read_all(sources: Iterable[Arrival], *, jobs: int | None = 1) -> Iterator[Outcome]:
    """Every document with its claims; what cannot be read stays :class:`~kelisim.model.Skipped`.

    ``jobs`` is how many documents are read side by side, each by a process of its own; ``None`` for as many as there are
    cores, once :data:`ALONE` documents have been read. The order is that of the sources, whatever ``jobs`` is.
    """
    items = iter(sources)
    if jobs is None:
        yield from map(_read, _before(items, ALONE))
    if (jobs or cores()) == 1:
        yield from map(_read, items)
        return
    with Workers(f"{__name__}:{read_one.__name__}", jobs or cores()) as workers:
        for item in workers.run(items, Raw):
            yield _lost(item) if isinstance(item, Lost) else item


def _read(item: Arrival) -> Outcome:
    return read_one(item) if isinstance(item, Raw) else item


def _before(items: Iterator[Arrival], documents: int) -> Iterator[Arrival]:
    """The items up to the one that is the last of so many documents."""
    while documents and (item := next(items, None)) is not None:
        documents -= isinstance(item, Raw)
        yield item


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _lost(lost: Lost[Raw]) -> Skipped:
    reason = f"the process that read it was {lost.how}, as happens when memory is short; add it again by itself"
    return Skipped(lost.task.name, reason, lost.task.origin)


def read_one(raw: Raw) -> Read | Skipped:
    """One document from what a source handed over, with its claims."""
    try:
        document, notes = to_document(raw)
        claims = claims_of(document)
    except KelisimError as error:
        return Skipped(raw.name, str(error), raw.origin)
    except Exception as error:  # noqa: BLE001 -- a text that trips a parser must not end the reading of the others
        _log.debug("reading %s", raw.name, exc_info=True)
        reason = f"it trips its reader ({type(error).__name__}: {error}); report this, with the text if you may"
        return Skipped(raw.name, reason, raw.origin)
    if document.language not in pack_codes():
        notes = (
            *notes,
            f"its language ({document.language or 'unknown'}) has no pack: it is stored and yields no claims",
        )
    return Read(document, tuple(claims), notes)


def claims_of(document: Document) -> list[Claim]:
    """The claims of a document; none when its language has no pack."""
    if document.language not in pack_codes():
        return []
    return extract_claims(document, load_tongue(document.language), load_frames())


def conflicts_among(entries: Iterable[Entry], claims: Mapping[str, Claim], sources: Iterable[Source]) -> list[Conflict]:
    """The conflicts among entries, from the claims that they cite, by name, and the documents of these."""
    from kelisim.knowledge.rates import load_rates
    from kelisim.resolve.conflicts import find_conflicts
    from kelisim.resolve.differences import Known

    published, outlets = {}, {}
    for source in sources:
        published[source.document] = source.published
        outlets[source.document] = source.outlet or source.document
    known = Known(published, load_rates(), cache(scope_of), load_knowledge().party_names(), outlets)
    return find_conflicts(entries, claims, known)


def scope_of(claim: Claim) -> Scope:
    """What part of a quantity a claim is about; the whole where its language has no pack."""
    if claim.language not in pack_codes():
        return WHOLE
    return read_scope(claim, load_tongue(claim.language), load_frames())


def to_document(raw: Raw) -> tuple[Document, tuple[str, ...]]:
    """Decoded, cleaned and identified, with notes on what had to be mended.

    Raises :class:`~kelisim.errors.TextError` for what is no text.
    """
    if raw.media == PAGE:
        raw = read_page(raw)
    text = raw.content if isinstance(raw.content, str) else decode(raw.content, raw.charset)
    notes = []
    text, mended = clean(text)
    if mended:
        notes.append(f"{mended} characters that no text can hold were replaced by U+FFFD")
    if not text.strip():
        raise TextError("the text is empty")
    if len(text) > LONGEST_TEXT or max(map(len, text.split("\n"))) > LONGEST_LINE:
        raise TextError(f"the text has {len(text):,} characters, more than an article can; split it")
    published = raw.published
    if published is not None and not PUBLISHED.fullmatch(published):
        notes.append(f"its `published` ({published[:40]!r}) is no date as YYYY-MM-DD and counts as unknown")
        published = None
    document = Document(
        id=raw.id or document_id(raw.url, text),
        text=text,
        language=raw.language or identify(text),
        published=published[:10] if published else None,
        url=raw.url,
        title=raw.title,
        outlet=raw.outlet,
        dating=raw.dating if published else None,
    )
    return document, tuple(notes)
