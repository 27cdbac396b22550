"""Web pages: handed on whole, for the text room finds the main text in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kelisim.model import PAGE
from kelisim.sources.content import Certainty, Content, Item, Opener, raw_of

_SIGNS = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
"""Signs of a page; the null bytes of UTF-16 are taken out before they are looked for."""


class WebPage:
    """A web page is one document."""

    name = "web page"

    def recognise(self, content: Content) -> Certainty:
        """The elements that every page begins with, or an element at the beginning that a server calls a page."""
        head = content.head.replace(b"\x00", b"")
        if _SIGNS.search(head):
            return Certainty.LIKELY
        declared = content.known.media in (PAGE, "application/xhtml+xml")
        return Certainty.LIKELY if declared and head.lstrip().startswith(b"<") else Certainty.NO

    def read(self, content: Content, opener: Opener) -> Iterator[Item]:  # noqa: ARG002
        """The page as one document."""
        yield raw_of(content, content.whole(), media=PAGE)


source = WebPage()
