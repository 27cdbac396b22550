"""The words of time of one language, and a text cut into runs of them.

Every word, number and mark that may be part of a time becomes a *node* with a one-letter code, so that times are
patterns over strings of codes (``time_rules``) and hold for every language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from kelisim.extract.lexicon import JOINERS, NO_ROLES, SHORTEST_OPEN_WORD, Lexicon, Match, Roles, Sense
from kelisim.extract.tokens import Token
from kelisim.languages.schema.affixes import AffixesFile
from kelisim.languages.schema.times import TimesFile
from kelisim.text.view import Folded

FAMILY = "time"
"""The kind of the senses that words of time have in the lexicon."""

UNIT_CODES = {
    "year": "A", "years": "L", "half": "h", "half_year": "F", "quarter": "Q", "quarters": "Q", "month": "B", "week": "K",
    "day": "G", "decade": "E", "century": "C", "clock": "k",
}  # fmt: skip
DEICTIC_CODES = {"this": "1", "last": "2", "next": "3", "same": "4", "previous": "5", "recent": "6"}
PART_CODES = {"begin": "b", "middle": "m", "end": "e"}
YEAR_WORDS = {"this_year": 0, "last_year": -1, "next_year": 1}
MARK_CODES = {
    "-": "-", "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-", ",": ",", "،": ",", "/": "/", "(": "(", ")": ")",
    ".": "!", "&": "&",
}  # fmt: skip
ROMAN = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "і": 1, "іі": 2, "ііі": 3, "іv": 4, "xix": 19, "хіх": 19, "xx": 20, "хх": 20,
    "xxi": 21, "ххі": 21,
}  # fmt: skip
"""Roman numerals as they are typed, also with the look-alike Cyrillic letters."""

SEEDS = frozenset("ydonMHSWALhFQBKGECDTrvfZX")
"""Codes without one of which nothing is a time."""

JOINED_CODES = frozenset("WM")
"""Codes before which an attached "and" counts as a word of its own."""

NOT_A_TIME = "#"

LAST_DAY = 31
FIRST_YEAR, LAST_YEAR = 1800, 2150
FIRST_HIJRI, LAST_HIJRI = 1300, 1500
LONGEST_ENDING = 8


class Word(NamedTuple):
    """What a phrase means: a code, its value, and whether it needs company to be a time."""

    code: str
    value: Any
    doubtful: bool


class Node(NamedTuple):
    """Something at tokens ``[first, last)``: its code, its value and the roles its affixes mark."""

    code: str
    first: int
    last: int
    value: Any = None
    roles: Roles = NO_ROLES
    doubtful: bool = False


class _Readings(dict[str, tuple[tuple[str, Roles], ...]]):
    """What each word is read as, remembered by form."""

    def __init__(self, read: Callable[[str], tuple[tuple[str, Roles], ...]]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, form: str) -> tuple[tuple[str, Roles], ...]:
        found = self[form] = self._read(form)
        return found


class _Step:
    __slots__ = ("next", "words")

    def __init__(self) -> None:
        self.next: dict[str, _Step] = {}
        self.words: list[Word] = []


class TimeGrammar:
    """The words of time of one language, for :func:`kelisim.extract.times.find_times`.

    It has a lexicon of its own, so that no phrase of another family hides a word of time and the other way round.
    ``folded`` is the normalisation of the text view.
    """

    def __init__(self, times: TimesFile, affixes: AffixesFile, folded: Folded) -> None:
        self.month_first = times.month_first
        self.months_so_far = times.months_so_far
        self.tells_ago = bool(times.ago)
        self.dotted: set[str] = set()
        self.orders = frozenset(times.orders)
        self.bare_years = times.bare_years
        self.endings = {
            folded[ending]: frozenset({role} - {"plain"})
            for role, endings in times.number_endings.items()
            for ending in endings
        }
        self._lexicon = Lexicon(affixes, folded)
        self._refused = frozenset(times.refused_roles)
        self._root = _Step()
        self._vocabulary: set[str] = set()
        self._open: set[str] = set()
        self._doubtful = {folded[word] for word in times.doubtful}
        self.readings = _Readings(self._read)
        for numeral, value in ROMAN.items():
            self._add([numeral], numeral, "o", value)
        for phrase, code, value in phrases(times):
            self._add([folded[word] for word in phrase_words(phrase)], phrase, code, value)

    def _add(self, words: Sequence[str], phrase: str, code: str, value: Any) -> None:
        step = self._root
        for written, word in zip(phrase_words(phrase, keep_marks=True), words, strict=True):
            self._vocabulary.add(word)
            exact = written.startswith("=") or (len(word) < SHORTEST_OPEN_WORD and not written.endswith("~"))
            if not exact:
                self._open.add(word)
            step = step.next.setdefault(word, _Step())
            self._lexicon.add(written.rstrip("."), Sense(FAMILY, code))
            if written.endswith("."):
                self.dotted.add(word)
        step.words.append(Word(code, value, " ".join(words) in self._doubtful))

    def _read(self, form: str) -> tuple[tuple[str, Roles], ...]:
        """The readings of a word as a word of time: its stem and its roles."""
        if form in ROMAN:
            return ((form, NO_ROLES),)
        found = []
        for stem, before, after in self._lexicon.analyse(form):
            if stem not in self._vocabulary or (stem != form and stem not in self._open):
                continue
            if not self._refused.isdisjoint(before | after):
                continue
            found.append((stem, before | after))
        return tuple(found)

    def phrase(self, tokens: Sequence[Token], first: int) -> Node | None:
        """The longest phrase of time that begins at a token, with its first meaning."""
        best: Node | None = None
        walks: list[tuple[_Step, int, Roles]] = [(self._root, first, NO_ROLES)]
        while walks:
            step, index, roles = walks.pop(0)
            while first < index < len(tokens) and tokens[index].form in JOINERS:
                index += 1
            if index >= len(tokens) or tokens[index].kind == "digits":
                continue
            for stem, marked in self.readings[tokens[index].form]:
                reached = step.next.get(stem)
                if reached is None:
                    continue
                if reached.words and (best is None or index + 1 > best.last):
                    word = reached.words[0]
                    best = Node(word.code, first, index + 1, word.value, roles | marked, word.doubtful)
                if reached.next:
                    walks.append((reached, index + 1, roles | marked))
        return best


def phrase_words(phrase: str, *, keep_marks: bool = False) -> list[str]:
    """The words of a pack's phrase, without the marks ``=`` and ``~``."""
    words = phrase.replace("-", " ").replace("–", " ").split()
    return words if keep_marks else [word.strip("=~.") for word in words]


