"""Parquet files: one document a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from kelisim.errors import SourceError
from kelisim.sources.content import Certainty, Content, Item, Opener
from kelisim.sources.table import columns_of, row_document

SIGN = b"PAR1"

ROWS = 256
"""Rows that are in memory at a time."""


class Parquet:
    """Only the columns that documents need are read, a few hundred rows at a time."""

    name = "Parquet"

    def recognise(self, content: Content) -> Certainty:
        """The sign at the beginning."""
        return Certainty.CERTAIN if content.head.startswith(SIGN) else Certainty.NO

    def read(self, content: Content, opener: Opener) -> Iterator[Item]:
        """One document for each row, named by its number."""
        columns = opener.options.columns
        with content.rewindable() as stream:
            for number, row in enumerate(_rows(stream, columns), start=1):
                yield row_document(row, f"{content.name}:{number}", columns)


source = Parquet()


def _rows(stream: BinaryIO, columns: dict[str, str]) -> Iterator[dict[str, object]]:
    try:
        import pyarrow as pa
        from pyarrow.parquet import ParquetFile, read_schema
    except ImportError as error:
        raise SourceError("Parquet files need Arrow; install it with: pip install 'kelisim[arrow]'") from error
    try:
        wanted = columns_of(read_schema(stream).names, columns)
        stream.seek(0)
        once = [columns.get("text", "text")]  # a text that is repeated takes memory once
        with ParquetFile(stream, read_dictionary=once, pre_buffer=False) as file:
            for batch in file.iter_batches(ROWS, columns=wanted, use_threads=False):
                for place in range(batch.num_rows):
                    yield {name: batch.column(name)[place].as_py() for name in wanted}
    except (pa.ArrowException, OSError, ValueError) as error:
        raise SourceError(
            f"the Parquet file is spoilt or cut off ({_first_line(error)}); fetch or make it anew"
        ) from error


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].rstrip(".")
