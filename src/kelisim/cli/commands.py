"""All commands."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from kelisim.interface import Ledger
    from kelisim.model import Raw, Skipped

app = typer.Typer(
    name="kelisim",
    help="A cited ledger of what states agree, read from news and communiqués in many languages.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

LedgerOption = Annotated[
    str | None,
    typer.Option(
        "--ledger", help="Path or address of the ledger.", envvar="KELISIM_LEDGER", show_default="./kelisim.db"
    ),
]
Parties = Annotated[str, typer.Option("--parties", help="Codes or names, separated by commas: KZ,UZ.")]
KindOption = Annotated[str | None, typer.Option("--kind", help="Only this kind.")]
Since = Annotated[str | None, typer.Option("--since", help="Only from this date on: 2024, 2024-08.")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="What was recorded up to this date.")]
Listing = Annotated[Literal["table", "jsonl", "csv"], typer.Option("--format", help="How to write the list.")]
Language = Annotated[str | None, typer.Option("--language", help="Language of the texts, when known.")]
Published = Annotated[str | None, typer.Option("--published", help="Date of the texts, when known.")]


@app.callback(invoke_without_command=True)
def options(
    context: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.", is_eager=True)] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,  # noqa: ARG001 -- read by run.py
) -> None:
    """A cited ledger of what states agree, read from news and communiqués in many languages."""
    if version:
        from kelisim.version import __version__

        typer.echo(__version__)
    elif context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command()
def extract(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Texts, JSON Lines, folders; - for standard input.")
    ] = None,
    form: Annotated[
        Literal["jsonl", "text"] | None,
        typer.Option(
            "--format", help="JSON Lines, or the text with its claims underlined.", show_default="text on a terminal"
        ),
    ] = None,
    language: Language = None,
    published: Published = None,
) -> int:
    """Read texts and write their claims, one a line."""
    from kelisim.cli.show import show_extraction
    from kelisim.cli.write import write_lines
    from kelisim.model import Skipped, as_dict
    from kelisim.pipeline import read_all

    chosen = form or ("text" if sys.stdout.isatty() else "jsonl")
    status = 0
    for item in read_all(_known(_sources(files), language, published)):
        if isinstance(item, Skipped):
            status = _warn(item.name, item.reason)
            continue
        for note in item.notes:
            _warn(item.document.id, note)
        if chosen == "text":
            show_extraction(item.document, item.claims)
        else:
            write_lines(as_dict(claim) for claim in item.claims)
    return status


@app.command()
def annotate(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Texts, JSON Lines, folders; - for standard input.")
    ] = None,
    language: Language = None,
    published: Published = None,
) -> int:
    """Read texts and write what is recognised in each (numbers, sums, times, names), one document a line."""
    from kelisim.cli.write import write_lines
    from kelisim.errors import KelisimError
    from kelisim.interface import mentions_of
    from kelisim.model import Skipped, as_dict
    from kelisim.pipeline import to_document

    status = 0
    for item in _known(_sources(files), language, published):
        if isinstance(item, Skipped):
            status = _warn(item.name, item.reason)
            continue
        try:
            document, notes = to_document(item)
        except KelisimError as error:
            status = _warn(item.name, str(error))
            continue
        for note in notes:
            _warn(document.id, note)
        mentions = [as_dict(mention) for mention in mentions_of(document)]
        write_lines([{"id": document.id, "language": document.language, "mentions": mentions}])
    return status


@app.command()
def add(
    sources: Annotated[list[Path], typer.Argument(help="Texts, JSON Lines, folders; - for standard input.")],
    ledger: LedgerOption = None,
    language: Language = None,
    published: Published = None,
) -> int:
    """Take documents into the ledger: read, extract, store, link. Adding twice equals adding once."""
    from kelisim.cli.progress import progress
    from kelisim.cli.show import show_summary

    with _open(ledger, create=True) as book, progress("reading") as seen:
        summary = book.add_raw(_known(_sources(sources), language, published), seen=seen)
    for skipped in summary.skipped:
        _warn(skipped.name, skipped.reason)
    for noted in summary.noted:
        _warn(noted.name, noted.reason)
    show_summary(summary)
    return 1 if summary.skipped else 0


@app.command()
def documents(
    ledger: LedgerOption = None, since: Since = None, language: Language = None, form: Listing = "table"
) -> int:
    """List the documents of the ledger."""
    from kelisim.cli.write import write_listing

    with _open(ledger) as book:
        notes = book.notes()
        rows = [
            {
                "id": document.id,
                "language": document.language,
                "published": document.published,
                "title": document.title,
                "url": document.url,
                "characters": len(document.text),
                "note": notes.get(document.id),
            }
            for document in book.documents(since=since, language=language)
        ]
    write_listing(rows, form)
    return 0


@app.command()
def claims(
    ledger: LedgerOption = None,
    parties: Parties = "",
    kind: KindOption = None,
    as_of: AsOf = None,
    form: Listing = "table",
) -> int:
    """List the claims: what each document says, where."""
    from kelisim.cli.write import claim_row, write_listing
    from kelisim.model import as_dict

    with _open(ledger) as book:
        found = book.claims(kind=_kind(kind), parties=_split(parties), as_of=as_of)
    write_listing([as_dict(claim) if form == "jsonl" else claim_row(claim) for claim in found], form)
    return 0


@app.command()
def entries(
    ledger: LedgerOption = None,
    parties: Parties = "",
    kind: KindOption = None,
    since: Since = None,
    as_of: AsOf = None,
    form: Listing = "table",
) -> int:
    """List the entries: the facts, each with all the claims that carry it."""
    from kelisim.cli.write import entry_line, entry_row, write_listing

    with _open(ledger) as book:
        found = book.entries(kind=_kind(kind), parties=_split(parties), since=since, as_of=as_of)
    write_listing([entry_line(entry) if form == "jsonl" else entry_row(entry) for entry in found], form)
    return 0


@app.command()
def dossier(
    parties: Annotated[list[str], typer.Argument(help="Two or more codes or names: KZ UZ.")],
    ledger: LedgerOption = None,
    as_of: AsOf = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write Markdown to this file.")] = None,
) -> int:
    """Everything the ledger holds about two or more parties, with citations."""
    from kelisim.cli.show import show_dossier
    from kelisim.errors import ConfigError
    from kelisim.exports.markdown import dossier_markdown

    if len(parties) < 2:  # noqa: PLR2004 -- a dossier is about a relation
        raise ConfigError("a dossier needs at least two parties, such as KZ UZ")
    with _open(ledger) as book:
        brief = book.dossier(*parties, as_of=as_of)
        texts = {document.id: document for document in book.documents()}
    if output is not None:
        _write_file(output, dossier_markdown(brief, texts))
    elif sys.stdout.isatty():
        show_dossier(brief, texts)
    else:
        typer.echo(dossier_markdown(brief, texts), nl=False)
    return 0


@app.command()
def rebuild(ledger: LedgerOption = None) -> int:
    """Derive all entries anew from the documents' claims and the judgements."""
    with _open(ledger) as book:
        count = book.rebuild()
    typer.echo(f"{count} entries")
    return 0


