"""Contacts between officials: meetings, visits, calls, summits, sessions and forums, held or scheduled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from kelisim.extract.cast import Cast
from kelisim.extract.context import MOST_PARTIES, PAIR, Context
from kelisim.extract.drafts import Draft
from kelisim.extract.frame_data import Frames
from kelisim.extract.names import PersonMention
from kelisim.extract.reading import FINITE, Cue, Placed, Scene
from kelisim.extract.times import Time, forthcoming
from kelisim.knowledge.loader import Knowledge
from kelisim.model import Participant

PERSON_REACH = 16
VERB_REACH = 28
LEADERS_REACH = 45
VISITOR_REACH = 26
NOUN_SUPPORT_REACH = 10
OPENING_REACH = 45
TITLES = 5
RELATIVE_REACH = 4
TIME_REACH = 18
PLACE_REACH = 16
DESTINATION_REACH = 12
BODY_REACH = 4
GATHERING_REACH = 4
INVITED_REACH = 2
BESIDE = 2
COUNCIL_REACH = 4
GUEST_REACH = 4
HONOUR_REACH = 6
CHAIN_REACH = 5
WITH_BONUS = 4
MEETING_WORDS = ("MEETING", "MEET")
DURING_REACH = 5
ASIDE = frozenset({"before", "after"})
"""Roles of a gathering that only tells when something else took place."""

PARTNERS = frozenset({"with", "between"})
"""Roles of those whom a meeting is with or between."""

OBLIQUE = frozenset({"of", "object", "to", "from", "by"})
"""Gaps between a meeting and what it takes. Ours, set on gold/dev."""


def read_meetings(scene: Scene, context: Context, frames: Frames, cast: Cast, knowledge: Knowledge) -> list[Draft]:
    """The meetings of a sentence."""
    return _Reader(scene, context, frames, cast, knowledge).read()


Maker = Callable[[Cue, str], Draft | None]
"""A way to make a draft of a cue and the form it gives."""


class _Reader:
    def __init__(self, scene: Scene, context: Context, frames: Frames, cast: Cast, knowledge: Knowledge) -> None:
        self.scene = scene
        self.context = context
        self.rules = frames.meetings
        self.instruments = frames.agreements.instruments
        self.cast = cast
        self.knowledge = knowledge

    def read(self) -> list[Draft]:
        drafts: list[Draft] = []
        drafts += self._each(("CALL",), self._talk, "call")
        drafts += self._each(("SUMMIT",), self._gathering, "summit")
        drafts += self._each(("FORUM",), self._gathering, "forum")
        drafts += self._each(("SESSION", *MEETING_WORDS), self._sitting, "session")
        drafts += self._each(("VISIT", "ARRIVE"), self._visit, "visit")
        gatherings = [draft.anchors[0] for draft in drafts if draft.fields["form"] != "visit"]
        talks = self._each(("RECEIVE", "MEET", "MEETING"), self._talk, "meeting")
        talks += [further for talk in talks for further in self._further(talk)]
        calls = [draft for draft in drafts if draft.fields["form"] == "call"]
        talks = [talk for talk in talks if not any(_same_fields(talk, call) for call in calls)]
        if not talks and not drafts:
            talks = self._each(("DISCUSS",), self._discussion, "meeting")
        visited = any(draft.fields["form"] == "visit" for draft in drafts)
        return drafts + [
            talk
            for talk in talks
            if not self._said(talk.anchors[0], gatherings) and not (visited and self._in_passing(talk.anchors[0]))
        ]

    def _in_passing(self, cue: Placed) -> bool:
        """Whether talks are named only as part of a visit: "during the visit and his meeting with"."""
        return isinstance(cue, Cue) and cue.concept == "MEETING" and "and" in cue.roles and "possessed" in cue.roles

    def _said(self, cue: Placed, gatherings: Sequence[Placed]) -> bool:
        """Whether a noun of meeting only names a gathering that is claimed already."""
        noun = isinstance(cue, Cue) and cue.concept == "MEETING"
        return noun and any(self.scene.gap(cue, other) <= GATHERING_REACH for other in gatherings)

    def _each(self, concepts: tuple[str, ...], make: Maker, form: str) -> list[Draft]:
        drafts: list[Draft] = []
        for cue in self.scene.of(*concepts):
            if cue.tense == "negated" or any(_overlap(cue, draft) for draft in drafts):
                continue
            draft = make(cue, form)
            if draft is not None and not any(_same_fields(draft, other) for other in drafts):
                drafts.append(draft)
        return drafts

    def _off(self, cue: Cue) -> bool:
        """Whether the meeting was put off, called off, or is only invited to."""
        awaited = self.scene.nearest(cue, ("AWAIT",), VERB_REACH) is not None
        invited = any(
            self.scene.gap(cue, invite) <= INVITED_REACH
            or (invite.tense in ("past", "present") and invite.last <= cue.first and self.scene.joined(invite, cue))
            for invite in self.scene.of("INVITE")
        )
        if cue.concept != "VISIT" and invited and not awaited:
            return True
        return self.scene.nearest(cue, ("CANCEL", "POSTPONE"), NOUN_SUPPORT_REACH) is not None

    # talks and calls

    def _talk(self, cue: Cue, form: str) -> Draft | None:
        scene = self.scene
        if self._off(cue) or self._is_honour(cue) or self._is_adopted(cue):
            return None
        support = self._support(cue)
        if cue.concept in ("MEETING", "CALL") and "past" not in cue.roles and support is None and not self._with(cue):
            return None
        people = self._people(cue)
        participants = self._participants(cue, people)
        states = {person.state for person in participants if person.state}
        if len(states) < PAIR:
            return None
        draft = Draft("meeting", f"meeting.{form}", scene, [cue, *people], tuple(sorted(states)))
        draft.add(support)
        draft.fields.update(form=form, participants=participants)
        self._when_and_where(draft, cue)
        return draft

    def _discussion(self, cue: Cue, form: str) -> Draft | None:
        """Talks told by what was talked of: an official discussed it with one of another state."""
        people = self._people(cue)
        partner = people[-1] if len(people) == PAIR else None
        if partner is None or "with" not in partner.roles or not all(person.office for person in people):
            return None
        return self._talk(cue, form) if cue.tense == "past" and cue.last <= partner.first else None

    def _is_honour(self, cue: Cue) -> bool:
        """Whether somebody received an order, not a person."""
        return cue.concept == "RECEIVE" and self.scene.nearest(cue, ("ORDER",), HONOUR_REACH) is not None

    def _is_adopted(self, cue: Cue) -> bool:
        """Whether a verb that means both to receive and to adopt stands beside an instrument."""
        both = any(other.first == cue.first for other in self.scene.of("ADOPT"))
        return both and self.scene.nearest(cue, self.instruments, BESIDE) is not None

    def _further(self, talk: Draft) -> list[Draft]:
        """The talks with others of the same state that one verb tells: "met the speaker and later the prime minister"."""
        cue = talk.anchors[0]
        drafts = []
        for person in self.scene.persons:
            near = "with" in person.roles and person not in talk.anchors and self.scene.gap(cue, person) <= VERB_REACH
            known = {(other.state, other.office) for other in talk.fields["participants"]}
            if not near or person.state not in talk.parties or (person.state, person.office) in known:
                continue
            subject = [other for other in talk.fields["participants"] if other.state != person.state]
            draft = Draft(talk.kind, talk.frame, talk.scene, [cue, person], talk.parties, dict(talk.fields))
            draft.modality = talk.modality
            draft.fields["participants"] = (*subject, _participant(person))
            drafts.append(draft)
        return drafts

    def _support(self, cue: Cue) -> Cue | None:
        return self.scene.nearest(cue, self.rules.support.happened, NOUN_SUPPORT_REACH) or self._opening(cue)

    def _opening(self, cue: Cue) -> Cue | None:
        """The verb that opens the sentence, where those who meet stand between it and the noun it governs."""
        scene = self.scene
        verbs = [
            verb for verb in scene.of(*self.rules.support.happened) if verb.tense in FINITE and verb.last <= cue.first
        ]
        if cue.tense != "any" or not verbs or scene.gap(verbs[-1], cue) > OPENING_REACH:
            return None
        verb = verbs[-1]
        told = any(other.tense in FINITE for other in scene.between(verb.last, cue.first))
        people = [person for person in scene.persons if verb.last <= person.first and person.last <= cue.first]
        return verb if people and not told and people[0].first - verb.last <= TITLES else None

    def _with(self, cue: Cue) -> bool:
        return any(
            person.roles & PARTNERS for person in self.scene.persons if self.scene.gap(cue, person) <= PERSON_REACH
        )

    def _people(self, cue: Cue) -> list[PersonMention]:
        reach = VERB_REACH if cue.concept in ("RECEIVE", "MEET") else PERSON_REACH
        reach = OPENING_REACH if self._opening(cue) is not None else reach
        near = [person for person in self.scene.persons if self.scene.gap(cue, person) <= reach and person.state]
        near.sort(key=lambda person: self.scene.gap(cue, person) - (WITH_BONUS if "with" in person.roles else 0))
        chosen: list[PersonMention] = []
        for person in near:
            if all(person.state != other.state for other in chosen):
                chosen.append(person)
        chosen = sorted(chosen[:PAIR], key=lambda person: person.first)
        return chosen + self._enumerated(chosen) if len(chosen) == PAIR else chosen

    def _enumerated(self, chosen: Sequence[PersonMention]) -> list[PersonMention]:
        """The holders of the same office in further states that go on the list ("with President X, President Y and ...")."""
        last, states, further = chosen[-1], {person.state for person in chosen}, []
        for person in self.scene.persons:
            if person.first < last.last or person.state in states or person.office != last.office or not person.state:
                continue
            if self.scene.gap(last, person) > CHAIN_REACH:
                break
            further.append(person)
            states.add(person.state)
            last = person
        return further

    def _participants(self, cue: Cue, people: Iterable[PersonMention]) -> tuple[Participant, ...]:
        found = [_participant(person) for person in people]
        if len(found) >= PAIR:
            return tuple(found)
        for concept, office in (("LEADERS", "head_of_state"), ("HEADS_OF_GOVERNMENT", "head_of_government")):
            reach = PERSON_REACH if found else LEADERS_REACH
            if self.scene.nearest(cue, (concept,), reach):
                return self.cast.holders(office, self.context.parties(self.scene, cue)[:PAIR])  # type: ignore[arg-type]
        if len(found) == 1 and found[0].office and self.scene.nearest(cue, ("COUNTERPART", "GUEST"), PERSON_REACH):
            others = [state for state in self.context.pair if state != found[0].state]
            return (found[0], *self.cast.holders(found[0].office, others[:1]))
        if not found and self._goes_back(cue):
            return self.cast.pair_before(self.scene)
        pronoun = cue.concept == "RECEIVE" and self.scene.nearest(cue, ("HIM",), BESIDE) is not None
        if len(found) == 1 and (cue.concept == "MEET" or "passive" in cue.roles or self._with(cue) or pronoun):
            other = self.cast.spoken_of(self.scene, found[0].state)
            return (other, *found) if other is not None else tuple(found)
        return tuple(found)

    def _goes_back(self, cue: Cue) -> bool:
        """Whether "the meeting was held" tells more of the one named in the sentence or headline before."""
        if self.scene.persons or self.scene.states or cue.concept not in MEETING_WORDS:
            return False
        return cue.concept == "MEET" or self.scene.nearest(cue, ("HOLD",), BESIDE) is not None

    # visits

    def _visit(self, cue: Cue, form: str) -> Draft | None:
        scene = self.scene
        if self._off(cue) or self._only_attends(cue):
            return None
        visitor = self._visitor(cue)
        if visitor is None:
            return None
        goal = self._destination(cue, visitor)
        if goal is None:
            return None
        state, name, anchor = goal
        parties = tuple(sorted({visitor.state or "", state}))
        draft = Draft("meeting", "meeting.visit", scene, [cue, visitor], parties)
        draft.add(anchor)
        draft.fields.update(form=form, participants=(_participant(visitor),), place=name)
        self._when(draft, cue)
        return None if self._only_wished(draft, cue) else draft

    def _only_wished(self, draft: Draft, cue: Cue) -> bool:
        """Whether somebody is invited to pay the visit and no day or year is named for it."""
        invited = self.scene.nearest(cue, ("INVITE",), NOUN_SUPPORT_REACH)
        awaited = self.scene.nearest(cue, ("AWAIT",), VERB_REACH) is not None
        if invited is None or "date" in draft.fields or awaited:
            return False
        closes = not self.scene.reading.nouns_lead and invited.tense == "past" and self.scene.joined(cue, invited)
        return invited.last <= cue.first or closes

    def _only_attends(self, cue: Cue) -> bool:
        """Whether somebody only came to take part in something that is told of itself."""
        return cue.concept == "ARRIVE" and self.scene.nearest(cue, ("TAKE_PART",), NOUN_SUPPORT_REACH) is not None

    def _visitor(self, cue: Cue) -> PersonMention | None:
        near = [
            person for person in self.scene.persons if self.scene.gap(cue, person) <= VISITOR_REACH and person.state
        ]
        near = [person for person in near if "with" not in person.roles or self._is_subject(person, cue)]
        near = [person for person in near if not self._invites(person)]

        def rank(person: PersonMention) -> tuple[bool, int, int]:
            return bool(person.roles & OBLIQUE), self.scene.gap(cue, person), person.first

        return min(near, key=rank, default=None) or self._guest(cue)

    def _invites(self, person: PersonMention) -> bool:
        """Whether an invitation right before somebody is that person's own: "at the invitation of his counterpart"."""
        return any(
            invite.tense == "noun" and 0 <= person.first - invite.last <= 1 for invite in self.scene.of("INVITE")
        )

    def _is_subject(self, person: PersonMention, cue: Cue) -> bool:
        """Whether a relative clause right behind somebody tells the visit ("with the King, who is paying a visit")."""
        behind = person.last <= cue.first and self.scene.gap(person, cue) <= RELATIVE_REACH
        return behind and cue.tense == "present"

    def _guest(self, cue: Cue) -> PersonMention | None:
        """The official of another state spoken of last, where "the guest" is said to be on a visit."""
        guest = self.scene.nearest(cue, ("GUEST",), GUEST_REACH)
        person = self.cast.spoken_of(self.scene, self.context.home, last=True) if guest is not None else None
        if guest is None or person is None:
            return None
        return PersonMention(guest.first, guest.last, person.name, None, person.state, person.office)

    def _destination(self, cue: Cue, visitor: PersonMention) -> tuple[str, str, Placed | None] | None:
        """State, English name and mention of where the visit goes."""
        scene = self.scene
        options: list[tuple[int, str, str, Placed]] = []
        for place in scene.places:
            if place.state and place.state != visitor.state and scene.gap(cue, place) <= DESTINATION_REACH:
                options.append((scene.gap(cue, place), place.state, self.knowledge.place(place.id).name, place))
        for mention in scene.states:
            gap = scene.gap(cue, mention)
            beside = gap <= BESIDE or mention.first == visitor.last
            near = gap <= DESTINATION_REACH and (mention.roles & {"to", "in"} or beside)
            if near and mention.code != visitor.state and mention.aspect == "name":
                options.append((gap, mention.code, self.knowledge.state(mention.code).name, mention))
        options += self._capitals(cue, visitor)
        if options:
            _, state, name, anchor = min(options, key=lambda item: item[0])
            return state, name, anchor
        home = self.context.home or next((code for code in self.context.pair if code != visitor.state), None)
        ours = scene.nearest(cue, ("OUR_COUNTRY",), DESTINATION_REACH)
        if ours is not None and home and home != visitor.state:
            return home, self.knowledge.state(home).name, ours
        return None

    def _capitals(self, cue: Cue, visitor: PersonMention) -> list[tuple[int, str, str, Placed]]:
        """Capitals told by their state: "arrived in the Kazakh capital"."""
        scene = self.scene
        found: list[tuple[int, str, str, Placed]] = []
        for city in scene.near(cue, ("CAPITAL_CITY",), DESTINATION_REACH):
            for mention in scene.states:
                capital = self.knowledge.state(mention.code).capital
                if capital is not None and mention.code != visitor.state and scene.gap(city, mention) <= 1:
                    found.append((scene.gap(cue, city), mention.code, self.knowledge.place(capital).name, mention))
        return found

    # sessions, summits, forums

    def _sitting(self, cue: Cue, form: str) -> Draft | None:
        """A session, or a meeting of a council."""
        if cue.concept != "SESSION" and not self.scene.nearest(cue, ("COUNCIL",), COUNCIL_REACH):
            return None
        return self._gathering(cue, form)

    def _gathering(self, cue: Cue, form: str) -> Draft | None:
        scene = self.scene
        if self._off(cue) or cue.roles & ASIDE or self._is_invited_to(cue):
            return None
        if scene.nearest(cue, ("PRECEDE",), BESIDE) is not None:
            return None
        happened = [concept for concept in self.rules.support.happened if concept != cue.concept]
        near = scene.near(cue, (*happened, *self.rules.support.ahead), NOUN_SUPPORT_REACH)
        support = next((other for other in near if not _is_founding(other)), None)
        if support is None:
            support = cue if cue.concept == "MEET" else self._opening(cue)
        if support is None and form == "session":
            support = scene.nearest(cue, ("ON_SIDELINES",), DURING_REACH)
        if support is None:
            return None
        people = self._heads() or self._people(cue) if form == "session" else self._people(cue)
        draft = Draft("meeting", f"meeting.{form}", scene, [cue, support], ())
        draft.fields["form"] = form
        self._when_and_where(draft, cue)
        draft.parties = self._gathering_parties(cue, people, draft)
        settled = {"place", "date"} & draft.fields.keys() or len(draft.parties) > PAIR
        if not draft.parties or (form == "summit" and not settled):
            return None
        if people:
            draft.fields["participants"] = tuple(_participant(person) for person in people)
            draft.add(*people)
        elif form == "session" and scene.nearest(cue, ("CHAIR",), NOUN_SUPPORT_REACH) and scene.has(("LEADERS",)):
            draft.fields["participants"] = self.cast.holders("head_of_state", draft.parties)
        return draft

    def _is_invited_to(self, cue: Cue) -> bool:
        """Whether somebody is only invited to what no verb of its own tells of."""
        scene = self.scene
        invited = scene.nearest(cue, ("INVITE",), VERB_REACH)
        if invited is None or invited.last > cue.first or scene.has(("AWAIT", "HOLD")):
            return False
        return scene.nearest(cue, ("VISIT", "TAKE_PART"), VERB_REACH) is not None

    def _heads(self) -> list[PersonMention]:
        """The two heads of state of whom the sentence speaks."""
        heads = {
            person.state: person for person in self.scene.persons if person.office == "head_of_state" and person.state
        }
        return sorted(heads.values(), key=lambda person: person.first) if len(heads) == PAIR else []

    def _gathering_parties(self, cue: Cue, people: list[PersonMention], draft: Draft) -> tuple[str, ...]:
        if draft.fields["form"] == "session":
            return self.context.parties(self.scene, cue, PERSON_REACH)
        scene = self.scene
        hosts = self._hosts(cue)
        guests = {person.state for person in people if person.state}
        if draft.fields["form"] == "summit" and scene.nearest(cue, ("TAKE_PART", "INVITE", "CHAIR"), LEADERS_REACH):
            guests |= {state for person in scene.persons if (state := person.state)}
            return tuple(sorted(hosts | guests))[:MOST_PARTIES]
        if hosts and not scene.nearest(cue, ("TAKE_PART", "CHAIR"), VERB_REACH):
            guests = set()
        if draft.fields["form"] == "forum":
            guests |= {state.code for state in scene.states if scene.gap(cue, state) <= BODY_REACH}
        if any("between" in state.roles and scene.gap(cue, state) <= BODY_REACH for state in scene.states):
            guests |= {state.code for state in scene.states if scene.gap(cue, state) <= PERSON_REACH}
        return tuple(sorted(hosts | guests)) or self.context.parties(scene, cue, PERSON_REACH)

    def _hosts(self, cue: Cue) -> set[str]:
        """The state of the nearest place, or of the nearest state named as a place."""
        scene = self.scene
        near = [(scene.gap(cue, place), place.state) for place in scene.places if place.state]
        near += [(scene.gap(cue, state), state.code) for state in scene.states if "in" in state.roles]
        nearest = min(near, default=(PLACE_REACH + 1, ""))
        return {nearest[1]} if nearest[0] <= PLACE_REACH else set()

    # when and where

    def _when_and_where(self, draft: Draft, cue: Cue) -> None:
        self._when(draft, cue)
        near = [
            place
            for place in self.scene.places
            if self.scene.gap(cue, place) <= PLACE_REACH and "from" not in place.roles
        ]
        place = min(near, key=lambda place: self.scene.gap(cue, place), default=None)
        if place is not None:
            draft.fields["place"] = self.knowledge.place(place.id).name
            draft.add(place)

    def _when(self, draft: Draft, cue: Cue) -> None:
        times: list[tuple[int, Time]] = [
            (self.scene.gap(cue, time), time)
            for time in self.scene.times
            if time.edtf
            and time.kind in ("date", "span", "deadline")
            and time.relation not in ("since", "until")
            and not self._is_background(cue, time.edtf, time)
        ]
        near = min(times, key=lambda item: item[0], default=None)
        if near and near[0] <= TIME_REACH:
            draft.fields["date"] = self._day(cue, near[1])
            draft.add(near[1])
        draft.fields["status"] = "scheduled" if self._ahead(cue, draft.fields.get("date")) else "held"
        if draft.fields["status"] == "scheduled":
            draft.modality = "planned"

    def _is_background(self, cue: Cue, edtf: str, time: Placed) -> bool:
        """Whether a clause of its own tells when somebody came to office, say: an earlier month than that of the news."""
        published = self.scene.reading.published
        if published is None or not edtf[:4].isdigit() or self.scene.joined(cue, time):
            return False
        return edtf[:7] < published[: len(edtf[:7])]

    def _day(self, cue: Cue, time: Time) -> str | None:
        """The time as a date: a weekday or day without a year is the next one where the verb tells what will be."""
        told = time if cue.tense != "future" else forthcoming(time, self.scene.reading.published)
        return told.edtf

    def _ahead(self, cue: Cue, date: str | None) -> bool:
        published = self.scene.reading.published
        if date and published and date[:4].isdigit():
            return date[: len(published)] > published[: len(date)]
        if cue.tense == "future":
            return True
        ahead = self.scene.nearest(cue, self.rules.support.ahead, 6)
        happened = self.scene.nearest(cue, self.rules.support.happened, NOUN_SUPPORT_REACH)
        if happened is not None and happened.tense == "future":
            return True
        return ahead is not None and (happened is None or happened.tense not in ("past", "participle"))


def _is_founding(support: Cue) -> bool:
    """Whether a verb of opening is only something to do ("agreed to open a forum of parliaments")."""
    return support.concept == "OPEN" and support.tense == "infinitive"


def _participant(person: PersonMention) -> Participant:
    return Participant(person.name, person.state, person.office)


def _overlap(cue: Placed, draft: Draft) -> bool:
    return any(anchor.first < cue.last and cue.first < anchor.last for anchor in draft.anchors)


def _same_fields(one: Draft, other: Draft) -> bool:
    dates = {draft.fields["date"] for draft in (one, other) if "date" in draft.fields}
    same = one.fields.get("participants") == other.fields.get("participants") and one.parties == other.parties
    return same and len(dates) < PAIR
