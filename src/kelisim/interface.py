"""The Python interface: the same questions as the command line, answered with values.

What reads texts and keeps ledgers is imported at use, so that ``import kelisim`` and ``kelisim --help`` are quick.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

import kelisim.extract  # noqa: F401 -- the room, imported before `kelisim.extract` comes to mean the function below
from kelisim.errors import ConfigError
from kelisim.model import Claim, Document, Entry, Mention, Raw, Skipped
from kelisim.settings import read_settings

if TYPE_CHECKING:
    from kelisim.analysis.dossier import Dossier
    from kelisim.pipeline import Summary

NEAREST_NAMES = 3


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
        seen: Callable[[str], None] = lambda _name: None,
    ) -> Summary:
        """Take in files, folders and documents; adding twice equals adding once."""
        return self.add_raw(_raws(sources), seen=seen)

    def add_raw(self, raws: Iterable[Raw | Skipped], *, seen: Callable[[str], None] = lambda _name: None) -> Summary:
        """Take in what a source hands over."""
        from kelisim import pipeline

        return pipeline.add(raws, self._store, seen=seen)

    def rebuild(self) -> int:
        """Derive all entries anew from the claims and judgements; how many there are."""
        from kelisim import pipeline

        pipeline.refresh(self._store, force=True)
        return sum(1 for _ in self._store.entries())

    def documents(self, *, since: str | None = None, language: str | None = None) -> Iterator[Document]:
        """The documents, in the order of their arrival."""
        return self._store.documents(since=since, language=language)

    def notes(self) -> dict[str, str]:
        """What was remarked of documents when they were added."""
        return self._store.notes()

    def claims(self, *, kind: str | None = None, parties: Sequence[str] = (), as_of: str | None = None) -> list[Claim]:
        """The claims that concern all of ``parties``."""
        wanted = set(self.known_parties(parties))
        return [claim for claim in self._store.claims(kind=kind, as_of=as_of) if wanted <= set(claim.parties)]

    def entries(
        self,
        *,
        kind: str | None = None,
        parties: Sequence[str] = (),
        since: str | None = None,
        as_of: str | None = None,
    ) -> list[Entry]:
        """The entries that concern all of ``parties``, of ``since`` or later, from what was recorded up to ``as_of``."""
        wanted = set(self.known_parties(parties))
        entries = self._entries_as_of(as_of) if as_of else self._current_entries(kind)
        return [
            entry
            for entry in entries
            if wanted <= set(entry.parties) and (kind is None or entry.kind == kind) and _not_before(entry, since)
        ]

    def _current_entries(self, kind: str | None) -> Iterable[Entry]:
        from kelisim import pipeline

        pipeline.refresh(self._store)
        return self._store.entries(kind=kind)

    def _entries_as_of(self, as_of: str) -> list[Entry]:
        from kelisim.resolve.entries import resolve

        published = {document.id: document.published for document in self._store.documents()}
        return resolve(self._store.claims(as_of=as_of), published)

    def dossier(self, *parties: str, as_of: str | None = None) -> Dossier:
        """All that concerns two or more parties, by section."""
        from kelisim.analysis.dossier import build_dossier

        codes = self.known_parties(parties)
        return build_dossier(self.entries(parties=codes, as_of=as_of), codes, [party_name(code) for code in codes])

    def known_parties(self, parties: Sequence[str]) -> list[str]:
        """The parties' codes; :class:`~kelisim.errors.ConfigError` offers the nearest names for one that is unknown."""
        return [party_code(party) for party in parties]


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


def _nearest(party: str, by_name: dict[str, str]) -> str:
    from rapidfuzz import process

    names = [name for name, _, _ in process.extract(party.casefold(), list(by_name), limit=NEAREST_NAMES)]
    return "the nearest are " + ", ".join(f"{by_name[name]} ({party_name(by_name[name])})" for name in names)


def _not_before(entry: Entry, since: str | None) -> bool:
    if since is None:
        return True
    time = entry.fields.get("date") or entry.fields.get("period") or entry.fields.get("deadline") or ""
    end = time.rpartition("/")[2]
    return bool(end[:1].isdigit()) and end >= since[: len(end)]


def _raws(sources: Iterable[str | Path | Document]) -> Iterator[Raw | Skipped]:
    from kelisim.sources.files import read_paths

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
            )
        else:
            yield from read_paths([Path(source)])
