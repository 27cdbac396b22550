from __future__ import annotations

import fcntl
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import msgspec
import pytest

from kelisim.errors import SourceError
from kelisim.sources import guarded
from kelisim.sources.guarded import Guard, Limits, Request, parse

HERE = Path(__file__).parent


@pytest.fixture
def guard(monkeypatch: pytest.MonkeyPatch) -> Iterator[Guard]:
    """A process of its own that finds the parsers of these tests."""
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    guard = Guard()
    yield guard
    guard.close()


def asked(guard: Guard, parser: str, content: bytes = b"", **limits: int) -> int | str:
    """The answer, or the sentence that says why there is none."""
    reply = guard.ask(Request(f"guarded_parsers:{parser}", content, Limits(**limits)))
    return reply.refusal or msgspec.msgpack.decode(reply.value, type=int)


def test_one_process_reads_many_files(guard: Guard) -> None:
    assert guard.process is None
    assert asked(guard, "length", b"x" * 3_000_000) == 3_000_000
    process = guard.process
    assert [asked(guard, "length", b"x" * size) for size in range(5)] == [0, 1, 2, 3, 4]
    assert guard.process == process != os.getpid()


def test_a_process_is_replaced_before_it_grows_old(guard: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "REUSES", 2)
    processes = []
    for _ in range(4):
        asked(guard, "length")
        processes.append(guard.process)
    assert processes[0] == processes[1] != processes[2] == processes[3]


@pytest.mark.parametrize(
    ("parser", "limits", "reason"),
    [
        ("abort", {}, "it broke its reader (signal 6)"),
        ("leave", {}, "it broke its reader (status 7)"),
        ("compute", {"computing": 1}, "computed for more than 1 seconds"),
        ("wait", {"waiting": 1}, "did not come to an end in 1 seconds"),
        ("eat", {"memory": 1024**3}, "needs more than 1,024 MB of memory"),
        ("recurse", {}, "it is spoilt, its reader gave up (RecursionError"),
        ("refuse", {}, "it is not to my liking; bring another"),
        ("surrogate", {}, "its reader gave up (UnicodeEncodeError"),
    ],
)
def test_what_goes_wrong_is_one_sentence_and_the_next_file_is_read(
    guard: Guard, parser: str, limits: dict[str, int], reason: str
) -> None:
    answer = asked(guard, parser, **limits)
    assert isinstance(answer, str)
    assert reason in answer
    assert "\n" not in answer
    assert asked(guard, "length", b"abc") == 3


def test_a_process_killed_between_two_files_is_started_anew(guard: Guard) -> None:
    asked(guard, "length")
    assert guard._process  # noqa: SLF001
    guard._process.kill()  # noqa: SLF001
    guard._process.wait()  # noqa: SLF001
    assert asked(guard, "length", b"abc") == 3


def test_what_libraries_print_does_not_get_between_the_answers(guard: Guard) -> None:
    assert asked(guard, "chatter") == 0


def test_no_file_can_be_written(guard: Guard, tmp_path: Path) -> None:
    answer = asked(guard, "write", str(tmp_path / "a").encode())
    assert "gave up (OSError" in str(answer)
    assert (tmp_path / "a").read_bytes() == b""


def test_an_answer_of_another_type_is_no_answer(guard: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "_guard", guard)
    with pytest.raises(SourceError, match="bring another"):
        parse("guarded_parsers:refuse", b"", int)
    with pytest.raises(msgspec.ValidationError):
        parse("guarded_parsers:length", b"", str)


def forked_length(content: bytes) -> tuple[int, int | None, int | None]:
    before = guarded._guard.process  # noqa: SLF001
    return parse("guarded_parsers:length", content, int), before, guarded._guard.process  # noqa: SLF001


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_each_process_of_a_pool_has_a_guarded_process_of_its_own(
    guard: Guard, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    monkeypatch.setattr(guarded, "_guard", guard)
    if method == "fork":
        os.register_at_fork(after_in_child=guard.forget)
    asked(guard, "length")
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        found = list(pool.map(forked_length, [b"x" * size for size in range(20)]))
    assert [size for size, _, _ in found] == list(range(20))
    assert None in {before for _, before, _ in found}
    assert guard.process not in {own for _, _, own in found}
    assert asked(guard, "length", b"abc") == 3


def started(program: str, *arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(HERE)}
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        start_new_session=True,
    )


def wait_for(path: Path) -> None:
    for _ in range(3000):
        if path.exists():
            return
        time.sleep(0.01)
    raise AssertionError(path)


HOLDING = """
import sys
from kelisim.sources.guarded import parse
try:
    parse("guarded_parsers:hold", sys.argv[1].encode(), int)
except KeyboardInterrupt:
    print(parse("guarded_parsers:length", b"abc", int))
"""


def test_the_process_ends_with_the_one_that_started_it(tmp_path: Path) -> None:
    held = tmp_path / "lock"
    held.touch()
    with started(HOLDING, str(held)) as parent:
        wait_for(tmp_path / "lock.held")
        parent.kill()
    with held.open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # waits for the end of the other process, which would hold it for a minute


def test_an_interrupt_ends_the_file_and_says_nothing_of_the_process(tmp_path: Path) -> None:
    held = tmp_path / "lock"
    held.touch()
    with started(HOLDING, str(held)) as parent:
        wait_for(tmp_path / "lock.held")
        os.killpg(parent.pid, signal.SIGINT)
        output, complaints = parent.communicate(timeout=30)
    assert (output, complaints) == ("3\n", "")


def test_the_libraries_for_papers_are_loaded_in_the_other_process_alone() -> None:
    program = """
import sys
from kelisim.sources.kinds import kinds
assert "PDF" in [kind.name for kind in kinds()]
print({"pypdfium2", "docx", "lxml", "email.policy"} & set(sys.modules))
"""
    with started(program) as process:
        assert process.communicate(timeout=30) == ("set()\n", "")
