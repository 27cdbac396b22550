"""Searching texts: what was asked as terms, and where a document holds them.

A term is found at the beginning of a word, behind the prefixes that the packs know, whatever follows it: endings need
not be listed. A name is found by all the names of what it stands for, in any script; a name that nothing known bears, by
its sound in the names that claims give.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from msgspec import Struct

from kelisim.analysis.named import other_names, plain
from kelisim.analysis.wording import sentence
from kelisim.errors import ConfigError
from kelisim.knowledge.name_keys import is_same, key
from kelisim.languages.loader import letters_of, load_affixes, pack_codes
from kelisim.ledger.terms import Term, names_of, skeletons
from kelisim.model import Claim, Document, Entry
from kelisim.text.searchable import search_form, search_view

TRIGRAM = 3
"""Letters of the shortest string that the index finds; a shorter word is found with the spaces around it."""

LONGEST_INDEXED = 16
"""Letters of a form that the index is asked for: more tell no more texts apart, and each costs a list of them."""

LONGEST_NAME = 5
"""Words of the longest name that is looked for in a question."""

SHORTEST_ALTERNATED = 4
"""Letters of the shortest word whose last letter may change before an ending."""

CONTEXT = 60
"""Characters shown on each side of what was found."""


MOST_SNIPPETS = 5


class Asked(Struct, frozen=True):
    """One term of a question: the words as asked, all forms in which they may stand, whether they are a known name."""

    words: str
    forms: tuple[str, ...]
    named: bool


class Snippet(Struct, frozen=True):
    """Where something was found: ``document.text[start:end] == text``, and what stands around it."""

    start: int
    end: int
    text: str
    before: str
    after: str


class Fact(Struct, frozen=True):
    """An entry that a found passage carries."""

    entry: str
    kind: str
    parties: tuple[str, ...]
    what: str


class Found(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A document that holds all that was asked, with the places, and the entries whose claims stand there."""

    document: str
    language: str | None = None
    published: str | None = None
    url: str | None = None
    title: str | None = None
    snippets: tuple[Snippet, ...]
    entries: tuple[Fact, ...] = ()


def read_question(words: str) -> list[Asked]:
    """The terms of a question: the longest runs of words that are known names, and the other words one by one.

    Raises :class:`~kelisim.errors.ConfigError` when there is no word.
    """
    asked: list[Asked] = []
    rest = plain(words).split()
    if not rest:
        raise ConfigError("there is no word to search for; give one, such as a name")
    while rest:
        length, names = _longest_name(rest)
        run, rest = " ".join(rest[:length]), rest[length:]
        asked.append(Asked(run, _fewest({run, *names}), named=bool(names)))
    return asked


def _longest_name(words: Sequence[str]) -> tuple[int, frozenset[str]]:
    for length in range(min(LONGEST_NAME, len(words)), 0, -1):
        if names := other_names(" ".join(words[:length])):
            return length, names
    return 1, frozenset()


def _fewest(forms: Iterable[str]) -> tuple[str, ...]:
    """The forms without those that begin with another one, and so are found with it; short ones find only themselves."""
    kept: list[str] = []
    for form in sorted(forms):
        if not any(len(other) >= TRIGRAM and form.startswith(other) for other in kept):
            kept.append(form)
    return tuple(kept)


def to_term(asked: Asked) -> Term:
    """What the index is asked for."""
    forms = sorted({_in_index(form) for form in asked.forms}, key=len)
    return Term(_containing_none(forms), () if asked.named else tuple(dict.fromkeys(skeletons(asked.words))))


def _containing_none(forms: Sequence[str]) -> tuple[str, ...]:
    """The forms, the shortest first, without those that hold another one: wherever they stand, that stands too."""
    kept: list[str] = []
    for form in forms:
        if not any(other in form for other in kept):
            kept.append(form)
    return tuple(kept)


def _in_index(form: str) -> str:
    """A form as letters that the index can find: a short word with its spaces, others without a last letter that changes."""
    if _is_whole(form):
        return f" {form.strip()} "
    if len(form) > LONGEST_INDEXED:
        return form[:LONGEST_INDEXED]
    return form[:-1] if len(form) >= SHORTEST_ALTERNATED and form[-1] in _alternations() else form


