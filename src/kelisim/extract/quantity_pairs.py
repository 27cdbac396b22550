"""Amounts that belong together: the ends of a range, a sum with its hundredths, one sum in two currencies."""

from __future__ import annotations

from collections.abc import Sequence

from kelisim.extract.quantity_joints import HYPHENS
from kelisim.extract.quantity_measures import MeasureReader
from kelisim.extract.quantity_sums import THOUSAND
from kelisim.extract.quantity_values import MINOR, Numeral, Quantity, tidy
from kelisim.extract.quantity_words import Piece

DASHES = HYPHENS | frozenset("–—")
OPENERS, CLOSERS, PAUSES = frozenset("(["), frozenset(")]"), frozenset(",،:")
MINOR_FACTOR = 0.01
MINOR_LIMIT = 100
LEAST_BARE = 10
"""A number right behind a sum, without the word for cents, is so many cents only with two digits."""
LEAST_SCALE = 1_000_000
UNIT_REACH = 16
"""A number of millions or more, so few tokens behind a sum, may lack the unit that the sum states. Ours."""

STOPS = frozenset(".!?;؟")
PARALLEL_REACH = 5
"""So few tokens behind a number, the measure that it lacks may be stated by a like number. Ours."""
SHARED_LIMIT = 1000
"""A smaller end of a range may lack the scale that the larger states."""


def ends_of_range(lower: Numeral, upper: Numeral) -> tuple[float, float]:
    """Both ends; the lower takes the scale that only the upper states."""
    low = lower.value
    if lower.scale == 1 and upper.scale > 1 and low < SHARED_LIMIT:
        low *= upper.scale
    return low, upper.value


def share_measures(found: Sequence[Quantity], around: MeasureReader) -> list[Quantity]:
    """Give an amount what only the next one states: "from 3 to 5 billion dollars", "exports 2.1 and imports 1.8 billion"."""
    shared = list(found)
    for position in range(len(shared) - 2, -1, -1):
        one, other = shared[position], shared[position + 1]
        if not one.ordinal and other.unit is not None and _leaves_measure(one, other, around):
            shared[position] = _completed(one, other)
    return shared


def _leaves_measure(one: Quantity, other: Quantity, around: MeasureReader) -> bool:
    """Whether an amount leaves its unit or scale to be stated by the next one."""
    if one.type == "number":
        return _is_range(one, other, around) or _is_parallel(one, other, around)
    return one.unit == other.unit and _lacks_scale(one, other) and _is_joined(one, other, around)


def _is_parallel(one: Quantity, other: Quantity, around: MeasureReader) -> bool:
    """Whether a number at the end of its part of the sentence leaves its measure to a like part behind it."""
    if one.unit is not None or other.type not in ("money", "quantity") or other.scale < LEAST_SCALE:
        return False
    between = around.tokens[one.last : other.outer[0]]
    if not 0 < len(between) <= PARALLEL_REACH or any(token.form in STOPS for token in between):
        return False
    like = _lacks_scale(one, other) if one.scale == 1 else one.scale >= LEAST_SCALE
    return like and _begins_another(one.last, around)


def _lacks_scale(one: Quantity, other: Quantity) -> bool:
    """Whether decimals of a few units stand beside millions: units as such are not told with decimals."""
    return one.scale == 1 and other.scale >= LEAST_SCALE and one.value < SHARED_LIMIT and not one.value.is_integer()


def _begins_another(index: int, around: MeasureReader) -> bool:
    """Whether a comma or "and", also one written together with the next word, begins another part."""
    form = around.tokens[index].form
    attached = (prefix for prefix, roles in around.grammar.prefixes.items() if "and" in roles)
    return form in PAUSES or _is_and(index, around) or form.startswith(tuple(attached))


def _is_joined(one: Quantity, other: Quantity, around: MeasureReader) -> bool:
    """Whether nothing but a word such as "and" or "to" stands between two amounts."""
    piece = around.pieces.get(one.last)
    middle = piece is not None and piece.last == other.outer[0] and "range" in piece.senses
    return middle or (one.last + 1 == other.outer[0] and _is_and(one.last, around))


def _is_range(one: Quantity, other: Quantity, around: MeasureReader) -> bool:
    opener = around.ends.get(one.outer[0])
    middle = around.pieces.get(one.last)
    if middle is None or middle.last != other.outer[0] or "range" not in middle.senses:
        if one.last != other.first:
            return False
        return ("from" in one.roles and "to" in other.roles) or ("and" in other.roles and _opens(opener, "pair_open"))
    if middle.senses["range"].id == "middle":
        return _opens(opener, "open") or "from" in one.roles
    return _opens(opener, "pair_open")


