"""Identities that depend on content alone: the same value has the same name in every ledger."""

from __future__ import annotations

import hashlib

import msgspec
from msgspec import Struct

CLAIM_DIGITS = 16
"""Hexadecimal digits of a claim's name: 64 bits, a collision in a ledger of 10^8 claims is unlikely (3 in 10^4)."""


def digest(text: str) -> str:
    """SHA-256 of a text, in hexadecimal; lone surrogates are kept apart from each other."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


JUDGEMENT_DIGITS = 12
"""Hexadecimal digits of a judgement's name: 48 bits, a collision among 10^5 judgements is unlikely (2 in 10^5)."""


def judgement_id(judgement: Struct) -> str:
    """The name of a judgement: ``j`` and a hash of its canonical JSON."""
    return f"j{content_id(judgement)[:JUDGEMENT_DIGITS]}"


def content_id(content: object) -> str:
    """The name of anything by what it holds: a hash of its canonical JSON, as long as a claim's name."""
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()[:CLAIM_DIGITS]


def claim_id(claim: Struct) -> str:
    """The name of a claim: a hash of its canonical JSON, confidence and origin included."""
    return content_id(claim)
