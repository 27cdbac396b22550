"""Tables as text (CSV, TSV) whose columns the user has named: one document a row. Without that they are plain text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager

from kelisim.errors import SourceError
from kelisim.sources.content import LARGEST_DOCUMENT, Certainty, Content, Item, Opener, raw_of
from kelisim.sources.table import columns_of, row_document

NAMES = (".csv", ".tsv", ".tab")
MEDIA = ("text/csv", "text/tab-separated-values")
DELIMITERS = ",;\t|"
WIDE = (b"\xff\xfe", b"\xfe\xff")
"""What a table in UTF-16 begins with, as spreadsheets write them."""


class DelimitedText:
    """The first row names the columns; it is a table only where the user has said what these hold."""

    name = "CSV"

    def recognise(self, content: Content) -> Certainty:
        """Its name or declared media type, and a delimiter in its first line: nothing in a table itself says that it is one."""
        called = content.name.lower().endswith(NAMES) or content.known.media in MEDIA
        first = content.head.replace(b"\x00", b"").partition(b"\n")[0]
        is_row = any(delimiter.encode() in first for delimiter in DELIMITERS) and not first.lstrip().startswith(b"{")
        return Certainty.LIKELY if called and is_row else Certainty.NO

    def read(self, content: Content, opener: Opener) -> Iterator[Item]:
        """One document for each row, named by its number, that of the names being none."""
        columns = opener.options.columns
        if not columns:
            yield raw_of(content, content.whole())
            return
        try:
            with _lines(content) as lines:
                yield from _documents(csv.reader(lines, delimiter=_delimiter(content.head)), content.name, columns)
        except UnicodeDecodeError as error:
            raise SourceError("the table is not UTF-8; save it as UTF-8") from error
        except csv.Error as error:
            raise SourceError(f"the table cannot be read any further ({error}); check its quotation marks") from error


source = DelimitedText()


def _documents(rows: Iterator[list[str]], name: str, columns: dict[str, str]) -> Iterator[Item]:
    header = next(rows, [])
    wanted = columns_of(header, columns)
    for number, row in enumerate(filter(None, rows), start=1):
        values = {column: value for column, value in zip(header, row, strict=False) if column in wanted and value}
        yield row_document(values, f"{name}:{number}", columns)


@contextmanager
def _lines(content: Content) -> Iterator[io.TextIOWrapper]:
    csv.field_size_limit(LARGEST_DOCUMENT)
    encoding = "utf-16" if content.head.startswith(WIDE) else "utf-8-sig"
    lines = io.TextIOWrapper(content.stream, encoding, newline="")
    try:
        yield lines
    finally:
        lines.detach()  # the stream is closed by whoever opened it


def _delimiter(head: bytes) -> str:
    """The delimiter that the first line has most of."""
    first = head.replace(b"\x00", b"").partition(b"\n")[0].decode("utf-8", "replace")
    return max(DELIMITERS, key=first.count)
