"""Web archives (WARC): what their records hold by whatever kind it is; all that is no document is counted by what it is."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kelisim.errors import SourceError
from kelisim.model import Link, Passed, Skipped
from kelisim.sources.content import Certainty, Content, Item, Known, Opener
from kelisim.sources.furnishings import furnishing
from kelisim.sources.http_body import plain_body
from kelisim.sources.records import Found, is_archive, records

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

READ = ("response", "resource", "conversion")
"""Types of record that hold what stood at an address: as it was sent, as it was found, as text made of it."""

OTHERS = {
    "request": "requests",
    "metadata": "metadata",
    "revisit": "revisits",
    "warcinfo": "archive headers",
    "continuation": "continuations of records",
}
"""The other types, with what to call them."""

GOOD = (200, 203)
"""The answers whose body is what was asked for (RFC 9110, 15.3); 203 is one that a proxy has changed."""

HTTP = "application/http"

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z)?")
"""When something was archived: WARC 1.1 allows a day, and parts of a second."""

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\s\"';]+)", re.IGNORECASE)


class WebArchive:
    """Every record is a document, one of several, skipped or passed over; addresses in archived feeds are not followed."""

    name = "web archive"

    def recognise(self, content: Content) -> Certainty:
        """The sign of a record; in a packed archive that of its first one."""
        return Certainty.SPECIAL if is_archive(content.head) else Certainty.NO

    def read(self, content: Content, opener: Opener) -> Iterator[Item]:
        """What the records hold, in their order."""
        for number, found in enumerate(records(content.stream, is_wanted), start=1):
            yield from _items(found, f"{content.name}: {_address(found.record) or f'record {number}'}", content, opener)


source = WebArchive()


def is_wanted(record: WarcRecord) -> bool:
    """Whether the body of a record has to be read to tell what it is."""
    return _passed_over(record) is None


def _items(found: Found, name: str, archive: Content, opener: Opener) -> Iterator[Item]:
    record = found.record
    if found.fault is not None or record is None:
        yield Skipped(name, found.fault or "it cannot be read")
        return
    if found.body is None:
        yield Passed(name, _passed_over(record) or "others")
        return
    try:
        inner = _content(record, found.body, name, archive)
    except SourceError as error:
        yield Skipped(name, str(error))
        return
    words = furnishing(inner.known.media, inner.head)
    yield from [Passed(name, words)] if words else _inside(inner, opener)


def _inside(content: Content, opener: Opener) -> Iterator[Item]:
    """What the content holds; addresses count as passed over, since an archive is read as it is."""
    count = 0
    for count, item in enumerate(opener.inside(content), start=1):  # noqa: B007 -- the last one is asked for
        yield Passed(item.url, "addresses") if isinstance(item, Link) else item
    if count == 0:
        yield Passed(content.name, "contents without documents")


def _passed_over(record: WarcRecord) -> str | None:
    """What to call a record that holds no document, as far as its headers tell; ``None`` for one that may."""
    kind = record.headers.get("WARC-Type") or ""
    if kind not in READ:
        return OTHERS.get(kind, "records of other types")
    if kind == "response":
        status = _status(record)
        if status is None:
            return "answers of other protocols"
        if status not in GOOD:
            return f"answers with status {status // 100}xx"
    return None


def _status(record: WarcRecord) -> int | None:
    return record.http_headers.status_code if record.is_http and record.http_headers else None


def _content(record: WarcRecord, body: bytes, name: str, archive: Content) -> Content:
    """The content of a record, with what the archive knows of it."""
    fields = record.http_headers if record.is_http and record.http_headers else record.headers
    declared = fields.get("Content-Type") or ""
    charset = _CHARSET.search(declared)
    if fields is not record.headers:
        body = plain_body(body, fields.get("Transfer-Encoding"), fields.get("Content-Encoding"))
    moment = _MOMENT.match(record.headers.get("WARC-Date") or "")
    known = Known(
        media=declared.partition(";")[0].strip().lower() or None,
        charset=charset[1] if charset else None,
        retrieved=moment[0] if moment else None,
        url=_address(record),
    )
    return Content(name, io.BytesIO(body), known, archive.depth + 1, allowance=archive.allowance)


def _address(record: WarcRecord | None) -> str | None:
    """The address of a record; some crawlers write it in angle brackets, as WARC 1.0 had it by mistake."""
    address = record.headers.get("WARC-Target-URI") if record is not None else None
    return address.strip("<> ") if address else None
