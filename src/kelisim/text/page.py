"""A text as a page: the normalised view, the article's lines among the furniture, and its sentences."""

from __future__ import annotations

from typing import NamedTuple

from kelisim.text.furniture import Line, read_lines
from kelisim.text.sentences import Abbreviations, split
from kelisim.text.view import Profile, View, normalise
from kelisim.text.wordings import Furniture, compile_wordings


class Sentence(NamedTuple):
    """A sentence of the article or its headline: offsets into ``View.form`` and the index of its line."""

    start: int
    end: int
    paragraph: int


class Page(NamedTuple):
    """Everything the text room knows of a text. All offsets are half-open, into ``view.form``.

    ``lines`` are the lines that are not blank, ``title`` the headline's span (it is a sentence too, in a line with
    ``is_title``), ``body`` the spans of the article's lines, ``sentences`` those of headline and body in order.
    """

    view: View
    lines: tuple[Line, ...]
    title: tuple[int, int] | None
    body: tuple[tuple[int, int], ...]
    sentences: tuple[Sentence, ...]


def read(text: str, profile: Profile, furniture: Furniture, abbreviations: Abbreviations) -> Page:
    """The page that a stored text is, for the language whose profile, wordings and abbreviations are given."""
    view = normalise(text, profile)
    layout = read_lines(view, compile_wordings(furniture, profile))
    sentences = []
    for index, line in enumerate(layout.lines):
        if not line.is_furniture:
            for start, end in split(view.cased[line.start : line.end], abbreviations):
                sentences.append(Sentence(line.start + start, line.start + end, index))
    return Page(view, layout.lines, layout.title, layout.body, tuple(sentences))
