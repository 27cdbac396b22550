"""The organisations and infrastructure of the knowledge, and their names in every pack."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from typing import get_args, get_type_hints

import pytest

from kelisim.extract.lexicon import JOINERS, Lexicon, Sense
from kelisim.extract.tokens import tokenise
from kelisim.knowledge.schema import (
    Infrastructure,
    InfrastructureData,
    Organisation,
    OrganisationsData,
    PlacesData,
    StatesData,
)
from kelisim.languages.loader import PACKS, read_toml
from kelisim.languages.schema.affixes import AffixesFile
from kelisim.languages.schema.gazetteer import BodiesFile, InfrastructureFile
from kelisim.model.vocabulary import SECTORS
from kelisim.text.view import Folded, Profile, fold

DATA = PACKS.parents[1] / "knowledge" / "data"
LANGUAGES = ("ar", "en", "kk", "ru")
GROUPS = ("organisations", "infrastructure")
PARTIES = {
    "EU", "SCO", "OTS", "EAEU", "CIS", "GCC", "ASEAN", "ADB", "EBRD", "WB", "AIIB", "UN", "CSTO", "MERCOSUR", "BRICS",
    "OIC", "ECO", "AU",
}  # fmt: skip
IDENTITY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


@cache
def organisations() -> list[Organisation]:
    return read_toml(DATA / "organisations.toml", OrganisationsData).organisations


@cache
def works() -> list[Infrastructure]:
    return read_toml(DATA / "infrastructure.toml", InfrastructureData).infrastructure


@cache
def codes() -> set[str]:
    return {state.code for state in read_toml(DATA / "states.toml", StatesData).states}


def identities(group: str) -> list[str]:
    return [item.id for item in (organisations() if group == "organisations" else works())]


@cache
def names(group: str, language: str) -> dict[str, list[str]]:
    if group == "organisations":
        return read_toml(PACKS / language / "bodies.toml", BodiesFile).organisations
    return read_toml(PACKS / language / "infrastructure.toml", InfrastructureFile).infrastructure


def folded(name: str) -> str:
    """A name as the lexicon reads it."""
    words = name.replace("-", " ").replace("–", " ").split()
    return " ".join(fold(word.strip("=~"), Profile()) for word in words)


def lexicon(group: str, language: str) -> Lexicon:
    """The names of a group, matched without affixes."""
    filled = Lexicon(AffixesFile(), Folded(Profile()))
    for identity, forms in names(group, language).items():
        filled.add_all(forms, Sense(group, identity))
    return filled


def found(filled: Lexicon, text: str) -> list[str]:
    matches = filled.match(tokenise(fold(text, Profile())))
    return [sense.id for match in matches for sense in match.senses]


def test_there_are_enough_of_both() -> None:
    assert len(works()) >= 85
    assert len(organisations()) >= 70


@pytest.mark.parametrize("group", GROUPS)
def test_ids_are_unique_and_plain(group: str) -> None:
    repeated = [identity for identity, count in Counter(identities(group)).items() if count > 1]
    assert repeated == []
    assert [identity for identity in identities(group) if not IDENTITY.fullmatch(identity)] == []


def test_english_names_of_things_are_unique() -> None:
    known = [item.name for item in organisations()] + [item.name for item in works()]
    assert [name for name, count in Counter(known).items() if count > 1] == []


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pack_names_every_known_thing_and_no_other(group: str, language: str) -> None:
    assert set(names(group, language)) == set(identities(group))
    assert [identity for identity, forms in names(group, language).items() if not forms] == []


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_means_two_things(group: str, language: str) -> None:
    meanings = defaultdict(set)
    for identity, forms in names(group, language).items():
        for form in forms:
            meanings[folded(form)].add(identity)
    assert {form: owners for form, owners in meanings.items() if len(owners) > 1} == {}


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_is_cut_as_the_tokeniser_cuts_it(group: str, language: str) -> None:
    filled = lexicon(group, language)
    missed = [
        form
        for identity, forms in names(group, language).items()
        for form in forms
        if identity not in found(filled, form.replace("=", "").replace("~", ""))
    ]
    assert missed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_infrastructure_are_long_enough(language: str) -> None:
    short = [form for forms in names("infrastructure", language).values() for form in forms if len(folded(form)) < 3]
    assert short == []


def test_states_and_members_are_known() -> None:
    assert {code for item in works() for code in item.states} <= codes()
    assert {code for item in organisations() for code in item.members} <= codes()
    assert [item.id for item in works() if item.states != sorted(set(item.states)) or not item.states] == []


def test_sectors_are_of_the_vocabulary() -> None:
    assert {sector for item in works() for sector in item.sectors} <= set(SECTORS)
    assert [item.id for item in works() if not item.sectors] == []


def test_points_lie_on_the_globe() -> None:
    for item in works():
        assert item.points, item.id
        for lat, lon in item.points:
            assert -90 <= lat <= 90, item.id
            assert -180 <= lon <= 180, item.id


def test_points_lie_near_a_place_of_their_states() -> None:
    """Every line and point begins within 10 degrees of a known place of one of its states: no swapped coordinates."""
    places = read_toml(DATA / "places.toml", PlacesData).places
    far = []
    for item in works():
        lat, lon = item.points[0]
        near = [
            place
            for place in places
            if place.state in item.states
            and place.lat is not None
            and place.lon is not None
            and abs(place.lat - lat) < 10
            and abs(place.lon - lon) < 10
        ]
        if not near:
            far.append(item.id)
    assert far == []


def test_parties_are_the_acronyms_in_use() -> None:
    assert {item.party for item in organisations() if item.party} == PARTIES


def test_the_last_of_a_party_is_the_party_itself() -> None:
    last = {item.party: item.id for item in organisations() if item.party}
    assert {party: identity for party, identity in last.items() if identity != party.lower()} == {}


def test_dates_of_foundation_are_dates() -> None:
    assert [item.id for item in organisations() if item.since and not DATE.fullmatch(item.since)] == []


def test_every_kind_of_organisation_is_there() -> None:
    kinds = get_args(get_type_hints(Organisation)["kind"])
    assert set(kinds) == {item.kind for item in organisations()}


@pytest.mark.parametrize(
    ("group", "language", "text", "identity"),
    [
        ("organisations", "en", "a loan of the Asian Development Bank for the road", "adb"),
        ("organisations", "en", "leaders of the G20 will gather", "g20"),
        ("organisations", "ru", "на полях саммита ШОС в Самарканде", "sco"),
        ("organisations", "ru", "в рамках Содружества Независимых Государств", "cis"),
        ("organisations", "kk", "Түркі мемлекеттері ұйымы құрылды", "ots"),
        ("organisations", "ar", "وقع البنك الإسلامي للتنمية مذكرة", "isdb"),
        ("infrastructure", "en", "trains on the Baku - Tbilisi - Kars railway", "baku-tbilisi-kars"),
        ("infrastructure", "ru", "поезда по железной дороге «Хаф — Герат»", "khaf-herat"),
        ("infrastructure", "kk", "«Дарбаза — Мақтаарал» теміржолы салынады", "darbaza-maktaaral"),
        ("infrastructure", "kk", "Қамбар-Ата-1 жобасы", "kambarata-1"),
        ("infrastructure", "ar", "محطة كامباراتا-1 الكهرومائية", "kambarata-1"),
        ("infrastructure", "ar", "عبر طريق الحرير الرقمي", "digital-silk-road"),
    ],
)
def test_names_are_found_in_running_text(group: str, language: str, text: str, identity: str) -> None:
    assert identity in found(lexicon(group, language), text)


def test_marks_between_words_are_skipped() -> None:
    filled = lexicon("infrastructure", "en")
    assert "-" in JOINERS
    assert found(filled, "Baku–Tbilisi–Ceyhan") == found(filled, "Baku - Tbilisi - Ceyhan") == ["baku-tbilisi-ceyhan"]
