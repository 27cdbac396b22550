"""What bounds an amount: "more than", "about", "at least", and verbs such as "exceeded"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, cast

from kelisim.extract.lexicon import NO_ROLES, Roles
from kelisim.extract.quantity_words import NumberGrammar, Piece, roles_of_ending
from kelisim.extract.tokens import Token
from kelisim.model.vocabulary import Bound

FAR_REACH = 8
"""How many words may stand between a bounding verb and its amount. Ours, set on gold/dev."""

OPENERS = frozenset("([«\"“„'")


class Words(Protocol):
    """Where the words of amounts begin and end in a text."""

    tokens: Sequence[Token]
    pieces: Mapping[int, Piece]
    ends: Mapping[int, Piece]
    grammar: NumberGrammar


def find_bound(first: int, last: int, roles: Roles, words: Words) -> tuple[Bound, tuple[int, int]]:
    """The bound of the amount at tokens ``[first, last)``, and the token range with the words that say so."""
    after = _bound_inside(first, last, words) or _bound_after(last, roles, words)
    before = _bound_before(first, words)
    outer = (before[1] if before else first, after[1] if after else last)
    if after is not None:
        return after[0], outer
    if before is not None:
        return before[0], outer
    stated = next((bound for role, bound in words.grammar.bound_roles.items() if role in roles), None)
    return stated or _far_bound(first, words) or "exact", outer


def _bound_before(first: int, words: Words) -> tuple[Bound, int] | None:
    at = first - 1 if first and words.tokens[first - 1].form in OPENERS else first
    piece = words.ends.get(at)
    if piece is None or "bound" not in piece.senses:
        return None
    return cast("Bound", piece.senses["bound"].id), piece.first


def _bound_inside(first: int, last: int, words: Words) -> tuple[Bound, int] | None:
    """A bound between a number and its scale ("fifty odd million")."""
    for index in range(first + 1, last - 1):
        piece = words.pieces.get(index)
        if piece is not None and "bound_after" in piece.senses:
            return cast("Bound", piece.senses["bound_after"].id), last
    return None


def _bound_after(last: int, roles: Roles, words: Words) -> tuple[Bound, int] | None:
    piece = words.pieces.get(last)
    if piece is not None:
        return _following(piece, roles)
    noun = words.tokens[last] if last < len(words.tokens) else None
    behind = words.pieces.get(last + 1)
    if noun is None or noun.kind != "word" or behind is None:
        return None
    return _following(behind, roles_of_ending(noun.form, words.grammar.endings) or NO_ROLES, needs_role=True)


def _following(piece: Piece, roles: Roles, *, needs_role: bool = False) -> tuple[Bound, int] | None:
    sense = piece.senses.get("bound_after")
    if sense is None or (needs_role if sense.aspect == "any" else sense.aspect not in roles):
        return None
    return cast("Bound", sense.id), piece.last


def _far_bound(first: int, words: Words) -> Bound | None:
    """The bound that a verb states across its subject ("exceeded, in value, 4 billion")."""
    for index in range(first, max(-1, first - FAR_REACH - 1), -1):
        piece = words.ends.get(index)
        if piece is not None and "bound" in piece.senses and piece.senses["bound"].aspect == "far":
            return cast("Bound", piece.senses["bound"].id)
        if index and words.tokens[index - 1].kind != "word":
            return None
    return None
