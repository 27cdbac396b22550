"""What sources hand over: contents, addresses that they point to, visits, and what was not taken in."""

from __future__ import annotations

from msgspec import Struct

PAGE = "text/html"
"""The media type of a content that is a web page, of which the main text is still to be found."""


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
    ``retrieved`` the day it was fetched or archived, after which it cannot have been published. ``origin`` is the source as
    its user gave it.
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
    origin: str | None = None


class Link(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """An address that a source points to, and what it says of the document there.

    ``changed`` is when the source says that the document last changed, ISO 8601.
    """

    url: str
    title: str | None = None
    published: str | None = None
    dating: str | None = None
    language: str | None = None
    changed: str | None = None


class Skipped(Struct, frozen=True):
    """Something that was not taken in, and why, in one sentence."""

    name: str
    reason: str
    origin: str | None = None


class Passed(Struct, frozen=True):
    """Something in a container that is no document and was not meant to be read: an image, a request, a folder's index.

    It is counted by its reason, a few words such as ``images``, and not told one by one as a :class:`Skipped` is.
    """

    name: str
    reason: str
    origin: str | None = None
