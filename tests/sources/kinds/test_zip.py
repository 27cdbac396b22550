from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from warc_values import PAGE

from kelisim.model import Passed, Raw, Skipped
from kelisim.sources.reading import Arrival, Reader
from kelisim.sources.zipped import FREE


def packed(*members: tuple[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", method) as file:
        for name, content in members:
            file.writestr(name, content)
    return archive.getvalue()


def read(folder: Path, archive: bytes, name: str = "week.zip") -> list[Arrival]:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(archive)
    return list(Reader().read([folder / name]))


def raws(items: list[Arrival]) -> list[Raw]:
    return [item for item in items if isinstance(item, Raw)]


def test_members_are_what_they_would_be_as_files(tmp_path: Path) -> None:
    archive = packed(
        ("news/visit.html", PAGE),
        ("news/note.txt", "Қонақ келді."),
        ("feed.jsonl", '{"id": "a", "text": "x"}\n{"id": "b", "text": "y"}\n'),
    )
    page, note, *records = raws(read(tmp_path, archive))
    assert (page.name, page.id, page.media) == (f"{tmp_path}/week.zip/news/visit.html", "visit", "text/html")
    assert (note.id, note.content) == ("note", "Қонақ келді.".encode())
    assert page.path == f"{tmp_path}/week.zip/news/visit.html"
    assert [record.id for record in records] == ["a", "b"]


def test_members_of_one_name_keep_apart(tmp_path: Path) -> None:
    items = raws(read(tmp_path, packed(("a/page.txt", "one"), ("b/page.txt", "two"))))
    assert [item.id for item in items] == ["page", f"{tmp_path}/week.zip/b/page.txt"]


def test_hidden_members_and_furnishings_are_passed_over(tmp_path: Path) -> None:
    archive = packed(
        ("__MACOSX/._visit.html", b"\x00\x05\x16\x07"),
        (".DS_Store", b"\x00\x00\x00\x01Bud1"),
        ("visit_files/style.css", "p { margin: 0 }"),
        ("visit_files/photo.jpg", b"\xff\xd8\xff\xe0"),
        ("visit_files/menu.js", "var a;"),
        ("visit.html", PAGE),
    )
    items = read(tmp_path, archive)
    assert [item.reason for item in items if isinstance(item, Passed)] == [
        "hidden files",
        "hidden files",
        "style sheets",
        "images",
        "scripts",
    ]
    assert len(raws(items)) == 1


def test_names_that_lead_out_touch_nothing_and_the_rest_goes_through(tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("as it was")
    archive = packed(
        ("../outside.txt", "overwritten"),
        ("/etc/kelisim.txt", "overwritten"),
        ("a/../../outside.txt", "overwritten"),
        ("..\\outside.txt", "overwritten"),
        ("good.txt", "read"),
    )
    items = read(tmp_path / "inner", archive)
    assert [type(item) for item in items] == [Skipped] * 4 + [Raw]
    assert all("leads out" in item.reason for item in items if isinstance(item, Skipped))
    assert (tmp_path / "outside.txt").read_text() == "as it was"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["inner", "outside.txt", "week.zip"]


def test_archives_within_archives_are_read_to_a_depth(tmp_path: Path) -> None:
    archive = packed(("visit.html", PAGE))
    assert len(raws(read(tmp_path, packed(("inner.zip", packed(("deeper.zip", archive))))))) == 1
    for _ in range(8):
        archive = packed(("inner.zip", archive))
    (item,) = read(tmp_path, archive)
    assert isinstance(item, Skipped)
    assert "containers" in item.reason


def test_a_bomb_is_skipped_and_what_stands_before_it_is_read(tmp_path: Path) -> None:
    good, bomb = read(tmp_path, packed(("good.txt", "read"), ("bomb.txt", bytes(4 * FREE))))
    assert isinstance(good, Raw)
    assert isinstance(bomb, Skipped)
    assert "bomb" in bomb.reason


def test_a_bomb_of_many_levels_does_not_get_its_force_from_them(tmp_path: Path) -> None:
    """Without a common bound this one would unpack to 16 × 16 × 16 members of 10 MB each."""
    archive = packed(("zeros.txt", bytes(10_000_000)))
    for _ in range(3):
        archive = packed(*((f"{number}.zip", archive) for number in range(16)))
    items = read(tmp_path, archive)
    assert len(archive) < 100_000
    assert not raws(items) or sum(len(item.content) for item in raws(items)) <= 2 * FREE
    assert any("size of the whole" in item.reason for item in items if isinstance(item, Skipped))


def test_a_locked_member_and_a_spoilt_one_are_skipped(tmp_path: Path) -> None:
    archive = bytearray(packed(("locked.txt", "x"), ("spoilt.txt", b"some text " * 500), ("good.txt", "read")))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        archive[archive.index(sign) + place] |= 1
    archive[archive.index(b"spoilt.txt") + 20] ^= 0xFF
    locked, spoilt, good = read(tmp_path, bytes(archive))
    assert isinstance(locked, Skipped)
    assert "password" in locked.reason
    assert isinstance(spoilt, Skipped)
    assert "spoilt" in spoilt.reason
    assert isinstance(good, Raw)


@pytest.mark.parametrize("content", [b"PK\x03\x04 and nothing more", packed(("a.txt", "x"))[:-30]])
def test_what_only_begins_as_an_archive_is_skipped(tmp_path: Path, content: bytes) -> None:
    (item,) = read(tmp_path, content)
    assert isinstance(item, Skipped)
    assert "spoilt or cut off" in item.reason


def test_an_empty_archive_holds_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, packed()) == []
