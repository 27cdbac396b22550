"""Names of persons: known ones, and runs of words that are a name by a capital, a first name, an ending or an office."""

from __future__ import annotations

from typing import NamedTuple

from kelisim.extract.lexicon import NO_ROLES, Roles
from kelisim.extract.name_parts import DASHES, Part, Text
from kelisim.extract.name_words import NameGrammar
from kelisim.knowledge.name_keys import is_same, similarity
from kelisim.knowledge.schema import Person
from kelisim.knowledge.spellings import english
from kelisim.model.vocabulary import Office

LONGEST_NAME = 4
"""Words of a name outside the lexicon, without particles."""

UNSURE_WORDS = 2
"""Words taken for a name behind an office in a script without capitals, where the first is no known first name."""

LIKE_HOLDER = 0.3
"""Similarity from which a surname behind an office and state is that of the holder at the time. Ours."""

SHORTEST_NAME = 3
SHORTEST_STEM = 3

TAKEN = frozenset(
    {"state", "place", "office", "organisation", "infrastructure", "honorific", "counterpart", "former", "acting"}
)
"""Kinds of parts that no name outside the lexicon holds."""

RANK: tuple[Office, ...] = ("head_of_state", "head_of_government", "foreign_minister")


class Found(NamedTuple):
    """A name at tokens ``[first, last)``: as written without case endings, the person if known, the roles at its end."""

    first: int
    last: int
    written: str
    person: Person | None
    roles: Roles
    sure: bool = True


