"""Amounts in a text: numbers, sums of money, percentages and quantities, with their bounds and ranges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kelisim.extract.lexicon import NO_ROLES, Match, Roles
from kelisim.extract.numerals import HYPHENS, SHARED_LIMIT, THOUSAND, Numeral, NumeralReader, Skip, tidy
from kelisim.extract.quantity_bounds import find_bound
from kelisim.extract.quantity_words import (
    NUMERAL_KINDS,
    STATE_KIND,
    NumberGrammar,
    Piece,
    add_numbers,
    number_grammar,
    pieces_of,
)
from kelisim.extract.tokens import Token
from kelisim.model.vocabulary import Bound

__all__ = ["NumberGrammar", "Quantity", "add_numbers", "find_quantities", "number_grammar"]

DASHES = HYPHENS | frozenset("–—")
TIMES = "times"
"""The unit of a multiplier: "1.9 times"."""

MINOR = "minor"
MINOR_FACTOR = 0.01
MINOR_LIMIT = 100
CLAUSE_ENDS = frozenset('.,;:!?)]»"')


class Quantity(NamedTuple):
    """An amount at tokens ``[first, last)``, characters ``[start, end)`` of the normalised view.

    ``type`` is number, money, percent or quantity. ``value`` is in units of ``unit``: an ISO 4217 code, ``percent``, a
    physical unit, ``times`` for a multiplier, ``None`` for a plain number; an amount of cents has the unit ``minor``.
    ``high`` is the upper end of a range whose lower end is ``value``. ``outer`` is the token range with the words of the
    bound. ``also`` are the same sum in other currencies. ``ordinal`` amounts are places in a row, ``points`` are
    percentage points, ``per`` is the period of a rate, ``historical`` whether nothing is paid in the currency any more. ``roles`` are marked by affixes of the first and last token.
    """

    first: int
    last: int
    start: int
    end: int
    type: str
    value: float
    unit: str | None = None
    bound: Bound = "exact"
    high: float | None = None
    also: tuple[tuple[float, str], ...] = ()
    ordinal: bool = False
    points: bool = False
    per: str | None = None
    roles: Roles = NO_ROLES
    historical: bool = False
    outer: tuple[int, int] = (0, 0)
    scale: float = 1.0


def find_quantities(
    form: str, tokens: Sequence[Token], matches: Sequence[Match], grammar: NumberGrammar
) -> list[Quantity]:
    """The amounts of the text, in its order; ``matches`` are what the language's lexicon found in ``tokens``."""
    pieces = pieces_of(tokens, matches, grammar)
    starts = [index for index, token in enumerate(tokens) if token.kind == "digits"]
    starts += [index for index, piece in pieces.items() if not NUMERAL_KINDS.isdisjoint(piece.senses)]
    if not starts:
        return []
    starts.sort()
    return _Finder(form, tokens, pieces, grammar).find(starts)


class _Measure(NamedTuple):
    """What an amount is counted in, and where its words end."""

    type: str
    unit: str | None
    last: int
    factor: float = 1.0
    after: Roles = NO_ROLES
    points: bool = False


