"""Entries, claims and sources as the questions meet them."""

from __future__ import annotations

from typing import Any

from kelisim.model import Citation, Claim, Entry, Health, Source


def citation(claim: str, document: str = "a") -> Citation:
    return Citation(claim=claim, document=document, start=0, end=4, quote="word", language="kk")


def entry(name: str, kind: str, *citations: Citation, parties: tuple[str, ...] = ("KZ", "UZ"), **fields: Any) -> Entry:
    return Entry(
        id=name,
        kind=kind,  # type: ignore[arg-type]
        parties=parties,
        fields=fields,
        claims=citations or (citation(f"c{name}"),),
        health=Health(1, 1, 0, 1, 1.0, 1.0),
    )


def claim(kind: str, document: str = "a", **fields: Any) -> Claim:
    return Claim(
        document=document,
        kind=kind,  # type: ignore[arg-type]
        parties=("KZ", "UZ"),
        start=0,
        end=4,
        quote="word",
        language="kk",
        **fields,
    )


def sources(**published: str | None) -> dict[str, Source]:
    return {
        name: Source(document=name, language="kk", published=day, url=f"https://www.{name}.example/1")
        for name, day in published.items()
    }
