"""Lists of addresses, one a line: text sitemaps, and whatever a user has collected."""

from __future__ import annotations

from collections.abc import Iterator

from kelisim.model import Link, Skipped
from kelisim.sources.addresses import absolute_address
from kelisim.sources.charsets import unmarked
from kelisim.sources.content import HEAD, Certainty, Content, Item, Opener

LONGEST_ADDRESS = 8192
"""Bytes of a line: no browser or server takes longer addresses."""


class AddressList:
    """Each line is the address of a page."""

    name = "list of addresses"

    def recognise(self, content: Content) -> Certainty:
        """Nothing but addresses in all lines that are seen."""
        lines = unmarked(content.head).splitlines()
        if len(content.head) == HEAD:
            lines = lines[:-1]  # it may be cut off
        addresses = [line for line in lines if line.strip()]
        return Certainty.LIKELY if addresses and all(map(_is_address, addresses)) else Certainty.NO

    def read(self, content: Content, opener: Opener) -> Iterator[Item]:  # noqa: ARG002
        """The addresses in their order; lines that are none are named."""
        number = 0
        while line := content.stream.readline(LONGEST_ADDRESS):
            number += 1
            text = unmarked(line).strip()
            if _is_address(text):
                yield Link(url=text.decode())
            elif text:
                yield Skipped(f"{content.name}:{number}", "the line is no address of the web; write one a line")


source = AddressList()


def _is_address(line: bytes) -> bool:
    try:
        text = line.decode().strip()
    except UnicodeDecodeError:
        return False
    return not set(text) & set(' \t<>"') and absolute_address(text, None) is not None
