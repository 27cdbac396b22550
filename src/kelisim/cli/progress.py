"""A progress bar for work that takes longer than a moment, on a terminal only."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING

from kelisim.cli.write import isolated, printable

if TYPE_CHECKING:
    from rich.progress import Progress

SHOWN_AFTER = 1.0
"""Seconds; what takes no longer shows no bar."""

REFRESHED_EVERY = 0.1
"""Seconds between two updates: more could not be read."""

LONGEST_NAME = 40


class Bar:
    """Shows how far the work in hand has come, once that takes longer than a moment; nothing where no terminal is."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._tasks: list[int] = []
        self._label = ""
        self._count = 0
        self._due = 0.0
        self._timer = Timer(SHOWN_AFTER, progress.start) if progress else None
        if self._timer:
            self._timer.daemon = True
            self._timer.start()

    def end(self) -> None:
        """Take the bar away."""
        if self._progress and self._timer:
            self._timer.cancel()
            self._timer.join()
            self._progress.stop()

    def begin(self, label: str, *, counted: str = "") -> None:
        """Other work begins; ``counted`` is what is counted, such as ``documents``."""
        self._label = label
        if self._progress:
            for task in self._tasks:
                self._progress.remove_task(task)  # type: ignore[arg-type]
            self._count = 0
            self._tasks = [self._progress.add_task(label, total=None, name="", count=0, counted=counted)]

    def step(self, name: str, extent: Callable[[], tuple[int, int | None]]) -> None:
        """One more of what is counted is done, which is called ``name``; ``extent`` says how much of how much is."""
        self._count += 1
        if self._progress and time.monotonic() >= self._due:
            done, total = extent()
            self.move(done, total, name=_cut(name), count=self._count)

    def move(self, done: int, total: int | None, **fields: object) -> None:
        """So much of ``total`` is done; ``None`` where nobody knows how much there is."""
        if self._progress and time.monotonic() >= self._due:
            self._due = time.monotonic() + REFRESHED_EVERY
            self._progress.update(self._tasks[-1], completed=done, total=total or None, **fields)  # type: ignore[arg-type]

    def work(self, label: str, done: int, total: int) -> None:
        """So much of ``total`` is done of some work, which may be other work than before."""
        if label != self._label:
            self.begin(label)
        self.move(done, total)

    def say(self, line: str) -> None:
        """Write a line to standard error, above the bar."""
        if not self._progress:
            sys.stderr.write(f"{line}\n")
            return
        from rich.text import Text

        self._progress.console.print(Text(isolated(line)), soft_wrap=True)


@contextmanager
def progress(label: str, *, counted: str = "") -> Iterator[Bar]:
    """A bar for work that begins now; it goes when the work ends."""
    if not sys.stderr.isatty():
        yield Bar(None)
        return
    bar = Bar(_progress())
    bar.begin(label, counted=counted)
    try:
        yield bar
    finally:
        bar.end()


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        ProgressColumn,
        Task,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """What is counted, and how much of it a second."""

        def render(self, task: Task) -> Text:
            count, counted, seconds = task.fields["count"], task.fields["counted"], task.elapsed or 0
            return Text(f"{count:,} {counted}, {count / seconds:,.1f}/s" if count and seconds else "")

    class Remaining(TimeRemainingColumn):
        """The time that the rest will take; nothing where nobody knows."""

        def render(self, task: Task) -> Text:
            return Text.assemble(super().render(task), " left") if task.total and task.time_remaining else Text()

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        TaskProgressColumn(markup=True),
        Rate(),
        TimeElapsedColumn(),
        Remaining(),
        TextColumn("{task.fields[name]}", markup=False, style="dim"),
        console=Console(stderr=True),
        transient=True,
    )


def _cut(name: str) -> str:
    """The end of a long name, in its own direction: the end tells more than the folder."""
    shown = printable(name)
    return isolated(shown if len(shown) <= LONGEST_NAME else f"…{shown[1 - LONGEST_NAME :]}")