class _Finder:
    def __init__(self, form: str, tokens: Sequence[Token], pieces: dict[int, Piece], grammar: NumberGrammar) -> None:
        self.tokens = tokens
        self.pieces = pieces
        self.ends = {piece.last: piece for piece in pieces.values()}
        self.grammar = grammar
        self.reader = NumeralReader(form, tokens, pieces, grammar)

    def find(self, starts: Sequence[int]) -> list[Quantity]:
        found: list[Quantity] = []
        done = 0
        for index in starts:
            if index < done:
                continue
            numeral = self.reader.read(index)
            if numeral is None:
                continue
            if isinstance(numeral, Skip):
                done = numeral.last
                continue
            quantity = self._measured(self._divided(numeral) or numeral)
            done = max(index + 1, quantity.last if quantity else numeral.last)
            if quantity is not None:
                found.append(quantity)
        return self._joined(self._shared(found))

    # one amount

    def _divided(self, numeral: Numeral) -> Numeral | None:
        """ "One over five" where it ends a clause, "one out of three" where it is less than one."""
        bar = self.pieces.get(numeral.last)
        if bar is None or "divided" not in bar.senses or bar.last >= len(self.tokens) or numeral.scale > 1:
            return None
        lower = self.reader.read(bar.last) if self.reader.starts_at(bar.last) else None
        if not isinstance(lower, Numeral) or lower.value <= 0 or lower.ordinal:
            return None
        if bar.senses["divided"].id == "part":
            fits = numeral.value < lower.value
        else:
            fits = self._ends_clause(lower.last) and (numeral.value == 1 or not numeral.first)
        value = numeral.value / lower.value
        return lower._replace(first=numeral.first, value=value, scale=1.0, bare=False) if fits else None

    def _measured(self, numeral: Numeral) -> Quantity | None:
        """The amount with its range, sign, unit and bound; ``None`` when the number says nothing by itself."""
        low = high = None
        whole = numeral
        upper = None if numeral.ordinal else self._upper_end(numeral)
        if upper is not None:
            low, high = _range(numeral, upper)
            whole = upper._replace(first=numeral.first, before=numeral.before)
        sign = self._sign_before(whole.first)
        measure = self._measure(whole, sign)
        if sign is None and measure.type == "number" and not whole.ordinal and self._ends_clause(measure.last):
            sign = self._name_before(whole.first)
            if sign is not None:
                measure = measure._replace(type="money", unit=sign.senses["currency"].id)
        first = sign.first if sign is not None else whole.first
        if (measure.type == "number" and whole.doubtful) or (whole.bare and not self._has_bound_before(first)):
            return None
        value = whole.value if low is None else low
        return self._bounded(
            Quantity(
                first,
                measure.last,
                self.tokens[first].start,
                self.tokens[measure.last - 1].end,
                measure.type,
                tidy(value * measure.factor),
                measure.unit,
                high=None if high is None else tidy(high * measure.factor),
                ordinal=whole.ordinal,
                points=measure.points,
                roles=whole.before | measure.after,
                historical=measure.unit in self.grammar.historical,
                scale=whole.scale,
            )
        )

    def _has_bound_before(self, first: int) -> bool:
        piece = self.ends.get(first)
        return piece is not None and "bound" in piece.senses

    def _upper_end(self, numeral: Numeral) -> Numeral | None:
        """The number behind a dash, when both make a range."""
        tokens, dash = self.tokens, numeral.last
        if dash + 1 >= len(tokens) or tokens[dash].form not in DASHES or numeral.after or numeral.value < 0:
            return None
        if not self.reader.starts_at(dash + 1):
            return None
        tight = tokens[dash - 1].end == tokens[dash].start
        if tight != (tokens[dash].end == tokens[dash + 1].start) or (tokens[dash].form == "-" and not tight):
            return None
        upper = self.reader.read(dash + 1)
        if not isinstance(upper, Numeral) or upper.ordinal or upper.digits != numeral.digits:
            return None
        low, high = _range(numeral, upper)
        return upper if 0 < low < high else None

    def _sign_before(self, first: int) -> Piece | None:
        """A currency sign or code right before the number, or a name written together with it."""
        piece = self.ends.get(first)
        if piece is None or "currency" not in piece.senses or piece.senses["currency"].aspect == MINOR:
            return None
        together = self.tokens[first - 1].end == self.tokens[first].start
        if piece.senses["currency"].aspect != "symbol" and not together:
            return None
        before = self.tokens[piece.first - 1] if piece.first else None
        if before is not None and before.kind == "digits" and before.end == self.tokens[piece.first].start:
            return None
        return piece

    def _ends_clause(self, index: int) -> bool:
        """Whether nothing but a mark follows."""
        return index >= len(self.tokens) or self.tokens[index].form in CLAUSE_ENDS

    def _name_before(self, first: int) -> Piece | None:
        """The name of a currency before a number that ends the clause ("roubles 10")."""
        piece = self.ends.get(first)
        if piece is None or "currency" not in piece.senses or piece.senses["currency"].aspect != "name":
            return None
        before = piece.first - 1
        counted = before >= 0 and (self.tokens[before].kind == "digits" or self._is_number(before))
        return None if counted else piece

    def _is_number(self, index: int) -> bool:
        piece = self.pieces.get(index)
        return piece is not None and not NUMERAL_KINDS.isdisjoint(piece.senses)

    def _measure(self, numeral: Numeral, sign: Piece | None) -> _Measure:
        plain = _Measure("number", None, numeral.last, after=numeral.after)
        if numeral.ordinal:
            return plain
        if numeral.fold:
            return plain._replace(unit=TIMES)
        found = self._measure_after(numeral, plain)
        if sign is not None and found.type != "money":
            return _Measure("money", sign.senses["currency"].id, numeral.last, after=numeral.after)
        return found

    def _measure_after(self, numeral: Numeral, plain: _Measure) -> _Measure:
        at = self._past_marks(numeral)
        piece = self.pieces.get(at)
        if piece is None:
            return self._closed(self._sign_measure(numeral, plain))
        senses = piece.senses
        if "percent" in senses and senses["percent"].aspect != "before":
            return self._closed(
                _Measure("percent", "percent", piece.last, 1.0, piece.after, senses["percent"].aspect == "points")
            )
        if "currency" in senses:
            return self._money(piece)
        if "unit" in senses and not self._is_attribute(piece) and not self._is_part_of_counted(numeral, piece):
            return self._closed(_Measure("quantity", senses["unit"].id, piece.last, piece.value("unit"), piece.after))
        if "multiplier" in senses:
            return _Measure("number", TIMES, piece.last, 1.0, piece.after)
        unit = self._counted_after(piece)
        return plain._replace(type="quantity", unit=unit) if unit else plain

    def _is_attribute(self, piece: Piece) -> bool:
        """An adjective made of a counted thing ("personal") counts nothing."""
        return "adjective" in piece.after and piece.senses["unit"].id in self.grammar.counted

    def _is_part_of_counted(self, numeral: Numeral, piece: Piece) -> bool:
        """Half of the things that one counts is no quantity of them."""
        return numeral.value < 1 and piece.senses["unit"].id in self.grammar.counted

    def _sign_measure(self, numeral: Numeral, plain: _Measure) -> _Measure:
        """A percent sign or word before the number ("%10")."""
        first = numeral.first
        piece = self.ends.get(first)
        if piece is not None and "percent" in piece.senses and piece.senses["percent"].aspect == "before":
            if not piece.first or self.tokens[piece.first - 1].kind == "mark":
                return plain._replace(type="percent", unit="percent")
        if first and self.tokens[first - 1].form == "%" and self.tokens[first - 1].end == self.tokens[first].start:
            if first < 2 or self.tokens[first - 2].kind != "digits":  # noqa: PLR2004 -- two tokens back
                return plain._replace(type="percent", unit="percent")
        return plain

    def _past_marks(self, numeral: Numeral) -> int:
        """Where the unit may stand: past an abbreviation's full stop, a hyphen, a closing bracket."""
        tokens, at = self.tokens, numeral.last
        if at + 1 >= len(tokens) or tokens[at].kind != "mark":
            return at
        mark = tokens[at]
        tight = tokens[at - 1].end == mark.start
        if mark.form == "." and tight and tokens[at - 1].kind == "word":
            return at + 1
        if mark.form in HYPHENS and tight and tokens[at + 1].start == mark.end:
            return at + 1
        if (
            mark.form == ")"
            and numeral.first
            and tokens[numeral.first - 1].form == "("
            and tokens[at + 1].kind == "word"
        ):
            return at + 1 if self._is_unit(at + 1) else at
        return at

    def _is_unit(self, index: int) -> bool:
        piece = self.pieces.get(index)
        return piece is not None and not {"currency", "unit", "percent"}.isdisjoint(piece.senses)

    def _closed(self, measure: _Measure) -> _Measure:
        """With an ending written behind the unit ("62%-ға")."""
        attached = self.reader.attached_after(measure.last)
        if attached is None or attached[2]:
            return measure
        last, roles, _ = attached
        return measure._replace(last=last, after=measure.after | roles)

    def _money(self, piece: Piece) -> _Measure:
        sense = piece.senses["currency"]
        if sense.aspect == MINOR:
            return self._closed(_Measure("money", MINOR, piece.last, 1.0, piece.after))
        following = self.pieces.get(piece.last)
        if following is not None and "scale" in following.senses:
            return self._closed(_Measure("money", sense.id, following.last, following.value("scale"), following.after))
        return self._closed(_Measure("money", sense.id, piece.last, 1.0, piece.after))

    def _counted_after(self, piece: Piece) -> str | None:
        """The thing counted behind an adjective ("70 Turkish companies")."""
        if "qualifier" not in piece.senses and STATE_KIND not in piece.senses:
            return None
        following = self.pieces.get(piece.last)
        if following is None or "unit" not in following.senses:
            return None
        unit = following.senses["unit"].id
        return unit if unit in self.grammar.counted else None

    def _bounded(self, quantity: Quantity) -> Quantity:
        bound, outer = find_bound(quantity.first, quantity.last, quantity.roles, self)
        if quantity.type == "number" and quantity.unit is None and not quantity.ordinal and outer[1] > quantity.last:
            quantity = self._measured_behind(quantity, outer[1])
        per = self._per(quantity, outer)
        return quantity._replace(bound=bound, outer=outer, per=per)

    def _measured_behind(self, quantity: Quantity, index: int) -> Quantity:
        """With the unit that stands behind the word of its bound."""
        piece = self.pieces.get(index)
        if piece is None:
            return quantity
        if "currency" in piece.senses and piece.senses["currency"].aspect != MINOR:
            return quantity._replace(type="money", unit=piece.senses["currency"].id)
        if "unit" in piece.senses and not self._is_attribute(piece):
            value = tidy(quantity.value * piece.value("unit"))
            return quantity._replace(type="quantity", unit=piece.senses["unit"].id, value=value)
        unit = self._counted_after(piece)
        return quantity._replace(type="quantity", unit=unit) if unit else quantity

    def _per(self, quantity: Quantity, outer: tuple[int, int]) -> str | None:
        for piece in (self.pieces.get(quantity.last), self.pieces.get(outer[1]), self.ends.get(outer[0])):
            if piece is not None and "per" in piece.senses:
                return piece.senses["per"].id
        return None

    # several amounts

    def _shared(self, found: list[Quantity]) -> list[Quantity]:
        """Give the first end of a range what its second end states: "from 3 to 5 billion dollars"."""
        for position in range(len(found) - 2, -1, -1):
            one, other = found[position], found[position + 1]
            if one.type == "number" and not one.ordinal and other.unit is not None and self._is_range(one, other):
                found[position] = _completed(one, other)
        return found

    def _is_range(self, one: Quantity, other: Quantity) -> bool:
        opener = self.ends.get(one.outer[0])
        middle = self.pieces.get(one.last)
        if middle is None or middle.last != other.outer[0] or "range" not in middle.senses:
            direct = one.last == other.first and "from" in one.roles and "to" in other.roles
            pair = one.last == other.first and "and" in other.roles and self._opens(opener, "pair_open")
            return direct or pair
        if middle.senses["range"].id == "middle":
            return self._opens(opener, "open") or "from" in one.roles
        return self._opens(opener, "pair_open")

    @staticmethod
    def _opens(piece: Piece | None, kind: str) -> bool:
        return piece is not None and "range" in piece.senses and piece.senses["range"].id == kind

    def _joined(self, found: list[Quantity]) -> list[Quantity]:
        """Join a sum with its hundredths and with the same sum in another currency."""
        joined: list[Quantity] = []
        for quantity in found:
            if joined and joined[-1].type == "money":
                pair = self._with_cents(joined[-1], quantity) or self._with_other(joined[-1], quantity)
                if pair is not None:
                    joined[-1] = pair
                    continue
            joined.append(quantity)
        return joined

    def _with_cents(self, one: Quantity, other: Quantity) -> Quantity | None:
        bare = other.type == "number" and other.unit is None and not other.ordinal and self._ends_clause(other.last)
        if not (bare or other.unit == MINOR) or one.unit == MINOR or not 0 < other.value < MINOR_LIMIT:
            return None
        if one.value != int(one.value) or one.scale > 1 or other.value != int(other.value):
            return None
        between = self.tokens[one.last : other.first]
        if len(between) > 1 or (between and not self._is_and(one.last)):
            return None
        value = tidy(one.value + other.value * MINOR_FACTOR)
        return one._replace(value=value, last=other.last, end=other.end, outer=(one.outer[0], other.outer[1]))

    def _is_and(self, index: int) -> bool:
        piece = self.pieces.get(index)
        joins = piece is not None and "range" in piece.senses and piece.senses["range"].id == "pair_middle"
        return joins or self.tokens[index].form in self.grammar.joins

    def _with_other(self, one: Quantity, other: Quantity) -> Quantity | None:
        if other.type != "money" or one.unit == other.unit or MINOR in (one.unit, other.unit) or one.also:
            return None
        last = self._end_of_equal(one, other)
        if last is None:
            return None
        return one._replace(
            also=((other.value, other.unit or ""),),
            last=last,
            end=self.tokens[last - 1].end,
            outer=(one.outer[0], last),
        )

    def _end_of_equal(self, one: Quantity, other: Quantity) -> int | None:
        """Where the second currency ends, when it restates the first sum: in brackets or behind "or"."""
        index, bracket, equals = one.outer[1], False, False
        tokens = self.tokens
        while index < other.outer[0]:
            piece = self.pieces.get(index)
            if tokens[index].form in "([":
                bracket, index = True, index + 1
            elif tokens[index].form in ",،:" or tokens[index].form in DASHES:
                index += 1
            elif piece is not None and not {"equals", "bound"}.isdisjoint(piece.senses):
                equals = equals or "equals" in piece.senses
                index = piece.last
            else:
                return None
        last = other.outer[1]
        if bracket:
            closed = last < len(tokens) and tokens[last].form in ")]"
            return last + 1 if closed else last
        return last if equals else None


def _range(lower: Numeral, upper: Numeral) -> tuple[float, float]:
    """Both ends; the lower takes the scale that only the upper states."""
    low = lower.value
    if lower.scale == 1 and upper.scale > 1 and low < SHARED_LIMIT:
        low *= upper.scale
    return low, upper.value


def _completed(one: Quantity, other: Quantity) -> Quantity:
    value = one.value
    if one.scale == 1 and other.scale >= THOUSAND and value < SHARED_LIMIT:
        value *= other.scale
    return one._replace(type=other.type, unit=other.unit, value=tidy(value), scale=other.scale)