def find(document: Document, claims: Sequence[Claim], asked: Sequence[Asked]) -> list[tuple[int, int]] | None:
    """The spans of the stored text that hold what was asked, the first of every term first; ``None`` when one is missing."""
    view = search_view(document.text, letters_of(document.language))
    firsts: list[tuple[int, int]] = []
    others: list[tuple[int, int]] = []
    for term in asked:
        spans = [view.to_stored(*match.span(1)) for match in _pattern(term.forms).finditer(view.form)]
        spans = spans or list(_sounding(claims, term))
        if not spans:
            return None
        firsts.append(spans[0])
        others += spans[1:]
    return list(dict.fromkeys([*firsts, *others]))


def _sounding(claims: Iterable[Claim], term: Asked) -> Iterator[tuple[int, int]]:
    """The spans of claims that name somebody or something that sounds like a term."""
    if term.named:
        return
    for claim in claims:
        words = (word for name in names_of(claim) for word in search_form(name).split())
        if any(key(word) == key(term.words) and is_same(word, term.words) for word in words):
            yield claim.start, claim.end


@cache
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the forms with its ending as group 1, at the beginning of a word or behind prefixes; short ones whole."""
    choices = "|".join(map(_expression, sorted(forms, key=len, reverse=True)))
    return re.compile(rf"(?<![^\W_]){_prefixes()}((?:{choices})[^\W_]*)")


def _is_whole(form: str) -> bool:
    """Whether a form stands as a whole word only: it is short, or takes no endings."""
    return len(form) < TRIGRAM or form.startswith(" ")


def _expression(form: str) -> str:
    words = r"[\W_]+".join(re.escape(word) for word in form.split())
    if _is_whole(form):
        return rf"{words}(?![^\W_])"
    changes = _alternations().get(form[-1], "") if len(form) >= SHORTEST_ALTERNATED else ""
    return f"{words[:-1]}[{form[-1]}{changes}]" if changes else words


@cache
def _alternations() -> dict[str, str]:
    """Last letters that change before an ending in some language, with what they become."""
    changes: dict[str, str] = {}
    for code in pack_codes():
        for written, instead in load_affixes(code).alternations:
            last, other = plain(written), plain(instead)
            if len(last) == len(other) == 1:
                changes[last] = changes.get(last, "") + other
    return changes


@cache
def _prefixes() -> str:
    """The chains of prefixes that the packs know, as an expression that may match nothing."""
    chains = []
    for code in pack_codes():
        slots = [sorted(map(plain, slot.forms), key=len, reverse=True) for slot in load_affixes(code).prefixes]
        if slots:
            chains.append("".join(f"(?:{'|'.join(map(re.escape, forms))})?" for forms in slots))
    return f"(?:{'|'.join(chains)})" if chains else ""


def found(document: Document, spans: Sequence[tuple[int, int]], entries: Iterable[Entry]) -> Found:
    """A document with what was found in it, :data:`MOST_SNIPPETS` of it at most."""
    return Found(
        document=document.id,
        language=document.language,
        published=document.published,
        url=document.url,
        title=document.title,
        snippets=tuple(_snippet(document.text, start, end) for start, end in spans[:MOST_SNIPPETS]),
        entries=tuple(Fact(entry.id, entry.kind, entry.parties, sentence(entry)) for entry in entries),
    )


def _snippet(text: str, start: int, end: int) -> Snippet:
    first, last = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    before, after = text[first:start], text[end:last]
    if first > 0 and " " in before:
        before = before[before.index(" ") + 1 :]
    if last < len(text) and " " in after:
        after = after[: after.rindex(" ")]
    return Snippet(start, end, text[start:end], before, after)


def carried(
    claims: Mapping[str, Claim], spans: Sequence[tuple[int, int]], *, kind: str | None, parties: AbstractSet[str]
) -> dict[str, Claim]:
    """The claims, by name, of a kind and about all of ``parties``, whose evidence holds some of what was found."""
    return {
        name: claim
        for name, claim in claims.items()
        if (kind is None or claim.kind == kind)
        and parties <= set(claim.parties)
        and any(start < claim.end and claim.start < end for start, end in spans)
    }
