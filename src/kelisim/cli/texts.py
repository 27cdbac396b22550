"""Commands that read texts and keep nothing: extract, annotate."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from kelisim.cli.options import AllowPrivate, Language, Published, app, sources_of, warn, with_known


@app.command()
def extract(
    files: Annotated[list[str] | None, typer.Argument(help="Files, folders, addresses; - for standard input.")] = None,
    form: Annotated[
        Literal["jsonl", "text"] | None,
        typer.Option(
            "--format", help="JSON Lines, or the text with its claims underlined.", show_default="text on a terminal"
        ),
    ] = None,
    language: Language = None,
    published: Published = None,
    *,
    allow_private: AllowPrivate = False,
) -> int:
    """Read texts and write their claims, one a line."""
    from kelisim.cli.write import write_lines
    from kelisim.model import Skipped, as_dict
    from kelisim.pipeline import Read, read_all

    chosen = form or ("text" if sys.stdout.isatty() else "jsonl")
    status = 0
    for item in read_all(with_known(sources_of(files, allow_private=allow_private), language, published)):
        if isinstance(item, Skipped):
            status = warn(item.name, item.reason)
            continue
        if not isinstance(item, Read):
            continue
        for note in item.notes:
            warn(item.document.id, note)
        if chosen == "text":
            from kelisim.cli.show import show_extraction

            show_extraction(item.document, item.claims)
        else:
            write_lines(as_dict(claim) for claim in item.claims)
    return status


@app.command()
def annotate(
    files: Annotated[list[str] | None, typer.Argument(help="Files, folders, addresses; - for standard input.")] = None,
    language: Language = None,
    published: Published = None,
    *,
    allow_private: AllowPrivate = False,
) -> int:
    """Read texts and write what is recognised in each (numbers, sums, times, names), one document a line."""
    from kelisim.cli.write import write_lines
    from kelisim.errors import KelisimError
    from kelisim.interface import mentions_of
    from kelisim.model import Raw, Skipped, as_dict
    from kelisim.pipeline import to_document

    status = 0
    for item in with_known(sources_of(files, allow_private=allow_private), language, published):
        if isinstance(item, Skipped):
            status = warn(item.name, item.reason)
            continue
        if not isinstance(item, Raw):
            continue
        try:
            document, notes = to_document(item)
        except KelisimError as error:
            status = warn(item.name, str(error))
            continue
        for note in notes:
            warn(document.id, note)
        mentions = [as_dict(mention) for mention in mentions_of(document)]
        write_lines([{"id": document.id, "language": document.language, "mentions": mentions}])
    return status
