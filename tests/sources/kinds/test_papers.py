"""Papers from file to document, through the reader and the guarded process."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from pdf_writer import Page, column, pdf

from kelisim.model import Raw, Skipped
from kelisim.pipeline import to_document
from kelisim.sources.content import Content, Known
from kelisim.sources.kinds import kind_of
from kelisim.sources.reading import Reader

HEAD = "Joint statement on trade"
TALKS = (
    "ASTANA, 12 March 2025. The presidents of Kazakhstan and Uzbekistan met in Astana. They agreed to raise trade between "
    "Kazakhstan and Uzbekistan to $10 billion by 2030. In 2024 trade turnover between the two countries reached $4.2 billion."
)
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def document(text: str = TALKS) -> bytes:
    paper, stream = docx.Document(), io.BytesIO()
    paper.add_heading(HEAD, 1)
    paper.add_paragraph(text)
    paper.save(stream)
    return stream.getvalue()


def read(content: bytes, folder: Path) -> Raw | Skipped:
    file = folder / "paper"
    file.write_bytes(content)
    (item,) = Reader().read([file])
    assert isinstance(item, (Raw, Skipped))
    return item


class Unread(io.BytesIO):
    def seekable(self) -> bool:
        return False


def kind_name(content: bytes, *, seekable: bool = True) -> str:
    kind = kind_of(Content("a", io.BytesIO(content) if seekable else Unread(content)))
    return kind.name if kind else ""


def archive(*files: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, content in files:
            packed.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize("seekable", [True, False])
def test_papers_are_known_by_their_content(*, seekable: bool) -> None:
    assert kind_name(pdf(column(TALKS)), seekable=seekable) == "PDF"
    assert kind_name(b"\n\n" + pdf(column(TALKS)), seekable=seekable) == "PDF"
    assert kind_name(b"HTTP junk before\n" + pdf(column(TALKS)), seekable=seekable) == "PDF"
    assert kind_name(document(), seekable=seekable) == "DOCX"
    assert kind_name(COMPOUND, seekable=seekable) == "old office document"


def test_what_only_speaks_of_papers_or_holds_them_is_none() -> None:
    assert kind_name(b"The sign of a PDF file is %PDF-1.7, as everybody knows.") == "text"
    assert kind_name(archive(("word/notes.txt", b"x"))) != "DOCX"
    assert kind_name(archive(("a.docx", document()))) != "DOCX"


@pytest.mark.parametrize("content", [pdf(column(f"{HEAD}\n{TALKS}"), information={"Title": HEAD}), document()])
def test_a_paper_is_a_document_with_its_title(content: bytes, tmp_path: Path) -> None:
    raw = read(content, tmp_path)
    assert isinstance(raw, Raw)
    assert (raw.id, raw.title, raw.content) == ("paper", HEAD, f"{HEAD}\n{TALKS}")


@pytest.mark.parametrize(
    ("created", "published"), [("D:20250312", "2025-03-12"), ("D:20190312", None), ("D:21250312", None), ("", None)]
)
def test_a_day_of_creation_is_believed_in_a_year_that_the_text_names(
    created: str, published: str | None, tmp_path: Path
) -> None:
    raw = read(pdf(column(f"{TALKS} It is to hold until 2125."), information={"CreationDate": created}), tmp_path)
    assert isinstance(raw, Raw)
    dating = "the PDF's own creation date, in a year that the text names" if published else None
    assert (raw.published, raw.dating) == (published, dating)


def test_letters_of_old_fonts_that_go_by_those_of_another_alphabet_are_read_as_meant(tmp_path: Path) -> None:
    text = "Министры транспорта двух стран подписали соглашение о строительстве железной дороги в 2025 году."
    raw = read(pdf(column(text.encode("cp1251").decode("cp1252"))), tmp_path)
    assert isinstance(raw, Raw)
    document, notes = to_document(raw)
    assert (document.text, document.language, notes) == (text, "ru", ())


def test_what_was_known_before_goes_before_what_the_paper_says() -> None:
    known = Known(title="From the feed", published="2025-03-14", dating="the feed", retrieved="2025-03-15")
    content = pdf(column(f"{HEAD}\n{TALKS}"), information={"Title": HEAD, "CreationDate": "D:20250312"})
    (raw,) = Reader().inside(Content("a", io.BytesIO(content), known))
    assert isinstance(raw, Raw)
    assert (raw.title, raw.published, raw.dating, raw.retrieved) == (
        "From the feed",
        "2025-03-14",
        "the feed",
        "2025-03-15",
    )


def test_pages_that_are_pictures_are_skipped_beside_the_document(tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf(column(TALKS), Page([], picture=True)))
    raw, skipped = Reader().read([file])
    assert isinstance(raw, Raw)
    assert isinstance(skipped, Skipped)
    assert skipped.name == f"{file}, page 2"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (COMPOUND + "WordDocument".encode("utf-16-le"), "an old Word document (DOC); open it and save it as DOCX"),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "locked with a password; save it without one"),
        (COMPOUND + "__substg1.0_0037001F".encode("utf-16-le"), "an Outlook message; save it as EML"),
        (COMPOUND + "Workbook".encode("utf-16-le"), "an old Excel workbook"),
        (COMPOUND, "an old office document; open it and save it as DOCX"),
        (b"{\\rtf1\\ansi Hello}", "a rich text file (RTF); open it and save it as DOCX"),
        (archive(("mimetype", b"application/vnd.oasis.opendocument.text")), "an OpenDocument file; save it as DOCX"),
        (pdf(Page([], picture=True)), "it is a scan and has no text layer"),
    ],
)
def test_what_is_not_read_is_refused_with_what_to_do(content: bytes, reason: str, tmp_path: Path) -> None:
    skipped = read(content, tmp_path)
    assert isinstance(skipped, Skipped)
    assert reason in skipped.reason


def kelisim(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-c", "from kelisim.cli import main; main()", *arguments]
    return subprocess.run(call, capture_output=True, text=True, cwd=folder, check=False)


def test_added_papers_give_claims_whose_spans_hold(tmp_path: Path) -> None:
    stated = {"Title": HEAD, "CreationDate": "D:20250312"}
    (tmp_path / "paper.pdf").write_bytes(pdf(column(f"{HEAD}\n{TALKS}", width=250, justified=1), information=stated))
    (tmp_path / "office.docx").write_bytes(document(TALKS.replace("Uzbekistan", "Kyrgyzstan")))
    head = "From: desk@example.org\nDate: Wed, 12 Mar 2025 10:00:00 +0500\nMessage-ID: <t@example.org>\nSubject: x\n\n"
    (tmp_path / "letter.eml").write_text(head + TALKS.replace("Uzbekistan", "Tajikistan"))
    names = {"paper": "paper.pdf", "office": "office.docx", "t@example.org": "letter.eml"}
    added = kelisim("add", *names.values(), folder=tmp_path)
    assert added.returncode == 0, added.stderr
    documents = lines_of("documents", tmp_path)
    assert {one["id"]: one["published"] for one in documents} == {
        "paper": "2025-03-12",
        "office": None,
        "t@example.org": "2025-03-12",
    }
    texts = {
        raw.id: str(raw.content)
        for raw in Reader().read([tmp_path / name for name in names.values()])
        if isinstance(raw, Raw)
    }
    claims = lines_of("claims", tmp_path)
    for document_id in names:
        assert {claim["kind"] for claim in claims if claim["document"] == document_id} >= {
            "target",
            "indicator",
            "meeting",
        }
    assert all(texts[claim["document"]][claim["start"] : claim["end"]] == claim["quote"] for claim in claims)


def lines_of(command: str, folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in kelisim(command, "--format", "jsonl", folder=folder).stdout.splitlines()]
