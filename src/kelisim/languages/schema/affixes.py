"""``affixes.toml``: what may be attached to a word of the lexicon, and the role it marks."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Role = Literal[
    "and", "in", "to", "from", "by", "with", "of", "for", "as", "about", "between", "until", "since", "through",
    "object", "definite", "possessed", "plural", "past", "present", "future", "passive", "negative", "possible",
    "conditional", "participle", "infinitive", "converb", "copula", "abstract", "adjective", "agent", "without",
    "against", "after", "before", "under", "on", "imperative", "intent", "causative", "reciprocal",
]  # fmt: skip


class Slot(Struct, frozen=True, forbid_unknown_fields=True):
    """One optional place of an affix chain: what may stand there and the roles each form marks."""

    name: str
    forms: dict[str, list[Role]]


class AffixesFile(Struct, frozen=True, forbid_unknown_fields=True):
    """Affix chains and adpositions.

    ``prefixes`` and ``suffixes`` are slots in the order in which they are written (a prefix chain starts at the
    beginning of the word, a suffix chain right after the stem); each slot is optional. ``alternations`` are pairs
    ``[lexical, surface]`` of the last letters of a stem before a suffix (Kazakh ``["к", "г"]``). ``before`` and
    ``after`` are adpositions: words that mark the role of what follows or precedes them.
    """

    prefixes: list[Slot] = []
    suffixes: list[Slot] = []
    alternations: list[tuple[str, str]] = []
    before: dict[str, list[Role]] = {}
    after: dict[str, list[Role]] = {}
