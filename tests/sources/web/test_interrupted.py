"""Interrupted while it waits for the network, a command ends at once and cleanly."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path

from faulty_server import Conversation, page
from fetched_values import Serve


def test_ctrl_c_ends_a_run_that_waits_for_a_server(serve: Serve, tmp_path: Path) -> None:
    asked = threading.Event()

    def hang(talk: Conversation) -> None:
        asked.set()
        talk.hang()

    server = serve({"/good": page('{"id": "a", "text": "1 2 3"}', "application/jsonl"), "/hang": hang})
    program = [sys.executable, "-X", "dev", "-W", "error", "-W", "ignore::DeprecationWarning"]
    running = subprocess.Popen(
        [*program, "-m", "kelisim", "extract", "--allow-private", server.url("/good"), server.url("/hang")],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert asked.wait(60)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Traceback" not in said
    assert "Warning" not in said