@app.command()
def demo(
    ledger: Annotated[Path | None, typer.Option("--ledger", help="Keep the demo's ledger at this path.")] = None,
) -> int:
    """Fill a ledger from bundled example texts and print a dossier."""
    from kelisim.cli.demo import run_demo

    return run_demo(ledger)


def _open(ledger: str | None, *, create: bool = False) -> Ledger:
    from kelisim.interface import Ledger

    return Ledger(ledger, create=create)


def _sources(paths: Iterable[Path] | None) -> Iterator[Raw | Skipped]:
    from kelisim.sources.files import read_paths
    from kelisim.sources.jsonl import read_lines

    given = list(paths or [])
    if not given or given == [Path("-")]:
        yield from read_lines(sys.stdin.buffer, "standard input")
        return
    yield from read_paths(given)


def _known(sources: Iterable[Raw | Skipped], language: str | None, published: str | None) -> Iterator[Raw | Skipped]:
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


def _kind(kind: str | None) -> str | None:
    from kelisim.errors import ConfigError
    from kelisim.model.vocabulary import KINDS

    if kind is not None and kind not in KINDS:
        raise ConfigError(f"there is no kind {kind!r}; the kinds are {', '.join(KINDS)}")
    return kind


def _split(parties: str) -> list[str]:
    return [party for party in parties.split(",") if party.strip()]


def _warn(name: str, reason: str) -> int:
    sys.stderr.write(f"kelisim: {name}: {reason}\n")
    return 1


def _write_file(path: Path, text: str) -> None:
    from kelisim.errors import ExportError

    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ExportError(f"{path} cannot be written ({error.strerror}); choose another place") from error
