from __future__ import annotations

import random

import msgspec

from kelisim.model import Claim
from kelisim.resolve.actors import Actor, actors_of
from kelisim.resolve.entries import state


def meeting(document: str, name: str, office: str, state_code: str = "KZ", date: str | None = None) -> Claim:
    person = {"name": name, "state": state_code, "office": office}
    fields = {"document": document, "kind": "meeting", "parties": ["KZ", "UZ"], "start": 0, "end": 1, "quote": "x"}
    return msgspec.convert(fields | {"language": "kk", "participants": [person], "date": date}, Claim, strict=False)


def actors(*claims: Claim) -> list[Actor]:
    return actors_of(state(claim, "2025-03-01") for claim in claims)


def test_one_person_in_several_scripts_is_one_actor() -> None:
    (found,) = actors(
        meeting("a", "Serik Zhumangarin", "minister"),
        meeting("b", "Серик Жумангарин", "minister"),
        meeting("c", "Serik Zhumangarin", "deputy_head_of_government"),
    )
    assert (found.name, len(found.claims)) == ("Serik Zhumangarin", 3)
    assert found.spellings == ("Serik Zhumangarin", "Серик Жумангарин")


def test_the_offices_come_in_the_order_of_time() -> None:
    (found,) = actors(
        meeting("a", "Murat Nurtleu", "foreign_minister", date="2024-05-02"),
        meeting("b", "Murat Nurtleu", "deputy_head_of_government", date="2023-01-10"),
        meeting("c", "Murat Nurtleu", "foreign_minister", date="2025-02-19"),
    )
    assert [(item.office, item.first, item.last) for item in found.offices] == [
        ("deputy_head_of_government", "2023-01-10", "2023-01-10"),
        ("foreign_minister", "2024-05-02", "2025-02-19"),
    ]


def test_namesakes_of_two_states_and_persons_of_other_names_are_apart() -> None:
    found = actors(
        meeting("a", "Ali Asadov", "head_of_government", "AZ"),
        meeting("b", "Ali Asadov", "minister", "UZ"),
        meeting("c", "Ilham Aliyev", "head_of_state", "AZ"),
    )
    assert [(actor.state, actor.name) for actor in found] == [
        ("AZ", "Ali Asadov"),
        ("AZ", "Ilham Aliyev"),
        ("UZ", "Ali Asadov"),
    ]


def test_actors_do_not_depend_on_the_order_of_the_claims() -> None:
    names = ["Serik Zhumangarin", "Серик Жумангарин", "Serik Jumangarin", "Olzhas Bektenov", "Олжас Бектенов"]
    claims = [meeting(f"d{index}", names[index % len(names)], "minister") for index in range(12)]
    expected = actors(*claims)
    random.Random(3).shuffle(claims)
    assert actors(*claims) == expected
