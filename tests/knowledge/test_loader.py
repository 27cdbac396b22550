from __future__ import annotations

from pathlib import Path

import pytest

from kelisim.errors import PackError
from kelisim.knowledge.loader import Knowledge, covers, is_dated, load_knowledge
from kelisim.knowledge.schema import Person, Term
from kelisim.knowledge.spellings import english

HEAD = 'source = "made up for this test"\nlicence = "Apache-2.0"\n'
FILES = {
    "states": """
states = [
  { code = "KZ", name = "Kazakhstan", capital = "astana" },
  { code = "UZ", name = "Uzbekistan", capital = "tashkent" },
]
""",
    "places": """
[[places]]
id = "astana"
name = "Astana"
state = "KZ"
kind = "city"
[[places]]
id = "samarkand"
name = "Samarkand"
state = "UZ"
kind = "city"
""",
    "organisations": """
organisations = [{ id = "sco", name = "Shanghai Cooperation Organisation", kind = "body", party = "SCO" }]
""",
    "infrastructure": """
[[infrastructure]]
id = "northern-line"
name = "Northern Line"
kind = "railway"
states = ["KZ", "UZ"]
sectors = ["transport"]
points = [[51.1, 71.4], [41.3, 69.2]]
""",
    "persons": """
[[persons]]
id = "arman-first"
name = "Arman Firstov"
surname = "Firstov"
spellings = ["Фирстов", "Арман Фирстов", "فيرستوف"]
terms = [
  { office = "minister", state = "KZ", since = "2015-03", until = "2018-05-10" },
  { office = "head_of_state", state = "KZ", since = "2018-05-10", until = "2022-06-01" },
]
[[persons]]
id = "botir-second"
name = "Botir Second"
surname = "Second"
terms = [{ office = "head_of_state", state = "KZ", since = "2022-06-01" }]
""",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / f"{name}.toml").write_text(HEAD + text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def known(folder: Path) -> Knowledge:
    return load_knowledge(folder)


def test_facts_are_found_by_id(known: Knowledge) -> None:
    assert known.state("KZ").name == "Kazakhstan"
    assert known.place("samarkand").state == "UZ"
    assert known.organisation("sco").party == "SCO"
    assert known.infrastructure("northern-line").kind == "railway"
    assert known.person("arman-first").surname == "Firstov"


def test_an_unknown_id_is_named_with_those_near_it(known: Knowledge) -> None:
    with pytest.raises(PackError, match="no place 'astanaa'; nearest are astana"):
        known.place("astanaa")


def test_capitals_are_known_both_ways(known: Knowledge) -> None:
    capital = known.capital("KZ")
    assert capital is not None
    assert known.state_of_capital(capital.id) == "KZ"
    assert known.capital("UZ") is None
    assert known.state_of_capital("samarkand") is None


@pytest.mark.parametrize(
    ("published", "holder"),
    [
        ("2019-01-05", "arman-first"),
        ("2022-06-01", "botir-second"),
        ("2025", "botir-second"),
        (None, "botir-second"),
        ("XXXX-02-19", "botir-second"),
        ("2010", None),
    ],
)
def test_an_office_has_its_holder_at_a_date(known: Knowledge, published: str | None, holder: str | None) -> None:
    person = known.holder("KZ", "head_of_state", published)
    assert (person.id if person else None) == holder


def test_nobody_holds_an_office_that_is_not_known(known: Knowledge) -> None:
    assert known.holder("UZ", "speaker", "2024") is None


def test_a_person_has_the_office_held_at_the_date_else_the_one_named_else_the_last(known: Knowledge) -> None:
    person = known.person("arman-first")
    assert office(known.term(person, "2016")) == "minister"
    assert office(known.term(person, "2020-10")) == "head_of_state"
    assert office(known.term(person, None)) == "head_of_state"
    assert office(known.term(person, None, office="minister")) == "minister"
    assert office(known.term(person, "2024", "KZ")) == "head_of_state"


def office(term: Term | None) -> str | None:
    return term.office if term else None


@pytest.mark.parametrize("surname", ["Firstov", "Фирстов", "فيرستوف"])
def test_namesakes_are_found_in_every_script(known: Knowledge, surname: str) -> None:
    assert [person.id for person in known.namesakes(surname)] == ["arman-first"]


def test_full_names_are_no_surnames(known: Knowledge) -> None:
    assert known.surnames(known.person("arman-first")) == ("Firstov", "Фирстов", "فيرستوف")


def test_names_of_parties_are_states_and_bodies(known: Knowledge) -> None:
    names = known.party_names()
    assert names["UZ"] == "Uzbekistan"
    assert names["SCO"] == "Shanghai Cooperation Organisation"


def test_the_tables_cannot_be_changed(known: Knowledge) -> None:
    with pytest.raises(TypeError):
        known.persons["new"] = Person("new", "New", "New", [])  # type: ignore[index]


def test_a_missing_file_and_a_broken_one_are_named(folder: Path) -> None:
    broken = folder / "broken"
    broken.mkdir()
    with pytest.raises(PackError, match=r"states\.toml is missing"):
        load_knowledge(broken)
    for name, text in FILES.items():
        (broken / f"{name}.toml").write_text(HEAD + text, encoding="utf-8")
    (broken / "places.toml").write_text(HEAD + "colour = 1\nplaces = []\n", encoding="utf-8")
    with pytest.raises(PackError, match=r"places\.toml cannot be read.*colour"):
        load_knowledge(broken)


@pytest.mark.parametrize(
    ("since", "until", "date", "inside"),
    [
        ("2020-05-10", None, "2020-05", True),
        ("2020-05-10", None, "2020-05-09", False),
        ("2019", "2021-03", "2021-03-31", True),
        ("2019", "2021-03", "2021-04", False),
        ("2019", "2021", "2021", True),
    ],
)
def test_dates_of_different_precision_agree_in_what_they_share(
    since: str,
    until: str | None,
    date: str,
    inside: bool,  # noqa: FBT001 -- a case
) -> None:
    assert covers(Term("minister", since, until, "KZ"), date) is inside


def test_a_date_without_a_year_is_none() -> None:
    assert is_dated("2024-05")
    assert not is_dated("XXXX-05-01")
    assert not is_dated(None)


def test_the_shipped_knowledge_holds_together() -> None:
    known = load_knowledge()
    for person in known.persons.values():
        assert person.terms, person.id
        for term in person.terms:
            assert term.state is None or term.state in known.states, person.id
            assert term.until is None or term.since[:4] <= term.until[:4], person.id


@pytest.mark.parametrize(
    ("written", "spelled"),
    [
        ("Нұрлан Сапаров", "Nurlan Saparov"),
        ("Евгений Ли", "Yevgeny Li"),
        ("Ерлан Қаратаев", "Yerlan Karatayev"),
        ("Анна-Мария Вебер", "Anna-Maria Veber"),
        ("سليموف", "Salimov"),
        ("John Smith", "John Smith"),
        ("", ""),
    ],
)
def test_names_outside_the_knowledge_are_spelled_in_english(written: str, spelled: str) -> None:
    assert english(written) == spelled
