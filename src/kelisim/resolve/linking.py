"""Which claims state one fact: scored pairs, joined from the surest down.

Claims that agree in everything that is compared are one *statement*; statements that share a key are scored factor by
factor, and what reaches the kind's threshold is a *link*. Statements joined by links form a component; within it clusters
grow along the strongest links, and two clusters join only when nothing in one contradicts anything in the other. All of
this depends on the claims alone, never on their order, and a component on no claim outside it: a new document is resolved
with the components that its claims touch, and gives what resolving everything would.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from kelisim.resolve.blocks import block_keys
from kelisim.resolve.comparisons import FACTORS, FIGURES, Stated, contradict, is_known
from kelisim.resolve.constraints import Constraints
from kelisim.resolve.times import window
from kelisim.resolve.weights import load_weights

NONE = Constraints()


class Evidence(NamedTuple):
    """One factor of a comparison: its level and what that is worth, in bits."""

    factor: str
    level: str
    bits: float


class Link(NamedTuple):
    """Two claims compared: ``bits`` is the prior and all evidence together, ``threshold`` from where they are linked."""

    one: str
    other: str
    prior: float
    bits: float
    threshold: float
    evidence: tuple[Evidence, ...]


class Statement(NamedTuple):
    """Claims that agree in all that is compared, in the order of their names; the first stands for them."""

    members: tuple[Stated, ...]

    @property
    def first(self) -> Stated:
        """The claim that is compared."""
        return self.members[0]

    @property
    def documents(self) -> frozenset[str]:
        """The documents that make the statement."""
        return frozenset(item.claim.document for item in self.members)


def score(one: Stated, other: Stated) -> float:
    """How surely two claims of one kind state one fact, in bits above (below) the threshold of their kind."""
    kind = one.claim.kind
    scale = load_weights()[kind]
    bits = scale.prior - scale.link
    for name, factor in FACTORS[kind].items():
        bits += scale.bits[name][factor(one, other)]
    return bits


def linked(one: Stated, other: Stated) -> bool:
    """Whether two claims are held to state one fact, for themselves."""
    return not contradict(one, other) and score(one, other) >= 0


def explain(one: Stated, other: Stated) -> Link:
    """The comparison of two claims of one kind, factor by factor."""
    kind = one.claim.kind
    scale = load_weights()[kind]
    levels = [(name, factor(one, other)) for name, factor in FACTORS[kind].items()]
    evidence = tuple(Evidence(name, level, round(scale.bits[name][level], 2)) for name, level in levels)
    bits = round(scale.prior + sum(item.bits for item in evidence), 2)
    return Link(one.id, other.id, scale.prior, bits, scale.link, evidence)


def reasons(claims: Sequence[Stated], constraints: Constraints = NONE) -> list[Link]:
    """Why the claims of one entry are one: the strongest links that hold them together, one fewer than statements.

    A link below its threshold was made by a person.
    """
    statements = _statements(claims, constraints)
    group = {statement.first.id: statement.first.id for statement in statements}
    links = [explain(one.first, other.first) for one, other in combinations(statements, 2)]
    chosen = []
    for link in sorted(links, key=lambda link: (-link.bits, link.one, link.other)):
        mine, theirs = group[link.one], group[link.other]
        if mine != theirs:
            group |= {name: mine for name, of in group.items() if of == theirs}
            chosen.append(link)
    return chosen


def clusters(claims: Iterable[Stated], constraints: Constraints = NONE) -> list[list[Stated]]:
    """The claims that state one fact together, each cluster and the list in the order of the claims' names."""
    statements = _statements(claims, constraints)
    joined = {statement.first.id: [statement] for statement in statements}
    of_claim = {item.id: statement.first.id for statement in statements for item in statement.members}
    for one, other in constraints.same:
        if one in of_claim and other in of_claim:
            _join(joined, of_claim[one], of_claim[other])
    for one, other in _ordered_links(statements):
        if not _excluded(joined[one], joined[other], constraints):
            _join(joined, one, other)
    unique = {id(cluster): cluster for cluster in joined.values()}.values()
    return sorted(sorted(item for statement in cluster for item in statement.members) for cluster in unique)


def _join(joined: dict[str, list[Statement]], one: str, other: str) -> None:
    if joined[one] is joined[other]:
        return
    union = [*joined[one], *joined[other]]
    for statement in union:
        joined[statement.first.id] = union


