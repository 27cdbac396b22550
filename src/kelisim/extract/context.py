"""Whom a document is about: its pair of states, its outlet's own state, and who is meant by "the two countries"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kelisim.extract.reading import Placed, Scene

TITLE_WEIGHT = 4
OPENING_WEIGHT = 2
OPENING_SCENES = 3
PERSON_WEIGHT = 2
"""How much more the headline, the first sentences and persons say about whom a text is about. Ours, set on gold/dev."""

LEAST_WEIGHT = 2
"""A state named once in the body of a text is not what the text is about. Ours, set on the packs' examples."""

BODY_MENTIONS = 3
BODY_WEIGHT = 2
"""How often a body must be named for a text to be about it, and what each time counts. Ours."""

MOST_PARTIES = 6
PAIR = 2


class Context:
    """The states a document speaks of, the likeliest first, and the focus as the text goes on."""

    def __init__(self, scenes: Sequence[Scene], title: Sequence[Scene], home_states: Sequence[str]) -> None:
        counts: Counter[str] = Counter()
        position = 0
        for scene in scenes:
            if scene in title:
                weight = TITLE_WEIGHT
            else:
                weight = OPENING_WEIGHT if position < OPENING_SCENES else 1
                position += 1
            counts.update(_weighed(scene, weight))
        self.counts = counts
        bodies = Counter(body.code for scene in scenes for body in scene.bodies)
        ranked = sorted(counts, key=lambda code: (-counts[code], code))
        self._lead_body(ranked, bodies)
        self.home = self._own_state(scenes, ranked, home_states)
        self.pair = tuple(sorted(self._pair(ranked)))
        self._focus: tuple[str, ...] = self.pair
        self._focus_paragraph = -1

    def _lead_body(self, ranked: list[str], bodies: Counter[str]) -> None:
        """Put a body that a text names more often than any second state right behind the first."""
        code, number = max(bodies.items(), key=lambda item: (item[1], item[0]), default=("", 0))
        if code in ranked or number < BODY_MENTIONS or not ranked:
            return
        if len(ranked) < PAIR or self.counts[ranked[1]] < number * BODY_WEIGHT:
            ranked.insert(1, code)
            self.counts[code] = number * BODY_WEIGHT

    def _own_state(self, scenes: Sequence[Scene], ranked: Sequence[str], home_states: Sequence[str]) -> str | None:
        """The state of the outlet: one of the language's own states that the text speaks of, if it says "our country"."""
        says_ours = any(scene.has(("OUR_COUNTRY", "OUR_PRESIDENT")) for scene in scenes) or any(
            person.own for scene in scenes for person in scene.persons
        )
        own = [state for state in ranked if state in home_states]
        if own:
            return own[0]
        return home_states[0] if says_ours and len(home_states) == 1 else None

    def _pair(self, ranked: Sequence[str]) -> list[str]:
        pair = [code for code in ranked[:PAIR] if self.counts[code] >= LEAST_WEIGHT]
        if len(pair) < PAIR and self.home and self.home not in pair:
            pair.append(self.home)
        return pair

    def look(self, scene: Scene) -> None:
        """Move the focus: two or more states named together in a sentence are who is spoken of next."""
        named = states_of(scene.states, scene.persons)
        if len(named) == PAIR:
            self._focus, self._focus_paragraph = tuple(sorted(named)), scene.paragraph

    def parties(self, scene: Scene, around: Placed | None = None, reach: int = 60) -> tuple[str, ...]:
        """The states concerned by what stands at ``around``: named there, else in the sentence, else meant by context."""
        states = [item for item in scene.states if around is None or scene.gap(around, item) <= reach]
        persons = [item for item in scene.persons if around is None or scene.gap(around, item) <= reach]
        named = states_of(states, persons)
        if len(named) >= PAIR:
            return tuple(sorted(named[:MOST_PARTIES]))
        bodies = [body.code for body in scene.bodies if around is None or scene.gap(around, body) <= reach]
        if named and bodies:
            return tuple(sorted({named[0], bodies[0]}))
        return self.completed(named, scene)

    def completed(self, named: Sequence[str], scene: Scene) -> tuple[str, ...]:
        """The one state named and its counterpart, or the pair in focus."""
        focus = self._focus if self._focus_paragraph >= scene.paragraph - 1 else self.pair
        if not named:
            return focus
        if named[0] in focus:
            return focus
        if named[0] in self.pair:
            return self.pair
        if self.home and self.home != named[0]:
            return tuple(sorted((named[0], self.home)))
        lead = [code for code in self.pair if code != named[0]]
        first = max(lead, key=lambda code: (self.counts[code], code), default=None)
        return tuple(sorted({named[0], first})) if first else (named[0],)


def states_of(states: Iterable[Placed], persons: Iterable[Placed]) -> list[str]:
    """Codes of the states named, in the order of the text, without repeats; offices and persons count as their state."""
    found = [(item.first, item.code) for item in states] + [  # type: ignore[attr-defined]
        (item.first, item.state)  # type: ignore[attr-defined]
        for item in persons
        if item.state  # type: ignore[attr-defined]
    ]
    return list(dict.fromkeys(code for _, code in sorted(found)))


def _weighed(scene: Scene, weight: int) -> Counter[str]:
    counts: Counter[str] = Counter()
    former = [person for person in scene.persons if person.former]
    for state in scene.states:
        if not any(person.first <= state.first < person.last for person in former):
            counts[state.code] += weight
    for person in scene.persons:
        if person.state and not person.former:
            counts[person.state] += weight * PERSON_WEIGHT
    for place in scene.places:
        if place.state:
            counts[place.state] += weight
    return counts
