"""Links the claims of gold folders into entries and scores the links with the corpus's own ``score_links.py``.

python benchmarks/linking.py GOLD_FOLDER… [--errors N]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from kelisim.languages.loader import pack_codes
from kelisim.model import Claim, Document, as_dict
from kelisim.pipeline import claims_of
from kelisim.resolve.entries import resolve


def main() -> int:
    """Extract, resolve, write the entries and run the scorer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    documents = list(_documents(options.folders))
    claims: list[Claim] = [claim for document in documents for claim in claims_of(document)]
    entries = resolve(claims, {document.id: document.published for document in documents})
    scorer = next(
        place / "score_links.py"
        for place in (options.folders[0], *options.folders[0].resolve().parents)
        if (place / "score_links.py").exists()
    )
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "entries.jsonl"
        lines = []
        for entry in entries:
            line = as_dict(entry)
            lines.append(msgspec.json.encode({**line, **line.pop("fields", {})}))
        path.write_bytes(b"\n".join(lines))
        call = [sys.executable, str(scorer), *map(str, options.folders), str(path), "--errors", str(options.errors)]
        return subprocess.run(call, check=False).returncode


def _documents(folders: list[Path]) -> Iterator[Document]:
    for folder in folders:
        for record in sorted(folder.rglob("*.json")):
            gold = msgspec.json.decode(record.read_bytes())
            if gold["language"] in pack_codes():
                text = record.with_suffix(".txt").read_text(encoding="utf-8")
                yield Document(id=gold["id"], text=text, language=gold["language"], published=gold["published"])


if __name__ == "__main__":
    sys.exit(main())
