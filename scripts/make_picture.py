"""Draws the README's picture: the demonstration's dossier as a terminal shows it, in SVG.

python scripts/make_picture.py
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from rich.console import Console

from kelisim.cli import show
from kelisim.interface import Ledger
from kelisim.sources.reading import Reader

ROOT = Path(__file__).parent.parent
WIDTH = 110
SECTIONS = 3
OUTSIDE = re.compile(r"@font-face \{.*?\}\s*|<!--.*?-->\s*", re.DOTALL)
"""What the drawing would fetch from elsewhere: it shows in the reader's own monospaced font."""


def main() -> None:
    """Fill a ledger from the bundled texts and draw the first sections of its dossier."""
    console = Console(
        record=True, width=WIDTH, file=(Path(tempfile.gettempdir()) / "picture.txt").open("w", encoding="utf-8")
    )
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "picture.db") as book:
        book.add_raw(Reader().read([ROOT / "src" / "kelisim" / "examples"]))
        dossier = book.dossier("KZ", "UZ")
        documents = {document.id: document for document in book.documents()}
        shown = [section for section in dossier.sections if section.title in ("Figures", "Targets", "Agreements")][
            :SECTIONS
        ]
        show.show_dossier(type(dossier)(dossier.parties, dossier.names, tuple(shown)), documents, console)
    drawn = console.export_svg(title="kelisim dossier KZ UZ")
    (ROOT / "docs" / "dossier.svg").write_text(OUTSIDE.sub("", drawn), encoding="utf-8")


if __name__ == "__main__":
    main()
