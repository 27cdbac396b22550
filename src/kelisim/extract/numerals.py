"""Numbers as they are written: digits in every grouping, number words, and both together ("1.3 billion")."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kelisim.extract.lexicon import NO_ROLES, Roles
from kelisim.extract.quantity_digits import LITERAL, NO_NUMBER, SIMPLE_FRACTION, SPACED_DECIMAL, value_of_digits
from kelisim.extract.quantity_joints import HYPHENS
from kelisim.extract.quantity_sums import NumeralSum
from kelisim.extract.quantity_values import Numeral, Skip
from kelisim.extract.quantity_words import NUMERAL_KINDS, NumberGrammar, Piece
from kelisim.extract.tokens import Token

SPACED_FOLLOWERS = frozenset({"scale", "percent", "multiplier"})
"""Behind digits with a spaced comma these tell that the comma is decimal."""

MEASURES = frozenset({"scale", "unit", "currency", "percent", "multiplier"})
"""Kinds of words that may be written together with the digits before them."""

SIGNS = frozenset({"currency"})
LEADING = SIGNS | {"bound", "range", "equals"}
"""Kinds of words that may be written together with the digits behind them."""

LARGE_SCALE = 1e9
"""From here on a scale makes digits behind a foreign mark decimals: "1.284 billion" where a comma is the mark."""


class NumeralReader:
    """Reads the numbers of one tokenised form."""

    def __init__(self, form: str, tokens: Sequence[Token], pieces: Mapping[int, Piece], grammar: NumberGrammar) -> None:
        self.form = form
        self.tokens = tokens
        self.pieces = pieces
        self.grammar = grammar

    def starts_at(self, index: int) -> bool:
        """Whether a number may start at this token."""
        if self.tokens[index].kind == "digits":
            return True
        piece = self.pieces.get(index)
        return piece is not None and not NUMERAL_KINDS.isdisjoint(piece.senses)

    def read(self, index: int) -> Numeral | Skip | None:
        """The number that starts at the token, if one does."""
        if self.tokens[index].kind == "digits":
            return self._from_digits(index)
        piece = self.pieces.get(index)
        if piece is None:
            return None
        if "minus" in piece.senses:
            return self._negated(piece)
        return NumeralSum(self, index).read()

    def _negated(self, piece: Piece) -> Numeral | None:
        if piece.last >= len(self.tokens):
            return None
        found = self.read(piece.last)
        if not isinstance(found, Numeral):
            return None
        return found._replace(first=piece.first, value=-found.value)

    def _from_digits(self, index: int) -> Numeral | Skip | None:
        start = self.tokens[index].start
        barred = NO_NUMBER.match(self.form, start)
        if barred is not None:
            return Skip(self._token_after(index, barred.end()))
        before = self._attached_before(index)
        if before is None:
            return None
        found = NumeralSum(self, index).read()
        if found is None:
            return self._skip_literal(index)
        sign = -1.0 if self._has_minus(index) else 1.0
        first = index - 1 if sign < 0 or before else index
        return found._replace(first=first, value=sign * found.value, before=found.before | before)

    def _skip_literal(self, index: int) -> Skip:
        found = LITERAL.match(self.form, self.tokens[index].start)
        return Skip(self._token_after(index, found.end()) if found else index + 1)

    def _token_after(self, index: int, end: int) -> int:
        count = len(self.tokens)
        while index < count and self.tokens[index].end < end:
            index += 1
        return min(index + 1, count)

    def _attached_before(self, index: int) -> Roles | None:
        """Roles of a prefix written together with the digits; ``None`` when a word is glued to them."""
        if index == 0:
            return NO_ROLES
        tokens, previous = self.tokens, self.tokens[index - 1]
        if previous.end != tokens[index].start or previous.form in "([{«\"'/":
            return NO_ROLES
        if previous.kind == "word":
            if self._is_piece_end(index, LEADING):
                return NO_ROLES
            return self.grammar.prefixes.get(previous.form)
        if previous.form in HYPHENS and index > 1 and tokens[index - 2].end == previous.start:
            glued = tokens[index - 2].kind == "word" and not self._is_piece_end(index - 1, SIGNS)
            return None if glued else NO_ROLES
        if previous.form == "+" and index > 1 and tokens[index - 2].end == previous.start:
            return None
        return None if previous.form in ("_", "@", "\\") else NO_ROLES

    def _is_piece_end(self, index: int, kinds: frozenset[str]) -> bool:
        """Whether a word of amounts of one of the kinds ends before this token."""
        for first in range(index - 1, max(-1, index - 5), -1):
            piece = self.pieces.get(first)
            if piece is not None:
                known = piece.last == index and not kinds.isdisjoint(piece.senses)
                return known and (len(self.tokens[index - 1].form) > 1 or self.tokens[index - 1].kind == "mark")
        return False

    def _has_minus(self, index: int) -> bool:
        """A minus sign is a hyphen that begins a line, a bracket or the text."""
        if index == 0 or self.tokens[index - 1].form != "-" or self.tokens[index - 1].end != self.tokens[index].start:
            return False
        line = self.form.rfind("\n", 0, self.tokens[index - 1].start) + 1
        before = self.form[line : self.tokens[index - 1].start].rstrip(" ")
        return not before or before[-1] in "(:="

    def literal(self, index: int) -> tuple[int, float] | None:
        """The end and the value of the digits at the token."""
        start = self.tokens[index].start
        fraction = SIMPLE_FRACTION.match(self.form, start)
        if fraction is not None and int(fraction[2]) < int(fraction[3]):
            value = int(fraction[1] or 0) + int(fraction[2]) / int(fraction[3])
            return self._token_after(index, fraction.end()), value
        found = LITERAL.match(self.form, start)
        if found is None:
            return None
        written = found.group()
        last = self._token_after(index, found.end())
        spaced = SPACED_DECIMAL.match(self.form, start) if self.grammar.decimals[0] == "," else None
        if spaced is not None and self._is_spaced_decimal(index, spaced):
            return last + 2, float(f"{spaced[1]}.{spaced[2]}")
        if "." not in written and "," not in written and "'" not in written:
            return last, float(written.replace(" ", ""))
        read: float | None = value_of_digits(
            written.replace(" ", ""), self.grammar.decimals, large=self._is_large(last)
        )
        if read is not None and not (read != int(read) and self._is_listed(index)):
            return last, read
        if "," in written and "." not in written:
            return index + 1, float(self.tokens[index].form)
        return None

    def _is_spaced_decimal(self, index: int, found: re.Match[str]) -> bool:
        """Whether "2, 8 million" is one number: a scale, a percent sign or "times" follows, and it is in no list."""
        if self._is_listed(index):
            return False
        piece = self.pieces.get(self._token_after(index, found.end()))
        return found[1] == "0" or (piece is not None and not SPACED_FOLLOWERS.isdisjoint(piece.senses))

    def _is_listed(self, index: int) -> bool:
        """Whether the digits go on a list of digits between commas."""
        return index > 1 and self.tokens[index - 1].form == "," and self.tokens[index - 2].kind == "digits"

    def _is_large(self, index: int) -> bool:
        piece = self.pieces.get(index)
        return piece is not None and "scale" in piece.senses and piece.value("scale") >= LARGE_SCALE

    def attached_after(self, last: int) -> tuple[int, Roles, bool] | None:
        """What is written together with digits or a sign that end at ``last``.

        Gives the new end, the roles and whether it is an ordinal; ``None`` when a strange word is glued to them.
        """
        tokens = self.tokens
        if last >= len(tokens) or tokens[last].start != tokens[last - 1].end:
            return last, NO_ROLES, False
        token = tokens[last]
        if token.kind == "word":
            return self._glued_word(last, token.form)
        joined = token.form in HYPHENS or token.form == "'"
        if not joined or last + 1 >= len(tokens) or tokens[last + 1].start != token.end:
            return last, NO_ROLES, False
        word = tokens[last + 1]
        if word.kind != "word":
            return last, NO_ROLES, False
        if word.form in self.grammar.ordinal_endings:
            return last + 2, NO_ROLES, True
        if word.form in self.grammar.endings:
            return last + 2, self.grammar.endings[word.form], False
        known = self.pieces.get(last + 1)
        roles = NO_ROLES if known is not None else frozenset({"adjective"})
        return last, roles, False

    def _glued_word(self, last: int, form: str) -> tuple[int, Roles, bool] | None:
        if form in self.grammar.ordinal_endings:
            return last + 1, NO_ROLES, True
        piece = self.pieces.get(last)
        if piece is not None and not MEASURES.isdisjoint(piece.senses):
            return last, NO_ROLES, False
        if form in self.grammar.endings and len(form) > 1:
            return last + 1, self.grammar.endings[form], False
        return None
