"""The states and places of the knowledge, and their names in every pack."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
import rtoml

from kelisim.knowledge.schema import Place, PlacesData, State, StatesData
from kelisim.languages.loader import PACKS, read_toml
from kelisim.languages.schema.gazetteer import CldrFile, PlacesFile, StatesFile
from kelisim.text.view import Profile, fold

DATA = PACKS.parents[1] / "knowledge" / "data"
OMITTED = Path(__file__).parents[2] / "scripts" / "cldr_omit.toml"
LANGUAGES = sorted(path.parent.name for path in PACKS.glob("*/places.toml"))
SCRIPTS = {"ar": "ARABIC", "en": "LATIN", "kk": "CYRILLIC", "ru": "CYRILLIC"}

CAPITALS_UNDER_NO_STATE = {"jerusalem"}
SHARED_STATE_FORMS: set[str] = set()
SHARED_PLACE_FORMS: set[str] = set()
SHARED_WITH_PLACES = {"ar": {"عمان"}}


@cache
def states() -> dict[str, State]:
    return {state.code: state for state in read_toml(DATA / "states.toml", StatesData).states}


@cache
def places() -> dict[str, Place]:
    return {place.id: place for place in read_toml(DATA / "places.toml", PlacesData).places}


@cache
def cldr(language: str) -> CldrFile:
    return read_toml(PACKS / language / "cldr.toml", CldrFile)


@cache
def state_words(language: str) -> StatesFile:
    return read_toml(PACKS / language / "states.toml", StatesFile)


@cache
def place_names(language: str) -> dict[str, list[str]]:
    return read_toml(PACKS / language / "places.toml", PlacesFile).places


def state_forms(language: str) -> Iterator[tuple[str, str]]:
    """Every form for a state with its code: CLDR's name and the pack's own words."""
    for code, name in cldr(language).territories.items():
        yield name, code
    for code, words in state_words(language).states.items():
        for form in (*words.names, *words.adjectives, *words.demonyms):
            yield form, code


def place_forms(language: str) -> Iterator[tuple[str, str]]:
    for place, names in place_names(language).items():
        for name in names:
            yield name, place


def as_matched(form: str) -> str:
    """A form as the lexicon holds it: folded words without the marks ``=`` and ``~``."""
    words = form.replace("-", " ").replace("–", " ").split()
    return " ".join(fold(word.strip("=~"), Profile()) for word in words)


def shared(forms: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    owners: dict[str, set[str]] = defaultdict(set)
    for form, owner in forms:
        owners[as_matched(form)].add(owner)
    return {form: ids for form, ids in owners.items() if len(ids) > 1}


def kilometres(one: Place, other: Place) -> float:
    """Distance on the sphere, by the haversine formula."""
    assert one.lat is not None
    assert one.lon is not None
    assert other.lat is not None
    assert other.lon is not None
    south, north = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((north - south) / 2) ** 2
    half += math.cos(south) * math.cos(north) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(half))


def test_every_iso_code_stands_once() -> None:
    listed = [state.code for state in read_toml(DATA / "states.toml", StatesData).states]
    assert listed == sorted(set(listed))
    assert len(listed) == 249  # officially assigned alpha-2 codes of ISO 3166-1
    assert all(re.fullmatch("[A-Z]{2}", code) for code in listed)
    assert sum(state.kind == "state" for state in states().values()) == 195  # members and observers of the UN


def test_every_state_has_a_capital_of_its_own() -> None:
    for state in states().values():
        if state.kind == "state":
            assert state.capital in places(), state.code
            capital = places()[state.capital]
            assert capital.kind == "city"
            assert capital.state == state.code or capital.id in CAPITALS_UNDER_NO_STATE


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_name_in_every_pack(language: str) -> None:
    named = {code for _, code in state_forms(language)}
    unnamed = set(states()) - named
    assert not [code for code in unnamed if states()[code].kind == "state"]
    assert unnamed <= set(rtoml.load(OMITTED).get(language, []))
    assert named <= set(states())


@pytest.mark.parametrize("language", LANGUAGES)
def test_states_left_out_of_cldr_are_named_by_hand(language: str) -> None:
    for code in rtoml.load(OMITTED).get(language, []):
        assert code not in cldr(language).territories
        assert states()[code].kind == "territory" or state_words(language).states[code].names


@pytest.mark.parametrize("language", LANGUAGES)
def test_states_of_the_region_have_adjectives_in_every_pack(language: str) -> None:
    for code in ("AE", "AF", "AM", "AZ", "BY", "CN", "EG", "GE", "IR", "JP", "KG", "KR", "KZ", "MN", "PK", "RU", "SA",
                 "TJ", "TM", "TR", "UA", "US", "UZ"):  # fmt: skip
        words = state_words(language).states[code]
        assert words.adjectives, code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_is_named_in_every_pack(language: str) -> None:
    assert set(place_names(language)) == set(places())
    assert all(place_names(language).values())


def test_places_are_sorted_and_stand_once() -> None:
    listed = [place.id for place in read_toml(DATA / "places.toml", PlacesData).places]
    assert len(set(listed)) == len(listed)
    assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", place) for place in listed)
    for kind in {place.kind for place in places().values()}:
        of_kind = [place.id for place in places().values() if place.kind == kind]
        assert of_kind == sorted(of_kind), kind


def test_places_have_a_known_state_or_none() -> None:
    assert {place.state for place in places().values() if place.state} <= set(states())


def test_coordinates_are_within_bounds_and_complete() -> None:
    for place in places().values():
        assert place.lat is not None, place.id
        assert place.lon is not None, place.id
        assert -90 <= place.lat <= 90
        assert -180 <= place.lon <= 180
        assert (place.lat, place.lon) == (round(place.lat, 2), round(place.lon, 2))


def test_former_names_end_at_a_date() -> None:
    former = [end for place in places().values() for end in place.former.values()]
    assert former
    assert all(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", end) for end in former)


@pytest.mark.parametrize(
    ("residence", "city"),
    [
        ("akorda", "astana"), ("kuksaroy", "tashkent"), ("durmen", "tashkent"), ("ala-archa", "bishkek"),
        ("qasr-i-millat", "dushanbe"), ("oguzkhan", "ashgabat"), ("bestepe", "ankara"), ("kremlin", "moscow"),
        ("great-hall-of-the-people", "beijing"), ("sadabad", "tehran"), ("al-ittihadiya", "cairo"),
        ("qasr-al-watan", "abu-dhabi"), ("elysee", "paris"), ("dolmabahce-palace", "istanbul"),
    ],
)  # fmt: skip
def test_a_residence_lies_next_to_its_city(residence: str, city: str) -> None:
    here = places()[residence]
    cities = [place for place in places().values() if place.kind == "city" and place.state == here.state]
    assert min(cities, key=lambda place: kilometres(here, place)).id == city


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_form_names_two_states(language: str) -> None:
    assert set(shared(state_forms(language))) == SHARED_STATE_FORMS


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_form_names_two_places(language: str) -> None:
    assert set(shared(place_forms(language))) == SHARED_PLACE_FORMS


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_place_bears_the_bare_name_of_its_own_state(language: str) -> None:
    """The name of another state may be a place's too (Amman and Oman in Arabic): the engine tells these apart."""
    of_states = {(as_matched(form), code) for form, code in state_forms(language)}
    of_places = {(as_matched(form), places()[place].state) for form, place in place_forms(language)}
    assert not of_states & of_places
    assert {form for form, _ in of_states} & {form for form, _ in of_places} == SHARED_WITH_PLACES.get(language, set())


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) & set(SCRIPTS)))
def test_forms_are_words_of_their_script(language: str) -> None:
    for form, owner in (*state_forms(language), *place_forms(language)):
        assert form == unicodedata.normalize("NFC", form).strip()
        assert "  " not in form
        letters = [letter for letter in form if letter.isalpha()]
        assert len(letters) > 1, (form, owner)
        assert all(unicodedata.name(letter).startswith(SCRIPTS[language]) for letter in letters), (form, owner)


