"""The wordings of page furniture: how they are written in data, and how a line is compared with them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from kelisim.tables import read_toml
from kelisim.text.view import Profile, fold

SHARED = Path(__file__).parent / "data" / "furniture.toml"

LONGEST_OPENED = 70
"""A line that begins with a wording without a mark is furniture up to this length: longer ones are prose."""

LONGEST_LABELLED = 300
"""The same for a wording with a colon: captions and lists of tags run longer."""

LONGEST_NOTICE = 600
LONGEST_CONTAINING = 170
"""The same for a wording that may stand anywhere: disclaimers and consent notices are whole paragraphs."""

NOTICES = frozenset({"consent", "copyright"})

_DECORATION = re.compile(r"^[^\w«“\"#©]+")
_COUNT = re.compile(r"^\d[\d\s.,]*")
_TRAIL = re.compile(r"[\s:：.,!…→»›>▶▼\-–—()\d]+$")
_SENTENCE_END = re.compile(r"[.۔。](?:[»”\")\]]*)$")


class Furniture(Struct, frozen=True, forbid_unknown_fields=True, cache_hash=True):
    """The wordings of a language by what they announce.

    A plain wording opens a short line ("Поделиться"). ``"wording:"`` opens one and has a colon after it. ``"=wording"``
    is the whole line. ``"…wording"`` may stand anywhere in a line, ``"wording…"`` at its end. A wording of ``related``
    that is a whole line heads a block of other headlines; one with text behind it is a line of its own.
    """

    share: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    caption: tuple[str, ...] = ()
    consent: tuple[str, ...] = ()
    copyright: tuple[str, ...] = ()
    subscribe: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    navigation: tuple[str, ...] = ()
    advert: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()


class Wordings(NamedTuple):
    """Compiled wordings; every table leads from a folded wording to its reason."""

    whole: dict[str, str]
    related: frozenset[str]
    networks: frozenset[str]
    opened: re.Pattern[str] | None
    labelled: re.Pattern[str] | None
    anywhere: re.Pattern[str] | None
    closing: re.Pattern[str] | None
    reasons: dict[str, str]


class Found(NamedTuple):
    """What a wording says of a line; ``heads`` when it heads a block of related headlines."""

    reason: str
    heads: bool = False


def find_wording(line: str, wordings: Wordings) -> Found | None:
    """The wording that makes a normalised line furniture, if there is one."""
    if len(line) > LONGEST_NOTICE:
        return None
    bare = _DECORATION.sub("", line)
    core = _TRAIL.sub("", _COUNT.sub("", bare))
    if core in wordings.related:
        return Found("related", heads=True)
    if core in wordings.whole:
        return Found(wordings.whole[core])
    return _opened(bare, wordings) or _labelled(bare, wordings) or _anywhere(line, wordings)


def _opened(line: str, wordings: Wordings) -> Found | None:
    if wordings.opened is None or len(line) > LONGEST_OPENED or _SENTENCE_END.search(line):
        return None
    match = wordings.opened.match(line)
    return Found(wordings.reasons[match.group(1)]) if match else None


def _labelled(line: str, wordings: Wordings) -> Found | None:
    if wordings.labelled is None or len(line) > LONGEST_LABELLED:
        return None
    match = wordings.labelled.match(line)
    return Found(wordings.reasons[match.group(1)]) if match else None


def _anywhere(line: str, wordings: Wordings) -> Found | None:
    short = len(line) <= LONGEST_CONTAINING
    match = wordings.anywhere.search(line) if wordings.anywhere else None
    if match is None and short and wordings.closing is not None:
        match = wordings.closing.search(line)
    if match is None:
        return None
    reason = wordings.reasons[match.group(1)]
    return Found(reason) if short or reason in NOTICES else None


@cache
def compile_wordings(own: Furniture, profile: Profile) -> Wordings:
    """The wordings of a language together with those that pages of all languages share."""
    tables: dict[str, dict[str, str]] = {"=": {}, ":": {}, "…": {}, "$": {}, "": {}}
    related: set[str] = set()
    networks: set[str] = set()
    for words in (_shared(), own):
        for reason in words.__struct_fields__:
            for written in getattr(words, reason):
                _sort_in(written, reason, profile, tables, related, networks)
    reasons = {
        wording: reason
        for table in (tables[""], tables[":"], tables["…"], tables["$"])
        for wording, reason in table.items()
    }
    return Wordings(
        whole=tables["="],
        related=frozenset(related),
        networks=frozenset(networks),
        opened=_pattern(tables[""], "", r"(?!\w)"),
        labelled=_pattern(tables[":"], "", r"\s*(?:\([^()]*\)\s*)?[:：/|–—-]"),
        anywhere=_pattern(tables["…"], r"(?<!\w)", r"(?!\w)"),
        closing=_pattern(tables["$"], r"(?<!\w)", r"\W*$"),
        reasons=reasons,
    )


def _sort_in(
    written: str,
    reason: str,
    profile: Profile,
    tables: dict[str, dict[str, str]],
    related: set[str],
    networks: set[str],
) -> None:
    mark = written[0] if written[0] in "=…" else {"…": "$", ":": ":"}.get(written[-1], "")
    bare = written[1:] if mark in ("=", "…") else written[:-1] if mark else written
    wording = fold(bare.strip(), profile)
    if reason == "networks":
        networks.add(wording)
        return
    if reason == "related" and mark != "…":
        related.add(wording)
        tables[":"][wording] = reason
        return
    tables[mark].setdefault(wording, reason)
    if mark in ("", ":"):
        tables["="].setdefault(wording, reason)


def _pattern(table: dict[str, str], before: str, after: str) -> re.Pattern[str] | None:
    if not table:
        return None
    longest_first = sorted(table, key=lambda wording: (-len(wording), wording))
    return re.compile(f"{before}({'|'.join(map(re.escape, longest_first))}){after}")


@cache
def _shared() -> Furniture:
    return read_toml(SHARED, Furniture)
