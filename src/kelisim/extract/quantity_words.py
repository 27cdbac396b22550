"""The number words, currencies, units and bounds of a language: into the lexicon, and as a compiled grammar."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kelisim.extract.lexicon import NO_ROLES, Lexicon, Match, Roles, Sense
from kelisim.extract.tokens import Token, tokenise
from kelisim.languages.schema.numbers import NumbersFile
from kelisim.model.vocabulary import Bound

SYMBOLS = {
    "USD": ["$", "US$", "U.S.$", "USD$", "$US"], "EUR": ["€", "EUR€"], "GBP": ["£", "UK£", "GBP£"],
    "JPY": ["¥", "￥", "JP¥"], "CNY": ["CN¥", "RMB¥"], "RUB": ["₽"], "KZT": ["₸"], "UAH": ["₴"], "TRY": ["₺"],
    "INR": ["₹"], "AZN": ["₼"], "GEL": ["₾"], "AMD": ["֏"], "ILS": ["₪"], "KRW": ["₩"], "VND": ["₫"], "NGN": ["₦"],
    "PHP": ["₱"], "GHS": ["₵"], "MNT": ["₮"], "LAK": ["₭"], "CRC": ["₡"], "PYG": ["₲"], "THB": ["฿"], "KHR": ["៛"],
    "BDT": ["৳"], "KGS": ["⃀"], "AFN": ["؋"], "IRR": ["﷼"], "AUD": ["A$", "AU$", "AUD$"], "CAD": ["C$", "CA$", "CAD$"],
    "HKD": ["HK$"], "SGD": ["S$", "SG$"], "NZD": ["NZ$"], "TWD": ["NT$"], "BRL": ["R$"], "MXN": ["MX$"],
    "BTC": ["₿"],
}  # fmt: skip
"""Signs of currencies, CLDR 47 root locale and the usual prefixes of the dollar; a bare dollar is the United States'."""

SIGN_CODES = {
    sign: Sense("currency", code, "symbol") for code, signs in SYMBOLS.items() for sign in signs if len(sign) == 1
}
"""The senses of the signs that are one character."""

FRACTION_SIGNS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"

NUMERAL_KINDS = frozenset({"number", "scale", "fraction", "half", "ordinal", "minus", "fold"})
"""Kinds of sense with which a numeral may begin, beside digits."""

FAMILY = NUMERAL_KINDS | {
    "point", "divided", "vague", "percent", "currency", "unit", "bound", "bound_after", "multiplier", "per", "range",
    "equals", "qualifier",
}  # fmt: skip
"""All kinds of sense that are read here."""

EXCLUDING = {
    "no_number": NUMERAL_KINDS | {"vague"},
    "percent": frozenset({"number", "scale"}),
    "vague": frozenset({"number", "ordinal", "fraction"}),
}
"""Kinds of sense beside which others are only parts of the word."""

STATE_KIND = "state"
CONCEPT_KIND = "concept"
BOUND_CONCEPTS = {"EXCEED": ("more_than", "from"), "APPROACH": ("about", "to")}
"""Concepts of verbs that bound an amount, and the role that it has where a language marks it by a case."""

NOMINAL: Roles = frozenset({"possessed", "plural", "definite", "adjective"})
MARKED = re.compile(r"[^\w\s=~'-]|\d")
ALTERNATIVES = re.compile(r"\{([^{}]*)\}")


class Piece(NamedTuple):
    """A word of an amount at tokens ``[first, last)``, with its senses by kind."""

    first: int
    last: int
    before: Roles
    after: Roles
    senses: dict[str, Sense]

    def value(self, kind: str) -> float:
        """The number that the sense of this kind carries."""
        return self.senses[kind].value or 0.0


class NumberGrammar(NamedTuple):
    """What the reading of amounts needs of a language beside its lexicon.

    ``teens`` where a ten does not go on with units; the other fields are those of ``numbers.toml``.
    """

    decimals: tuple[str, ...]
    joins: frozenset[str]
    inverted: bool
    teens: bool
    prefixes: dict[str, Roles]
    endings: dict[str, Roles]
    ordinal_endings: frozenset[str]
    counted: frozenset[str]
    bound_roles: dict[str, Bound]
    historical: frozenset[str]
    bounded_cases: frozenset[str]


