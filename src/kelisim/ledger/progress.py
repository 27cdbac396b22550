"""Who is told how far long work has come."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told how many of how many are done."""


def nobody(_done: int, _total: int) -> None:
    """Tell nobody."""
