"""Commands about what disagrees: the list of conflicts, and one of them with both sides."""

from __future__ import annotations

from typing import Annotated

import typer

from kelisim.cli.options import (
    AsOf,
    KindOption,
    LedgerOption,
    Listing,
    Parties,
    command_group,
    open_ledger,
    split_parties,
)

conflicts = command_group("conflicts")


@conflicts.callback(invoke_without_command=True)
def list_conflicts(  # noqa: PLR0913 -- one parameter an option
    context: typer.Context,
    ledger: LedgerOption = None,
    parties: Parties = "",
    kind: KindOption = None,
    type: Annotated[str | None, typer.Option("--type", help="Only this type of conflict.")] = None,  # noqa: A002
    *,
    explained: Annotated[bool, typer.Option("--all", help="Also what only seems to disagree, and why.")] = False,
    as_of: AsOf = None,
    form: Listing = "table",
) -> int:
    """List what texts disagree about; `conflicts show ID` gives both sides of one."""
    from kelisim.cli.write import write_answers

    if context.invoked_subcommand is not None:
        context.obj = ledger
        return 0
    with open_ledger(ledger) as book:
        found = book.conflicts(parties=split_parties(parties), kind=kind, type=type, explained=explained, as_of=as_of)
    write_answers(found, form)
    return 0


@conflicts.command()
def show(
    name: Annotated[str, typer.Argument(metavar="ID", help="The id of a conflict, or how it begins.")],
    ledger: LedgerOption = None,
    as_of: AsOf = None,
) -> int:
    """Show both sides of a conflict: what is said, where, and why it is one."""
    from kelisim.cli.show import show_conflict

    with open_ledger(ledger) as book:
        found = book.conflict(name, as_of=as_of)
        sources = book.sources()
    show_conflict(found, sources)
    return 0
