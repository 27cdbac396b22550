from __future__ import annotations

from pathlib import Path

from kelisim.model import Raw, Skipped
from kelisim.sources.reading import Reader, is_address


def test_a_text_file_goes_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("мәтін", encoding="utf-8")
    (raw,) = Reader().read([tmp_path / "note.txt"])
    assert isinstance(raw, Raw)
    assert (raw.id, raw.content) == ("note", "мәтін".encode())


def test_json_lines_are_known_by_their_content(tmp_path: Path) -> None:
    (tmp_path / "feed.txt").write_text('\ufeff{"id": "a", "text": "x"}\n'.removeprefix("\ufeff"), encoding="utf-8")
    (raw,) = Reader().read([tmp_path / "feed.txt"])
    assert isinstance(raw, Raw)
    assert raw.id == "a"


def test_a_folder_stands_for_its_files_and_twins_keep_apart(tmp_path: Path) -> None:
    for folder in ("one", "two", ".hidden"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(folder)
    items = list(Reader().read([tmp_path]))
    assert [item.id for item in items if isinstance(item, Raw)] == ["a", str(tmp_path / "two" / "a.txt")]


def test_a_missing_file_is_named_and_the_rest_goes_through(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("x")
    missing, raw = Reader().read([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert isinstance(missing, Skipped)
    assert "no such file" in missing.reason
    assert isinstance(raw, Raw)


def test_an_address_is_known_however_its_scheme_is_written() -> None:
    assert is_address("HTTPS://news.example/")
    assert not is_address("https.txt")
