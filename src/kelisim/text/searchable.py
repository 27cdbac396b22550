"""The form in which texts are searched: normalised without regard to their language, words apart by one space."""

from __future__ import annotations

import re

from kelisim.text.view import Profile, View, normalise

_DOTLESS = str.maketrans("ı", "i")
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def search_view(text: str, letters: str = "") -> View:
    """The view in which a text is searched; ``letters`` is the alphabet of its language, to repair look-alikes.

    Its form does not depend on how the language cases i: İ, I, ı and i are one letter.
    """
    view = normalise(text, Profile(letters=letters))
    return view.with_form(view.form.translate(_DOTLESS))


def search_form(text: str, letters: str = "") -> str:
    """The words of a text as they are searched, with one space before, between and after them."""
    return f" {_BETWEEN_WORDS.sub(' ', search_view(text, letters).form).strip()} "
