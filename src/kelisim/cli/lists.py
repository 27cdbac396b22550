"""Commands that list what the ledger holds: documents, claims, entries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from kelisim.cli.options import (
    AsOf,
    KindOption,
    Language,
    LedgerOption,
    Listing,
    Parties,
    Since,
    app,
    command_group,
    known_kind,
    open_ledger,
    split_parties,
)


@app.command()
def documents(
    ledger: LedgerOption = None,
    since: Since = None,
    language: Language = None,
    as_of: AsOf = None,
    form: Listing = "table",
) -> int:
    """List the documents of the ledger."""
    from kelisim.analysis.rows import document_line, document_row
    from kelisim.cli.write import write_listing
    from kelisim.resolve.independence import originals

    is_whole = form in ("jsonl", "csv")
    row_of = document_line if is_whole else document_row
    with open_ledger(ledger) as book:
        places = book.addresses() if is_whole else {}
        notes, newer, sources = book.notes(), book.superseded(as_of=as_of), book.sources()
        of_family = originals(sources.values())
        rows = []
        for document in book.documents(since=since, language=language, as_of=as_of):
            source = sources[document.id]
            original = of_family[source.family or document.id].document
            row = row_of(document, source, original, notes.get(document.id))
            also_at = {"also_at": _others(document.url, places.get(document.id, ()), form)} if is_whole else {}
            rows.append(row | {"superseded_by": newer.get(document.id)} | also_at)
    write_listing(rows, form)
    return 0


def _others(url: str | None, places: Iterable[str], form: str) -> list[str] | str:
    """The addresses and files at which a document was met, but for its own address."""
    others = [place for place in places if place != url]
    return others if form == "jsonl" else " ".join(others)


@app.command()
def claims(
    *,
    ledger: LedgerOption = None,
    parties: Parties = "",
    kind: KindOption = None,
    as_of: AsOf = None,
    current: Annotated[bool, typer.Option("--current", help="Without those of superseded documents.")] = False,
    form: Listing = "table",
) -> int:
    """List the claims: what each document says, where."""
    from kelisim.analysis.rows import line, row
    from kelisim.cli.write import write_listing
    from kelisim.model.identity import claim_id

    with open_ledger(ledger) as book:
        found = book.claims(kind=known_kind(kind), parties=split_parties(parties), as_of=as_of, current=current)
        newer = book.superseded(as_of=as_of)
    rows = [
        {"id": claim_id(claim)}
        | (line(claim) if form == "jsonl" else row(claim))
        | ({"superseded_by": newer.get(claim.document)} if newer else {})
        for claim in found
    ]
    write_listing(rows, form)
    return 0


@app.command()
def actors(ledger: LedgerOption = None, parties: Parties = "", as_of: AsOf = None, form: Listing = "table") -> int:
    """List the persons that texts name, one line for all spellings, with their offices and when they held them."""
    from kelisim.cli.write import write_answers

    with open_ledger(ledger) as book:
        write_answers(book.actors(split_parties(parties), as_of=as_of), form)
    return 0


entries_group = command_group("entries")


@entries_group.callback(invoke_without_command=True)
def entries(  # noqa: PLR0913 -- one parameter an option
    context: typer.Context,
    *,
    ledger: LedgerOption = None,
    parties: Parties = "",
    kind: KindOption = None,
    since: Since = None,
    as_of: AsOf = None,
    form: Listing = "table",
) -> int:
    """List the entries: the facts, each with all the claims that carry it; `entries show ID` shows one."""
    from kelisim.cli.write import write_answers

    if context.invoked_subcommand is not None:
        context.obj = ledger
        return 0
    with open_ledger(ledger) as book:
        found = book.entries(kind=known_kind(kind), parties=split_parties(parties), since=since, as_of=as_of)
    write_answers(found, form)
    return 0


@entries_group.command()
def show(
    name: Annotated[str, typer.Argument(metavar="ID", help="The id of an entry, or how it begins.")],
    ledger: LedgerOption = None,
    as_of: AsOf = None,
    *,
    why: Annotated[bool, typer.Option("--why", help="Also why its claims are held to state one fact.")] = False,
) -> int:
    """Show an entry: its fields, its health, every claim with its place."""
    from kelisim.cli.show import show_entry, show_reasons

    with open_ledger(ledger) as book:
        found = book.entry(name, as_of=as_of)
        sources = book.sources(citation.document for citation in found.claims)
        links = book.why(found) if why else []
    show_entry(found, sources)
    if why:
        show_reasons(found, links)
    return 0
