"""Everything recognised in a document, as mentions with spans in the stored text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kelisim.extract.names import Names, find_names
from kelisim.extract.quantities import Quantity, find_quantities
from kelisim.extract.reading import Placed
from kelisim.extract.times import Time, find_times
from kelisim.extract.tokens import Token, tokenise
from kelisim.extract.tongue import Tongue
from kelisim.model import Document, Mention
from kelisim.model.vocabulary import PHYSICAL_UNITS, MentionType
from kelisim.text.view import View, normalise


def find_mentions(document: Document, tongue: Tongue) -> list[Mention]:
    """The mentions of the whole text, page furniture included, in its order."""
    view = normalise(document.text, tongue.profile)
    tokens = tokenise(view.form)
    matches = tongue.lexicon.match(tokens)
    times = find_times(view.form, tokens, matches, tongue.times, document.published)
    amounts = free_of(find_quantities(view.form, tokens, matches, tongue.numbers, named_years(times)), times)
    names = find_names(view, tokens, matches, tongue.names, document.published)
    reader = _Mentions(view, tokens)
    found = [*reader.amounts(amounts), *reader.times(times), *reader.names(names)]
    return sorted(found, key=lambda mention: (mention.start, mention.end, mention.type))


def named_years(times: Sequence[Time]) -> set[int]:
    """The last tokens of times that have a word of their own ("the year 2023"): their digits begin no amount."""
    return {time.last - 1 for time in times if time.edtf and time.last - time.first > 1}


def free_of(amounts: Sequence[Quantity], times: Sequence[Time], *, durations: bool = False) -> list[Quantity]:
    """The amounts that are no part of a time; if ``durations``, of no duration either ("a five-year contract")."""
    taken = {index for time in times if time.edtf for index in range(time.first, time.last)}
    lengths = {(time.first, time.amount[0]) for time in times if durations and time.kind == "duration" and time.amount}
    return [
        amount
        for amount in amounts
        if amount.type != "number" or (amount.first not in taken and (amount.first, amount.value) not in lengths)
    ]


class _Mentions:
    def __init__(self, view: View, tokens: Sequence[Token]) -> None:
        self._view = view
        self._tokens = tokens

    def _mention(self, kind: MentionType, place: Placed, **fields: object) -> Mention:
        start, end = self._view.to_stored(self._tokens[place.first].start, self._tokens[place.last - 1].end)
        return Mention(type=kind, start=start, end=end, text=self._view.text[start:end], **fields)  # type: ignore[arg-type]

    def amounts(self, amounts: Sequence[Quantity]) -> Iterator[Mention]:
        """Numbers, sums, percentages and quantities; both ends of a range."""
        for amount in amounts:
            known = amount.unit in PHYSICAL_UNITS or amount.type == "money"
            unit = amount.unit if known else None
            bound = amount.bound if amount.bound != "exact" else None
            for value in (amount.value, amount.high):
                if value is not None:
                    yield self._mention(amount.type, amount, value=value, unit=unit, bound=bound)  # type: ignore[arg-type]

    def times(self, times: Sequence[Time]) -> Iterator[Mention]:
        """Times, vague ones without EDTF."""
        for time in times:
            yield self._mention("time", time, edtf=time.edtf)

    def names(self, names: Names) -> Iterator[Mention]:
        """States, places, organisations, infrastructure, offices and persons."""
        for state in names.states:
            yield self._mention("state", state, state=state.code)
        for place in names.places:
            yield self._mention("place", place, id=place.id, state=place.state)
        for organisation in names.organisations:
            yield self._mention("organisation", organisation, id=organisation.id)
        for works in names.infrastructure:
            yield self._mention("infrastructure", works, id=works.id)
        for person in names.persons:
            kind: MentionType = "person" if person.name else "office"
            yield self._mention(kind, person, state=person.state, office=person.office, name=person.name, id=person.id)
