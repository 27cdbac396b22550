"""From what a user names (files, folders, addresses, standard input) to documents, whatever kind the contents are."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import msgspec

from kelisim.errors import KelisimError, SourceError
from kelisim.model import Link, Passed, Raw, Skipped, Visit
from kelisim.sources.content import Content, Item, Known, Options
from kelisim.sources.fetching import Fetched, Fetcher, Unchanged
from kelisim.sources.kinds import kind_of

DEEPEST = 6
"""Containers within containers; what lies deeper is made to hurt."""

STANDARD_INPUT = "-"

Arrival = Raw | Skipped | Passed | Visit | Unchanged
"""What reading gives, in an order such that all documents of a visit stand before it."""


class Reader:
    """Reads sources one after the other; one that cannot be read is skipped and the others go through."""

    def __init__(self, fetcher: Fetcher | None = None, options: Options | None = None) -> None:
        """``fetcher`` is ``None`` where nothing may be fetched: links are skipped then, each with this reason."""
        self.options = options or Options()
        self._fetcher = fetcher
        self._names: dict[str, Path] = {}
        self._links: set[str] = set()

    def read(self, places: Iterable[str | Path]) -> Iterator[Arrival]:
        """All that the places hold, in their order; a folder stands for its files, hidden ones left out."""
        for place in places:
            for item in self._place(place):
                yield item if isinstance(item, Visit) else _from(str(place), item)

    def inside(self, content: Content) -> Iterator[Item]:
        """What a content holds by the kind that it has; see :class:`~kelisim.sources.content.Opener`."""
        if content.depth > DEEPEST:
            yield Skipped(content.name, f"it lies in more than {DEEPEST} containers; take it out of them")
            return
        try:
            kind = kind_of(content)
            if kind is None:
                raise SourceError("no kind of source knows its content")
            yield from kind.read(content, self)
        except KelisimError as error:
            yield Skipped(content.name, str(error))
        except OSError as error:
            yield Skipped(content.name, f"it cannot be read ({error.strerror or error})")

    def _place(self, place: str | Path) -> Iterator[Arrival]:
        if str(place) == STANDARD_INPUT:
            yield from self._followed(self.inside(Content("standard input", sys.stdin.buffer)))
        elif is_address(str(place)):
            yield from self._visited([Link(url=str(place))], 0)
        else:
            for file in files_of(Path(place)):
                yield from self._file(file)

    def _file(self, path: Path) -> Iterator[Arrival]:
        try:
            with path.open("rb") as stream:
                content = Content(str(path), stream, Known(id=self._name(path), path=str(path.absolute())))
                yield from self._followed(self.inside(content))
        except FileNotFoundError:
            yield Skipped(str(path), "there is no such file; check the path")
        except OSError as error:
            yield Skipped(str(path), f"the file cannot be read ({error.strerror}); check its permissions")

    def _followed(self, items: Iterator[Item], depth: int = 0) -> Iterator[Arrival]:
        """The items, with what stands at the links among them in the place of these."""
        links: list[Link] = []
        for item in items:
            if isinstance(item, Link):
                links.append(item)
            else:
                yield item
        yield from self._visited(self._wanted(links), depth + 1)

    def _wanted(self, links: Iterable[Link]) -> Iterator[Link]:
        """The links not followed before in this run, as far as the options want them."""
        since, fresh = self.options.since, []
        for link in links:
            stated = link.published or link.changed
            if link.url not in self._links and not (since and stated and stated[: len(since)] < since):
                self._links.add(link.url)
                fresh.append(link)
        return islice(fresh, self.options.limit)

    def _visited(self, links: Iterable[Link], depth: int) -> Iterator[Arrival]:
        if self._fetcher is None:
            for link in links:
                yield Skipped(link.url, "it was not fetched: nothing may be fetched in this run")
            return
        for answer in self._fetcher.fetch(links):
            if isinstance(answer, Fetched):
                yield from self._fetched(answer, depth)
            else:
                yield answer

    def _fetched(self, answer: Fetched, depth: int) -> Iterator[Arrival]:
        link, visit = answer.link, answer.visit
        known = Known(
            media=answer.media,
            charset=answer.charset,
            language=link.language,
            published=link.published,
            dating=link.dating,
            retrieved=visit.at,
            url=answer.url,
            title=link.title,
        )
        with answer.body as body:
            yield from self._followed(self.inside(Content(link.url, body, known, depth)), depth)
        yield visit

    def _name(self, path: Path) -> str:
        """The file's name without its ending, or the whole path when another file has taken that name."""
        taken = self._names.setdefault(path.stem, path)
        return path.stem if taken == path else str(path)


def is_address(place: str) -> bool:
    """Whether a place is an address of the web, not a path."""
    return place.startswith(("http://", "https://"))


def files_of(path: Path) -> Iterator[Path]:
    """The path, or the files of a folder in the order of their names; hidden files are left out."""
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.rglob("*")):
        if file.is_file() and not any(part.startswith(".") for part in file.relative_to(path).parts):
            yield file


def _from(origin: str, item: Raw | Skipped | Passed | Unchanged) -> Raw | Skipped | Passed | Unchanged:
    return msgspec.structs.replace(item, origin=origin)
