"""``pack.toml``: what the language is and where its words come from."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Origin(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a part of the pack comes from, and under which licence."""

    what: str
    source: str
    licence: str


class PackFile(Struct, frozen=True, forbid_unknown_fields=True):
    """The identity card of a pack.

    ``letters`` is the alphabet in lower case: a word that mixes it with look-alikes of another script is repaired.
    ``casing`` is ``turkic`` where İ/i and I/ı are two letters. ``states`` lists the states whose own press writes in
    the language, the likeliest first: whose "our country" may be meant.
    """

    code: str
    name: str
    own_name: str
    script: Literal["Arab", "Cyrl", "Latn"]
    direction: Literal["ltr", "rtl"]
    letters: str
    origins: list[Origin]
    casing: Literal["plain", "turkic"] = "plain"
    states: list[str] = []
