"""E-mail messages (EML) and pages saved as MHTML: the body, and what is attached by whatever kind it is."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime

import msgspec

from kelisim.errors import SourceError
from kelisim.model import PAGE, Passed, Raw
from kelisim.sources.charsets import unmarked
from kelisim.sources.content import HEAD, Certainty, Content, Item, Known, Opener, raw_of
from kelisim.sources.furnishings import furnishing
from kelisim.sources.papers.parts import Message, Part

DATING = "the message's Date header"

FEWEST_FIELDS = 3
"""Fields of a message that its beginning has at least, among them one that only programs write."""

SIGNATURES = ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")

_ANOTHER = re.compile(rb"\n\r?\nFrom \S+ [^\r\n]*\d{4}\r?\n[!-9;-~]+:")
"""Where another message begins in a mailbox (RFC 4155)."""

_FIELD = re.compile(r"([!-9;-~]+):")
_WRITTEN = {"from", "to", "cc", "subject", "date", "reply-to", "sender"}
_TECHNICAL = {"message-id", "received", "mime-version", "return-path", "content-type", "delivered-to", "dkim-signature"}


class Email:
    """A message is one document, and what is attached to it further ones."""

    name = "e-mail"

    def recognise(self, content: Content) -> Certainty:
        """Fields of a message from the first line to the first empty one, some of which nobody writes by hand."""
        fields = _fields(content.head)
        known = [name for name in fields if name in _WRITTEN or name in _TECHNICAL]
        if len(set(known)) < FEWEST_FIELDS or not _WRITTEN & set(known):
            return Certainty.NO
        dated = _is_date(fields.get("date", "")) and "@" in fields.get("from", "")
        return Certainty.CERTAIN if _TECHNICAL & set(known) or dated else Certainty.NO

    def read(self, content: Content, opener: Opener) -> Iterator[Item]:
        """The body as one document, then the attachments in their order."""
        from kelisim.sources.guarded import parse

        body = content.whole()
        if body.startswith(b"From ") and _ANOTHER.search(body):
            raise SourceError("it is a mailbox (mbox) with several messages; save each as EML")
        message = parse("kelisim.sources.papers.message:parse", body, Message)
        if message.body is None and all(_furnishing(part) for part in message.attachments):
            raise SourceError("the message has no text and nothing attached")
        if message.body is not None:
            yield _document(content, message, message.body)
        for part in message.attachments:
            yield from _attached(content, part, message, opener)


source = Email()


def _document(content: Content, message: Message, body: Part) -> Raw:
    """The body as a document, with what the header says of it."""
    raw = raw_of(content, body.text if body.text is not None else body.body, media=PAGE if body.media == PAGE else None)
    return msgspec.structs.replace(
        raw,
        id=message.id or raw.id,
        charset=body.charset,
        title=message.subject or raw.title,
        url=message.url or raw.url,
        published=message.date or raw.published,
        dating=DATING if message.date else raw.dating,
        retrieved=message.saved or raw.retrieved,
    )


def _attached(content: Content, part: Part, message: Message, opener: Opener) -> Iterator[Item]:
    """What is attached, by whatever kind it is; where it has no date of its own, it has that of the message."""
    name, words = f"{content.name}/{part.name}", _furnishing(part)
    if words:
        yield Passed(name, words)
        return
    identity, path = message.id or content.known.id, content.known.path or content.known.url or content.name
    known = Known(
        id=f"{identity}/{part.name}" if identity else None,
        media=part.media,
        charset=part.charset,
        retrieved=message.saved or message.date,
        path=f"{path}/{part.name}",
    )
    inner = Content(name, io.BytesIO(part.body), known, content.depth + 1, allowance=content.allowance)
    for item in opener.inside(inner):
        if isinstance(item, Raw) and item.media is None and item.published is None and message.date:
            yield msgspec.structs.replace(item, published=message.date, dating=f"{DATING}, to which it was attached")
        else:
            yield item


def _furnishing(part: Part) -> str | None:
    """What to call a part that is no document; ``None`` when it may be one."""
    return "signatures" if part.media in SIGNATURES else furnishing(part.media, part.body[:HEAD])


def _fields(head: bytes) -> dict[str, str]:
    """The fields that a content begins with, by their names in small letters; none when another line stands among them."""
    fields: dict[str, str] = {}
    lines = unmarked(head).decode("latin-1").splitlines()
    for place, line in enumerate(lines):
        if not line:
            return fields
        field = _FIELD.match(line)
        if field:
            fields.setdefault(field[1].lower(), line[field.end() :].strip())
        elif not (line[0] in " \t" and fields) and not (place == 0 and line.startswith("From ")):
            return fields if place == len(lines) - 1 and len(fields) > FEWEST_FIELDS else {}
    return fields


def _is_date(stated: str) -> bool:
    try:
        parsedate_to_datetime(stated)
    except ValueError:
        return False
    return True
