from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest
from warc_values import PAGE

from kelisim.model import Passed, Raw, Skipped
from kelisim.sources.reading import Arrival, Reader
from kelisim.sources.zipped import FREE


def packed(*members: tuple[str, bytes], packing: str = "", links: dict[str, str] | None = None) -> bytes:
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode=f"w:{packing}") as file:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            file.addfile(info, io.BytesIO(content))
        for name, target in (links or {}).items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, target
            file.addfile(info)
    return archive.getvalue()


def read(folder: Path, archive: bytes, name: str) -> list[Arrival]:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(archive)
    return list(Reader().read([folder / name]))


@pytest.mark.parametrize("packing", ["", "gz", "bz2", "xz"])
def test_members_are_read_packed_or_not(tmp_path: Path, packing: str) -> None:
    archive = packed(("news/visit.html", PAGE), ("news/._visit.html", b"\x00"), ("a.css", b"p {}"), packing=packing)
    items = read(tmp_path, archive, "week.tar" + f".{packing}" * bool(packing))
    (raw,) = (item for item in items if isinstance(item, Raw))
    assert (raw.name, raw.id) == (f"{tmp_path}/week.tar/news/visit.html", "visit")
    assert sorted(item.reason for item in items if isinstance(item, Passed)) == ["hidden files", "style sheets"]


def test_links_and_names_that_lead_out_touch_nothing(tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("as it was")
    archive = packed(("../outside.txt", b"new"), ("good.txt", b"read"), links={"way": "../outside.txt"})
    climbing, good, link = read(tmp_path / "inner", archive, "week.tar")
    assert isinstance(climbing, Skipped)
    assert "leads out" in climbing.reason
    assert isinstance(good, Raw)
    assert isinstance(link, Passed)
    assert (tmp_path / "outside.txt").read_text() == "as it was"


def test_a_bomb_is_skipped(tmp_path: Path) -> None:
    *_, last = read(tmp_path, packed(("a.txt", bytes(20 * FREE)), packing="gz"), "week.tar.gz")
    assert isinstance(last, Skipped)
    assert "bomb" in last.reason


def test_an_archive_that_is_cut_off_gives_what_stands_before(tmp_path: Path) -> None:
    archive = packed(("one.txt", b"read"), ("two.txt", b"x" * 5000))
    one, two = read(tmp_path, archive[:3000], "week.tar")
    assert isinstance(one, Raw)
    assert isinstance(two, Skipped)
    assert "cut off" in two.reason
