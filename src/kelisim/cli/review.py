"""The conversation of ``kelisim review``: one question at a time, answered by one key."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any, NamedTuple

import msgspec
from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from kelisim.analysis.review import Choice, Question, is_settled
from kelisim.analysis.rows import row
from kelisim.analysis.sources import Sources
from kelisim.cli.show import COLOURS
from kelisim.cli.write import FIRST_STRONG_ISOLATE, POP_ISOLATE
from kelisim.errors import ResolveError
from kelisim.interface import Ledger
from kelisim.model import Claim
from kelisim.model.identity import claim_id
from kelisim.model.vocabulary import Verdict

try:
    import termios
    import tty
except ImportError:  # Windows has neither
    termios = None  # type: ignore[assignment]

NARROWEST = 80
"""A terminal of fewer columns shows the quotes below each other."""

WIDEST = 160
SHOWN_CLAIMS = 6
"""So many claims of one question are shown."""

SKIP, UNDO, QUIT, END = "k", "u", "q", ""
END_OF_TRANSMISSION = "\x04"
"""What a terminal sends for Ctrl-D."""

DIFFERENT = "d"
COMMON = "[k] skip  [u] undo  [q] quit"


class Answer(NamedTuple):
    """What a key says: a verdict on some of the question's claims, with a value where it corrects one."""

    verdict: Verdict
    claims: tuple[str, ...]
    value: Any = None


class Step(NamedTuple):
    """An answered question and the judgement that it gave."""

    place: int
    judgement: str


@dataclass
class Tally:
    """What became of the questions."""

    steps: list[Step] = field(default_factory=list)
    skipped: int = 0
    left: int = 0


class Texts(NamedTuple):
    """What questions are shown from."""

    claims: Mapping[str, Claim]
    sources: Sources


class Session(NamedTuple):
    """Who answers, for which reason, and where it is shown."""

    by: str | None
    why: str
    console: Console


def review(book: Ledger, questions: Sequence[Question], *, by: str | None, why: str) -> Tally:
    """Ask the questions in their order, record each answer at once, and tell what became of them."""
    session = Session(by, why, Console(width=min(WIDEST, shutil.get_terminal_size().columns)))
    claims = {claim_id(claim): claim for claim in book.claims(current=True)}
    texts = Texts(claims, book.sources())
    tally = Tally()
    place = 0
    while place < len(questions):
        question = questions[place]
        if question.reopened is None and is_settled(question, book.constraints()):
            place += 1
            continue
        show_question(question, texts, session.console, f"{place + 1} of {len(questions)}")
        key = _key(question, session.console)
        if key in (QUIT, END):
            break
        if key == UNDO:
            place = _undo(book, tally, session, place)
            continue
        recorded = None if key == SKIP else _record(book, question, answers(question)[key], session)
        if recorded is None:
            tally.skipped += 1
        else:
            tally.steps.append(Step(place, recorded))
        place += 1
    tally.left = len(questions) - place
    return tally


def answers(question: Question) -> dict[str, Answer]:
    """What each key says in answer to a question."""
    if question.asks == "same":
        return {"s": Answer("same", question.claims), DIFFERENT: Answer("different", question.claims)}
    if question.asks == "right":
        return {"r": Answer("right", question.claims), "w": Answer("wrong", question.claims)}
    choices = question.choices[:9]
    given = {str(number): _correction(question, choice) for number, choice in enumerate(choices, start=1)}
    tellers = tuple(choice.claims[0] for choice in question.choices if choice.claims)
    return given | ({DIFFERENT: Answer("different", tellers)} if len(tellers) > 1 else {})


def _correction(question: Question, chosen: Choice) -> Answer:
    """The chosen value for the claims that say otherwise; for all when none does."""
    others = tuple(claim for choice in question.choices if choice is not chosen for claim in choice.claims)
    return Answer("value", others or question.claims, chosen.value)


