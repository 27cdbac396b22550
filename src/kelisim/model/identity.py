"""Identities that depend on content alone: the same value has the same name in every ledger."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import unquote, urlsplit

import msgspec
from msgspec import Struct

from kelisim.model.arrivals import Raw

CLAIM_DIGITS = 16
"""Hexadecimal digits of a claim's name: 64 bits, a collision in a ledger of 10^8 claims is unlikely (3 in 10^4)."""


def digest(text: str) -> str:
    """SHA-256 of a text, in hexadecimal; lone surrogates are kept apart from each other."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


JUDGEMENT_DIGITS = 12
"""Hexadecimal digits of a judgement's name: 48 bits, a collision among 10^5 judgements is unlikely (2 in 10^5)."""


DOCUMENT_DIGITS = 10
"""Hexadecimal digits in a document's name: 40 bits, among the texts of one page or of one file's name."""

CONTENT_DIGITS = 32
"""Hexadecimal digits of a fingerprint: 128 bits, since what is taken for known is not read at all."""

LONGEST_SLUG = 60
_UNSPOKEN = re.compile(r"[^\w.-]+")


def document_id(url: str | None, text: str, name: str = "text") -> str:
    """The name of a document that nobody has named: host, last part of the address and a hash of the text.

    Where there is no address, ``name`` stands for it. Another text at the same address has another name.

    >>> document_id("https://www.example.kz/news/2025/visit-ended/", "…")
    'example.kz/visit-ended-be7534f5e7'
    """
    return f"{_slug(url) if url else name}-{digest(text)[:DOCUMENT_DIGITS]}"


def fingerprint(raw: Raw) -> str:
    """What a content is known again by before its text is looked for: a hash of its bytes, its place and its form.

    It is that of the file that the content was taken out of, where that has its own.
    """
    if raw.mark:
        return raw.mark
    told = msgspec.json.encode([raw.id, raw.url, raw.path, raw.media, raw.charset])
    content = raw.content if isinstance(raw.content, bytes) else raw.content.encode("utf-8", "surrogatepass")
    hashed = hashlib.sha256(told)
    hashed.update(content)
    return hashed.hexdigest()[:CONTENT_DIGITS]


def _slug(url: str) -> str:
    parts = urlsplit(url)
    last = unquote(parts.path).rstrip("/").rpartition("/")[2] or parts.query
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}/{_UNSPOKEN.sub('-', last)[:LONGEST_SLUG].strip('-')}"


def judgement_id(judgement: Struct) -> str:
    """The name of a judgement: ``j`` and a hash of its canonical JSON."""
    return f"j{content_id(judgement)[:JUDGEMENT_DIGITS]}"


def content_id(content: object) -> str:
    """The name of anything by what it holds: a hash of its canonical JSON, as long as a claim's name."""
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()[:CLAIM_DIGITS]


def claim_id(claim: Struct) -> str:
    """The name of a claim: a hash of its canonical JSON, confidence and origin included."""
    return content_id(claim)
