"""A small writer of PDF files for tests: glyphs at places, each with the letters that it stands for."""

from __future__ import annotations

import hashlib
import textwrap
from collections.abc import Iterable, Sequence
from typing import NamedTuple

LETTER, BLANK = 0.5, 0.25
"""Widths of glyphs, in sizes of the font."""

PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")

PICTURE = (
    b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
    b"stream\n0\nendstream"
)


class Text(NamedTuple):
    """Glyphs from left to right, from a place on; ``degrees`` turns them."""

    x: float
    y: float
    glyphs: Sequence[str]
    size: float = 10
    degrees: int = 0
    spread: float = 0.0
    """Points added to each blank, as in a justified line."""


class Page(NamedTuple):
    texts: Sequence[Text]
    picture: bool = False


def width_of(glyphs: Iterable[str], size: float = 10) -> float:
    return sum(BLANK if glyph == " " else LETTER for glyph in glyphs) * size


def pdf(*pages: Page | Sequence[Text], information: dict[str, str] | None = None, password: str | None = None) -> bytes:
    """A file of such pages, A4, that says of itself what ``information`` has; locked where there is a ``password``.

    With an empty one everybody may read it, but not change it.
    """
    whole = [page if isinstance(page, Page) else Page(page) for page in pages]
    codes: dict[str, int] = {}
    drawn = [_drawn(page, codes) for page in whole]
    kids = " ".join(f"{8 + 2 * number} 0 R" for number in range(len(whole)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(whole)}>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/Test/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        _descendant(codes),
        _stream(_meaning(codes)),
        b"<<" + b"".join(f"/{key} {_string(value)}".encode() for key, value in (information or {}).items()) + b">>",
        PICTURE,
    ]
    for number, content in enumerate(drawn):
        resources = "/Resources<</Font<</F 3 0 R>>/XObject<</P 7 0 R>>>>"
        page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {9 + 2 * number} 0 R{resources}>>"
        objects += [page.encode(), _stream(content)]
    if password is None:
        return _file(objects, "")
    lock, trailer = _lock(password)
    return _file([_locked(content, number, lock) for number, content in enumerate(objects, start=1)], trailer)


def column(text: str, x: float = 60, y: float = 780, width: float = 470, **how: float) -> list[Text]:
    """Paragraphs (the lines of ``text``) set in lines of a width, ragged, with the first lines indented or spaced apart."""
    size, leading = how.get("size", 10.0), how.get("leading", 14.0)
    indent, space = how.get("indent", 0.0), how.get("space", 6.0)
    texts: list[Text] = []
    for paragraph in text.splitlines():
        lines = _lines(paragraph, width, indent, size)
        for number, line in enumerate(lines):
            shift = indent if number == 0 else 0.0
            spread = 0.0
            if how.get("justified") and number < len(lines) - 1 and " " in line:
                spread = (width - shift - width_of(line, size)) / line.count(" ")
            texts.append(Text(x + shift, y, line, size, spread=spread))
            y -= leading
        y -= space
    return texts


def _lines(paragraph: str, width: float, indent: float, size: float) -> list[str]:
    lines, line = [], ""
    for word in paragraph.split(" "):
        room = width - (indent if not lines else 0.0)
        if line and width_of(f"{line} {word}", size) > room:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def _drawn(page: Page, codes: dict[str, int]) -> bytes:
    parts = ["/P Do" if page.picture else ""]
    turns = {0: "1 0 0 1", 90: "0 1 -1 0", 270: "0 -1 1 0", 45: "0.7071 0.7071 -0.7071 0.7071"}
    for text in page.texts:
        x = text.x
        runs = []
        for glyph in text.glyphs:
            code = codes.setdefault(glyph, len(codes) + 1)
            runs.append(f"<{code:04x}>" + (f"{-1000 * text.spread / text.size:.2f}" if glyph == " " else ""))
        parts.append(f"BT /F {text.size} Tf {turns[text.degrees]} {x} {text.y} Tm [{''.join(runs)}]TJ ET")
    return "\n".join(parts).encode()


def _descendant(codes: dict[str, int]) -> bytes:
    blank = f"/W[{codes[' ']}[{BLANK * 1000:.0f}]]" if " " in codes else ""
    return (
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/Test/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/DW {LETTER * 1000:.0f}{blank}/FontDescriptor<</Type/FontDescriptor/FontName/Test/Flags 4/FontBBox[0 -200 1000 800]"
        "/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>>>"
    ).encode()


def _meaning(codes: dict[str, int]) -> bytes:
    """The CMap that says which letters a glyph stands for; none for glyphs that begin with ``?``."""
    lines = [
        f"<{code:04x}> <{glyph.encode('utf-16-be').hex()}>"
        for glyph, code in codes.items()
        if not glyph.startswith("??")
    ]
    return (
        textwrap.dedent(f"""\
        /CIDInit /ProcSet findresource begin 12 dict begin begincmap
        /CMapName /Test def /CMapType 2 def
        1 begincodespacerange <0000> <ffff> endcodespacerange
        {len(lines)} beginbfchar
        {{}}
        endbfchar endcmap CMapName currentdict /CMap defineresource pop end end
        """)
        .format("\n".join(lines))
        .encode()
    )


def _lock(password: str) -> tuple[bytes, str]:
    """The key for a password and what the file says of its encryption (ISO 32000-1, 7.6.3, revision 2)."""
    padded = (password.encode() + PADDING)[:32]
    owner = _rc4(hashlib.md5((b"owner" + PADDING)[:32]).digest()[:5], padded)  # noqa: S324 -- the format's own
    allowed = (-4).to_bytes(4, "little", signed=True)
    key = hashlib.md5(padded + owner + allowed + b"0123456789abcdef").digest()[:5]  # noqa: S324
    user = _rc4(key, PADDING)
    identity = b"0123456789abcdef".hex()
    entry = f"/Encrypt<</Filter/Standard/V 1/R 2/O<{owner.hex()}>/U<{user.hex()}>/P -4>>"
    return key, f"/ID[<{identity}><{identity}>]{entry}"


def _locked(content: bytes, number: int, key: bytes) -> bytes:
    head, sign, rest = content.partition(b"stream\n")
    if not sign:
        return content
    own = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]  # noqa: S324
    return head + sign + _rc4(own, rest.removesuffix(b"\nendstream")) + b"\nendstream"


def _rc4(key: bytes, content: bytes) -> bytes:
    state, j, i, out = list(range(256)), 0, 0, bytearray()
    for place in range(256):
        j = (j + state[place] + key[place % len(key)]) % 256
        state[place], state[j] = state[j], state[place]
    j = 0
    for byte in content:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def _string(value: str) -> str:
    marked = b"\xfe\xff" + value.encode("utf-16-be")
    return f"<{marked.hex()}>"


def _stream(content: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)


def _file(objects: Sequence[bytes], trailer: str) -> bytes:
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    end = f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R/Info 6 0 R{trailer}>>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + table + end.encode()
