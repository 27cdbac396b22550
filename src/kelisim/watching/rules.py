"""What a rule of alerts has to tell: findings in the ledger that meet all its conditions for the first time.

Three kinds of findings: entries (new, or changed in a field of :data:`MATTERS`), open conflicts where the rule asks for
them, and overdue undertakings where it asks for those. A finding is known again by its claims, whatever entries these make.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from kelisim.analysis.followup import KINDS as FOLLOWED
from kelisim.analysis.followup import Undertaking, build_followup
from kelisim.analysis.periods import days_of
from kelisim.analysis.rows import told
from kelisim.analysis.search import carried, find, read_question
from kelisim.analysis.wording import sentence
from kelisim.interface import Ledger
from kelisim.ledger import novelty
from kelisim.ledger.outbox import RuleState
from kelisim.model import Citation, Claim, Conflict, Entry, as_dict
from kelisim.model.wording import amount, words
from kelisim.watching.alerts import Finding
from kelisim.watching.schema import Alert as Rule

MATTERS: Mapping[str, tuple[str, ...]] = {
    "agreement": ("stage",),
    "project": ("stage",),
    "meeting": ("status",),
    "target": ("value", "deadline"),
}
"""The fields of a known entry of which a new value is told, when a new text states it and no earlier one did."""

ENTRY, CONFLICT, OVERDUE = "entry", "conflict", "overdue"
"""What is told of claims: that there is their entry, that they are in conflict, that they are overdue."""


class Change(Struct, frozen=True):
    """A field of a known entry with its new value and those stated so far, in words."""

    field: str
    now: str
    before: tuple[str, ...]

    @property
    def aspect(self) -> str:
        """What is told of the claims when the change is."""
        return f"{self.field}={self.now}"


class Fresh(Struct, frozen=True, kw_only=True):
    """What has come into the ledger since a rule looked: claims, and the entries that they have a part in."""

    claims: frozenset[str]
    entries: tuple[Entry, ...]


class Knowledge(Struct, frozen=True):
    """What a rule knows of claims: those from before it began, and what it has told, by aspect and claim."""

    lines: novelty.Lines
    old: frozenset[str]
    told: frozenset[tuple[str, str]]

    def is_old(self, claim: str) -> bool:
        """Whether the claim, or an earlier text's that says the same, was there before the rule began."""
        return not self.old.isdisjoint(self.lines[claim])

    def has_told(self, aspect: str, claim: str) -> bool:
        """Whether an aspect of the claim, or of an earlier text's that says the same, was told."""
        return any((aspect, earlier) in self.told for earlier in self.lines[claim])

    def knows(self, aspect: str, claim: str) -> bool:
        """Whether there is nothing new in an aspect of the claim."""
        return self.is_old(claim) or self.has_told(aspect, claim)


def fresh_since(ledger: Ledger, number: int) -> Fresh:
    """What the documents recorded after the one of this number have changed."""
    store = ledger.store
    store.derive()
    with store.reading() as connection:
        claims = novelty.claims_after(connection, number)
    return Fresh(claims=frozenset(claims), entries=tuple(store.entries_of(claims)))