def number_grammar(numbers: NumbersFile) -> NumberGrammar:
    """The grammar of a language's amounts."""
    return NumberGrammar(
        decimals=tuple(numbers.decimals),
        joins=frozenset(numbers.joins),
        inverted=numbers.inverted,
        teens=numbers.inverted or "11" in numbers.numbers,
        prefixes={form: frozenset(roles) for form, roles in numbers.prefixes.items()},
        endings={form: frozenset(roles) for form, roles in numbers.endings.items()},
        ordinal_endings=frozenset(numbers.ordinal_endings),
        counted=frozenset(numbers.counted),
        historical=frozenset(numbers.historical),
        bounded_cases=frozenset(
            following.role for words in numbers.bounds.values() for following in words.after if following.role
        ),
        bound_roles={role: bound for bound, words in numbers.bounds.items() for role in words.roles},
    )


def add_numbers(lexicon: Lexicon, numbers: NumbersFile, currencies: Mapping[str, Sequence[str]]) -> None:
    """Let the lexicon know the words of amounts; ``currencies`` are CLDR's names by ISO 4217 code."""
    for phrase, sense in itertools.chain(_numerals(numbers), _measures(numbers), _bounds(numbers)):
        for written in expand(phrase, numbers.sets):
            lexicon.add(_in_tokens(written), sense)
    for phrase, sense in _currencies(numbers, currencies):
        lexicon.add(phrase, sense)
    for sign in FRACTION_SIGNS:
        lexicon.add(sign, Sense("fraction", "sign", value=unicodedata.numeric(sign)))


def pieces_of(tokens: Sequence[Token], matches: Sequence[Match], grammar: NumberGrammar) -> dict[int, Piece]:
    """The words of amounts among the matches, by their first token."""
    pieces = {}
    for match in matches:
        for sense in match.senses:
            if sense.kind == CONCEPT_KIND:
                if sense.id in BOUND_CONCEPTS and match.first not in pieces and "negative" not in match.roles:
                    pieces[match.first] = _bounding_verb(match, sense, grammar)
            elif sense.kind in FAMILY or sense.kind == STATE_KIND:
                senses = _senses_by_kind(match.senses)
                after = _nominal(match.after, tokens[match.last - 1].form, grammar.endings) if match.after else NO_ROLES
                piece = Piece(match.first, match.last, match.before, after, senses)
                piece = _sign_alone(piece, tokens) if match.last - match.first > 1 else piece
                pieces[piece.first] = piece
                break
    return pieces


def _bounding_verb(match: Match, sense: Sense, grammar: NumberGrammar) -> Piece:
    """A verb such as "exceed": behind an amount in the case it asks for, or before it where no case is asked for."""
    bound, role = BOUND_CONCEPTS[sense.id]
    kind, aspect = ("bound_after", role) if role in grammar.bounded_cases else ("bound", "far")
    return Piece(match.first, match.last, match.before, match.after, {kind: Sense(kind, bound, aspect)})


def _sign_alone(piece: Piece, tokens: Sequence[Token]) -> Piece:
    """The sign without a single letter that stands apart from it, which is a word of its own ("a $5 fee")."""
    letter, sign = tokens[piece.first], tokens[piece.last - 1]
    if sign.form not in SIGN_CODES or piece.last - piece.first > 2 or len(letter.form) > 1 or letter.end == sign.start:  # noqa: PLR2004 -- letter and sign
        return piece
    return Piece(piece.last - 1, piece.last, NO_ROLES, NO_ROLES, {"currency": SIGN_CODES[sign.form]})


def _senses_by_kind(found: Sequence[Sense]) -> dict[str, Sense]:
    """The senses of a word of amounts by kind, without the number that only a part of the word would mean."""
    senses = {sense.kind: sense for sense in reversed(found)}
    for kind, excluded in EXCLUDING.items():
        if kind in senses:
            senses = {other: sense for other, sense in senses.items() if other not in excluded}
    return senses


def _nominal(after: Roles, form: str, endings: Mapping[str, Roles]) -> Roles:
    """The roles of an inflected word of amounts; it is a noun, so of an ending's readings the noun's counts."""
    ending = roles_of_ending(form, endings)
    return after if ending is None else (after & NOMINAL) | ending


def roles_of_ending(form: str, endings: Mapping[str, Roles]) -> Roles | None:
    """The roles of the longest known ending of a word; ``None`` when it has none."""
    for cut in range(1, len(form)):
        found = endings.get(form[cut:])
        if found is not None:
            return found
    return None


