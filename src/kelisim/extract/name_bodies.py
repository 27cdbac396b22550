"""Organisations: known ones, and names made of a noun such as "ministry" with what stands beside it."""

from __future__ import annotations

from collections.abc import Collection

from kelisim.extract.lexicon import NO_ROLES
from kelisim.extract.name_mentions import OrganisationMention
from kelisim.extract.name_offices import CASES
from kelisim.extract.name_parts import Part, Text

OPENING_QUOTES, CLOSING_QUOTES = frozenset('«“„"'), frozenset('»”"')
LONGEST_QUOTE = 8
LONGEST_BODY = 6
"""Tokens of a name in quotation marks, and words beside the noun of an organisation."""

NAMED_BY = frozenset({"state", "portfolio", "sector", "place"})
"""Kinds of parts that name an organisation beside its noun ("Ministry of Energy")."""


def find_organisations(text: Text, named: Collection[int]) -> list[OrganisationMention]:
    """The organisations of a text in order, none inside another."""
    found: list[OrganisationMention] = []
    reached = 0
    for part in text.parts:
        if part.first in named or part.last <= reached:
            continue
        mention = _known(part) or _institution(text, part) or _headed(text, part, named)
        if mention is not None:
            found.append(mention)
            reached = mention.last
    return found


def _known(part: Part) -> OrganisationMention | None:
    if "organisation" not in part.kinds:
        return None
    return OrganisationMention(part.first, part.last, part.sense("organisation").id, part.roles)


def _institution(text: Text, part: Part) -> OrganisationMention | None:
    if "institution" not in part.kinds or (text.grammar.cased and not text.capital(part.first)):
        return None
    return OrganisationMention(part.first, part.last, None, part.roles)


def _headed(text: Text, part: Part, named: Collection[int]) -> OrganisationMention | None:
    """A noun such as "company" with a name in quotation marks, or with words that name it, on the side of the language."""
    if "head" not in part.kinds:
        return None
    order = text.grammar.organisation_order
    first, last = part.first, part.last
    if order in ("before", "both"):
        first = _quoted_before(text, part.first) or part.first
        if first == part.first and (order == "both" or "possessed" in part.ending):
            first = _named_before(text, part.first, named)
    if first == part.first and order in ("after", "both"):
        last = _quoted_behind(text, part.last) or _named_behind(text, part.last)
    if (first, last) == (part.first, part.last):
        return None
    roles = part.roles | text.before.get(first, NO_ROLES) | text.after.get(last, NO_ROLES)
    return OrganisationMention(first, last, None, roles)


def _quoted_before(text: Text, index: int) -> int | None:
    tokens = text.tokens
    if index < 3 or tokens[index - 1].form not in CLOSING_QUOTES:  # noqa: PLR2004 -- two marks and a word
        return None
    for first in range(index - 3, max(-1, index - LONGEST_QUOTE - 1), -1):
        if tokens[first].form in OPENING_QUOTES:
            return first
    return None


def _quoted_behind(text: Text, index: int) -> int | None:
    tokens = text.tokens
    if index + 2 >= len(tokens) or tokens[index].form not in OPENING_QUOTES:
        return None
    for last in range(index + 2, min(len(tokens), index + LONGEST_QUOTE + 1)):
        if tokens[last].form in CLOSING_QUOTES:
            return last + 1
    return None


def _named_before(text: Text, index: int, named: Collection[int]) -> int:
    first = index
    while first > 0 and index - first < LONGEST_BODY and not text.breaks(first):
        part = text.ending.get(first)
        if (
            part is not None
            and not NAMED_BY.isdisjoint(part.kinds)
            and not part.after & CASES
            and first - 1 not in named
        ):
            first = part.first
        elif (_is_capital_name(text, first - 1) and not text.opens(first - 1) and first - 1 not in named) or (
            first < index and _is_link(text, first - 1)
        ):
            first -= 1
        else:
            break
    while first < index and _is_link(text, first):
        first += 1
    return first


def _named_behind(text: Text, index: int) -> int:
    last = index
    while last < len(text.tokens) and last - index < LONGEST_BODY and not text.breaks(last):
        part = text.starting.get(last)
        if part is not None and not NAMED_BY.isdisjoint(part.kinds):
            last = part.last
        elif _is_capital_name(text, last) or _is_link(text, last):
            last += 1
        else:
            break
    while last > index and _is_link(text, last - 1):
        last -= 1
    return last


def _is_capital_name(text: Text, index: int) -> bool:
    token = text.tokens[index]
    return token.kind == "word" and text.grammar.cased and text.capital(index) and index not in text.covered


def _is_link(text: Text, index: int) -> bool:
    match = text.covered.get(index)
    return (
        match is not None
        and match.last == match.first + 1
        and any(sense.kind == "link" or sense.id == "and" for sense in match.senses)
    )