class Judge:
    """Looks for what one rule has to tell of a ledger, as of a day."""

    def __init__(self, ledger: Ledger, rule: Rule, state: RuleState, today: date) -> None:
        self._ledger, self._rule, self._state, self._today = ledger, rule, state, today
        self._asked = [read_question(item) for item in rule.words]

    def findings(self, fresh: Fresh) -> Iterator[Finding]:
        """All that meets the conditions and is not known, of what is fresh and what has become overdue today."""
        return (finding for finding in self._met(fresh) if self._has_words(finding))

    def _met(self, fresh: Fresh) -> Iterator[Finding]:
        entries = [entry for entry in fresh.entries if self._concerns(entry)]
        if self._rule.overdue:
            yield from self._overdue(entries)
        elif self._rule.conflicts:
            yield from self._conflicts({entry.parties for entry in fresh.entries if self._has_parties(entry.parties)})
        else:
            yield from self._entries(entries, fresh.claims)

    # conditions

    def _has_parties(self, parties: Collection[str]) -> bool:
        return set(self._rule.parties) <= set(parties)

    def _concerns(self, found: Entry | Conflict | Undertaking) -> bool:
        return self._has_parties(found.parties) and (not self._rule.kinds or found.kind in self._rule.kinds)

    def _has_words(self, finding: Finding) -> bool:
        """Whether one of the searches finds all its words in a text, some of them in what is cited of it."""
        if not self._asked:
            return True
        cited = {citation.claim for citation in finding.citations}
        names = sorted({citation.document for citation in finding.citations})
        claims = self._ledger.store.claims_in(names)
        return any(
            not cited.isdisjoint(carried(claims[document.id], spans, kind=None, parties=frozenset()))
            for document in self._ledger.store.documents(names=names)
            for asked in self._asked
            if (spans := find(document, list(claims[document.id].values()), asked)) is not None
        )

    # entries

    def _entries(self, entries: Sequence[Entry], fresh: frozenset[str]) -> Iterator[Finding]:
        knowledge = self._knowledge(citation for entry in entries for citation in entry.claims)
        claims = self._ledger.claims_of(entries)
        for entry in entries:
            if not any(knowledge.knows(ENTRY, citation.claim) for citation in entry.claims):
                yield _new(entry)
            elif changes := list(_changes(entry, claims, knowledge, fresh)):
                yield _changed(entry, changes)

    # conflicts

    def _conflicts(self, blocks: Iterable[tuple[str, ...]]) -> Iterator[Finding]:
        found = [conflict for conflict in self._open_conflicts(blocks) if self._concerns(conflict)]
        knowledge = self._knowledge(citation for conflict in found for citation in conflict.citations)
        for conflict in found:
            aspect = f"{CONFLICT}/{conflict.type}"
            if any(not any(knowledge.knows(aspect, claim) for claim in side.claims) for side in conflict.sides):
                yield _in_conflict(conflict, aspect)

    def _open_conflicts(self, blocks: Iterable[tuple[str, ...]]) -> list[Conflict]:
        """The open conflicts, one set of parties after the other: those of several are sought in the whole ledger."""
        found = (conflict for block in sorted(blocks) for conflict in self._ledger.conflicts_of({block}))
        return [conflict for conflict in found if conflict.status == "open"]

    # undertakings

    def _overdue(self, entries: Sequence[Entry]) -> Iterator[Finding]:
        found = [item for item in self._undertakings(entries) if self._concerns(item) and item.status == "overdue"]
        if self._rule.conflicts:
            conflicts = self._open_conflicts({item.parties for item in found})
            disputed = {name for conflict in conflicts for name in conflict.entries}
            found = [item for item in found if item.entry in disputed]
        knowledge = self._knowledge(citation for item in found for citation in item.claims)
        for item in found:
            aspect = f"{OVERDUE}/{item.deadline}"
            told = any(knowledge.has_told(aspect, citation.claim) for citation in item.claims)
            if not told and not self._was_overdue(item, knowledge):
                yield _is_overdue(item, aspect)

    def _undertakings(self, fresh: Sequence[Entry]) -> Iterable[Undertaking]:
        """All undertakings once a day, since time alone makes them overdue; otherwise those of fresh entries."""
        everything = self._state.overdue_on != self._today.isoformat()
        entries = self._ledger.store.entries(parties=self._rule.parties) if everything else fresh
        followed = [entry for entry in entries if entry.kind in FOLLOWED]
        claims, sources = self._ledger.claims_of(followed), self._ledger.sources_of(followed)
        return build_followup(followed, claims, sources, as_of=self._today)

    def _was_overdue(self, item: Undertaking, knowledge: Knowledge) -> bool:
        """Whether an undertaking was there before the rule began and was overdue on that day."""
        last = days_of(item.deadline).last
        before = last is not None and last.isoformat() < self._state.begun_on
        return before and any(knowledge.is_old(citation.claim) for citation in item.claims)

    def _knowledge(self, citations: Iterable[Citation]) -> Knowledge:
        claims = sorted({citation.claim for citation in citations})
        with self._ledger.store.reading() as connection:
            lines = novelty.lines(connection, claims)
            everything = sorted({earlier for line in lines.values() for earlier in line})
            numbers = novelty.numbers(connection, everything)
            told = novelty.marks(connection, self._rule.name, everything)
        old = frozenset(name for name, number in numbers.items() if number <= self._state.begun_after)
        return Knowledge(lines, old, frozenset(told))


def _new(entry: Entry) -> Finding:
    return Finding(
        event="new",
        kind=entry.kind,
        parties=entry.parties,
        what=told(entry.kind, sentence(entry), entry.claims),
        date=_date(entry),
        entries=(entry.id,),
        citations=entry.claims,
        aspects=(ENTRY,),
    )


def _changed(entry: Entry, changes: Sequence[Change]) -> Finding:
    said = "; ".join(f"{words(change.field)} now {change.now}, so far {', '.join(change.before)}" for change in changes)
    return Finding(
        event="changed",
        kind=entry.kind,
        parties=entry.parties,
        what=f"{sentence(entry)} ({said})",
        date=_date(entry),
        entries=(entry.id,),
        citations=entry.claims,
        aspects=tuple(change.aspect for change in changes),
    )


def _in_conflict(conflict: Conflict, aspect: str) -> Finding:
    return Finding(
        event="conflict",
        kind=conflict.kind,
        parties=conflict.parties,
        what=conflict.reason,
        date=None,
        entries=conflict.entries,
        conflict=conflict.id,
        citations=conflict.citations,
        aspects=(aspect,),
    )


def _is_overdue(item: Undertaking, aspect: str) -> Finding:
    return Finding(
        event="overdue",
        kind=item.kind,
        parties=item.parties,
        what=f"{told(item.kind, item.what, item.claims)} is overdue: {item.reason}",
        date=item.deadline,
        entries=(item.entry,),
        citations=item.claims,
        aspects=(aspect,),
    )


def _date(entry: Entry) -> str | None:
    return next((entry.fields[name] for name in ("date", "period", "deadline") if entry.fields.get(name)), None)


def _changes(
    entry: Entry, claims: Mapping[str, Claim], knowledge: Knowledge, fresh: frozenset[str]
) -> Iterator[Change]:
    """The fields of a known entry whose value only new texts state, where earlier ones stated another."""
    cited = [citation.claim for citation in entry.claims]
    new = [name for name in cited if name in fresh and len(knowledge.lines[name]) == 1]
    earlier = [claims[name] for name in cited if name not in fresh]
    for field in MATTERS.get(entry.kind, ()):
        now = next(iter(_stated(entry.fields, field)), None)
        before = sorted({value for claim in earlier for value in _stated(as_dict(claim), field)})
        is_stated = any(now in _stated(as_dict(claims[name]), field) for name in new)
        change = Change(field, now or "", tuple(before))
        is_told = any(knowledge.has_told(change.aspect, name) for name in cited)
        if now is not None and before and now not in before and is_stated and not is_told:
            yield change


def _stated(fields: Mapping[str, Any], field: str) -> list[str]:
    """The values of a field as they are read; a sum in all its currencies."""
    value = fields.get(field)
    if value is None:
        return []
    if field != "value":
        return [words(str(value))]
    return [
        amount(value, fields.get("unit") or ""),
        *(amount(item["value"], item["unit"]) for item in fields.get("also", ())),
    ]
