"""The command line: one module a group of commands."""

from kelisim.cli.run import main

__all__ = ["main"]
