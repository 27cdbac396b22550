"""A content to be read: its bytes as a stream, the beginning of it, and what is known of it beforehand."""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

import msgspec
from msgspec import Struct

from kelisim.errors import SourceError
from kelisim.model import Link, Passed, Raw, Recognised, Skipped

if TYPE_CHECKING:
    from kelisim.sources.allowance import Allowance

HEAD = 8192
"""Bytes at the beginning by which a kind is recognised."""

LARGEST_DOCUMENT = 64 * 1024 * 1024
"""Bytes of one document; a larger one is no article. Archives and JSON Lines are streamed and may have any size."""

IN_MEMORY = 16 * 1024 * 1024
"""Bytes of a stream that cannot be rewound that are kept in memory; what is longer goes to a temporary file."""

Item = Raw | Recognised | Link | Skipped | Passed
"""What a kind of source gives: documents, addresses of documents, what could not be read and what is no document."""


class Known(Struct, frozen=True, kw_only=True):
    """What is known of a content before it is read: the fields of the same names of :class:`~kelisim.model.Raw`.

    ``media`` and ``charset`` are what a server or container declares, without any trust in it.
    """

    id: str | None = None
    media: str | None = None
    charset: str | None = None
    language: str | None = None
    published: str | None = None
    dating: str | None = None
    retrieved: str | None = None
    url: str | None = None
    title: str | None = None
    path: str | None = None


@dataclass
class Content:
    """A content at its beginning.

    ``name`` is what messages call it. ``depth`` counts the containers it lies in, whose ``allowance`` it shares when these
    are packed. ``stream`` stands at the first byte; ``head`` are its first bytes, up to :data:`HEAD`.
    """

    name: str
    stream: BinaryIO
    known: Known = field(default_factory=Known)
    depth: int = 0
    head: bytes = b""
    allowance: Allowance | None = None

    def __post_init__(self) -> None:
        if not self.stream.seekable():
            self.stream = io.BufferedReader(_Unread(self.stream), HEAD)
            self.head = self.stream.peek(HEAD)[:HEAD]
        else:
            self.head = self.stream.read(HEAD)
            self.stream.seek(0)

    def whole(self, largest: int = LARGEST_DOCUMENT) -> bytes:
        """All bytes; :class:`~kelisim.errors.SourceError` when there are more than ``largest``."""
        content = self.stream.read(largest + 1)
        if len(content) > largest:
            raise SourceError(f"it has more than {largest:,} bytes, more than an article can; split it")
        return content

    @contextmanager
    def rewindable(self) -> Iterator[BinaryIO]:
        """The stream, or a temporary copy of it where it cannot be rewound."""
        if self.stream.seekable():
            yield self.stream
            return
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as copy:
            shutil.copyfileobj(self.stream, copy)
            copy.seek(0)
            yield cast("BinaryIO", copy)


class Certainty(IntEnum):
    """How sure a kind of source is that a content is of its kind; the surest reads it."""

    NO = 0
    POSSIBLE = 1
    """Nothing speaks against it."""
    LIKELY = 2
    """It looks like it."""
    CERTAIN = 3
    """It says so itself, by a signature."""
    SPECIAL = 4
    """It is a special form of another kind that is certain too, as an office document is of an archive."""


class Options(Struct, frozen=True, kw_only=True):
    """What the user wants of all sources.

    ``columns`` leads from a field of a document (``id``, ``text``, ``published``, ``url``, ``title``, ``language``) to the
    column or key that holds it. ``since`` leaves out links whose date is earlier; of the others ``limit`` are followed for
    each place that the user names, the newest first. ``links`` makes of the pages that the user names pages of links, of
    which those are followed whose address holds this regular expression; all articles are for the empty one.
    """

    columns: dict[str, str] = {}
    since: str | None = None
    limit: int | None = None
    links: str | None = None


class Opener(Protocol):
    """What a kind of source may ask for while it reads."""

    @property
    def options(self) -> Options:
        """What the user wants."""
        ...

    @property
    def fetches(self) -> bool:
        """Whether addresses can be fetched in this run."""
        ...

    def name_of(self, path: PurePath) -> str:
        """The id of a document that is a file, or a member of a container, at a path."""
        ...

    def inside(self, content: Content) -> Iterator[Item]:
        """What a content that lies in another holds, by whatever kind it is; give it the ``depth`` of the outer plus one.

        Raises nothing: what cannot be read is :class:`~kelisim.model.Skipped`.
        """
        ...


class Source(Protocol):
    """One kind of source.

    A kind that takes one document out of a file at some cost sets ``costly``: what is known is not given to it again then.
    A module of :mod:`kelisim.sources.kinds` offers one as ``source``; other packages do through the entry point group
    ``kelisim.sources``.
    """

    @property
    def name(self) -> str:
        """What the kind is called, in a word or two: ``PDF``."""
        ...

    def recognise(self, content: Content) -> Certainty:
        """How sure it is that the content is of this kind, judged by ``content.head`` alone where that is enough."""
        ...

    def read(self, content: Content, opener: Opener) -> Iterator[Item]:
        """What the content holds, read from ``content.stream`` as far as possible piece by piece.

        Raises :class:`~kelisim.errors.SourceError` when it cannot be read (any further).
        """
        ...


def raw_of(content: Content, body: bytes | str, *, media: str | None = None) -> Raw:
    """The document that a content is as a whole, with what is known of it."""
    known = msgspec.structs.asdict(content.known) | {"media": media}
    return Raw(name=content.name, content=body, **known)


class _Unread(io.RawIOBase):
    """A stream that cannot be rewound, in the form that a buffered reader wants."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        read = getattr(self._stream, "read1", self._stream.read)
        part = read(len(buffer))
        buffer[: len(part)] = part
        return len(part)
