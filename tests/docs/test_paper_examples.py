"""The worked examples of papers and e-mail run, and give what the page says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kelisim.sources import guarded, zipped
from kelisim.sources.papers import docx

ROOT = Path(__file__).parent.parent.parent


def section(heading: str) -> str:
    page = (ROOT / "docs/sources.md").read_text(encoding="utf-8")
    return page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def run(heading: str, folder: Path) -> str:
    """What the console block under a heading prints, run by a shell."""
    (folder / "docs").symlink_to(ROOT / "docs")
    block = section(heading).partition("```console\n")[2].partition("```")[0]
    script = block.replace("uv run kelisim", f"{sys.executable} -m kelisim")
    done = subprocess.run(["sh", "-e"], input=script, capture_output=True, text=True, cwd=folder, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_example_of_pdf_runs(tmp_path: Path) -> None:
    first, _, claims = run("PDF", tmp_path).partition("\n")
    document = json.loads(first)
    for said in (document["title"], document["published"]):
        assert f"`{said}`" in section("PDF").replace("\n", " ")
    assert all(kind in claims for kind in ("meeting", "agreement", "indicator", "target"))


def test_the_example_of_docx_runs(tmp_path: Path) -> None:
    claims = run("DOCX", tmp_path)
    assert all(kind in claims for kind in ("meeting", "project", "target"))


def test_the_example_of_email_runs(tmp_path: Path) -> None:
    document = json.loads(run("E-mail", tmp_path))
    assert (document["title"], document["published"]) == ("Talks in Astana", "2025-03-12")
    assert f"`{document['id']}`" in section("E-mail").replace("\n", " ")


@pytest.mark.parametrize(
    "stated",
    [
        f"{guarded.Limits().memory // 1024**3} GB of address space",
        f"{guarded.Limits().computing} seconds of computing",
        f"{guarded.Limits().waiting} by the clock",
        f"{zipped.Limits().ratio} times the packed size",
        f"first {zipped.FREE // 1024**2} MB",
        f"{zipped.Limits().members:,} members",
        f"directory of {zipped.LARGEST_DIRECTORY // 1024**2} MB",
        f"at most {docx.LIMITS.total // 1024**2} MB",
    ],
)
def test_the_limits_are_those_the_page_on_security_states(stated: str) -> None:
    page = (ROOT / "docs/security.md").read_text(encoding="utf-8")
    assert stated in " ".join(page.split())
