from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

from warc_values import pages

from kelisim.model import Passed, Raw, Skipped
from kelisim.sources.reading import Reader


def packed(**members: bytes) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return archive.getvalue()


def test_the_web_archives_in_it_are_read_and_the_indexes_passed_over(tmp_path: Path) -> None:
    members = {
        "archive/one.warc.gz": b"".join(map(gzip.compress, pages(3))),
        "archive/two.warc": b"".join(pages(5)[3:]),
        "indexes/index.cdx.gz": gzip.compress(b"example,a)/0 20240503102030 {}\n"),
        "pages/pages.jsonl": b'{"format": "json-pages-1.0", "id": "pages"}\n{"id": "1", "url": "u", "text": "x"}\n',
        "datapackage.json": b'{"profile": "data-package"}',
    }
    path = tmp_path / "crawl.wacz"
    path.write_bytes(packed(**members))
    items = list(Reader().read([path]))
    raws = [item for item in items if isinstance(item, Raw)]
    assert [raw.url for raw in raws] == [f"http://a.example/{number}" for number in range(5)]
    assert raws[0].name == f"{path}/archive/one.warc.gz: http://a.example/0"
    assert [item.reason for item in items if isinstance(item, Passed)] == ["indexes of web archives"] * 3


def test_a_zip_archive_without_description_is_none(tmp_path: Path) -> None:
    path = tmp_path / "crawl.zip"
    path.write_bytes(packed(**{"archive/note.txt": b"read", "archive/one.warc": b"".join(pages(1))}))
    assert [item.name for item in Reader().read([path]) if isinstance(item, Raw)] == [
        f"{path}/archive/note.txt",
        f"{path}/archive/one.warc: http://a.example/0",
    ]


def test_one_that_is_cut_off_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "crawl.wacz"
    path.write_bytes(packed(**{"datapackage.json": b"{}", "archive/one.warc": b"".join(pages(1))})[:-40])
    (item,) = Reader().read([path])
    assert isinstance(item, Skipped)
    assert "spoilt or cut off" in item.reason
