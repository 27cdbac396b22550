"""From the order in which glyphs stand on paper to the order in which they are read.

The reverse of the Unicode bidirectional algorithm (UAX 9) for one line without embeddings: numbers and words written from
left to right keep their order within a line that is read from right to left, and the other way round.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

RIGHT_TO_LEFT = ("R", "AL")
NUMBERS = ("EN", "AN")

LONGEST_RUN = 8
"""Brackets and quotation marks that stand together at most."""

_OPENING = "([{«‹"
_MIRRORED = dict(zip("()[]{}«»‹›", ")(][}{»«›‹", strict=True))
_CLOSING_MARKS = ".,;:!?…،؛؟"
_EITHER = "".join(_MIRRORED) + "\"'"


def kind_of(text: str) -> str:
    """The bidirectional class of a glyph: that of its first character."""
    return unicodedata.bidirectional(text[0])


def share_from_right(texts: Sequence[str]) -> float | None:
    """The share of letters that are written from right to left; ``None`` where there are no letters."""
    kinds = [kind_of(text) for text in texts]
    from_right = sum(kind in RIGHT_TO_LEFT for kind in kinds)
    letters = from_right + kinds.count("L")
    return from_right / letters if letters else None


def logical(visual: Sequence[str], *, from_right: bool) -> list[int]:
    """The places of ``visual``, glyphs from left to right, in the order of reading."""
    kinds = [kind_of(text) for text in visual]
    runs = _words(kinds, ("L", "EN"), "L") if from_right else _words(kinds, (*RIGHT_TO_LEFT, *NUMBERS), "R")
    if from_right:
        runs = _merged(runs, _numbers(kinds))
        return [place for start, end in reversed(_filled(runs, len(kinds))) for place in range(start, end)]
    order: list[int] = []
    for start, end in _filled(runs, len(kinds)):
        if end - start == 1:
            order.append(start)
        else:
            order += [start + place for place in logical(visual[start:end], from_right=True)]
    return order


def unmirrored(text: str) -> str:
    """A paragraph read from right to left with its brackets the right way round.

    Some programs write into a PDF which bracket is drawn, others which is meant, and nothing in the file tells them apart;
    but what opens stands before a word, and what closes behind one, and what is open is closed next.
    """
    letters, opened = list(text), dict.fromkeys(_OPENING, 0)
    for place, letter in enumerate(text):
        if letter not in _MIRRORED:
            continue
        opening = min(letter, _MIRRORED[letter], key=lambda one: one not in _OPENING)
        opens = _opens(text[:place], text[place + 1 :], is_open=opened[opening] > 0)
        opened[opening] += 1 if opens else -1
        letters[place] = opening if opens else _MIRRORED[opening]
    return "".join(letters)


def _opens(before: str, after: str, *, is_open: bool) -> bool:
    """Whether a bracket between two texts opens; ``is_open`` whether one of its kind is open."""
    last, following = before[-LONGEST_RUN:].rstrip(_EITHER)[-1:], after[:LONGEST_RUN].lstrip(_EITHER)[:1]
    free_before, free_after = not last.strip(), not following.strip() or following in _CLOSING_MARKS
    return not is_open if free_before == free_after else free_before


def _words(kinds: Sequence[str], within: tuple[str, ...], strong: str) -> list[tuple[int, int]]:
    """Runs against the direction of the line: from one of ``within`` to the last, with what has no direction between."""
    wanted = RIGHT_TO_LEFT if strong == "R" else ("L",)
    against = ("L",) if strong == "R" else (*RIGHT_TO_LEFT, "AN")
    runs, start, last, found = [], None, 0, False
    for place, kind in enumerate((*kinds, against[0])):
        if kind in within:
            start = place if start is None else start
            last, found = place, found or kind in wanted
        elif kind in against:
            if start is not None and found:
                runs.append((start, last + 1))
            start, found = None, False
    return runs


def _numbers(kinds: Sequence[str]) -> list[tuple[int, int]]:
    """Numbers with the separators inside them, which stand from left to right in every line."""
    runs, start = [], None
    padded = (*kinds, "ON", "ON")
    for place, kind in enumerate(padded[:-1]):
        separates = kind == "CS" and start is not None and padded[place - 1] in NUMBERS and padded[place + 1] in NUMBERS
        inside = kind in NUMBERS or separates
        if inside and start is None:
            start = place
        elif not inside and start is not None:
            runs.append((start, place))
            start = None
    return runs


def _merged(words: list[tuple[int, int]], numbers: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """All runs in order, without the numbers inside words."""
    alone = [run for run in numbers if not any(start <= run[0] < end for start, end in words)]
    return sorted((*words, *alone))


def _filled(runs: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """The runs with each glyph outside of them as a run of its own."""
    filled, place = [], 0
    for start, end in (*runs, (length, length)):
        filled += [(single, single + 1) for single in range(place, start)]
        if end > start:
            filled.append((start, end))
        place = end
    return filled
