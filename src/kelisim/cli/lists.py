"""Commands that list what the ledger holds: documents, claims, entries."""

from __future__ import annotations

from kelisim.cli.options import (
    AsOf,
    KindOption,
    Language,
    LedgerOption,
    Listing,
    Parties,
    Since,
    app,
    known_kind,
    open_ledger,
    split_parties,
)


@app.command()
def documents(
    ledger: LedgerOption = None, since: Since = None, language: Language = None, form: Listing = "table"
) -> int:
    """List the documents of the ledger."""
    from kelisim.cli.write import write_listing

    with open_ledger(ledger) as book:
        notes = book.notes()
        rows = [
            {
                "id": document.id,
                "language": document.language,
                "published": document.published,
                "title": document.title,
                "url": document.url,
                "characters": len(document.text),
                "note": notes.get(document.id),
            }
            for document in book.documents(since=since, language=language)
        ]
    write_listing(rows, form)
    return 0


@app.command()
def claims(
    ledger: LedgerOption = None,
    parties: Parties = "",
    kind: KindOption = None,
    as_of: AsOf = None,
    form: Listing = "table",
) -> int:
    """List the claims: what each document says, where."""
    from kelisim.cli.write import write_answers

    with open_ledger(ledger) as book:
        found = book.claims(kind=known_kind(kind), parties=split_parties(parties), as_of=as_of)
    write_answers(found, form)
    return 0


@app.command()
def entries(
    ledger: LedgerOption = None,
    parties: Parties = "",
    kind: KindOption = None,
    since: Since = None,
    as_of: AsOf = None,
    form: Listing = "table",
) -> int:
    """List the entries: the facts, each with all the claims that carry it."""
    from kelisim.cli.write import write_answers

    with open_ledger(ledger) as book:
        found = book.entries(kind=known_kind(kind), parties=split_parties(parties), since=since, as_of=as_of)
    write_answers(found, form)
    return 0
