"""Commands that brief their reader: dossier."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kelisim.cli.options import JudgedAsOf, LedgerOption, app, open_ledger, write_file


@app.command()
def dossier(
    parties: Annotated[list[str], typer.Argument(help="Two or more codes or names: KZ UZ.")],
    ledger: LedgerOption = None,
    as_of: JudgedAsOf = None,
    since: Annotated[str | None, typer.Option("--since", help="Put what is new since this date at the top.")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write Markdown to this file.")] = None,
) -> int:
    """Everything the ledger holds about two or more parties, with citations."""
    from kelisim.cli.show import show_dossier
    from kelisim.errors import ConfigError
    from kelisim.exports.markdown import dossier_markdown

    if len(parties) < 2:  # noqa: PLR2004 -- a dossier is about a relation
        raise ConfigError("a dossier needs at least two parties, such as KZ UZ")
    with open_ledger(ledger) as book:
        brief = book.dossier(*parties, as_of=as_of, since=since)
        sources = book.sources(brief.documents)
    if output is not None:
        write_file(output, dossier_markdown(brief, sources))
    elif sys.stdout.isatty():
        show_dossier(brief, sources)
    else:
        typer.echo(dossier_markdown(brief, sources), nl=False)
    return 0
