"""The whole way from a source to the ledger."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from functools import cache
from time import monotonic
from typing import TYPE_CHECKING, cast

import msgspec
from msgspec.structs import replace

from kelisim.errors import KelisimError, LedgerError, TakenError, TextError
from kelisim.extract.engine import extract_claims
from kelisim.extract.frame_data import load_frames
from kelisim.extract.scopes import WHOLE, Scope, read_scope
from kelisim.extract.tongue import load_tongue
from kelisim.knowledge.loader import load_knowledge
from kelisim.languages.loader import load_pack, pack_codes
from kelisim.model import (
    PAGE,
    Claim,
    Conflict,
    Document,
    Entry,
    Passed,
    Raw,
    Recognised,
    Sighting,
    Skipped,
    Source,
    Visit,
)
from kelisim.model.identity import document_id, fingerprint
from kelisim.sources.fetching import Unchanged
from kelisim.sources.reading import Arrival
from kelisim.summary import Listener, Stopped, Summary
from kelisim.text.decoding import clean, decode
from kelisim.text.language import identify
from kelisim.text.webpage import Wording, read_page

if TYPE_CHECKING:
    from kelisim.ledger.adding import Added
    from kelisim.ledger.store import Store
    from kelisim.workers import Lost

LONGEST_TEXT = 8_000_000
"""Code points of one document; a longer one is no article and is refused."""

LONGEST_LINE = 1_000_000
"""Code points of one line; a text with a longer one is a dump of data, not prose."""

ALONE = 50
"""Documents that are read before processes are started for the others; ours, so many take about as long as their start."""

TOGETHER = 64
"""Outcomes that are recorded at once: the disk takes some milliseconds to confirm one document or many."""

SLOWLY = 0.1
"""Seconds between two outcomes from which on nothing waits for others to come: a kill then costs no more than the reading of
one document."""

DAY = len("2025-02-19")

_SUPERSEDES = "supersedes {}, an earlier text of its address or file; what was judged on that is open again"

PUBLISHED = re.compile(r"-?\d{4}(-\d{2}(-\d{2})?)?(T[\d:.+Z-]+)?")

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Read:
    """A document with its claims, how it was met, and what is to be said about it."""

    document: Document
    claims: tuple[Claim, ...]
    notes: tuple[str, ...] = ()
    sighting: Sighting = field(default_factory=Sighting)
    origin: str | None = None

    def __reduce__(self) -> tuple[Callable[[bytes], Read], tuple[bytes]]:
        """Carry it from one process to another so that its claims keep their names.

        These are made of their JSON, where a field is left out that holds its default itself, not an equal value; pickle
        makes equal values.
        """
        return _carried, (msgspec.msgpack.encode(self),)


def _carried(message: bytes) -> Read:
    return msgspec.msgpack.decode(message, type=Read)


Outcome = Read | Recognised | Skipped | Passed | Visit | Unchanged
"""What became of an arrival."""


def add(sources: Iterable[Arrival], store: Store, *, jobs: int | None = 1, listener: Listener | None = None) -> Summary:
    """Read, extract and store every document that is not known, then derive the entries; what became of all.

    ``jobs`` is as in :func:`read_all`. Stopped by its ``listener``, it ends the document in hand and derives what there is.

    Raises :class:`~kelisim.errors.LedgerError` when the ledger cannot be written; what was stored before stays.
    """
    listener, summary = listener or Listener(), Summary()
    listener.begun(summary)
    with _timed(summary, "reading"):
        _take_in(read_all(_unless_known(sources, store), jobs=jobs), _Intake(store, summary, listener))
    with _timed(summary, "deriving"):
        _derive(store, listener)
    summary.interrupted = listener.stopping
    return summary


def _derive(store: Store, listener: Listener) -> None:
    """Derive the entries; stopped while it does, it leaves that to the next question."""
    with listener.undisturbed() if listener.stopping else suppress(Stopped):
        store.derive(tell=listener.deriving)


def _take_in(outcomes: Generator[Outcome, None, None], intake: _Intake) -> None:
    listener = intake.listener
    try:
        with closing(outcomes), suppress(Stopped):
            for outcome in outcomes:
                if intake.hold(outcome):
                    with listener.undisturbed():
                        intake.record()
                if listener.stopping:
                    break
    finally:
        with listener.undisturbed():
            intake.record()


@contextmanager
def _timed(summary: Summary, what: str) -> Iterator[None]:
    begun = monotonic()
    try:
        yield
    finally:
        summary.seconds[what] = round(monotonic() - begun, 3)


def _unless_known(arrivals: Iterable[Arrival], store: Store) -> Iterator[Arrival]:
    """The arrivals, of which contents that were read before are only recognised."""
    for item in arrivals:
        known = store.knows(fingerprint(item), item.retrieved) if isinstance(item, Raw) else None
        yield item if known is None else Recognised(known, cast("Raw", item).origin)


@dataclass
class _Intake:
    """Takes in outcomes in their order, those that come quickly together: the disk confirms them at once then."""

    store: Store
    summary: Summary
    listener: Listener
    missed: bool = False
    """Whether all since the last visit was skipped: it must be met again then, so that no visit may hide it."""
    held: list[Outcome] = field(default_factory=list)
    """What came and is not recorded."""
    since: float = field(default_factory=monotonic)
    """When the last one came."""

    def hold(self, outcome: Outcome) -> bool:
        """Take one more; whether all that is held is to be recorded now, since it is much, or came slowly."""
        last, self.since = self.since, monotonic()
        self.held.append(outcome)
        return len(self.held) >= TOGETHER or self.since - last > SLOWLY

    def record(self) -> None:
        """Record what is held, and tell of it: in one transaction, or one by one up to what the ledger refuses."""
        held, self.held = self.held, []
        missed = self.missed
        try:
            results = self._recorded_together(held)
        except LedgerError:
            self.missed = missed
            for outcome in held:
                self._tell(outcome, self._recorded(outcome))
            return
        for outcome, result in zip(held, results, strict=True):
            self._tell(outcome, result)
        self.since = monotonic()

    def _recorded_together(self, held: Sequence[Outcome]) -> list[Added | Skipped | None]:
        writes = any(isinstance(outcome, (Read, Visit)) for outcome in held)
        with self.store.together() if writes else nullcontext():
            return [self._recorded(outcome) for outcome in held]

    def _recorded(self, outcome: Outcome) -> Added | Skipped | None:
        """What has become of a document in the ledger; nothing for what is no document."""
        match outcome:
            case Read():
                note = "; ".join(outcome.notes) or None
                try:
                    added = self.store.add(outcome.document, outcome.claims, note=note, sighting=outcome.sighting)
                except TakenError as error:
                    self.missed = True
                    return Skipped(outcome.document.id, str(error), outcome.origin)
                self.missed = False
                return added
            case Skipped():
                self.missed = True
                return outcome
            case Visit():
                if not self.missed:
                    self.store.record_visit(outcome)
                self.missed = False
            case Recognised() | Unchanged():
                self.missed = False
        return None

    def _tell(self, outcome: Outcome, result: Added | Skipped | None) -> None:
        match outcome, result:
            case _, Skipped():
                self.summary.skip(result)
                self.listener.skipped(result)
            case Read(), _:
                self._tell_added(outcome, cast("Added", result))
            case Recognised(), _:
                self._count("known", outcome.document, outcome.origin)
            case Unchanged(), _:
                self._count("unchanged", outcome.link.url, outcome.origin)
            case Passed(), _:
                self.summary.pass_over(outcome)
                self.listener.passed(outcome)

    def _tell_added(self, read: Read, added: Added) -> None:
        if added.outcome != "known":
            self.summary.record(read.document.language, (claim.kind for claim in read.claims))
            self.summary.copies += added.copy
            self._note(added, read)
        self._count(added.outcome, added.document, read.origin)

    def _note(self, added: Added, read: Read) -> None:
        notes = [*read.notes, *(_SUPERSEDES.format(old) for old in added.old)]
        for item in (Skipped(added.document, note, read.origin) for note in notes):
            self.summary.note(item)
            self.listener.noted(item)

    def _count(self, outcome: str, name: str, origin: str | None) -> None:
        self.summary.count(outcome, origin)
        self.summary.last = name
        self.listener.done(name)


def read_all(sources: Iterable[Arrival], *, jobs: int | None = 1) -> Generator[Outcome, None, None]:
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
    from kelisim.workers import Lost, Workers

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
    return Read(document, tuple(claims), notes, _sighting(raw), raw.origin)


def _sighting(raw: Raw) -> Sighting:
    promised = raw.id is not None and raw.path is None
    return Sighting(promised=promised, path=raw.path, at=raw.retrieved, content=fingerprint(raw))


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


def wording_of(code: str) -> Wording | None:
    """The wordings of page furniture of a language that has a pack."""
    if code not in pack_codes():
        return None
    pack = load_pack(code)
    return Wording(pack.furniture, pack.profile)


def to_document(raw: Raw) -> tuple[Document, tuple[str, ...]]:
    """Decoded, cleaned and identified, with notes on what had to be mended.

    Raises :class:`~kelisim.errors.TextError` for what is no text.
    """
    if raw.media == PAGE:
        raw = read_page(replace(raw, retrieved=raw.retrieved and raw.retrieved[:DAY]), wording_of)
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
