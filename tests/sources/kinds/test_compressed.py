from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
from pathlib import Path

import pyarrow as pa
import pytest
from warc_values import PAGE

from kelisim.model import Raw, Skipped
from kelisim.sources.reading import Arrival, Reader
from kelisim.sources.zipped import FREE

LINES = b"".join(b'{"id": "%d", "text": "%x"}\n' % (number, number**40) for number in range(3000))

PACK = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": lambda content: pa.compress(content, "zstd", asbytes=True),
    "lz4": lambda content: pa.compress(content, "lz4", asbytes=True),
}


def read(folder: Path, content: bytes, name: str) -> list[Arrival]:
    (folder / name).write_bytes(content)
    return list(Reader().read([folder / name]))


@pytest.mark.parametrize("ending", PACK)
def test_what_is_packed_is_read_by_its_kind(tmp_path: Path, ending: str) -> None:
    items = read(tmp_path, PACK[ending](LINES), f"articles.jsonl.{ending}")
    assert [item.id for item in items if isinstance(item, Raw)] == [str(number) for number in range(3000)]
    assert items[0].name == f"{tmp_path}/articles.jsonl:1"  # type: ignore[union-attr]
    (page,) = read(tmp_path, PACK[ending](PAGE), f"visit.html.{ending}")
    assert isinstance(page, Raw)
    assert (page.id, page.media, page.content) == ("visit", "text/html", PAGE)


@pytest.mark.parametrize("ending", ["gz", "bz2", "xz"])
def test_parts_one_after_the_other_are_one_file_and_zeros_behind_it_are_padding(tmp_path: Path, ending: str) -> None:
    pack, half = PACK[ending], len(LINES) // 2
    items = read(tmp_path, pack(LINES[:half]) + pack(LINES[half:]) + bytes(600_000), f"a.jsonl.{ending}")
    assert [item.id for item in items if isinstance(item, Raw)] == [str(number) for number in range(3000)]


NOISE = random.Random(1).randbytes(200_000).hex().encode()


@pytest.mark.parametrize("ending", PACK)
def test_what_is_cut_off_is_said_to_be(tmp_path: Path, ending: str) -> None:
    packed = PACK[ending](NOISE)
    (item,) = read(tmp_path, packed[: len(packed) // 2], f"a.txt.{ending}")
    assert isinstance(item, Skipped)
    assert "spoilt or cut off" in item.reason


@pytest.mark.parametrize("ending", ["gz", "bz2", "xz"])
def test_what_is_spoilt_is_said_to_be_where_it_has_a_checksum(tmp_path: Path, ending: str) -> None:
    packed = PACK[ending](NOISE)
    middle = len(packed) // 2
    (item,) = read(tmp_path, packed[:middle] + bytes(40) + packed[middle + 40 :], f"a.txt.{ending}")
    assert isinstance(item, Skipped)
    assert "spoilt or cut off" in item.reason


@pytest.mark.parametrize("ending", PACK)
def test_a_bomb_is_left_alone_before_it_fills_anything(tmp_path: Path, ending: str) -> None:
    (item,) = read(tmp_path, PACK[ending](b"a" * (3 * FREE)), f"a.txt.{ending}")
    assert isinstance(item, Skipped)
    assert "bomb" in item.reason


def test_xz_that_wants_too_much_memory_is_refused(tmp_path: Path) -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 30}]
    packed = bytearray(lzma.compress(b"x" * 1000, filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 26}]))
    compressor = lzma.LZMACompressor(filters=filters)
    try:
        packed = bytearray(compressor.compress(b"x" * 1000) + compressor.flush())
    except MemoryError:
        pytest.fail("the machine has too little memory to make the file")
    (item,) = read(tmp_path, bytes(packed), "a.txt.xz")
    assert isinstance(item, Skipped)
    assert "spoilt or cut off" in item.reason


def test_a_packed_file_is_read_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    class Input:
        buffer = Pipe(gzip.compress(LINES))

    monkeypatch.setattr("sys.stdin", Input)
    assert sum(isinstance(item, Raw) for item in Reader().read(["-"])) == 3000
