"""Numbers as they are written: digits in every grouping, number words, and both together ("1.3 billion")."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kelisim.extract.lexicon import NO_ROLES, Roles
from kelisim.extract.quantity_words import NUMERAL_KINDS, NumberGrammar, Piece
from kelisim.extract.tokens import Token

LITERAL = re.compile(r"\d{1,3}(?: \d{3})+(?![\d:]|[.,]\d{3}(?!\d))(?:[.,]\d+)?(?!\d)|\d+(?:[.,']\d+)*")
"""A number in digits; a space groups only whole threes."""

NO_NUMBER = re.compile(
    r"\d{1,2}:\d{2}(?::\d{2})?(?!\d)"
    r"|\d{1,4}(?P<mark>[./-])\d{1,2}(?P=mark)\d{2,4}(?!\d)"
    r"|\d+(?:[-‐‑]\d+){2,}(?!\d)"
    r"|(?:1[89]|20)\d\d(?: ?[-‐‑–—/] ?(?:1[89]|20)|[-/])\d\d(?![\d%]| ?%)"
)  # fmt: skip
"""Clock times, dates, telephone numbers and spans of years."""

SIMPLE_FRACTION = re.compile(r"(?:(\d{1,3}) +)?(\d)/([2-9])(?![\d/])")
"""A fraction below one, also behind a whole number ("7 3/4")."""

SPACED_DECIMAL = re.compile(r"(\d{1,3}), (\d{1,2})(?![\d.,:])")
"""A decimal comma with a space behind it, as tokenised texts are rejoined."""

SPACED_FOLLOWERS = frozenset({"scale", "percent", "multiplier"})
GROUP = 3
HUNDRED = 100
THOUSAND = 1000
LARGE_SCALE = 1e9
"""From here on a scale makes digits behind a foreign mark decimals: "1.284 billion" where a comma is the mark."""

FIRST_TEN, TWENTY = 10, 20
SHARED_LIMIT = 1000
TENTHS = frozenset({10.0, 100.0, 1000.0, 10000.0, 100000.0})
LARGEST_FRACTION_BASE = 10

CASES: Roles = frozenset({"to", "from", "in", "of", "by", "with", "object", "as", "until", "since", "through"})
"""Roles that end a number: no further part of it follows an inflected one."""

VERBAL: Roles = frozenset({
    "past", "future", "passive", "converb", "infinitive", "imperative", "intent", "causative", "reciprocal",
    "conditional", "negative", "possible", "agent", "participle",
})  # fmt: skip
"""Roles that no number has: a verb that looks like one does."""

HYPHENS = frozenset("-‐‑")
SIGNS = frozenset({"currency"})
LEADING = SIGNS | {"bound", "range", "equals"}
"""Kinds of words that may be written together with the digits behind them."""


class Numeral(NamedTuple):
    """A number at tokens ``[first, last)``.

    ``before`` are the roles of what is written together with its first token, ``after`` those of its last; ``scale`` is
    the product of the scales behind plain digits (1 without), ``digits`` whether it begins with digits, ``bare``
    whether it is a plural scale alone, ``doubtful`` whether it is a word that needs company.
    """

    first: int
    last: int
    value: float
    before: Roles = NO_ROLES
    after: Roles = NO_ROLES
    scale: float = 1.0
    digits: bool = False
    ordinal: bool = False
    bare: bool = False
    doubtful: bool = False
    fold: bool = False


class Skip(NamedTuple):
    """Digits up to token ``last`` that are no number."""

    last: int


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
        return _Sum(self, index).read()

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
        found = _Sum(self, index).read()
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
                return piece.last == index and not kinds.isdisjoint(piece.senses)
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
        value = _value_of(written.replace(" ", ""), self.grammar.decimals, large=self._is_large(last))
        if value is not None and not (value != int(value) and self._is_listed(index)):
            return last, value
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
        if piece is not None and not {"scale", "unit", "currency", "percent", "multiplier"}.isdisjoint(piece.senses):
            return last, NO_ROLES, False
        if form in self.grammar.endings and len(form) > 1:
            return last + 1, self.grammar.endings[form], False
        return None


def _value_of(written: str, decimals: Sequence[str], *, large: bool) -> float | None:
    """The value of digits with marks: which mark is decimal and which groups, by the language's habit."""
    marks = [character for character in written if not character.isdigit()]
    last_mark = marks[-1]
    if len(marks) > 1 and len(set(marks)) == 1:
        return float(written.replace(last_mark, "")) if _well_grouped(written.split(last_mark)) else None
    whole, _, decimal = written.rpartition(last_mark)
    if len(marks) > 1:
        group_mark = marks[0]
        if marks.count(last_mark) > 1 or last_mark == "'" or not _well_grouped(whole.split(group_mark)):
            return None
        return float(f"{whole.replace(group_mark, '')}.{decimal}")
    if _is_decimal(whole, last_mark, decimal, decimals, large=large):
        return float(f"{whole}.{decimal}")
    return float(whole + decimal)


def _is_decimal(whole: str, mark: str, decimal: str, decimals: Sequence[str], *, large: bool) -> bool:
    if mark == "'":
        return False
    if len(decimal) != GROUP or len(whole) > GROUP or whole.startswith("0") or mark == decimals[0]:
        return True
    return large and mark in decimals


