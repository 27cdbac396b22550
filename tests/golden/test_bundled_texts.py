"""The bundled texts give exactly the claims that were read and approved by eye (``claims.jsonl``)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import kelisim
from kelisim.model import Raw, as_dict
from kelisim.pipeline import Read, read_one
from kelisim.sources.reading import Reader

HERE = Path(__file__).parent
EXAMPLES = Path(kelisim.__file__).parent / "examples" / "documents.jsonl"
LEFT_OUT = ("language", "origin", "confidence")


def approved() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for line in (HERE / "claims.jsonl").read_text(encoding="utf-8").splitlines():
        claim = json.loads(line)
        found.setdefault(claim["document"], []).append(claim)
    return found


RAWS = [item for item in Reader().read([EXAMPLES]) if isinstance(item, Raw)]
APPROVED = approved()


@pytest.mark.parametrize("raw", RAWS, ids=lambda raw: raw.id)
def test_a_bundled_text_gives_the_approved_claims(raw: Raw) -> None:
    read = read_one(raw)
    assert isinstance(read, Read)
    claims = [{name: value for name, value in as_dict(claim).items() if name not in LEFT_OUT} for claim in read.claims]
    assert claims == APPROVED.get(raw.id, [])


def test_there_are_texts_enough_in_both_languages_with_noise_and_an_unrelated_page() -> None:
    assert len(RAWS) >= 12
    assert sum(raw.id.startswith("ar-") for raw in RAWS) >= 5
    assert sum(raw.id.startswith("kk-") for raw in RAWS) >= 5
    assert any(raw.id not in APPROVED for raw in RAWS)
