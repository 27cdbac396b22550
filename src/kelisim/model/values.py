"""The values that travel through the rooms: frozen, compared by value, turned into dicts by ``as_dict``.

All offsets are half-open ``[start, end)`` in code points of ``Document.text`` as stored.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from kelisim.model.vocabulary import (
    Bound,
    ConflictStatus,
    ConflictType,
    Explanation,
    Form,
    Indicator,
    Instrument,
    Kind,
    MentionType,
    Modality,
    Office,
    OutletKind,
    Status,
)


class Document(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One text from one source at one time; never edited.

    ``published`` is an EDTF date or ``None`` when unknown, and ``dating`` says in words what it rests on; ``language`` is a
    BCP 47 code, ``None`` until identified; ``outlet`` is who publishes it, in the page's own words.
    """

    id: str
    text: str
    language: str | None = None
    published: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    dating: str | None = None


def cite(name: str, claim: Claim) -> Citation:
    """Where the claim of this name stands."""
    return Citation(
        claim=name,
        document=claim.document,
        start=claim.start,
        end=claim.end,
        quote=claim.quote,
        language=claim.language,
    )


class Source(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A document without its text: what a reader of its citations wants to know of it.

    ``outlet`` is the outlet's name or, where it is not known, the host's; ``None`` without an address. ``country`` is an
    ISO 3166-1 code or that of a body. ``family`` names the documents that are copies of one text, itself included: the
    least of their ids; ``None`` where copies were not looked for, so that it stands alone.
    """

    document: str
    language: str | None = None
    published: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    kind: OutletKind = "unknown"
    country: str | None = None
    family: str | None = None


class Mention(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Something recognised at a span; ``text`` is the stored text there."""

    type: MentionType
    start: int
    end: int
    text: str
    value: float | None = None
    unit: str | None = None
    bound: Bound | None = None
    edtf: str | None = None
    state: str | None = None
    office: Office | None = None
    name: str | None = None
    id: str | None = None


class Participant(Struct, frozen=True, omit_defaults=True):
    """A person who takes part, in the usual English spelling, with state and office as they apply."""

    name: str | None = None
    state: str | None = None
    office: Office | None = None


class Amount(Struct, frozen=True):
    """A number in units of ``unit`` (ISO 4217 or a physical unit)."""

    value: float
    unit: str


class Claim(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What one document says in one place. Fields and their values: the annotation guide's, word for word.

    ``frame`` names the rule that found it, ``origin`` the extractor with its version.
    ``confidence`` lies in ``(0, 1]``.
    """

    document: str
    kind: Kind
    parties: tuple[str, ...]
    start: int
    end: int
    quote: str
    language: str
    modality: Modality = "asserted"
    confidence: float = 1.0
    frame: str = ""
    origin: str = ""
    # meeting, award
    form: Form | None = None
    participants: tuple[Participant, ...] = ()
    status: Status | None = None
    # agreement
    instrument: Instrument | None = None
    title: str | None = None
    # agreement, project
    stage: str | None = None
    name: str | None = None
    # quantities
    indicator: Indicator | None = None
    count: int | None = None
    value: float | None = None
    unit: str | None = None
    bound: Bound | None = None
    also: tuple[Amount, ...] = ()
    change: Amount | None = None
    # times and places
    date: str | None = None
    period: str | None = None
    deadline: str | None = None
    place: str | None = None
    # commitment and all with a field of work
    actor: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()


class Citation(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Where a claim stands: ``documents[document].text[start:end] == quote``."""

    claim: str
    document: str
    start: int
    end: int
    quote: str
    language: str


class Health(Struct, frozen=True):
    """How well an entry is supported.

    ``sources`` counts what tells it independently (copies of one text and texts of one outlet once), ``official`` those of
    them that are official. ``completeness`` is the share of the fields that an entry of its kind has, ``agreement`` the
    share of what its claims say that the entry says; both in ``[0, 1]``.
    """

    documents: int
    sources: int
    official: int
    languages: int
    completeness: float
    agreement: float


class Entry(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A line of the ledger: all claims, from any documents in any languages, that speak of the same fact."""

    id: str
    kind: Kind
    parties: tuple[str, ...]
    fields: dict[str, Any]
    claims: tuple[Citation, ...]
    conflicts: tuple[str, ...] = ()
    health: Health


class Side(Struct, frozen=True):
    """What some texts say in a conflict, as it is read ("4.4 billion USD"), and the claims that say it."""

    says: str
    claims: tuple[str, ...]


class Conflict(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A named disagreement between claims of comparable scope, or one that only looks like it and is explained.

    ``reason`` is one English sentence with the figures, dates and texts. ``sides`` stand in the order of publication,
    those of equal dates by what they say; ``citations`` are the claims of all sides. ``entries`` are the ids of the
    entries that hold them, ``explained_by`` is ``None`` while the conflict is open.
    """

    id: str
    type: ConflictType
    status: ConflictStatus
    explained_by: Explanation | None = None
    kind: Kind
    parties: tuple[str, ...]
    entries: tuple[str, ...]
    reason: str
    sides: tuple[Side, ...]
    citations: tuple[Citation, ...]


def as_dict(value: Struct) -> dict[str, Any]:
    """A plain dict of what the value states: empty fields left out, whole numbers without a decimal point."""
    built: dict[str, Any] = msgspec.to_builtins(value)
    return {name: _plain(item) for name, item in built.items()}


def _plain(item: Any) -> Any:
    if isinstance(item, float) and item.is_integer() and abs(item) < 1e15:  # noqa: PLR2004 -- exact in a double
        return int(item)
    if isinstance(item, dict):
        return {name: _plain(inner) for name, inner in item.items()}
    if isinstance(item, (list, tuple)):
        return [_plain(inner) for inner in item]
    return item
