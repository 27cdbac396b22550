from __future__ import annotations

from pathlib import Path

import pytest

from kelisim.model import Raw, Skipped
from kelisim.sources.content import Options
from kelisim.sources.reading import Arrival, Reader

COLUMNS = {"text": "body", "id": "key", "published": "day"}


def read(path: Path, content: str | bytes, columns: dict[str, str] | None = None) -> list[Arrival]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(Reader(options=Options(columns=COLUMNS if columns is None else columns)).read([path]))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_rows_are_documents_whatever_divides_and_encodes_them(tmp_path: Path, delimiter: str, encoding: str) -> None:
    table = 'key,day,body\na,2024-05-03,"бір ""екі""\nүш"\nb,,төрт\n'.replace(",", delimiter)
    one, two = read(tmp_path / "a.csv", table.encode(encoding))
    assert isinstance(one, Raw)
    assert isinstance(two, Raw)
    assert (one.id, one.published, one.content) == ("a", "2024-05-03", 'бір "екі"\nүш')
    assert (two.id, two.published, two.name) == ("b", None, f"{tmp_path}/a.csv:2")


def test_without_columns_a_table_is_plain_text(tmp_path: Path) -> None:
    (item,) = read(tmp_path / "a.csv", "key,body\na,x\n", {})
    assert isinstance(item, Raw)
    assert (item.id, item.content) == ("a", b"key,body\na,x\n")


def test_what_is_not_called_a_table_is_plain_text(tmp_path: Path) -> None:
    (item,) = read(tmp_path / "a.txt", "key,body\na,x\n")
    assert isinstance(item, Raw)
    assert item.content == b"key,body\na,x\n"


def test_missing_columns_are_named_with_what_there_is(tmp_path: Path) -> None:
    (item,) = read(tmp_path / "a.csv", "key,text\na,x\n")
    assert isinstance(item, Skipped)
    assert "no column `body`, `day`" in item.reason.replace("`day`, `body`", "`body`, `day`")
    assert "it has key, text" in item.reason


def test_rows_that_are_short_or_empty_are_skipped_or_passed(tmp_path: Path) -> None:
    one, two = read(tmp_path / "a.csv", "key,day,body\na\n\nb,2024,x,more\n")
    assert isinstance(one, Skipped)
    assert "`body`" in one.reason
    assert isinstance(two, Raw)
    assert two.content == "x"


def test_a_table_in_another_encoding_or_with_open_quotes_is_skipped_where_it_ends(tmp_path: Path) -> None:
    (item,) = read(tmp_path / "a.csv", "key,day,body\na,2024,бір\n".encode("cp1251"))
    assert isinstance(item, Skipped)
    assert "UTF-8" in item.reason
    one, two = read(tmp_path / "a.csv", b'key,day,body\na,2024,x\nb,2024,"\x00\n'.replace(b"\x00", b"y" * 70_000_000))
    assert isinstance(one, Raw)
    assert isinstance(two, Skipped)
    assert "quotation marks" in two.reason


def test_a_long_article_fits_into_a_row(tmp_path: Path) -> None:
    (item,) = read(tmp_path / "a.csv", "key,day,body\na,2024," + "word " * 100_000 + "\n")
    assert isinstance(item, Raw)
    assert len(item.content) == 500_000
