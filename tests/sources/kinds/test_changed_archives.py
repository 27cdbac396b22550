"""Archives and tables with bytes changed at random end in documents and sentences, whatever is changed."""

from __future__ import annotations

import gzip
import io
import random
import tarfile
import zipfile
from collections.abc import Callable

import pyarrow as pa
import pytest
from pyarrow import parquet
from warc_values import PAGE, pages

from kelisim.model import Passed, Raw, Skipped
from kelisim.sources.content import Content
from kelisim.sources.reading import Reader

CHANGES = 60


def zipped() -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("news/visit.html", PAGE)
        archive.writestr("note.txt", "x" * 3000)
        archive.writestr("crawl.warc", b"".join(pages(3)))
    return whole.getvalue()


def tarred() -> bytes:
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as archive:
        for name, content in (("visit.html", PAGE), ("note.txt", b"y" * 2000)):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return whole.getvalue()


def table() -> bytes:
    whole = io.BytesIO()
    parquet.write_table(pa.table({"id": ["a", "b"], "text": ["x" * 100, "y"]}), whole)
    return whole.getvalue()


MAKERS: dict[str, Callable[[], bytes]] = {
    "ZIP": zipped,
    "TAR": tarred,
    "TAR in gzip": lambda: gzip.compress(tarred()),
    "Parquet": table,
    "WARC": lambda: b"".join(pages(5)),
    "WARC in gzip": lambda: b"".join(map(gzip.compress, pages(5))),
    "zstd": lambda: pa.compress(b"some words " * 500, "zstd", asbytes=True),
    "lz4": lambda: pa.compress(b"some words " * 500, "lz4", asbytes=True),
}


@pytest.mark.parametrize("maker", MAKERS)
def test_no_change_ends_the_reading(maker: str) -> None:
    draw, whole = random.Random(maker), MAKERS[maker]()
    for _ in range(CHANGES):
        changed = bytearray(whole)
        for _ in range(draw.randint(1, 8)):
            changed[draw.randrange(len(changed))] = draw.randrange(256)
        end = draw.choice([len(changed), len(changed), draw.randrange(1, len(changed))])
        items = list(Reader().inside(Content("changed", io.BytesIO(bytes(changed[:end])))))
        assert all(isinstance(item, (Raw, Passed)) or (isinstance(item, Skipped) and item.reason) for item in items)
        assert len(items) < 40
