"""A message taken apart: its body, what its header says, and what is attached."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import MIMEPart
from email.utils import parsedate_to_datetime

from kelisim.model import PAGE
from kelisim.sources.papers.paper import tidy
from kelisim.sources.papers.parts import Message, Part

EARLIEST = "1982"
"""The year in which messages got their dates (RFC 822); an earlier one is a clock that was never set."""

WIDEST = 80
"""Characters of the longest line of a text that was broken into lines by a program."""

_FLOWED = re.compile(r" $")


def parse(content: bytes) -> Message:
    """The message in an EML or MHTML file."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    body = _body(message)
    day = _day(message)
    saved = _is_saved_page(message)
    identity = tidy(_header(message, "Message-ID") or "").strip("<>")
    return Message(
        body=_part(body, "") if body is not None else None,
        attachments=tuple(_named(_attached(message, body))),
        id=identity or None,
        subject=tidy(_header(message, "Subject") or "") or None,
        date=None if saved else day,
        saved=day if saved else None,
        url=_address(message, body) if saved else None,
    )


def _header(message: MIMEPart, name: str) -> str | None:
    """A field as text; ``None`` for one that the library cannot make sense of."""
    try:
        value = message[name]
    except Exception:  # noqa: BLE001 -- the parser of fields raises all sorts on spoilt ones, and the rest is still good
        return None
    return None if value is None else str(value)


def _day(message: MIMEPart) -> str | None:
    """The day of the ``Date`` field where its sender was; ``None`` for one that is missing, spoilt or impossible."""
    try:
        stated = parsedate_to_datetime(_header(message, "Date") or "")
    except ValueError:
        return None
    day = stated.date().isoformat()
    tomorrow = datetime.now(UTC).date().toordinal() + 1
    return day if day >= EARLIEST and stated.date().toordinal() <= tomorrow else None


def _is_saved_page(message: MIMEPart) -> bool:
    """Whether a browser has saved a page in this form: it was never sent, and has parts that belong together."""
    sent = any(message.get_all(name) for name in ("To", "Received", "Message-ID", "Cc", "Bcc"))
    return not sent and message.get_content_type() in ("multipart/related", PAGE)


def _address(message: MIMEPart, body: MIMEPart | None) -> str | None:
    """The address of a saved page."""
    stated = [_header(message, "Snapshot-Content-Location"), _header(body, "Content-Location") if body else None]
    return next((url.strip() for url in stated if url and url.strip().startswith(("http://", "https://"))), None)


def _body(message: MIMEPart) -> MIMEPart | None:
    """The part that is the text of the message: plain text if there is any in it, else a page."""
    plain = message.get_body(("plain",))
    if plain is not None and _content(plain).strip():
        return plain
    return message.get_body(("html",)) or plain


def _attached(message: MIMEPart, body: MIMEPart | None) -> Iterator[MIMEPart]:
    """All parts but other forms of the body and what its page is made of; a message within is one part."""
    if message is body:
        return
    kind = message.get_content_type()
    if kind == "message/rfc822" or not message.is_multipart():
        yield message
        return
    parts = [part for part in message.get_payload() if isinstance(part, MIMEPart)]
    if kind in ("multipart/alternative", "multipart/related") and any(_holds(part, body) for part in parts):
        parts = [part for part in parts if _holds(part, body) or part.is_attachment()]
    for part in parts:
        yield from _attached(part, body)


def _holds(part: MIMEPart, body: MIMEPart | None) -> bool:
    return any(one is body for one in part.walk())


def _named(parts: Iterator[MIMEPart]) -> Iterator[Part]:
    """The parts, each with a name of its own."""
    taken: set[str] = set()
    for number, part in enumerate(parts, start=1):
        name = tidy((_filename(part) or "").replace("/", "_").replace("\\", "_")) or f"part {number}"
        name = f"{number} {name}" if name in taken else name
        taken.add(name)
        yield _part(part, name)


def _filename(part: MIMEPart) -> str | None:
    try:
        return part.get_filename()
    except Exception:  # noqa: BLE001 -- as of fields: a spoilt name is none
        return None


def _part(part: MIMEPart, name: str) -> Part:
    if part.get_content_type() == "message/rfc822":
        inner = [one for one in part.get_payload() if isinstance(one, MIMEPart)]
        return Part(name=name, body=inner[0].as_bytes() if inner else b"", media="message/rfc822")
    body = _content(part)
    charset = _charset(part)
    text = _unwrapped(part, body, charset) if part.get_content_type() == "text/plain" and not name else None
    return Part(name=name, body=body, media=part.get_content_type(), charset=charset, text=text)


def _content(part: MIMEPart) -> bytes:
    """The bytes of a part that has no parts, its transfer encoding undone."""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _charset(part: MIMEPart) -> str | None:
    try:
        return part.get_content_charset()
    except Exception:  # noqa: BLE001 -- as of fields
        return None


def _unwrapped(part: MIMEPart, body: bytes, charset: str | None) -> str | None:
    """The text with the lines that a program has broken made whole; ``None`` where its encoding is not the declared one."""
    try:
        text = body.decode(charset or "ascii")
    except (UnicodeDecodeError, LookupError):
        return None
    lines = text.replace("\r\n", "\n").split("\n")
    flowed = (part.get_param("format") or "") == "flowed"
    broken = max(map(len, lines)) <= WIDEST
    width = max(map(len, lines))
    whole: list[str] = []
    for before, line in zip(["", *lines], lines, strict=False):
        if (
            whole
            and before.strip()
            and line.strip()
            and (_goes_on_flowed(before) if flowed else broken and _had_no_room(before, line, width))
        ):
            whole[-1] = f"{whole[-1].rstrip()} {line.strip()}"
        else:
            whole.append(line)
    return "\n".join(whole)


def _goes_on_flowed(line: str) -> bool:
    """Whether a line of flowed text goes on in the next: it ends in a blank, and is no mark of a signature (RFC 3676)."""
    return _FLOWED.search(line) is not None and line != "-- "


def _had_no_room(before: str, line: str, width: int) -> bool:
    """Whether a line was broken since the next word had no room in it; quotations and lists stay as they are."""
    first = line.split(maxsplit=1)[0]
    return line[0].isalnum() and before[0] != ">" and len(before.rstrip()) + 1 + len(first) > width
