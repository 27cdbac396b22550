from __future__ import annotations

import io
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from kelisim.model import Raw, Skipped
from kelisim.sources.content import Options
from kelisim.sources.reading import Arrival, Reader


def read(path: Path, table: pa.Table | bytes, columns: dict[str, str] | None = None, **how: Any) -> list[Arrival]:
    if isinstance(table, bytes):
        path.write_bytes(table)
    else:
        parquet.write_table(table, path, **how)
    return list(Reader(options=Options(columns=columns or {})).read([path]))


def test_each_row_is_a_document(tmp_path: Path) -> None:
    table = pa.table({"id": [7, 8], "text": ["бір", "екі"], "published": ["2024-05-03", None], "extra": [1, 2]})
    one, two = read(tmp_path / "a.parquet", table)
    assert isinstance(one, Raw)
    assert isinstance(two, Raw)
    assert (one.id, one.content, one.published, one.name) == ("7", "бір", "2024-05-03", f"{tmp_path}/a.parquet:1")
    assert (two.id, two.published) == ("8", None)


def test_columns_are_mapped_and_dates_written_out(tmp_path: Path) -> None:
    moments = [datetime(2024, 5, 3, 10, 20, tzinfo=UTC), datetime(2024, 5, 4, tzinfo=UTC)]
    table = pa.table({"key": ["a", "b"], "body": ["x", "y"], "day": [date(2024, 5, 3), None], "at": moments})
    one, two = read(tmp_path / "a", table, {"text": "body", "id": "key", "published": "day"})
    assert isinstance(one, Raw)
    assert isinstance(two, Raw)
    assert (one.published, two.published) == ("2024-05-03", None)
    (one, _) = read(tmp_path / "a", table, {"text": "body", "id": "key", "published": "at"})
    assert isinstance(one, Raw)
    assert one.published is not None
    assert one.published.startswith("2024-05-03T10:20:00")


def test_many_rows_in_many_groups_with_one_long_text_are_read(tmp_path: Path) -> None:
    texts = ["long " * 10_000 if number % 2 else f"text {number}" for number in range(2000)]
    table = pa.table({"id": [str(number) for number in range(2000)], "text": texts})
    items = read(tmp_path / "a.parquet", table, row_group_size=300, compression="zstd")
    assert [item.id for item in items if isinstance(item, Raw)] == [str(number) for number in range(2000)]
    assert [item.content for item in items if isinstance(item, Raw)] == texts


@pytest.mark.parametrize(
    ("has", "columns", "sign"),
    [
        (["id", "body"], {}, "no column `text`; it has id, body"),
        (["id", "text"], {"text": "body"}, "no column `body`; it has id, text"),
        (["id", "text"], {"published": "day"}, "no column `day`"),
        (["text", "key"], {}, "no column `id` or `url`; it has text, key"),
    ],
)
def test_missing_columns_are_named_with_what_there_is(
    tmp_path: Path, has: list[str], columns: dict[str, str], sign: str
) -> None:
    (item,) = read(tmp_path / "a.parquet", pa.table({name: ["x"] for name in has}), columns)
    assert isinstance(item, Skipped)
    assert sign in item.reason
    assert "--columns" in item.reason


def test_rows_without_a_text_are_skipped_and_the_others_go_through(tmp_path: Path) -> None:
    one, two = read(tmp_path / "a.parquet", pa.table({"id": ["a", "b"], "text": [None, "x"]}))
    assert isinstance(one, Skipped)
    assert one.name == f"{tmp_path}/a.parquet:1"
    assert isinstance(two, Raw)


def test_a_spoilt_or_cut_off_file_is_skipped(tmp_path: Path) -> None:
    whole = io.BytesIO()
    parquet.write_table(pa.table({"id": ["a"], "text": ["x" * 5000]}), whole)
    content = whole.getvalue()
    for spoilt in (content[:-30], content[: len(content) // 2], b"PAR1", b"PAR1" + bytes(200) + b"PAR1"):
        (item,) = read(tmp_path / "a.parquet", spoilt)
        assert isinstance(item, Skipped)
        assert "spoilt or cut off" in item.reason


def test_without_arrow_it_is_said_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.parquet"
    parquet.write_table(pa.table({"id": ["a"], "text": ["x"]}), path)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (item,) = Reader().read([path])
    assert isinstance(item, Skipped)
    assert "pip install 'kelisim[arrow]'" in item.reason


def test_a_table_in_an_archive_is_read(tmp_path: Path) -> None:
    import zipfile

    whole = io.BytesIO()
    parquet.write_table(pa.table({"id": ["a"], "text": ["x"]}), whole)
    with zipfile.ZipFile(tmp_path / "week.zip", "w") as archive:
        archive.writestr("a.parquet", whole.getvalue())
    (item,) = Reader().read([tmp_path / "week.zip"])
    assert isinstance(item, Raw)
    assert item.name == f"{tmp_path}/week.zip/a.parquet:1"
