"""The command that fills the ledger: add."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kelisim.cli.interruption import Interruptible
from kelisim.cli.options import (
    INTERRUPTED,
    SKIPPED,
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
from kelisim.cli.write import printable
from kelisim.summary import Summary

if TYPE_CHECKING:
    from kelisim.cli.progress import Bar
    from kelisim.cli.report import Report, Status
    from kelisim.cli.telling import Telling
    from kelisim.model import Skipped
    from kelisim.sources.extent import Extent

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
    from kelisim.sources.columns import read_columns
    from kelisim.sources.content import Options
    from kelisim.sources.fetching import Fetching
    from kelisim.sources.links import read_pattern

    options = Options(columns=read_columns(columns or ""), since=_date(since), limit=limit, links=read_pattern(links))
    fetching = Fetching(allow_private=allow_private, delay=delay, offline=offline)
    with _attendant(report) as attendant:
        attendant.bar.begin("opening the ledger")
        with open_ledger(ledger, create=True) as book, book.reader(options, fetching) as reader:
            attendant.read(reader.extent)
            arrivals = with_known(reader.read(sources), language, published)
            book.add_raw(arrivals, jobs=jobs, listener=attendant)
    return attendant.status


class Attendant(Interruptible):
    """Shows how the work goes on, says what is skipped, and takes down the report."""

    def __init__(self, bar: Bar, telling: Telling, report: Report | None) -> None:
        super().__init__()
        self.bar = bar
        self._telling = telling
        self._report = report
        self._extent: Extent | None = None
        self._deriving = False
        self.summary = Summary()

    @property
    def status(self) -> int:
        """The exit status that the summary means."""
        if self.summary.interrupted:
            return INTERRUPTED
        return SKIPPED if self.summary.causes else 0

    def read(self, extent: Extent) -> None:
        """Reading begins, of which ``extent`` says how far it has come."""
        self._extent = extent
        self.bar.begin("reading", counted="documents")

    def begun(self, summary: Summary) -> None:
        """Keep the count at hand."""
        self.summary = summary
        if self._report:
            self._report.summary = summary

    def done(self, name: str) -> None:
        """Show that a document was dealt with."""
        self.bar.step(name, self._position)

    def skipped(self, item: Skipped) -> None:
        """Say an input that was not taken in."""
        self._telling.tell(item)
        if self._report:
            self._report.skip(item)

    def noted(self, item: Skipped) -> None:
        """Say a remark on a document."""
        self._telling.tell(item)
        if self._report:
            self._report.note(item)

    def deriving(self, done: int, total: int) -> None:
        """Show how many claims have their entries."""
        if not self._deriving:
            self._deriving = True
            self.bar.begin("deriving entries")
        self.bar.move(done, total)

    def end(self, status: Status, error: str | None = None) -> None:
        """Show the summary and write the report, whatever the work has come to."""
        from kelisim.cli.show import show_summary

        status = "interrupted" if self.summary.interrupted else status
        self._telling.end("the report has all" if self._report else "--report FILE writes down all")
        if status == "done" or self.summary.read:
            show_summary(self.summary)
        if status == "interrupted":
            self.bar.say(f"kelisim: {_standing(self.summary)}; run the same command again to go on")
        if self._report:
            self._report.write(status, error)

    def _position(self) -> tuple[int, int | None]:
        return (self._extent.done, self._extent.total) if self._extent else (0, None)


def _standing(summary: Summary) -> str:
    at = f" at {printable(summary.last)}" if summary.last else ""
    return f"interrupted after {summary.documents:,} documents{at}"


@contextmanager
def _attendant(path: Path | None) -> Iterator[Attendant]:
    """Whoever attends the work while it lasts, and ends it with summary and report, also when it fails."""
    from kelisim.cli.progress import progress
    from kelisim.cli.report import Report
    from kelisim.cli.telling import Telling
    from kelisim.errors import KelisimError

    report = Report(path) if path else None
    status: Status = "failed"
    error = None
    with progress("starting") as bar, Attendant(bar, Telling(bar.say), report) as attendant:
        try:
            yield attendant
            status = "done"
        except KelisimError as fault:
            error = str(fault)
            raise
        except KeyboardInterrupt:
            status = "interrupted"
            raise
        finally:
            bar.end()
            attendant.end(status, error)


def _date(since: str | None) -> str | None:
    """A date that was asked for; :class:`~kelisim.errors.ConfigError` when it is none."""
    from kelisim.ledger.instants import end_of

    return since if since is None or end_of(since) else None
