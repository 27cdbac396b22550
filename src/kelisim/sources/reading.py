"""From what a user names (files, folders, addresses, standard input) to documents, whatever kind the contents are."""

from __future__ import annotations

import logging
import sys
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from itertools import groupby
from pathlib import Path, PurePath

import msgspec

from kelisim.errors import KelisimError, SourceError
from kelisim.model import Link, Passed, Raw, Recognised, Skipped, Visit
from kelisim.sources.content import Content, Item, Known, Options, Source
from kelisim.sources.extent import LINK, Extent
from kelisim.sources.fetching import Fetched, Fetcher, Unchanged
from kelisim.sources.following import BEYOND, OLDER, TWICE, Trail, without_text
from kelisim.sources.kinds import kind_of
from kelisim.sources.kinds.html import WebPage
from kelisim.sources.links import links_of
from kelisim.sources.recall import Recall, is_costly, read_unless_known

DEEPEST = 6
"""Containers within containers, and steps from address to address; what lies deeper is made to hurt."""

LEFT = (OLDER, BEYOND)
"""Why addresses are passed over that another run may want."""

STANDARD_INPUT = "-"

Arrival = Raw | Recognised | Skipped | Passed | Visit | Unchanged
"""What reading gives, in an order such that all documents of a visit stand before it."""

_Told = Raw | Recognised | Skipped | Passed | Unchanged
"""Those of them that know which source they come of."""

_log = logging.getLogger(__name__)


class Reader:
    """Reads sources one after the other; one that cannot be read is skipped and the others go through."""

    def __init__(
        self, fetcher: Fetcher | None = None, options: Options | None = None, recall: Recall | None = None
    ) -> None:
        """``fetcher`` is ``None`` where nothing may be fetched: links are skipped then, each with this reason.

        ``recall`` knows contents that were read before.
        """
        self.options = options or Options()
        self.extent = Extent()
        self._fetcher = fetcher
        self._recall = recall
        self._names: dict[str, PurePath] = {}
        self._trail = Trail(self.options)

    def read(self, places: Iterable[str | Path]) -> Iterator[Arrival]:
        """All that the places hold, in their order; a folder stands for its files, hidden ones left out.

        Addresses named one after the other are fetched side by side and come as their answers do.
        """
        places = list(places)
        self.extent.expect(map(_size_of, places))
        for are_addresses, group in groupby(places, key=lambda place: is_address(str(place))):
            if are_addresses:
                yield from self._addresses(map(str, group))
            else:
                yield from self._paths(group)

    @property
    def fetches(self) -> bool:
        """Whether addresses can be fetched in this run."""
        return self._fetcher is not None

    def name_of(self, path: PurePath) -> str:
        """The file's name without its ending, or the whole path when another file has taken that name."""
        taken = self._names.setdefault(path.stem, path)
        return path.stem if taken == path else str(path)

    def inside(self, content: Content) -> Iterator[Item]:
        """What a content holds by the kind that it has; see :class:`~kelisim.sources.content.Opener`."""
        if content.depth > DEEPEST:
            yield Skipped(content.name, f"it lies in more than {DEEPEST} containers; take it out of them")
            return
        try:
            kind = _kind_of(content)
            if self._recall and is_costly(kind):
                yield from read_unless_known(kind, content, self, self._recall)
            else:
                yield from kind.read(content, self)
        except KelisimError as error:
            yield Skipped(content.name, str(error))
        except OSError as error:
            yield Skipped(content.name, f"it cannot be read ({error.strerror or error})")
        except Exception as error:  # noqa: BLE001 -- a content that trips a parser must not end the reading of the others
            _log.debug("reading %s", content.name, exc_info=True)
            reason = f"it trips its reader ({type(error).__name__}: {error}); report this, with the content if you may"
            yield Skipped(content.name, reason)

    def _paths(self, places: Iterable[str | Path]) -> Iterator[Arrival]:
        for place in places:
            self._trail.begin()
            yield from _all_from(str(place), self._path(place))

    def _path(self, place: str | Path) -> Iterator[Arrival]:
        if str(place) == STANDARD_INPUT:
            yield from self._followed(self.inside(Content("standard input", sys.stdin.buffer)))
        else:
            for file in files_of(Path(place)):
                yield from self._file(file)

    def _addresses(self, urls: Iterable[str]) -> Iterator[Arrival]:
        """What stands at addresses that the user named, each once a run."""
        twice: list[Passed] = []
        links, refusal = self._named(urls, twice), self._refusal(0)
        if refusal or self._fetcher is None:
            yield from (Skipped(link.url, refusal or "", link.url) for link in links)
        else:
            for answer in self._fetcher.fetch(links):
                self._trail.begin()
                place = answer.name if isinstance(answer, Skipped) else answer.link.url
                yield from _all_from(place, self._answered(answer, 0))
        yield from (_from(item.name, item) for item in twice)

    def _named(self, urls: Iterable[str], twice: list[Passed]) -> Iterator[Link]:
        """The addresses as links, as they are drawn; those that were read in this run already come to be among ``twice``."""
        for url in urls:
            if self._trail.has_trodden(url):
                twice.append(Passed(url, TWICE))
            else:
                self._trail.tread(url)
                yield Link(url=url)

    def _file(self, path: Path) -> Iterator[Arrival]:
        try:
            with path.open("rb") as stream, self.extent.reading(stream):
                content = Content(str(path), stream, Known(id=self.name_of(path), path=str(path.absolute())))
                yield from self._followed(self.inside(content))
        except FileNotFoundError:
            yield Skipped(str(path), "there is no such file; check the path")
        except OSError as error:
            yield Skipped(str(path), f"the file cannot be read ({error.strerror}); check its permissions")

    def _followed(self, items: Iterator[Item], depth: int = 0) -> Generator[Arrival, None, bool]:
        """The items, with what stands at the links among them in the place of these; whether all links were read."""
        links: list[Link] = []
        for item in items:
            if isinstance(item, Link):
                links.append(item)
            else:
                yield item
        wanted, passed = self._trail.wanted(links)
        self.extent.expect(LINK for _ in wanted)
        yield from passed
        read_all = yield from self._visited(wanted, depth + 1)
        return read_all and not any(item.reason in LEFT for item in passed)

    def _visited(self, links: list[Link], depth: int) -> Generator[Arrival, None, bool]:
        """What stands at the addresses, and whether all were read or looked at to no avail for the last time."""
        refusal = self._refusal(depth)
        if refusal:
            yield from (Skipped(link.url, refusal) for link in links)
        if refusal or self._fetcher is None:
            return not links
        read_all, left_out = True, list[Passed]()
        for answer in self._fetcher.fetch(self._trail.within(links, left_out)):
            read = yield from self._answered(answer, depth)
            read_all = read_all and read
        yield from left_out
        return read_all and not left_out

    def _answered(self, answer: Fetched | Unchanged | Skipped, depth: int) -> Generator[Arrival, None, bool]:
        """What an answer holds, and whether all that it leads to was read."""
        self.extent.pass_link()
        if isinstance(answer, Fetched):
            return (yield from self._fetched(answer, depth))
        yield answer
        return isinstance(answer, Unchanged) or answer.lasting

    def _refusal(self, depth: int) -> str | None:
        """Why nothing is fetched so many steps away from what the user named."""
        if depth > DEEPEST:
            return f"it lies more than {DEEPEST} steps away from what was named; name it to have it read"
        return "it was not fetched: nothing may be fetched in this run" if self._fetcher is None else None

    def _fetched(self, answer: Fetched, depth: int) -> Generator[Arrival, None, bool]:
        """What an answer holds, and then the visit; whether all that it leads to was read.

        Where it was not, there is no visit, so that the answer is asked for anew and the rest found in it.
        """
        link, visit = answer.link, answer.visit
        self._trail.tread(answer.url)
        with answer.body as body:
            content = Content(link.url, body, _known(answer), depth)
            textless = without_text(answer.media, content.head) if depth else None
            if textless:
                yield Passed(link.url, textless)
            read_all = bool(textless) or (yield from self._followed(self._listed(content), depth))
        if read_all:
            yield visit
        return read_all

    def _listed(self, content: Content) -> Iterator[Item]:
        """What the content holds; of a page that the user named as one of links, these."""
        pattern, url = self.options.links, content.known.url
        if pattern is None or content.depth or url is None or not isinstance(kind_of(content), WebPage):
            yield from self.inside(content)
            return
        try:
            yield from links_of(content.whole(), url, pattern, charset=content.known.charset)
        except KelisimError as error:
            yield Skipped(content.name, str(error))