def _record(book: Ledger, question: Question, answer: Answer, session: Session) -> str | None:
    """Record an answer; the judgement's name, or ``None`` when it was refused."""
    try:
        judgement = book.judge(
            answer.verdict,
            *answer.claims,
            by=session.by,
            why=session.why,
            correction=(question.field, answer.value) if answer.verdict == "value" else None,
            answers=question.reopened,
        )
    except ResolveError as error:
        session.console.print(Text(str(error), style="red"))
        return None
    return judgement.id


def _undo(book: Ledger, tally: Tally, session: Session, place: int) -> int:
    """Withdraw the last answer; the place of its question."""
    if not tally.steps:
        session.console.print("nothing to undo")
        return place
    step = tally.steps.pop()
    book.judge("withdrawn", step.judgement, by=session.by, why="undone in review")
    session.console.print("undone; asked again")
    return step.place


# the keys


def _key(question: Question, console: Console) -> str:
    """The next key that means something here; ``END`` at the end of the input."""
    known = {*answers(question), SKIP, UNDO, QUIT, END}
    while (key := _read_key().lower()) not in known:
        console.print(Text(f"{key!r} means nothing here: {_menu(question)}"))
    return key


def _read_key() -> str:
    """The next character that is no space; ``END`` at the end of the input."""
    while (character := sys.stdin.read(1)).isspace():
        pass
    return END if character == END_OF_TRANSMISSION else character


@contextmanager
def single_keys() -> Iterator[None]:
    """A terminal that hands over each key at once and does not show it; where that is not to be had, lines will do."""
    if termios is None or not sys.stdin.isatty():
        yield
        return
    before = termios.tcgetattr(sys.stdin)
    tty.setcbreak(sys.stdin, termios.TCSANOW)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSANOW, before)


# what is shown


def show_question(question: Question, texts: Texts, console: Console, place: str) -> None:
    """The question with the quotes it is about side by side, and the keys that answer it."""
    console.print(Rule(f"{place} · {question.because}"))
    shown = [name for name in question.claims if name in texts.claims][:SHOWN_CLAIMS]
    columns = 1 if console.width < NARROWEST or len(shown) == 1 else 2
    width = console.width // columns - 2
    for first in range(0, len(shown), columns):
        cells = [_claim_lines(name, texts, width) for name in shown[first : first + columns]]
        grid = Table.grid(padding=(0, 2))
        for _ in cells:
            grid.add_column(width=width, no_wrap=True)
        for lines in zip_longest(*cells, fillvalue=Text()):
            grid.add_row(*lines)
        console.print(grid)
        console.print()
    if len(question.claims) > len(shown):
        console.print(f"and {len(question.claims) - len(shown)} more")
    console.print(Text(_menu(question), style="bold"))


def _claim_lines(name: str, texts: Texts, width: int) -> list[Text]:
    """Where a claim stands, how it was read, and its quote: lines that each keep their own direction."""
    claim = texts.claims[name]
    source = texts.sources[claim.document]
    place = (claim.document, source.outlet, source.published or "undated", claim.language)
    heading = " · ".join(part for part in place if part)
    read = f"{claim.kind} {', '.join(claim.parties)} {row(claim)['what']}"
    return [
        *(Text(line, style="dim") for line in textwrap.wrap(heading, width)),
        *(Text(line, style=COLOURS[claim.kind]) for line in textwrap.wrap(read, width)),
        *(
            Text(f"{FIRST_STRONG_ISOLATE}{line}{POP_ISOLATE}")
            for line in textwrap.wrap(" ".join(claim.quote.split()), width)
        ),
    ]


def _menu(question: Question) -> str:
    if question.asks == "same":
        return f"Do they state one fact?  [s] same  [d] different  {COMMON}"
    if question.asks == "right":
        return f"Was the text read rightly?  [r] right  [w] wrong  {COMMON}"
    choices = "  ".join(
        f"[{number}] {_shown(choice.value)} ({len(choice.claims)} claims)"
        for number, choice in enumerate(question.choices[:9], start=1)
    )
    different = "  [d] these are different facts" if DIFFERENT in answers(question) else ""
    return f"What is its {question.field}?  {choices}{different}  {COMMON}"


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:,.15g}"
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
