"""Bytes to text: byte order marks, declared encodings, UTF-8, and what older pages are kept in."""

from __future__ import annotations

import codecs
import itertools
import re
from functools import cache
from pathlib import Path

import msgspec
import rtoml
from msgspec import Struct

from kelisim.errors import TextError

ENCODINGS = Path(__file__).parent / "data" / "encodings.toml"

SAMPLE = 65_536
"""Bytes that a guess of the encoding looks at."""

PLAUSIBLE = 0.4
"""Least plausibility of a guess; ours, set between right guesses (above 0.55) and wrong ones (below 0.3)."""

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
_TWO_SCRIPTS = re.compile("[A-Za-z][^\x00-\x7f\\W\\d_]|[^\x00-\x7f\\W\\d_][A-Za-z]")
_REPLACEMENT = "\ufffd"


class Encoding(Struct, frozen=True, forbid_unknown_fields=True):
    """An encoding and the letters that texts in it are mostly made of."""

    name: str
    common: str


def decode(content: bytes, declared: str | None = None) -> str:
    """The text in ``content``.

    A byte order mark decides first, then the ``declared`` encoding if it fits, then UTF-8, UTF-16 without a mark, and
    at last the encoding whose letters are the most plausible. Raises :class:`~kelisim.errors.TextError` for what is
    no text.
    """
    for mark, name in MARKS:
        if content.startswith(mark):
            return _strict(content[len(mark) :], name)
    for sign, what in BINARY_SIGNS.items():
        if content.startswith(sign):
            raise TextError(f"the content is {what}, not text; extract its text first")
    plain = _decoded(content, "utf-8")
    stated = _decoded(content, declared) if declared else None  # a wrong declaration is common and never final
    for text in (stated, plain, _wide(content)):
        if text is not None and not _is_binary(text):
            return text
    if plain is not None or b"\x00" in content:
        raise TextError("the content is binary, not text; only text can be read here")
    return _guessed(content)


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


def _guessed(content: bytes) -> str:
    """The text by the encoding whose letters are the most plausible."""
    sample = content[:SAMPLE]
    scores = [(_plausibility(sample, encoding), encoding.name) for encoding in _encodings()]
    best, name = max(scores, key=lambda score: score[0])
    if best < PLAUSIBLE and sum(byte < 0x80 for byte in sample) > MOSTLY_ASCII * len(sample):  # noqa: PLR2004
        name = _encodings()[-1].name
    elif best < PLAUSIBLE:
        raise TextError("the encoding of the content cannot be told; save it as UTF-8")
    return content.decode(name, errors="replace")


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
    odd = sum(one.islower() and other.isupper() for one, other in itertools.pairwise(text))
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


@cache
def _encodings() -> tuple[Encoding, ...]:
    return tuple(msgspec.convert(rtoml.load(ENCODINGS)["encoding"], list[Encoding]))
