"""The page on watching explains every key of a watch list, and its examples are what they say."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kelisim.watching import schema
from kelisim.watching.alerts import Alert, Event, Evidence
from kelisim.watching.channels import Post
from kelisim.watching.channels.webhook import Webhook
from kelisim.watching.watch_list import read_watch_list

PAGE = (Path(__file__).parent.parent.parent / "docs/watching.md").read_text(encoding="utf-8")
FIRST_CELLS = [re.findall(r"`([^`]+)`", line.split("|")[1]) for line in PAGE.splitlines() if line.startswith("| `")]
CELLS = [
    re.findall(r"`([^`]+)`", cell) for line in PAGE.splitlines() if line.startswith("| `") for cell in line.split("|")
]

SOURCES = (schema.Feed, schema.Sitemap, schema.Search, schema.Page)
CHANNELS = (schema.JsonLines, schema.Rss, schema.Email, schema.Webhook)


def keys_of(table: Any) -> list[str]:
    return [field.encode_name for field in msgspec.structs.fields(table)]


def block(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return str(found)


@pytest.mark.parametrize("key", sorted({key for table in (*SOURCES, schema.Alert) for key in keys_of(table)}))
def test_every_key_of_sources_and_rules_is_explained(key: str) -> None:
    assert [key] in FIRST_CELLS


@pytest.mark.parametrize("table", CHANNELS)
def test_every_key_of_a_channel_is_explained_under_its_type(table: Any) -> None:
    explained = [
        key
        for line in PAGE.splitlines()
        if line.startswith(f"| `{table.__struct_config__.tag}` |")
        for key in re.findall(r"`(\w+)`", line.split("|")[2])
    ]
    assert sorted(explained) == sorted(set(keys_of(table)) - {"name"})


@pytest.mark.parametrize("table", keys_of(schema.WatchFile))
def test_every_table_is_shown(table: str) -> None:
    assert f"`[[{table}]]`" in PAGE or f"`[{table}]`" in PAGE


@pytest.mark.parametrize("key", keys_of(schema.Fetching))
def test_every_key_of_fetching_is_explained(key: str) -> None:
    assert f"`{key}`" in PAGE[PAGE.index("`[fetching]` says") :].split("\n\n")[0]


@pytest.mark.parametrize("field", [*keys_of(Alert), *keys_of(Evidence)])
def test_every_field_of_an_alert_is_explained(field: str) -> None:
    assert any(field in cell for cell in CELLS)


@pytest.mark.parametrize("event", Event.__args__)
def test_every_event_is_explained(event: str) -> None:
    assert [event] in FIRST_CELLS


def test_the_default_paces_are_as_documented() -> None:
    line = next(line for line in PAGE.splitlines() if line.startswith("| `every`"))
    for table in SOURCES:
        (every,) = [field.default for field in msgspec.structs.fields(table) if field.name == "every"]
        assert f"`{every}`" in line


def test_the_watch_list_of_the_page_is_one(tmp_path: Path) -> None:
    (tmp_path / "list.toml").write_text(block("toml"), encoding="utf-8")
    watch_list = read_watch_list(tmp_path / "list.toml", {})
    assert [watched.kind for watched in watch_list.watched] == ["feed", "sitemap", "search", "search", "page"]
    assert watch_list.rules[0].to == ("desk",)


def test_the_program_of_the_page_verifies_what_is_sent() -> None:
    program: dict[str, Any] = {}
    exec(block("python"), program)  # noqa: S102 -- the page's own program
    variable = "HOOK"
    channel = schema.Webhook(name="hook", url="https://desk.example/hook", secret_env=variable)
    sender = Webhook(channel, Post(environment={"HOOK": "of two"}))
    headers = sender.headers("a1", b"{}", int(time.time()))
    assert program["is_genuine"](headers, b"{}", "of two")
    assert not program["is_genuine"](headers, b"{} ", "of two")
    assert not program["is_genuine"](headers, b"{}", "of three")
    assert not program["is_genuine"](sender.headers("a1", b"{}", 0), b"{}", "of two")
