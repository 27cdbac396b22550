from __future__ import annotations

import pytest

from kelisim.extract.frame_data import load_frames
from kelisim.extract.scopes import Scope, read_scope
from kelisim.extract.tokens import tokenise
from kelisim.extract.tongue import load_tongue
from kelisim.languages.loader import pack_codes
from kelisim.languages.schema.scopes import SCOPE_WORDS
from kelisim.model import Claim
from kelisim.model.vocabulary import Indicator
from kelisim.text.view import normalise


def scope(language: str, quote: str, indicator: Indicator, parties: tuple[str, ...]) -> Scope:
    claim = Claim(
        document="a", kind="indicator", parties=parties, start=0, end=len(quote), quote=quote, language=language,
        indicator=indicator,
    )  # fmt: skip
    return read_scope(claim, load_tongue(language), load_frames())


@pytest.mark.parametrize(
    ("language", "quote", "giver"),
    [
        ("en", "Kazakhstan's exports to Uzbekistan reached $3 billion", "KZ"),
        ("en", "exports from Uzbekistan to Kazakhstan reached $1 billion", "UZ"),
        ("ru", "Экспорт Казахстана в Узбекистан составил 3 млрд долларов", "KZ"),
        ("ru", "Узбекистан экспортировал в Казахстан товаров на 1,5 млрд долларов", "UZ"),
        ("kk", "Қазақстаннан Өзбекстанға экспорт көлемі 3 млрд доллар болды", "KZ"),
        ("kk", "Қазақстанның Өзбекстанға экспорты 3 млрд доллар болды", "KZ"),
        ("ar", "بلغت صادرات كازاخستان إلى أوزبكستان 3 مليارات دولار", "KZ"),
        ("en", "exports reached $3 billion", None),
    ],
)
def test_exports_come_from_the_party_that_the_text_makes_their_source(
    language: str, quote: str, giver: str | None
) -> None:
    assert scope(language, quote, "exports", ("KZ", "UZ")).giver == giver


def test_imports_come_from_the_other_party() -> None:
    assert scope("en", "Uzbekistan imported goods worth $2bn from Kazakhstan", "imports", ("KZ", "UZ")).giver == "KZ"


def test_turnover_has_no_direction() -> None:
    assert scope("en", "trade of Kazakhstan with Uzbekistan", "trade_turnover", ("KZ", "UZ")).giver is None


@pytest.mark.parametrize(
    ("language", "quote", "part"),
    [
        ("en", "Trade in goods and services between Egypt and Türkiye reached $10 billion", "goods_and_services"),
        ("ru", "Объем торговли товарами и услугами между Египтом и Турцией составил 10 млрд", "goods_and_services"),
        ("ar", "بلغت التجارة غير النفطية بين مصر وتركيا 10 مليارات", "non_oil"),
        ("kk", "Темір жолмен 28 миллион тонна жүк тасылды", "rail"),
        ("en", "Agricultural trade between Egypt and Türkiye reached $1 billion", "agriculture"),
    ],
)
def test_what_narrows_a_figure_is_its_scope(language: str, quote: str, part: str) -> None:
    assert part in scope(language, quote, "trade_turnover", ("EG", "TR")).parts


def test_a_plain_figure_is_the_whole() -> None:
    assert not scope("en", "Trade between Egypt and Türkiye reached $8 billion", "trade_turnover", ("EG", "TR")).parts


@pytest.mark.parametrize("code", pack_codes())
def test_a_pack_has_words_for_every_scope_and_finds_them(code: str) -> None:
    tongue = load_tongue(code)
    assert set(tongue.pack.scopes.scopes) == set(SCOPE_WORDS)
    for name, phrases in tongue.pack.scopes.scopes.items():
        for phrase in phrases:
            found = tongue.scopes.match(tokenise(normalise(phrase, tongue.profile).form))
            assert any(sense.id == name for match in found for sense in match.senses), f"{phrase} is not found"
