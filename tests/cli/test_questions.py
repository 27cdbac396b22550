"""The questions as a user asks them, in this process: the way in is the same, and starting it anew would tell no more."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from kelisim.cli.run import run
from kelisim.interface import Ledger
from kelisim.model import Document

KAZAKH = """2023 жылы Қазақстан мен Өзбекстан арасындағы тауар айналымы 4,4 миллиард долларды құрады.
Тараптар оны 2030 жылға қарай 10 миллиард долларға жеткізуге келісті."""
ARABIC = """وبلغ حجم التبادل التجاري بين كازاخستان وأوزبكستان 4.4 مليار دولار في عام 2023."""
DOCUMENTS = [
    Document(id="kk", text=KAZAKH, language="kk", published="2024-04-05", url="https://www.example.org/kk"),
    Document(id="ar", text=ARABIC, language="ar", published="2024-04-06", url="https://example.net/ar"),
]


class Done(NamedTuple):
    status: int
    stdout: str
    stderr: str


Ask = Callable[..., Done]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("questions") / "ledger.db"
    with Ledger(path) as book:
        book.add(DOCUMENTS)
    return path


@pytest.fixture
def ask(ledger: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    def asked(*arguments: str, of: Path = ledger) -> Done:
        monkeypatch.setattr(sys, "argv", ["kelisim", *arguments, "--ledger", str(of)])
        status = run()
        return Done(status, *capsys.readouterr())

    return asked


def answers(done: Done) -> list[dict[str, object]]:
    assert (done.status, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_targets_are_judged_against_the_figures_and_cited(ask: Ask) -> None:
    (target,) = answers(ask("targets", "--parties", "KZ,UZ", "--as-of", "2999", "--format", "jsonl"))
    assert (target["standing"], target["value"], target["deadline"]) == ("unknown", 10_000_000_000, "2030")
    assert target["observed"]["value"] == 4_400_000_000  # type: ignore[index]
    (claim,) = target["claims"]  # type: ignore[misc]
    assert KAZAKH[claim["start"] : claim["end"]] == claim["quote"]


def test_a_target_whose_deadline_has_passed_is_said_to_be_open_to_doubt(ask: Ask) -> None:
    (target,) = answers(ask("targets", "--as-of", "2999", "--format", "jsonl"))
    assert target["reason"] == "the deadline has passed; no figure for 2030"


def test_the_series_is_a_list_and_coverage_a_matrix(ask: Ask) -> None:
    (point,) = answers(ask("series", "trade_turnover", "KZ", "UZ", "--format", "jsonl"))
    assert (point["period"], len(point["claims"])) == ("2023", 2)  # type: ignore[arg-type]
    shown = ask("coverage", "KZ,UZ@2024-04-05").stdout
    assert "1  kk (kk, example.org, 2024-04-05): 2 of 2 facts" in shown
    assert "2  ar (ar, example.net, 2024-04-06): 1 of 2 facts" in shown
    table = ask("coverage", "KZ,UZ@2024-04-05", "--format", "csv").stdout.splitlines()
    assert table[0] == "id,what,kk,ar"
    assert [row.rpartition(",")[2] for row in table[1:]] == ["●", "·"]


def test_markdown_is_a_table(ask: Ask) -> None:
    lines = ask("calendar", "--format", "markdown").stdout.splitlines()
    assert lines[1].startswith("| --- | --- |")
    assert lines[2].startswith("| 2030 | deadline")
    assert ask("followup", "--format", "markdown").stdout == "nothing found\n"


def test_quotes_from_right_to_left_are_isolated_in_tables(ask: Ask) -> None:
    shown = ask("claims", "--format", "table").stdout
    assert "\u2068وبلغ" in shown
    assert "\u2068" not in ask("claims", "--format", "csv").stdout


def test_two_documents_are_compared(ask: Ask) -> None:
    found = answers(ask("compare", "kk", "ar", "--format", "jsonl"))
    assert [(item["kind"], item["side"]) for item in found] == [("indicator", "both"), ("target", "first")]


def test_a_dossier_opens_with_the_state_and_what_is_new(ask: Ask) -> None:
    shown = ask("dossier", "KZ", "UZ", "--since", "2024-04-06").stdout
    assert "**Trade:** 4.4 billion USD in 2023" in shown
    assert shown.index("## New since 2024-04-06\n\n- Trade turnover") < shown.index("## Figures")
    assert "Nothing." in ask("dossier", "KZ", "UZ", "--since", "2024-05").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["targets", "--parties", "Kazakstan"], "KZ (Kazakhstan)"),
        (["series", "turnover", "KZ", "UZ"], "the indicators are trade_turnover"),
        (["series", "exports", "Uzbekstan", "KZ"], "UZ (Uzbekistan)"),
        (["coverage", "m000000000000"], "`kelisim entries` lists them"),
        (["coverage", "KZ,UZ@yesterday"], "'yesterday' is no date"),
        (["compare", "kk", "arr"], "there is no document 'arr'; the nearest are ar"),
        (["followup", "--as-of", "1999"], "the ledger holds nothing before"),
        (["dossier", "KZ", "UZ", "--since", "soon"], "'soon' is no date"),
        (["calendar", "--until", "2025-13"], "'2025-13' is no date"),
        (["followup", "--silent-months", "0"], "--silent-months"),
    ],
)
def test_wrong_questions_are_answered_with_one_sentence(ask: Ask, arguments: list[str], words: str) -> None:
    done = ask(*arguments)
    assert done.status == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_empty_ledger_answers_that_it_holds_nothing(tmp_path: Path, ask: Ask) -> None:
    path = tmp_path / "empty.db"
    Ledger(path).close()
    for question in (["targets"], ["followup"], ["series", "exports", "KZ", "UZ"], ["calendar"]):
        done = ask(*question, of=path)
        assert (done.status, done.stdout) == (0, "nothing found\n")
        assert done.stderr == "kelisim: the ledger holds no documents yet; `kelisim add` fills it\n"
    assert ask("compare", "a", "b", of=path).status == 2


def test_a_search_finds_documents_in_any_script_with_their_passages_and_entries(ask: Ask) -> None:
    kazakh, arabic = sorted(
        answers(ask("search", "Uzbekistan", "--format", "jsonl")), key=lambda item: str(item["published"])
    )
    assert (kazakh["document"], arabic["document"]) == ("kk", "ar")
    (snippet,) = kazakh["snippets"]  # type: ignore[misc]
    assert KAZAKH[snippet["start"] : snippet["end"]] == snippet["text"] == "Өзбекстан"
    assert [fact["kind"] for fact in arabic["entries"]] == ["indicator"]  # type: ignore[attr-defined]


def test_a_search_is_narrowed_by_kind_parties_and_language(ask: Ask) -> None:
    def documents(*options: str) -> list[object]:
        return [item["document"] for item in answers(ask("search", "Uzbekistan", "--format", "jsonl", *options))]

    assert documents() == ["ar", "kk"]
    assert documents("--language", "kk") == ["kk"]
    assert documents("--kind", "target") == []
    assert documents("--kind", "indicator", "--parties", "KZ,UZ", "--limit", "1") == ["ar"]
    assert documents("--parties", "TR") == []


def test_a_search_shows_its_passages_and_says_when_there_are_none(ask: Ask) -> None:
    shown = ask("search", "миллиард").stdout
    assert "kk (kk, 2024-04-05)" in shown
    assert "Trade turnover 4.4 billion USD in 2023" in shown
    assert ask("search", "жарнама").stdout == "nothing found\n"
    assert ask("search", "—").status == 2
