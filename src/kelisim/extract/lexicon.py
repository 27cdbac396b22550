"""All the words of one language in one trie, matched with the language's affixes.

A token is analysed once per form (the answers are cached): every way to cut it into known prefixes, a stem that
stands in the lexicon, and known suffixes. Nothing is ever stemmed to a word that the lexicon does not hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kelisim.extract.tokens import Token
from kelisim.languages.schema.affixes import AffixesFile, Slot
from kelisim.text.view import Folded

SHORTEST_OPEN_WORD = 3
"""Words shorter than this take affixes only when they are written with a closing ``~``."""

JOINERS = frozenset("-‐‑–'’\"«»“”„")
"""Marks that may stand between the words of one phrase."""

Roles = frozenset[str]
NO_ROLES: Roles = frozenset()


class Sense(NamedTuple):
    """What a phrase of the lexicon means.

    ``kind`` is the family (``concept``, ``sector``, ``number``, ``state``, ``place``, ``office``, ...), ``id`` the
    member; ``aspect`` a grammatical or lexical shade (``past``, ``adjective``, ...); ``value`` a number it carries.
    """

    kind: str
    id: str
    aspect: str = "any"
    value: float | None = None


class Match(NamedTuple):
    """A phrase found: tokens ``[first, last)``, its senses, and the roles its affixes mark.

    ``before`` are roles of the prefixes of the first word, ``after`` roles of the suffixes of the last.
    """

    first: int
    last: int
    senses: tuple[Sense, ...]
    before: Roles
    after: Roles

    @property
    def roles(self) -> Roles:
        """The roles of both ends."""
        return self.before | self.after if self.before else self.after


class Analysis(NamedTuple):
    """One reading of a word: a stem of the lexicon and what its affixes mark."""

    stem: str
    before: Roles
    after: Roles


class _Node:
    __slots__ = ("next", "senses")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.senses: tuple[Sense, ...] = ()


class Lexicon:
    """The phrases of one language; filled with :meth:`add`, asked with :meth:`match`.

    ``folded`` is the normalisation of the text view, so that both sides look alike. Most phrases of a language are not met
    in a text, so the trie grows where it is asked: a phrase waits under its first word until a text has that word.
    """

    def __init__(self, affixes: AffixesFile, folded: Folded) -> None:
        self._folded = folded
        self._waiting: list[tuple[str, Sense]] = []
        self._heads: dict[str, list[tuple[str, Sense]]] = {}
        self._root = _Node()
        self._open: set[str] = set()
        self._exact: set[str] = set()
        self._prefixes = [_folded_slot(slot, folded) for slot in affixes.prefixes]
        self._suffixes = [_folded_slot(slot, folded) for slot in affixes.suffixes]
        self._surface = {surface: lexical for lexical, surface in affixes.alternations}
        self._cache: dict[str, tuple[Analysis, ...]] = {}

    def add(self, phrase: str, sense: Sense) -> None:
        """Let ``phrase`` mean ``sense`` too. Words are separated by spaces or hyphens."""
        self._waiting.append((phrase, sense))
        self._cache.clear()

    def add_all(self, phrases: Iterable[str], sense: Sense) -> None:
        """Let every phrase mean ``sense`` too."""
        for phrase in phrases:
            self.add(phrase, sense)

    def _settle(self) -> None:
        """Learn the words of the phrases that were added, and put each phrase under its first word."""
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, []
        words = set(_words_of("\n".join([phrase for phrase, _ in waiting])))
        self._folded.learn(written.strip("=~") for written in words)
        for written in words:
            word = self._form(written)
            exact = written.startswith("=") or (len(word) < SHORTEST_OPEN_WORD and not written.endswith("~"))
            (self._exact if exact else self._open).add(word)
        self._exact.discard("")
        for phrase, sense in waiting:
            head = self._head(phrase)
            if head:
                self._heads.setdefault(head, []).append((phrase, sense))

    def _head(self, phrase: str) -> str:
        """The form of a phrase's first word; empty when it has none."""
        head = self._folded[phrase.partition(" ")[0].partition("-")[0].partition("–")[0].strip("=~")]
        return head or next(filter(None, map(self._form, _words_of(phrase))), "")

    def _form(self, written: str) -> str:
        return self._folded[written.strip("=~")]

    def _first(self, word: str) -> _Node | None:
        """The node of phrases that begin with a word."""
        for phrase, sense in self._heads.pop(word, ()):
            node = self._root
            for written in _words_of(phrase):
                form = self._form(written)
                if form:
                    node = node.next.setdefault(form, _Node())
            if sense not in node.senses:
                node.senses += (sense,)
        return self._root.next.get(word)

    def analyse(self, form: str) -> tuple[Analysis, ...]:
        """Every reading of a normalised word, longest stem first; empty when the lexicon does not know it."""
        found = self._cache.get(form)
        if found is None:
            found = self._cache[form] = self._analyse(form)
        return found

    def _analyse(self, form: str) -> tuple[Analysis, ...]:
        self._settle()
        readings = []
        if form in self._exact or form in self._open:
            readings.append(Analysis(form, NO_ROLES, NO_ROLES))
        for rest, before in _prefix_cuts(form, self._prefixes):
            for cut in range(len(rest), 0, -1):
                stem = self._open_stem(rest[:cut], bare=cut == len(rest))
                if stem is None or (stem == form and cut == len(form)):
                    continue
                after = _suffix_roles(rest[cut:], self._suffixes)
                if after is not None:
                    readings.append(Analysis(stem, before, after))
        readings.sort(key=lambda reading: -len(reading.stem))
        return tuple(dict.fromkeys(readings))

    def _open_stem(self, written: str, *, bare: bool) -> str | None:
        if written in self._open:
            return written
        if not bare and written and written[-1] in self._surface:
            lexical = written[:-1] + self._surface[written[-1]]
            if lexical in self._open:
                return lexical
        return None

    def match(self, tokens: Sequence[Token]) -> list[Match]:
        """The phrases of the text: at each place the longest, none inside another."""
        self._settle()
        matches = []
        index, count = 0, len(tokens)
        while index < count:
            token = tokens[index]
            if token.kind == "mark" and token.form in JOINERS:
                index += 1
                continue
            best = self._longest(tokens, index)
            if best is None:
                index += 1
            else:
                matches.append(best)
                index = best.last
        return matches

    def _longest(self, tokens: Sequence[Token], first: int) -> Match | None:
        """The longest phrase that starts at ``first``; where readings differ, each kind of sense has its longest stem."""
        found: list[tuple[int, Match]] = []
        walks: list[tuple[_Node, int, int, Roles]] = [(self._root, first, 0, NO_ROLES)]
        while walks:
            node, index, stems, before = walks.pop()
            if index > first:
                index = _skip_joiners(tokens, index)
            if index >= len(tokens):
                continue
            token = tokens[index]
            readings = (Analysis(token.form, NO_ROLES, NO_ROLES),) if token.kind != "word" else self.analyse(token.form)
            for reading in readings:
                reached = node.next.get(reading.stem) if node is not self._root else self._first(reading.stem)
                if reached is None:
                    continue
                start_roles = reading.before if index == first else before
                length = stems + len(reading.stem)
                if reached.senses:
                    found.append((length, Match(first, index + 1, reached.senses, start_roles, reading.after)))
                if reached.next:
                    walks.append((reached, index + 1, length, start_roles))
        if len(found) < 2:  # noqa: PLR2004 -- nothing to choose from
            return found[0][1] if found else None
        return _chosen(found)


