"""The text of markup whose addresses and titles are wanted, whatever encoding it is in and says to be in."""

from __future__ import annotations

import codecs
import re

WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
"""How markup begins in which a letter has more than one byte, the longer before its own beginning."""

NARROW = "utf-8"

SPOILT = 0.3
"""Least share of the letters outside ASCII that do not fit, for a text not to be UTF-8. Ours: of another encoding nearly all
do not fit, of UTF-8 that was cut or glued together a few."""

_OUTSIDE = re.compile(r"[^\x00-\x7f]")
_REPLACEMENT = "\ufffd"


def decoded(content: bytes, *declared: str | None) -> str:
    """The text: as UTF-8 if it can be, else by the first declared encoding that fits, else by what its bytes look like.

    A byte order mark goes before all else, and UTF-8 before all declarations: hardly any text in another encoding is UTF-8
    by chance, while many declare what they are not. Raises nothing: bytes that fit nothing become U+FFFD.
    """
    if wide := wide_encoding(content):
        return content.decode(wide, errors="replace").removeprefix("\ufeff")
    text = unmarked(content).decode(NARROW, errors="replace")
    spoilt = text.count(_REPLACEMENT)
    if not spoilt or spoilt < SPOILT * len(_OUTSIDE.findall(text)):
        return text
    fitting = (_fitting(content, name) for name in declared if name)
    return next((text for text in fitting if text is not None), None) or _guessed(content)


def unmarked(content: bytes) -> bytes:
    """The content without the byte order mark that some programs put before UTF-8."""
    return content.removeprefix(codecs.BOM_UTF8)


def wide_encoding(content: bytes) -> str | None:
    """The encoding of markup whose letters have more than one byte, by its first bytes; ``None`` for any other."""
    return next((encoding for mark, encoding in WIDE if content.startswith(mark)), None)


def marked(head: bytes) -> bytes:
    """The beginning of markup with the byte order mark that it lacks, where a letter has more than one byte."""
    known = any(head.startswith(mark) for mark, _ in WIDE if b"<" not in mark)
    missing = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
    return head if known else missing.get(wide_encoding(head) or "", b"") + head


def _fitting(content: bytes, name: str) -> str | None:
    """The text, unless bytes do not fit or no tag can be seen in it: nearly all bytes fit UTF-16."""
    try:
        text = content.decode(name)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None
    return text if "<" in text else None


def _guessed(content: bytes) -> str:
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    return bytes_to_str(content, detect_encoding(content, from_html_meta=True) or NARROW)
