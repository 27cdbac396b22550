"""Adding up the parts of a number: units, tens, hundreds, scales, halves, decimals in words."""

from __future__ import annotations

from typing import Protocol

from kelisim.extract.lexicon import NO_ROLES, Roles
from kelisim.extract.quantity_digits import GROUP
from kelisim.extract.quantity_joints import Text, decimals_in_words, past_joins
from kelisim.extract.quantity_values import Numeral, tidy
from kelisim.extract.quantity_words import Piece

HUNDRED = 100
THOUSAND = 1000
FIRST_TEN, TWENTY = 10, 20
LARGEST_FRACTION_BASE = 10

CASES: Roles = frozenset({"to", "from", "in", "of", "by", "with", "object", "as", "until", "since", "through"})
"""Roles that end a number: no further part of it follows an inflected one."""

VERBAL: Roles = frozenset({
    "past", "future", "passive", "converb", "infinitive", "imperative", "intent", "causative", "reciprocal",
    "conditional", "negative", "possible", "agent", "participle",
})  # fmt: skip
"""Roles that no number has: a verb that looks like one does."""


class Source(Text, Protocol):
    """Where a number is read from."""

    def starts_at(self, index: int) -> bool:
        """Whether a number may start at this token."""

    def literal(self, index: int) -> tuple[int, float] | None:
        """The end and the value of the digits at the token."""

    def attached_after(self, last: int) -> tuple[int, Roles, bool] | None:
        """The end, roles and ordinality of what is written together with digits that end at ``last``."""