def _numerals(numbers: NumbersFile) -> Iterator[tuple[str, Sense]]:
    doubtful = {phrase for words in numbers.doubtful for phrase in expand(words, numbers.sets)}
    for key, words in numbers.numbers.items():
        for word in words:
            aspect = "doubtful" if word in doubtful else "any"
            yield word, Sense("number", key, aspect, float(key))
    tables = (
        (numbers.scales, "scale", "any"),
        (numbers.plural_scales, "scale", "plural"),
        (numbers.glued_scales, "scale", "glued"),
        (numbers.duals, "scale", "dual"),
        (numbers.ordinals, "ordinal", "any"),
        (numbers.fractions, "fraction", "any"),
        (numbers.added_fractions, "half", "any"),
        (numbers.folds, "fold", "any"),
    )
    for table, kind, aspect in tables:
        for key, words in table.items():
            yield from _each(words, Sense(kind, key, aspect, float(key)))


def _measures(numbers: NumbersFile) -> Iterator[tuple[str, Sense]]:
    yield from _each(numbers.percent, Sense("percent", "percent"))
    yield from _each(numbers.percent_before, Sense("percent", "percent", "before"))
    yield from _each(numbers.percentage_points, Sense("percent", "percent", "points"))
    for unit, factors in numbers.units.items():
        for factor, words in factors.items():
            yield from _each(words, Sense("unit", unit, value=float(factor)))
    for code, words in numbers.currencies.items():
        yield from _each(words, Sense("currency", code, "name"))
    for code, words in numbers.minor.items():
        yield from _each(words, Sense("currency", code, "minor"))
    for period, words in numbers.per.items():
        yield from _each(words, Sense("per", period))
    yield from _each(numbers.divided, Sense("divided", "whole"))
    yield from _each(numbers.out_of, Sense("divided", "part"))
    plain = (
        ("points", "point"),
        ("minus", "minus"),
        ("vague", "vague"),
        ("times", "multiplier"),
    )
    for field, kind in (*plain, ("equals", "equals"), ("qualifiers", "qualifier"), ("not_numbers", "no_number")):
        yield from _each(getattr(numbers, field), Sense(kind, kind))
    for field in ("open", "middle", "pair_open", "pair_middle"):
        yield from _each(getattr(numbers.ranges, field), Sense("range", field))


def _bounds(numbers: NumbersFile) -> Iterator[tuple[str, Sense]]:
    for bound, words in numbers.bounds.items():
        yield from _each(words.before, Sense("bound", bound, "before"))
        yield from _each(words.far, Sense("bound", bound, "far"))
        for following in words.after:
            yield from _each(following.words, Sense("bound_after", bound, following.role or "any"))


def _currencies(numbers: NumbersFile, currencies: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Sense]]:
    """Signs, codes, and CLDR's names; a name of one word stands in the pack, since many are also other words."""
    words = set(numbers.code_words)
    for code in (*currencies, *numbers.historical):
        if code not in words:
            yield f"={code}", Sense("currency", code, "symbol")
    for code, signs in SYMBOLS.items():
        for sign in signs:
            yield _spaced(sign), Sense("currency", code, "symbol")
    for code, names in currencies.items():
        for name in names:
            if "(" not in name and (" " in name or not name.isalpha()):
                yield _spaced(name), Sense("currency", code, "name" if " " in name else "symbol")


def _spaced(phrase: str) -> str:
    """The phrase as its tokens; words of signs stand only as they are."""
    tokens = [token.form for token in tokenise(phrase)]
    return " ".join(tokens)


def _in_tokens(phrase: str) -> str:
    """The phrase with spaces around its marks and digits, as texts are cut ("m3", "kW/h")."""
    if not MARKED.search(phrase):
        return phrase
    words = []
    for word in phrase.split():
        exact = "=" if word.startswith("=") else ""
        words += [exact + token.form for token in tokenise(word.strip("=~"))]
    return " ".join(words)


def _each(words: Iterable[str], sense: Sense) -> Iterator[tuple[str, Sense]]:
    for word in words:
        yield word, sense


def expand(phrase: str, sets: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The phrases that a phrase with ``{…}`` stands for."""
    if "{" not in phrase:
        return iter((phrase,))
    parts = ALTERNATIVES.split(phrase)
    choices: list[Sequence[str]] = [(part,) for part in parts]
    for index in range(1, len(parts), 2):
        inner = parts[index]
        choices[index] = sets[inner[1:]] if inner.startswith("@") else inner.split(",")
    return map("".join, itertools.product(*choices))
