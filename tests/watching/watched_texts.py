"""Texts with facts that rules of alerts look for, and how they come into a ledger."""

from __future__ import annotations

from datetime import UTC, datetime

from kelisim.interface import Ledger
from kelisim.model import Document

NOON = datetime(2025, 8, 10, 12, tzinfo=UTC)

TARGET = "Kazakhstan and Uzbekistan agreed to increase trade turnover to 10 billion dollars by 2030."
HIGHER_TARGET = (
    "Kazakhstan and Uzbekistan intend to bring trade turnover to 15 billion dollars by 2030, the ministers said."
)
SIGNED = "Kazakhstan and Uzbekistan signed a memorandum on cooperation in transport on 10 March 2025."
TURNOVER = "Trade turnover between Kazakhstan and Uzbekistan amounted to 4.4 billion dollars in 2023."
OTHER_TURNOVER = "Trade turnover between Kazakhstan and Uzbekistan amounted to 5.9 billion dollars in 2023."
THIRD_TURNOVER = "Trade turnover between Kazakhstan and Uzbekistan amounted to 7.8 billion dollars in 2023."
PLANNED = "Kazakhstan and Uzbekistan plan to launch the construction of the Darbaza–Maktaaral railway in June 2024."
COMPLETED = "The Darbaza–Maktaaral railway of Kazakhstan and Uzbekistan was completed on 5 July 2025."
ELSEWHERE = "Azerbaijan and Turkey signed a memorandum on cooperation in energy on 11 March 2025."


def add(ledger: Ledger, name: str, text: str, *, published: str = "2025-08-01", url: str | None = None) -> None:
    """Add a text under its own address, or another text at a given one."""
    address = url or f"https://news.example/{name}"
    ledger.add([Document(id=name, text=text, language="en", published=published, url=address)])
