"""Commands by which persons judge: judge, judgements, review."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer

from kelisim.cli.options import (
    AsOf,
    KindOption,
    LedgerOption,
    Listing,
    Parties,
    app,
    known_kind,
    open_ledger,
    split_parties,
)

By = Annotated[str | None, typer.Option("--by", help="Who judges; else KELISIM_AUTHOR.", show_default="the login name")]
Why = Annotated[str, typer.Option("--why", help="The reason, kept with the judgement.")]
Saying = Literal["same", "different", "right", "wrong", "value", "withdraw"]


@app.command()
def judge(  # noqa: PLR0913 -- each option is an argument
    saying: Annotated[Saying, typer.Argument(help="What is said of them.")],
    ids: Annotated[list[str], typer.Argument(help="Claims or entries; to withdraw, one judgement.")],
    *,
    by: By = None,
    why: Why = "",
    field: Annotated[str | None, typer.Option("--field", help="With `value`: the field to correct.")] = None,
    value: Annotated[
        str | None, typer.Option("--value", help="With `value`: what it is; lists as JSON, null for none.")
    ] = None,
    instead_of: Annotated[
        str | None, typer.Option("--instead-of", help="The judgement that this one replaces.")
    ] = None,
    answers: Annotated[
        str | None, typer.Option("--answers", help="The re-opened judgement that this one settles.")
    ] = None,
    ledger: LedgerOption = None,
) -> int:
    """Say that claims or entries are the same fact or not, right or wrong, or what the value of a field is."""
    from kelisim.errors import ConfigError

    if (field is None) != (value is None):
        raise ConfigError("a correction needs both --field and --value")
    with open_ledger(ledger) as book:
        recorded = book.judge(
            "withdrawn" if saying == "withdraw" else saying,
            *ids,
            by=by,
            why=why,
            correction=(field, parsed(value)) if field is not None and value is not None else None,
            instead_of=instead_of,
            answers=answers,
        )
    typer.echo(recorded.id)
    return 0


@app.command()
def judgements(
    *,
    reopened: Annotated[bool, typer.Option("--reopened", help="Only those that a changed document re-opened.")] = False,
    ledger: LedgerOption = None,
    as_of: AsOf = None,
    form: Listing = "table",
) -> int:
    """List what persons have judged, and what has become of it."""
    from kelisim.cli.write import write_answers

    with open_ledger(ledger) as book:
        found = book.judgements(as_of=as_of, reopened=reopened)
    write_answers(found, form)
    return 0


@app.command(name="review")
def review_command(
    kind: KindOption = None,
    parties: Parties = "",
    by: By = None,
    why: Why = "reviewed in the terminal",
    ledger: LedgerOption = None,
) -> int:
    """Be asked what is doubtful, one question at a time, the most useful first; one key answers."""
    from kelisim.cli.review import review, single_keys
    from kelisim.errors import ConfigError

    if by is not None and not by.strip():
        raise ConfigError("a judgement needs its author; name one with --by or KELISIM_AUTHOR")
    with open_ledger(ledger) as book:
        questions = book.questions(kind=known_kind(kind), parties=split_parties(parties))
        if not questions:
            typer.echo("nothing is doubtful enough to be asked")
            return 0
        with single_keys():
            tally = review(book, questions, by=by, why=why)
    typer.echo(f"{len(tally.steps)} answered, {tally.skipped} skipped, {tally.left} left")
    return 0


def parsed(value: str) -> Any:
    """A value given on the command line: a list, an object or null as JSON, anything else as it stands."""
    import msgspec

    if value[:1] not in ("[", "{") and value != "null":
        return value
    try:
        return msgspec.json.decode(value)
    except msgspec.DecodeError:
        return value
