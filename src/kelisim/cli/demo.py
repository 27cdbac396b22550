"""The demonstration: bundled texts become a ledger, and the ledger a dossier."""

from __future__ import annotations

import tempfile
from pathlib import Path

from rich.console import Console

from kelisim.cli.show import show_dossier, show_summary
from kelisim.interface import Ledger
from kelisim.sources.reading import Reader

EXAMPLES = Path(__file__).parent.parent / "examples"
PARTIES = ("KZ", "UZ")


def run_demo(ledger: Path | None) -> int:
    """Fill a ledger (a temporary one unless a path is given) from the examples and show what can be asked of it."""
    if ledger is not None:
        return _demonstrate(ledger)
    with tempfile.TemporaryDirectory(prefix="kelisim-demo-") as folder:
        return _demonstrate(Path(folder) / "demo.db")


def _demonstrate(path: Path) -> int:
    console = Console()
    with Ledger(path) as book:
        summary = book.add_raw(Reader().read([EXAMPLES]))
        for skipped in (*summary.skipped, *summary.noted):
            console.print(f"{skipped.name}: {skipped.reason}", style="dim", markup=False)
        show_summary(summary)
        show_dossier(book.dossier(*PARTIES), book.sources())
    console.print()
    console.print("Try next:", style="bold")
    console.print("  kelisim demo --ledger demo.db           keep this ledger", markup=False)
    console.print("  kelisim entries --ledger demo.db --kind target", markup=False)
    console.print("  kelisim targets --ledger demo.db", markup=False)
    console.print("  kelisim dossier AZ KZ --ledger demo.db", markup=False)
    console.print("  kelisim extract YOUR-TEXT.txt           see the claims in a text of your own", markup=False)
    return 0
