"""Commands that ask: search, targets, followup, series, coverage, calendar, compare."""

from __future__ import annotations

from typing import Annotated

import typer

from kelisim.cli.options import (
    JudgedAsOf,
    KindOption,
    LedgerOption,
    Listing,
    Parties,
    Since,
    Until,
    app,
    known_kind,
    open_ledger,
    split_parties,
)


@app.command()
def search(  # noqa: PLR0913 -- one parameter an option
    words: Annotated[list[str], typer.Argument(help="Words and names, in any language and script.")],
    ledger: LedgerOption = None,
    kind: KindOption = None,
    parties: Parties = "",
    *,
    language: Annotated[str | None, typer.Option("--language", help="Only texts in this language.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="So many documents at most.")] = 20,
    form: Listing = "table",
) -> int:
    """Find the documents that hold all the words, with the passages and the entries they carry."""
    from kelisim.cli.show import show_found
    from kelisim.cli.write import write_answers

    with open_ledger(ledger) as book:
        found = book.search(
            " ".join(words), kind=known_kind(kind), parties=split_parties(parties), language=language, limit=limit
        )
    if form == "table":
        show_found(found)
    else:
        write_answers(found, form)
    return 0


@app.command()
def targets(
    ledger: LedgerOption = None, parties: Parties = "", as_of: JudgedAsOf = None, form: Listing = "table"
) -> int:
    """List the targets: the latest figure, the growth needed to the deadline, on track or not."""
    from kelisim.cli.write import write_answers

    with open_ledger(ledger) as book:
        write_answers(book.targets(split_parties(parties), as_of=as_of), form)
    return 0


@app.command()
def followup(
    ledger: LedgerOption = None,
    parties: Parties = "",
    *,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only what is overdue.")] = False,
    silent_months: Annotated[
        int | None,
        typer.Option("--silent-months", min=1, help="Silent after so many months without a word.", show_default="12"),
    ] = None,
    as_of: JudgedAsOf = None,
    form: Listing = "table",
) -> int:
    """List undertakings, projects and agreements with their stages: what is overdue, due, silent, open or done."""
    from kelisim.cli.write import write_answers

    with open_ledger(ledger) as book:
        found = book.followup(split_parties(parties), overdue=overdue, silent_months=silent_months, as_of=as_of)
    write_answers(found, form)
    return 0


@app.command()
def series(
    indicator: Annotated[str, typer.Argument(help="trade_turnover, exports, freight and so on.")],
    parties: Annotated[list[str], typer.Argument(help="Codes or names: KZ UZ.")],
    ledger: LedgerOption = None,
    as_of: JudgedAsOf = None,
    form: Listing = "table",
) -> int:
    """List what is said of an indicator through time; disagreeing values are marked, parts of years kept apart."""
    from kelisim.cli.show import show_sparkline
    from kelisim.cli.write import write_answers

    with open_ledger(ledger) as book:
        points = book.series(indicator, *split_parties(*parties), as_of=as_of)
    if form == "table":
        show_sparkline(points)
    write_answers(points, form)
    return 0


@app.command()
def coverage(
    event: Annotated[str, typer.Argument(help="The id of an entry, usually a meeting, or PARTIES@DATE.")],
    ledger: LedgerOption = None,
    as_of: JudgedAsOf = None,
    form: Listing = "table",
) -> int:
    """Show who reported which facts of an event and who left them out."""
    from kelisim.analysis.rows import matrix
    from kelisim.cli.show import show_coverage
    from kelisim.cli.write import write_answers, write_listing

    with open_ledger(ledger) as book:
        found = book.coverage(event, as_of=as_of)
    if form == "table":
        show_coverage(found)
    elif form == "jsonl":
        write_answers(found.facts, form)
    else:
        write_listing(matrix(found), form)
    return 0


@app.command()
def calendar(
    ledger: LedgerOption = None,
    parties: Parties = "",
    since: Since = None,
    until: Until = None,
    as_of: JudgedAsOf = None,
    form: Listing = "table",
) -> int:
    """List meetings past and coming, deadlines and expiries of agreements in the order of time."""
    from kelisim.cli.write import write_answers

    with open_ledger(ledger) as book:
        write_answers(book.calendar(split_parties(parties), since=since, until=until, as_of=as_of), form)
    return 0


@app.command()
def compare(
    first: Annotated[str, typer.Argument(help="The id of a document.")],
    second: Annotated[str, typer.Argument(help="The id of another.")],
    ledger: LedgerOption = None,
    form: Listing = "table",
) -> int:
    """Compare two documents: the facts of both, with what differs, and those of one only."""
    from kelisim.cli.write import write_answers

    with open_ledger(ledger) as book:
        write_answers(book.compare(first, second), form)
    return 0
