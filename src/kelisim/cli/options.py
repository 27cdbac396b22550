"""What the commands share: the application, its options, and how sources and ledgers are opened."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from kelisim.interface import Ledger
    from kelisim.sources.reading import Arrival

SKIPPED, WRONG_USE, COULD_NOT_RUN = 1, 2, 3
INTERRUPTED = 130
"""Exit statuses: some input was skipped, wrong use, could not run; and that of a shell for a command that was interrupted."""

app = typer.Typer(
    name="kelisim",
    help="A cited ledger of what states agree, read from news and communiqués in many languages.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def command_group(name: str) -> typer.Typer:
    """A command with commands of its own, such as ``entries`` with ``entries show``."""
    group = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    app.add_typer(group, name=name)
    return group


def _named_ledger(context: typer.Context, ledger: str | None) -> str | None:
    """The ledger that a command names, else the one named before the command."""
    return ledger or context.obj


LedgerOption = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        help="Path or address of the ledger; else KELISIM_LEDGER.",
        show_default="./kelisim.db",
        callback=_named_ledger,
    ),
]
Parties = Annotated[str, typer.Option("--parties", help="Codes or names, separated by commas: KZ,UZ.")]
KindOption = Annotated[str | None, typer.Option("--kind", help="Only this kind.")]
Since = Annotated[str | None, typer.Option("--since", help="Only from this date on: 2024, 2024-08.")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="What was recorded up to this date.")]
JudgedAsOf = Annotated[
    str | None, typer.Option("--as-of", help="As of this date: what was known then.", show_default="today")
]
Until = Annotated[str | None, typer.Option("--until", help="Only up to this date.")]
Listing = Annotated[
    Literal["table", "jsonl", "csv", "markdown"], typer.Option("--format", help="How to write the list.")
]
Language = Annotated[str | None, typer.Option("--language", help="Language of the texts, when known.")]
Published = Annotated[str | None, typer.Option("--published", help="Date of the texts, when known.")]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from addresses inside this machine and network too.")
]
Delay = Annotated[
    float | None,
    typer.Option("--delay", help="Seconds between two requests to one host; else KELISIM_DELAY.", show_default="1"),
]
Offline = Annotated[bool, typer.Option("--offline", help="Fetch nothing; addresses are skipped.")]


@app.callback(invoke_without_command=True)
def options(
    context: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.", is_eager=True)] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,  # noqa: ARG001 -- read by run.py
    ledger: LedgerOption = None,
) -> None:
    """A cited ledger of what states agree, read from news and communiqués in many languages."""
    context.obj = ledger
    if version:
        from kelisim.version import __version__

        typer.echo(__version__)
    elif context.invoked_subcommand is None:
        typer.echo(context.get_help())


def open_ledger(ledger: str | None, *, create: bool = False) -> Ledger:
    """The ledger that was named, or that of the settings; one that is asked while empty is said to be so."""
    from kelisim.interface import Ledger

    book = Ledger(ledger, create=create)
    if not create and book.is_empty:
        sys.stderr.write("kelisim: the ledger holds no documents yet; `kelisim add` fills it\n")
    return book


def sources_of(places: Iterable[str] | None, *, allow_private: bool = False) -> Iterator[Arrival]:
    """What the files, folders and addresses hold; standard input when none is given."""
    from kelisim.settings import read_settings
    from kelisim.sources.reading import STANDARD_INPUT, Reader
    from kelisim.sources.web.fetcher import open_fetcher

    with open_fetcher(read_settings(), allow_private=allow_private) as fetcher:
        yield from Reader(fetcher).read(list(places or []) or [STANDARD_INPUT])


def with_known(sources: Iterable[Arrival], language: str | None, published: str | None) -> Iterator[Arrival]:
    """What the options say of all texts, where the texts do not say it themselves."""
    import msgspec

    from kelisim.model import Raw

    for item in sources:
        if isinstance(item, Raw) and (language or published):
            yield msgspec.structs.replace(
                item, language=item.language or language, published=item.published or published
            )
        else:
            yield item


def known_kind(kind: str | None) -> str | None:
    """The kind of claim that was asked for; :class:`~kelisim.errors.ConfigError` names the kinds when it is none."""
    from kelisim.errors import ConfigError
    from kelisim.model.vocabulary import KINDS

    if kind is not None and kind not in KINDS:
        raise ConfigError(f"there is no kind {kind!r}; the kinds are {', '.join(KINDS)}")
    return kind


def split_parties(*parties: str) -> list[str]:
    """The parties of an option such as ``KZ,UZ``, or of arguments such as ``KZ UZ``."""
    return [party for given in parties for party in given.split(",") if party.strip()]


def warn(name: str, reason: str) -> int:
    """Say on standard error what became of an input; the exit status that this means."""
    from kelisim.cli.write import printable

    sys.stderr.write(f"kelisim: {printable(name)}: {printable(reason)}\n")
    return 1


def write_file(path: Path, text: str) -> None:
    """Write a text; :class:`~kelisim.errors.ExportError` says why when it cannot be."""
    from kelisim.errors import ExportError

    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ExportError(f"{path} cannot be written ({error.strerror}); choose another place") from error
