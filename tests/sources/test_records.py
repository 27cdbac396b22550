from __future__ import annotations

import gzip
import io
import random

import pyarrow as pa
import pytest
from fastwarc.warc import WarcRecord
from kinds.warc_values import pages, record

from kelisim.sources.records import KEPT, PIECE, Found, is_archive, records


def read(archive: bytes) -> list[Found]:
    return list(records(io.BytesIO(archive), lambda _record: True))


def urls(found: list[Found]) -> list[str | None]:
    """The last part of each address, or the fault."""
    return [item.fault or (item.record and str(item.record.headers["WARC-Target-URI"])[-1]) for item in found]


def spoilt(packed: bytes) -> bytes:
    middle = len(packed) // 2
    return packed[:middle] + bytes(byte ^ 0xFF for byte in packed[middle : middle + 4]) + packed[middle + 4 :]


@pytest.mark.parametrize("packing", ["none", "gzip", "one gzip", "lz4", "zstd"])
def test_archives_are_read_packed_or_not(packing: str) -> None:
    plain = pages(4)
    archive = {
        "none": lambda: b"".join(plain),
        "gzip": lambda: b"".join(map(gzip.compress, plain)),
        "one gzip": lambda: gzip.compress(b"".join(plain)),
        "lz4": lambda: b"".join(pa.compress(part, "lz4", asbytes=True) for part in plain),
        "zstd": lambda: b"".join(pa.compress(part, "zstd", asbytes=True) for part in plain),
    }[packing]()
    found = read(archive)
    assert is_archive(archive)
    assert urls(found) == ["0", "1", "2", "3"]
    assert all(b"The guest came on day" in (item.body or b"") for item in found)


def test_a_spoilt_record_in_the_middle_costs_itself_alone() -> None:
    packed = list(map(gzip.compress, pages(5)))
    found = read(b"".join([*packed[:2], spoilt(packed[2]), *packed[3:]]))
    assert [item.fault is None for item in found] == [True, True, False, True, True]
    assert "spoilt in its archive" in str(found[2].fault)


def test_spoilt_records_side_by_side_are_told_one_by_one() -> None:
    packed = list(map(gzip.compress, pages(6)))
    found = read(b"".join([packed[0], *map(spoilt, packed[1:4]), *packed[4:]]))
    assert [item.fault is None for item in found] == [True, False, False, False, True, True]


def test_every_record_is_read_wherever_the_pieces_that_are_read_divide_it() -> None:
    """Nothing is told of where the library loses its place, a header of gzip being divided, for nothing is missing there."""
    draw, (last,) = random.Random(4), map(gzip.compress, pages(1))
    for size in range(PIECE - 700, PIECE - 400, 4):
        filling = gzip.compress(record("resource", "http://a.example/8", draw.randbytes(size), media="text/plain"), 0)
        assert urls(read(filling + last + last)) == ["8", "0", "0"]


def test_a_record_whose_checksum_fails_is_the_spoilt_one() -> None:
    """Its body can be read to the end; that it is not what was written shows only then."""
    packed = list(map(gzip.compress, pages(4)))
    packed[1] = packed[1][:-8] + b"\x00\x01\x02\x03" + packed[1][-4:]
    found = read(b"".join(packed))
    assert [item.fault is None for item in found] == [True, False, True, True]


def test_garbage_and_blank_stretches_between_records_are_passed_and_told_once() -> None:
    for between in (b"\x00" * 5000, b"garbage\r\n\r\n" * 50, random.Random(1).randbytes(3 * PIECE)):
        for parts in (pages(3), list(map(gzip.compress, pages(3)))):
            found = read(b"".join([*parts[:2], between, parts[2]]))
            assert [item.fault is None for item in found] == [True, True, False, True]


def test_a_wrong_length_costs_the_records_that_it_swallows_and_no_more() -> None:
    parts = pages(6)
    for wrong in (b"Content-Length: 9", b"Content-Length: "):
        broken = parts[2].replace(b"Content-Length: 1", wrong)
        assert broken != parts[2]
        found = urls(read(b"".join([*parts[:2], broken, *parts[3:]])))
        assert found[:2] == ["0", "1"]
        assert found[-2:] == ["4", "5"]
        assert any("spoilt" in str(item) for item in found)


@pytest.mark.parametrize("missing", [30, 100, 200, 230])
def test_a_last_record_that_is_cut_off_is_said_to_be(missing: int) -> None:
    for archive in (b"".join(pages(3)), b"".join(map(gzip.compress, pages(3)))):
        found = read(archive[:-missing])
        assert [item.fault is None for item in found] == [True, True, False]
        assert "cut off" in str(found[2].fault)


def test_what_is_no_record_is_not_taken_for_one() -> None:
    assert not is_archive(b"")
    assert not is_archive(b"<html>WARC/1.0")
    assert not is_archive(gzip.compress(b"no archive"))
    assert not is_archive(b"\x1f\x8b\x08" + b"\xff" * 40)


def test_a_record_longer_than_what_is_kept_is_read_and_passed_over() -> None:
    body = random.Random(2).randbytes(3 * KEPT)
    large = record("resource", "http://a.example/9", body, media="text/plain")
    archive = b"".join(map(gzip.compress, [pages(1)[0], large, pages(2)[1]]))
    assert urls(read(archive)) == ["0", "9", "1"]
    assert [item.body for item in records(io.BytesIO(archive), lambda _record: False)] == [None, None, None]


def test_a_thousand_changed_archives_are_read_to_their_end() -> None:
    """No change ends the reading of an archive by anything but a fault that is told."""
    draw = random.Random(3)
    packed, plain = b"".join(map(gzip.compress, pages(4))), b"".join(pages(4))
    for _ in range(500):
        for archive in (packed, plain):
            changed = bytearray(archive)
            for _ in range(draw.randint(1, 6)):
                changed[draw.randrange(len(changed))] = draw.randrange(256)
            found = read(bytes(changed[: draw.randrange(len(changed) // 2, len(changed))]))
            assert all(isinstance(item, Found) for item in found)
            assert len(found) <= 12


def test_an_error_of_the_stream_itself_is_not_taken_for_a_spoilt_record() -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > 0:
                raise TimeoutError("the disk is gone")
            return super().read(size)

    def wanted(_record: WarcRecord) -> bool:
        return True

    with pytest.raises(OSError, match="the disk is gone"):
        list(records(Broken(b"".join(pages(400))), wanted))
