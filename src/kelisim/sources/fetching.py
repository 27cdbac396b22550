"""What reading asks of whoever fetches addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO, Protocol

from msgspec import Struct

from kelisim.model import Link, Skipped, Visit


class Fetching(Struct, frozen=True, kw_only=True):
    """How addresses are fetched in a run: not at all when ``offline``.

    ``allow_private`` lets them lie inside this machine and network too. ``delay`` seconds pass between two requests to one
    host; ``None`` leaves that to the settings.
    """

    allow_private: bool = False
    delay: float | None = None
    offline: bool = False


class Fetched(Struct, frozen=True, kw_only=True):
    """What stands at an address: the body at its first byte, and what the server says of it.

    ``url`` is the address after redirects; ``visit`` is to be remembered under the address that was asked for.
    """

    link: Link
    url: str
    body: BinaryIO
    visit: Visit
    media: str | None = None
    charset: str | None = None


class Unchanged(Struct, frozen=True):
    """An address at which the server says that nothing has changed since the last visit."""

    link: Link
    origin: str | None = None


class Fetcher(Protocol):
    """Fetches addresses, politely and guarded."""

    def fetch(self, links: Iterable[Link]) -> Iterator[Fetched | Unchanged | Skipped]:
        """One answer for each link, in the order of their arrival; links are drawn only as they are needed.

        Raises nothing: an address that cannot be fetched is :class:`~kelisim.model.Skipped` with its reason.
        """
        ...


class Visits(Protocol):
    """The memory of past visits."""

    def last_visit(self, url: str) -> Visit | None:
        """The last visit of an address whose documents are all recorded."""
        ...
