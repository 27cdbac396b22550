"""What people read on a terminal: texts with their claims underlined, summaries, dossiers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from kelisim.analysis.coverage import Coverage
from kelisim.analysis.dossier import Dossier
from kelisim.analysis.relation import Line
from kelisim.analysis.rows import matrix, row
from kelisim.analysis.search import Found, Snippet
from kelisim.analysis.series import Point, main_unit, sparkline, yearly
from kelisim.analysis.sources import Sources, published
from kelisim.analysis.wording import sentence
from kelisim.cli.write import FIRST_STRONG_ISOLATE, POP_ISOLATE, isolated, printable, write_listing
from kelisim.model import Citation, Claim, Conflict, Document, Entry, as_dict
from kelisim.model.wording import words
from kelisim.summary import Summary

if TYPE_CHECKING:
    from kelisim.resolve.linking import Link

COLOURS = {
    "meeting": "cyan",
    "agreement": "green",
    "project": "yellow",
    "indicator": "magenta",
    "target": "blue",
    "commitment": "red",
    "award": "bright_yellow",
}

_SPACES = re.compile(r"\s+")

SHOWN_SNIPPETS = 3

LONGEST_QUOTE = 160

SHOWN_SOURCES = 10
SHOWN_REASONS = 8

OUTCOMES = ("new", "changed", "known", "unchanged", "skipped", "passed")
"""What may become of an input, in the order of the columns of a summary."""


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
        cells = row(claim)
        heading = f"  {cells['parties']}  {cells['what']}"
        console.print(Text.assemble((claim.kind, f"bold {COLOURS[claim.kind]}"), heading))
        console.print(Text(f"    {quoted(claim.quote)}", style="dim"))
    console.print(f"{len(claims)} claims" if claims else "no claims")


def quoted(quote: str) -> str:
    """A quotation in one line, shortened, that keeps its own direction."""
    line = " ".join(quote.split())
    return isolated(line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + "…")


def show_summary(summary: Summary) -> None:
    """What became of everything that was read."""
    console = Console(stderr=True, soft_wrap=True, highlight=False)
    outcomes = [f"{summary.new:,} new", f"{summary.known:,} known", f"{summary.causes.total():,} skipped"]
    outcomes[1:1] = [f"{summary.changed:,} changed"] if summary.changed else []
    outcomes[-1:-1] = [f"{summary.unchanged:,} unchanged"] if summary.unchanged else []
    console.print(f"{summary.read:,} read: {', '.join(outcomes)}")
    if summary.copies:
        console.print(f"near copies of earlier documents: {summary.copies:,}")
    _show_reasons("skipped", summary.causes, console)
    _show_reasons("passed over", summary.passed, console)
    for name, counts in (("languages", summary.languages), ("claims", summary.claims)):
        if counts:
            console.print(f"{name}: " + ", ".join(f"{word} {count:,}" for word, count in sorted(counts.items())))
    if len(summary.sources) > 1:
        _show_sources(summary, console)


def _show_sources(summary: Summary, console: Console) -> None:
    """What became of what each source holds, those that hold the most first."""
    ordered = sorted(summary.sources.items(), key=lambda pair: (-pair[1].total(), pair[0]))
    shown = ordered[:SHOWN_SOURCES]
    columns = [name for name in OUTCOMES if any(counts[name] for _, counts in shown)]
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("source", overflow="fold")
    for name in columns:
        table.add_column(name, justify="right")
    for origin, counts in shown:
        table.add_row(
            Text(isolated(printable(origin))), *(f"{counts[name]:,}" if counts[name] else "" for name in columns)
        )
    console.print(table, soft_wrap=False)
    if len(ordered) > len(shown):
        console.print(f"and {len(ordered) - len(shown):,} more sources: --report FILE writes down all")


def _show_reasons(heading: str, counts: Mapping[str, int], console: Console) -> None:
    """The most frequent reasons, each with its number, and how much had others."""
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    shown, others = ordered[:SHOWN_REASONS], ordered[SHOWN_REASONS:]
    shown += [(f"for {len(others):,} other reasons", sum(count for _, count in others))] if others else []
    for number, (reason, count) in enumerate(shown):
        label = "" if number else f"{heading}:"
        console.print(Text(f"{label:<12} {count:>7,}  {printable(reason)}"))


def show_dossier(dossier: Dossier, sources: Sources, console: Console | None = None) -> None:
    """The dossier with every entry's citations under it, on a console of one's own or on standard output."""
    console = console or Console()
    console.print(Panel(Text(" – ".join(dossier.names), style="bold"), expand=False))
    if not dossier.sections:
        console.print("The ledger holds nothing that concerns all of them.")
    if dossier.state:
        _show_state(dossier.state, console)
    if dossier.since is not None:
        _show_section(f"New since {dossier.since}", dossier.new, sources, console)
    for section in dossier.sections:
        _show_section(section.title, section.entries, sources, console)
    if dossier.conflicts:
        console.print()
        console.print(Text("Conflicts", style="bold underline"))
    for conflict in dossier.conflicts:
        console.print(_headline(conflict), Text(conflict.reason))


def show_conflict(conflict: Conflict, sources: Sources) -> None:
    """A conflict with its reason and, side by side, what is said and where."""
    console = Console()
    console.print(_headline(conflict), f"explained by {conflict.explained_by}" if conflict.explained_by else "open")
    console.print(Text(conflict.reason))
    cited = {citation.claim: citation for citation in conflict.citations}
    for side in conflict.sides:
        console.print()
        console.print(Text(f"• {side.says}", style=COLOURS[conflict.kind]))
        for claim in side.claims:
            _show_citation(cited[claim], sources, console)
    console.print()
    console.print(Text(f"entries: {', '.join(conflict.entries)}", style="dim"))


def _headline(conflict: Conflict) -> Text:
    return Text(f"• {conflict.id} {words(conflict.type)}", style="bold red")


def _show_citation(citation: Citation, sources: Sources, console: Console) -> None:
    console.print(Text.assemble((f"    {place_of(citation, sources)}  ", "dim"), quoted(citation.quote)))


def _show_state(state: Sequence[Line], console: Console) -> None:
    console.print()
    lines = Table.grid(padding=(0, 2))
    for line in state:
        lines.add_row(Text(line.about, style="bold"), Text(line.what))
    console.print(lines)


def _show_section(title: str, entries: Sequence[Entry], sources: Sources, console: Console) -> None:
    console.print()
    console.print(Text(title, style="bold underline"))
    if not entries:
        console.print("nothing")
    for entry in entries:
        disputed = f"  disputed: {', '.join(entry.conflicts)}" if entry.conflicts else ""
        console.print(Text.assemble("• ", (sentence(entry), COLOURS[entry.kind]), (disputed, "bold red")))
        for citation in entry.claims:
            _show_citation(citation, sources, console)


def place_of(citation: Citation, sources: Sources) -> str:
    """Where a citation stands: document, language, date, span."""
    date = published(citation, sources) or "undated"
    return f"{citation.document} ({citation.language}, {date}) {citation.start}–{citation.end}"


def show_sparkline(points: Sequence[Point]) -> None:
    """The whole years of a series as bars in one line; nothing where there are not two."""
    unit = main_unit(points)
    years = yearly(points, unit)
    if len(years) > 1:
        bars = sparkline([point.value or 0 for point in years.values()])
        typer.echo(f"{bars}  {min(years)}–{max(years)}, {unit}\n")


def show_coverage(coverage: Coverage) -> None:
    """The event, its documents by number, and the facts against them."""
    console = Console()
    event = coverage.event
    heading = event.what or f"{', '.join(event.parties)} on {event.date}"
    console.print(Text(heading, style="bold"))
    if not coverage.sources:
        console.print("no document in the ledger tells of it")
        return
    for number, source in enumerate(coverage.sources, start=1):
        known = (source.language, source.outlet, source.published or "undated")
        told = sum(source.document in fact.reported_by for fact in coverage.facts)
        place = ", ".join(part for part in known if part)
        console.print(Text(f"{number:>3}  {source.document} ({place}): {told} of {len(coverage.facts)} facts"))
    console.print()
    numbers = {source.document: str(number) for number, source in enumerate(coverage.sources, start=1)}
    write_listing([{numbers.get(name, name): cell for name, cell in row.items()} for row in matrix(coverage)], "table")


def show_found(answers: Sequence[Found]) -> None:
    """Each document with its first passages, what was found in bold, and the entries they carry."""
    console = Console()
    if not answers:
        console.print("nothing found")
    for found in answers:
        place = f" ({found.language or 'unknown'}, {found.published or 'undated'})"
        console.print(Text.assemble((found.document, "bold"), (place, "dim"), f"  {found.title or ''}"))
        for snippet in found.snippets[:SHOWN_SNIPPETS]:
            console.print(_passage(snippet))
        for fact in found.entries:
            console.print(Text.assemble((f"    → {fact.entry}  ", "dim"), (fact.what, COLOURS[fact.kind])))
        console.print()


def _passage(snippet: Snippet) -> Text:
    before, text, after = (_SPACES.sub(" ", part) for part in (snippet.before, snippet.text, snippet.after))
    passage = Text.assemble(before, (text, "bold reverse"), after)
    return Text.assemble((f"    {snippet.start}–{snippet.end}  ", "dim"), FIRST_STRONG_ISOLATE, passage, POP_ISOLATE)


def show_entry(entry: Entry, sources: Sources) -> None:
    """What an entry says, field by field, and every claim with its place."""
    console = Console()
    console.print(
        Text.assemble((entry.kind, f"bold {COLOURS[entry.kind]}"), f"  {entry.id}  {', '.join(entry.parties)}")
    )
    console.print(Text(sentence(entry)))
    console.print()
    table = Table(box=None, show_header=False, pad_edge=False)
    for name, value in as_dict(entry)["fields"].items():
        table.add_row(Text(name, style="dim"), Text(_plain(value)))
    for name, value in as_dict(entry.health).items():
        table.add_row(Text(f"health: {name}", style="dim"), Text(str(value)))
    console.print(table)
    console.print()
    for citation in entry.claims:
        console.print(Text.assemble((f"{place_of(citation, sources)}  ", "dim"), quoted(citation.quote)))


def show_reasons(entry: Entry, links: Sequence[Link]) -> None:
    """The links that hold an entry together, each factor with its weight in bits."""
    console = Console()
    documents = {citation.claim: citation.document for citation in entry.claims}
    console.print()
    console.print(Text("Why these claims are one fact", style="bold underline"))
    if not links:
        console.print(
            "All of them agree in everything that is compared." if len(documents) > 1 else "It has one claim."
        )
    for link in links:
        judged = "" if link.bits >= link.threshold else ", joined by a person's judgement"
        console.print(
            Text.assemble(
                f"{documents[link.one]} – {documents[link.other]}: ",
                (f"{link.bits:+.1f} bits", "bold"),
                (f" (linked from {link.threshold:+.1f}{judged})", "dim"),
            )
        )
        for item in link.evidence:
            console.print(Text(f"    {item.bits:+5.1f}  {item.factor}: {item.level.replace('_', ' ')}"))
        console.print(Text(f"    {link.prior:+5.1f}  before any evidence", style="dim"))


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_plain(inner)}" for name, inner in value.items())
    if isinstance(value, (list, tuple)):
        return "; ".join(map(_plain, value))
    return str(value)
