"""The values that travel through the rooms, and the vocabulary of their fields."""

from kelisim.model.arrivals import PAGE, Link, Passed, Raw, Recognised, Sighting, Skipped, Visit
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
    Side,
    Source,
    as_dict,
    cite,
)

__all__ = [
    "PAGE",
    "Amount",
    "Citation",
    "Claim",
    "Conflict",
    "Document",
    "Entry",
    "Health",
    "Judged",
    "Judgement",
    "Link",
    "Mention",
    "Opinion",
    "Participant",
    "Passed",
    "Raw",
    "Recognised",
    "Side",
    "Sighting",
    "Skipped",
    "Source",
    "Visit",
    "as_dict",
    "cite",
]