def phrases(times: TimesFile) -> Iterator[tuple[str, str, Any]]:
    """Every phrase of a pack with its code and value; where two are alike the first counts."""
    yield from _flat(times.not_times, NOT_A_TIME, None)
    yield from _numbered(times.months, "M")
    yield from _numbered(times.hijri_months, "H")
    yield from _numbered(times.weekdays, "W")
    yield from _numbered(times.seasons, "S")
    yield from _numbered(times.decades, "D")
    yield from _numbered(times.ordinals, "o")
    yield from _numbered(times.cardinals, "c")
    yield from _flat(times.several, "c", 0)
    for word, forms in times.relative.items():
        if word == "year_before":
            yield from _flat(forms, "5A", word)
            continue
        year = word in YEAR_WORDS
        yield from _flat(forms, "T" if year else "r", YEAR_WORDS[word] if year else word)
    for names, codes in ((times.deictics, DEICTIC_CODES), (times.parts, PART_CODES), (times.units, UNIT_CODES)):
        for name, forms in names.items():
            yield from _flat(forms, codes[name], name)
    for unit, forms in times.duals.items():
        yield from _flat(forms, "c" + UNIT_CODES[unit], unit)
    for forms, code in (
        (times.range, ">"), (times.equals, "="), (times.fiscal, "X"), (times.results, "$"), (times.each, "*"),
        (times.ago, "<"), (times.earlier, "«"), (times.later, "+"), (times.era, "a"), (times.hijri_era, "j"),
        (times.frequencies, "f"),
    ):  # fmt: skip
        yield from _flat(forms, code, None)
    for relation, forms in times.relations_before.items():
        yield from _flat(forms, "P", relation)
    for relation, forms in times.relations_after.items():
        yield from _flat(forms, "R", relation)
    yield from _flat(times.both, "&", None)
    yield from _flat(times.of, "·", None)
    yield from _flat(times.vague, "v", None)


def _flat(forms: Sequence[str], code: str, value: Any) -> Iterator[tuple[str, str, Any]]:
    for form in forms:
        yield form, code, value


def _numbered(table: dict[str, list[str]], code: str) -> Iterator[tuple[str, str, Any]]:
    for number, forms in table.items():
        yield from _flat(forms, code, int(number))


def add_times(lexicon: Lexicon, times: TimesFile) -> None:
    """Make the names of months and weekdays known to the lexicon of the language, as senses of the family ``time``."""
    for table, name in ((times.months, "month"), (times.weekdays, "weekday")):
        for number, forms in table.items():
            lexicon.add_all([form.rstrip(".") for form in forms], Sense(FAMILY, name, value=float(number)))


