"""``scopes.toml``: words that narrow what a figure or a number of documents is about."""

from __future__ import annotations

from typing import Literal, get_args

from msgspec import Struct

ScopeWord = Literal[
    "goods_and_services", "services", "non_oil", "stock", "direct", "rail", "road", "air", "sea", "pipeline",
    "intergovernmental", "interdepartmental", "commercial", "regional",
]  # fmt: skip
SCOPE_WORDS: tuple[ScopeWord, ...] = get_args(ScopeWord)


class ScopesFile(Struct, frozen=True, forbid_unknown_fields=True):
    """Phrases by what they narrow a figure to; written as in ``concepts.toml``.

    They are matched beside the other words of the pack, not among them: they change nothing of what is extracted, only
    which claims are compared. ``stock`` is what has been accumulated up to a day, as against the flow of a period.
    """

    scopes: dict[ScopeWord, list[str]] = {}
