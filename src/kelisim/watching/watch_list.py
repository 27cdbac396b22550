"""A watch list: what is watched, how often, and who is told of what, read from a TOML file and checked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Literal
from urllib.parse import quote, urlsplit

import msgspec
from msgspec import Struct

from kelisim.errors import ConfigError, KelisimError
from kelisim.interface import known_day, party_code
from kelisim.model.vocabulary import KINDS
from kelisim.tables import read_toml
from kelisim.watching.durations import read_duration, write_duration
from kelisim.watching.schema import (
    Alert,
    Channel,
    Email,
    Feed,
    Fetching,
    JsonLines,
    Page,
    Rss,
    Search,
    Sitemap,
    WatchFile,
    Webhook,
)

LEAST_EVERY = timedelta(minutes=1)
"""The least between two polls of a source: feeds are seldom made anew more often, and no server is to feel us."""

MOST_DELAY = timedelta(minutes=5)
"""The most between two requests to a host; with more, one poll of a full feed would take hours."""

WORDS = "{words}"
"""What the address of a search has in the place of the words."""

Kind = Literal["feed", "sitemap", "search", "page"]

_PLACE = re.compile(r"^(?P<said>.*?)(?: - at `\$(?P<path>[^`]*)`)?$", re.DOTALL)
_TABLE = re.compile(r"\.(\w+)\[(\d+)\]")


class Watched(Struct, frozen=True, kw_only=True):
    """One address that is polled. ``links`` is the expression for the links of a page of results, ``None`` for a feed."""

    kind: Kind
    name: str
    url: str
    every: timedelta
    since: str | None = None
    limit: int | None = None
    links: str | None = None


class WatchList(Struct, frozen=True, kw_only=True):
    """All that a watch list says; the parties of its rules are codes."""

    watched: tuple[Watched, ...]
    rules: tuple[Alert, ...] = ()
    channels: Mapping[str, Channel] = {}
    delay: timedelta | None = None
    user_agent: str | None = None


def read_watch_list(path: Path, environment: Mapping[str, str] | None, *, least: timedelta = LEAST_EVERY) -> WatchList:
    """The watch list of a file; the secrets that it names must be in the environment, if one is given.

    Raises :class:`~kelisim.errors.ConfigError` with one sentence that names the table and the key that is wrong.
    """
    file = _read(path)
    for at, channel in enumerate(file.channel):
        with _in_table(path, "channel", at):
            _check_channel(channel, environment)
    channels = {channel.name: _placed(channel, path.parent) for channel in file.channel}
    with _in_table(path, "fetching"):
        delay = _delay(file.fetching)
    watched = list(_watched(path, file, least))
    rules = list(_rules(path, file.alert, channels))
    _check_unique(path, "channels", [channel.name for channel in file.channel])
    _check_unique(path, "alerts", [rule.name for rule in rules])
    _check_unique(path, "watched addresses", [source.url for source in watched])
    return WatchList(
        watched=tuple(_told_apart(watched)),
        rules=tuple(rules),
        channels=channels,
        delay=delay,
        user_agent=file.fetching.user_agent,
    )


def _read(path: Path) -> WatchFile:
    try:
        return read_toml(path, WatchFile, hint="name the TOML file that says what to watch")
    except KelisimError as error:
        cause = error.__cause__
        if not isinstance(cause, msgspec.ValidationError):
            raise ConfigError(str(error)) from error
        raise ConfigError(f"{path}: {_sentence(str(cause))}; docs/watching.md lists every key") from error


def _sentence(message: str) -> str:
    """What the schema says, with the place as it stands in the file: ``in [[feed]] number 2``."""
    match = _PLACE.fullmatch(message)
    if match is None or not match["path"]:
        return message
    place = _TABLE.sub(lambda table: f"[[{table[1]}]] number {int(table[2]) + 1} ", match["path"], count=1)
    return f"{match['said']} in {place.strip().replace(' .', ', key ')}"


@contextmanager
def _in_table(path: Path, table: str, at: int | None = None) -> Iterator[None]:
    """Errors with the table that they concern in front."""
    place = f"[{table}]" if at is None else f"[[{table}]] number {at + 1}"
    try:
        yield
    except KelisimError as error:
        raise ConfigError(f"{path}: {place}: {error}") from error


# what is watched


def _watched(path: Path, file: WatchFile, least: timedelta) -> Iterator[Watched]:
    tables: Sequence[tuple[Kind, Sequence[Feed | Sitemap | Search | Page]]] = (
        ("feed", file.feed),
        ("sitemap", file.sitemap),
        ("search", file.search),
        ("page", file.page),
    )
    for kind, sources in tables:
        for at, source in enumerate(sources):
            with _in_table(path, kind, at):
                yield from _searches(source, least) if isinstance(source, Search) else [_source(kind, source, least)]
    if not any(sources for _, sources in tables):
        raise ConfigError(f"{path}: it watches nothing; add a [[feed]], [[sitemap]], [[search]] or [[page]]")


def _source(kind: Kind, source: Feed | Sitemap | Search | Page, least: timedelta) -> Watched:
    listed = None if isinstance(source, Page) else source
    if listed and listed.since is not None:
        known_day(listed.since)
    if listed and listed.limit is not None and listed.limit < 1:
        raise ConfigError(f"limit = {listed.limit} takes nothing in; give at least 1, or leave it out")
    return Watched(
        kind=kind,
        name=source.name or _name_of(source.url),
        url=_checked_address(source.url),
        every=_checked_every(source.every, least),
        since=listed.since if listed else None,
        limit=listed.limit if listed else None,
        links=_checked_pattern(source.links) if isinstance(source, Search) else None,
    )


def _searches(search: Search, least: timedelta) -> Iterator[Watched]:
    """A saved search for each of its words."""
    if WORDS not in search.url:
        raise ConfigError(f"url has no {WORDS}; put it where the address of the search has the words")
    if not search.words or not all(words.strip() for words in search.words):
        raise ConfigError("words must name at least one thing to search for, none of them empty")
    whole = _source("search", search, least)
    for words in search.words:
        filled = search.url.replace(WORDS, quote(words, safe=""))
        yield msgspec.structs.replace(whole, name=f"{whole.name}: {words}", url=filled)


def _name_of(url: str) -> str:
    """A name for an address that was given none: its host and path."""
    parts = urlsplit(url)
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}"


def _told_apart(watched: Iterable[Watched]) -> Iterator[Watched]:
    """What is watched, a number behind names that were taken."""
    taken: Counter[str] = Counter()
    for source in watched:
        taken[source.name] += 1
        number = taken[source.name]
        yield source if number == 1 else msgspec.structs.replace(source, name=f"{source.name} ({number})")


def _checked_address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigError(f"url = {url!r} is no address of the web; it begins with https:// and has a host")
    return url


def _checked_every(written: str, least: timedelta) -> timedelta:
    every = read_duration(written)
    if every < least:
        raise ConfigError(
            f"every = {written!r} is too often for a server of others; give {write_duration(least)} or more"
        )
    return every


def _checked_pattern(pattern: str | None) -> str | None:
    try:
        re.compile(pattern or "")
    except re.error as error:
        raise ConfigError(f"links = {pattern!r} is no regular expression ({error}); mend it") from error
    return pattern


def _delay(fetching: Fetching) -> timedelta | None:
    if fetching.delay is None:
        return None
    delay = read_duration(fetching.delay)
    if delay > MOST_DELAY:
        raise ConfigError(f"delay = {fetching.delay!r} is more than {write_duration(MOST_DELAY)}; give less")
    return delay


# who is told


def _rules(path: Path, alerts: Iterable[Alert], channels: Mapping[str, Channel]) -> Iterator[Alert]:
    for at, alert in enumerate(alerts):
        with _in_table(path, "alert", at):
            yield _rule(alert, channels)


def _rule(alert: Alert, channels: Mapping[str, Channel]) -> Alert:
    if not alert.name.strip() or not alert.to:
        raise ConfigError("an alert needs a name, and in `to` at least one channel")
    _check_choices("channel", alert.to, list(channels))
    _check_choices("kind", alert.kinds, KINDS)
    if not all(words.strip() for words in alert.words):
        raise ConfigError("words holds an empty text, which everything matches; leave it out")
    parties = tuple(sorted({party_code(party) for party in alert.parties}))
    return msgspec.structs.replace(alert, parties=parties)


def _check_choices(what: str, given: Iterable[str], known: Sequence[str]) -> None:
    for name in given:
        if name not in known:
            raise ConfigError(f"there is no {what} {name!r}; there are {', '.join(known) or 'none'}")


def _check_channel(channel: Channel, environment: Mapping[str, str] | None) -> None:
    if not channel.name.strip():
        raise ConfigError("a channel needs a name, by which alerts call it")
    if isinstance(channel, Rss) and channel.last < 1:
        raise ConfigError(f"last = {channel.last} keeps no alert; give at least 1")
    if isinstance(channel, Email):
        _check_mail(channel, environment)
    if isinstance(channel, Webhook):
        _checked_address(channel.url)
        _check_secret("secret_env", channel.secret_env, environment)


def _placed(channel: Channel, folder: Path) -> Channel:
    """The channel; where it is a file, as seen from the folder of the watch list."""
    if isinstance(channel, (JsonLines, Rss)):
        return msgspec.structs.replace(channel, path=str(folder / Path(channel.path).expanduser()))
    return channel


def _check_mail(channel: Email, environment: Mapping[str, str] | None) -> None:
    if not channel.to or not all("@" in address for address in (channel.sender, *channel.to)):
        raise ConfigError("from and to must be addresses of mail, as desk@example.org; to needs at least one")
    if (channel.user is None) != (channel.password_env is None):
        raise ConfigError("user and password_env belong together; give both, or neither where the server asks for none")
    if channel.password_env is not None:
        _check_secret("password_env", channel.password_env, environment)
        if channel.security == "none":
            raise ConfigError('security = "none" would send the password openly; give "starttls" or "tls"')


def _check_secret(key: str, name: str, environment: Mapping[str, str] | None) -> None:
    if environment is not None and not environment.get(name):
        raise ConfigError(f"{key} names {name}, which the environment does not have; set it before you start")


def _check_unique(path: Path, what: str, names: Iterable[str]) -> None:
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise ConfigError(f"{path}: {what} must differ, but {twice[0]!r} stands there twice; change or drop one")
