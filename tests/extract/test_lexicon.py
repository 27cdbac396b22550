from __future__ import annotations

import pytest

from kelisim.extract.lexicon import Lexicon, Sense
from kelisim.extract.tokens import tokenise
from kelisim.languages.schema.affixes import AffixesFile, Slot
from kelisim.text.view import Folded, Profile

SENSE = Sense("concept", "THING")


def lexicon(*phrases: str) -> Lexicon:
    """A lexicon of a made-up language: prefix ``ka``, suffixes ``lar`` (plural) then ``ga`` (to); k softens to g."""
    affixes = AffixesFile(
        prefixes=[Slot("conjunction", {"ka": ["and"]})],
        suffixes=[
            Slot("number", {"lar": ["plural"], "i": ["possessed"]}),
            Slot("case", {"ga": ["to"], "dan": ["from"]}),
        ],
        alternations=[("k", "g")],
    )
    built = Lexicon(affixes, Folded(Profile()))
    for phrase in phrases:
        built.add(phrase, SENSE)
    return built


def found(built: Lexicon, text: str) -> list[tuple[int, int, set[str]]]:
    tokens = tokenise(text.casefold())
    return [(tokens[m.first].start, tokens[m.last - 1].end, set(m.roles)) for m in built.match(tokens)]


def test_a_word_is_found_with_every_chain_of_its_affixes() -> None:
    built = lexicon("temir")
    assert found(built, "temir") == [(0, 5, set())]
    assert found(built, "temirlarga") == [(0, 10, {"plural", "to"})]
    assert found(built, "katemirdan") == [(0, 10, {"and", "from"})]


def test_a_phrase_added_after_a_search_is_found_too() -> None:
    built = lexicon("temir jol")
    assert found(built, "temir jol") == [(0, 9, set())]
    built.add("temir qala", SENSE)
    assert found(built, "temir qala temir jol") == [(0, 10, set()), (11, 20, set())]


def test_suffixes_in_the_wrong_order_or_unknown_are_no_match() -> None:
    built = lexicon("temir")
    assert found(built, "temirgalar") == []
    assert found(built, "temirxyz") == []
    assert found(built, "atemir") == []


def test_a_stem_that_changes_its_last_letter_before_a_suffix_is_found() -> None:
    built = lexicon("beruk")
    assert found(built, "berugi") == [(0, 6, {"possessed"})]
    assert found(built, "berug") == []


def test_short_and_marked_words_stand_only_as_they_are() -> None:
    built = lexicon("su", "=alma", "ot~")
    assert found(built, "su") == [(0, 2, set())]
    assert found(built, "suga") == []
    assert found(built, "almaga") == []
    assert found(built, "otga") == [(0, 4, {"to"})]


def test_the_longest_phrase_wins_and_its_ends_give_the_roles() -> None:
    built = lexicon("temir")
    built.add("temir yol", Sense("concept", "RAILWAY"))
    matches = built.match(tokenise("katemirlar yolga temir"))
    assert [(m.first, m.last, m.senses[0].id) for m in matches] == [(0, 2, "RAILWAY"), (2, 3, "THING")]
    assert matches[0].before == {"and"}
    assert matches[0].after == {"to"}


def test_hyphens_and_quotes_may_stand_inside_a_phrase_but_nothing_else() -> None:
    built = lexicon("bosh vazir")
    assert len(built.match(tokenise("bosh-vazir"))) == 1
    assert len(built.match(tokenise("bosh «vazir»"))) == 1
    assert built.match(tokenise("bosh, vazir")) == []


def test_one_form_may_have_several_senses() -> None:
    built = lexicon("may")
    built.add("may", Sense("month", "5", value=5))
    (match,) = built.match(tokenise("may"))
    assert {sense.kind for sense in match.senses} == {"concept", "month"}


@pytest.mark.parametrize("text", ["", "  ", "!?", "123"])
def test_text_without_words_has_no_matches(text: str) -> None:
    assert lexicon("temir").match(tokenise(text)) == []
