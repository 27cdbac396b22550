"""An alert: what a rule has to tell, in one sentence with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

import msgspec
from msgspec import Struct

from kelisim.analysis.sources import Sources
from kelisim.interface import party_name
from kelisim.ledger.outbox import Letter
from kelisim.model import Citation, as_dict
from kelisim.model.identity import content_id

MOST_CITED = 5
"""Texts that an alert quotes; ``texts`` counts all of them."""

Event = Literal["new", "changed", "conflict", "overdue"]


class Evidence(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A quotation with the document that it stands in: ``document.text[start:end] == quote``."""

    document: str
    start: int
    end: int
    quote: str
    language: str
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None


class Alert(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What a rule tells, once.

    ``id`` is the same wherever and whenever the alert is delivered; ``entries`` are those of the ledger that it concerns, by
    the ids that they had when it was made. ``date`` is the fact's own (EDTF). ``texts`` counts the documents that tell the
    fact, of which ``citations`` quotes some, what is new first.
    """

    id: str
    rule: str
    event: Event
    made_at: str
    sentence: str
    kind: str
    parties: tuple[str, ...]
    date: str | None = None
    entries: tuple[str, ...]
    conflict: str | None = None
    texts: int
    citations: tuple[Evidence, ...]


class Finding(Struct, frozen=True, kw_only=True):
    """Something that a rule may tell: the fact in words, and the claims by which it is known again.

    ``aspects`` are what is told of these claims; a finding is told when one of them has not been.
    """

    event: Event
    kind: str
    parties: tuple[str, ...]
    what: str
    date: str | None
    entries: tuple[str, ...]
    conflict: str | None = None
    citations: tuple[Citation, ...]
    aspects: tuple[str, ...]


def alert_of(finding: Finding, rule: str, made_at: str, fresh: frozenset[str], sources: Sources) -> Alert:
    """The alert that tells a finding; the claims ``fresh`` are quoted first."""
    ordered = sorted(finding.citations, key=lambda item: (item.claim not in fresh, item.document, item.start))
    claims = sorted(citation.claim for citation in finding.citations)
    return Alert(
        id=f"a{content_id((rule, finding.event, finding.aspects, claims))}",
        rule=rule,
        event=finding.event,
        made_at=made_at,
        sentence=_sentence(finding),
        kind=finding.kind,
        parties=finding.parties,
        date=finding.date,
        entries=finding.entries,
        conflict=finding.conflict,
        texts=len({citation.document for citation in finding.citations}),
        citations=tuple(_evidence(citation, sources) for citation in ordered[:MOST_CITED]),
    )


def letter_of(alert: Alert) -> Letter:
    """The alert as the outbox keeps it."""
    return Letter(id=alert.id, rule=alert.rule, made_at=alert.made_at, body=msgspec.json.encode(alert).decode())


def opened(letters: Iterable[Letter]) -> list[Alert]:
    """The alerts that the outbox kept."""
    return [msgspec.json.decode(letter.body, type=Alert) for letter in letters]


def line_of(alert: Alert) -> dict[str, Any]:
    """The alert as the dict that channels write; ``docs/watching.md`` explains its fields."""
    return as_dict(alert)


def text_of(alert: Alert) -> str:
    """The alert as plain text: the sentence, and each quotation with where it stands."""
    lines = [alert.sentence, f"({alert.event}; rule: {alert.rule})"]
    for cited in alert.citations:
        where = ", ".join(filter(None, (cited.outlet, cited.published, cited.url or cited.document)))
        lines += ["", f"“{' '.join(cited.quote.split())}”", f"— {where}"]
    more = alert.texts - len({cited.document for cited in alert.citations})
    return "\n".join([*lines, *(["", f"and {more} more texts"] if more > 0 else [])]) + "\n"


def _sentence(finding: Finding) -> str:
    told = finding.what.rstrip(".")
    if finding.event == "conflict":
        return f"{told}."
    return f"{_names(finding.parties)}: {told}."


def _names(parties: Sequence[str]) -> str:
    return ", ".join(party_name(code) for code in parties)


def _evidence(citation: Citation, sources: Sources) -> Evidence:
    source = sources.get(citation.document)
    return Evidence(
        document=citation.document,
        start=citation.start,
        end=citation.end,
        quote=citation.quote,
        language=citation.language,
        url=source.url if source else None,
        title=source.title if source else None,
        outlet=source.outlet if source else None,
        published=source.published if source else None,
    )
