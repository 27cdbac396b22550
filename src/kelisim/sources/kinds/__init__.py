"""The kinds of source, one module each, found by listing this folder and the entry points of other packages."""

from __future__ import annotations

import importlib
import logging
import pkgutil
import sys
from functools import cache
from pathlib import Path

from kelisim.sources.content import Certainty, Content, Source

ENTRY_POINTS = "kelisim.sources"
"""The entry point group through which other packages offer a :class:`~kelisim.sources.content.Source`."""

_log = logging.getLogger(__name__)


@cache
def kinds() -> tuple[Source, ...]:
    """All kinds of source, those of other packages first."""
    own = [importlib.import_module(f"{__name__}.{module.name}").source for module in pkgutil.iter_modules(__path__)]
    return (*_offered(), *own)


def kind_of(content: Content) -> Source | None:
    """The kind that is the surest of a content; the earlier of two that are equally sure, ``None`` when none is."""
    certainty, _, kind = max(((kind.recognise(content), -place, kind) for place, kind in enumerate(kinds())), key=_rank)
    return kind if certainty else None


def _rank(candidate: tuple[Certainty, int, Source]) -> tuple[Certainty, int]:
    return candidate[:2]


def _offered() -> list[Source]:
    """The kinds of other packages; one that cannot be loaded is left out and logged."""
    if not any(map(_offers, sys.path)):
        return []
    from importlib.metadata import entry_points

    found: list[Source] = []
    for entry in entry_points(group=ENTRY_POINTS):
        try:
            found.append(entry.load())
        except Exception as error:  # noqa: BLE001 -- a broken package of others must not keep ours from reading
            _log.warning("the kind of source %s of another package cannot be loaded: %s", entry.name, error)
    return found


def _offers(folder: str) -> bool:
    """Whether a package installed in a folder offers kinds: its list of entry points has our group."""
    sign = f"[{ENTRY_POINTS}]".encode()
    return any(sign in path.read_bytes() for path in Path(folder).glob("*-info/entry_points.txt"))
