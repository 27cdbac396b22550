"""Commands as a user runs them: in a process of their own, on a terminal where one is asked for."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

CALL = [sys.executable, "-c", "from kelisim.cli import main; main()"]
_CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Ended(NamedTuple):
    """What a command on a terminal came to: its exit status and all that it wrote, without control codes."""

    status: int
    shown: str


def start(*arguments: str | Path, **options: object) -> subprocess.Popen[str]:
    """A command that runs beside the test, its output to be read."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen([*CALL, *map(str, arguments)], **(pipes | options))  # type: ignore[call-overload, no-any-return]


def on_terminal(*arguments: str | Path, interrupt_when: Callable[[str], bool] = lambda _shown: False) -> Ended:
    """Run a command on a terminal of 160 columns; Ctrl-C is typed once ``interrupt_when`` says so of what it wrote so far."""
    process, terminal = pty.fork()
    if process == 0:
        os.environ |= {"COLUMNS": "160", "TERM": "xterm-256color"}
        os.execv(CALL[0], [*CALL, *map(str, arguments)])  # noqa: S606 -- the terminal is given to this process
    output, interrupted = b"", False
    end = time.monotonic() + 120
    while time.monotonic() < end:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            output += os.read(terminal, 65_536)
        except OSError:  # the terminal is closed
            break
        if not interrupted and interrupt_when(output.decode(errors="replace")):
            interrupted = True
            os.write(terminal, b"\x03")
    os.close(terminal)
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    return Ended(status, _CODES.sub("", output.decode(errors="replace")))
