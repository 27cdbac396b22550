"""Adding one document: whether it is new, known, or another version of one that the ledger holds, and what follows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, insert, select

from kelisim.errors import TakenError
from kelisim.ledger import addresses, copies, derivation, fulltext, supersession, tables
from kelisim.ledger.addresses import Standing, is_later
from kelisim.ledger.terms import skeletons_of
from kelisim.model import Claim, Document, Sighting
from kelisim.model.identity import claim_id, digest, document_id

Outcome = Literal["new", "changed", "known"]


class Added(Struct, frozen=True, kw_only=True):
    """What became of a document.

    ``document`` is the id under which the ledger has it: that of an earlier one when it is ``known``, another one than it
    came with when that was taken. ``changed`` is a new one that supersedes the ``old`` ones. ``copy`` says that it is a near
    copy of another document than these.
    """

    outcome: Outcome
    document: str
    old: tuple[str, ...] = ()
    copy: bool = False


class Arriving(Struct, frozen=True, kw_only=True):
    """A document with its claims, on its way into the ledger."""

    document: Document
    claims: Sequence[Claim]
    sighting: Sighting
    note: str | None = None


def add(connection: Connection, arriving: Arriving, moment: str) -> Added:
    """Store a document with its claims unless the ledger has it; ``moment`` is the time of recording.

    Raises :class:`~kelisim.errors.TakenError` when another text has the id that its source promises.
    """
    document, sighting = arriving.document, arriving.sighting
    place = addresses.place_of(document, sighting)
    if addresses.is_file(place):
        sighting = msgspec.structs.replace(sighting, at=moment)
    here = _Here(addresses.standing_at(connection, place), digest(document.text), sighting.at)
    known = _known(connection, document, sighting, here)
    name = known.document if known else _free_id(connection, document, sighting)
    copy = known is None and _insert(connection, _renamed(arriving, name), moment, here)
    addresses.remember(connection, name, place, sighting, document.url)
    old = () if known and known.superseded else _supersede(connection, name, here, moment, is_new=known is None)
    outcome: Outcome = "known" if known else "changed" if old else "new"
    return Added(outcome=outcome, document=name, old=old, copy=copy)


class _Here(NamedTuple):
    """What stands or stood where a text arrives: its digest, and when it stood there itself."""

    standing: Sequence[Standing]
    text: str
    at: str | None

    @property
    def own(self) -> list[Standing]:
        """The documents of the same text, the one that counts first."""
        same = [item for item in self.standing if item.digest == self.text]
        return sorted(same, key=lambda item: item.superseded)

    @property
    def others(self) -> list[Standing]:
        """The documents of other texts that count."""
        return [item for item in self.standing if item.digest != self.text and not item.superseded]

    @property
    def is_back(self) -> bool:
        """Whether the text was seen here after all others that count, so that it is back if it stood here before them."""
        return bool(self.others) and all(is_later(self.at, item.seen) for item in self.others)


def _known(connection: Connection, document: Document, sighting: Sighting, here: _Here) -> Standing | None:
    """The document that the arriving one is, if the ledger has it.

    What its source has no name for is known by its text: at its own address, under the id made of it, or at another address
    of the same site. A text that was superseded is known too, unless its address has another one by now that was seen
    earlier: then the page has changed back, and the text is a version of its own.
    """
    named = _by_id(connection, document.id)
    if sighting.promised:
        if named is not None and named.digest != here.text:
            raise TakenError(
                f"the ledger already holds another text under the id {named.document}; "
                "give the new version an id of its own"
            )
        return named
    if here.own:
        return next((item for item in here.own if not (item.superseded and here.is_back)), None)
    elsewhere = [named] if named is not None and named.digest == here.text else []
    elsewhere += addresses.twins(connection, document, here.text)
    return next((item for item in elsewhere if not (item.superseded and here.others)), None)


def _by_id(connection: Connection, name: str) -> Standing | None:
    table = tables.documents
    is_old = table.c.id.in_(supersession.old_documents()).label("is_old")
    row = connection.execute(select(table.c.digest, is_old).where(table.c.id == name)).first()
    return None if row is None else Standing(document=name, digest=row.digest, superseded=bool(row.is_old))


def _free_id(connection: Connection, document: Document, sighting: Sighting) -> str:
    """The document's id, or the first free one made of it where another text, or an earlier time, has it."""
    if sighting.promised or _by_id(connection, document.id) is None:
        return document.id
    base = document_id(None, document.text, document.id) if sighting.path else document.id
    names = [base] if base != document.id else []
    version = 2
    while not names or _by_id(connection, names[-1]) is not None:
        names.append(f"{base}-{version}")
        version += 1
    return names[-1]


def _renamed(arriving: Arriving, name: str) -> Arriving:
    """The document under another id, and its claims under that."""
    if arriving.document.id == name:
        return arriving
    return msgspec.structs.replace(
        arriving,
        document=msgspec.structs.replace(arriving.document, id=name),
        claims=[msgspec.structs.replace(claim, document=name) for claim in arriving.claims],
    )


def _insert(connection: Connection, arriving: Arriving, moment: str, here: _Here) -> bool:
    """Store a new document with all that is found by it; whether it is a copy of one that is no earlier version of it."""
    document = arriving.document
    adding = insert(tables.documents).returning(tables.documents.c.sequence)
    sequence = connection.execute(adding, _document_row(document, moment, arriving.note)).scalar_one()
    copies.record(connection, sequence, document)
    relatives = copies.relatives(connection, sequence)
    derivation.touch_documents(connection, relatives)
    if fulltext.supports(connection):
        form = fulltext.form_of(document.text, document.language)
        fulltext.record(connection, sequence, form, skeletons_of(arriving.claims))
    if arriving.claims:
        named = {claim_id(claim): claim for claim in arriving.claims}
        rows = [_claim_row(name, claim, moment) for name, claim in named.items()]
        connection.execute(insert(tables.claims), rows)
        derivation.record(connection, named, document.published)
    return not set(relatives) <= {item.document for item in here.standing}


def _supersede(connection: Connection, name: str, here: _Here, moment: str, *, is_new: bool) -> tuple[str, ...]:
    """Mark the other texts of its address as superseded by a document; a new one, by one of them that was seen later."""
    later = [item.document for item in here.others if is_later(item.seen, here.at)]
    older = [(name, later[-1])] if later and is_new else []
    pairs = older if later else [(item.document, name) for item in here.others]
    supersession.record(connection, pairs, moment)
    derivation.touch(connection, supersession.affected(connection, [old for old, _ in pairs]))
    return tuple(old for old, new in pairs if new == name)


def _document_row(document: Document, moment: str, note: str | None) -> dict[str, Any]:
    return {
        "id": document.id,
        "recorded_at": moment,
        "digest": digest(document.text),
        "language": document.language,
        "published": document.published,
        "url": document.url,
        "title": document.title,
        "text": document.text,
        "note": note,
        "outlet": document.outlet,
        "dating": document.dating,
    }


def _claim_row(name: str, claim: Claim, moment: str) -> dict[str, Any]:
    return {
        "id": name,
        "document": claim.document,
        "recorded_at": moment,
        "kind": claim.kind,
        "parties": ",".join(claim.parties),
        "confidence": claim.confidence,
        "body": msgspec.json.encode(claim, order="sorted").decode(),
    }
