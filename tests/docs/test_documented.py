"""What users meet is documented, and what the documents tell them to run runs."""

from __future__ import annotations

import contextlib
import io
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
import rtoml

import kelisim
from kelisim.cli.commands import app
from kelisim.errors import KelisimError
from kelisim.languages.loader import pack_codes
from kelisim.model.vocabulary import CONFLICT_TYPES, EXPLANATIONS, KINDS

ROOT = Path(__file__).parent.parent.parent
DOCS = {
    path.name: path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
}
EVERYTHING = "\n".join(DOCS.values())

COMMANDS = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
COMMANDS += [group.name for group in app.registered_groups if group.name]
SETTINGS = sorted(
    set(re.findall(r'"(KELISIM_[A-Z_]+)"', (ROOT / "src/kelisim/settings.py").read_text(encoding="utf-8")))
)
TOUR = [
    line.removeprefix("uv run ")
    for page in ("README.md", "using.md")
    for block in re.findall(r"```console\n(.*?)```", DOCS[page], re.DOTALL)
    for line in re.sub(r"^ +", "", block, flags=re.MULTILINE).splitlines()
    if line.startswith("uv run kelisim")
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert f"`kelisim {command}" in DOCS["using.md"]


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_setting_is_documented(setting: str) -> None:
    assert f"`{setting}`" in DOCS["using.md"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_documented(kind: str) -> None:
    assert f"| `{kind}` |" in DOCS["using.md"]


@pytest.mark.parametrize("word", [*CONFLICT_TYPES, *EXPLANATIONS])
def test_every_type_of_conflict_and_every_explanation_is_documented(word: str) -> None:
    assert f"| `{word}` |" in DOCS["conflicts.md"]


@pytest.mark.parametrize("code", pack_codes())
def test_every_language_is_in_the_readme(code: str) -> None:
    assert f"| `{code}` |" in DOCS["README.md"]


def test_every_dependency_is_justified() -> None:
    project = rtoml.load(ROOT / "pyproject.toml")["project"]
    for requirement in project["dependencies"]:
        assert f"| {re.split('[<>=]', requirement)[0]}" in DOCS["dependencies.md"]


def test_every_error_stands_in_the_tree_at_the_top_of_its_module() -> None:
    from kelisim import errors

    named = {
        name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, KelisimError)
    }
    assert all(f"``{name}``" in (errors.__doc__ or "") for name in named)


def test_the_package_names_what_it_offers() -> None:
    assert set(kelisim.__all__) <= set(dir(kelisim))
    assert callable(kelisim.extract)


def test_links_between_documents_lead_somewhere() -> None:
    for name, text in DOCS.items():
        home = ROOT if name == "README.md" else ROOT / "docs"
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (home / target).exists(), f"{name} points to {target}"


def test_the_commands_of_the_tour_run(tmp_path: Path) -> None:
    assert len(TOUR) >= 5
    for line in TOUR:
        arguments = [argument.replace("src/kelisim", str(ROOT / "src/kelisim")) for argument in line.split()[1:]]
        call = [sys.executable, "-c", "from kelisim.cli import main; main()", *arguments]
        done = subprocess.run(call, capture_output=True, text=True, cwd=tmp_path, check=False)
        assert done.returncode == 0, f"{line}: {done.stderr}"


def test_the_python_of_the_page_on_use_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with kelisim.Ledger("tour.db") as ledger:
        ledger.add([ROOT / "src/kelisim/examples/documents.jsonl"])
    (program,) = re.findall(r"```python\n(.*?)```", DOCS["using.md"], re.DOTALL)
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        exec(program, {})  # noqa: S102 -- the page's own program
    assert "Trade turnover to reach 10 billion USD by 2030" in shown.getvalue()
    assert "disputed" in shown.getvalue()


def test_the_python_of_the_tour_runs_and_finds_the_figure(capsys: pytest.CaptureFixture[str]) -> None:
    (program,) = re.findall(r"```python\n(.*?)```", DOCS["README.md"], re.DOTALL)
    exec(re.sub(r"^ {3}", "", program, flags=re.MULTILINE), {})  # noqa: S102 -- the README's own program
    assert "trade_turnover 4400000000.0 USD 2023" in capsys.readouterr().out


def test_the_matrix_of_frames_is_up_to_date() -> None:
    page = runpy.run_path(str(ROOT / "scripts" / "frame_matrix.py"))["page"]
    assert DOCS["frames.md"] == page(), "run scripts/frame_matrix.py"
