"""What a number is counted in: money, percent, units, multiples; and the signs around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kelisim.extract.lexicon import NO_ROLES, Roles
from kelisim.extract.numerals import NumeralReader
from kelisim.extract.quantity_joints import HYPHENS
from kelisim.extract.quantity_values import MINOR, TIMES, Numeral
from kelisim.extract.quantity_words import NUMERAL_KINDS, STATE_KIND, NumberGrammar, Piece
from kelisim.extract.tokens import Token

CLAUSE_ENDS = frozenset('.,;:!?)]»"')
UNITS = frozenset({"currency", "unit", "percent"})


ABBREVIATION = 2
"""Letters of the abbreviations that are written like a sign: "KD 40 million"."""


class Measure(NamedTuple):
    """What an amount is counted in, and where its words end."""

    type: str
    unit: str | None
    last: int
    factor: float = 1.0
    after: Roles = NO_ROLES
    points: bool = False


class MeasureReader:
    """Reads what stands around a number; ``ends`` are the words of amounts by the token after them."""

    def __init__(self, reader: NumeralReader, ends: Mapping[int, Piece]) -> None:
        self.reader = reader
        self.tokens: Sequence[Token] = reader.tokens
        self.pieces: Mapping[int, Piece] = reader.pieces
        self.ends = ends
        self.grammar: NumberGrammar = reader.grammar

    def sign_before(self, first: int) -> Piece | None:
        """A currency sign, code or two-letter abbreviation right before the number, or a name written together with it."""
        piece = self.ends.get(first)
        if piece is None or "currency" not in piece.senses or piece.senses["currency"].aspect == MINOR:
            return None
        together = self.tokens[first - 1].end == self.tokens[first].start
        short = piece.last == piece.first + 1 and len(self.tokens[piece.first].form) == ABBREVIATION
        if piece.senses["currency"].aspect != "symbol" and not (together or short):
            return None
        before = self.tokens[piece.first - 1] if piece.first else None
        if before is not None and before.kind == "digits" and before.end == self.tokens[piece.first].start:
            return None
        return piece

    def ends_clause(self, index: int) -> bool:
        """Whether nothing but a mark follows."""
        return index >= len(self.tokens) or self.tokens[index].form in CLAUSE_ENDS

    def name_before(self, first: int) -> Piece | None:
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

    def measure(self, numeral: Numeral, sign: Piece | None) -> Measure:
        """What the number is counted in, by the words behind it and the sign before it."""
        plain = Measure("number", None, numeral.last, after=numeral.after)
        if numeral.ordinal:
            return plain
        if numeral.fold:
            return plain._replace(unit=TIMES)
        found = self._measure_after(numeral, plain)
        if sign is not None and (found.type != "money" or self._is_of_next(found.last)):
            return Measure("money", sign.senses["currency"].id, numeral.last, after=numeral.after)
        return found

    def _is_of_next(self, index: int) -> bool:
        """Whether a currency that ends here is the sign of a number behind it, as in a row of rates."""
        return index < len(self.tokens) and self.tokens[index].kind == "digits"

    def _measure_after(self, numeral: Numeral, plain: Measure) -> Measure:
        at = self._past_marks(numeral)
        piece = self.pieces.get(at)
        if piece is None:
            return self._closed(self._sign_measure(numeral, plain))
        senses = piece.senses
        if "percent" in senses and senses["percent"].aspect != "before":
            return self._closed(
                Measure("percent", "percent", piece.last, 1.0, piece.after, senses["percent"].aspect == "points")
            )
        if "currency" in senses:
            return self._money(piece)
        if "unit" in senses and not self.is_attribute(piece) and not self._is_part_of_counted(numeral, piece):
            return self._closed(Measure("quantity", senses["unit"].id, piece.last, piece.value("unit"), piece.after))
        if "multiplier" in senses:
            return Measure("number", TIMES, piece.last, 1.0, piece.after)
        unit = self.counted_after(piece)
        return plain._replace(type="quantity", unit=unit) if unit else plain

    def is_attribute(self, piece: Piece) -> bool:
        """An adjective made of a counted thing ("personal") counts nothing."""
        return "adjective" in piece.after and piece.senses["unit"].id in self.grammar.counted

    def _is_part_of_counted(self, numeral: Numeral, piece: Piece) -> bool:
        """Half of the things that one counts is no quantity of them."""
        return numeral.value < 1 and piece.senses["unit"].id in self.grammar.counted

    def _sign_measure(self, numeral: Numeral, plain: Measure) -> Measure:
        """A percent sign or word before the number ("%10")."""
        first = numeral.first
        piece = self.ends.get(first)
        if piece is None or "percent" not in piece.senses:
            return plain
        before = self.tokens[piece.first - 1] if piece.first else None
        if piece.senses["percent"].aspect == "before":
            fits = before is None or before.kind == "mark"
        else:
            tight = self.tokens[first - 1].kind == "mark" and self.tokens[first - 1].end == self.tokens[first].start
            fits = tight and (before is None or before.kind != "digits")
        return plain._replace(type="percent", unit="percent") if fits else plain

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
        return piece is not None and not UNITS.isdisjoint(piece.senses)

    def _closed(self, measure: Measure) -> Measure:
        """With an ending written behind the unit ("62%-ға")."""
        attached = self.reader.attached_after(measure.last)
        if attached is None or attached[2]:
            return measure
        last, roles, _ = attached
        return measure._replace(last=last, after=measure.after | roles)

    def _money(self, piece: Piece) -> Measure:
        sense = piece.senses["currency"]
        if sense.aspect == MINOR:
            return self._closed(Measure("money", MINOR, piece.last, 1.0, piece.after))
        following = self.pieces.get(piece.last)
        if following is not None and "scale" in following.senses and following.senses["scale"].aspect != "glued":
            return self._closed(Measure("money", sense.id, following.last, following.value("scale"), following.after))
        return self._closed(Measure("money", sense.id, piece.last, 1.0, piece.after))

    def counted_after(self, piece: Piece) -> str | None:
        """The thing counted behind an adjective ("70 Turkish companies")."""
        if "qualifier" not in piece.senses and STATE_KIND not in piece.senses:
            return None
        following = self.pieces.get(piece.last)
        if following is None or "unit" not in following.senses:
            return None
        unit = following.senses["unit"].id
        return unit if unit in self.grammar.counted else None
