"""``examples.toml``: sentences with the claims they give, and sentences that give none. Run as tests."""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class Gives(Struct, frozen=True, forbid_unknown_fields=True):
    """A short text and its claims, each a table of the fields that must be found, ``kind`` among them."""

    text: str
    claims: list[dict[str, Any]]
    published: str | None = None


class Nothing(Struct, frozen=True, forbid_unknown_fields=True):
    """A short text that gives no claim, and why."""

    text: str
    why: str
    published: str | None = None


class ExamplesFile(Struct, frozen=True, forbid_unknown_fields=True):
    """The examples of a pack."""

    gives: list[Gives] = []
    nothing: list[Nothing] = []
