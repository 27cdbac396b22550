"""The command that fills the ledger, as a user meets it."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
from pathlib import Path

import pytest
from cli_terminal import CALL, on_terminal, start

from kelisim import Ledger

KAZAKH = "{} жылы Қазақстан мен Өзбекстан арасындағы тауар айналымы 4,4 миллиард долларды құрады."


def kelisim(*arguments: str | Path, given: str = "") -> subprocess.CompletedProcess[str]:
    call = [*CALL, *map(str, arguments)]
    return subprocess.run(call, input=given, capture_output=True, text=True, check=False)


def record(number: int, text: str | None = None) -> str:
    return json.dumps({"id": f"d{number:04}", "text": text or KAZAKH.format(number)}, ensure_ascii=False)


def documents(ledger: Path) -> list[str]:
    with Ledger(ledger) as book:
        return [document.id for document in book.documents()]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """So many documents that no test waits for the last."""
    path = tmp_path / "endless.jsonl"
    path.write_text("\n".join(record(number) for number in range(20_000)), encoding="utf-8")
    return path


def test_the_summary_and_the_report_tell_what_became_of_everything(tmp_path: Path, ledger: Path) -> None:
    page, sources = "https://gazeta.example/1", tmp_path / "texts"
    sources.mkdir()
    story = "Кездесуде екі елдің министрлері көпір құрылысын, су бөлісін және жаңа пойыз бағытын талқылады. " * 3
    first = {"id": "a", "text": f"{KAZAKH.format(2021)} {story}", "url": page}
    changed = {"id": "b", "text": f"{KAZAKH.format(2022)} {story}", "url": page.replace("https", "http") + "/"}
    reprint = {"id": "c", "text": f"{KAZAKH.format(2022)} {story}", "url": "https://other.example/2"}
    (sources / "pages.jsonl").write_text("\n".join(map(json.dumps, (first, changed, reprint))), encoding="utf-8")
    (sources / "bad.jsonl").write_text('{"id": 1\n{"id": 12\n{"n": 1}\n', encoding="utf-8")
    report = tmp_path / "report.json"
    done = kelisim("add", sources, tmp_path / "none.txt", "--ledger", ledger, "--report", report)
    assert done.returncode == 1
    assert "7 read: 2 new, 1 changed, 0 known, 4 skipped" in done.stderr
    assert "near copies of earlier documents: 1" in done.stderr
    assert "2  the line is not JSON" in done.stderr
    assert "supersedes a" in done.stderr
    told = json.loads(report.read_text(encoding="utf-8"))
    assert (told["status"], told["error"], told["schema"]) == ("done", None, 1)
    counts = {"read": 7, "new": 2, "changed": 1, "known": 0, "unchanged": 0, "copies": 1, "skipped": 4, "passed": 0}
    assert told["counts"] == counts | {"noted": 1}
    assert told["causes"]["the line is not JSON"] == 2
    assert told["claims"]["indicator"] == 3
    assert told["languages"] == {"kk": 3}
    assert told["sources"] == {
        str(sources): {"new": 2, "changed": 1, "skipped": 3},
        str(tmp_path / "none.txt"): {"skipped": 1},
    }
    assert [item["name"].rpartition("/")[2] for item in told["skipped"]] == [
        "bad.jsonl:1",
        "bad.jsonl:2",
        "bad.jsonl:3",
        "none.txt",
    ]
    assert all(item["reason"] and item["cause"] and item["origin"] for item in told["skipped"])
    assert [item["document"] for item in told["noted"]] == ["b"]
    assert set(told["seconds"]) == {"all", "reading", "deriving"}


def test_columns_name_the_keys_of_records(ledger: Path) -> None:
    line = json.dumps({"key": "x", "body": KAZAKH.format(2023), "day": "2024-02-03"})
    done = kelisim("add", "-", "--ledger", ledger, "--columns", "text=body,id=key,published=day", given=line)
    assert done.returncode == 0, done.stderr
    with Ledger(ledger) as book:
        (document,) = book.documents()
    assert (document.id, document.published) == ("x", "2024-02-03")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--columns", "body"], "write field=column, where the fields are id, text"),
        (["--since", "yesterday"], "'yesterday' is no date"),
        (["--limit", "0"], "--limit"),
        (["--jobs", "0"], "--jobs"),
    ],
)
def test_options_that_cannot_be_followed_end_with_a_sentence(ledger: Path, arguments: list[str], words: str) -> None:
    done = kelisim("add", "-", "--ledger", ledger, *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert not ledger.exists()


def test_addresses_are_skipped_offline(ledger: Path) -> None:
    done = kelisim("add", "https://news.example/1", "--offline", "--ledger", ledger)
    assert done.returncode == 1
    assert "https://news.example/1: it was not fetched" in done.stderr


def test_many_inputs_with_one_fault_do_not_flood_and_the_report_has_all(tmp_path: Path, ledger: Path) -> None:
    lines, report = tmp_path / "bad.jsonl", tmp_path / "report.json"
    lines.write_text("{\n" * 30_000 + '{"n": 1}\n' + record(1), encoding="utf-8")
    done = kelisim("add", lines, "--ledger", ledger, "--report", report)
    said = done.stderr.splitlines()
    assert len(said) < 1020
    assert "kelisim: and 29,000 more: the line is not JSON; the report has all" in said
    assert any("bad.jsonl:30001: the object has no `text`" in line for line in said)
    told = json.loads(report.read_text(encoding="utf-8"))
    assert len(told["skipped"]) == told["counts"]["skipped"] == 30_001


def test_a_report_that_cannot_be_written_is_said_before_anything_is_read(tmp_path: Path, ledger: Path) -> None:
    done = kelisim("add", "-", "--ledger", ledger, "--report", tmp_path / "none" / "r.json", given=record(1))
    assert done.returncode == 3
    assert "the report" in done.stderr
    assert "cannot be written" in done.stderr
    assert not ledger.exists()


def test_a_report_tells_of_a_ledger_that_failed_midway(tmp_path: Path, ledger: Path) -> None:
    report = tmp_path / "report.json"
    with Ledger(ledger) as book:
        book.add([])
    with sqlite3.connect(ledger) as connection:
        connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON documents WHEN NEW.id = 'd0003' "
            "BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END"
        )
    connection.close()
    given = "\n".join(record(number) for number in range(6))
    done = kelisim("add", "-", "--ledger", ledger, "--report", report, given=given)
    assert done.returncode == 3
    assert "the disk is full; make room and run the command again, nothing recorded is lost" in done.stderr
    assert "3 read: 3 new" in done.stderr
    told = json.loads(report.read_text(encoding="utf-8"))
    assert (told["status"], told["counts"]["new"], told["last"]) == ("failed", 3, "d0002")
    assert "disk is full" in told["error"]
    assert documents(ledger) == ["d0000", "d0001", "d0002"]


def test_a_ledger_that_another_writer_holds_is_said_to_be_busy(ledger: Path) -> None:
    with Ledger(ledger) as book:
        book.add([])
    holder = sqlite3.connect(ledger, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    program = "import kelisim.ledger.store as s; s.BUSY_SECONDS = 1; from kelisim.cli import main; main()"
    call = [CALL[0], "-c", program, "add", "-", "--ledger", str(ledger)]
    done = subprocess.run(call, input=record(1), capture_output=True, text=True, check=False)
    holder.close()
    assert done.returncode == 3
    assert "busy with another writer; try again" in done.stderr
    assert documents(ledger) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_it_ends_the_document_in_hand_and_says_where_it_stands(
    tmp_path: Path, ledger: Path, endless: Path, number: int
) -> None:
    report = tmp_path / "report.json"
    process = start("add", endless, "--ledger", ledger, "--report", report, "--jobs", "1")
    wait_for_documents(ledger, 3)
    process.send_signal(number)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 130
    kept = documents(ledger)
    assert f"interrupted after {len(kept):,} documents at {kept[-1]}; run the same command again" in said
    assert f"{len(kept)} read: {len(kept)} new" in said
    assert json.loads(report.read_text(encoding="utf-8"))["status"] == "interrupted"
    with sqlite3.connect(ledger) as connection:
        assert connection.execute("SELECT count(*) FROM touched").fetchone() == (0,), "the entries are derived"
    connection.close()


def wait_for_documents(ledger: Path, count: int) -> None:
    """Wait until a ledger that another process fills holds so many documents."""
    connection = sqlite3.connect(ledger, timeout=30)
    held = 0
    while held < count:
        try:
            (held,) = connection.execute("SELECT count(*) FROM documents").fetchone()
        except sqlite3.OperationalError:  # its tables are being made
            continue
    connection.close()


def test_run_again_it_goes_on_where_it_was_interrupted(tmp_path: Path, ledger: Path) -> None:
    texts = tmp_path / "texts.jsonl"
    texts.write_text("\n".join(record(number) for number in range(300)), encoding="utf-8")
    process = start("add", texts, "--ledger", ledger, "--jobs", "1")
    wait_for_documents(ledger, 3)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=120)
    kept = len(documents(ledger))
    again = kelisim("add", texts, "--ledger", ledger)
    assert 3 <= kept < 300
    assert f"300 read: {300 - kept} new, {kept} known" in again.stderr
    assert documents(ledger) == [f"d{number:04}" for number in range(300)]


def test_while_it_waits_for_input_it_is_broken_off_after_a_moment(ledger: Path) -> None:
    process = start("add", "-", "--ledger", ledger, stdin=subprocess.PIPE)
    assert process.stdin
    process.stdin.write(record(1) + "\n" * 70_000)
    process.stdin.flush()
    wait_for_documents(ledger, 1)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 130, "though its input is still open"
    _, said = process.communicate()
    assert "interrupted after 1 documents at d0001" in said


def test_interrupted_twice_it_stops_at_once_and_nothing_is_half_there(ledger: Path, endless: Path) -> None:
    process = start("add", endless, "--ledger", ledger, "--jobs", "1", stderr=subprocess.PIPE)
    wait_for_documents(ledger, 3)
    process.send_signal(signal.SIGINT)
    assert process.stderr
    while "interrupt again" not in process.stderr.readline():
        pass
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=120)
    assert process.returncode == 130
    with Ledger(ledger) as book:
        stored = [document.id for document in book.documents()]
        assert {claim.document for claim in book.claims()} == set(stored)
        before = [entry.id for entry in book.entries()]
        book.rebuild()
        assert [entry.id for entry in book.entries()] == before


def test_a_terminal_shows_how_far_it_has_come_and_a_pipe_does_not(tmp_path: Path, ledger: Path) -> None:
    texts = tmp_path / "texts.jsonl"
    name = "كازاخستان-وأوزبكستان-" * 4 + "[bold]"
    lines = [json.dumps({"id": f"{name}{number}", "text": KAZAKH.format(number)}) for number in range(2_000)]
    texts.write_text("\n".join([*lines, *["{"] * 40]), encoding="utf-8")

    def is_under_way(shown: str) -> bool:
        return "documents," in shown and "left" in shown

    ended = on_terminal("add", texts, "--ledger", ledger, "--jobs", "1", interrupt_when=is_under_way)
    assert ended.status == 130
    assert "/s" in ended.shown
    assert "%" in ended.shown
    assert "[bold]" in ended.shown
    assert "\u2068" in ended.shown, "names from right to left are isolated"
    assert name not in ended.shown.split("interrupted after")[0], "long names are cut"
    piped = kelisim("add", "-", "--ledger", ledger, given=record(1))
    assert "\x1b" not in piped.stderr
    assert "reading" not in piped.stderr


def test_a_terminal_names_the_first_of_many_with_one_fault(tmp_path: Path, ledger: Path) -> None:
    (tmp_path / "bad.jsonl").write_text("{\n" * 40, encoding="utf-8")
    ended = on_terminal("add", tmp_path / "bad.jsonl", "--ledger", ledger)
    assert ended.status == 1
    assert "bad.jsonl:10: the line" in ended.shown
    assert "bad.jsonl:11: the line" not in ended.shown
    assert "and 30 more: the line is not JSON; --report FILE writes down all" in ended.shown


def test_names_play_no_tricks_on_a_terminal(tmp_path: Path, ledger: Path) -> None:
    (tmp_path / "a\x1b[2Jb.bin").write_bytes(bytes(range(256)))
    done = kelisim("add", tmp_path, "--ledger", ledger)
    assert "\x1b" not in done.stderr
    assert "a\ufffd[2Jb.bin" in done.stderr


def test_the_report_keeps_the_place_and_the_rights_of_a_file(tmp_path: Path, ledger: Path) -> None:
    report = tmp_path / "report.json"
    report.write_text("an earlier one", encoding="utf-8")
    kelisim("add", "-", "--ledger", ledger, "--report", report, given=record(1))
    assert json.loads(report.read_text(encoding="utf-8"))["counts"]["new"] == 1
    assert sorted(path.name for path in tmp_path.iterdir() if "report" in path.name) == ["report.json"]
    mask = os.umask(0)
    os.umask(mask)
    assert report.stat().st_mode & 0o777 == 0o666 & ~mask


def test_rebuilding_shows_nothing_where_no_terminal_is(ledger: Path) -> None:
    kelisim("add", "-", "--ledger", ledger, given=record(2023))
    done = kelisim("rebuild", "--ledger", ledger)
    assert (done.returncode, done.stdout, done.stderr) == (0, "1 entries\n", "")
