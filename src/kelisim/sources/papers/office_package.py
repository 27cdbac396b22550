"""The parts of an office document and how they hang together (Open Packaging Conventions, ECMA-376 part 2).

Only the parts that are asked for are unpacked, so that a spoilt picture spoils no text and a bomb among them does no harm.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from kelisim.errors import SourceError
from kelisim.sources.papers.paper import CONTENT_TYPES
from kelisim.sources.papers.word_xml import attribute, children, parsed
from kelisim.sources.zipped import Archive


class OfficePackage:
    """An office document. Parts are named by their path in the archive, the whole by ``""``."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._members = {member.name.casefold(): member for member in archive.members()}

    def root(self, part: str) -> etree._Element:
        """The root element of a part; raises :class:`~kelisim.errors.SourceError` when it is missing or spoilt."""
        member = self._members.get(part.casefold())
        if member is None:
            raise SourceError(f"its part {part} is missing; save it anew as DOCX")
        with self._archive.open(member) as stream:
            return parsed(stream.read())

    def related(self, part: str, kind: str) -> str | None:
        """The part that a relationship of a part leads to, by the last word of its type: the same in all editions."""
        return next((target for kinds, target in self._relationships(part) if kinds.endswith(f"/{kind}")), None)

    def form_of(self, part: str) -> str:
        """What a part is declared to be, a media type; ``""`` when nothing is declared."""
        types = self.root(CONTENT_TYPES)
        stated = (attribute(one, "ContentType") for one in children(types, "Override") if _is_of(one, part))
        return next((form for form in stated if form), "")

    def _relationships(self, part: str) -> Iterator[tuple[str, str]]:
        folder, name = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        if listed.casefold() not in self._members:
            return
        for one in children(self.root(listed), "Relationship"):
            target = attribute(one, "Target") or ""
            if attribute(one, "TargetMode") != "External":
                yield attribute(one, "Type") or "", posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _is_of(override: etree._Element, part: str) -> bool:
    return (attribute(override, "PartName") or "").lstrip("/").casefold() == part.casefold()
