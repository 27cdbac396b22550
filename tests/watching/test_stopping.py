"""Work aside, the lock of a ledger, lengths of time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kelisim.errors import ConfigError
from kelisim.watching.durations import read_duration, write_duration
from kelisim.watching.lock import lock_path, only_watcher
from kelisim.watching.stopping import Stopped, aside, do_aside


def test_all_items_come_in_their_order() -> None:
    assert list(aside(lambda: iter(range(100)), threading.Event())) == list(range(100))


def test_what_goes_wrong_aside_is_raised_behind_the_items_before_it() -> None:
    def failing() -> Iterator[int]:
        yield 1
        raise ConfigError("it is wrong")

    items = aside(failing, threading.Event())
    assert next(items) == 1
    with pytest.raises(ConfigError, match="it is wrong"):
        next(items)


def test_items_that_never_come_are_not_waited_for() -> None:
    stopping, never = threading.Event(), threading.Event()

    def hanging() -> Iterator[int]:
        yield 1
        stopping.set()
        never.wait()

    assert list(aside(hanging, stopping)) in ([1], [])
    never.set()


def test_work_is_done_or_left() -> None:
    done, never, stopping = threading.Event(), threading.Event(), threading.Event()
    do_aside(done.set, stopping)
    assert done.is_set()
    threading.Timer(0.1, stopping.set).start()
    with pytest.raises(Stopped):
        do_aside(lambda: never.wait() and None, stopping)
    never.set()


def test_who_leaves_early_leaves_no_thread_behind() -> None:
    items = aside(lambda: iter(range(100)), threading.Event())
    assert next(items) == 0
    (thread,) = [one for one in threading.enumerate() if one.name == "kelisim aside"]
    items.close()  # type: ignore[attr-defined]
    thread.join(5)
    assert not thread.is_alive()


def test_a_ledger_has_one_watcher(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    with only_watcher(url), pytest.raises(ConfigError, match="another watcher"), only_watcher(url):
        pass
    with only_watcher(url), only_watcher(f"sqlite:///{tmp_path / 'other.db'}"):
        assert (tmp_path / "ledger.db.watch").exists()


def test_a_ledger_on_a_server_is_locked_without_its_password_in_the_name() -> None:
    path = lock_path("postgresql://desk:password@db.example/kelisim")
    assert "password" not in str(path)
    assert path != lock_path("postgresql://desk:password@db.example/other")


@pytest.mark.parametrize(
    ("written", "length"),
    [
        ("30s", timedelta(seconds=30)),
        ("1.5h", timedelta(minutes=90)),
        (" 2 d ", timedelta(days=2)),
        ("1w", timedelta(7)),
    ],
)
def test_a_length_of_time_is_read(written: str, length: timedelta) -> None:
    assert read_duration(written) == length
    assert read_duration(write_duration(length)) == length


@pytest.mark.parametrize("written", ["", "1", "h", "-1h", "1 hour", "1h30m", "1y", "١h", "9999999w"])
def test_what_is_no_length_of_time_is_refused(written: str) -> None:
    with pytest.raises(ConfigError, match="is no length of time"):
        read_duration(written)
