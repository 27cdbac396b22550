"""Web pages in the layouts of outlets, added as files: what is claimed stands in the article, never in what is around it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

BUILD = Path(__file__).parents[2] / "benchmarks" / "page_set" / "build.py"
READ = {"ar", "en", "kk", "ru"}
"""Languages in which claims are found."""


def run(*arguments: str | Path) -> str:
    done = subprocess.run([sys.executable, *map(str, arguments)], capture_output=True, text=True, check=True)
    return done.stdout


def kelisim(*arguments: str | Path) -> str:
    return run("-c", "from kelisim.cli import main; main()", *arguments)


def even(text: str) -> str:
    return " ".join(text.split())


def test_no_claim_stands_in_the_furniture_of_a_page(tmp_path: Path) -> None:
    pages, ledger = tmp_path / "pages", tmp_path / "ledger.db"
    run(BUILD, pages)
    truths = {
        truth["id"]: truth
        for truth in map(json.loads, (pages / "truth.jsonl").read_text(encoding="utf-8").splitlines())
        if truth["language"] in READ
    }
    chosen = {truth["layout"]: name for name, truth in truths.items()}.values()
    kelisim("add", "--ledger", ledger, *(pages / f"{name}.html" for name in chosen))
    listed = [json.loads(line) for line in kelisim("documents", "--ledger", ledger, "--format", "jsonl").splitlines()]
    by_title = {even(truths[name]["title"]): truths[name] for name in chosen}
    of_document = {document["id"]: by_title[even(document["title"])] for document in listed}
    assert len(of_document) == len(chosen) >= 13
    for document in listed:
        assert document["published"] == of_document[document["id"]]["published"]
    claims = [json.loads(line) for line in kelisim("claims", "--ledger", ledger, "--format", "jsonl").splitlines()]
    assert len({claim["document"] for claim in claims}) >= 12
    for claim in claims:
        truth = of_document[claim["document"]]
        assert even(claim["quote"]) in even("\n".join([truth["title"], *truth["paragraphs"]]))
