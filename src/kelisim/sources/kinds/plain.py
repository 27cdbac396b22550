"""Plain text: whatever has no other kind."""

from __future__ import annotations

from collections.abc import Iterator

from kelisim.sources.content import Certainty, Content, Item, Opener, raw_of


class PlainText:
    """A text file is one document; what is no text is refused when it is decoded."""

    name = "text"

    def recognise(self, content: Content) -> Certainty:  # noqa: ARG002 -- anything may be text
        """Nothing speaks against text before it is decoded."""
        return Certainty.POSSIBLE

    def read(self, content: Content, opener: Opener) -> Iterator[Item]:  # noqa: ARG002
        """The content as one document."""
        yield raw_of(content, content.whole())


source = PlainText()
