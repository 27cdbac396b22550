"""Writes ``docs/frames.md``: which frame gives claims in how many of the texts of each language.

python scripts/frame_matrix.py

The texts are the examples of the packs and the bundled texts, whose claims are approved by eye (``tests/golden``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import kelisim
from kelisim.languages.loader import load_examples, pack_codes
from kelisim.model import Document, Raw
from kelisim.pipeline import claims_of, to_document
from kelisim.sources.reading import Reader

PAGE = Path(__file__).parent.parent / "docs" / "frames.md"
BUNDLED = Path(kelisim.__file__).parent / "examples" / "documents.jsonl"
HEAD = """# Frames by language

Written by `python scripts/frame_matrix.py`; a test fails when it is out of date. A number is how many examples of the
language's pack give a claim of the frame, and after a plus sign how many bundled texts do. An empty place is a frame that no
text of the language exercises: an example is missing there, or the words for it are.
"""


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


def page() -> str:
    """The text of the page."""
    codes = pack_codes()
    examples = {code: _frames(_examples(code)) for code in codes}
    bundled = {code: _frames(document for document in _bundled() if document.language == code) for code in codes}
    frames = sorted({frame for counts in (*examples.values(), *bundled.values()) for frame in counts})
    rows = [["frame", *(f"`{code}`" for code in codes)], ["---"] * (len(codes) + 1)]
    rows += [
        [f"`{frame}`", *(_cell(examples[code][frame], bundled[code][frame]) for code in codes)] for frame in frames
    ]
    return HEAD + "\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def _cell(examples: int, bundled: int) -> str:
    return (str(examples) if examples else "") + (f" + {bundled}" if bundled else "")


def _frames(documents: Iterator[Document]) -> Counter[str]:
    """In how many of the documents each frame gives a claim."""
    return Counter(frame for document in documents for frame in {claim.frame for claim in claims_of(document)})


def _examples(code: str) -> Iterator[Document]:
    for example in load_examples(code).gives:
        yield Document(id="example", text=example.text, language=code, published=example.published)


def _bundled() -> Iterator[Document]:
    for raw in Reader().read([BUNDLED]):
        if isinstance(raw, Raw):
            yield to_document(raw)[0]


if __name__ == "__main__":
    main()