class NameFinder:
    """Finds names at a place of a text."""

    def __init__(self, text: Text, published: str | None) -> None:
        self.text = text
        self.grammar = text.grammar
        self.knowledge = text.grammar.knowledge
        self.published = published

    def at(self, index: int, state: str | None, office: Office | None) -> Found | None:
        """The name that begins at a token, behind words of an office, if one does."""
        part = self.text.starting.get(index)
        if part is not None and "person" in part.kinds:
            return self.known(part, state, office)
        if part is not None and not TAKEN.isdisjoint(part.kinds):
            return None
        last = self.run(index)
        return self.found(index, last, state, office) if last > index else None

    def known(self, part: Part, state: str | None, office: Office | None) -> Found | None:
        """The known person named by a part; among namesakes the one with the state and office, or the highest."""
        if self.grammar.cased and not self.text.capital(part.first):
            return None
        persons = [self.knowledge.person(name) for name in dict.fromkeys(sense.id for sense in part.kinds["person"])]
        full = any(sense.aspect == "full" for sense in part.kinds["person"])
        person = self.choose(persons, state, office)
        if state is not None and person is not None and not self._was_of(person, state) and not full:
            person = None
        first = part.first if full else self._first_names(part.first)
        if person is not None and first < part.first and not full and not self._agrees(person, first, part.first):
            person = None
        if person is not None and full and (found := self._longer(part, person)) is not None:
            return found
        written = self.text.written(first, part.last)
        return Found(first, part.last, self.bare(written)[0] if part.ending else written, person, part.after)

    def _longer(self, part: Part, person: Person) -> Found | None:
        """A known name with the family's behind it, written in full."""
        last = (
            self.run(part.last) if part.last < len(self.text.tokens) and not self.text.breaks(part.last) else part.last
        )
        if last == part.last:
            return None
        written, roles = self.bare(self.text.written(part.first, last))
        own = person.surname.split()[-1]
        if not any(similarity(own, stem) >= LIKE_HOLDER for stem in self._stems(written.split()[-1])):
            return None
        return Found(part.first, last, written, person, roles | self.text.after.get(last, NO_ROLES))

    def choose(self, persons: list[Person], state: str | None, office: Office | None) -> Person | None:
        """The likeliest of several persons of one name."""
        if len(persons) > 1:
            persons = self._fitting(persons, state, office)
        return persons[0] if len(persons) == 1 else None

    def _fitting(self, persons: list[Person], state: str | None, office: Office | None) -> list[Person]:
        scored = []
        for person in persons:
            term = self.knowledge.term(person, self.published, state, office)
            if term is None:
                continue
            holds = term.office == office if office else 0
            current = term.until is None
            rank = RANK.index(term.office) if term.office in RANK else len(RANK)
            scored.append(((term.state == state if state else 0, holds, current, -rank), person))
        best = max((score for score, _ in scored), default=None)
        return [person for score, person in scored if score == best]

    def _was_of(self, person: Person, state: str) -> bool:
        return any(term.state in (state, None) for term in person.terms)

    def _agrees(self, person: Person, first: int, last: int) -> bool:
        """Whether first names or initials written before a surname are that person's."""
        initial = self.text.tokens[first].form
        spellings = [person.name, *person.spellings]
        if len(initial) == 1:
            return any(spelling[:1].casefold() == initial for spelling in spellings)
        given = self._nominative(self.text.written(first, last).split()[0])
        heads = {spelling.replace("-", " ").split()[0] for spelling in spellings}
        return any(is_same(given.replace("-", " ").split()[0], head) for head in heads)

    def _first_names(self, index: int) -> int:
        """Where first names and initials before a surname begin."""
        if not self.grammar.cased:
            return index
        tokens = self.text.tokens
        first = index
        while first > 0 and not self.text.breaks(first):
            before = first - 1
            if (
                tokens[before].form == "."
                and before > 0
                and len(tokens[before - 1].form) == 1
                and self.text.capital(before - 1)
            ) or (tokens[before].form in DASHES and before > 0 and self._is_given(before - 1)):
                first = before - 1
            elif self._is_given(before):
                first = before
            else:
                break
        return first

    def _is_given(self, index: int) -> bool:
        token = self.text.tokens[index]
        known = token.form in self.grammar.given or token.form in self.grammar.declined
        return known and token.kind == "word" and self.text.capital(index)

    # runs of words outside the lexicon

    def run(self, first: int) -> int:
        """The end of the run of words from a token that may be a name."""
        return self._cased_run(first) if self.grammar.cased else self._caseless_run(first)

    def _cased_run(self, first: int) -> int:
        """The end of a run of words with capitals that may be a name."""
        tokens, index, words = self.text.tokens, first, 0
        last = first
        while index < len(tokens) and words < LONGEST_NAME and (index == first or not self.text.breaks(index)):
            token = tokens[index]
            if token.kind == "mark":
                if index == first or not self._joins(index):
                    break
            elif token.kind != "word" or not self._may_be_name(index):
                if token.form not in self.grammar.particles or (index == first and not self._follows_name(first)):
                    break
            else:
                words, last = words + 1, index + 1
            index += 1
        return last if any(len(token.form) > 1 for token in tokens[first:last]) else first

    def _follows_name(self, index: int) -> bool:
        part = self.text.ending.get(index)
        return part is not None and "person" in part.kinds

    def _joins(self, index: int) -> bool:
        """A hyphen inside a name, or the point behind an initial."""
        tokens = self.text.tokens
        if tokens[index].form in DASHES:
            following = index + 1 < len(tokens) and tokens[index].end == tokens[index + 1].start
            return following and tokens[index - 1].end == tokens[index].start
        return tokens[index].form == "." and len(tokens[index - 1].form) == 1

    def _may_be_name(self, index: int) -> bool:
        token = self.text.tokens[index]
        if not self.text.capital(index) or token.form in self.grammar.never:
            return False
        match = self.text.covered.get(index)
        if match is None or self._is_given(index) or self.is_initial(index):
            return True
        kinds = {sense.kind for sense in match.senses}
        return "person" in kinds and TAKEN.isdisjoint(kinds)

    def is_initial(self, index: int) -> bool:
        """Whether a token is an initial with its point."""
        tokens = self.text.tokens
        return len(tokens[index].form) == 1 and index + 1 < len(tokens) and tokens[index + 1].form == "."

    def _caseless_run(self, first: int) -> int:
        """The end of a run of words that may be a name in a script without capitals."""
        grammar, tokens = self.grammar, self.text.tokens
        index, words, last = first, 0, first
        limit = LONGEST_NAME if self._sure_opening(first) else UNSURE_WORDS
        while index < len(tokens) and words < limit and (index == first or not self.text.breaks(index)):
            token = tokens[index]
            if token.form in DASHES and index > first:
                index += 1
                continue
            if token.kind != "word" or token.form in grammar.never or not self._is_free(index):
                break
            known = token.form in grammar.given or token.form in grammar.particles or index in self.text.covered
            if not known:
                if token.form.startswith(grammar.openings) and not self._behind_name(index, first):
                    return index + 1 if self._is_last_name(index, first) else last
                if len(token.form) < SHORTEST_NAME:
                    break
            index += 1
            if token.form not in grammar.particles:
                words += 1
            last = index
        return last

    def _is_last_name(self, index: int, first: int) -> bool:
        """A word with an article that ends a name begun with a first name."""
        return (
            index > first
            and self._sure_opening(first)
            and self.text.tokens[index].form.startswith(self.grammar.articles)
        )

    def _behind_name(self, index: int, first: int) -> bool:
        """A word with an article counts behind a first name or particle."""
        return index > first and (
            self.text.tokens[index - 1].form in self.grammar.particles
            or self.text.tokens[index - 1].form in self.grammar.given
        )

    def _sure_opening(self, index: int) -> bool:
        form = self.text.tokens[index].form if index < len(self.text.tokens) else ""
        return form in self.grammar.given or form in self.grammar.particles

    def _is_free(self, index: int) -> bool:
        match = self.text.covered.get(index)
        if match is None or self.text.tokens[index].form in self.grammar.given:
            return True
        return all(sense.kind == "person" for sense in match.senses)

    def found(self, first: int, last: int, state: str | None, office: Office | None) -> Found:
        """A run of words as a name, with the known person whom it sounds like."""
        written, roles = self.bare(self.text.written(first, last))
        person = self._resembling(written, state, office)
        sure = any(self.text.tokens[index].form in self.grammar.given for index in range(first, last))
        return Found(first, last, written, person, roles | self.text.after.get(last, NO_ROLES), sure)

    def _resembling(self, written: str, state: str | None, office: Office | None) -> Person | None:
        """The known person whose surname sounds like the last words of a name, of the state and office named."""
        words = written.split()
        holder = self._holder(words[-1], state, office)
        if holder is not None:
            return holder
        for size in (1, 2):
            for surname in self._stems(" ".join(words[-size:])):
                persons = [
                    person
                    for person in self.knowledge.namesakes(surname)
                    if (state is None or self._was_of(person, state)) and self._bears(person, surname)
                ]
                if len(words) > size:
                    persons = [person for person in persons if self._given_agrees(person, words[0])]
                elif state is None and office is None:
                    persons = [person for person in persons if surname in self.knowledge.surnames(person)]
                if persons:
                    return self.choose(persons, state, office)
        return None

    def _stems(self, surname: str) -> list[str]:
        """A surname as written and without each case ending that it may have."""
        folded = self.grammar.fold(surname)
        stems = [surname[: -len(ending)] for ending, _ in self.grammar.endings if folded.endswith(ending)]
        return [surname, *(stem for stem in stems if len(stem) >= SHORTEST_NAME)]

    def _holder(self, surname: str, state: str | None, office: Office | None) -> Person | None:
        """The holder of the office, if the surname sounds like the holder's in some case."""
        holder = self.knowledge.holder(state, office, self.published) if state and office else None
        if holder is None:
            return None
        own = holder.surname.split()[-1]
        return holder if any(similarity(own, stem) >= LIKE_HOLDER for stem in self._stems(surname)) else None

    def _bears(self, person: Person, surname: str) -> bool:
        return any(is_same(known, surname) for known in self.knowledge.surnames(person))

    def _given_agrees(self, person: Person, given: str) -> bool:
        head = given.rstrip(".").replace("-", " ").split()[0]
        owns = {name.replace("-", " ").split()[0] for name in (person.name, *person.spellings)}
        return any(is_same(own, head) or (len(head) == 1 and own.startswith(head)) for own in owns)

    def bare(self, written: str) -> tuple[str, Roles]:
        """A name without case endings, and the roles that the ending of its last word marks.

        Behind a first name in the nominative a surname is in the nominative too, even if it looks like one in a case.
        """
        fold, declined = self.grammar.fold, self.grammar.declined
        head, _, last = written.rpartition(" ")
        alike = fold(last).endswith(self.grammar.nominatives)
        nominative = bool(head) and alike and fold(head.partition(" ")[0]) not in declined
        head = " ".join(self._nominative(word) for word in head.split())
        if nominative:
            return f"{head} {last}", NO_ROLES
        word = fold(last).replace("-", " ").split()
        ending, roles = case_ending(word[-1], self.grammar) if word else ("", NO_ROLES)
        last = last[: -len(ending)] if ending else self._nominative(last)
        return f"{head} {last}".lstrip(), roles

    def _nominative(self, word: str) -> str:
        parts = word.split("-")
        return "-".join(self.grammar.declined.get(self.grammar.fold(part), part) for part in parts)

    def english(self, written: str) -> str:
        """The English spelling of a name that the knowledge does not hold."""
        spelled, fold = self.grammar.spelled, self.grammar.fold
        return " ".join(spelled.get(fold(word)) or english(word) for word in written.split())


def case_ending(word: str, grammar: NameGrammar) -> tuple[str, Roles]:
    """The case ending of a folded word that is a name without it, and its roles; an empty one where there is none."""
    for ending, roles in grammar.endings:
        stem = word[: -len(ending)]
        if len(stem) < SHORTEST_STEM or not word.endswith(ending):
            continue
        if stem.endswith(grammar.surnames) or stem in grammar.given:
            return ending, roles
    return "", NO_ROLES


def shape(word: str, grammar: NameGrammar) -> str:
    """What a folded word looks like, in any case: ``given``, ``surname`` or nothing."""
    known = grammar.shapes.get(word)
    if known is None:
        ending, _ = case_ending(word, grammar)
        bare = word[: len(word) - len(ending)]
        if bare in grammar.given or word in grammar.declined:
            known = "given"
        else:
            known = "surname" if len(bare) > SHORTEST_STEM and bare.endswith(grammar.surnames) else ""
        grammar.shapes[word] = known
    return known