def is_address(place: str) -> bool:
    """Whether a place is an address of the web, not a path."""
    return place[: len("https://")].lower().startswith(("http://", "https://"))


def _size_of(place: str | Path) -> int | None:
    """How much there is to read in a place, in bytes; ``None`` where nobody knows."""
    if str(place) == STANDARD_INPUT:
        return None
    if is_address(str(place)):
        return LINK
    with suppress(OSError):
        return sum(file.stat().st_size for file in files_of(Path(place)))
    return 0


def files_of(path: Path) -> Iterator[Path]:
    """The path, or the files of a folder in the order of their names; hidden files are left out."""
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.rglob("*")):
        if file.is_file() and not any(part.startswith(".") for part in file.relative_to(path).parts):
            yield file


def _kind_of(content: Content) -> Source:
    kind = kind_of(content)
    if kind is None:
        raise SourceError("no kind of source knows its content")
    return kind


def _known(answer: Fetched) -> Known:
    """What the server, and whoever pointed to the address, say of an answer.

    What a source says of the language is left out: as often as not it is that of its template, and the text tells its own.
    """
    link = answer.link
    return Known(
        media=answer.media,
        charset=answer.charset,
        published=link.published,
        dating=link.dating,
        retrieved=answer.visit.at,
        url=answer.url,
        title=link.title,
    )


def _all_from(origin: str, items: Iterable[Arrival]) -> Iterator[Arrival]:
    """The items, told where they come from as the user named it."""
    for item in items:
        yield item if isinstance(item, Visit) else _from(origin, item)


def _from(origin: str, item: _Told) -> _Told:
    return msgspec.structs.replace(item, origin=origin)
