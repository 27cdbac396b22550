"""Five hundred spoilt papers through the guarded reader: each is a document or a sentence, and nothing else happens."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import docx
import pytest
from pdf_writer import Page, column, pdf
from spoiling import spoilt

from kelisim.model import Passed, Raw, Skipped
from kelisim.sources.reading import Reader

MADE = Path(__file__).parent / "papers" / "made"
TALKS = "The presidents met in Astana on 12 March 2025 and agreed to raise trade to ten billion dollars by 2030."


def office_document() -> bytes:
    document, stream = docx.Document(), io.BytesIO()
    document.add_heading("Joint statement", 1)
    document.add_paragraph(TALKS, style="List Number")
    document.add_table(2, 2).cell(0, 0).text = TALKS
    document.save(stream)
    return stream.getvalue()


def plain_pdf() -> bytes:
    return pdf(Page(column(f"{TALKS}\n" * 5), picture=True), column(TALKS), information={"Title": "Talks"})


def spoilt_inside(content: bytes, seed: int) -> bytes:
    """An office document, one of whose parts was spoilt before it was packed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        names = [name for name in old.namelist() if name.endswith((".xml", ".rels"))]
        chosen = Random(seed).choice(names)
        for name in old.namelist():
            new.writestr(name, spoilt(old.read(name), seed) if name == chosen else old.read(name))
    return stream.getvalue()


def papers() -> list[tuple[str, bytes, Callable[[bytes, int], bytes]]]:
    """The sound papers, those of real programs among them, and how each is spoilt."""
    made = [(path.name, path.read_bytes(), spoilt) for path in sorted(MADE.glob("*.pdf"))]
    office = office_document()
    packed = [
        ("office.docx", office, spoilt),
        ("parts.docx", office, spoilt_inside),
        ("more.docx", office, spoilt_inside),
    ]
    return [("plain.pdf", plain_pdf(), spoilt), *packed, *made]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("part", range(4))
def test_every_spoilt_paper_is_a_document_or_a_sentence(
    part: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    sound = papers()
    for seed in range(part * 125, (part + 1) * 125):
        name, content, spoil = sound[seed % len(sound)]
        (tmp_path / f"{seed:03}-{name}").write_bytes(spoil(content, seed))
    before = contents(tmp_path)
    items = list(Reader().read([tmp_path]))
    for item in items:
        assert isinstance(item, (Raw, Skipped, Passed))
        said = item.content if isinstance(item, Raw) else item.reason
        assert said.strip()
        assert isinstance(item, Raw) or ("\n" not in item.reason and "Traceback" not in item.reason)
    names = [item.name for item in items if isinstance(item, (Raw, Skipped, Passed))]
    assert all(any(name.startswith(file) for name in names) for file in before)
    assert contents(tmp_path) == before
    assert 10 < sum(isinstance(item, Raw) for item in items) < len(items)
