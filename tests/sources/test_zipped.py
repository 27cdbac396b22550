from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kelisim.errors import SourceError
from kelisim.sources import zipped
from kelisim.sources.zipped import FREE, Limits, first_name, open_zip


def packed(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    """An archive of files; the names are written as they are."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return stream


def contents(stream: io.BytesIO, limits: Limits | None = None) -> dict[str, bytes | str]:
    """What each member holds, or why it is refused."""
    found: dict[str, bytes | str] = {}
    with open_zip(stream, limits) as archive:
        for member in archive.members():
            if member.refusal:
                found[member.name] = member.refusal
                continue
            with archive.open(member) as body:
                found[member.name] = body.read()
    return found


def test_members_are_read_one_by_one_without_folders() -> None:
    stream = packed(("a/", b""), ("a/one.txt", b"1" * 5000), ("мәтін.txt", "екі".encode()))
    assert contents(stream) == {"a/one.txt": b"1" * 5000, "мәтін.txt": "екі".encode()}


def test_a_member_cannot_be_rewound_so_that_nobody_unpacks_it_twice() -> None:
    with open_zip(packed(("a", b"x"))) as archive, archive.open(next(archive.members())) as body:
        assert not body.seekable()
        assert (body.peek(5), body.read1(5)) == (b"x", b"x")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a/../../b", "/etc/passwd", "..\\b", "C:\\b", "\\\\host\\share\\b", "c:b", ".."]
)
def test_a_name_that_leads_out_is_refused(name: str) -> None:
    (reason,) = contents(packed((name, b"x"))).values()
    assert "leads out of its archive" in str(reason)


def test_a_name_with_a_null_is_refused_and_shown_harmless() -> None:
    stream = io.BytesIO(packed(("aXb\x1b[2J", b"x")).getvalue().replace(b"aXb", b"a\x00b"))
    ((name, reason),) = contents(stream).items()
    assert name == "a\ufffdb\ufffd[2J"
    assert "leads out" in str(reason)


def test_names_that_only_look_like_climbing_are_read() -> None:
    assert contents(packed(("a..b/..c", b"x"), ("...", b"y"))) == {"a..b/..c": b"x", "...": b"y"}


def test_a_link_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        info = zipfile.ZipInfo("link")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    assert "it is a link" in str(contents(stream)["link"])


def test_a_locked_member_is_refused_and_the_others_are_read() -> None:
    stream = packed(("locked", b"x"), ("open", b"y"))
    content = bytearray(stream.getvalue())
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(sign) + offset] |= 1
    found = contents(io.BytesIO(bytes(content)))
    assert "password" in str(found["locked"])
    assert found["open"] == b"y"


def test_an_unusual_method_is_refused() -> None:
    assert "number 14" in str(contents(packed(("a", b"x" * 99), method=zipfile.ZIP_LZMA))["a"])


def test_a_bomb_is_left_alone_before_it_is_unpacked() -> None:
    stream = packed(("bomb", b"\x00" * (FREE * 4)), ("good", b"x"))
    with open_zip(stream) as archive:
        bomb, good = archive.members()
        with archive.open(bomb) as body, pytest.raises(SourceError, match="200 times its size"):
            body.read()
        assert archive.unpacked <= FREE + 2 * zipped.PIECE
        with pytest.raises(SourceError, match="its archive unpacks to more"), archive.open(good) as body:
            body.read()


def test_a_member_that_says_it_is_small_is_counted_by_what_it_is() -> None:
    stream = packed(("bomb", b"\x00" * 5_000_000))
    content = stream.getvalue().replace(struct.pack("<L", 5_000_000), struct.pack("<L", 10))
    with open_zip(io.BytesIO(content)) as archive:
        (member,) = archive.members()
        assert member.size == 10
        with archive.open(member) as body, pytest.raises(SourceError, match="spoilt in its archive"):
            body.read()


def test_a_member_that_says_it_is_huge_is_refused_at_once() -> None:
    (reason,) = contents(packed(("a", b"x" * 100)), Limits(member=99)).values()
    assert "it says that it has 100 bytes" in str(reason)


def test_an_archive_may_have_only_so_many_bytes_in_all() -> None:
    stream = packed(("a", b"x" * 60), ("b", b"y" * 60))
    with pytest.raises(SourceError, match="more than 100 bytes; split it"):
        contents(stream, Limits(total=100))


def test_many_members_are_refused_before_they_are_listed() -> None:
    stream = packed(*((str(number), b"") for number in range(20)))
    with pytest.raises(SourceError, match="more than 10 members"):
        contents(stream, Limits(members=10))


def test_a_directory_that_would_fill_the_memory_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "LARGEST_DIRECTORY", 100)
    with pytest.raises(SourceError, match="the directory"):
        contents(packed(("a" * 200, b"x")))


def cut(content: bytes) -> bytes:
    return content[:-30]


def no_data(content: bytes) -> bytes:
    return content.replace(b"hello", b"HELLO")


def no_header(content: bytes) -> bytes:
    return b"XX" + content[2:]


def odd_version(content: bytes) -> bytes:
    place = content.index(b"PK\x01\x02") + 6
    return content[:place] + b"\xff\xff" + content[place + 2 :]


@pytest.mark.parametrize("spoil", [cut, no_data, no_header, odd_version])
def test_a_spoilt_archive_is_one_sentence(spoil: Callable[[bytes], bytes]) -> None:
    content = packed(("a", b"hello"), method=zipfile.ZIP_STORED).getvalue()
    with pytest.raises(SourceError, match="spoilt"):
        contents(io.BytesIO(spoil(content)))


def test_nothing_is_written_under_the_names_of_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    contents(packed(("a.txt", b"x"), ("../b.txt", b"y"), ("c/d.txt", b"z")))
    assert list(tmp_path.iterdir()) == []


def test_the_first_name_is_known_from_the_beginning() -> None:
    assert first_name(packed(("word/document.xml", b"x" * 9000)).getvalue()[:64]) == "word/document.xml"
    assert first_name(b"PK\x03\x04") is None
    assert first_name(b"%PDF-1.7") is None
