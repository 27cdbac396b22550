"""Whoever attends the adding of documents: shows how it goes on, says what is skipped, sums up, reports."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kelisim.cli.interruption import Interruptible
from kelisim.cli.options import INTERRUPTED, SKIPPED
from kelisim.cli.progress import Bar, progress
from kelisim.cli.report import Report, Status
from kelisim.cli.telling import Telling
from kelisim.cli.write import printable
from kelisim.errors import ExportError, KelisimError
from kelisim.summary import Summary

if TYPE_CHECKING:
    from kelisim.model import Skipped
    from kelisim.sources.extent import Extent


class Attendant(Interruptible):
    """Shows how the work goes on, says what is skipped, and takes down the report."""

    def __init__(self, bar: Bar, telling: Telling, report: Report | None) -> None:
        super().__init__()
        self.bar = bar
        self._telling = telling
        self._report = report
        self._extent: Extent | None = None
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
        self.bar.work("deriving entries", done, total)

    def end(self, status: Status, error: str | None = None) -> None:
        """Show the summary and write the report, whatever the work has come to."""
        from kelisim.cli.show import show_summary

        status = "interrupted" if self.summary.interrupted else status
        self._telling.end("the report has all" if self._report else "--report FILE writes down all")
        if status == "done" or self.summary.read:
            show_summary(self.summary)
        if self.summary.interrupted:
            self.bar.say(f"kelisim: {_standing(self.summary)}; run the same command again to go on")
        if self._report:
            with suppress(ExportError) if error else nullcontext():  # what failed first is what the user is told
                self._report.write(status, error)

    def _position(self) -> tuple[int, int | None]:
        return (self._extent.done, self._extent.total) if self._extent else (0, None)


def _standing(summary: Summary) -> str:
    at = f" at {printable(summary.last)}" if summary.last else ""
    return f"interrupted after {summary.documents:,} documents{at}"


@contextmanager
def attending(path: Path | None) -> Iterator[Attendant]:
    """Whoever attends the work while it lasts, and ends it with summary and report, also when it fails."""
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
