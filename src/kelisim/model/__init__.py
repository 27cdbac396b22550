"""The values that travel through the rooms, and the vocabulary of their fields."""

from kelisim.model.judgements import Judged, Judgement, Opinion
from kelisim.model.values import (
    Amount,
    Citation,
    Claim,
    Conflict,
    Document,
    Entry,
    Health,
    Mention,
    Participant,
    Raw,
    Side,
    Skipped,
    Source,
    as_dict,
    cite,
)

__all__ = [
    "Amount",
    "Citation",
    "Claim",
    "Conflict",
    "Document",
    "Entry",
    "Health",
    "Judged",
    "Judgement",
    "Mention",
    "Opinion",
    "Participant",
    "Raw",
    "Side",
    "Skipped",
    "Source",
    "as_dict",
    "cite",
]
