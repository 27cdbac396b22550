"""Bytes to text: byte order marks, declared encodings, UTF-8, and what older pages are kept in."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

from kelisim.errors import TextError
from kelisim.tables import read_toml

ENCODINGS = Path(__file__).parent / "data" / "encodings.toml"

SAMPLE = 65_536
"""Bytes that a guess of the encoding looks at."""

JUDGED = 6_000
"""Bytes by which one of the encodings of one byte is chosen: some pages of print."""

PLAUSIBLE = 0.4
"""Least plausibility of a guess; ours, set between right guesses (above 0.55) and wrong ones (below 0.3)."""

DECLARED_GAIN = 0.08
"""How much more plausible another encoding must be than the declared one; ours: the right reading of a paragraph leads by
0.2 and more over wrong ones, by 0.09 where two encodings differ in few letters (KZ-1048 and windows-1251)."""

UNLISTED = 0.4
"""What a declared encoding counts for whose letters are not listed."""

MOST_BROKEN = 0.05
"""Share of broken among the foreign letters with which a text is still UTF-8; in other encodings nearly all are broken."""

CAPITAL_COSTS = 0.05

MOSTLY_ASCII = 0.9
"""A text with a larger share of ASCII is readable whatever the rest is, and is taken for the last encoding listed."""

WIDE_SHARE = 0.7
"""Least share of every second byte that is one of few, for UTF-16 without a mark; ours, prose has 0.8."""

LATIN = "abcdefghijklmnopqrstuvwxyzéèàçışğ"

HIGHEST_CONTROL_SHARE = 0.02
"""More control characters than this and it is no text."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks, the longer before its own beginning."""

BINARY_SIGNS = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"\x28\xb5\x2f\xfd": "a zstd archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\x7fELF": "a program",
    b"SQLite format 3": "an SQLite database",
}

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_UNHOLDABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_CASED = [chr(code) for code in range(0x600)]
"""All letters with two cases of the encodings of one byte."""

_SMALL = "".join(letter for letter in _CASED if letter.islower())
_CAPITAL = "".join(letter for letter in _CASED if letter.isupper())
_CAPITAL_WITHIN = re.compile(f"[{_SMALL}](?=[{_CAPITAL}])")
_TWO_SCRIPTS = re.compile("[A-Za-z][^\x00-\x7f\\W\\d_]|[^\x00-\x7f\\W\\d_][A-Za-z]")
_REPLACEMENT = "\ufffd"


class Encoding(Struct, frozen=True, forbid_unknown_fields=True):
    """An encoding and the letters that texts in it are mostly made of."""

    name: str
    common: str


def decode(content: bytes, *declared: str | None, sample: bytes | None = None) -> str:
    """The text in ``content``.

    A byte order mark decides first, then UTF-8 and UTF-16 without a mark, which no other text passes for. Then the first
    of the ``declared`` encodings counts, unless another makes much more plausible text: a wrong declaration is common and
    never final. At last the encoding whose letters are the most plausible is taken. ``sample`` are bytes of the content to
    judge by where not all of it is prose. Raises :class:`~kelisim.errors.TextError` for what is no text.
    """
    for mark, name in MARKS:
        if content.startswith(mark):
            return _strict(content[len(mark) :], name)
    for sign, what in BINARY_SIGNS.items():
        if content.startswith(sign):
            raise TextError(f"the content is {what}, not text; extract its text first")
    stated = [name for name in map(_known, declared) if name]
    for text in _evident(content, stated):
        if text is not None and not _is_binary(text):
            return text
    if _decoded(content, "utf-8") is not None or b"\x00" in content:
        raise TextError("the content is binary, not text; only text can be read here")
    return _of_many_bytes(content, stated) or _of_one_byte(content, stated, (sample or content)[:JUDGED])


def _evident(content: bytes, stated: Sequence[str]) -> Iterator[str | None]:
    """The readings that no other text passes for by chance, the surest first."""
    yield _shifted(content, stated)
    yield _decoded(content, "utf-8")
    yield _wide(content)
    yield _nearly_utf_8(content)


def clean(text: str) -> tuple[str, int]:
    """``text`` with each character that no text can hold replaced by U+FFFD, so that offsets stay, and how many.

    These are control characters other than tab, line and page breaks, lone surrogates and noncharacters.
    """
    return _UNHOLDABLE.subn(_REPLACEMENT, text)


