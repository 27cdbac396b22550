"""What a watch list may hold: the schema of its TOML file. The page ``docs/watching.md`` explains every key."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Security = Literal["starttls", "tls", "none"]


class Fetching(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``[fetching]``: how the addresses are fetched."""

    delay: str | None = None
    user_agent: str | None = None


class Feed(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``[[feed]]``: an RSS, Atom or JSON feed."""

    url: str
    name: str | None = None
    every: str = "30m"
    since: str | None = None
    limit: int | None = None


class Sitemap(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``[[sitemap]]``: a sitemap or an index of them."""

    url: str
    name: str | None = None
    every: str = "6h"
    since: str | None = None
    limit: int | None = None


class Search(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``[[search]]``: a saved search on a site; ``{words}`` in the address stands for each of ``words`` in turn."""

    url: str
    words: tuple[str, ...]
    name: str | None = None
    every: str = "1h"
    since: str | None = None
    limit: int | None = None
    links: str | None = None


class Page(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``[[page]]``: one address, watched for changes of its text."""

    url: str
    name: str | None = None
    every: str = "1h"


class Alert(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``[[alert]]``: a rule; what meets all its conditions goes to the channels ``to``, once."""

    name: str
    to: tuple[str, ...]
    parties: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    conflicts: bool = False
    overdue: bool = False
    words: tuple[str, ...] = ()
    backlog: bool = False


class JsonLines(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="type", tag="jsonl"):
    """``[[channel]]`` of type ``jsonl``: a file that gets a line of JSON for each alert."""

    name: str
    path: str


class Rss(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="type", tag="rss"):
    """``[[channel]]`` of type ``rss``: a file that always holds the last alerts as an RSS 2.0 feed."""

    name: str
    path: str
    title: str = "Kelisim"
    link: str | None = None
    last: int = 50


class Email(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="type", tag="email",
            rename={"sender": "from"}):  # fmt: skip
    """``[[channel]]`` of type ``email``: one mail for all alerts of one poll."""

    name: str
    host: str
    port: int = 587
    security: Security = "starttls"
    sender: str
    to: tuple[str, ...]
    user: str | None = None
    password_env: str | None = None


class Webhook(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="type", tag="webhook"):
    """``[[channel]]`` of type ``webhook``: a signed request for each alert."""

    name: str
    url: str
    secret_env: str
    allow_private: bool = False


Channel = JsonLines | Rss | Email | Webhook


class WatchFile(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A watch list as it is written."""

    fetching: Fetching = Fetching()
    feed: tuple[Feed, ...] = ()
    sitemap: tuple[Sitemap, ...] = ()
    search: tuple[Search, ...] = ()
    page: tuple[Page, ...] = ()
    alert: tuple[Alert, ...] = ()
    channel: tuple[Channel, ...] = ()
