"""The Python interface: the same questions as the command line, answered with values.

What reads texts and keeps ledgers is imported at use, so that ``import kelisim`` and ``kelisim --help`` are quick.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import kelisim.extract  # noqa: F401 -- the room, imported before `kelisim.extract` comes to mean the function below
from kelisim.errors import ConfigError
from kelisim.ledger.instants import end_of
from kelisim.model import Claim, Conflict, Document, Entry, Judged, Judgement, Mention, Opinion, Raw, Source
from kelisim.model.vocabulary import CONFLICT_TYPES, INDICATORS, KINDS
from kelisim.settings import read_settings

if TYPE_CHECKING:
    from kelisim.analysis.answers import Answers
    from kelisim.analysis.comparison import Compared
    from kelisim.analysis.coverage import Coverage, Event
    from kelisim.analysis.dossier import Dossier, News
    from kelisim.analysis.followup import Undertaking
    from kelisim.analysis.review import Question
    from kelisim.analysis.schedule import Occasion
    from kelisim.analysis.search import Found
    from kelisim.analysis.series import Point
    from kelisim.analysis.sources import Sources
    from kelisim.analysis.targets import Target
    from kelisim.ledger.store import Store
    from kelisim.model.vocabulary import Verdict
    from kelisim.resolve.actors import Actor
    from kelisim.resolve.comparisons import Stated
    from kelisim.resolve.constraints import Constraints
    from kelisim.resolve.linking import Link
    from kelisim.sources.content import Options
    from kelisim.sources.fetching import Fetching, Visits
    from kelisim.sources.reading import Arrival, Reader
    from kelisim.summary import Listener, Summary

NEAREST_NAMES = 3

READ_AT_ONCE = 50
"""So many candidates of a search are read at a time."""

MOST_READ = 1000
"""A search reads no more candidates: in so many newer texts the letters stand, but not at the beginning of a word."""


def extract(
    text: str, *, language: str | None = None, published: str | None = None, document: str = "text"
) -> list[Claim]:
    """The claims of a text, each with the span that carries it.

    ``language`` is identified when not given; ``published`` is an EDTF date against which "yesterday" is understood.
    A language without a pack gives no claims.
    """
    from kelisim import pipeline

    prepared, _ = pipeline.to_document(
        Raw(name=document, id=document, content=text, language=language, published=published)
    )
    return pipeline.claims_of(prepared)


def annotate(text: str, *, language: str | None = None, published: str | None = None) -> list[Mention]:
    """The numbers, sums, times and names of a text, each with its span, in the order of the text."""
    from kelisim import pipeline

    prepared, _ = pipeline.to_document(
        Raw(name="text", id="text", content=text, language=language, published=published)
    )
    return mentions_of(prepared)


def mentions_of(document: Document) -> list[Mention]:
    """The mentions of a document whose language is known; none when it has no pack."""
    from kelisim.extract.mentions import find_mentions
    from kelisim.extract.tongue import load_tongue
    from kelisim.languages.loader import pack_codes

    if document.language not in pack_codes():
        return []
    return find_mentions(document, load_tongue(document.language))


class Ledger:
    """A ledger at a path or database address; the one of the settings when none is given."""

    def __init__(self, path: str | Path | None = None, *, create: bool = True) -> None:
        settings = read_settings(ledger=str(path) if path is not None else None)
        from kelisim.ledger.store import Store

        self._store = Store(settings.ledger_url, create=create)
        self._author = settings.author

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the ledger's file."""
        self._store.close()

    def add(
        self,
        sources: Iterable[str | Path | Document],
        *,
        options: Options | None = None,
        fetching: Fetching | None = None,
        jobs: int | None = 1,
        listener: Listener | None = None,
    ) -> Summary:
        """Take in files, folders, addresses and documents; adding twice equals adding once.

        ``options`` are those of all sources, ``fetching`` how addresses are fetched. ``jobs`` documents are read side by side,
        ``None`` for as many as there are cores. ``listener`` is told what happens meanwhile.
        """
        with self.reader(options, fetching) as reader:
            return self.add_raw(_raws(sources, reader), jobs=jobs, listener=listener)

    @contextmanager
    def reader(self, options: Options | None = None, fetching: Fetching | None = None) -> Iterator[Reader]:
        """Whoever reads sources for this ledger: of addresses it has visited, only what has changed since."""
        from kelisim.sources.fetching import Fetching
        from kelisim.sources.reading import Reader
        from kelisim.sources.web.fetcher import open_fetcher

        how = fetching or Fetching()
        if how.offline:
            yield Reader(None, options, self._store.knows)
            return
        settings = read_settings()
        with open_fetcher(settings, self.visits, allow_private=how.allow_private, delay=how.delay) as fetcher:
            yield Reader(fetcher, options, self._store.knows)

    @property
    def visits(self) -> Visits:
        """The memory of the addresses that were fetched."""
        return self._store

    def add_raw(self, raws: Iterable[Arrival], *, jobs: int | None = 1, listener: Listener | None = None) -> Summary:
        """Take in what a source hands over."""
        from kelisim import pipeline

        return pipeline.add(raws, self._store, jobs=jobs, listener=listener)

    def rebuild(self, tell: Callable[[str, int, int], None] = lambda _work, _done, _total: None) -> int:
        """Find the copies and derive all entries anew from documents, claims and judgements; how many entries there are.

        ``tell`` hears of the work in hand and how much of how much is done.
        """
        self._store.record_copies_anew(partial(tell, "finding copies"))
        self._store.derive(force=True, tell=partial(tell, "deriving entries"))
        return sum(1 for _ in self._store.entries())

    def documents(
        self, *, since: str | None = None, language: str | None = None, as_of: str | None = None
    ) -> Iterator[Document]:
        """The documents, in the order of their arrival."""
        return self._store.documents(since=since, language=language, as_of=self._begun_by(as_of))

    def superseded(self, *, as_of: str | None = None) -> dict[str, str]:
        """The documents whose address has a newer text, each with the next version."""
        return self._store.superseded(as_of=self._begun_by(as_of))

    def sources(self, ids: Iterable[str] | None = None, *, as_of: str | None = None) -> dict[str, Source]:
        """The documents without their texts, by id, with outlet and family of copies; all of them for ``None``."""
        return self._store.sources(ids, as_of=as_of)

    def addresses(self) -> dict[str, list[str]]:
        """Where each document was met, by id: all its addresses as they were written, files as ``file:`` and their path."""
        return self._store.addresses()

    def notes(self) -> dict[str, str]:
        """What was remarked of documents when they were added."""
        return self._store.notes()

    def claims(
        self,
        *,
        kind: str | None = None,
        parties: Sequence[str] = (),
        as_of: str | None = None,
        current: bool = False,
    ) -> Answers[Claim]:
        """The claims that concern all of ``parties``; ``current`` leaves out those of superseded documents."""
        from kelisim.analysis.answers import Answers

        wanted = set(self.known_parties(parties))
        claims = self._store.claims(kind=kind, as_of=self._begun_by(as_of), current=current)
        return Answers(claim for claim in claims if wanted <= set(claim.parties))

    def entries(
        self,
        *,
        kind: str | None = None,
        parties: Sequence[str] = (),
        since: str | None = None,
        as_of: str | None = None,
    ) -> Answers[Entry]:
        """The entries that concern all of ``parties``, of ``since`` or later, from what was recorded up to ``as_of``.

        Each names the open conflicts that it has a part in.
        """
        from kelisim.analysis.answers import Answers

        chosen = [
            entry
            for entry in self._entries(self.known_parties(parties), kind=kind, as_of=as_of)
            if _not_before(entry, since)
        ]
        return Answers(self._marked(chosen, as_of))

    def _marked(self, entries: list[Entry], as_of: str | None) -> list[Entry]:
        """The entries with the open conflicts that each has a part in."""
        from kelisim.resolve.conflicts import marked

        return marked(entries, self.conflicts_of({entry.parties for entry in entries}, as_of))

    def _entries(
        self, parties: Sequence[str] = (), *, kind: str | None = None, as_of: str | None = None
    ) -> list[Entry]:
        """The entries that concern all of the codes ``parties``, without their conflicts."""
        wanted = set(parties)
        entries = self._entries_as_of(as_of) if as_of else self._current_entries(kind, wanted)
        return [entry for entry in entries if wanted <= set(entry.parties) and kind in (None, entry.kind)]

    def entry(self, name: str, *, as_of: str | None = None) -> Entry:
        """The entry of this id, or whose id alone begins so.

        Raises :class:`~kelisim.errors.ConfigError` when there is none or more than one.
        """
        if as_of is None:
            self._store.derive()
            begun = self._store.entries_beginning(name) if name else []
        else:
            begun = [entry for entry in self._entries(as_of=as_of) if name and entry.id.startswith(name)]
        exact = [entry for entry in begun if entry.id == name] or begun
        if len(exact) == 1:
            return self._marked(exact, as_of)[0]
        if exact:
            some = ", ".join(entry.id for entry in exact[:NEAREST_NAMES])
            raise ConfigError(f"{len(exact)} entries begin with {name!r}; write more of it ({some}, …)")
        raise ConfigError(f"there is no entry {name!r}; `kelisim entries` lists them")

    def why(self, entry: Entry) -> list[Link]:
        """Why the claims of an entry are one fact: the links that hold it together, each factor with its weight."""
        from kelisim.resolve.linking import reasons

        claims = self._store.claims_named(citation.claim for citation in entry.claims).values()
        constraints = self._store.constraints()
        return reasons(self._stated(claims, constraints), constraints)

    def actors(self, parties: Sequence[str] = (), *, as_of: str | None = None) -> Answers[Actor]:
        """The persons named in what concerns all of ``parties``, in any script, with their offices and when."""
        from kelisim.analysis.answers import Answers
        from kelisim.resolve.actors import actors_of

        constraints = self._store.constraints(as_of=as_of)
        stated = self._stated(self.claims(parties=parties, as_of=as_of, current=True), constraints)
        return Answers(actors_of(item for item in stated if item.id not in constraints.wrong))

    def _stated(self, claims: Collection[Claim], constraints: Constraints) -> list[Stated]:
        """Claims ready to be compared, with what persons have corrected in them."""
        from kelisim.resolve.entries import state

        sources = self.sources({claim.document for claim in claims})
        return [state(claim, sources[claim.document].published, constraints) for claim in claims]

    def _current_entries(self, kind: str | None, parties: Iterable[str]) -> Iterable[Entry]:
        self._store.derive()
        return self._store.entries(kind=kind, parties=sorted(parties))

    def _entries_as_of(self, as_of: str) -> list[Entry]:
        from kelisim.resolve.entries import resolve

        self._begun_by(as_of)
        claims, sources = self._store.claims(as_of=as_of, current=True), self._store.sources(as_of=as_of)
        published = {name: source.published for name, source in sources.items()}
        return resolve(claims, published, self._store.constraints(as_of=as_of), sources)

    def _begun_by(self, as_of: str | None) -> str | None:
        """The date that a question is asked as of; :class:`~kelisim.errors.ConfigError` before the first document."""
        begun = self._store.begun()
        if as_of is not None and begun is not None and begun >= end_of(as_of):
            raise ConfigError(f"the ledger holds nothing before {begun[:10]}; ask as of that day or a later one")
        return as_of

    def judge(
        self,
        kind: Verdict,
        *ids: str,
        by: str | None = None,
        why: str = "",
        correction: tuple[str | None, Any] | None = None,
        instead_of: str | None = None,
        answers: str | None = None,
    ) -> Judgement:
        """Record a judgement on claims or entries: what it says binds the entries from now on.

        ``withdrawn`` takes the name of a judgement instead. ``correction`` is the field and the value of ``value``;
        ``by`` is the author, else that of the settings; ``instead_of`` names a judgement that this one replaces,
        ``answers`` a re-opened one that it settles.

        Raises :class:`~kelisim.errors.ConfigError` for what is badly put or unknown and
        :class:`~kelisim.errors.ResolveError` for what contradicts the judgements that stand; nothing is recorded then.
        """
        self._store.derive()
        field, value = correction or (None, None)
        if field == "parties" and value is not None:
            value = sorted(self.known_parties(value.split(",") if isinstance(value, str) else list(value)))
        author = self._author if by is None else by
        if kind == "withdrawn":
            ids, instead_of = ids[1:], next(iter(ids), None)
        return self._store.judge(
            Opinion(
                kind=kind,
                author=author,
                ids=ids,
                reason=why,
                field=field,
                value=value,
                withdraws=instead_of,
                answers=answers,
            )
        )

    def judgements(self, *, as_of: str | None = None, reopened: bool = False) -> Answers[Judged]:
        """The judgements in the order of their recording; ``reopened`` gives those that a changed document opened."""
        from kelisim.analysis.answers import Answers

        judged = self._store.judged(as_of=self._begun_by(as_of))
        return Answers(item for item in judged if not reopened or item.status == "reopened")

    def conflicts(
        self,
        *,
        kind: str | None = None,
        parties: Sequence[str] = (),
        type: str | None = None,  # noqa: A002 -- the field's name
        explained: bool = False,
        as_of: str | None = None,
    ) -> Answers[Conflict]:
        """The open conflicts among all that concerns ``parties``, with ``explained`` also those that only seem to be.

        ``type`` is one of :data:`~kelisim.model.vocabulary.CONFLICT_TYPES`. Raises
        :class:`~kelisim.errors.ConfigError` for one that is not, and for an ``as_of`` before the first document.
        """
        from kelisim.analysis.answers import Answers

        _check_choice("type of conflict", type, CONFLICT_TYPES)
        _check_choice("kind", kind, KINDS)
        self._judged_on(as_of)
        blocks = {entry.parties for entry in self._entries(self.known_parties(parties), as_of=as_of)}
        return Answers(
            conflict
            for conflict in self.conflicts_of(blocks, as_of)
            if (explained or conflict.status == "open")
            and type in (None, conflict.type)
            and kind in (None, conflict.kind)
        )

    def conflict(self, name: str, *, as_of: str | None = None) -> Conflict:
        """The conflict of a name, or of the only name that begins so; :class:`~kelisim.errors.ConfigError` if none does."""
        found = [item for item in self.conflicts(explained=True, as_of=as_of) if name and item.id.startswith(name)]
        if len(found) != 1:
            what = "several conflicts begin with" if found else "there is no conflict"
            raise ConfigError(f"{what} {name!r}; `kelisim conflicts --all` lists them by id")
        return found[0]

    def conflicts_of(self, blocks: Collection[tuple[str, ...]], as_of: str | None = None) -> list[Conflict]:
        """All conflicts among the entries of these sets of parties."""
        from kelisim import pipeline

        kept = {block: None if as_of else self._store.conflicts(block) for block in blocks}
        wanting = {block for block in blocks if kept[block] is None}
        found = [conflict for conflicts in kept.values() for conflict in conflicts or ()]
        if wanting:
            shared = set.intersection(*(set(block) for block in wanting))
            entries = [entry for entry in self._entries(sorted(shared), as_of=as_of) if entry.parties in wanting]
            fresh = pipeline.conflicts_among(entries, self.claims_of(entries, as_of), self.sources_of(entries).values())
            found += fresh
            if not as_of:
                self._store.keep_conflicts(wanting, fresh)
        return sorted(found, key=lambda conflict: conflict.id)

    @property
    def store(self) -> Store:
        """Where it is kept, for what no question here asks."""
        return self._store

    @property
    def is_empty(self) -> bool:
        """Whether it holds no document."""
        return self._store.begun() is None

    def constraints(self) -> Constraints:
        """What the judgements that stand demand of the entries."""
        return self._store.constraints()

    def questions(self, *, kind: str | None = None, parties: Sequence[str] = ()) -> list[Question]:
        """What a person is best asked about the entries that concern all of ``parties``, the most useful first."""
        from kelisim.analysis.review import Material, questions

        standing, next_version = self._store.standing(), self._store.superseded()
        current = self.claims(kind=kind, parties=parties, current=True)
        lost = self._store.claims_named(claim for item in standing for claim in item.lost)
        published = {name: source.published for name, source in self.sources().items()}
        entries = self.entries(kind=kind, parties=parties)
        return questions(Material(current, lost, published, entries, standing, next_version))

    def dossier(self, *parties: str, as_of: str | None = None, since: str | None = None) -> Dossier:
        """All that concerns two or more parties, by section, with the state of the relation and what is new."""
        from kelisim.analysis.dossier import build_dossier
        from kelisim.analysis.relation import relation_state
        from kelisim.resolve.conflicts import marked

        codes = self.known_parties(parties)
        day = self._judged_on(as_of)
        entries = self._entries(codes, as_of=as_of)
        sources = self.sources_of(entries)
        conflicts = self.conflicts_of({entry.parties for entry in entries}, as_of)
        entries = marked(entries, conflicts)
        state = relation_state(entries, self.claims_of(entries, as_of), sources, parties=codes, as_of=day)
        news = self._news(since, sources) if since else None
        names = [party_name(code) for code in codes]
        return build_dossier(entries, codes, names, state=state, news=news, conflicts=conflicts)

    def targets(self, parties: Sequence[str] = (), *, as_of: str | None = None) -> Answers[Target]:
        """The targets that concern all of ``parties``, with where they stand."""
        from kelisim.analysis.answers import Answers
        from kelisim.analysis.targets import build_targets

        codes, day = self.known_parties(parties), self._judged_on(as_of)
        entries = self.entries(parties=codes, as_of=as_of)
        targets = [entry for entry in entries if entry.kind == "target"]
        return Answers(build_targets(entries, self.claims_of(targets, as_of), self.sources_of(entries), as_of=day))

    def followup(
        self,
        parties: Sequence[str] = (),
        *,
        overdue: bool = False,
        silent_months: int | None = None,
        as_of: str | None = None,
    ) -> Answers[Undertaking]:
        """What became of the undertakings, projects and agreements of ``parties``, the most urgent first."""
        from kelisim.analysis.answers import Answers
        from kelisim.analysis.followup import KINDS as FOLLOWED
        from kelisim.analysis.followup import SILENT_MONTHS, build_followup

        codes, day = self.known_parties(parties), self._judged_on(as_of)
        entries = [entry for entry in self._entries(codes, as_of=as_of) if entry.kind in FOLLOWED]
        claims = self.claims_of(entries, as_of)
        months = silent_months or SILENT_MONTHS
        found = build_followup(entries, claims, self.sources_of(entries), as_of=day, silent_months=months)
        return Answers(item for item in found if not overdue or item.status == "overdue")

    def series(self, indicator: str, *parties: str, as_of: str | None = None) -> Answers[Point]:
        """The observed values of an indicator of exactly these parties, through time."""
        from kelisim.analysis.answers import Answers
        from kelisim.analysis.series import build_series

        if indicator not in INDICATORS:
            raise ConfigError(f"there is no indicator {indicator!r}; the indicators are {', '.join(INDICATORS)}")
        codes = self.known_parties(parties)
        self._judged_on(as_of)
        return Answers(build_series(self.entries(kind="indicator", parties=codes, as_of=as_of), indicator, codes))

    def coverage(self, event: str, *, as_of: str | None = None) -> Coverage:
        """Who reported what of an event (an entry's id, or parties and a date as ``KZ,UZ@2025-02-19``)."""
        from kelisim.analysis.coverage import build_coverage

        self._judged_on(as_of)
        happened = self._event(event, as_of)
        found = {entry.id: entry for party in happened.parties for entry in self._entries([party], as_of=as_of)}
        entries = [found[name] for name in sorted(found)]
        return build_coverage(entries, self.sources_of(entries), happened)

    def calendar(
        self,
        parties: Sequence[str] = (),
        *,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
    ) -> Answers[Occasion]:
        """Meetings past and coming, deadlines and expiries that concern all of ``parties``."""
        from kelisim.analysis.answers import Answers
        from kelisim.analysis.schedule import build_calendar

        codes, day = self.known_parties(parties), self._judged_on(as_of)
        for bound in (since, until):
            known_day(bound)
        entries = self._entries(codes, as_of=as_of)
        return Answers(build_calendar(entries, self.sources_of(entries), as_of=day, since=since, until=until))

    def compare(self, first: str, second: str) -> Answers[Compared]:
        """The facts of two documents: of both, with what differs, and of one only."""
        from kelisim.analysis.answers import Answers
        from kelisim.analysis.comparison import build_comparison

        known = self.sources([first, second])
        for name in (first, second):
            if name not in known:
                raise ConfigError(f"there is no document {name!r}; {_nearest_names(name, self.sources())}")
        told = self._store.claims_in([first, second]).values()
        entries = self._entries_of(claim for claims in told for claim in claims)
        return Answers(build_comparison(entries, self.claims_of(entries), first, second))

    def search(
        self,
        words: str,
        *,
        kind: str | None = None,
        parties: Sequence[str] = (),
        language: str | None = None,
        limit: int = 20,
    ) -> Answers[Found]:
        """The documents that hold all of ``words``, the latest first, with the entries that the passages carry.

        With ``kind`` or ``parties`` only passages that carry such an entry count.
        """
        from kelisim.analysis.answers import Answers
        from kelisim.analysis.search import carried, find, found, read_question, to_term

        wanted, asked = set(self.known_parties(parties)), read_question(words)
        terms = [to_term(item) for item in asked]
        answers: Answers[Found] = Answers()
        for offset in range(0, MOST_READ, READ_AT_ONCE):
            documents = self._store.matching(terms, language=language, offset=offset, limit=READ_AT_ONCE)
            claims = self._store.claims_in(document.id for document in documents)
            for document in documents:
                told = claims.get(document.id, {})
                spans = find(document, list(told.values()), asked)
                if spans is None or len(answers) == limit:
                    continue
                passages = carried(told, spans, kind=kind, parties=wanted)
                if passages or not (kind or wanted):
                    answers.append(found(document, spans, self._entries_of(passages)))
            if len(documents) < READ_AT_ONCE or len(answers) == limit:
                break
        return answers

    def _entries_of(self, claims: Iterable[str]) -> list[Entry]:
        """The entries that some of the claims of these names carry."""
        self._store.derive()
        return self._store.entries_of(claims)

    def sources_of(self, entries: Iterable[Entry]) -> dict[str, Source]:
        """The documents that entries cite, without their texts, by id."""
        return self.sources({citation.document for entry in entries for citation in entry.claims})

    def claims_of(self, entries: Iterable[Entry], as_of: str | None = None) -> dict[str, Claim]:
        """The claims that entries cite, by name, with what persons have corrected in them."""
        from kelisim.resolve.constraints import corrected_claim

        claims = self._store.claims_named(citation.claim for entry in entries for citation in entry.claims)
        corrected = self._store.constraints(as_of=as_of).corrected
        return claims | {name: corrected_claim(claims[name], corrected[name]) for name in corrected.keys() & claims}

    def _judged_on(self, as_of: str | None) -> date:
        """The day as of which a question is judged: the last of ``as_of``, or today."""
        return datetime.now(UTC).date() if as_of is None else known_day(self._begun_by(as_of))

    def _news(self, since: str, sources: Sources) -> News:
        from kelisim.analysis.dossier import News

        known_day(since)
        begun = self._store.begun()
        older = begun is not None and begun < since
        return News(since, sources, self._store.recorded_since(since) if older else frozenset())

    def _event(self, event: str, as_of: str | None) -> Event:
        from kelisim.analysis.coverage import Event, event_of

        parties, at, day = event.partition("@")
        if at:
            known_day(day)
            return Event(tuple(sorted(self.known_parties(parties.split(",")))), day)
        try:
            return event_of(self.entry(event, as_of=as_of))
        except ConfigError as error:
            raise ConfigError(f"{error}; or give parties and a date as KZ,UZ@2025-02-19") from error

    def known_parties(self, parties: Sequence[str]) -> list[str]:
        """The parties' codes; :class:`~kelisim.errors.ConfigError` offers the nearest names for one that is unknown."""
        return [party_code(party) for party in parties]