def _well_grouped(groups: Sequence[str]) -> bool:
    """Threes, or twos before a last three as in India."""
    if not 1 <= len(groups[0]) <= GROUP:
        return False
    inner = {len(group) for group in groups[1:-1]}
    return len(groups) == 1 or (len(groups[-1]) == GROUP and (inner <= {GROUP} or inner <= {GROUP - 1}))


class _Sum:
    """A number in the making: closed parts, each with its scale, and the open group below the next scale."""

    def __init__(self, reader: NumeralReader, index: int, *, below_scales: bool = False) -> None:
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
        index = self.first
        while index < len(self.reader.tokens) and not self.closed:
            joined, at = self._past_joins(index)
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
        """Past words and marks that join parts of one number; whether there was one."""
        if not self.count:
            return False, index
        tokens = self.reader.tokens
        token = tokens[index]
        if token.kind == "mark":
            return self._past_mark(index)
        if token.form in self.grammar.joins and index + 1 < len(tokens):
            piece = self.pieces.get(index)
            if piece is None or NUMERAL_KINDS.isdisjoint(piece.senses):
                return True, index + 1
        return False, index

    def _past_mark(self, index: int) -> tuple[bool, int | None]:
        tokens = self.reader.tokens
        mark = tokens[index].form
        if index + 1 >= len(tokens):
            return False, None
        tight = tokens[index - 1].end == tokens[index].start and tokens[index].end == tokens[index + 1].start
        following = self.pieces.get(index + 1)
        spaced = mark == "-" and not self.digits and tokens[index - 1].end < tokens[index].start
        if mark in HYPHENS and (tight or spaced) and following is not None:
            return False, index + 1
        if mark == ")" and self._is_wrapped() and following is not None and "scale" in following.senses:
            return False, index + 1
        if mark == "," and "," in self.grammar.joins and self.parts and self._is_long_group(index + 1):
            return True, index + 1
        return False, None

    def _is_wrapped(self) -> bool:
        return self.count == 1 and self.digits and self.first > 0 and self.reader.tokens[self.first - 1].form == "("

    def _is_long_group(self, index: int) -> bool:
        """Whether a scale follows within the next words: a comma joins only whole groups."""
        for ahead in range(index + 1, index + 5):
            piece = self.pieces.get(ahead)
            if piece is not None and "scale" in piece.senses:
                return True
            if piece is None and (ahead >= len(self.reader.tokens) or self.reader.tokens[ahead].form not in "-"):
                return False
        return False

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
        part = _Sum(self.reader, piece.first, below_scales=True).read()
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
        if joined and self.group is not None:
            if value >= HUNDRED or not self.grammar.joins:
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
        """A part that adds to what stands before it; alone it is a part of one."""
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
        """An ordinal: alone, or as the last word of one."""
        value = piece.value("ordinal")
        if self.in_digits and self.group is not None:
            return False
        if self.group is None:
            if self.parts and value >= self.parts[-1][1]:
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
        found = self._decimals(piece.last)
        if found is None:
            return False
        value, self.last, self.after = found
        self.group, self.room = self.group + value, 0.0
        return True

    def _decimals(self, index: int) -> tuple[float, int, Roles] | None:
        """Decimals in words: "of ten three", "five tenths", "zero three"."""
        piece = self.pieces.get(index)
        if piece is not None and "from" in piece.after and _number_of(piece) in TENTHS:
            part = self._part(piece.last)
            return (part.value / _number_of(piece), part.last, part.after) if part else None
        zeros = 0
        while piece is not None and piece.senses.get("number") and piece.value("number") == 0:
            zeros, index = zeros + 1, piece.last
            piece = self.pieces.get(index)
        part = self._part(index)
        if part is None:
            return (0.0, index, NO_ROLES) if zeros else None
        if part.value < 1:
            return part.value, part.last, part.after
        whole = int(part.value)
        return whole / 10.0 ** (zeros + len(str(whole))), part.last, part.after

    def _part(self, index: int) -> Numeral | None:
        if index >= len(self.reader.tokens) or not self.reader.starts_at(index):
            return None
        return _Sum(self.reader, index, below_scales=True).read()

    # parts of an inflected number

    def _take_part_of(self, index: int) -> bool:
        """ "Of four three": three quarters, where the base stands in the ablative."""
        if self.count != 1 or "from" not in self.after or self.digits or self.group is None:
            return False
        base = self.group
        piece = self.pieces.get(index)
        if piece is None or "number" not in piece.senses or not 1 < base <= LARGEST_FRACTION_BASE:
            return False
        value = piece.value("number")
        if not 0 < value < base or piece.after & {"to"}:
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
    ("half", _Sum.take_half),
    ("number", _Sum.take_number),
    ("scale", _Sum.take_scale),
    ("fraction", _Sum.take_fraction),
    ("ordinal", _Sum.take_ordinal),
    ("point", _Sum.take_point),
    ("fold", _Sum.take_fold),
)


def _number_of(piece: Piece) -> float:
    for kind in ("number", "scale"):
        if kind in piece.senses:
            return piece.value(kind)
    return 0.0


def tidy(value: float) -> float:
    """The value at twelve significant digits more than any text states, without the dust of binary fractions."""
    return float(f"{value:.15g}") if value == int(value) else float(f"{value:.12g}")
