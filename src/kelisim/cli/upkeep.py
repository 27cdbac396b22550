"""Commands around the ledger itself: rebuild, demo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kelisim.cli.options import LedgerOption, app, open_ledger


@app.command()
def rebuild(ledger: LedgerOption = None) -> int:
    """Find the copies among the documents, and derive all entries anew from their claims and the judgements."""
    from kelisim.cli.progress import progress

    with progress("opening the ledger") as bar, open_ledger(ledger) as book:
        count = book.rebuild(bar.work)
    typer.echo(f"{count} entries")
    return 0


@app.command()
def demo(
    ledger: Annotated[Path | None, typer.Option("--ledger", help="Keep the demo's ledger at this path.")] = None,
) -> int:
    """Fill a ledger from bundled example texts and print a dossier."""
    from kelisim.cli.demo import run_demo

    return run_demo(ledger)
