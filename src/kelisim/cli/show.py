"""What people read on a terminal: texts with their claims underlined, summaries, dossiers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.panel import Panel
from rich.rule import Rule
from rich.text import Text

from kelisim.analysis.dossier import Dossier
from kelisim.analysis.wording import sentence
from kelisim.cli.write import claim_row
from kelisim.model import Claim, Document
from kelisim.pipeline import Summary

COLOURS = {
    "meeting": "cyan",
    "agreement": "green",
    "project": "yellow",
    "indicator": "magenta",
    "target": "blue",
    "commitment": "red",
    "award": "bright_yellow",
}

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
"""Unicode marks around a quotation, so that its direction does not disturb the line it stands in."""

LONGEST_QUOTE = 160


def show_extraction(document: Document, claims: Sequence[Claim]) -> None:
    """The text with the claims' spans underlined in the colour of their kind, then the claims one by one."""
    console = Console()
    heading = " · ".join(part for part in (document.id, document.language, document.published) if part)
    console.print(Rule(heading))
    text = Text(document.text, overflow="fold")
    for claim in claims:
        text.stylize(f"underline {COLOURS[claim.kind]}", claim.start, claim.end)
    for line in text.split("\n", allow_blank=True):
        console.print(line)
    console.print()
    for claim in claims:
        row = claim_row(claim)
        console.print(Text.assemble((claim.kind, f"bold {COLOURS[claim.kind]}"), f"  {row['parties']}  {row['what']}"))
        console.print(Text(f"    {isolated(row['quote'])}", style="dim"))
    console.print(f"{len(claims)} claims" if claims else "no claims")


def isolated(quote: str) -> str:
    """A quotation, shortened, that keeps its own direction."""
    shown = quote if len(quote) <= LONGEST_QUOTE else quote[: LONGEST_QUOTE - 1] + "…"
    return f"{FIRST_STRONG_ISOLATE}{shown}{POP_ISOLATE}"


def show_summary(summary: Summary) -> None:
    """What became of everything that was read."""
    console = Console(stderr=True)
    console.print(f"{summary.read} read: {summary.new} new, {summary.known} known, {len(summary.skipped)} skipped")
    if summary.languages:
        console.print("languages: " + ", ".join(f"{code} {count}" for code, count in sorted(summary.languages.items())))
    if summary.claims:
        console.print("claims: " + ", ".join(f"{kind} {count}" for kind, count in sorted(summary.claims.items())))


def show_dossier(dossier: Dossier, documents: Mapping[str, Document], console: Console | None = None) -> None:
    """The dossier with every entry's citations under it, on a console of one's own or on standard output."""
    console = console or Console()
    console.print(Panel(Text(" – ".join(dossier.names), style="bold"), expand=False))
    if not dossier.sections:
        console.print("The ledger holds nothing that concerns all of them.")
    for section in dossier.sections:
        console.print()
        console.print(Text(section.title, style="bold underline"))
        for entry in section.entries:
            console.print(Text.assemble("• ", (sentence(entry), COLOURS[entry.kind])))
            for citation in entry.claims:
                document = documents.get(citation.document)
                published = document.published if document and document.published else "undated"
                place = f"    {citation.document} ({citation.language}, {published}) {citation.start}–{citation.end}  "
                console.print(Text.assemble((place, "dim"), isolated(" ".join(citation.quote.split()))))