NAMESAKES = "person"
"""The kind of sense of which a form may have several: a case of one surname may be another surname."""


def _chosen(found: Sequence[tuple[int, Match]]) -> Match:
    """Of the matches that reach farthest one match, with the senses of the longest stem for each kind."""
    last = max(match.last for _, match in found)
    reaching = sorted((item for item in found if item[1].last == last), key=lambda item: -item[0])
    chosen = reaching[0][1]
    longest = dict.fromkeys((sense.kind for sense in chosen.senses), reaching[0][0])
    for length, match in reaching[1:]:
        senses = tuple(
            sense
            for sense in match.senses
            if longest.setdefault(sense.kind, length) == length or sense.kind == NAMESAKES
        )
        if senses and length == reaching[0][0]:
            chosen = _merge(chosen, match._replace(senses=senses))
        elif senses:
            chosen = chosen._replace(senses=chosen.senses + senses)
    return chosen


def _merge(one: Match, other: Match) -> Match:
    senses = one.senses + tuple(sense for sense in other.senses if sense not in one.senses)
    return Match(one.first, one.last, senses, one.before | other.before, one.after | other.after)


def _skip_joiners(tokens: Sequence[Token], index: int) -> int:
    while index < len(tokens) and tokens[index].form in JOINERS:
        index += 1
    return index


def _words_of(phrase: str) -> list[str]:
    """The words of a phrase as they are written, with their marks."""
    return phrase.replace("-", " ").replace("–", " ").split()


def _folded_slot(slot: Slot, folded: Folded) -> dict[str, Roles]:
    return {folded[form]: frozenset(roles) for form, roles in slot.forms.items()}


def _prefix_cuts(form: str, slots: Sequence[dict[str, Roles]]) -> list[tuple[str, Roles]]:
    """The word without prefixes, and without each chain of prefixes that it may begin with."""
    cuts = [(form, NO_ROLES)]
    for slot in slots:
        for rest, roles in list(cuts):
            for prefix, marked in slot.items():
                if rest.startswith(prefix) and len(rest) > len(prefix) + 1:
                    cuts.append((rest[len(prefix) :], roles | marked))
    return cuts


def _suffix_roles(rest: str, slots: Sequence[dict[str, Roles]], first: int = 0) -> Roles | None:
    """The roles of ``rest`` read as a chain of suffixes; ``None`` when it is not one."""
    if not rest:
        return NO_ROLES
    for index in range(first, len(slots)):
        slot = slots[index]
        for length in range(len(rest), 0, -1):
            marked = slot.get(rest[:length])
            if marked is None:
                continue
            following = _suffix_roles(rest[length:], slots, index + 1)
            if following is not None:
                return marked | following
    return None
