from __future__ import annotations

import io

import pytest

from kelisim.model import Raw, Skipped
from kelisim.sources.content import Content, Item
from kelisim.sources.kinds.json_lines import source
from kelisim.sources.reading import Reader


def read(*lines: bytes) -> list[Item]:
    return list(source.read(Content("in", io.BytesIO(b"\n".join(lines))), Reader()))


def test_a_good_line_gives_all_that_it_says() -> None:
    (raw,) = read(b'{"id": 7, "text": "abc", "published": "2024-01-01", "url": "u", "title": null, "extra": 1}')
    assert raw == Raw(name="in:1", id="7", content="abc", published="2024-01-01", url="u")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": "a", "text": ', "not JSON"),
        (b"[1]", "no object"),
        (b'{"id": "a"}', "no `text`"),
        (b'{"id": "a", "text": 5}', "no `text`"),
        (b'{"text": "abc"}', "no `id`"),
        (b'{"id": "", "text": "abc"}', "no `id`"),
        (b'{"id": "a", "text": "\xff\xfe"}', "UTF-8"),
    ],
)
def test_a_bad_line_is_skipped_by_number_and_the_rest_goes_through(line: bytes, reason: str) -> None:
    skipped, raw = read(line, b'{"id": "b", "text": "abc"}')
    assert isinstance(skipped, Skipped)
    assert skipped.name == "in:1"
    assert reason in skipped.reason
    assert isinstance(raw, Raw)


def test_empty_lines_are_passed_over() -> None:
    assert read(b"\n", b"  \n") == []
