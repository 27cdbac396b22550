"""What holds for all tests: Ctrl-C reaches the commands that they start, also where the tests run in the background."""

from __future__ import annotations

import signal

if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # shells start background jobs so, and their children inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)
