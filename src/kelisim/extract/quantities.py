"""Amounts in a text: numbers, sums of money, percentages and quantities, with their bounds and ranges."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from kelisim.extract.lexicon import Match, Roles
from kelisim.extract.numerals import NumeralReader
from kelisim.extract.quantity_bounds import find_bound
from kelisim.extract.quantity_labels import apply_labels
from kelisim.extract.quantity_measures import Measure, MeasureReader
from kelisim.extract.quantity_pairs import DASHES, ends_of_range, join_sums, share_measures, supply_units
from kelisim.extract.quantity_values import MINOR, Numeral, Quantity, Skip, tidy
from kelisim.extract.quantity_words import (
    NUMERAL_KINDS,
    NumberGrammar,
    Piece,
    add_numbers,
    number_grammar,
    pieces_of,
)
from kelisim.extract.tokens import Token

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Digits between these before a dash and a scaled number are a year: "2027 – 10 million"."""

__all__ = ["NumberGrammar", "Quantity", "add_numbers", "find_quantities", "number_grammar"]


def find_quantities(
    form: str,
    tokens: Sequence[Token],
    matches: Sequence[Match],
    grammar: NumberGrammar,
    years: Collection[int] = (),
) -> list[Quantity]:
    """The amounts of the text, in its order; ``matches`` are what the language's lexicon found in ``tokens``.

    ``years`` are the tokens of digits that a word of time calls a year: a scale behind one begins an amount of its own
    ("in the year 2023 a billion").
    """
    pieces = pieces_of(tokens, matches, grammar)
    starts = [index for index, token in enumerate(tokens) if token.kind == "digits"]
    starts += [index for index, piece in pieces.items() if not NUMERAL_KINDS.isdisjoint(piece.senses)]
    if not starts:
        return []
    starts.sort()
    return _Finder(NumeralReader(form, tokens, pieces, grammar)).find(
        [index for index in starts if index not in years or "scale" not in _senses_at(pieces, index + 1)]
    )


def _senses_at(pieces: Mapping[int, Piece], index: int) -> Collection[str]:
    piece = pieces.get(index)
    return () if piece is None else piece.senses


