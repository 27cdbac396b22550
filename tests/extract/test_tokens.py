from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kelisim.extract.tokens import tokenise


def test_words_digits_and_marks_are_told_apart() -> None:
    tokens = tokenise("o'zbek 1 200-ga, $5")
    assert [(token.form, token.kind) for token in tokens] == [
        ("o'zbek", "word"),
        ("1", "digits"),
        ("200", "digits"),
        ("-", "mark"),
        ("ga", "word"),
        (",", "mark"),
        ("$", "mark"),
        ("5", "digits"),
    ]


@given(st.text())
def test_every_visible_character_is_in_exactly_one_token(text: str) -> None:
    covered = [position for token in tokenise(text) for position in range(token.start, token.end)]
    assert len(covered) == len(set(covered))
    assert {position for position, character in enumerate(text) if not character.isspace()} <= set(covered)


@given(st.text())
def test_a_token_holds_the_text_at_its_place(text: str) -> None:
    assert all(text[token.start : token.end] == token.form for token in tokenise(text))
