"""Writes the claims of the bundled texts as the approved ones; read the difference before committing it.

python scripts/approve_golden.py
"""

from __future__ import annotations

import json
from pathlib import Path

import kelisim
from kelisim.model import Raw, as_dict
from kelisim.pipeline import Read, read_one
from kelisim.sources.reading import Reader

LEFT_OUT = ("language", "origin", "confidence")
APPROVED = Path(__file__).parent.parent / "tests" / "golden" / "claims.jsonl"


def main() -> None:
    """Extract and write, one claim a line."""
    lines = []
    for raw in Reader().read([Path(kelisim.__file__).parent / "examples" / "documents.jsonl"]):
        read = read_one(raw) if isinstance(raw, Raw) else None
        for claim in read.claims if isinstance(read, Read) else ():
            kept = {name: value for name, value in as_dict(claim).items() if name not in LEFT_OUT}
            lines.append(json.dumps(kept, ensure_ascii=False, sort_keys=True))
    APPROVED.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
