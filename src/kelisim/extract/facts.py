"""One claim for each distinct fact of a document, at its fullest mention."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from kelisim.extract.drafts import Draft

VAGUE = frozenset({"agreement", "contract", "documents"})
"""Nouns that may stand for any instrument."""

NEXT_PARAGRAPH = 1
"""A summit named without time or place so soon is the one just told of."""

ATTENDING = ("CHAIR", "TAKE_PART", "OPEN")
"""What a sentence may add of a session just told of: who led it, who came to it and who opened it."""

FURTHER = frozenset({"signed", "ratified", "in_force"})
"""Stages that are news of an instrument told of before."""


def distinct(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without repetitions, in the order of the text; the fullest mention of a fact stands for all."""
    kept: list[Draft] = []
    for draft in drafts:
        twin = next((position for position, other in enumerate(kept) if _same_fact(draft, other)), None)
        if twin is None:
            kept.append(draft)
        else:
            kept[twin] = _fuller(kept[twin], draft)
    return kept


def deal_out(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, where several that rest on the same clauses have each its own words of them.

    "On her visit to the south the minister met her colleague" tells of a visit and of a meeting: forms of meeting are
    cited by the words from the first to the last that carry each, the last one to the end of its clause. "Branches of one
    university and of another were opened" tells of two things with equal fields: the first is cited up to where the second
    is named. What is named in one place is told once.
    """
    for draft in drafts:
        rivals = [other for other in drafts if _share_clauses(draft, other)]
        if rivals:
            first, last = draft.extent
            draft.share = (first, last if last < max(other.extent[1] for other in rivals) else None)
    sharing: dict[object, list[Draft]] = defaultdict(list)
    for draft in drafts:
        sharing[draft.kind, draft.span].append(draft)
    return [draft for group in sharing.values() for draft in _parted(group)]


def _share_clauses(one: Draft, other: Draft) -> bool:
    """Whether two meetings of different forms rest on clauses that overlap."""
    if one.kind != "meeting" or other.kind != "meeting" or one.fields["form"] == other.fields["form"]:
        return False
    mine, theirs = one.scene.clause(*one.anchors), other.scene.clause(*other.anchors)
    return mine[0] < theirs[1] and theirs[0] < mine[1]


def _parted(drafts: Sequence[Draft]) -> list[Draft]:
    alike: dict[object, list[Draft]] = defaultdict(list)
    for draft in drafts:
        alike[draft.parties, repr(sorted(draft.fields.items()))].append(draft)
    parted = []
    for group in alike.values():
        by_head = sorted({draft.head: draft for draft in group}.values(), key=lambda draft: draft.head)
        for draft, following in pairwise(by_head):
            draft.share = (draft.share[0], following.head)
            following.share = (following.head, following.share[1])
        parted += by_head
    return parted


def _fuller(one: Draft, other: Draft) -> Draft:
    """The mention with more fields, completed by what only the other says of time, place and people."""
    if other.resumes:
        return one
    best, rest = (other, one) if _weight(other) > _weight(one) else (one, other)
    for field in ("date", "period", "place", "deadline", "participants"):
        if field in rest.fields and field not in best.fields:
            best.fields[field] = rest.fields[field]
    if best.fields.get("form") == "summit":
        _join_summits(best, rest)
    return best


def _join_summits(best: Draft, rest: Draft) -> None:
    """Give a summit all that either mention says came to it."""
    best.parties = tuple(sorted({*best.parties, *rest.parties}))
    people = {(p.state, p.office): p for draft in (rest, best) for p in draft.fields.get("participants", ())}
    if people:
        best.fields["participants"] = tuple(people.values())


def _weight(draft: Draft) -> int:
    return len(draft.fields)


def _same_fact(one: Draft, other: Draft) -> bool:
    if one.kind != other.kind:
        return False
    return _TESTS[one.kind](one, other)


def _same_figure(one: Draft, other: Draft) -> bool:
    if one.fields["indicator"] != other.fields["indicator"] or one.parties != other.parties:
        return False
    if "value" in one.fields and "value" in other.fields:
        return _agree(one, other, "value", "unit") and _compatible(one, other, "period", "deadline")
    if "change" in one.fields and "change" in other.fields:
        return bool(one.fields["change"] == other.fields["change"])
    return False


def _same_project(one: Draft, other: Draft) -> bool:
    names = [draft.fields.get("name") if draft.frame == "project.known" else None for draft in (one, other)]
    if names[0] is not None and names[0] == names[1]:
        return _compatible(one, other, "value", "count")
    measured = [field for field in ("value", "count") if field in one.fields and field in other.fields]
    if measured:
        return _agree(one, other, *measured) and names[0] == names[1]
    return False


def _same_agreement(one: Draft, other: Draft) -> bool:
    if one.resumes:
        return _goes_on(one, other)
    if one.fields["instrument"] != other.fields["instrument"]:
        return False
    numbered = [
        field for field in ("value", "count") if one.fields.get(field, 1) != 1 or other.fields.get(field, 1) != 1
    ]
    if numbered:
        return _agree(one, other, *numbered)
    if one.fields.get("period") and one.fields.get("period") == other.fields.get("period"):
        return True
    alike = one.fields.get("sectors") == other.fields.get("sectors") and _compatible(one, other, "period", "date")
    return (
        alike
        and one.fields["stage"] == other.fields["stage"]
        and one.fields["instrument"] in ("statement", "documents")
    )


def _goes_on(later: Draft, earlier: Draft) -> bool:
    """Whether a sentence that begins with "the agreement" speaks of the one told before, and of no later stage of it."""
    named = {later.fields["instrument"], earlier.fields["instrument"]}
    if later.parties != earlier.parties or not (len(named) == 1 or named & VAGUE):
        return False
    return later.fields["stage"] == earlier.fields["stage"] or later.fields["stage"] not in FURTHER


def _same_meeting(one: Draft, other: Draft) -> bool:
    if one.fields["form"] == other.fields["form"] == "summit" and _same_summit(one, other):
        return True
    if one.fields["form"] != other.fields["form"] or one.parties != other.parties:
        return False
    if one.fields["status"] != other.fields["status"]:
        return False
    people = [{(p.state, p.office) for p in draft.fields.get("participants", ())} for draft in (one, other)]
    alike = people[0] == people[1] or (_goes_on_session(one, other) and (not people[1] or people[0] <= people[1]))
    return alike and _compatible(one, other, "date")


def _goes_on_session(later: Draft, earlier: Draft) -> bool:
    """Whether a sentence goes on about the session just told of ("The session was chaired by ...")."""
    soon = 0 <= later.scene.paragraph - earlier.scene.paragraph <= NEXT_PARAGRAPH
    named = later.fields["form"] == "session" and later.scene.has(ATTENDING)
    return named and soon and "place" not in later.fields


def _same_summit(one: Draft, other: Draft) -> bool:
    """Whether a summit is told twice, once with its host and once with all that came."""
    told = one.fields["status"] == other.fields["status"] and _compatible(one, other, "date", "place")
    states = [set(one.parties), set(other.parties)]
    if told and (states[0] <= states[1] or states[1] <= states[0]):
        return True
    goes_on = 0 <= one.scene.paragraph - other.scene.paragraph <= NEXT_PARAGRAPH
    return told and goes_on and not {"date", "place"} & one.fields.keys()


def _same_award(one: Draft, other: Draft) -> bool:
    return one.fields.get("participants") == other.fields.get("participants")


def _same_commitment(one: Draft, other: Draft) -> bool:
    return one.span == other.span


def _agree(one: Draft, other: Draft, *fields: str) -> bool:
    return all(one.fields.get(field) == other.fields.get(field) for field in fields)


def _compatible(one: Draft, other: Draft, *fields: str) -> bool:
    return all(
        field not in one.fields or field not in other.fields or _nested(one.fields[field], other.fields[field])
        for field in fields
    )


def _nested(one: object, other: object) -> bool:
    """Equal, or one a less precise date than the other."""
    if isinstance(one, str) and isinstance(other, str) and "/" not in one + other:
        return one.startswith(other) or other.startswith(one)
    return one == other


_TESTS = {
    "indicator": _same_figure,
    "target": _same_figure,
    "project": _same_project,
    "agreement": _same_agreement,
    "meeting": _same_meeting,
    "award": _same_award,
    "commitment": _same_commitment,
}
