"""Files whose text costs much to take out are known again before it is taken out."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kelisim import Ledger
from kelisim.model import Raw, Recognised, Skipped
from kelisim.sources.content import Certainty, Content, Item, Known, Opener
from kelisim.sources.reading import Reader
from kelisim.sources.recall import read_unless_known

PAPERS = Path(__file__).parent.parent.parent / "docs" / "examples"


@pytest.mark.parametrize("name", ["communique.pdf", "communique.docx"])
def test_a_known_paper_is_not_read_again(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = tmp_path / name
    shutil.copy(PAPERS / name, paper)
    with Ledger(tmp_path / "ledger.db") as book:
        assert book.add([paper]).new == 1

        def refuse(*_: object) -> None:
            raise AssertionError("it is read again")

        monkeypatch.setattr("kelisim.sources.guarded.parse", refuse)
        assert book.add([paper]).known == 1
        paper.write_bytes(paper.read_bytes() + b"\n")
        assert "it is read again" in book.add([paper]).skipped[0].reason


class Sheets:
    """A kind of one document that says which sheets it could not read."""

    name = "sheets"
    costly = True

    def recognise(self, content: Content) -> Certainty:
        return Certainty.CERTAIN if content.head.startswith(b"SHEETS") else Certainty.NO

    def read(self, content: Content, opener: Opener) -> Iterator[Item]:  # noqa: ARG002
        text = content.whole().decode()
        yield Raw(name=content.name, id=content.known.id, path=content.known.path, content=text)
        if "torn" in text:
            yield Skipped(f"{content.name}, sheet 2", "the sheet is torn; mend it")


def read(text: bytes, known: dict[str, str]) -> list[Item]:
    content = Content("a.sheets", io.BytesIO(text), Known(id="a", path="/a.sheets"))
    return list(read_unless_known(Sheets(), content, Reader(), lambda mark, _at: known.get(mark)))


def test_a_document_is_marked_by_its_file_and_recalled_by_it() -> None:
    (first,) = read(b"SHEETS whole", {})
    assert isinstance(first, Raw)
    assert first.mark
    assert read(b"SHEETS whole", {first.mark: "a"}) == [Recognised("a")]
    (changed,) = read(b"SHEETS changed", {first.mark: "a"})
    assert isinstance(changed, Raw)


def test_a_file_of_which_a_part_could_not_be_read_is_read_again() -> None:
    document, part = read(b"SHEETS torn", {})
    assert isinstance(document, Raw)
    assert document.mark is None
    assert isinstance(part, Skipped)
