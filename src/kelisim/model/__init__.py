"""The values that travel through the rooms, and the vocabulary of their fields."""

from kelisim.model.values import (
    Amount,
    Citation,
    Claim,
    Conflict,
    Document,
    Entry,
    Health,
    Judgement,
    Mention,
    Participant,
    Raw,
    Side,
    Skipped,
    Source,
    as_dict,
)

__all__ = [
    "Amount",
    "Citation",
    "Claim",
    "Conflict",
    "Document",
    "Entry",
    "Health",
    "Judgement",
    "Mention",
    "Participant",
    "Raw",
    "Side",
    "Skipped",
    "Source",
    "as_dict",
]