@pytest.mark.parametrize("language", LANGUAGES)
def test_cldr_is_complete(language: str) -> None:
    file = cldr(language)
    assert list(file.months) == [str(month) for month in range(1, 13)]
    assert list(file.weekdays) == [str(day) for day in range(1, 8)]
    assert {"AED", "AZN", "CNY", "EUR", "GBP", "KGS", "KZT", "RUB", "SAR", "TRY", "USD", "UZS"} <= set(file.currencies)
    assert not {"XAU", "XXX"} & set(file.currencies)


@pytest.mark.parametrize(
    ("language", "form", "code"),
    [
        ("ar", "قازاقستان", "KZ"), ("ar", "كازاخستانيتان", "KZ"), ("ar", "الكازاخ", "KZ"), ("ar", "قيرقيزستان", "KG"),
        ("ar", "أوزبكيين", "UZ"), ("ar", "السعودية", "SA"), ("ar", "أميركا", "US"), ("ar", "كورية جنوبية", "KR"),
        ("ar", "عمان", "OM"), ("ar", "=للجزائر", "DZ"), ("ar", "صين", "CN"),
        ("kk", "Өзбекстан Республикасы", "UZ"), ("kk", "өзбекстандық", "UZ"), ("kk", "қырғыз", "KG"),
        ("kk", "ресейлік", "RU"), ("kk", "АҚШ", "US"), ("kk", "ҚХР", "CN"), ("kk", "БАӘ", "AE"),
        ("ru", "Казахстаном", "KZ"), ("ru", "узбекистанско", "UZ"), ("ru", "китайскому", "CN"),
        ("ru", "Объединённых Арабских Эмиратов", "AE"), ("ru", "Объединенных Арабских Эмиратов", "AE"),
        ("ru", "Саудовской Аравией", "SA"), ("ru", "турками", "TR"),
        ("en", "Kyrgyz Republic", "KG"), ("en", "Türkiye", "TR"), ("en", "Emirati", "AE"), ("en", "PRC", "CN"),
    ],
)  # fmt: skip
def test_a_state_has_its_usual_words(language: str, form: str, code: str) -> None:
    assert code in {owner for known, owner in state_forms(language) if as_matched(known) == as_matched(form)}


