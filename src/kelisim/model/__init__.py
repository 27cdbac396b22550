"""The values that travel through the rooms, and the vocabulary of their fields."""

from kelisim.model.values import (
    Amount,
    Citation,
    Claim,
    Document,
    Entry,
    Health,
    Judgement,
    Mention,
    Participant,
    Raw,
    Skipped,
    Source,
    as_dict,
)

__all__ = [
    "Amount",
    "Citation",
    "Claim",
    "Document",
    "Entry",
    "Health",
    "Judgement",
    "Mention",
    "Participant",
    "Raw",
    "Skipped",
    "Source",
    "as_dict",
]
