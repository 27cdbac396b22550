"""A progress line for work that takes longer than a moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kelisim.summary import Listener

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Bar(Listener):
    """Shows the documents that are done."""

    def __init__(self, bar: Progress, task: TaskID, label: str) -> None:
        self._bar, self._task, self._label = bar, task, label

    def done(self, name: str) -> None:
        """Count a document."""
        self._bar.update(self._task, advance=1, description=f"{self._label} {name[:40]}")


@contextmanager
def progress(label: str) -> Iterator[Bar]:
    """A listener that shows count, rate and time on a terminal."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.completed} documents"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield Bar(bar, bar.add_task(label, total=None), label)
