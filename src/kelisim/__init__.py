"""Kelisim: a cited ledger of what states agree, read from news and communiqués in many languages.

``extract(text)`` gives claims, ``annotate(text)`` mentions, ``Ledger(path)`` a ledger to add to and to ask.
"""

from __future__ import annotations

from kelisim.interface import Ledger, annotate, extract
from kelisim.model import Claim, Document, Entry, Judged, Judgement, Mention, as_dict
from kelisim.version import __version__

__all__ = [
    "Claim",
    "Document",
    "Entry",
    "Judged",
    "Judgement",
    "Ledger",
    "Mention",
    "__version__",
    "annotate",
    "as_dict",
    "extract",
]
