"""``numbers.toml``: the words by which a language counts, weighs and pays."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kelisim.languages.schema.affixes import Role

DecimalMark = Literal[".", ","]
StatedBound = Literal["about", "more_than", "less_than", "at_least", "up_to"]
Period = Literal["year", "quarter", "month", "week", "day", "hour"]
CountedUnit = Literal["tonne", "km", "person", "company", "flight", "container", "MW", "kWh", "m3", "job", "vehicle"]


class Following(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that bound the amount before them; ``role`` is what that amount must carry, if anything."""

    words: list[str]
    role: Role | None = None


class BoundWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one bound.

    ``before`` stand right before the amount, ``far`` are verbs that may have their subject between themselves and the
    amount, ``after`` stand behind it; ``roles`` are those of the amount that say the same without a word.
    """

    roles: list[Role] = []
    before: list[str] = []
    far: list[str] = []
    after: list[Following] = []


class Ranges(Struct, frozen=True, forbid_unknown_fields=True):
    """Words around the ends of a range: ``open`` before the first ("from"), ``middle`` between the two ("to").

    ``pair_open`` and ``pair_middle`` are the same for a range of two equals ("between", "and").
    """

    open: list[str] = []
    middle: list[str] = []
    pair_open: list[str] = []
    pair_middle: list[str] = []


class NumbersFile(Struct, frozen=True, forbid_unknown_fields=True):
    """Words and phrases, written as in ``concepts.toml``; keys of numbered tables are numbers.

    ``{a,b}`` in a phrase stands for each of the alternatives, which may be empty; ``{@name}`` for those of
    ``sets.name``. ``decimals`` are the decimal marks in use, the language's own first; any other mark groups digits.
    ``numbers`` are whole words for numbers, ``scales`` multiply what stands before them and mean one alone;
    ``plural_scales`` do so only after a number (alone they are vague), ``duals`` are two of a scale unless a number
    counts them, ``glued_scales`` are scales only right behind digits. ``fractions`` are parts of one,
    ``added_fractions`` add to the number before them ("and a half"). ``points`` stand between whole and decimals,
    ``divided`` and ``out_of`` between the parts of a fraction ("one over five", "two out of three"). ``joins`` may
    stand between the parts of one number; ``inverted`` where units come before tens. ``vague`` words make a scale
    behind them no number, ``not_numbers`` only look like number words, ``doubtful`` are numbers only in company.
    ``percent_before`` are words for percent that stand before the number. ``code_words`` are currency codes that are
    also common words. ``minor`` are hundredths of a currency, ``historical`` the codes of those no longer paid with.
    ``counted`` units are things one counts: one of the ``qualifiers`` may stand before them. ``times`` multiply,
    ``folds`` do it alone. ``per`` are the periods of a rate. ``equals`` stand between one sum in two currencies.
    ``prefixes`` are written together with digits, ``endings`` behind them, with the roles they mark,
    ``ordinal_endings`` make them ordinal; these three in the letters of the normalised view.
    """

    decimals: tuple[DecimalMark, ...] = (".",)
    numbers: dict[str, list[str]] = {}
    scales: dict[str, list[str]] = {}
    plural_scales: dict[str, list[str]] = {}
    glued_scales: dict[str, list[str]] = {}
    duals: dict[str, list[str]] = {}
    ordinals: dict[str, list[str]] = {}
    fractions: dict[str, list[str]] = {}
    added_fractions: dict[str, list[str]] = {}
    sets: dict[str, list[str]] = {}
    points: list[str] = []
    divided: list[str] = []
    out_of: list[str] = []
    joins: list[str] = []
    inverted: bool = False
    minus: list[str] = []
    vague: list[str] = []
    not_numbers: list[str] = []
    doubtful: list[str] = []
    percent: list[str] = []
    percent_before: list[str] = []
    percentage_points: list[str] = []
    currencies: dict[str, list[str]] = {}
    minor: dict[str, list[str]] = {}
    historical: list[str] = []
    code_words: list[str] = []
    units: dict[CountedUnit, dict[str, list[str]]] = {}
    counted: tuple[CountedUnit, ...] = ("person", "company", "flight", "container", "job", "vehicle")
    qualifiers: list[str] = []
    times: list[str] = []
    folds: dict[str, list[str]] = {}
    per: dict[Period, list[str]] = {}
    bounds: dict[StatedBound, BoundWords] = {}
    ranges: Ranges = Ranges()
    equals: list[str] = []
    prefixes: dict[str, list[Role]] = {}
    endings: dict[str, list[Role]] = {}
    ordinal_endings: list[str] = []