def known_day(edtf: str | None) -> date:
    """The last day of a date that was asked for; :class:`~kelisim.errors.ConfigError` when it is none."""
    from kelisim.analysis.periods import days_of

    day = days_of(edtf).last
    if edtf is not None and day is None:
        raise ConfigError(f"{edtf!r} is no date; write it as 2025, 2025-02 or 2025-02-19")
    return day or date.max


def party_code(party: str) -> str:
    """The code of a party given by code or English name."""
    from kelisim.knowledge.loader import load_knowledge

    knowledge = load_knowledge()
    by_name = {name.casefold(): code for code, name in knowledge.party_names().items()}
    code = party.strip().upper()
    if code in knowledge.party_names():
        return code
    found = by_name.get(party.strip().casefold())
    if found is None:
        raise ConfigError(f"there is no party {party!r}; {_nearest(party, by_name)}")
    return found


def party_name(code: str) -> str:
    """The English name of a party."""
    from kelisim.knowledge.loader import load_knowledge

    return load_knowledge().party_names().get(code, code)


def _check_choice(what: str, given: str | None, choices: Sequence[str]) -> None:
    if given is not None and given not in choices:
        raise ConfigError(f"there is no {what} {given!r}; there are {', '.join(choices)}")


def _nearest(party: str, by_name: dict[str, str]) -> str:
    names = _near(party.casefold(), by_name)
    return "the nearest are " + ", ".join(f"{by_name[name]} ({party_name(by_name[name])})" for name in names)


def _nearest_names(name: str, known: Iterable[str]) -> str:
    names = _near(name, known)
    return f"the nearest are {', '.join(names)}" if names else "the ledger holds none; `kelisim add` fills it"


def _near(name: str, known: Iterable[str]) -> list[str]:
    from rapidfuzz import process

    return [near for near, _, _ in process.extract(name, list(known), limit=NEAREST_NAMES)]


def _not_before(entry: Entry, since: str | None) -> bool:
    if since is None:
        return True
    time = entry.fields.get("date") or entry.fields.get("period") or entry.fields.get("deadline") or ""
    end = time.rpartition("/")[2]
    return bool(end[:1].isdigit()) and end >= since[: len(end)]


def _raws(sources: Iterable[str | Path | Document], reader: Reader) -> Iterator[Arrival]:
    for source in sources:
        if isinstance(source, Document):
            yield Raw(
                name=source.id,
                id=source.id,
                content=source.text,
                language=source.language,
                published=source.published,
                url=source.url,
                title=source.title,
                outlet=source.outlet,
                dating=source.dating,
            )
        else:
            yield from reader.read([source])
