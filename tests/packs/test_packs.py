"""Every pack, found by listing the folder, holds to the schema and gives what its examples say."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from kelisim.extract.tongue import load_tongue
from kelisim.languages.loader import inventory, load_examples, load_pack, pack_codes
from kelisim.model import Claim, Document, as_dict
from kelisim.model.vocabulary import SECTORS
from kelisim.pipeline import claims_of

LEAST_RIGHT = 0.8
"""Share of a pack's examples that must be met; the rest are known shortfalls, printed by the benchmark."""

CODES = pack_codes()


def claims(code: str, text: str, published: str | None) -> list[Claim]:
    return claims_of(Document(id="example", text=text, language=code, published=published))


def is_met(wanted: dict[str, Any], found: list[dict[str, Any]]) -> bool:
    """Whether one claim found has all the fields wanted."""
    return any(all(_same(claim.get(field), value) for field, value in wanted.items()) for claim in found)


def _same(found: Any, wanted: Any) -> bool:
    if isinstance(wanted, list) and isinstance(found, list) and wanted and isinstance(wanted[0], str):
        return sorted(found) == sorted(wanted)
    if isinstance(wanted, (int, float)) and isinstance(found, (int, float)):
        return abs(found - wanted) <= 1e-9 * max(abs(found), abs(wanted))
    if isinstance(wanted, dict) and isinstance(found, dict):
        return all(_same(found.get(name), value) for name, value in wanted.items())
    return bool(found == wanted)


@pytest.mark.parametrize("code", CODES)
def test_a_pack_loads_and_calls_itself_by_its_folder(code: str) -> None:
    assert load_pack(code).code == code


@pytest.mark.parametrize("code", CODES)
def test_a_pack_has_words_for_every_concept_and_sector(code: str) -> None:
    concepts = load_pack(code).concepts
    assert set(inventory()) <= set(concepts.concepts)
    assert set(SECTORS) <= set(concepts.sectors)


@pytest.mark.parametrize("code", CODES)
def test_every_form_of_a_concept_is_found_by_the_lexicon(code: str) -> None:
    from kelisim.extract.tokens import tokenise
    from kelisim.text.view import normalise

    tongue = load_tongue(code)
    lost = []
    for concept, forms in tongue.pack.concepts.concepts.items():
        phrases = forms if isinstance(forms, list) else [phrase for group in forms.values() for phrase in group]
        for phrase in phrases:
            written = phrase.replace("=", "").replace("~", "")
            view = normalise(written, tongue.profile)
            matches = tongue.lexicon.match(tokenise(view.form))
            if not any(sense.id == concept for match in matches for sense in match.senses):
                lost.append((concept, phrase))
    assert len(lost) <= 0.02 * sum(map(len, tongue.pack.concepts.concepts.values())), lost[:20]


@pytest.mark.parametrize("code", CODES)
def test_the_examples_that_give_claims_give_them(code: str) -> None:
    examples = load_examples(code).gives
    missed = []
    for example in examples:
        found = [as_dict(claim) for claim in claims(code, example.text, example.published)]
        missed += [(example.text, wanted) for wanted in example.claims if not is_met(wanted, found)]
    wanted_in_all = sum(len(example.claims) for example in examples)
    assert len(examples) >= 100
    assert len(missed) <= (1 - LEAST_RIGHT) * wanted_in_all, missed[:5]


@pytest.mark.parametrize("code", CODES)
def test_the_examples_that_give_none_give_none(code: str) -> None:
    examples = load_examples(code).nothing
    wrong = [example.text for example in examples if claims(code, example.text, example.published)]
    assert len(examples) >= 50
    assert len(wrong) <= (1 - LEAST_RIGHT) * len(examples), wrong[:5]


@pytest.mark.parametrize("code", CODES)
def test_every_claim_quotes_the_text_it_stands_in(code: str) -> None:
    for example in load_examples(code).gives:
        for claim in claims(code, example.text, example.published):
            assert example.text[claim.start : claim.end] == claim.quote
            assert msgspec.convert(msgspec.to_builtins(claim), Claim) == claim
