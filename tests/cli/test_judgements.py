"""Judging as a user does it: from a script."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from kelisim.cli.run import run

KAZAKH = "2023 жылы Қазақстан мен Өзбекстан арасындағы тауар айналымы 4,4 миллиард долларды құрады."
ARABIC = "وبلغ حجم التبادل التجاري بين كازاخستان وأوزبكستان 4.4 مليار دولار في عام 2023."
PAGE = "https://example.org/news/1"


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


def kelisim(*arguments: str | Path, given: str = "", **settings: str) -> Done:
    """The command in this process, as its user would see it."""
    streams = {
        "stdin": io.TextIOWrapper(io.BytesIO(given.encode()), encoding="utf-8"),
        "stdout": io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True),
        "stderr": io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True),
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, stream in streams.items():
            patch.setattr(sys, name, stream)
        patch.setattr(sys, "argv", ["kelisim", *map(str, arguments)])
        for name, value in settings.items():
            patch.setenv(name, value)
        status = run()
    return Done(status, *(streams[name].buffer.getvalue().decode() for name in ("stdout", "stderr")))  # type: ignore[attr-defined]


def record(name: str, text: str, **known: str) -> str:
    return json.dumps({"id": name, "text": text} | known, ensure_ascii=False) + "\n"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    given = record("kk", KAZAKH, url=PAGE) + record("ar", ARABIC)
    assert kelisim("add", "-", "--ledger", tmp_path / "l.db", given=given).returncode == 0
    return tmp_path / "l.db"


def listed(ledger: Path, command: str, *options: str) -> list[dict[str, object]]:
    done = kelisim(command, "--ledger", ledger, "--format", "jsonl", *options)
    return [json.loads(line) for line in done.stdout.splitlines()]


def claims(ledger: Path) -> dict[str, str]:
    return {str(claim["document"]): str(claim["id"]) for claim in listed(ledger, "claims")}


def test_a_script_judges_lists_and_withdraws(ledger: Path) -> None:
    named = claims(ledger)
    done = kelisim("judge", "different", *named.values(), "--by", "Aigul", "--why", "two sources", "--ledger", ledger)
    assert (done.returncode, done.stderr) == (0, "")
    (told,) = listed(ledger, "judgements")
    assert (told["id"], told["kind"], told["author"], told["reason"], told["status"]) == (
        done.stdout.strip(),
        "different",
        "Aigul",
        "two sources",
        "stands",
    )
    assert kelisim("judge", "withdraw", str(told["id"]), "--by", "Aigul", "--ledger", ledger).returncode == 0
    assert [item["status"] for item in listed(ledger, "judgements")] == ["withdrawn", "withdrawal"]
    assert "withdrawn" in kelisim("judgements", "--ledger", ledger).stdout


def test_the_author_is_the_one_of_the_settings_unless_named(ledger: Path) -> None:
    name = claims(ledger)["kk"]
    correction = ("--field", "period", "--value", "2024")
    kelisim("judge", "value", name, *correction, "--ledger", ledger, KELISIM_AUTHOR="Berik")
    (told,) = listed(ledger, "judgements")
    assert (told["author"], told["field"], told["value"]) == ("Berik", "period", "2024")


def test_a_changed_document_is_said_to_supersede_and_reopens(ledger: Path) -> None:
    old = claims(ledger)["kk"]
    kelisim("judge", "right", old, "--by", "Aigul", "--ledger", ledger)
    given = record("kk2", KAZAKH.replace("4,4", "4,9"), url=PAGE)
    assert "supersedes kk" in kelisim("add", "-", "--ledger", ledger, given=given).stderr
    assert {item["id"]: item["superseded_by"] for item in listed(ledger, "documents")}["kk"] == "kk2"
    assert "superseded by" in kelisim("documents", "--ledger", ledger).stdout
    assert {item["document"] for item in listed(ledger, "claims", "--current")} == {"kk2", "ar"}
    (reopened,) = listed(ledger, "judgements", "--reopened")
    assert (reopened["status"], reopened["lost"]) == ("reopened", [old])
    refused = kelisim("judge", "wrong", old, "--by", "Aigul", "--ledger", ledger)
    assert (refused.returncode, "which kk2 supersedes" in refused.stderr) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["judge", "right", "{kk}", "--by", ""], "needs its author"),
        (["judge", "perhaps", "{kk}"], "perhaps"),
        (["judge", "right", "zzzz"], "`kelisim entries` lists them"),
        (["judge", "value", "{kk}", "--field", "unit"], "both --field and --value"),
        (["judge", "value", "{kk}", "--field", "colour", "--value", "red"], "its fields are"),
        (["judge", "right", "{kk}", "--field", "unit", "--value", "EUR"], "no other judgement takes them"),
        (["judge", "same", "{kk}"], "at least two"),
        (["judge", "withdraw", "j0"], "`kelisim judgements` lists them"),
        (["entries", "--as-of", "soon"], "is no date"),
        (["entries", "--as-of", "2001"], "the ledger holds nothing before"),
    ],
)
def test_what_cannot_be_recorded_is_refused_in_a_sentence(ledger: Path, arguments: list[str], words: str) -> None:
    named = claims(ledger)
    done = kelisim(*(argument.format(**named) for argument in arguments), "--ledger", ledger)
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert listed(ledger, "judgements") == []


def test_a_contradiction_ends_as_wrong_use_with_its_chain(ledger: Path) -> None:
    named = list(claims(ledger).values())
    kelisim("judge", "same", *named, "--by", "Aigul", "--why", "one report", "--ledger", ledger)
    done = kelisim("judge", "different", *named, "--by", "Berik", "--ledger", ledger)
    assert done.returncode == 2
    assert "Aigul said on" in done.stderr
    assert "“one report”" in done.stderr
    assert len(listed(ledger, "judgements")) == 1
