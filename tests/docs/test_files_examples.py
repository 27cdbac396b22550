"""The worked examples of files, and of a kind of source from another package, run as the page on sources tells them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs/sources.md").read_text(encoding="utf-8")
WIRE = """WIRE/1

2024-05-03 | Talks in Tashkent | https://agency.example/1
Kazakhstan and Uzbekistan signed 12 documents on 3 May 2024.

no heading at all

2024-05-04 | A fund | https://agency.example/2
Azerbaijan and Kazakhstan launched a joint fund of $300 million.
"""


def block(heading: str, language: str) -> str:
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    (found,) = re.findall(rf"```{language}\n(.*?)```", section, re.DOTALL)
    return str(found)


def test_the_example_of_files_finds_the_changed_file_and_knows_the_other(tmp_path: Path) -> None:
    script = block("Files, folders and standard input", "console")
    script = script.replace("uv run kelisim", f"{sys.executable} -m kelisim")
    done = subprocess.run(["bash", "-e", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    documents = {item["id"]: item for item in map(json.loads, done.stdout.splitlines())}
    record, old, new, given = documents.values()
    assert (old["id"], record["id"], record["published"]) == ("visit", "a1", "2024-02-14")
    assert re.fullmatch(r"visit-[0-9a-f]{10}", new["id"])
    assert (old["superseded_by"], new["superseded_by"]) == (new["id"], None)
    assert new["also_at"] == [f"file:{tmp_path}/desk/visit.txt"]
    assert re.fullmatch(r"text-[0-9a-f]{10}", given["id"])
    assert "2 read: 0 new, 1 changed, 1 known, 0 skipped" in done.stderr
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["sources"] == {"desk": {"known": 1, "changed": 1}}


def test_a_kind_of_another_package_is_found_by_its_entry_point(tmp_path: Path) -> None:
    """The package lies as an installer leaves it: its module, and its metadata with the entry points of its project file."""
    packages = tmp_path / "packages"
    metadata = packages / "wire_files-1.0.dist-info"
    metadata.mkdir(parents=True)
    (packages / "wire_files.py").write_text(block("A kind of your own", "python"), encoding="utf-8")
    (group,) = re.findall(r'\[project.entry-points."(.*)"\]', block("A kind of your own", "toml"))
    (entry,) = re.findall(r'^(\w+) = "(wire_files:\w+)"', block("A kind of your own", "toml"), re.MULTILINE)
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: wire-files\nVersion: 1.0\n", encoding="utf-8")
    (metadata / "entry_points.txt").write_text(f"[{group}]\n{' = '.join(entry)}\n", encoding="utf-8")
    (tmp_path / "day.txt").write_text(WIRE, encoding="utf-8")
    call = [sys.executable, "-m", "kelisim", "add", "day.txt", "--ledger", "wire.db"]
    environment = os.environ | {"PYTHONPATH": str(packages)}
    done = subprocess.run(call, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "day.txt#2: the item has no line with date, title and address" in done.stderr
    listed = [sys.executable, "-m", "kelisim", "documents", "--ledger", "wire.db", "--format", "jsonl"]
    found = subprocess.run(listed, cwd=tmp_path, capture_output=True, text=True, check=True).stdout.splitlines()
    first, second = map(json.loads, found)
    assert (first["title"], first["published"], first["dating"]) == (
        "Talks in Tashkent",
        "2024-05-03",
        "date of the wire",
    )
    assert second["url"] == "https://agency.example/2"


def test_the_page_on_use_tells_every_option_of_add_and_every_field_of_its_report(tmp_path: Path) -> None:
    from kelisim.cli.adding import add
    from kelisim.cli.report import Report

    page = (ROOT / "docs/using.md").read_text(encoding="utf-8")
    section = page.partition("\n## Adding\n")[2].partition("\n## ")[0]
    names = set(add.__annotations__) - {"sources", "ledger", "return"}
    assert [name for name in sorted(names) if f"`--{name.replace('_', '-')}" not in section] == []
    report = Report(tmp_path / "report.json")
    report.write("done")
    told = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    fields = [*told, *told["counts"], "name", "reason", "cause", "origin", "document", "remark"]
    assert [field for field in fields if f"`{field}`" not in section] == []