def _strict(content: bytes, name: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError as error:
        raise TextError(
            f"the content says it is {name.upper()} but byte {error.start} is not; save it as UTF-8"
        ) from error


def _decoded(content: bytes, name: str) -> str | None:
    try:
        return content.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


@cache
def _known(declared: str | None) -> str | None:
    """The codec that a declaration means, by the names that the web uses (WHATWG Encoding); ``None`` for no text codec."""
    name = (declared or "").strip().strip("\"'").lower()
    try:
        codec = codecs.lookup(_aliases().get(name, name))
    except (LookupError, ValueError):
        return None
    is_encoding = codec._is_text_encoding and codec.name not in _file().refused  # noqa: SLF001 -- no public way to ask
    return codec.name if is_encoding else None


def _shifted(content: bytes, stated: Sequence[str]) -> str | None:
    """The text of a declared encoding that writes all letters in ASCII between escapes (ISO 2022)."""
    if b"\x1b" not in content:
        return None
    return next((_decoded(content, name) for name in stated if name.startswith("iso2022")), None)


def _nearly_utf_8(content: bytes) -> str | None:
    """UTF-8 with a few broken bytes, as a careless cut in the middle of a letter leaves them."""
    text = content.decode("utf-8", errors="replace")
    foreign = len(text) - len(text.encode("ascii", errors="ignore"))
    broken = text.count(_REPLACEMENT)
    return text if broken <= MOST_BROKEN * foreign else None


def _of_many_bytes(content: bytes, stated: Sequence[str]) -> str | None:
    """The text of a declared encoding with several bytes a letter, which fits no other text by chance."""
    names = [name for name in stated if name in _many_bytes()]
    return next((text for text in (_decoded(content, name) for name in names) if text), None)


def _of_one_byte(content: bytes, stated: Sequence[str], sample: bytes) -> str:
    """The text by the declared encoding, or by another whose letters are much more plausible."""
    candidates = {_known(encoding.name): _plausibility(sample, encoding) for encoding in _encodings()}
    best = max(candidates, key=lambda name: candidates[name])
    for name in (name for name in stated if not name.startswith("utf")):
        trusted = candidates.get(name, UNLISTED) + DECLARED_GAIN
        if _decoded(content, name) is not None and (trusted >= candidates[best] or candidates[best] < PLAUSIBLE):
            return content.decode(name)
    if candidates[best] < PLAUSIBLE:
        if sum(byte < 0x80 for byte in sample) <= MOSTLY_ASCII * len(sample):  # noqa: PLR2004
            raise TextError("the encoding of the content cannot be told; save it as UTF-8")
        best = _known(_encodings()[-1].name)
    return content.decode(best or "utf-8", errors="replace")


def _wide(content: bytes) -> str | None:
    """UTF-16 without a byte order mark: every second byte is nearly always the same."""
    sample = content[:SAMPLE]
    if len(content) % 2 or len(sample) < 4:  # noqa: PLR2004 -- two letters
        return None
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        blocks = sum(high.count(block) for block in (0x00, 0x04, 0x06))
        if blocks >= WIDE_SHARE * len(high):
            text = _decoded(content, name)
            if text is not None and not _is_binary(text):
                return text
    return None


def _is_binary(text: str) -> bool:
    controls = len(_CONTROLS.findall(text[:SAMPLE]))
    return controls > HIGHEST_CONTROL_SHARE * min(len(text), SAMPLE) and controls > 1


def _plausibility(sample: bytes, encoding: Encoding) -> float:
    """How common the letters are the decoded text is made of, up to 1; mixed words and cases count against."""
    text = sample.decode(encoding.name, errors="replace")
    foreign = [letter for letter in text if letter > "\x7f" and not letter.isspace()]
    if not foreign:
        return 0.0
    weights = _weights(encoding)
    common = sum(weights.get(letter, 0.0) for letter in foreign)
    return (common - _oddities(text, encoding) - text.count(_REPLACEMENT)) / len(foreign)


def _oddities(text: str, encoding: Encoding) -> int:
    """Capitals right after small letters, and words of two scripts: the marks of a text read in a wrong encoding."""
    odd = len(_CAPITAL_WITHIN.findall(text))
    latin = encoding.common[0].casefold() in LATIN
    return odd if latin else odd + len(_TWO_SCRIPTS.findall(text))


@cache
def _weights(encoding: Encoding) -> dict[str, float]:
    """1 for the most common letter down to 0 for the last; a capital weighs less than its small letter."""
    weights = {}
    for rank, letter in enumerate(encoding.common):
        weight = 1 - rank / len(encoding.common)
        weights[letter.upper()] = weight - CAPITAL_COSTS
        weights[letter] = weight
    return weights


class _Encodings(Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of ``encodings.toml``."""

    refused: tuple[str, ...]
    many_bytes: tuple[str, ...]
    aliases: dict[str, str]
    encoding: tuple[Encoding, ...]


@cache
def _file() -> _Encodings:
    return read_toml(ENCODINGS, _Encodings)


def _aliases() -> dict[str, str]:
    return _file().aliases


@cache
def _many_bytes() -> frozenset[str | None]:
    return frozenset(map(_known, _file().many_bytes))


def _encodings() -> tuple[Encoding, ...]:
    return _file().encoding
