"""What a reader of citations wants to know of the documents behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kelisim.analysis.periods import days_of
from kelisim.model import Citation, Entry, Source

Sources = Mapping[str, Source]
"""The documents' sources by the documents' ids."""


def published(citation: Citation, sources: Sources) -> str | None:
    """When the cited document was published."""
    source = sources.get(citation.document)
    return source.published if source else None


def last_heard(entry: Entry, sources: Sources) -> str | None:
    """When the latest dated text about an entry was published; ``None`` when no text of it is dated."""
    return max(filter(None, (published(citation, sources) for citation in entry.claims)), default=None)


def by_publication(citations: Iterable[Citation], sources: Sources) -> list[Citation]:
    """The citations in the order of their documents' publication, undated ones first."""
    return sorted(citations, key=lambda item: (published(item, sources) or "", item.document, item.start))


def is_published_since(source: Source | None, since: str) -> bool:
    """Whether a document is known to have been published on a date or later."""
    day, from_day = days_of(source.published if source else None).last, days_of(since).first
    return day is not None and from_day is not None and day >= from_day
