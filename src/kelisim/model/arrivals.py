"""What sources hand over: contents, addresses that they point to, visits, and what was not taken in."""

from __future__ import annotations

import re

from msgspec import Struct

PAGE = "text/html"
"""The media type of a content that is a web page, of which the main text is still to be found."""


_PARTICULARS = re.compile(
    r"\s*\([^()]*\)|https?://\S+|'[^']*'|\"[^\"]*\"|«[^»]*»|\b(?!robots\.txt)[\w-]+(?:\.[\w-]+)+\b|\d[\d,.:]*"
)
"""What differs between sentences that give one reason: what stands in brackets or quotation marks, names of files and
hosts, numbers."""


class Visit(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One successful look at an address, to be remembered once everything found there is safely recorded.

    ``at`` is the moment, ISO 8601 in UTC. ``etag`` and ``modified`` are what the server wants to be told at the next look
    (``ETag``, ``Last-Modified``: RFC 9110).
    """

    url: str
    at: str
    etag: str | None = None
    modified: str | None = None


class Raw(Struct, frozen=True, kw_only=True):
    """A content that will be one document, and what its source knows about it.

    ``name`` is for messages. ``id`` is ``None`` where the source has no name for the document: it is named after its
    address and its text then. ``media`` is :data:`PAGE` for a web page and ``None`` for plain text; ``charset`` the encoding
    that a server or a container declares. ``published`` is what the source says of its date, ``dating`` in whose words;
    ``retrieved`` the day or moment at which it was fetched or archived (ISO 8601), after which it cannot have been
    published. ``path`` is the absolute path of the local file that it is as a whole: ``id`` is taken from the file's name
    then, and no promise that the text stays. ``mark`` is the :func:`~kelisim.model.identity.fingerprint` of the file that
    the content was taken out of at some cost. ``origin`` is the source as its user gave it.
    """

    name: str
    content: bytes | str
    id: str | None = None
    media: str | None = None
    charset: str | None = None
    language: str | None = None
    published: str | None = None
    dating: str | None = None
    retrieved: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    path: str | None = None
    mark: str | None = None
    origin: str | None = None


class Recognised(Struct, frozen=True):
    """A content that became this document before, recognised without reading it again."""

    document: str
    origin: str | None = None


class Sighting(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """How a text was met.

    ``promised`` says that its source vouches for the document's id: another text under it is an error then, not a newer
    version. ``path`` is the local file that it is as a whole. ``at`` is the day or moment at which it stood where it was met,
    ``None`` where nobody says so. ``content`` is the :func:`~kelisim.model.identity.fingerprint` of what was read.
    """

    promised: bool = True
    path: str | None = None
    at: str | None = None
    content: str | None = None


class Link(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """An address that a source points to, and what it says of the document there.

    ``changed`` is when the source says that the document last changed, ISO 8601. ``listing`` is whether the source says that
    no document stands there but a list of further addresses.
    """

    url: str
    title: str | None = None
    published: str | None = None
    dating: str | None = None
    language: str | None = None
    changed: str | None = None
    listing: bool = False


class Skipped(Struct, frozen=True):
    """Something that was not taken in, and why, in one sentence.

    ``lasting`` is whether an address was refused in a way that would be the same at another try, such as by status 404.
    """

    name: str
    reason: str
    origin: str | None = None
    lasting: bool = False

    @property
    def cause(self) -> str:
        """The reason without its particulars and its advice, the same for all that is skipped for that reason.

        >>> Skipped("a.zip/b", "it unpacks to more than 200 times its size; it counts as a bomb and is left alone").cause
        'it unpacks to more than … times its size'
        >>> Skipped("feed:7", "the line is not JSON (expected `,` at byte 12); write one object a line").cause
        'the line is not JSON'
        """
        shortened = self.reason.partition("; ")[0]
        while (plain := _PARTICULARS.sub(_dots, shortened)) != shortened:  # brackets may stand in brackets
            shortened = plain
        return shortened.strip()


class Passed(Struct, frozen=True):
    """Something in a container that is no document and was not meant to be read: an image, a request, a folder's index.

    It is counted by its reason, a few words such as ``images``, and not told one by one as a :class:`Skipped` is.
    """

    name: str
    reason: str
    origin: str | None = None


def _dots(particular: re.Match[str]) -> str:
    return "" if particular.group().lstrip().startswith("(") else "…"
