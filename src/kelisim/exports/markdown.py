"""A dossier as Markdown, every line with its citations as footnotes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kelisim.analysis.dossier import Dossier
from kelisim.analysis.wording import sentence
from kelisim.model import Citation, Document

LONGEST_QUOTE = 300


def dossier_markdown(dossier: Dossier, documents: Mapping[str, Document]) -> str:
    """The dossier as a Markdown text that ends with a line break."""
    return "\n".join(_lines(dossier, documents)) + "\n"


def _lines(dossier: Dossier, documents: Mapping[str, Document]) -> Iterator[str]:
    yield f"# {' – '.join(dossier.names)}"
    notes: list[str] = []
    for section in dossier.sections:
        yield ""
        yield f"## {section.title}"
        yield ""
        for entry in section.entries:
            marks = []
            for citation in entry.claims:
                notes.append(_note(len(notes) + 1, citation, documents))
                marks.append(f"[^{len(notes)}]")
            yield f"- {_escape(sentence(entry))} {''.join(marks)}"
    if not dossier.sections:
        yield ""
        yield "The ledger holds nothing that concerns all of them."
    if notes:
        yield ""
        yield from notes


def _note(position: int, citation: Citation, documents: Mapping[str, Document]) -> str:
    document = documents.get(citation.document)
    published = document.published if document and document.published else "undated"
    address = f" <{document.url}>" if document and document.url else ""
    quote = " ".join(citation.quote.split())
    shown = quote if len(quote) <= LONGEST_QUOTE else quote[:LONGEST_QUOTE] + "…"
    place = f"{_escape(citation.document)} ({citation.language}, {published}) {citation.start}–{citation.end}"
    return f"[^{position}]: {place}: “{_escape(shown)}”{address}"


def _escape(text: str) -> str:
    """Text that Markdown shows as it is."""
    for mark in ("\\", "*", "_", "`", "[", "]", "<", ">", "#", "|"):
        text = text.replace(mark, f"\\{mark}")
    return text
