"""The office-holders of the knowledge: ids, terms, one holder at a time, and how many states are covered."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations, pairwise

import pytest

from kelisim.knowledge.loader import FOLDER, Knowledge, load_knowledge
from kelisim.knowledge.schema import Person, PersonsData, StatesData, Term
from kelisim.languages.loader import read_toml
from kelisim.model.vocabulary import Office
from kelisim.text.view import Profile, fold

DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SINGLE: tuple[Office, ...] = ("head_of_state", "head_of_government", "foreign_minister")
COVERED_STATES = 60
SCRIPTS = ("ARABIC", "CYRILLIC")
LATEST = "2026-11-24"


@cache
def persons() -> list[Person]:
    return read_toml(FOLDER / "persons.toml", PersonsData).persons


@cache
def knowledge() -> Knowledge:
    return load_knowledge()


def terms() -> Iterator[tuple[Person, Term]]:
    for person in persons():
        for term in person.terms:
            yield person, term


def states_with(office: Office) -> set[str]:
    return {term.state for _, term in terms() if term.office == office and term.state}


def letters(spelling: str) -> str:
    """The script of the first letter of a spelling."""
    first = next(letter for letter in spelling if letter.isalpha())
    return unicodedata.name(first).split()[0]


def begins_before_end(first: Term, second: Term) -> bool:
    """Whether a term surely begins before an earlier one ends: what both dates state decides, so one day may be shared."""
    if first.until is None:
        return True
    shared = min(len(first.until), len(second.since))
    return second.since[:shared] < first.until[:shared]


def test_ids_are_unique_slugs() -> None:
    counts = Counter(person.id for person in persons())
    assert [identity for identity, count in counts.items() if count > 1] == []
    assert [identity for identity in counts if not ID.fullmatch(identity)] == []


def test_every_person_has_a_term_and_a_surname_within_the_name() -> None:
    assert [person.id for person in persons() if not person.terms] == []
    assert [person.id for person in persons() if person.surname not in person.name] == []


def test_dates_are_well_formed_and_in_order() -> None:
    wrong = [
        (person.id, term)
        for person, term in terms()
        if not DATE.fullmatch(term.since) or (term.until is not None and not DATE.fullmatch(term.until))
    ]
    assert wrong == []
    shared = [(person.id, term, min(len(term.since), len(term.until))) for person, term in terms() if term.until]
    backward = [(who, term) for who, term, size in shared if (term.until or "")[:size] < term.since[:size]]
    assert backward == []
    assert [(person.id, term) for person, term in terms() if max(term.since, term.until or "") > LATEST] == []


def test_a_term_is_of_a_state_or_of_a_body() -> None:
    codes = {state.code for state in read_toml(FOLDER / "states.toml", StatesData).states}
    assert [(person.id, term) for person, term in terms() if (term.state is None) == (term.organisation is None)] == []
    assert {term.state for _, term in terms() if term.state} - codes == set()
    assert [person.id for person, term in terms() if term.office == "head_of_organisation" and term.state] == []


def test_one_holder_at_a_time() -> None:
    held: dict[tuple[str, Office], list[tuple[Term, str]]] = defaultdict(list)
    for person, term in terms():
        if term.state and term.office in SINGLE:
            held[term.state, term.office].append((term, person.id))
    clashes = []
    for key, holders in held.items():
        ordered = sorted(holders, key=lambda item: (item[0].since, item[0].until or "9"))
        clashes += [(key, one, two) for one, two in pairwise(ordered) if begins_before_end(one[0], two[0])]
    assert clashes == []


def test_overlap_is_found() -> None:
    first = Term(office="head_of_state", since="2015-01-01", until="2020-05-10", state="KZ")
    assert begins_before_end(first, Term(office="head_of_state", since="2020-05-09", state="KZ"))
    assert begins_before_end(first, Term(office="head_of_state", since="2019", state="KZ"))
    assert not begins_before_end(first, Term(office="head_of_state", since="2020-05-10", state="KZ"))
    assert not begins_before_end(first, Term(office="head_of_state", since="2020", state="KZ"))


def test_states_covered() -> None:
    presidential = {"AR", "BR", "CH", "CY", "ID", "IR", "KE", "MX", "NG", "OM", "PH", "TM", "US", "ZA"}
    governed = states_with("head_of_government") | presidential
    assert len(states_with("head_of_state") & governed & states_with("foreign_minister")) >= COVERED_STATES


def test_current_holders_are_open() -> None:
    """Every state of the core region has, today, a head of state and a foreign minister known."""
    core = [
        "KZ",
        "UZ",
        "KG",
        "TJ",
        "TM",
        "AZ",
        "TR",
        "MN",
        "RU",
        "CN",
        "IR",
        "AF",
        "PK",
        "SA",
        "AE",
        "QA",
        "EG",
        "AM",
        "GE",
    ]
    missing = [
        (state, office)
        for state in core
        for office in ("head_of_state", "foreign_minister")
        if knowledge().holder(state, office, LATEST) is None
    ]
    assert missing == []


def test_spellings_are_distinct_once_folded() -> None:
    """No person bears a spelling twice, and nobody lacks a spelling in a script that is not Latin."""
    twice = [
        (person.id, spelling)
        for person in persons()
        for spelling, count in Counter(person.spellings).items()
        if count > 1
    ]
    assert twice == []
    bare = [person.id for person in persons() if not {letters(s) for s in person.spellings} & set(SCRIPTS)]
    assert bare == []


def test_names_shared_by_holders_of_two_states_at_a_time() -> None:
    """A single word is borne by persons of different states only where their terms do not meet."""
    bearers: dict[str, list[Person]] = defaultdict(list)
    for person in persons():
        for spelling in {fold(spelling, Profile()) for spelling in person.spellings if " " not in spelling}:
            bearers[spelling].append(person)
    meeting = [
        (spelling, one.id, two.id)
        for spelling, known in bearers.items()
        for one, two in combinations(known, 2)
        if any(meet(first, second) for first in one.terms for second in two.terms)
    ]
    assert meeting == []


def meet(first: Term, second: Term) -> bool:
    """Whether two terms of different states share a time."""
    if first.state == second.state:
        return False
    earlier, later = sorted((first, second), key=lambda term: term.since)
    return begins_before_end(earlier, later)


@pytest.mark.parametrize(
    ("state", "office", "day", "identity"),
    [
        ("KZ", "head_of_state", "2019-03-21", "kassym-jomart-tokayev"),
        ("KZ", "head_of_state", "2018-05-01", "nursultan-nazarbayev"),
        ("MN", "head_of_state", "2024-10-01", "ukhnaagiin-khurelsukh"),
        ("MN", "head_of_government", "2023-01-15", "luvsannamsrain-oyun-erdene"),
        ("EG", "head_of_government", "2023-06-01", "mostafa-madbouly"),
        ("EG", "foreign_minister", "2021-02-02", "sameh-shoukry"),
        ("SY", "head_of_state", "2025-06-01", "ahmed-al-sharaa"),
        ("HU", "head_of_government", "2026-05-10", "peter-magyar"),
    ],
)
def test_holder_at_a_date(state: str, office: Office, day: str, identity: str) -> None:
    person = knowledge().holder(state, office, day)
    assert person is not None
    assert person.id == identity


@pytest.mark.parametrize(
    ("identity", "spelling"),
    [
        ("shavkat-mirziyoyev", "ميرضيائيف"),
        ("abdel-fattah-el-sisi", "السيسي"),
        ("ukhnaagiin-khurelsukh", "Ухнаагийн Хурэлсүх"),
        ("recep-tayyip-erdogan", "رجب طيب أردوغان"),
        ("mohammed-bin-salman", "محمد بن سلمان"),
        ("antonio-guterres", "Гутерриш"),
    ],
)
def test_spelling_known(identity: str, spelling: str) -> None:
    assert spelling in knowledge().persons[identity].spellings
