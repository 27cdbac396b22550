"""What stands between the parts of a number: joining words, hyphens, brackets, the decimal point in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from kelisim.extract.lexicon import NO_ROLES, Roles
from kelisim.extract.quantity_values import Numeral
from kelisim.extract.quantity_words import NUMERAL_KINDS, NumberGrammar, Piece
from kelisim.extract.tokens import Token

HYPHENS = frozenset("-‐‑")
TENTHS = frozenset({10.0, 100.0, 1000.0, 10000.0, 100000.0})
LONGEST_GROUP = 5
"""How many words a group before its scale may have."""


class Text(Protocol):
    """A tokenised text with its words of amounts."""

    tokens: Sequence[Token]
    pieces: Mapping[int, Piece]
    grammar: NumberGrammar


def past_joins(text: Text, index: int, *, wrapped: bool, in_words: bool, scaled: bool) -> tuple[bool, int | None]:
    """Past what joins the parts of one number: whether a joining word stood there, and where the next part begins.

    ``wrapped`` tells that the number so far stands in brackets, ``in_words`` that it has no digits, ``scaled`` that a
    scale closed a part of it. A bound may stand before the scale ("fifty odd million"). The place is ``None`` when a
    mark ends the number.
    """
    token = text.tokens[index]
    if token.kind == "mark":
        return _past_mark(text, index, wrapped=wrapped, in_words=in_words, scaled=scaled)
    aside = text.pieces.get(index)
    if aside is not None and "bound_after" in aside.senses:
        following = text.pieces.get(aside.last)
        goes_on = following is not None and "scale" in following.senses and not scaled
        return False, aside.last if goes_on else None
    is_number = aside is not None and not NUMERAL_KINDS.isdisjoint(aside.senses)
    if token.form in text.grammar.joins and index + 1 < len(text.tokens) and not is_number:
        return True, index + 1
    return False, index


def _past_mark(text: Text, index: int, *, wrapped: bool, in_words: bool, scaled: bool) -> tuple[bool, int | None]:
    tokens, following = text.tokens, text.pieces.get(index + 1)
    mark = tokens[index]
    if index + 1 >= len(tokens):
        return False, None
    loose = tokens[index - 1].end < mark.start
    tight = not loose and mark.end == tokens[index + 1].start
    if following is not None and mark.form in HYPHENS and (tight or (loose and in_words and mark.form == "-")):
        return False, index + 1
    if following is not None and mark.form == ")" and wrapped and "scale" in following.senses:
        return False, index + 1
    if mark.form == "," and mark.form in text.grammar.joins and scaled and _is_long_group(text, index + 1):
        return True, index + 1
    return False, None


def _is_long_group(text: Text, index: int) -> bool:
    """Whether a scale follows within the next words: a comma joins only whole groups."""
    for ahead in range(index + 1, min(index + LONGEST_GROUP, len(text.tokens))):
        piece = text.pieces.get(ahead)
        if piece is not None and "scale" in piece.senses:
            return True
        if piece is None and text.tokens[ahead].form != "-":
            return False
    return False


def decimals_in_words(
    pieces: Mapping[int, Piece], index: int, read: Callable[[int], Numeral | None]
) -> tuple[float, int, Roles] | None:
    """Decimals in words from the token on ("of ten three", "five tenths", "zero three"): value, end and last roles."""
    piece = pieces.get(index)
    if piece is not None and "from" in piece.after and _number_of(piece) in TENTHS:
        part = read(piece.last)
        return (part.value / _number_of(piece), part.last, part.after) if part else None
    zeros = 0
    while piece is not None and "number" in piece.senses and piece.value("number") == 0:
        zeros, index = zeros + 1, piece.last
        piece = pieces.get(index)
    part = read(index)
    if part is None:
        return (0.0, index, NO_ROLES) if zeros else None
    if part.value < 1:
        return part.value, part.last, part.after
    whole = int(part.value)
    return whole / 10.0 ** (zeros + len(str(whole))), part.last, part.after


def _number_of(piece: Piece) -> float:
    return next((piece.value(kind) for kind in ("number", "scale") if kind in piece.senses), 0.0)
