"""Watch lists: what they say, and what is wrong with one in a sentence."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from kelisim.errors import ConfigError
from kelisim.watching.watch_list import WatchList, read_watch_list

WHOLE = """
[fetching]
delay = "2s"
user_agent = "Desk/1.0 (+https://desk.example/about)"

[[feed]]
url = "https://www.news.example/rss/"
every = "15m"

[[sitemap]]
url = "https://news.example/sitemap.xml"
since = "2025-01"

[[search]]
name = "minutes"
url = "https://news.example/find?q={words}&sort=new"
words = ["Алматы", "dry port & rail"]
links = "/news/\\\\d+"

[[page]]
url = "https://office.example/agenda"

[[channel]]
name = "desk"
type = "email"
host = "mail.example"
from = "kelisim@desk.example"
to = ["analyst@desk.example"]
user = "kelisim"
password_env = "MAIL_PASSWORD"

[[channel]]
name = "file"
type = "jsonl"
path = "alerts.jsonl"

[[alert]]
name = "targets"
to = ["desk", "file"]
parties = ["Uzbekistan", "kz"]
kinds = ["target"]
"""

SECRETS = {"MAIL_PASSWORD": "secret", "HOOK": "secret"}
PAGE = '[[page]]\nurl = "https://office.example/a"\n'
HOOK = '[[channel]]\nname = "h"\ntype = "webhook"\nurl = "https://h.example"\nsecret_env = "HOOK"\n'
MAIL = '[[channel]]\nname = "m"\ntype = "email"\nhost = "h"\nfrom = "a@b.example"\nto = ["c@d.example"]\n'


def read(tmp_path: Path, text: str) -> WatchList:
    path = tmp_path / "list.toml"
    path.write_text(text, encoding="utf-8")
    return read_watch_list(path, SECRETS)


def test_a_watch_list_is_read_whole(tmp_path: Path) -> None:
    watch_list = read(tmp_path, WHOLE)
    feed, sitemap, first, second, page = watch_list.watched
    assert (feed.name, feed.every, feed.kind) == ("news.example/rss", timedelta(minutes=15), "feed")
    assert (sitemap.since, sitemap.every) == ("2025-01", timedelta(hours=6))
    assert first.url == "https://news.example/find?q=%D0%90%D0%BB%D0%BC%D0%B0%D1%82%D1%8B&sort=new"
    assert second.url == "https://news.example/find?q=dry%20port%20%26%20rail&sort=new"
    assert (first.name, first.links) == ("minutes: Алматы", "/news/\\d+")
    assert page.kind == "page"
    assert watch_list.rules[0].parties == ("KZ", "UZ")
    assert (watch_list.delay, list(watch_list.channels)) == (timedelta(seconds=2), ["desk", "file"])


def test_files_are_seen_from_the_folder_of_the_watch_list(tmp_path: Path) -> None:
    file = '[[channel]]\nname = "{0}"\ntype = "jsonl"\npath = "{0}"\n'
    channels = read(tmp_path, PAGE + file.format("a.jsonl") + file.format("/srv/b.jsonl")).channels.values()
    assert [getattr(channel, "path", "") for channel in channels] == [str(tmp_path / "a.jsonl"), "/srv/b.jsonl"]


def test_names_taken_from_addresses_differ(tmp_path: Path) -> None:
    addresses = ["https://a.example/rss?lang=ru", "https://a.example/rss?lang=kk"]
    listed = read(tmp_path, "\n".join(f'[[feed]]\nurl = "{address}"' for address in addresses))
    assert [watched.name for watched in listed.watched] == ["a.example/rss", "a.example/rss (2)"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "it watches nothing"),
        ("[[feed]\n", "line 1"),
        ('[[feed]]\nurl = "https://a.example"\nevry = "1h"', "unknown field `evry` in [[feed]] number 1"),
        ('[[feed]]\nurl = "https://a.example"\n[[feed]]\nevery = "1h"', "required field `url` in [[feed]] number 2"),
        ("[[feed]]\nurl = 7\n", "in [[feed]] number 1, key url"),
        ('[[feed]]\nurl = "ftp://a.example"', "[[feed]] number 1: url = 'ftp://a.example' is no address"),
        ('[[feed]]\nurl = "https://a.example"\nevery = "5s"', "every = '5s' is too often"),
        ('[[feed]]\nurl = "https://a.example"\nevery = "often"', "'often' is no length of time"),
        ('[[feed]]\nurl = "https://a.example"\nlimit = 0', "limit = 0"),
        ('[[sitemap]]\nurl = "https://a.example"\nsince = "lately"', "'lately' is no date"),
        ('[[search]]\nurl = "https://a.example/"\nwords = ["a"]', "url has no {words}"),
        ('[[search]]\nurl = "https://a.example/{words}"\nwords = []', "words must name"),
        ('[[search]]\nurl = "https://a.example/{words}"\nwords = ["a"]\nlinks = "("', "no regular expression"),
        (f"{PAGE}{PAGE}", "'https://office.example/a' stands there twice"),
        (f"[fetching]\ndelay = '1d'\n{PAGE}", "[fetching]: delay = '1d' is more than 5m"),
        (f'{PAGE}[[alert]]\nname = "a"\nto = ["nobody"]', "[[alert]] number 1: there is no channel 'nobody'"),
        (f'{PAGE}{HOOK}[[alert]]\nname = "a"\nto = []', "at least one channel"),
        (f'{PAGE}{HOOK}[[alert]]\nname = "a"\nto = ["h"]\nkinds = ["war"]', "there is no kind 'war'"),
        (f'{PAGE}{HOOK}[[alert]]\nname = "a"\nto = ["h"]\nparties = ["Atlantis"]', "there is no party 'Atlantis'"),
        (f'{PAGE}{HOOK}[[alert]]\nname = "a"\nto = ["h"]\nwords = [" "]', "words holds an empty text"),
        (f"{PAGE}{HOOK}{HOOK}", "channels must differ, but 'h'"),
        (f"{PAGE}{HOOK.replace('HOOK', 'NOT_SET')}", "secret_env names NOT_SET, which the environment does not have"),
        (f"{PAGE}{HOOK.replace('webhook', 'pigeon')}", "'pigeon' in [[channel]] number 1"),
        (f"{PAGE}{MAIL}user = 'x'", "user and password_env belong together"),
        (f"{PAGE}{MAIL}user = 'x'\npassword_env = 'HOOK'\nsecurity = 'none'", "would send the password openly"),
        (f"{PAGE}{MAIL.replace('c@d.example', 'c')}", "must be addresses of mail"),
        (f'{PAGE}[[channel]]\nname = "r"\ntype = "rss"\npath = "a"\nlast = 0', "last = 0 keeps no alert"),
    ],
)
def test_what_is_wrong_is_said_with_its_table_and_key(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, text)
    assert said in str(caught.value)
    assert "list.toml" in str(caught.value)


def test_a_watch_list_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="is missing; name the TOML file"):
        read_watch_list(tmp_path / "none.toml", SECRETS)
