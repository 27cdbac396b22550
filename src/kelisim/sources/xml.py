"""XML from outside: the beginning of a document, the dangers that are refused, and reading it piece by piece.

Nothing is ever fetched and no file opened because a document asks for it, and no entity that it declares is replaced.
"""

from __future__ import annotations

import codecs
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kelisim.errors import SourceError
from kelisim.sources.charsets import marked, wide_encoding
from kelisim.sources.content import HEAD

if TYPE_CHECKING:
    from lxml.etree import _Element

DEEPEST_XML = 256
"""Elements within elements that libxml2 reads unless told to read more; feeds and sitemaps have fewer than forty."""

TOO_DEEP = f"its XML is nested more than {DEEPEST_XML} deep or swells without bounds, as no list of articles does"

PIECE = 64 * 1024
"""Letters that are parsed at a time."""

MOST_PARTS = 20_000
"""Elements of one entry: an address of a sitemap may name a thousand pictures with five elements each (its protocol)."""

_SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False, "huge_tree": False}
"""How parsers of libxml2 are to behave."""

_BESIDE = re.compile(r"(?:\s|\ufeff|\xef\xbb\xbf)+|<\?.*?(?:\?>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_DOCTYPE = re.compile(r"""<!DOCTYPE(?:[^\["'>]|"[^"]*"|'[^']*')*""", re.IGNORECASE)
_IN_SUBSET = re.compile(
    r"""<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|"[^"]*"|'[^']*'|<!ENTITY|\]""", re.DOTALL | re.IGNORECASE
)
_CLOSING = re.compile(r"\s*>")
_ELEMENT = re.compile(r"<((?:[\w.-]+:)?[\w.-]+)")
_ENCODING = re.compile(r"""\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)""")
_DECLARATION = re.compile(r"\s*<\?xml\s[^>]*\?>")
_CHARACTER = re.compile(r"&#(?:x([0-9a-f]+)|([0-9]+));?", re.IGNORECASE)
_ENTITY = "<!ENTITY"
_SURROGATES = (0xD800, 0xDFFF)
_LIMIT_REACHED = 114
"""XML_ERR_RESOURCE_LIMIT of libxml2: too deep, or entities that grow."""
_BARE_AMPERSAND = re.compile(rb"&(?!#?\w{1,32};)")
_LONGEST_REFERENCE = 36


class Prolog(Struct, frozen=True):
    """What stands before the first element, and what that is called.

    ``name`` is that of the element with its prefix, ``None`` where no element is seen. ``declares`` is whether entities are
    declared.
    """

    name: str | None = None
    declares: bool = False


def read_prolog(head: bytes | str, *, after_anything: bool = False) -> Prolog:
    """The prolog of a document that begins with ``head``, in any Unicode encoding or one that begins with ASCII.

    What has text or bytes before it that XML does not allow there is no document, unless it may come ``after_anything``.
    """
    text = head if isinstance(head, str) else _narrow(head)
    position, declares = 0, False
    while position >= 0:
        if beside := _BESIDE.match(text, position):
            position = beside.end()
        elif doctype := _DOCTYPE.match(text, position):
            position, declared = _end_of_doctype(text, doctype.end())
            declares |= declared
        elif element := _ELEMENT.match(text, position):
            return Prolog(element[1], declares)
        else:
            position = text.find("<", position + 1) if after_anything else -1
    return Prolog(declares=declares)


def declared_encoding(head: bytes) -> str | None:
    """The encoding that the XML declaration states."""
    found = _ENCODING.match(head.removeprefix(codecs.BOM_UTF8).decode("latin-1"))
    return found[1] if found else None


def without_declaration(text: str) -> str:
    """The document without its XML declaration, whose encoding is no longer true of a decoded text."""
    found = _DECLARATION.match(text)
    return text[found.end() :] if found else text


def without_impossible_references(text: str) -> str:
    """The document with U+FFFD for references to characters that there are not."""
    return _CHARACTER.sub(lambda found: found.group() if _is_character(found) else "\ufffd", text)


def mended(document: bytes) -> bytes:
    """A broken document as far as it can be understood as XML, empty where it cannot at all."""
    from lxml import etree

    root = etree.fromstring(document, etree.XMLParser(recover=True, **_SAFE))
    return b"" if root is None else bytes(etree.tostring(root, encoding="utf-8"))


def refuse_dangers(document: str) -> None:
    """Raise :class:`~kelisim.errors.SourceError` for a whole document that is made to hurt whoever reads it."""
    from lxml import etree

    _refuse_entities(read_prolog(document[:HEAD], after_anything=True))
    parser = etree.XMLParser(target=_Depth(), **_SAFE)
    with suppress(etree.XMLSyntaxError):  # broken XML is mended by whoever reads it
        for start in range(0, len(document), PIECE):
            parser.feed(document[start : start + PIECE].encode("utf-8", "replace"))
        parser.close()


def children(head: bytes, chunks: Iterable[bytes]) -> Iterator[_Element]:
    """The children of the root, each when it is complete and let go when the next is asked for; ``chunks`` begin with ``head``.

    Raises :class:`~kelisim.errors.SourceError` for dangers and, after the children before it, for broken XML.
    """
    from lxml import etree

    parser = etree.XMLPullParser(events=("start", "end"), remove_comments=True, remove_pis=True, **_SAFE)
    tree = _Tree()
    _refuse_entities(read_prolog(head))
    try:
        for chunk in _with_references(chunks):
            error = _fed(parser, chunk)
            yield from tree.completed(parser.read_events())
            if error:
                raise error
        parser.close()
    except etree.XMLSyntaxError as error:
        raise _broken(error) from error


class _Depth:
    """Takes no notice of anything parsed but how deep it lies."""

    def __init__(self) -> None:
        self._depth = 0

    def start(self, _name: str, _attributes: object) -> None:
        self._depth += 1
        if self._depth > DEEPEST_XML:
            raise SourceError(TOO_DEEP)

    def end(self, _name: str) -> None:
        self._depth -= 1

    def close(self) -> None:
        """Nothing was kept."""


class _Tree:
    """Where in the tree the parser stands."""

    def __init__(self) -> None:
        self._depth = 0
        self._parts = 0

    def completed(self, events: Iterable[tuple[str, _Element]]) -> Iterator[_Element]:
        for event, element in events:
            if event == "start":
                self._begin(element)
                continue
            self._depth -= 1
            if self._depth == 1:
                yield element
                element.getparent().remove(element)
                self._parts = 0

    def _begin(self, element: _Element) -> None:
        if not self._depth:
            _refuse_declared(element)
        self._depth += 1
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise SourceError(
                f"one of its entries has more than {MOST_PARTS:,} elements, more than any list of articles"
            )


def _end_of_doctype(text: str, position: int) -> tuple[int, bool]:
    """Where the document type that goes on at a position ends, -1 when it is not seen, and whether it declares entities."""
    declares = False
    if text.startswith("[", position):
        for token in _IN_SUBSET.finditer(text, position):
            if token.group() == "]":
                position = token.end()
                break
            declares |= token.group().upper() == _ENTITY
        else:
            return -1, declares
    closed = _CLOSING.match(text, position)
    return closed.end() if closed else -1, declares


def _is_character(reference: re.Match[str]) -> bool:
    digits = (reference[1] or reference[2]).lstrip("0")
    number = int(digits or "0", 16 if reference[1] else 10) if len(digits) < len("1114111") + 1 else sys.maxunicode + 1
    return 0 < number <= sys.maxunicode and not _SURROGATES[0] <= number <= _SURROGATES[1]


def _narrow(head: bytes) -> str:
    return head.decode(wide_encoding(head) or "latin-1", errors="ignore")


def _refuse_entities(prolog: Prolog) -> None:
    if prolog.declares:
        raise SourceError(
            "it declares XML entities of its own, with which documents swell or reach for files; remove them"
        )
    if prolog.name is None:
        raise SourceError(f"no XML element begins in its first {HEAD:,} characters; check what it is")


def _refuse_declared(root: _Element) -> None:
    """What a document in a rare encoding has declared behind the back of the prolog's reader."""
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:
        _refuse_entities(Prolog(root.tag, declares=True))


def _fed(parser: Any, chunk: bytes) -> Exception | None:
    """The error in the chunk, so that what comes before it in the chunk can be taken first."""
    from lxml import etree

    try:
        parser.feed(chunk)
    except etree.XMLSyntaxError as error:
        broken: Exception = error
        return broken
    return None


def _with_references(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks with the ampersands of addresses written as XML wants them, where one byte is one letter."""
    pieces = iter(chunks)
    first = next(pieces, b"")
    if wide_encoding(first):
        yield marked(first)
        yield from pieces
        return
    rest = b""
    for chunk in chain((first,), pieces):
        whole = rest + chunk
        start = whole.rfind(b"&", max(0, len(whole) - _LONGEST_REFERENCE))
        whole, rest = (whole[:start], whole[start:]) if start >= 0 else (whole, b"")
        yield _BARE_AMPERSAND.sub(b"&amp;", whole)
    yield _BARE_AMPERSAND.sub(b"&amp;", rest)


def _broken(error: Any) -> SourceError:
    if error.code == _LIMIT_REACHED:
        return SourceError(TOO_DEEP)
    return SourceError(f"its XML is broken ({error.msg}); what stands before that was read")