@pytest.mark.parametrize(
    ("language", "form", "place"),
    [
        ("ar", "تاشقند", "tashkent"), ("ar", "بشكيك", "bishkek"), ("ar", "خيوا", "khiva"), ("ar", "شوشة", "shusha"),
        ("ar", "الجزائر العاصمة", "algiers"), ("ar", "مدينة عمان", "amman"), ("ar", "=للقاهرة", "cairo"),
        ("kk", "Хиуа", "khiva"), ("kk", "Ашғабат", "ashgabat"), ("kk", "Самарқанд", "samarkand"),
        ("kk", "Қашқадария", "kashkadarya"), ("kk", "Ақорда", "akorda"), ("kk", "Каспий", "caspian-sea"),
        ("ru", "Ташкенте", "tashkent"), ("ru", "Алма-Атой", "almaty"),
        ("ru", "Туркестанской области", "turkistan-region"), ("ru", "Сырдарьинскую область", "syrdarya-region"),
        ("en", "Nur-Sultan", "astana"), ("en", "Kiev", "kyiv"), ("en", "Élysée", "elysee"),
    ],
)  # fmt: skip
def test_a_place_has_its_usual_names(language: str, form: str, place: str) -> None:
    assert form in place_names(language)[place]


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("ar", "مالي"), ("ar", "بنين"), ("ar", "مشهد"), ("ar", "كابل"), ("ar", "البندقية"), ("ar", "العقبة"),
        ("ar", "قمري"), ("ar", "ألبان"), ("kk", "Бұқара"), ("kk", "Анау"), ("kk", "тай"), ("kk", "Сана"),
        ("ru", "Того"), ("en", "Male"), ("en", "Nice"), ("en", "Mary"), ("en", "Jersey"),
    ],
)  # fmt: skip
def test_ordinary_words_are_no_names(language: str, word: str) -> None:
    forms = (*state_forms(language), *place_forms(language))
    assert fold(word, Profile()) not in {as_matched(form) for form, _ in forms if not form.startswith("=")}
