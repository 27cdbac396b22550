"""Words, digits and punctuation of the normalised view."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

TokenKind = Literal["word", "digits", "mark"]

_TOKEN = re.compile(r"(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)|(?P<digits>\d+)|(?P<mark>[^\w\s]|_)")


class Token(NamedTuple):
    """One token; ``start`` and ``end`` are offsets into the normalised view."""

    start: int
    end: int
    form: str
    kind: str


def tokenise(form: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of ``form[start:end]`` in order; white space is left out, every other character is in one token."""
    found = []
    for match in _TOKEN.finditer(form, start, len(form) if end is None else end):
        found.append(Token(match.start(), match.end(), match.group(), match.lastgroup or "mark"))
    return found
