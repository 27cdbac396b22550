"""What the guarded process hands over of a message."""

from __future__ import annotations

from msgspec import Struct


class Part(Struct, frozen=True, kw_only=True):
    """A part of a message: its bytes, or its text where the declared encoding fits these."""

    name: str
    body: bytes
    media: str
    charset: str | None = None
    text: str | None = None


class Message(Struct, frozen=True, kw_only=True):
    """A message; ``date`` and ``saved`` are days, the second that on which a page was saved as one."""

    body: Part | None
    attachments: tuple[Part, ...] = ()
    id: str | None = None
    subject: str | None = None
    date: str | None = None
    saved: str | None = None
    url: str | None = None
