"""A dossier as Markdown, every line with its citations as footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kelisim.analysis.dossier import Dossier
from kelisim.analysis.sources import Sources, published
from kelisim.analysis.wording import sentence
from kelisim.model import Citation, Entry
from kelisim.model.wording import words

LONGEST_QUOTE = 300


def dossier_markdown(dossier: Dossier, sources: Sources) -> str:
    """The dossier as a Markdown text that ends with a line break."""
    return "\n".join(_lines(dossier, sources)) + "\n"


class Notes:
    """The footnotes of a text, one a claim, however often it is cited."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._numbers: dict[str, int] = {}
        self.lines: list[str] = []

    def marks(self, citations: Iterable[Citation]) -> str:
        """The marks to set after what the citations carry."""
        return "".join(f"[^{self._number(citation)}]" for citation in citations)

    def _number(self, citation: Citation) -> int:
        if citation.claim not in self._numbers:
            self._numbers[citation.claim] = len(self._numbers) + 1
            self.lines.append(_note(len(self._numbers), citation, self._sources))
        return self._numbers[citation.claim]


def _lines(dossier: Dossier, sources: Sources) -> Iterator[str]:
    yield f"# {' – '.join(dossier.names)}"
    notes = Notes(sources)
    if dossier.state:
        yield ""
    for line in dossier.state:
        yield f"- **{line.about}:** {escape_markdown(line.what)} {notes.marks(line.claims)}".rstrip()
    if dossier.since is not None:
        yield from _section(f"New since {dossier.since}", dossier.new, notes)
    for section in dossier.sections:
        yield from _section(section.title, section.entries, notes)
    if dossier.conflicts:
        yield from ("", "## Conflicts", "")
    for conflict in dossier.conflicts:
        told = escape_markdown(f"{words(conflict.type)}: {conflict.reason}")
        yield f"- {conflict.id}, {told} {notes.marks(conflict.citations)}"
    if not dossier.sections:
        yield ""
        yield "The ledger holds nothing that concerns all of them."
    if notes.lines:
        yield ""
        yield from notes.lines


def _section(title: str, entries: Sequence[Entry], notes: Notes) -> Iterator[str]:
    yield ""
    yield f"## {title}"
    yield ""
    if not entries:
        yield "Nothing."
    for entry in entries:
        disputed = f" (disputed: {', '.join(entry.conflicts)})" if entry.conflicts else ""
        yield f"- {escape_markdown(sentence(entry))}{disputed} {notes.marks(entry.claims)}"


def _note(position: int, citation: Citation, sources: Sources) -> str:
    source = sources.get(citation.document)
    date = published(citation, sources) or "undated"
    address = f" <{source.url}>" if source and source.url else ""
    quote = " ".join(citation.quote.split())
    shown = quote if len(quote) <= LONGEST_QUOTE else quote[:LONGEST_QUOTE] + "…"
    place = f"{escape_markdown(citation.document)} ({citation.language}, {date}) {citation.start}–{citation.end}"
    return f"[^{position}]: {place}: “{escape_markdown(shown)}”{address}"


def escape_markdown(text: str) -> str:
    """Text that Markdown shows as it is."""
    for mark in ("\\", "*", "_", "`", "[", "]", "<", ">", "#", "|"):
        text = text.replace(mark, f"\\{mark}")
    return text
