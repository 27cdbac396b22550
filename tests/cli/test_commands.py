"""The commands as a user runs them: in a process of their own."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import kelisim as kelisim_package

ARABIC = "وبلغ حجم التبادل التجاري بين مصر وتركيا 6.6 مليار دولار في عام 2023."
EXAMPLES = Path(kelisim_package.__file__).parent / "examples"
KAZAKH = "2023 жылы Қазақстан мен Өзбекстан арасындағы тауар айналымы 4,4 миллиард долларды құрады."


def kelisim(
    *arguments: str | Path, given: bytes | str = b"", folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    data = given.encode() if isinstance(given, str) else given
    call = [sys.executable, "-c", "from kelisim.cli import main; main()", *map(str, arguments)]
    done = subprocess.run(call, input=data, capture_output=True, cwd=folder, check=False)
    return subprocess.CompletedProcess(call, done.returncode, done.stdout.decode(), done.stderr.decode())


def record(name: str, text: str, **known: str) -> str:
    return json.dumps({"id": name, "text": text} | known, ensure_ascii=False) + "\n"


def lines(output: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


def test_extract_writes_one_claim_a_line_with_its_evidence() -> None:
    done = kelisim("extract", "-", given=record("a", ARABIC) + record("b", KAZAKH))
    assert (done.returncode, done.stderr) == (0, "")
    found = {str(claim["document"]): claim for claim in lines(done.stdout)}
    assert (found["a"]["parties"], found["a"]["value"], found["a"]["period"]) == (["EG", "TR"], 6_600_000_000, "2023")
    assert (found["b"]["parties"], found["b"]["value"], found["b"]["unit"]) == (["KZ", "UZ"], 4_400_000_000, "USD")
    for name, text in (("a", ARABIC), ("b", KAZAKH)):
        assert text[found[name]["start"] : found[name]["end"]] == found[name]["quote"]  # type: ignore[misc]


def test_extract_as_text_shows_the_text_and_the_claims() -> None:
    done = kelisim("extract", "-", "--format", "text", given=record("a", ARABIC))
    assert done.returncode == 0
    assert "6.6 billion USD" in done.stdout
    assert "التبادل التجاري" in done.stdout


def test_help_loads_no_language_and_reading_no_ledger() -> None:
    call = "import sys; from kelisim.cli.run import run; run(); print(sorted(sys.modules), file=sys.stderr)"
    loaded = [
        set(ast.literal_eval(subprocess.run(command, capture_output=True, check=True, text=True).stderr))
        for command in (
            [sys.executable, "-c", call, "--help"],
            [sys.executable, "-c", call, "extract", "README.md", "--language", "en"],
        )
    ]
    assert "kelisim.pipeline" in loaded[1] - loaded[0]
    assert not {"sqlalchemy", "rich", "pydantic", "kelisim.analysis"} & loaded[1]


def test_annotate_writes_one_object_a_document_in_order() -> None:
    done = kelisim("annotate", "-", given=record("b", KAZAKH) + record("a", ARABIC))
    first, second = lines(done.stdout)
    assert (first["id"], first["language"], second["id"]) == ("b", "kk", "a")
    money = [mention for mention in first["mentions"] if mention["type"] == "money"]  # type: ignore[attr-defined]
    assert [(mention["value"], mention["unit"]) for mention in money] == [(4_400_000_000, "USD")]


def test_the_whole_way_from_texts_to_a_dossier(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.db"
    (tmp_path / "a.txt").write_text(KAZAKH, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(
        record("b", "بلغ حجم التبادل التجاري بين كازاخستان وأوزبكستان 4.4 مليار دولار في عام 2023."), encoding="utf-8"
    )
    added = kelisim("add", tmp_path / "a.txt", tmp_path / "b.jsonl", "--ledger", ledger)
    assert (added.returncode, "2 new" in added.stderr) == (0, True), added.stderr
    again = kelisim("add", tmp_path / "a.txt", tmp_path / "b.jsonl", "--ledger", ledger)
    assert "0 new, 2 known" in again.stderr
    (entry,) = lines(kelisim("entries", "--ledger", ledger, "--kind", "indicator", "--format", "jsonl").stdout)
    assert {claim["language"] for claim in entry["claims"]} == {"ar", "kk"}  # type: ignore[attr-defined]
    before = kelisim("entries", "--ledger", ledger, "--format", "jsonl").stdout
    assert kelisim("rebuild", "--ledger", ledger).returncode == 0
    assert kelisim("entries", "--ledger", ledger, "--format", "jsonl").stdout == before
    brief = kelisim("dossier", "Kazakhstan", "uz", "--ledger", ledger).stdout
    assert brief.startswith("# Kazakhstan – Uzbekistan")
    assert brief.count("4.4 billion USD") == 2, "once in the state of the relation, once among the figures"
    assert "]: b (ar, undated)" in brief
    assert "]: a (kk, undated)" in brief


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40, "not text"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 400, "not text"),
    ],
    ids=["empty", "blank", "elf", "png"],
)
def test_what_is_no_text_is_skipped_with_its_reason_and_the_rest_goes_through(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    (tmp_path / "bad").write_bytes(content)
    (tmp_path / "good.txt").write_text(KAZAKH, encoding="utf-8")
    done = kelisim("extract", tmp_path / "bad", tmp_path / "good.txt")
    assert done.returncode == 1
    assert reason in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert {claim["document"] for claim in lines(done.stdout)} == {"good"}


def test_one_line_of_fifty_megabytes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_bytes("сауда ".encode() * 4_600_000)
    (tmp_path / "good.txt").write_text(KAZAKH, encoding="utf-8")
    done = kelisim("extract", tmp_path / "long.txt", tmp_path / "good.txt")
    assert done.returncode == 1
    assert "more than an article" in done.stderr
    assert lines(done.stdout)


@pytest.mark.parametrize(
    "text",
    ["\x00" + KAZAKH, KAZAKH.replace(" ", "\x01 ", 1), "\ud800" + KAZAKH],
    ids=["nul", "control", "surrogate"],
)
def test_characters_that_no_text_can_hold_do_not_move_the_evidence(text: str) -> None:
    done = kelisim("extract", "-", given=json.dumps({"id": "a", "text": text}) + "\n")
    stored = "".join("\ufffd" if character in "\x00\x01\ud800" else character for character in text)
    assert "Traceback" not in done.stderr
    if lines(done.stdout):
        for claim in lines(done.stdout):
            assert stored[claim["start"] : claim["end"]] == claim["quote"]  # type: ignore[misc]
    else:
        assert done.returncode == 1


def test_invalid_utf8_is_read_as_what_it_most_likely_is_or_skipped(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_bytes(("Товарооборот двух стран вырос. " * 8).encode("cp1251"))
    (tmp_path / "good.txt").write_text(KAZAKH, encoding="utf-8")
    done = kelisim("extract", tmp_path / "old.txt", tmp_path / "good.txt")
    assert done.returncode in (0, 1)
    assert {claim["document"] for claim in lines(done.stdout)} == {"good"}


def test_a_language_without_a_pack_is_stored_named_and_gives_no_claims(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.db"
    text = "El presidente llegó ayer a la capital para una visita oficial y firmó un acuerdo por 5 millones de dólares."
    done = kelisim("add", "-", "--ledger", ledger, given=record("es", text))
    assert done.returncode == 0
    assert "no pack" in done.stderr
    (document,) = lines(kelisim("documents", "--ledger", ledger, "--format", "jsonl").stdout)
    assert document["id"] == "es"
    assert kelisim("claims", "--ledger", ledger, "--format", "jsonl").stdout == ""


def test_documents_show_outlet_kind_country_and_the_original_of_a_copy(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.db"
    story = (
        f"{KAZAKH} Кездесуде екі елдің министрлері көпір құрылысын, су бөлісін және жаңа пойыз бағытын талқылады. " * 2
    )
    texts = [
        record("a", f"Сауда өсті\n{story}", url="https://gazeta.example/1"),
        record("b", f"Айналым артты\n{story}", url="https://primeminister.kz/kz/news/1"),
        record("c", ARABIC),
    ]
    kelisim("add", "-", "--ledger", ledger, given="".join(texts))
    reprint, original, lone = lines(kelisim("documents", "--ledger", ledger, "--format", "jsonl").stdout)
    assert (reprint["outlet"], reprint["outlet_kind"], reprint["copy_of"]) == ("gazeta.example", "unknown", "b")
    assert (original["outlet_kind"], original["country"], original["copy_of"]) == ("official", "KZ", None)
    assert (lone["outlet"], lone["outlet_kind"], lone["copy_of"]) == (None, "unknown", None)
    table = kelisim("documents", "--ledger", ledger).stdout.splitlines()
    assert table[0].split() == ["id", "language", "outlet", "kind", "country", "copy", "of"]
    assert table[-1].split() == ["c", "ar", "unknown", "unknown"]


def test_a_page_of_only_furniture_gives_no_claims() -> None:
    page = "Басты бет | Саясат | Экономика\nБөлісу: Facebook Telegram\n© Барлық құқық қорғалған\n"
    done = kelisim("extract", "-", given=record("a", page, language="kk"))
    assert (done.returncode, done.stdout) == (0, "")


def test_an_unknown_date_of_publication_is_named_and_counts_as_unknown() -> None:
    done = kelisim("extract", "-", given=record("a", KAZAKH, published="last Tuesday"))
    assert "counts as unknown" in done.stderr
    assert lines(done.stdout)


def test_a_known_id_with_another_text_is_skipped_by_name(tmp_path: Path) -> None:
    done = kelisim("add", "-", "--ledger", tmp_path / "l.db", given=record("a", KAZAKH) + record("a", ARABIC))
    assert done.returncode == 1
    assert "another text under the id a" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["frobnicate"], 2, "No such command"),
        (["extract", "--format", "xml"], 2, "xml"),
        (["entries", "--ledger", "{}/none.db"], 3, "there is no ledger"),
        (["dossier", "KZ", "--ledger", "{}/new.db"], 2, "at least two parties"),
        (["claims", "--kind", "treaty", "--ledger", "{}/new.db"], 2, "the kinds are"),
    ],
)
def test_wrong_use_and_missing_ledgers_end_with_a_sentence(
    tmp_path: Path, arguments: list[str], status: int, words: str
) -> None:
    kelisim("add", "-", "--ledger", tmp_path / "new.db", given=record("a", KAZAKH))
    done = kelisim(*(argument.format(tmp_path) for argument in arguments))
    assert done.returncode == status
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_party_that_does_not_exist_brings_the_nearest_names(tmp_path: Path) -> None:
    kelisim("add", "-", "--ledger", tmp_path / "new.db", given=record("a", KAZAKH))
    done = kelisim("dossier", "Kazakstan", "UZ", "--ledger", tmp_path / "new.db")
    assert done.returncode == 2
    assert "KZ (Kazakhstan)" in done.stderr


def test_a_corrupt_ledger_is_said_to_be_corrupt(tmp_path: Path) -> None:
    (tmp_path / "l.db").write_bytes(b"no ledger at all " * 400)
    done = kelisim("entries", "--ledger", tmp_path / "l.db")
    assert done.returncode == 3
    assert "corrupt" in done.stderr


def test_version_and_help_are_printed() -> None:
    from kelisim import __version__

    assert kelisim("--version").stdout.strip() == __version__
    assert "extract" in kelisim().stdout
    assert "dossier" in kelisim("--help").stdout


def test_the_demo_prints_the_dossier_and_what_to_try_next() -> None:
    done = kelisim("demo")
    assert done.returncode == 0, done.stderr
    assert "Kazakhstan – Uzbekistan" in done.stdout
    assert "Try next" in done.stdout
    assert "no pack" in done.stdout


def test_an_entry_is_shown_with_the_weights_that_hold_it_together(tmp_path: Path) -> None:
    ledger = tmp_path / "l.db"
    kelisim("add", EXAMPLES, "--ledger", ledger)
    targets = kelisim("entries", "--ledger", ledger, "--kind", "target", "--format", "jsonl").stdout.splitlines()
    told = max(map(json.loads, targets), key=lambda entry: len(entry["claims"]))
    shown = kelisim("--ledger", ledger, "entries", "show", told["id"], "--why").stdout
    assert len(told["claims"]) > 1
    assert all(claim["document"] in shown for claim in told["claims"])
    assert "value: same" in shown
    assert "bits (linked from" in shown


def test_an_entry_that_does_not_exist_is_said_to_be_none(tmp_path: Path) -> None:
    ledger = tmp_path / "l.db"
    kelisim("add", EXAMPLES, "--ledger", ledger)
    done = kelisim("entries", "--ledger", ledger, "show", "zzz")
    assert done.returncode == 2
    assert "there is no entry 'zzz'" in done.stderr
    assert "entries begin with 'm'" in kelisim("entries", "--ledger", ledger, "show", "m").stderr
