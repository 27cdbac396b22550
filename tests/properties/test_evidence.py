"""Evidence or nothing: whatever the text, every claim and mention holds the characters it points at."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kelisim.errors import TextError
from kelisim.interface import annotate, extract
from kelisim.languages.loader import load_examples, pack_codes

MARKS = [
    "\u0640",
    "\u200c",
    "\u200f",
    "\u064b",
    "\u0301",
    "\ufeff",
    "\u00ad",
    "\x00",
    "\n",
    " ",
    "«",
    "»",
    "(",
    "…",
    "•",
    "1 200",
    "$4,4",
    "62%",
    "19",
]


def words(code: str) -> list[str]:
    return sorted({word for example in load_examples(code).gives for word in example.text.split()})


def texts(code: str) -> st.SearchStrategy[str]:
    """Sentences of the pack's examples with their words shuffled and marks thrown in."""
    pieces = st.one_of(st.sampled_from(words(code)), st.sampled_from(MARKS))
    sentences = st.sampled_from([example.text for example in load_examples(code).gives])
    mixed = st.lists(st.one_of(pieces, sentences), min_size=1, max_size=30).map(" ".join)
    return mixed.filter(lambda text: bool(text.replace("\x00", "").strip()))


@pytest.mark.parametrize("code", pack_codes())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_every_claim_and_mention_quotes_its_text(code: str, data: st.DataObject) -> None:
    text = data.draw(texts(code))
    stored = text.replace("\x00", "\ufffd")
    for claim in extract(text, language=code, published="2025-02-19"):
        assert stored[claim.start : claim.end] == claim.quote
        assert claim.quote.strip()
        assert claim.parties == tuple(sorted(set(claim.parties)))
        assert 0 < claim.confidence <= 1
    for mention in annotate(text, language=code):
        assert stored[mention.start : mention.end] == mention.text


@pytest.mark.parametrize("code", pack_codes())
@settings(max_examples=40, deadline=None)
@given(text=st.text(min_size=1))
def test_any_text_at_all_is_read_without_a_fault(code: str, text: str) -> None:
    with contextlib.suppress(TextError):  # blank, or no text at all
        assert all(claim.quote for claim in extract(text, language=code))