def _opens(piece: Piece | None, kind: str) -> bool:
    return piece is not None and "range" in piece.senses and piece.senses["range"].id == kind


def _completed(one: Quantity, other: Quantity) -> Quantity:
    value = one.value
    if one.scale == 1 and other.scale >= THOUSAND and value < SHARED_LIMIT:
        value *= other.scale
    return one._replace(type=other.type, unit=other.unit, value=tidy(value), scale=other.scale)


def supply_units(found: Sequence[Quantity], around: MeasureReader) -> list[Quantity]:
    """Give a large number that ends its clause the unit stated shortly before: "4.4 billion dollars (a year ago 5 billion)"."""
    supplied: list[Quantity] = []
    for quantity in found:
        before = next((earlier for earlier in reversed(supplied) if earlier.scale >= LEAST_SCALE), None)
        lacking = before is not None and _lacks_unit(quantity, around) and _reaches(before, quantity, around)
        supplied.append(quantity._replace(type=before.type, unit=before.unit) if before and lacking else quantity)
    return supplied


def _lacks_unit(quantity: Quantity, around: MeasureReader) -> bool:
    bare = quantity.type == "number" and quantity.unit is None and not quantity.ordinal
    return bare and quantity.scale >= LEAST_SCALE and around.ends_clause(quantity.outer[1] or quantity.last)


def _reaches(before: Quantity, quantity: Quantity, around: MeasureReader) -> bool:
    """Whether a sum or measure of that scale stands in the same sentence, not far before."""
    between = around.tokens[before.last : quantity.first]
    if before.type not in ("money", "quantity") or len(between) > UNIT_REACH:
        return False
    stops = [place for place, token in enumerate(between) if token.form in STOPS]
    abbreviated = stops == [0] and len(between) > 1 and between[1].kind == "mark"
    return not stops or abbreviated


def join_sums(found: Sequence[Quantity], around: MeasureReader) -> list[Quantity]:
    """Join a sum with its hundredths and with the same sum in another currency."""
    joined: list[Quantity] = []
    for quantity in found:
        if joined and joined[-1].type == "money":
            pair = _with_cents(joined[-1], quantity, around) or _with_other(joined[-1], quantity, around)
            if pair is not None:
                joined[-1] = pair
                continue
        joined.append(quantity)
    return joined


def _with_cents(one: Quantity, other: Quantity, around: MeasureReader) -> Quantity | None:
    bare = other.type == "number" and other.unit is None and not other.ordinal and around.ends_clause(other.last)
    if not (bare or other.unit == MINOR) or one.unit == MINOR or not 0 < other.value < MINOR_LIMIT:
        return None
    if not one.value.is_integer() or one.scale > 1 or not other.value.is_integer():
        return None
    between = around.tokens[one.last : other.first]
    if bare and not between and other.value < LEAST_BARE:
        return None
    if len(between) > 1 or (between and not _is_and(one.last, around)):
        return None
    value = tidy(one.value + other.value * MINOR_FACTOR)
    return one._replace(value=value, last=other.last, end=other.end, outer=(one.outer[0], other.outer[1]))


def _is_and(index: int, around: MeasureReader) -> bool:
    return _opens(around.pieces.get(index), "pair_middle") or around.tokens[index].form in around.grammar.joins


def _with_other(one: Quantity, other: Quantity, around: MeasureReader) -> Quantity | None:
    if other.type != "money" or one.unit == other.unit or MINOR in (one.unit, other.unit) or one.also:
        return None
    last = _end_of_equal(one, other, around)
    if last is None:
        return None
    also = ((other.value, other.unit or ""),)
    return one._replace(also=also, last=last, end=around.tokens[last - 1].end, outer=(one.outer[0], last))


def _end_of_equal(one: Quantity, other: Quantity, around: MeasureReader) -> int | None:
    """Where the second currency ends, when it restates the first sum: in brackets or behind "or"."""
    index, bracket, equals = one.outer[1], False, False
    while index < other.outer[0]:
        piece, mark = around.pieces.get(index), around.tokens[index].form
        if mark in OPENERS:
            bracket, index = True, index + 1
        elif mark in PAUSES or mark in DASHES:
            index += 1
        elif piece is not None and not {"equals", "bound"}.isdisjoint(piece.senses):
            equals = equals or "equals" in piece.senses
            index = piece.last
        else:
            return None
    last = other.outer[1]
    if not bracket:
        return last if equals else None
    closed = last < len(around.tokens) and around.tokens[last].form in CLOSERS
    return last + 1 if closed else last