class NumeralSum:
    """A number in the making: closed parts, each with its scale, and the open group below the next scale."""

    def __init__(self, reader: Source, index: int, *, below_scales: bool = False) -> None:
        self.reader = reader
        self.below_scales = below_scales
        self.pieces = reader.pieces
        self.grammar = reader.grammar
        self.first = index
        self.last = index
        self.parts: list[tuple[float, float]] = []
        self.group: float | None = None
        self.room = 0.0
        self.in_digits = False
        self.count = 0
        self.before: Roles = NO_ROLES
        self.after: Roles = NO_ROLES
        self.digits = False
        self.ordinal = False
        self.bare = False
        self.doubtful = False
        self.fold = False
        self.closed = False

    # reading on

    def read(self) -> Numeral | None:
        """The number that begins at the token; ``None`` when none does."""
        index = self.first
        while index < len(self.reader.tokens) and not self.closed:
            joined, at = (False, index) if not self.count else self._past_joins(index)
            if at is None or not self._take(at, joined=joined):
                break
            index = self.last
        if not self.count or self._is_vague():
            return None
        return Numeral(
            self.first, self.last, self.total(), self.before, self.after, self._scale(),
            self.digits, self.ordinal, self.bare, self.doubtful and self.count == 1, self.fold,
        )  # fmt: skip

    def total(self) -> float:
        """The value so far."""
        return tidy(sum(value for value, _ in self.parts) + (self.group or 0.0))

    def _scale(self) -> float:
        return self.parts[0][1] if len(self.parts) == 1 and self.group is None else 1.0

    def _past_joins(self, index: int) -> tuple[bool, int | None]:
        wrapped = self.count == 1 and self.digits and self.first > 0 and self.reader.tokens[self.first - 1].form == "("
        return past_joins(self.reader, index, wrapped=wrapped, in_words=not self.digits, scaled=bool(self.parts))

    def _take(self, index: int, *, joined: bool) -> bool:
        if self.after & CASES:
            return self._take_part_of(index)
        if self.reader.tokens[index].kind == "digits":
            return self._take_digits(index, joined=joined)
        piece = self.pieces.get(index)
        if piece is None or piece.after & VERBAL:
            return False
        if self.count and piece.before - {"and", "definite"}:
            return False
        joined = joined or (bool(self.count) and "and" in piece.before)
        if joined and "number" in piece.senses and self._take_mixed(piece):
            return True
        for kind, take in _TAKERS:
            if kind in piece.senses and take(self, piece, joined=joined):
                self._accept(piece)
                return True
        return False

    def _take_mixed(self, piece: Piece) -> bool:
        """A counted part that is added: "five and three quarters"."""
        part = NumeralSum(self.reader, piece.first, below_scales=True).read()
        if part is None or part.value >= 1 or part.value == 0 or not self.grammar.joins:
            return False
        self._add_part(part.value, part.last)
        self.count += 1
        if part.last > self.last:
            self.last, self.after = part.last, part.after
        return True

    def _accept(self, piece: Piece) -> None:
        if not self.count:
            self.before = piece.before
        self.count += 1
        if piece.last > self.last:
            self.last, self.after = piece.last, piece.after

    # digits

    def _take_digits(self, index: int, *, joined: bool) -> bool:
        if self.count and not self._room_for_digits(index, joined=joined):
            return False
        found = self.reader.literal(index)
        if found is None:
            return False
        last, value = found
        attached = self.reader.attached_after(last)
        if attached is None:
            return False
        limit = self.room or (self.parts[-1][1] if self.parts else 0.0)
        if self.count and not 0 < value < limit:
            return False
        end, roles, ordinal = attached
        self.ordinal = ordinal
        self.group, self.room, self.in_digits = (self.group or 0.0) + value, 0.0, True
        self.digits = self.digits or not self.count
        self.count += 1
        self.last, self.after = end, roles
        self.closed = ordinal
        return True

    def _room_for_digits(self, index: int, *, joined: bool) -> bool:
        """Digits go on after a scale ("2 million 300 thousand"): with a scale of their own, or in the hundreds."""
        following = self.pieces.get(index + 1)
        scaled = following is not None and "scale" in following.senses
        if joined and self.room == HUNDRED:
            return len(self.reader.tokens[index].form) < GROUP and not scaled
        if not self.parts or self.group is not None:
            return False
        if joined and not self.grammar.joins:
            return False
        token = self.reader.tokens[index]
        if following is not None and scaled:
            return following.value("scale") < self.parts[-1][1]
        return self.parts[-1][1] == THOUSAND and len(token.form) == GROUP

    # words

    def take_number(self, piece: Piece, *, joined: bool) -> bool:
        """A whole number word: opens the group, or fills the room that its last word left."""
        value = piece.value("number")
        if self.in_digits and self.group is not None:
            return False
        if self.group is None:
            if self.parts and (value >= self.parts[-1][1] or (joined and not self.grammar.joins)):
                return False
            self.group, self.room, self.in_digits = value, self._room_after(value), False
            self.doubtful = piece.senses["number"].aspect == "doubtful"
            return True
        if self.ordinal:
            return self._take_ten(value, joined=joined)
        if joined and self.room < HUNDRED and not self.grammar.inverted:
            return False
        if joined and not self.grammar.joins:
            return False
        if 0 < value < self.room:
            self.group += value
            self.room = self._room_after(value)
            return True
        return self._take_ten(value, joined=joined)

    def _take_ten(self, value: float, *, joined: bool) -> bool:
        """A ten behind its units: "five and forty", "five ten"."""
        if not self.grammar.inverted or self.room != 1 or self.group is None:
            return False
        if value != FIRST_TEN and not (joined and TWENTY <= value < HUNDRED):
            return False
        if joined and value == FIRST_TEN:
            return False
        self.group, self.room = self.group + value, 0.0
        return True

    def _room_after(self, value: float) -> float:
        if value >= HUNDRED and value % HUNDRED == 0:
            return HUNDRED
        if (TWENTY if self.grammar.teens else FIRST_TEN) <= value < HUNDRED and value % FIRST_TEN == 0:
            return FIRST_TEN
        return 1.0 if 0 < value < FIRST_TEN else 0.0

    def take_scale(self, piece: Piece, *, joined: bool) -> bool:
        """A scale word: multiplies the open group, or stands for one of it."""
        sense = piece.senses["scale"]
        value = piece.value("scale")
        if sense.aspect == "glued" and not self._is_glued(piece):
            return False
        if self.below_scales and value >= THOUSAND:
            return False
        if self.ordinal:
            return False
        if self.group is None or joined:
            return self._open_scale(value, sense.aspect, joined=joined)
        return self._multiply_hundred(value) if value < THOUSAND else self._close_group(value)

    def _is_glued(self, piece: Piece) -> bool:
        tokens = self.reader.tokens
        return self.digits and self.count == 1 and tokens[piece.first - 1].end == tokens[piece.first].start

    def _open_scale(self, value: float, aspect: str, *, joined: bool) -> bool:
        """A scale without a number of its own."""
        if joined and self.group is not None and (value >= HUNDRED or not self.grammar.joins):
            return False
        amount = 2 * value if aspect == "dual" else value
        if value < THOUSAND:
            return self._open_hundred(amount, joined=joined)
        if self.parts and not joined:
            return self._multiply_last(value)
        if self.parts and (value >= self.parts[-1][1] or not self.grammar.joins):
            return False
        self.bare = not self.count and aspect == "plural"
        self.parts.append((amount, value))
        return True

    def _open_hundred(self, amount: float, *, joined: bool) -> bool:
        if self.parts and (amount >= self.parts[-1][1] or (joined and not self.grammar.joins)):
            return False
        self.group, self.room = amount, float(HUNDRED)
        return True

    def _multiply_last(self, value: float) -> bool:
        """A scale behind a smaller scale: "hundred thousand million"."""
        if value <= self.parts[-1][1]:
            return False
        self._fold(value, 0.0)
        return True

    def _multiply_hundred(self, value: float) -> bool:
        group = self.group or 0.0
        if group >= HUNDRED and not self.in_digits:
            return False
        self.group, self.room, self.in_digits = group * value, float(HUNDRED), False
        return True

    def _close_group(self, value: float) -> bool:
        group = self.group or 0.0
        if self.parts and value == self.parts[-1][1]:
            return False
        self._fold(value, group)
        return True

    def _fold(self, value: float, group: float) -> None:
        """Multiply the open group, and the parts below the scale, by it."""
        while self.parts and self.parts[-1][1] < value:
            group += self.parts.pop()[0]
        self.parts.append((group * value, value))
        self.group, self.room = None, 0.0

    def take_fraction(self, piece: Piece, *, joined: bool) -> bool:
        """A part of one: alone ("half a million"), counted ("three quarters"), or added ("five and a half")."""
        value = piece.value("fraction")
        if self.ordinal:
            return False
        if not self.count:
            self.group, self.room = value, 0.0
            return True
        if self.group is None:
            return self._add_part(value, piece.last) if joined else self._multiply_all(value)
        if joined or piece.senses["fraction"].aspect == "sign":
            return self._add_part(value, piece.last)
        return self._multiply_all(value)

    def _multiply_all(self, value: float) -> bool:
        """Everything so far counts the parts: "three hundred fifths"."""
        total = self.total()
        if total != int(total):
            return False
        self.parts, self.group, self.room = [], total * value, 0.0
        return True

    def take_half(self, piece: Piece, *, joined: bool) -> bool:
        """A part that adds to what stands before it, whatever joins them."""
        del joined
        value = piece.value("half")
        return bool(self.count) and self._add_part(value, piece.last)

    def _add_part(self, value: float, index: int) -> bool:
        if self.group is not None:
            self.group, self.room = self.group + value, 0.0
            return True
        amount, scale = self.parts[-1]
        part = self._scale_of_part(index, scale)
        self.parts[-1] = (amount + value * part, scale)
        self.closed = True
        return True

    def _scale_of_part(self, index: int, scale: float) -> float:
        """The scale of a part that follows a whole: said again ("a million and half the million"), another, or its own."""
        piece = self.pieces.get(index)
        if piece is None or "scale" not in piece.senses or piece.value("scale") > scale:
            return scale
        self.last, self.after = piece.last, piece.after
        return piece.value("scale")

    def take_ordinal(self, piece: Piece, *, joined: bool) -> bool:
        """An ordinal: alone, or as the last word of one, whatever joins them."""
        del joined
        value = piece.value("ordinal")
        if self.in_digits and self.group is not None:
            return False
        if self.group is None:
            if self.parts and (value >= self.parts[-1][1] or self.parts[-1][1] > THOUSAND):
                return False
            self.group, self.room = value, self._room_after(value)
        elif 0 < value < self.room:
            self.group, self.room = self.group + value, 0.0
        else:
            return False
        self.ordinal = True
        self.closed = not self.grammar.inverted
        return True

    def take_fold(self, piece: Piece, *, joined: bool) -> bool:
        """A word such as "threefold"."""
        if self.count or joined:
            return False
        self.group, self.fold, self.closed = piece.value("fold"), True, True
        return True

    def take_point(self, piece: Piece, *, joined: bool) -> bool:
        """The word between whole and decimals, with the decimals behind it."""
        if self.group is None or joined:
            return False
        found = decimals_in_words(self.reader.pieces, piece.last, self._part)
        if found is None:
            return False
        value, self.last, self.after = found
        self.group, self.room = self.group + value, 0.0
        return True

    def _part(self, index: int) -> Numeral | None:
        if index >= len(self.reader.tokens) or not self.reader.starts_at(index):
            return None
        return NumeralSum(self.reader, index, below_scales=True).read()

    # parts of an inflected number

    def _take_part_of(self, index: int) -> bool:
        """Three quarters as "of four three", where the base stands in the ablative."""
        if self.count != 1 or "from" not in self.after or self.digits or self.group is None:
            return False
        base = self.group
        piece = self.pieces.get(index)
        if piece is None or "number" not in piece.senses or not 1 < base <= LARGEST_FRACTION_BASE:
            return False
        value = piece.value("number")
        if not 0 < value < base or ("to" in piece.after and "possessed" not in piece.after):
            return False
        self.group, self.room = value / base, 0.0
        self._accept(piece)
        self.closed = True
        return True

    def _is_vague(self) -> bool:
        """A scale behind "several" counts nothing."""
        start = self.pieces.get(self.first)
        if start is None or "scale" not in start.senses or self.digits:
            return False
        return any(
            piece.last == self.first and "vague" in piece.senses
            for piece in map(self.pieces.get, range(max(0, self.first - 3), self.first))
            if piece is not None
        )


_TAKERS = (
    ("half", NumeralSum.take_half),
    ("number", NumeralSum.take_number),
    ("scale", NumeralSum.take_scale),
    ("fraction", NumeralSum.take_fraction),
    ("ordinal", NumeralSum.take_ordinal),
    ("point", NumeralSum.take_point),
    ("fold", NumeralSum.take_fold),
)
