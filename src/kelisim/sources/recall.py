"""Files whose text costs much to take out, known again before it is taken out."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

from msgspec.structs import replace

from kelisim.model import Raw, Recognised, Skipped
from kelisim.model.identity import fingerprint
from kelisim.sources.content import Content, Item, Opener, Source, raw_of

Recall = Callable[[str, str | None], str | None]
"""The document that a content with this fingerprint, met at this moment, has become before."""


def read_unless_known(kind: Source, content: Content, opener: Opener, recall: Recall) -> Iterator[Item]:
    """What a kind of one document, which is ``costly``, reads; the document alone where it is known.

    A file of which a part could not be read is read again, so that this is said again.
    """
    body = content.whole()
    content.stream = io.BytesIO(body)
    mark = fingerprint(raw_of(content, body))
    known = recall(mark, content.known.retrieved)
    if known is not None:
        yield Recognised(known)
        return
    items = list(kind.read(content, opener))
    is_whole = not any(isinstance(item, Skipped) for item in items)
    yield from (replace(item, mark=mark) if isinstance(item, Raw) and is_whole else item for item in items)


def is_costly(kind: Source) -> bool:
    """Whether a kind reads one document out of a file at some cost: it says so itself."""
    return bool(getattr(kind, "costly", False))
