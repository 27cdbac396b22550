"""The worked examples of archives and tables run as they stand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from test_sources_examples import example

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(
    ("heading", "documents", "summary"),
    [
        ("ZIP and other archives", ["visit", "note", "7"], "3 new"),
        ("WARC and WACZ", None, "passed over"),
        ("Parquet and tables", ["2025-17", "2025-18"], "2 new"),
    ],
)
def test_the_example_runs(heading: str, documents: list[str] | None, summary: str, tmp_path: Path) -> None:
    tools = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-e", "-c", "\n".join(example(heading))],
        cwd=tmp_path,
        env=os.environ | {"PATH": tools},
        capture_output=True,
        text=True,
        check=True,
    )
    listed = [json.loads(line)["id"] for line in done.stdout.splitlines()]
    assert sorted(listed) == sorted(documents) if documents else len(listed) == 1
    assert summary in " ".join(done.stderr.split())


def test_the_report_of_a_crawl_accounts_for_every_record(tmp_path: Path) -> None:
    tools = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    script = "\n".join(example("WARC and WACZ"))
    subprocess.run(
        ["sh", "-e", "-c", script], cwd=tmp_path, env=os.environ | {"PATH": tools}, capture_output=True, check=True
    )
    report = json.loads((tmp_path / "crawl.json").read_text())
    assert report["passed"] == {"requests": 1, "answers with status 3xx": 1}
    assert report["counts"]["read"] + report["counts"]["passed"] == 3
