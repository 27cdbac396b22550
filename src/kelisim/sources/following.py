"""Which of the addresses that sources point to are followed: each once a run, within what the user wants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from kelisim.model import Link, Passed
from kelisim.sources.addresses import canonical_address, without_amp
from kelisim.sources.content import Options
from kelisim.sources.furnishings import DATA, furnishing

TWICE = "addresses named twice"
OLDER = "addresses older than wanted"
BEYOND = "addresses beyond the limit"
NO_TEXT = "pictures, sound, films and programs"

NO_TEXT_ENDING = re.compile(
    r"\.(?:aac|apk|avi|avif|bmp|css|dmg|eot|exe|flac|flv|gif|heic|ico|iso|jpe|jpe?g|js|m3u8|m4[av]|mkv|mov|mp[34]|mpe?g|msi"
    r"|og[agv]|otf|png|svg|tiff?|ttf|wav|web[mp]|wm[av]|woff2?)",
    re.IGNORECASE,
)
"""Endings of paths behind which there is no text: such an address is not asked for. What is not in the list is."""


class Trail:
    """The addresses followed in a run, however they are written, and how many more the place that is read may lead to."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._left = options.limit
        self._followed: set[str] = set()

    def begin(self) -> None:
        """Another place is read: its limit is its own."""
        self._left = self._options.limit

    def has_trodden(self, url: str) -> bool:
        """Whether the address was followed in this run."""
        return _footprint(url) in self._followed

    def tread(self, url: str) -> None:
        """The address is followed, or was come to by another way, such as a redirect."""
        self._followed.add(_footprint(url))

    def wanted(self, links: Iterable[Link]) -> tuple[list[Link], list[Passed]]:
        """The links to follow, and those that are passed over; the newest first where not all may be followed."""
        fresh, passed = self._fresh(links)
        if self._left is not None:
            fresh.sort(key=_stated, reverse=True)
        taken = []
        for link in fresh:
            if link.listing or self._take():
                self.tread(link.url)
                taken.append(link)
            else:
                passed.append(Passed(link.url, BEYOND))
        return taken, passed

    def within(self, links: Iterable[Link], left_out: list[Passed]) -> Iterator[Link]:
        """The links as they are drawn; lists of further links are ``left_out`` once no more may be followed."""
        for link in links:
            if link.listing and self._left == 0:
                left_out.append(Passed(link.url, BEYOND))
            else:
                yield link

    def _take(self) -> bool:
        """Count one more page; whether it is within the limit."""
        if self._left == 0:
            return False
        if self._left is not None:
            self._left -= 1
        return True

    def _fresh(self, links: Iterable[Link]) -> tuple[list[Link], list[Passed]]:
        fresh: dict[str, Link] = {}
        passed: list[Passed] = []
        for link in links:
            footprint, reason = _footprint(link.url), self._unwanted(link)
            if reason or footprint in self._followed:
                passed.append(Passed(link.url, reason or TWICE))
            elif (known := fresh.get(footprint)) is None:
                fresh[footprint] = link
            else:
                fresh[footprint], other = (link, known) if _rank(link.url) > _rank(known.url) else (known, link)
                passed.append(Passed(other.url, TWICE))
        return list(fresh.values()), passed

    def _unwanted(self, link: Link) -> str | None:
        if NO_TEXT_ENDING.fullmatch(PurePosixPath(urlsplit(link.url).path).suffix):
            return NO_TEXT
        since, stated = self._options.since or "", _stated(link)
        shared = min(len(since), len(stated))
        return OLDER if stated[:shared] < since[:shared] else None


def without_text(media: str | None, head: bytes) -> str | None:
    """What to call an answer in which there is no text by its media type and first bytes; ``None`` where there may be."""
    words = furnishing(media, head)
    return None if words == DATA else words


def _stated(link: Link) -> str:
    """The day or moment that a link states; a month with no day is shorter, and nothing stated is the empty string."""
    return link.published or link.changed or ""


def _footprint(url: str) -> str:
    """What addresses of one page share: neither the scheme, nor the form for telephones, nor how they are written."""
    return canonical_address(without_amp(url)).partition("://")[2] or url


def _rank(url: str) -> tuple[bool, bool, bool]:
    """Of two addresses of one page, the one to ask for: the page itself, guarded against change on its way, in one form."""
    return without_amp(url) == url, url.startswith("https:"), canonical_address(url) == url
