"""What a heading states once for the numbers of its table or list: "Trade (billion dollars)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kelisim.extract.quantity_measures import MeasureReader
from kelisim.extract.quantity_values import Quantity, tidy

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Whole numbers between these stand for the years of the lines. Ours."""

OPENERS, CLOSERS, COMMAS = frozenset("(["), frozenset(")]"), frozenset(",،")
BLANK_LINE = re.compile(r"\n[ \t]*\n")


def apply_labels(found: Sequence[Quantity], around: MeasureReader) -> list[Quantity]:
    """The amounts without the labels, each number under a label in its measure; a blank line ends the table."""
    labelled: list[Quantity] = []
    label: Quantity | None = None
    for quantity in found:
        if _is_label(quantity, around):
            label = quantity
        elif label is not None and _stands_under(label, quantity, around):
            value = tidy(quantity.value * label.value)
            labelled.append(quantity._replace(type=label.type, unit=label.unit, value=value, scale=label.value))
        else:
            labelled.append(quantity)
    return labelled


def _is_label(quantity: Quantity, around: MeasureReader) -> bool:
    """Whether it is a scale with a unit and no number, in brackets or behind the comma that ends a heading."""
    piece = around.pieces.get(quantity.first)
    if piece is None or "scale" not in piece.senses or quantity.type not in ("money", "quantity"):
        return False
    if quantity.value != piece.value("scale") or quantity.first == 0:
        return False
    before = around.tokens[quantity.first - 1].form
    if before in OPENERS:
        return quantity.last < len(around.tokens) and around.tokens[quantity.last].form in CLOSERS
    return before in COMMAS and _ends_line(quantity.last, around)


def _stands_under(label: Quantity, quantity: Quantity, around: MeasureReader) -> bool:
    bare = quantity.type == "number" and quantity.unit is None and not quantity.ordinal and quantity.scale == 1
    year = quantity.value.is_integer() and FIRST_YEAR <= quantity.value <= LAST_YEAR
    if not bare or year or BLANK_LINE.search(around.reader.form, label.end, quantity.start):
        return False
    return around.ends_clause(quantity.last) or _ends_line(quantity.last, around)


def _ends_line(index: int, around: MeasureReader) -> bool:
    tokens = around.tokens
    return index >= len(tokens) or "\n" in around.reader.form[tokens[index - 1].end : tokens[index].start]
