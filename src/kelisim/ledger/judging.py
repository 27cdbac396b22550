"""Recording what persons decide: whatever cannot be so is refused in one sentence, and then nothing is recorded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Column, Connection, insert, select

from kelisim.errors import ConfigError, ResolveError
from kelisim.ledger import supersession, tables
from kelisim.ledger.queries import rows_where
from kelisim.model import Claim, Entry, Judgement, Opinion
from kelisim.model.vocabulary import FIELDS, VERDICTS, Verdict
from kelisim.resolve.constraints import ContradictionError, constraints_of, corrected_claim
from kelisim.resolve.standing import Standing, standing_of

NEAREST = 3
COMPARED = 2
"""Same and different are said of so many claims or entries at least."""


class Named(NamedTuple):
    """What was named, and the claims that it means."""

    name: str
    claims: dict[str, Claim]


def record(connection: Connection, opinion: Opinion, now: str) -> Judgement:
    """Check an opinion against all that is recorded, and record it as a judgement.

    Raises :class:`~kelisim.errors.ConfigError` for what is badly put or unknown, and
    :class:`~kelisim.errors.ResolveError` for what contradicts the judgements that stand.
    """
    _check_form(opinion)
    recorded = judgements(connection)
    if opinion.withdraws is not None:
        _check_withdrawal(opinion.withdraws, recorded)
    if opinion.answers is not None:
        _check_known(opinion.answers, recorded)
    named = [_named(connection, name) for name in dict.fromkeys(opinion.ids)]
    _check_claims(connection, opinion, named)
    value = _checked_value(opinion.field, opinion.value, named) if opinion.field is not None else None
    judgement = Judgement(
        kind=opinion.kind,
        author=opinion.author.strip(),
        recorded_at=now,
        sides=tuple(sorted(tuple(sorted(item.claims)) for item in named)),
        field=opinion.field,
        value=value,
        reason=opinion.reason.strip(),
        withdraws=opinion.withdraws,
        answers=opinion.answers,
    )
    _check_consistency(connection, recorded, judgement)
    body = msgspec.json.encode(judgement, order="sorted").decode()
    connection.execute(insert(tables.judgements), {"recorded_at": now, "author": judgement.author, "body": body})
    return judgement


def judgements(connection: Connection, before: str | None = None) -> list[Judgement]:
    """All judgements in the order of their recording; ``before`` leaves out what was recorded then or later."""
    table = tables.judgements
    query = select(table.c.body).order_by(table.c.sequence)
    if before is not None:
        query = query.where(table.c.recorded_at < before)
    return [msgspec.json.decode(row.body, type=Judgement) for row in connection.execute(query)]


def affected(connection: Connection, new: Judgement) -> list[str]:
    """The claims whose entries a new judgement changes: its own and those of what it withdraws, as they are named now.

    ``same`` and ``different`` hold for whole classes, so all claims compared with these belong to them.
    """
    recorded = judgements(connection)
    by_name = {judgement.id: judgement for judgement in recorded}
    concerned = [new]
    while (withdrawn := by_name.get(concerned[-1].withdraws or "")) is not None:
        concerned.append(withdrawn)
    where = _moves(connection, recorded)
    named = {where.get(claim, claim) or claim for judgement in concerned for claim in judgement.claims}
    compared = [item.claims for item in standing_of(recorded, where) if item.judgement.kind in ("same", "different")]
    reached = set(named)
    for _ in compared:
        grown = reached.union(*(claims for claims in compared if not reached.isdisjoint(claims)))
        if grown == reached:
            break
        reached = grown
    return sorted(reached)


def standing(connection: Connection, before: str | None = None) -> list[Standing]:
    """The judgements that stand, carried over to the newest documents."""
    recorded = judgements(connection, before)
    return standing_of(recorded, _moves(connection, recorded, before))


def _moves(connection: Connection, recorded: Iterable[Judgement], before: str | None = None) -> dict[str, str | None]:
    return supersession.moves(connection, (claim for item in recorded for claim in item.claims), before)


# what is refused


def _check_form(opinion: Opinion) -> None:
    if opinion.kind not in VERDICTS:
        raise ConfigError(f"there is no judgement {opinion.kind!r}; the judgements are {', '.join(VERDICTS)}")
    if not opinion.author.strip():
        raise ConfigError("a judgement needs its author; name one with --by or KELISIM_AUTHOR")
    if opinion.kind == "withdrawn":
        if opinion.withdraws is None or opinion.ids:
            raise ConfigError("to withdraw, name one judgement; `kelisim judgements` lists them")
        return
    if not opinion.ids:
        raise ConfigError("a judgement needs the claims or entries it speaks of; `kelisim entries` lists them")
    if (opinion.kind == "value") != (opinion.field is not None):
        raise ConfigError("a correction needs --field and --value, and no other judgement takes them")


def _check_known(name: str, recorded: Sequence[Judgement]) -> Judgement:
    known = {judgement.id: judgement for judgement in recorded}
    if name not in known:
        raise ConfigError(f"there is no judgement {name!r}; {_nearest(name, known, 'kelisim judgements')}")
    return known[name]


def _check_withdrawal(name: str, recorded: Sequence[Judgement]) -> None:
    if _check_known(name, recorded).kind == "withdrawn":
        raise ConfigError(f"{name} is itself a withdrawal and cannot be withdrawn; judge anew instead")
    if name not in {item.judgement.id for item in standing_of(recorded)}:
        later = next(item for item in reversed(recorded) if item.withdraws == name)
        raise ConfigError(
            f"{name} was already withdrawn by {later.author} on {later.recorded_at[:10]}; nothing was recorded"
        )


def _check_claims(connection: Connection, opinion: Opinion, named: Sequence[Named]) -> None:
    newer = supersession.superseded(connection)
    for item in named:
        for claim in item.claims.values():
            if claim.document in newer:
                raise ResolveError(
                    f"{item.name} is of the document {claim.document}, which {newer[claim.document]} supersedes; "
                    "judge what the new text says"
                )
    if opinion.kind in ("same", "different"):
        _check_comparison(opinion.kind, named)


def _check_comparison(kind: Verdict, named: Sequence[Named]) -> None:
    if len(named) < COMPARED:
        raise ConfigError(f"{kind!r} needs at least two different claims or entries")
    kinds = {item.name: next(iter(item.claims.values())).kind for item in named}
    if kind == "same" and len(set(kinds.values())) > 1:
        told = ", ".join(f"{name} is of kind {kind}" for name, kind in kinds.items())
        raise ResolveError(f"things of different kinds cannot be the same: {told}")
    seen: dict[str, str] = {}
    for item in named if kind == "different" else ():
        for claim in item.claims:
            if claim in seen:
                raise ResolveError(
                    f"{seen[claim]} and {item.name} share the claim {claim}, so they cannot be different"
                )
            seen[claim] = item.name


def _checked_value(field: str, value: Any, named: Sequence[Named]) -> Any:
    """The value as every claim takes it in that field, as JSON holds it."""
    for item in named:
        for claim in item.claims.values():
            fields = FIELDS[claim.kind]
            if field not in fields:
                raise ConfigError(f"{claim.kind} has no field {field!r}; its fields are {', '.join(fields)}")
            stated = getattr(corrected_claim(claim, {field: value}), field)
            value = msgspec.json.decode(msgspec.json.encode(stated))
    return value


def _check_consistency(connection: Connection, recorded: Sequence[Judgement], new: Judgement) -> None:
    together = [*recorded, new]
    try:
        constraints_of(together, _moves(connection, together))
    except ContradictionError as error:
        raise ContradictionError(error.chain, new=new.id) from error


# what the names mean


def _named(connection: Connection, name: str) -> Named:
    claims = _claims(connection, [name])
    if claims:
        return Named(name, claims)
    body = connection.execute(select(tables.entries.c.body).where(tables.entries.c.id == name)).scalar()
    if body is None:
        names = [
            found
            for column in (tables.entries.c.id, tables.claims.c.id)
            for found in _with_longest_prefix(connection, column, name)
        ]
        raise ConfigError(f"there is no claim or entry {name!r}; {_nearest(name, names, 'kelisim entries')}")
    entry = msgspec.json.decode(body, type=Entry)
    return Named(name, _claims(connection, [citation.claim for citation in entry.claims]))


def _claims(connection: Connection, names: Iterable[str]) -> dict[str, Claim]:
    table = tables.claims
    rows = rows_where(connection, select(table.c.id, table.c.body), table.c.id, names)
    return {row.id: msgspec.json.decode(row.body, type=Claim) for row in rows}


def _with_longest_prefix(connection: Connection, column: Column[str], name: str) -> list[str]:
    """Some names that share the longest beginning with one that is unknown."""
    for length in range(len(name), 0, -1):
        prefix = name[:length]
        query = select(column).where(column >= prefix, column < f"{prefix}\uffff").order_by(column).limit(NEAREST)
        if found := [row[0] for row in connection.execute(query)]:
            return found
    return []


def _shared(one: str, other: str) -> int:
    return next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )


def _nearest(name: str, known: Iterable[str], listing: str) -> str:
    """Which names begin most like an unknown one; where none begins alike, the command that lists them."""
    near = sorted(known, key=lambda other: (-_shared(name, other), other))[:NEAREST]
    near = [other for other in near if _shared(name, other)]
    return f"the nearest are {', '.join(near)}" if near else f"`{listing}` lists them"
