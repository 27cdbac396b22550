"""The command that fills the ledger: add."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kelisim.cli.options import (
    AllowPrivate,
    Delay,
    Language,
    LedgerOption,
    Offline,
    Published,
    app,
    open_ledger,
    with_known,
)

Columns = Annotated[
    str | None,
    typer.Option("--columns", help="Where records keep the fields of a document: text=body,id=key,published=date."),
]
Links = Annotated[
    str | None,
    typer.Option(
        "--links",
        metavar="PATTERN",
        help='Take the pages named for pages of links; follow those whose address matches, with "" all to articles.',
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        min=1,
        help="Documents read side by side.",
        show_default="as many as there are cores, for many documents",
    ),
]


@app.command()
def add(  # noqa: PLR0913 -- one parameter an option
    sources: Annotated[list[str], typer.Argument(help="Files, folders, addresses; - for standard input.")],
    ledger: LedgerOption = None,
    language: Language = None,
    published: Published = None,
    *,
    columns: Columns = None,
    since: Annotated[str | None, typer.Option("--since", help="Follow links from this date on: 2024, 2024-08.")] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Follow at most so many links a source.")] = None,
    links: Links = None,
    jobs: Jobs = None,
    offline: Offline = False,
    allow_private: AllowPrivate = False,
    delay: Delay = None,
    report: Annotated[Path | None, typer.Option("--report", help="Write what became of everything, as JSON.")] = None,
) -> int:
    """Take documents into the ledger: read, extract, store, link. Adding twice equals adding once."""
    from kelisim.cli.attending import attending
    from kelisim.sources.columns import read_columns
    from kelisim.sources.content import Options
    from kelisim.sources.fetching import Fetching
    from kelisim.sources.links import read_pattern

    options = Options(columns=read_columns(columns or ""), since=_date(since), limit=limit, links=read_pattern(links))
    fetching = Fetching(allow_private=allow_private, delay=delay, offline=offline)
    with attending(report) as attendant:
        attendant.bar.begin("opening the ledger")
        with open_ledger(ledger, create=True) as book, book.reader(options, fetching) as reader:
            attendant.read(reader.extent)
            arrivals = with_known(reader.read(sources), language, published)
            book.add_raw(arrivals, jobs=jobs, listener=attendant)
    return attendant.status


def _date(since: str | None) -> str | None:
    """A date that was asked for; :class:`~kelisim.errors.ConfigError` when it is none."""
    from kelisim.ledger.instants import end_of

    return since if since is None or end_of(since) else None