def neighbours(seeds: Sequence[Stated], candidates: Sequence[Stated], constraints: Constraints = NONE) -> list[Stated]:
    """The candidates that stand in one component with a seed through one link, equality or judgement."""
    same = {pair for one, other in constraints.same for pair in ((one, other), (other, one))}
    seen = {_signature(item) for item in seeds}
    by_key: dict[str, list[Stated]] = defaultdict(list)
    for statement in _statements(seeds, constraints):
        for key in block_keys(statement.first):
            by_key[key].append(statement.first)
    found = []
    verdict: dict[object, bool] = {}
    for item in candidates:
        signature = _signature(item)
        if signature not in verdict:
            rivals = {other.id: other for key in block_keys(item) for other in by_key.get(key, ())}
            verdict[signature] = signature in seen or any(linked(item, other) for other in rivals.values())
        if verdict[signature] or any((seed.id, item.id) in same for seed in seeds):
            found.append(item)
    return found


# statements


def _statements(claims: Iterable[Stated], constraints: Constraints) -> list[Statement]:
    judged = {claim for pair in (*constraints.same, *constraints.different) for claim in pair}
    groups: dict[object, list[Stated]] = defaultdict(list)
    for item in claims:
        groups[item.id if item.id in judged else _signature(item)].append(item)
    return sorted(Statement(tuple(part)) for group in groups.values() for part in _parts(sorted(group)))


def _parts(group: list[Stated]) -> list[list[Stated]]:
    """Equal claims of one document are two facts unless they are figures: then each stands for itself."""
    documents = {item.claim.document for item in group}
    if group[0].claim.kind in FIGURES or len(documents) == len(group):
        return [group]
    return [[item] for item in group]


def _signature(item: Stated) -> object:
    """All that is compared of a claim; its own name where nothing tells it from another thing of its sort."""
    claim = item.claim
    base = (claim.kind, claim.parties, claim.value, claim.unit, claim.change, claim.period, claim.deadline)
    if claim.kind in FIGURES:
        definite = window(claim.period or claim.deadline) is not None
        return (*base, claim.indicator, None if definite else (item.published or "")[:7])
    if claim.kind == "meeting" and claim.participants:
        event = (claim.form, claim.status, claim.participants, claim.place, claim.date)
        return (*base, *event, item.published if window(claim.date) is None else None)
    if claim.kind == "project" and is_known(claim):
        return (*base, claim.name, claim.count, claim.date, claim.place, claim.sectors, (item.published or "")[:7])
    if claim.kind == "agreement" and (claim.count not in (None, 1) or claim.value is not None):
        return (*base, claim.instrument, claim.count, claim.date, claim.stage, claim.sectors, item.published)
    return item.id


# links


def _ordered_links(statements: Sequence[Statement]) -> Iterator[tuple[str, str]]:
    """The links, the strongest first, equal ones in the order of their names."""
    for _, one, other in sorted((-bits, one, other) for bits, one, other in _links(statements)):
        yield one, other


def _links(statements: Sequence[Statement]) -> Iterator[tuple[float, str, str]]:
    blocks: dict[str, list[int]] = defaultdict(list)
    for index, statement in enumerate(statements):
        for key in block_keys(statement.first):
            blocks[key].append(index)
    seen: set[tuple[int, int]] = set()
    for block in blocks.values():
        for pair in combinations(block, 2):
            if pair in seen:
                continue
            seen.add(pair)
            one, other = statements[pair[0]].first, statements[pair[1]].first
            if not contradict(one, other) and (bits := score(one, other)) >= 0:
                yield bits, one.id, other.id


def _excluded(mine: Sequence[Statement], theirs: Sequence[Statement], constraints: Constraints) -> bool:
    """Whether anything in one cluster contradicts anything in the other, or a person has said that they are apart."""
    if mine is theirs:
        return True
    if any(_apart(one, other) for one in mine for other in theirs):
        return True
    pairs = ((one.id, other.id) for one in _members(mine) for other in _members(theirs))
    return bool(constraints.different) and any(tuple(sorted(pair)) in constraints.different for pair in pairs)


def _apart(one: Statement, other: Statement) -> bool:
    if contradict(one.first, other.first):
        return True
    return one.first.claim.kind not in FIGURES and not one.documents.isdisjoint(other.documents)


def _members(cluster: Sequence[Statement]) -> Iterator[Stated]:
    for statement in cluster:
        yield from statement.members
