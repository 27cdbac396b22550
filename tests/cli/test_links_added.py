"""`kelisim add --links` with a pattern that is none is wrong use, before anything is opened or fetched."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_a_pattern_that_is_no_regular_expression_is_wrong_use(tmp_path: Path) -> None:
    call = [sys.executable, "-m", "kelisim", "add", "https://a.example/search", "--links", "(", "--ledger", "l.db"]
    done = subprocess.run(call, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert "the pattern '(' is no regular expression" in done.stderr
    assert list(tmp_path.iterdir()) == []
