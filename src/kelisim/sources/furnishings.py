"""What belongs to pages and is no document itself: images, style sheets, scripts, fonts, sound, data."""

from __future__ import annotations

import mimetypes

from kelisim.sources.charsets import unmarked

DATA = "data"
"""What to call JSON: among it are feeds, where it is not part of a page."""

_FURNISHINGS = {
    "image/": "images",
    "audio/": "audio and video",
    "video/": "audio and video",
    "font/": "fonts",
    "application/font": "fonts",
    "application/x-font": "fonts",
    "application/vnd.ms-fontobject": "fonts",
    "text/css": "style sheets",
    "text/javascript": "scripts",
    "application/javascript": "scripts",
    "application/x-javascript": "scripts",
    "application/ecmascript": "scripts",
    "application/wasm": "scripts",
    "application/x-shockwave-flash": "scripts",
    "application/json": DATA,
    "application/ld+json": DATA,
    "application/manifest+json": DATA,
}
"""Beginnings of media types, with what to call those that begin so."""

_DOCUMENTS = (b"<!doctype html", b"<html", b"%pdf-")
"""Beginnings, in small letters, of contents that are documents whatever they are declared to be."""

_LONGEST_BEGINNING = 64


def furnishing(media: str | None, head: bytes) -> str | None:
    """What to call a content of this declared media type that is no document; ``None`` when it may be one.

    ``head`` are its first bytes: a page or paper that is wrongly declared is a document all the same.
    """
    words = next((words for begin, words in _FURNISHINGS.items() if media and media.startswith(begin)), None)
    beginning = unmarked(head[:_LONGEST_BEGINNING]).lstrip().lower()
    return None if words is None or beginning.startswith(_DOCUMENTS) else words


def media_of(name: str) -> str | None:
    """The media type that the ending of a file's name stands for."""
    return mimetypes.guess_type(name, strict=False)[0]
