"""The way in: runs a command and turns its errors into one sentence and an exit status.

Exit status: 0 done; 1 done, but some input was skipped; 2 wrong use; 3 could not run.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import Any

import typer

from kelisim.cli.commands import app
from kelisim.cli.options import COULD_NOT_RUN, INTERRUPTED, WRONG_USE
from kelisim.errors import ConfigError, KelisimError, ResolveError

GARBAGE_THRESHOLD = 20_000
"""New objects before a search for garbage: what is built at the start stays, so that to search it is in vain."""


def main() -> None:
    """Run the command that the arguments name, and end the process with its exit status."""
    sys.exit(run())


def run() -> int:
    """Run the command that the arguments name; its exit status."""
    gc.set_threshold(GARBAGE_THRESHOLD)
    try:
        outcome: Any = app(standalone_mode=False)
    except typer.Exit as stop:
        return stop.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return _said("interrupted; what was recorded is kept, run the command again to go on", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (ConfigError, ResolveError) as error:
        return _failed(error, WRONG_USE)
    except KelisimError as error:
        return _failed(error, COULD_NOT_RUN)
    except Exception as error:  # noqa: BLE001 -- the last resort: one sentence instead of a traceback
        if hasattr(error, "format_message"):
            return _said(f"{error.format_message()}; see kelisim --help", WRONG_USE)
        return _failed(error, COULD_NOT_RUN)
    return outcome if isinstance(outcome, int) else 0


def _failed(error: Exception, status: int) -> int:
    if "--debug" in sys.argv or os.environ.get("KELISIM_DEBUG", "") not in ("", "0"):
        raise error
    words = str(error) if isinstance(error, KelisimError) else f"{type(error).__name__}: {error}; --debug shows where"
    return _said(words, status)


def _said(words: str, status: int) -> int:
    sys.stderr.write(f"kelisim: {words}\n")
    return status