def runs(
    tokens: Sequence[Token], matches: Sequence[Match], dates: dict[int, Node], grammar: TimeGrammar
) -> Iterator[list[Node]]:
    """The runs of nodes of a text that hold something of a time; ``dates`` are written in digits, by first token."""
    blocked = _blocked(matches)
    readings = grammar.readings
    run: list[Node] = []
    seeded = False
    index, count = 0, len(tokens)
    while index < count:
        token = tokens[index]
        if (token.kind == "word" and not readings[token.form]) or index in blocked:
            nodes: Sequence[Node] = ()
            index += 1
        else:
            nodes = _nodes_at(tokens, index, dates, grammar)
            index = nodes[-1].last if nodes else index + 1
        if nodes and nodes[0].code != NOT_A_TIME:
            run.extend(nodes)
            seeded = seeded or any(node.code in SEEDS for node in nodes)
        elif run:
            if seeded:
                yield run
            run, seeded = [], False
    if seeded:
        yield run


def _blocked(matches: Sequence[Match]) -> frozenset[int]:
    """Tokens inside names of several words, whose months and numbers are no times."""
    names = ("place", "organisation", "infrastructure", "person")
    inside: list[int] = []
    for match in matches:
        if match.last - match.first > 1 and any(sense.kind in names for sense in match.senses):
            inside.extend(range(match.first, match.last))
    return frozenset(inside)


def _nodes_at(tokens: Sequence[Token], index: int, dates: dict[int, Node], grammar: TimeGrammar) -> Sequence[Node]:
    token = tokens[index]
    if token.kind == "word":
        node = grammar.phrase(tokens, index)
        if node is None:
            return ()
        if len(node.code) > 1:
            return (Node(node.code[0], index, index, 2), node._replace(code=node.code[1]))
        if tokens[node.last - 1].form in grammar.dotted and _has_dot(tokens, node.last):
            node = node._replace(last=node.last + 1)
        if node.code in JOINED_CODES and "and" in node.roles:
            return (Node("&", index, index), node)
        return (node,)
    if token.kind == "mark":
        code = MARK_CODES.get(token.form)
        return (Node(code, index, index + 1),) if code else ()
    date = dates.get(index)
    return (date,) if date is not None else _number(tokens, index, grammar)


def _has_dot(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].form == "."


def _number(tokens: Sequence[Token], index: int, grammar: TimeGrammar) -> Sequence[Node]:
    """A number in digits with its ending, or nothing when it is a part of a larger or a fractional one."""
    if _is_fraction(tokens, index):
        return ()
    digits = tokens[index].form
    if len(digits) > 4:  # noqa: PLR2004 -- no year is longer
        return ()
    value = int(digits)
    last, roles = _ending(tokens, index, grammar)
    if last > index + 1 and value <= LAST_DAY:
        return (Node("o", index, last, value, roles),)
    if len(digits) == 4:  # noqa: PLR2004 -- a year is written in full
        year = FIRST_YEAR <= value <= LAST_YEAR
        return (Node("y" if year else "n", index, last, value, roles | _ended(last, index)),)
    code = "d" if 1 <= value <= LAST_DAY else "n"
    return (Node(code, index, last, value, roles | _ended(last, index)),)


def _ended(last: int, index: int) -> Roles:
    return frozenset({"ended"}) if last > index + 1 else NO_ROLES


def _ending(tokens: Sequence[Token], index: int, grammar: TimeGrammar) -> tuple[int, Roles]:
    """The token after a numeral's ending ("-го", "th", "-ші"), and the roles the ending marks."""
    here = index + 1
    if here < len(tokens) and tokens[here].kind == "mark" and tokens[here].form in JOINERS:
        here += 1
    if here < len(tokens) and tokens[here].kind == "word" and len(tokens[here].form) <= LONGEST_ENDING:
        roles = grammar.endings.get(tokens[here].form)
        touches = tokens[here].start - tokens[index].end <= here - index
        if roles is not None and touches:
            return here + 1, roles
    return index + 1, NO_ROLES


def _is_fraction(tokens: Sequence[Token], index: int) -> bool:
    return _joined(tokens, index, 1) or _joined(tokens, index, -1)


def _joined(tokens: Sequence[Token], index: int, step: int) -> bool:
    """Whether the digits go on across a decimal mark or a thousands space in the direction of ``step``."""
    near, far = index + step, index + 2 * step
    if not 0 <= near < len(tokens):
        return False
    beside = tokens[near]
    if beside.kind == "digits":
        left, right = (tokens[index], beside) if step > 0 else (beside, tokens[index])
        return right.start - left.end == 1 and len(right.form) == 3 and len(left.form) <= 3  # noqa: PLR2004
    if beside.form not in {".", ","} or not 0 <= far < len(tokens) or tokens[far].kind != "digits":
        return False
    return tokens[max(far, index)].start - tokens[min(far, index)].end == 1
