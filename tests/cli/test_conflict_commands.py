"""The conflicts as a user asks for them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kelisim.cli.run import run
from kelisim.interface import Ledger
from kelisim.model import Document

TEXTS = (
    ("a", "en", "Trade turnover between Georgia and Azerbaijan amounted to $1.2 billion in 2024."),
    ("b", "ru", "Товарооборот Грузии и Азербайджана в 2024 году составил 1,6 млрд долларов."),
    ("c", "en", "Trade turnover between Georgia and Azerbaijan amounted to $1.21 billion in 2024."),
)

Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Ask:
    """Runs a command on a ledger of the texts; its exit status, output and errors."""
    path = tmp_path / "ledger.db"
    with Ledger(path) as book:
        book.add([Document(id=name, language=code, published="2025-02-03", text=text) for name, code, text in TEXTS])

    def asked(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kelisim", "--ledger", str(path), *arguments])
        status = run()
        return status, *capfd.readouterr()

    return asked


def lines(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_open_conflicts_are_listed_and_with_all_the_explained_ones_too(ask: Ask) -> None:
    status, output, errors = ask("conflicts", "--format", "jsonl")
    assert (status, errors) == (0, "")
    (disputed,) = lines(output)
    assert (disputed["type"], disputed["status"], disputed["explained_by"]) == ("value", "open", None)
    assert {citation["document"] for citation in disputed["citations"]} == {"a", "b", "c"}
    texts = {name: text for name, _, text in TEXTS}
    for citation in disputed["citations"]:
        assert texts[citation["document"]][citation["start"] : citation["end"]] == citation["quote"]
    every = lines(ask("conflicts", "--all", "--format", "jsonl")[1])
    assert sorted((item["status"], item["explained_by"] or "") for item in every) == [
        ("explained", "rounding"),
        ("open", ""),
    ]


def test_filters_choose_by_type_kind_and_parties(ask: Ask) -> None:
    assert len(lines(ask("conflicts", "--type", "value", "--kind", "indicator", "--format", "jsonl")[1])) == 1
    assert ask("conflicts", "--type", "count", "--format", "jsonl")[1] == ""
    assert ask("conflicts", "--kind", "target", "--format", "jsonl")[1] == ""
    assert len(lines(ask("conflicts", "--parties", "Georgia,AZ", "--format", "jsonl")[1])) == 1
    assert ask("conflicts", "--parties", "KZ", "--format", "jsonl")[1] == ""


def test_a_conflict_is_shown_with_both_sides_by_the_beginning_of_its_id(ask: Ask) -> None:
    (disputed,) = lines(ask("conflicts", "--format", "jsonl")[1])
    status, output, _ = ask("conflicts", "show", disputed["id"][:7])
    assert status == 0
    assert "1.2 billion USD" in output
    assert "1.6 billion USD" in output
    assert "составил 1,6 млрд долларов" in output
    assert disputed["id"] in output


def test_csv_and_table_have_the_reason_in_one_cell(ask: Ask) -> None:
    header, row = ask("conflicts", "--format", "csv")[1].splitlines()
    assert header == "id,type,status,explained_by,kind,parties,reason"
    assert "more than rounding or a bound allows" in row
    assert "value" in ask("conflicts")[1]


def test_entries_name_their_conflicts(ask: Ask) -> None:
    (disputed,) = lines(ask("conflicts", "--format", "jsonl")[1])
    entries = lines(ask("entries", "--kind", "indicator", "--format", "jsonl")[1])
    assert {entry["id"] for entry in entries if disputed["id"] in entry["conflicts"]} == set(disputed["entries"])


def test_a_dossier_lists_the_conflicts_of_its_parties(ask: Ask) -> None:
    output = ask("dossier", "AZ", "GE")[1]
    assert "## Conflicts" in output
    assert "(disputed: x" in output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["show", "xnone"], "there is no conflict 'xnone'"),
        (["show", ""], "there is no conflict ''"),
        (["--type", "quarrel"], "there is no type of conflict 'quarrel'; there are value, target_moved"),
        (["--kind", "treaty"], "there is no kind 'treaty'"),
        (["--as-of", "1999-01-01"], "the ledger holds nothing before"),
        (["--as-of", "yesterday"], "'yesterday' is no date"),
        (["--as-of", "2026-13-45"], "'2026-13-45' is no date"),
        (["--parties", "Georgea,AZ"], "the nearest are"),
    ],
)
def test_what_cannot_be_answered_is_wrong_use_and_says_why_in_one_sentence(
    ask: Ask, arguments: list[str], words: str
) -> None:
    status, output, errors = ask("conflicts", *arguments)
    assert (status, output) == (2, "")
    assert words in errors
    assert errors.count("\n") == 1


def test_as_of_today_answers_as_now(ask: Ask) -> None:
    assert ask("conflicts", "--as-of", "2999-01-01", "--format", "jsonl")[1] == ask("conflicts", "--format", "jsonl")[1]


def test_no_conflicts_are_said_to_be_none(ask: Ask) -> None:
    assert ask("conflicts", "--parties", "KZ")[1] == "nothing found\n"
