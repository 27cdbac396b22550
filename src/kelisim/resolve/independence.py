"""How many sources of a fact are independent: copies of one text count once, and so does what one outlet says twice.

In a family of copies one document speaks for all: the one of the outlet whose own text it most likely is.
"""

from __future__ import annotations

from collections.abc import Iterable

from kelisim.model import Source
from kelisim.model.vocabulary import OUTLET_KINDS


def independent(sources: Iterable[Source]) -> int:
    """How many independent sources there are: families of copies, of which those of one known outlet count once."""
    return len(_voices(sources))


def officials(sources: Iterable[Source]) -> int:
    """How many of the independent sources are official."""
    return sum(source.kind == "official" for source in _voices(sources))


def originals(sources: Iterable[Source]) -> dict[str, Source]:
    """For each family the source whose text it most likely is.

    That is an official one before an agency, a paper, an unknown outlet and an aggregator; then the one published first,
    as far as that is known; then the one with the least id.
    """
    found: dict[str, Source] = {}
    for source in sorted(sources, key=_likely_author):
        found.setdefault(source.family or source.document, source)
    return found


def _voices(sources: Iterable[Source]) -> list[Source]:
    """One source for each family, of which those of one outlet are one; a document without an address has none."""
    voices: dict[tuple[str | None, str], Source] = {}
    for family, source in originals(sources).items():
        key = (source.outlet, "") if source.outlet is not None else (None, family)
        voices.setdefault(key, source)
    return list(voices.values())


def _likely_author(source: Source) -> tuple[int, bool, str, str]:
    published = source.published or ""
    dated = published[:4].isdigit()
    return (OUTLET_KINDS.index(source.kind), not dated, published, source.document)
