"""``times.toml``: the words by which a language tells time."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kelisim.languages.schema.affixes import Role

Unit = Literal[
    "year", "years", "half", "half_year", "quarter", "quarters", "month", "week", "day", "decade", "century", "clock"
]
"""``years`` and ``quarters`` are the plurals; ``half`` a half of something named; ``clock`` hours and minutes."""

Deictic = Literal["this", "last", "next", "same", "previous", "recent"]
"""``previous`` is the one before the time spoken of, ``last`` the one before now; ``recent`` a stretch up to now."""

RelativeWord = Literal[
    "today", "yesterday", "day_before", "tomorrow", "day_after", "this_year", "last_year", "next_year", "this_month",
    "last_month", "next_month", "this_week", "last_week", "next_week", "recent_years", "year_to_date", "first_half",
    "year_before",
]  # fmt: skip

Ending = Literal["plain", "in", "to", "from", "of", "until", "since", "plural"]

Part = Literal["begin", "middle", "end"]

Order = Literal["deictic after", "part before", "part after"]
"""Where "last" or "next" may follow its noun, and where "end of" stands."""

Relation = Literal["in", "by", "until", "since", "before", "after", "through", "for", "within", "between"]


class TimesFile(Struct, frozen=True, forbid_unknown_fields=True):
    """Words and phrases, written as in ``concepts.toml``; keys of numbered tables are whole numbers.

    ``months`` run from 1, ``weekdays`` from 1 for Monday, ``seasons`` from 21 for spring (EDTF), ``decades`` are keyed
    by their first year. ``cardinals`` and ``ordinals`` are number words, which the engine adds and multiplies;
    ``several`` is a number unsaid. ``number_endings`` may be written after digits, by the role they mark. ``duals`` are
    words for two of a unit. ``relations_before`` stand before a time, ``relations_after`` behind it.
    ``range`` joins the ends of a stretch, ``both`` joins two neighbours, ``of`` may stand inside a time without a
    meaning of its own, ``era`` after a year (written with a full
    stop where it is an abbreviation), ``hijri_era`` after a Hijri year, ``equals`` between one date in two
    calendars. ``each`` makes a unit a frequency; ``ago`` counts back from now, ``earlier`` from the time spoken of,
    ``later`` onwards. ``frequencies`` and ``vague`` are whole phrases without a date; ``not_times`` only look like
    times. ``doubtful`` words are times only beside a number, a year or a relation. ``refused_roles`` are roles of
    affixes that no word of time has. ``month_first`` holds where "August 8" is a day, ``bare_years`` where a year may
    stand without its word behind a preposition, ``months_so_far`` where "in nine months" means January to September.
    ``results`` go with the months that figures are given for ("the results of nine months").
    """

    months: dict[str, list[str]]
    weekdays: dict[str, list[str]]
    seasons: dict[str, list[str]]
    units: dict[Unit, list[str]]
    deictics: dict[Deictic, list[str]]
    relative: dict[RelativeWord, list[str]]
    parts: dict[Part, list[str]]
    orders: list[Order]
    hijri_months: dict[str, list[str]] = {}
    decades: dict[str, list[str]] = {}
    cardinals: dict[str, list[str]] = {}
    ordinals: dict[str, list[str]] = {}
    several: list[str] = []
    duals: dict[Unit, list[str]] = {}
    number_endings: dict[Ending, list[str]] = {}
    relations_before: dict[Relation, list[str]] = {}
    relations_after: dict[Relation, list[str]] = {}
    range: list[str] = []
    both: list[str] = []
    of: list[str] = []
    era: list[str] = []
    hijri_era: list[str] = []
    equals: list[str] = []
    fiscal: list[str] = []
    results: list[str] = []
    each: list[str] = []
    ago: list[str] = []
    earlier: list[str] = []
    later: list[str] = []
    frequencies: list[str] = []
    vague: list[str] = []
    not_times: list[str] = []
    doubtful: list[str] = []
    refused_roles: list[Role] = []
    month_first: bool = False
    bare_years: bool = False
    months_so_far: bool = False
