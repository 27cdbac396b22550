"""Who holds which office in a document, and what persons without a state or office mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from kelisim.extract.names import PersonMention
from kelisim.extract.reading import Cue, Scene
from kelisim.model import Participant
from kelisim.model.vocabulary import Office

STATE_OFFICES = frozenset({"head_of_state", "head_of_government", "foreign_minister"})
"""Offices that every state has one holder of."""

SHARED_OFFICES = {
    "head_of_state": "LEADERS",
    "head_of_government": "HEADS_OF_GOVERNMENT",
    "foreign_minister": "MINISTERS",
}
"""The concept that means the holders of an office of both states."""

CONTACTS = ("MEET", "RECEIVE", "CALL", "VISIT", "MEETING")
"""Concepts of a contact between officials."""

PAIR = 2
MEMORY = 4
"""So many sentences back somebody is still the one spoken of."""


def complete_persons(scenes: Sequence[Scene], pair: Sequence[str], home: str | None) -> None:
    """Give persons without a state or office the ones that the text means.

    A counterpart holds the office of the person before and another state; "the President" alone is whoever of the pair is not
    spoken of in the sentence already, or the outlet's own.
    """
    last: PersonMention | None = None
    named = {person.id for scene in scenes for person in scene.persons if not person.implied}
    for scene in scenes:
        scene.persons[:] = [_as_told(person, named) for person in scene.persons]
        _join_leaders(scene)
        _join_appositions(scene)
        _oppose(scene, pair)
        for position, person in enumerate(scene.persons):
            completed = _complete(person, last, scene.persons, pair, home)
            scene.persons[position] = completed
            if completed.state and completed.office:
                last = completed


def drop_namesakes(scenes: Sequence[Scene]) -> None:
    """Drop states that are only the surname of somebody the text names ("al-Sudani")."""
    tokens = scenes[0].reading.tokens if scenes else ()
    surnames = {
        tokens[person.last - 1].form: person.state for scene in scenes for person in scene.persons if person.name
    }
    for scene in scenes:
        scene.states[:] = [
            state for state in scene.states if surnames.get(tokens[state.last - 1].form, state.code) == state.code
        ]


def tell_cities(scenes: Sequence[Scene]) -> None:
    """Read a name of both a state and a city of another state as whichever of the two states the text speaks of else."""
    doubtful = {
        (place.first, place.last): (state.code, place.state)
        for scene in scenes
        for place in scene.places
        for state in scene.states
        if state.first == place.first and state.code != place.state
    }
    others: Counter[str | None] = Counter(
        code for scene in scenes for first, last, code in _naming(scene) if (first, last) not in doubtful
    )
    for scene in scenes:
        cities = {span for span, (state, home) in doubtful.items() if others[home] > others[state]}
        scene.states[:] = [state for state in scene.states if (state.first, state.last) not in cities]
        scene.places[:] = [
            place
            for place in scene.places
            if (place.first, place.last) not in doubtful or (place.first, place.last) in cities
        ]


def _naming(scene: Scene) -> Iterator[tuple[int, int, str | None]]:
    """Where states, persons and places stand in a sentence, with their states."""
    yield from ((state.first, state.last, state.code) for state in scene.states)
    yield from ((person.first, person.last, person.state) for person in scene.persons)
    yield from ((place.first, place.last, place.state) for place in scene.places)


def _as_told(person: PersonMention, named: Collection[str | None]) -> PersonMention:
    """The person without a name that only the knowledge has: a claim says what its text says."""
    return person._replace(name=None) if person.implied and person.id not in named else person


def _join_appositions(scene: Scene) -> None:
    """Drop an office without name or state that only goes on about the person right before it."""
    kept: list[PersonMention] = []
    for person in scene.persons:
        bare = person.name is None and person.state is None and not person.counterpart
        if bare and kept and kept[-1].name and 0 <= person.first - kept[-1].last <= 1 and "and" not in person.roles:
            continue
        kept.append(person)
    scene.persons[:] = kept


def _join_leaders(scene: Scene) -> None:
    """Read "the head of the two states" as both of them: an office without a name right beside "the two countries"."""
    for cue in scene.cues.get("TWO_COUNTRIES", ()):
        for person in scene.persons:
            beside = person.first == cue.last or person.last == cue.first
            if beside and person.name is None and person.state is None and person.office in SHARED_OFFICES:
                scene.persons.remove(person)
                first, last = min(cue.first, person.first), max(cue.last, person.last)
                concept = SHARED_OFFICES[person.office]
                scene.cues.setdefault(concept, []).append(Cue(concept, first, last, person.roles))
                break


def _oppose(scene: Scene, pair: Sequence[str]) -> None:
    """Give a named official without a state, who meets one of a state of the pair, the other state of it."""
    states = {person.state for person in scene.persons if person.state}
    if len(states) != 1 or not states < set(pair) or not scene.has(CONTACTS):
        return
    unplaced = [person for person in scene.persons if person.state is None and person.name and person.office]
    if len(unplaced) == 1 and unplaced[0].office not in STATE_OFFICES and "and" not in unplaced[0].roles:
        other = next(code for code in pair if code not in states)
        scene.persons[scene.persons.index(unplaced[0])] = unplaced[0]._replace(state=other)


def _complete(
    person: PersonMention,
    last: PersonMention | None,
    others: Sequence[PersonMention],
    pair: Sequence[str],
    home: str | None,
) -> PersonMention:
    office, state = person.office, person.state
    if person.counterpart and last is not None:
        office = office or last.office
        if state is None:
            state = next((code for code in pair if code != last.state), None)
    if state is None and office in STATE_OFFICES:
        if person.own and home:
            return person._replace(state=home)
        spoken = {other.state for other in others if other is not person and other.office == office}
        free = [code for code in pair if code not in spoken]
        if last is not None and last.office == office and last.state in free and not person.own:
            state = last.state
        elif free:
            state = home if home in free else free[0]
    return person._replace(state=state, office=office)


class Cast:
    """The persons of a document by state and office."""

    def __init__(self, scenes: Iterable[Scene]) -> None:
        self._named: dict[tuple[str, str], str] = {}
        self._scenes = list(scenes)
        for scene in self._scenes:
            for person in scene.persons:
                if person.name and person.state and person.office:
                    self._named.setdefault((person.state, person.office), person.name)

    def holder(self, office: Office, state: str) -> Participant:
        """Who holds the office, without a name when the text gives none."""
        return Participant(self._named.get((state, office)), state, office)

    def holders(self, office: Office, states: Sequence[str]) -> tuple[Participant, ...]:
        """The holders of one office in several states; a leader is the head of government where only that one is named."""
        return tuple(self.holder(self._leading(office, state), state) for state in states)

    def _leading(self, office: Office, state: str) -> Office:
        if office != "head_of_state" or (state, office) in self._named:
            return office
        return "head_of_government" if (state, "head_of_government") in self._named else office

    def pair_before(self, scene: Scene) -> tuple[Participant, ...]:
        """The two officials of two states whom the sentence before this one names, or nobody."""
        position = self._scenes.index(scene)
        named = self._scenes[position - 1].persons if position else []
        pair = {person.state: person for person in named if person.state and person.office}
        if len(pair) != len(named) or len(pair) != PAIR:
            return ()
        return tuple(Participant(person.name, person.state, person.office) for person in pair.values())

    def spoken_of(self, scene: Scene, other_than: str | None, *, last: bool = False) -> Participant | None:
        """The official of another state of whom the sentences before spoke: whom they are about, or named ``last``."""
        position = self._scenes.index(scene)
        for earlier in reversed(self._scenes[max(0, position - MEMORY) : position]):
            spoken = [
                person
                for person in earlier.persons
                if person.name and person.office and person.state not in (None, other_than)
            ]
            subjects = [person for person in spoken if "with" not in person.roles and not last]
            for person in subjects[:1] or spoken[-1:]:
                return Participant(person.name, person.state, person.office)
        return None
