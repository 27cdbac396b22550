from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kelisim.errors import ConfigError
from kelisim.workers import AHEAD, LARGEST_AHEAD, Lost, Workers

WORK = """
import os, signal, threading

def double(number):
    if number in (13, 20, 21, 29, 36):
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 14:
        os._exit(3)
    return 2 * number, os.getpid()

def first_last(number, gate=threading.Event()):
    if number == 0:
        gate.wait(0.2)
    return number

def measure(content):
    return len(content)

def echo(content):
    return content

def report_and_wait(path):
    with open(path, "w") as told:
        told.write(str(os.getpid()))
    threading.Event().wait()
"""


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "some_work.py").write_text(WORK)
    monkeypatch.syspath_prepend(tmp_path)


def test_results_come_in_the_order_of_their_tasks_and_other_items_keep_their_place() -> None:
    items = [number if number % 3 else f"item {number}" for number in range(200)]
    with Workers("some_work:first_last", 2) as workers:
        assert list(workers.run(items, int)) == items


def test_a_killed_process_costs_the_task_that_it_had_in_hand_and_no_other() -> None:
    killed = (13, 20, 21, 29, 36)
    with Workers("some_work:double", 2) as workers:
        results = list(workers.run(range(40), int))
    assert [result for result in results if isinstance(result, Lost)] == [
        Lost(number, "ended with status 3" if number == 14 else "ended by SIGKILL") for number in sorted((14, *killed))
    ]
    assert [result[0] for result in results if not isinstance(result, Lost)] == [
        2 * number for number in range(40) if number not in (14, *killed)
    ]


def test_there_are_no_more_processes_than_jobs_and_none_without_a_task() -> None:
    with Workers("some_work:double", 2) as workers:
        assert len({result[1] for result in workers.run(range(12), int)}) <= 2
    with Workers("no_such_module:work", 2) as workers:
        assert list(workers.run(["no task"], int)) == ["no task"]


def test_work_that_cannot_be_loaded_is_said_once() -> None:
    with pytest.raises(ConfigError, match="--jobs 1"), Workers("no_such_module:work", 2) as workers:
        list(workers.run(range(100), int))


def test_no_more_is_drawn_than_a_bounded_number_of_items_and_bytes() -> None:
    drawn = 0

    def items(size: int) -> Iterator[bytes]:
        nonlocal drawn
        for _ in range(1000):
            drawn += 1
            yield bytes(size)

    with Workers("some_work:measure", 1) as workers:
        assert next(workers.run(items(1), bytes)) == 1
        assert drawn <= AHEAD
    with Workers("some_work:measure", 1) as workers:
        drawn, size = 0, LARGEST_AHEAD // 4
        assert next(workers.run(items(size), bytes)) == size
        assert drawn <= 5


def test_large_tasks_with_large_results_do_not_wait_for_each_other() -> None:
    contents = [bytes([number]) * 3_000_000 for number in range(12)]
    with Workers("some_work:echo", 2) as workers:
        assert list(workers.run(contents, bytes)) == contents


def test_processes_end_with_what_they_have_in_hand_when_no_more_is_wanted() -> None:
    with Workers("some_work:double", 2) as workers:
        running = workers.run(range(12), int)
        _, process = next(running)
    assert not Path(f"/proc/{process}").exists()


CALLER = """
import sys
from kelisim.workers import Workers

with Workers("some_work:report_and_wait", 1) as workers:
    list(workers.run([sys.argv[1]], str))
"""


def test_processes_end_when_their_caller_is_killed(tmp_path: Path) -> None:
    told = tmp_path / "told"
    os.mkfifo(told)
    path = os.pathsep.join([str(tmp_path), *filter(None, sys.path)])
    caller = subprocess.Popen([sys.executable, "-c", CALLER, str(told)], env=os.environ | {"PYTHONPATH": path})
    worker = int(told.read_text())
    caller.kill()
    caller.wait()
    for _ in range(600):
        if not Path(f"/proc/{worker}").exists() or "\nState:\tZ" in Path(f"/proc/{worker}/status").read_text():
            break
        time.sleep(0.05)
    else:
        pytest.fail("the process outlives its caller")
