"""A paper as its reader hands it over, and the documents that come of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec
from msgspec import Struct

from kelisim.model import Raw, Skipped
from kelisim.sources.content import Content, raw_of

LONGEST_TITLE = 300
"""Characters of a title; what is longer is a paragraph."""

TITLE_WORDS = 0.6
"""Least share of a stated title's words that the beginning of the text has, for it to be believed; templates have others."""

BEGINNING = 3_000
"""Characters at the beginning of the text among which the words of its title are looked for."""

MOST_ACCENTED = 0.5
"""Largest share of accented letters among those of a Latin text; Vietnamese, which has the most, stays below 0.35."""

CONTENT_TYPES = "[Content_Types].xml"
"""The member that makes an archive an office document (ECMA-376, part 2)."""

_UNHOLDABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u200b\u0640]")
_BLANKS = re.compile(r"\s+")
_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


class Paper(Struct, frozen=True, kw_only=True):
    """The text of a paper, one paragraph a line, and what the file says of itself.

    ``created`` is an ISO 8601 day; ``gaps`` are parts that could not be read, each as a name and a sentence.
    """

    text: str
    title: str | None = None
    created: str | None = None
    gaps: tuple[tuple[str, str], ...] = ()


def tidy(text: str) -> str:
    """One line of ``text`` without characters that no text can hold or that only lengthen words; blanks single, tabs kept."""
    cells = (_BLANKS.sub(" ", cell).strip() for cell in _UNHOLDABLE.sub("", text).split("\t"))
    return "\t".join(cells).strip()


def believed_title(stated: str, text: str) -> str | None:
    """The title that a file states of itself, if its text begins with most of the words; templates and programs state others."""
    stated = tidy(stated.replace("\t", " "))
    words = {word.casefold() for word in _WORD.findall(stated)}
    beginning = {word.casefold() for word in _WORD.findall(text[:BEGINNING])}
    if not words or len(stated) > LONGEST_TITLE or len(words & beginning) < TITLE_WORDS * len(words):
        return None
    return stated


def documents_of(paper: Paper, content: Content, kind: str) -> Iterator[Raw | Skipped]:
    """The document that a paper is, with what is known of it, and its parts that could not be read.

    ``kind`` names the form of the paper where its date is said to rest on that.
    """
    raw = raw_of(content, _as_meant(paper.text))
    if raw.published is None and paper.created and _is_believable(paper.created, paper.text, raw.retrieved):
        dating = f"the {kind}'s own creation date, in a year that the text names"
        raw = msgspec.structs.replace(raw, published=paper.created, dating=dating)
    yield msgspec.structs.replace(raw, title=raw.title or paper.title)
    for part, reason in paper.gaps:
        yield Skipped(f"{content.name}, {part}", reason)


def _as_meant(text: str) -> str | bytes:
    """The text, or its bytes where an old font calls its letters by those of another alphabet, for their encoding to be found.

    Such a paper is made of accented Latin letters nearly all through, as no language is.
    """
    letters = [letter for letter in text if letter.isalpha()]
    accented = sum("\xc0" <= letter <= "\xff" for letter in letters)
    if accented <= MOST_ACCENTED * len(letters):
        return text
    try:
        return text.encode("cp1252")
    except UnicodeEncodeError:
        return text


def _is_believable(created: str, text: str, retrieved: str | None) -> bool:
    """Whether a file was made when its text was published: the text names the year, and the day is not yet to come.

    A file that is made again years later, from an archive or at a download, has a year that its text does not know.
    """
    years = {str(int(year)) for year in _YEAR.findall(text)}
    return created[:4] in years and created <= (retrieved or datetime.now(UTC).date().isoformat())