class _Finder:
    """Reads the amounts of one text; the words of amounts are known by their first token and by the one after them."""

    def __init__(self, reader: NumeralReader) -> None:
        self.reader = reader
        self.tokens = reader.tokens
        self.pieces = reader.pieces
        self.ends: Mapping[int, Piece] = {piece.last: piece for piece in reader.pieces.values()}
        self.grammar = reader.grammar
        self.around = MeasureReader(reader, self.ends)

    def find(self, starts: Sequence[int]) -> list[Quantity]:
        """The amounts at the tokens where one may start."""
        found: list[Quantity] = []
        done = 0
        for index in starts:
            if index < done:
                continue
            numeral = self.reader.read(index)
            if isinstance(numeral, Skip):
                done = numeral.last
            elif numeral is not None:
                quantity = self._amount(self._divided(numeral) or numeral, done)
                done = max(index + 1, quantity.last if quantity else numeral.last)
                found += [quantity] if quantity is not None else []
        return join_sums(
            supply_units(share_measures(apply_labels(found, self.around), self.around), self.around), self.around
        )

    def _divided(self, numeral: Numeral) -> Numeral | None:
        """A fraction in words: "one over five" at the end of a clause, "one out of three" when it is less than one."""
        bar = self.pieces.get(numeral.last)
        if bar is None or "divided" not in bar.senses or bar.last >= len(self.tokens) or numeral.scale > 1:
            return None
        lower = self.reader.read(bar.last) if self.reader.starts_at(bar.last) else None
        if not isinstance(lower, Numeral) or lower.value <= 0 or lower.ordinal:
            return None
        if bar.senses["divided"].id == "part":
            fits = numeral.value < lower.value
        else:
            fits = self.around.ends_clause(lower.last) and (numeral.value == 1 or not numeral.first)
        value = numeral.value / lower.value
        return lower._replace(first=numeral.first, value=value, scale=1.0, bare=False) if fits else None

    def _amount(self, lower: Numeral, done: int) -> Quantity | None:
        """The amount with its range, sign, unit and bound; ``None`` when the number says nothing by itself.

        Tokens before ``done`` belong to the amount before it.
        """
        upper = self._upper_end(lower)
        numeral = lower if upper is None else upper._replace(first=lower.first, before=lower.before)
        first, measure = self._measured(numeral, done)
        if (measure.type == "number" and numeral.doubtful) or (numeral.bare and not self._has_bound_before(first)):
            return None
        low, high = (numeral.value, None) if upper is None else ends_of_range(lower, upper)
        quantity = Quantity(
            first,
            measure.last,
            self.tokens[first].start,
            self.tokens[measure.last - 1].end,
            measure.type,
            tidy(low * measure.factor),
            measure.unit,
            high=None if high is None else tidy(high * measure.factor),
            ordinal=numeral.ordinal,
            points=measure.points,
            roles=numeral.before | measure.after,
            historical=measure.unit in self.grammar.historical,
            scale=numeral.scale,
        )
        return self._bounded(quantity, numeral.after)

    def _measured(self, numeral: Numeral, done: int) -> tuple[int, Measure]:
        """The first token, with a currency sign or name before the number, and the measure."""
        sign = self.around.sign_before(numeral.first)
        sign = None if sign is not None and sign.first < done else sign
        measure = self.around.measure(numeral, sign)
        if sign is None and measure.type == "number" and not numeral.ordinal and self.around.ends_clause(measure.last):
            sign = self.around.name_before(numeral.first)
            if sign is not None and sign.first >= done:
                measure = measure._replace(type="money", unit=sign.senses["currency"].id)
        return (numeral.first if sign is None or sign.first < done else sign.first), measure

    def _has_bound_before(self, first: int) -> bool:
        piece = self.ends.get(first)
        return piece is not None and "bound" in piece.senses

    def _upper_end(self, lower: Numeral) -> Numeral | None:
        """The number behind a dash, when both make a range."""
        dash = lower.last
        if lower.ordinal or lower.after or lower.value <= 0 or not self._is_range_dash(dash):
            return None
        upper = self.reader.read(dash + 1)
        if not isinstance(upper, Numeral) or upper.ordinal or upper.digits != lower.digits:
            return None
        if lower.digits and upper.scale > 1 and FIRST_YEAR <= lower.value <= LAST_YEAR:
            return None
        low, high = ends_of_range(lower, upper)
        return upper if low < high else None

    def _is_range_dash(self, dash: int) -> bool:
        """A dash between numbers, spaced on both sides or on none; a hyphen only without spaces."""
        tokens = self.tokens
        if dash + 1 >= len(tokens) or tokens[dash].form not in DASHES or not self.reader.starts_at(dash + 1):
            return False
        tight = tokens[dash - 1].end == tokens[dash].start
        return tight == (tokens[dash].end == tokens[dash + 1].start) and (tight or tokens[dash].form != "-")

    def _bounded(self, quantity: Quantity, inner: Roles) -> Quantity:
        """With its bound; ``inner`` are the roles of the number's last word, before the unit."""
        bound, outer = find_bound(quantity.first, quantity.last, quantity.roles, self)
        if bound == "exact":
            bound = next((stated for role, stated in self.grammar.bound_roles.items() if role in inner), bound)
        if quantity.type == "number" and quantity.unit is None and not quantity.ordinal and outer[1] > quantity.last:
            quantity = self._measured_behind(quantity, outer[1])
        return quantity._replace(bound=bound, outer=outer, per=self._per(quantity, outer))

    def _measured_behind(self, quantity: Quantity, index: int) -> Quantity:
        """With the unit that stands behind the word of its bound."""
        piece = self.pieces.get(index)
        if piece is None:
            return quantity
        if "currency" in piece.senses and piece.senses["currency"].aspect != MINOR:
            return quantity._replace(type="money", unit=piece.senses["currency"].id)
        if "unit" in piece.senses and not self.around.is_attribute(piece):
            value = tidy(quantity.value * piece.value("unit"))
            return quantity._replace(type="quantity", unit=piece.senses["unit"].id, value=value)
        unit = self.around.counted_after(piece)
        return quantity._replace(type="quantity", unit=unit) if unit else quantity

    def _per(self, quantity: Quantity, outer: tuple[int, int]) -> str | None:
        for piece in (self.pieces.get(quantity.last), self.pieces.get(outer[1]), self.ends.get(outer[0])):
            if piece is not None and "per" in piece.senses:
                return piece.senses["per"].id
        return None
