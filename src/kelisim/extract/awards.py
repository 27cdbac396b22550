"""Honours given by one state to a person of another."""

from __future__ import annotations

from collections.abc import Sequence

from kelisim.extract.cast import Cast
from kelisim.extract.context import PAIR, Context
from kelisim.extract.drafts import Draft
from kelisim.extract.names import PersonMention
from kelisim.extract.reading import Scene
from kelisim.model import Participant

REACH = 14


def read_awards(scene: Scene, context: Context, cast: Cast) -> list[Draft]:
    """The awards of a sentence: a verb of awarding beside an order, and two people of two states."""
    for verb in scene.of("AWARD"):
        order = scene.nearest(verb, ("ORDER",), REACH)
        if order is None or verb.tense in ("future", "negated"):
            continue
        people = [person for person in scene.persons if scene.gap(verb, person) <= REACH + 6]
        participants = _giver_first(people)
        if len(participants) == 1 and scene.nearest(verb, ("GUEST", "COUNTERPART"), REACH):
            giver = participants[0]
            others = [state for state in context.pair if state != giver.state]
            participants += cast.holders(giver.office or "head_of_state", others[:1])
        parties = tuple(sorted({person.state for person in participants if person.state}))
        if len(parties) < PAIR:
            parties = context.parties(scene, verb)
        if len(parties) < PAIR:
            continue
        draft = Draft("award", "award", scene, [verb, order, *people], parties)
        draft.fields["participants"] = participants
        return [draft]
    return []


def _giver_first(people: Sequence[PersonMention]) -> tuple[Participant, ...]:
    people = sorted(people, key=lambda person: not person.roles & {"by", "from"})
    known = [Participant(person.name, person.state, person.office) for person in people if person.state]
    distinct = list({(person.state, person.office): person for person in reversed(known)}.values())[::-1]
    return tuple(distinct[:PAIR])
