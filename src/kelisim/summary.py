"""What became of everything that was added, counted; and who is told of it meanwhile."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from kelisim.model import Passed, Skipped

KEPT = 1000
"""So many skipped inputs, and so many remarks, are kept in a summary; beyond that they are counted, and a listener is told."""

MOST_CAUSES = 1000
OTHER = "other reasons"
"""So many different reasons are counted by themselves; what comes after them counts under this."""

UNKNOWN = "unknown"
"""What counts under no language or no source that is known."""


@dataclass
class Summary:
    """What became of everything that was read.

    ``new`` are documents, ``changed`` those that supersede an earlier text of their address, ``known`` those that the ledger
    had, ``unchanged`` addresses at which their server says that nothing is new. ``copies`` are those of the new and changed
    that are near copies of an earlier document. ``skipped`` are the first :data:`KEPT` inputs that were not taken in,
    ``causes`` counts all of them; ``noted`` are as many remarks on documents, ``remarks`` counts them. ``passed`` counts what
    lies in containers and is no document, by its reason. ``sources`` leads from each source, as it was given, to what became
    of what it holds. ``seconds`` are those of reading and of deriving.
    """

    new: int = 0
    changed: int = 0
    known: int = 0
    unchanged: int = 0
    copies: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    causes: Counter[str] = field(default_factory=Counter)
    noted: list[Skipped] = field(default_factory=list)
    remarks: Counter[str] = field(default_factory=Counter)
    passed: Counter[str] = field(default_factory=Counter)
    claims: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    sources: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    seconds: dict[str, float] = field(default_factory=dict)
    last: str | None = None
    """The document that was dealt with last."""
    interrupted: bool = False

    @property
    def read(self) -> int:
        """All that was read, whatever became of it; what was passed over is not among it."""
        return self.documents + self.unchanged + self.causes.total()

    @property
    def documents(self) -> int:
        """The documents that were read or recognised."""
        return self.new + self.changed + self.known

    def count(self, outcome: str, origin: str | None) -> None:
        """Count one input under what became of it, in all and for its source."""
        setattr(self, outcome, getattr(self, outcome) + 1)
        self.sources[origin or UNKNOWN][outcome] += 1

    def skip(self, item: Skipped) -> None:
        """Count an input that was not taken in."""
        _count(self.causes, item.cause)
        self.sources[item.origin or UNKNOWN]["skipped"] += 1
        if len(self.skipped) < KEPT:
            self.skipped.append(item)

    def pass_over(self, item: Passed) -> None:
        """Count what is no document."""
        _count(self.passed, item.reason)
        self.sources[item.origin or UNKNOWN]["passed"] += 1

    def note(self, item: Skipped) -> None:
        """Count a remark on a document."""
        _count(self.remarks, item.cause)
        if len(self.noted) < KEPT:
            self.noted.append(item)

    def record(self, language: str | None, kinds: Iterable[str]) -> None:
        """Count the language and the claims of a new document."""
        self.languages[language or UNKNOWN] += 1
        self.claims.update(kinds)


def _count(counter: Counter[str], name: str) -> None:
    counter[name if name in counter or len(counter) < MOST_CAUSES else OTHER] += 1


class Stopped(BaseException):
    """Raised into the reading of a source, by a listener who cannot wait for the document in hand to end."""


class Listener:
    """Who is told what happens while documents are added; override what you want to hear of.

    ``stopping`` is asked after each document: when it is true, no other is read.
    """

    stopping: bool = False

    def begun(self, summary: Summary) -> None:
        """The count that grows from now on."""

    def done(self, name: str) -> None:
        """A document was dealt with: it is in the ledger."""

    def skipped(self, item: Skipped) -> None:
        """An input was not taken in."""

    def passed(self, item: Passed) -> None:
        """Something is no document."""

    def noted(self, item: Skipped) -> None:
        """There is something to be said of a document."""

    def deriving(self, done: int, total: int) -> None:
        """So many of the claims have their entries."""

    def undisturbed(self) -> AbstractContextManager[object]:
        """A document is recorded meanwhile: this is no moment to raise :class:`Stopped`."""
        return nullcontext()
