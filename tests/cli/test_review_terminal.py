"""The conversation of `kelisim review`, through a pipe and on a terminal."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest

from kelisim import Claim, Document, Ledger
from kelisim.cli.review import review
from kelisim.ledger.store import Store
from kelisim.model.identity import claim_id

QUOTES = {"ar": "وبلغت صادرات كازاخستان إلى أوزبكستان خمسة مليارات دولار", "kk": "Экспорт бес миллиард долларға жетті"}


def claim(document: str, confidence: float, **fields: object) -> Claim:
    language = document[:2]
    quote = QUOTES[language]
    return Claim(
        document=document,
        kind="indicator",
        parties=("KZ", "UZ"),
        start=0,
        end=len(quote),
        quote=quote,
        language=language,
        confidence=confidence,
        indicator="exports",
        unit="USD",
        **fields,  # type: ignore[arg-type]
    )


CLAIMS = [
    claim("ar", 0.5, value=5e9, period="2021"),
    claim("kk", 0.6, value=5e9, period="2023"),
    claim("kk2", 0.7, value=7e9, period="2019"),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger with three claims of low confidence, so that they are asked in their order."""
    with Store(f"sqlite:///{tmp_path / 'l.db'}") as store:
        for item in CLAIMS:
            url = f"https://www.example.org/{item.document}"
            document = Document(id=item.document, text=item.quote, language=item.language, url=url)
            store.add(document, [item])
    return tmp_path / "l.db"


def piped(path: Path, keys: str, *options: str) -> tuple[str, list[tuple[str, str]]]:
    """What `review` says to the keys, and what each judgement is and has become."""
    call = [sys.executable, "-c", "from kelisim.cli import main; main()", "review", "--ledger", str(path), *options]
    done = subprocess.run(
        call, input=keys.encode(), capture_output=True, check=False, env=os.environ | {"COLUMNS": "100"}
    )
    assert (done.returncode, done.stderr) == (0, b"")
    with Ledger(path) as book:
        return done.stdout.decode(), [(item.judgement.kind, item.status) for item in book.judgements()]


def test_each_answer_is_recorded_and_the_rest_stays_to_be_asked(path: Path) -> None:
    shown, judged = piped(path, "r\nw\n", "--by", "Aigul", "--why", "read again")
    assert judged == [("right", "stands"), ("wrong", "stands")]
    assert "2 answered, 0 skipped, 1 left" in shown
    assert "ar · example.org · undated · ar" in shown
    with Ledger(path) as book:
        first, second = book.judgements()
    assert (first.judgement.author, first.judgement.reason) == ("Aigul", "read again")
    assert first.judgement.claims == (claim_id(CLAIMS[0]),)
    assert second.judgement.claims == (claim_id(CLAIMS[1]),)
    assert "0 answered, 1 skipped, 0 left" in piped(path, "k")[0]


def test_quotes_keep_their_direction(path: Path) -> None:
    shown, _ = piped(path, "")
    assert f"\u2068{QUOTES['ar']}\u2069" in shown
    assert "0 answered, 0 skipped, 3 left" in shown


def test_undo_withdraws_the_last_answer_and_asks_again(path: Path) -> None:
    shown, judged = piped(path, "u r u w q")
    assert "nothing to undo" in shown
    assert judged == [("right", "withdrawn"), ("withdrawn", "withdrawal"), ("wrong", "stands")]
    assert "1 answered, 0 skipped, 2 left" in shown


def test_a_key_without_meaning_is_said_to_have_none(path: Path) -> None:
    shown, judged = piped(path, "xq")
    assert "'x' means nothing here" in shown
    assert judged == []


def test_a_ledger_without_doubts_asks_nothing(tmp_path: Path) -> None:
    with Store(f"sqlite:///{tmp_path / 'l.db'}") as store:
        store.add(Document(id="kk", text=QUOTES["kk"]), [claim("kk", 1.0, value=5e9)])
    assert "nothing is doubtful" in piped(tmp_path / "l.db", "")[0]


def test_on_a_terminal_one_key_answers_without_a_newline(path: Path) -> None:
    ours, theirs = pty.openpty()
    call = [sys.executable, "-c", "from kelisim.cli import main; main()", "review", "--ledger", str(path)]
    process = subprocess.Popen(call, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True)
    os.close(theirs)
    try:
        shown = ""
        for key in "rwq":
            shown += _read_until(ours, "[q] quit")
            os.write(ours, key.encode())
        shown += _read_until(ours, " left")
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()
    os.close(ours)
    assert "2 answered, 0 skipped, 1 left" in shown
    with Ledger(path) as book:
        assert [item.judgement.kind for item in book.judgements()] == ["right", "wrong"]


def _read_until(terminal: int, words: str) -> str:
    """What the terminal shows up to some words; fails when nothing more comes for a minute."""
    shown = b""
    while words.encode() not in shown:
        assert select.select([terminal], [], [], 60)[0], shown.decode(errors="replace")
        shown += os.read(terminal, 1 << 16)
    return shown.decode(errors="replace")


def test_which_value_and_same_or_different_are_asked_too(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    from kelisim.analysis.review import Choice, Question

    one, other, third = map(claim_id, CLAIMS)
    asked = [
        Question(asks="same", claims=(one, other), doubt=1, because="near"),
        Question(
            asks="value",
            claims=(one, other, third),
            doubt=1,
            because="two values",
            field="value",
            choices=(Choice(5e9, (one, other)), Choice(7e9, (third,))),
        ),
        Question(asks="same", claims=(one, other), doubt=1, because="settled by then"),
        Question(asks="same", claims=(one, third), doubt=1, because="contradicted"),
    ]
    monkeypatch.setattr(sys, "stdin", io.StringIO("s1s"))
    with Ledger(path) as book:
        tally = review(book, asked, by="Aigul", why="")
        told = [item.judgement for item in book.judgements()]
    assert (len(tally.steps), tally.skipped, tally.left) == (3, 0, 0)
    assert [(item.kind, item.claims) for item in told] == [
        ("same", tuple(sorted((one, other)))),
        ("value", (third,)),
        ("same", tuple(sorted((one, third)))),
    ]
    assert told[1].value == 5e9


def test_an_answer_that_contradicts_is_refused_and_the_review_goes_on(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import io

    from kelisim.analysis.review import Question

    one = claim_id(CLAIMS[0])
    again = Question(asks="right", claims=(one,), doubt=1, because="changed", reopened=None)
    monkeypatch.setattr(sys, "stdin", io.StringIO("w"))
    with Ledger(path) as book:
        book.judge("right", one, by="Berik")
        tally = review(book, [again], by="Aigul", why="")
        assert len(book.judgements()) == 1
    assert (len(tally.steps), tally.skipped, tally.left) == (0, 1, 0)
    assert "contradict each other" in capsys.readouterr().out
