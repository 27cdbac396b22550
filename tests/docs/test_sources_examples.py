"""The worked example of addresses runs: a server on loopback, asked twice."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def example(heading: str) -> list[str]:
    """The lines of the console block under a heading of the page on sources."""
    section = (ROOT / "docs/sources.md").read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2]
    (block, *_) = re.findall(r"```console\n(.*?)```", section.partition("\n## ")[0], re.DOTALL)
    return [line.removeprefix("uv run ") for line in block.splitlines()]


def wait_for(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(port)


def test_the_example_of_addresses_runs_and_the_second_time_nothing_is_read_again(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    serving, first, second, _ = [line.replace("8901", str(port)) for line in example("Addresses")]
    server = [sys.executable, *serving.removesuffix(" &").replace("src/", f"{ROOT}/src/").split()[1:]]
    with subprocess.Popen(server, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as running:
        try:
            wait_for(port)
            done = [
                subprocess.run(
                    [sys.executable, "-m", *line.split()], cwd=tmp_path, capture_output=True, text=True, check=True
                )
                for line in (first, second)
            ]
        finally:
            running.terminate()
        _, log = running.communicate()
    assert "new" in done[0].stderr
    assert "1 unchanged" in done[1].stderr
    assert re.findall(r'"GET (\S+) HTTP/1.1" (\d+)', log)[-1] == ("/documents.jsonl", "304")
