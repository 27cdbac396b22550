"""Every time in the packs' examples and the bundled texts is valid EDTF or a relative word, in mentions and claims."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from test_times import is_time

import kelisim
from kelisim.interface import mentions_of
from kelisim.languages.loader import load_examples, pack_codes
from kelisim.model import Document, Raw
from kelisim.pipeline import claims_of, to_document
from kelisim.sources.reading import Reader


def documents(code: str) -> Iterator[Document]:
    """The examples of a pack, with their day and without one, and the bundled texts in its language."""
    examples = load_examples(code)
    for example in (*examples.gives, *examples.nothing):
        for published in {example.published, None}:
            yield Document(id="example", text=example.text, language=code, published=published)
    for raw in Reader().read([EXAMPLES]):
        assert isinstance(raw, Raw)
        document, _ = to_document(raw)
        if document.language == code:
            yield document


EXAMPLES = Path(kelisim.__file__).parent / "examples" / "documents.jsonl"


@pytest.mark.parametrize("code", pack_codes())
def test_every_time_is_edtf_or_a_relative_word(code: str) -> None:
    times = {
        (time, document.text)
        for document in documents(code)
        for time in (
            *(mention.edtf for mention in mentions_of(document)),
            *(time for claim in claims_of(document) for time in (claim.date, claim.period, claim.deadline)),
        )
        if time is not None
    }
    assert len(times) > 40
    assert [item for item in times if not is_time(item[0])] == []
