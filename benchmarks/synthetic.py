"""Makes a ledger of any size: visits and background news of pairs of states, told by many outlets in four languages.

What it imitates of the real thing: a few pairs of states make most of the news; one visit is told by a handful of texts or
by a hundred; texts repeat the same figures, targets and projects for years, round them differently, leave dates out and
name persons or not. Everything follows from the seed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import Any

import msgspec

from kelisim.model import Claim, Document

STATES = (
    "KZ UZ KG TJ TM AZ AM GE TR IR RU CN MN PK IN AF AE SA QA KW OM BH EG JO IQ BY UA PL DE FR IT HU CZ RS GB US JP KR"
)
SECTORS = "trade energy transport water agriculture finance digital mining education health"
LANGUAGES = ("ar", "kk", "ru", "en")
FIRST_DAY = date(2016, 1, 1)
DAYS = 3_900
LONGEST_COVERAGE = 120
OFFICES = ("head_of_state", "head_of_government", "foreign_minister", "minister")
WORKS = (
    "Middle Corridor",
    "Darbaza–Maktaaral",
    "Zangezur corridor",
    "Trans-Afghan railway",
    "fund",
    "logistics centre",
    "plant",
)
WORDS = "the sides spoke of trade transit water energy science customs while delegations signed papers on the border"
ROUNDED = 0.1
HEAD = 5
PAIR = 2


def documents(claims: int, seed: int = 1) -> Iterator[tuple[Document, list[Claim]]]:
    """Documents with at least so many claims together, in the order of their publication within each visit."""
    draw = random.Random(seed)  # noqa: S311 -- nothing secret
    made, numbers = 0, count()
    while made < claims:
        for document, its_claims in _visit(draw, numbers):
            yield document, its_claims
            made += len(its_claims)


def _visit(draw: random.Random, numbers: Iterator[int]) -> Iterator[tuple[Document, list[Claim]]]:
    parties = sorted(_pair(draw))
    day = FIRST_DAY + timedelta(days=draw.randrange(DAYS))
    facts = _facts(draw, parties, day)
    for _ in range(min(LONGEST_COVERAGE, int(3 * draw.paretovariate(1.1)))):
        yield _text(draw, f"d{next(numbers):07}", parties, day, draw.sample(facts, draw.randint(4, len(facts))))


def _pair(draw: random.Random) -> set[str]:
    """Two states, the first ones of the list more often: the commonest pair makes about a seventieth of the news."""
    states = STATES.split()
    weights = [1 / (rank + HEAD) for rank in range(len(states))]
    pair: set[str] = set()
    while len(pair) < PAIR:
        pair.update(draw.choices(states, weights))
    return pair


def _facts(draw: random.Random, parties: list[str], day: date) -> list[dict[str, Any]]:
    offices = [draw.choice(OFFICES) for _ in parties]
    people = [{"state": state, "office": office} for state, office in zip(parties, offices, strict=True)]
    year = str(day.year - 1)
    turnover = draw.randrange(10, 90) * 1e8
    facts: list[dict[str, Any]] = [
        {"kind": "meeting", "form": "meeting", "status": "held", "participants": people, "date": day.isoformat()},
        {"kind": "meeting", "form": "visit", "status": "held", "participants": people[:1], "date": day.isoformat()},
        {"kind": "indicator", "indicator": "trade_turnover", "value": turnover, "unit": "USD", "period": year},
        {
            "kind": "target",
            "indicator": "trade_turnover",
            "value": draw.choice([1, 5, 10]) * 1e9,
            "unit": "USD",
            "deadline": "2030",
        },
        {
            "kind": "agreement",
            "instrument": "documents",
            "count": draw.randint(2, 40),
            "stage": "signed",
            "date": day.isoformat(),
        },
        {"kind": "project", "name": draw.choice(WORKS), "stage": draw.choice(["planned", "ongoing", "launched"])},
        {"kind": "commitment", "actor": parties, "deadline": str(day.year + 2)},
    ]
    for sector in draw.sample(SECTORS.split(), 4):
        facts.append({"kind": "agreement", "instrument": "memorandum", "stage": "signed", "sectors": [sector]})
        facts.append(
            {"kind": "indicator", "indicator": "investment", "value": draw.randrange(1, 99) * 1e7, "unit": "USD"}
        )
    return facts


def _text(
    draw: random.Random, name: str, parties: list[str], day: date, facts: list[dict[str, Any]]
) -> tuple[Document, list[Claim]]:
    language = draw.choice(LANGUAGES)
    sentences, claims, start = [], [], 0
    for fact in facts:
        sentence = " ".join([*parties, fact["kind"], *draw.choices(WORDS.split(), k=draw.randint(8, 24))]) + "."
        told = _told(draw, fact)
        span = {"start": start, "end": start + len(sentence), "quote": sentence}
        claims.append(
            msgspec.convert({"document": name, "parties": parties, "language": language, **told, **span}, Claim)
        )
        sentences.append(sentence)
        start += len(sentence) + 1
    published = (day + timedelta(days=draw.randint(0, 2))).isoformat()
    url = f"https://outlet{draw.randint(1, 300)}.example/{name}"
    text = "\n".join(sentences)
    return Document(id=name, text=text, language=language, published=published, url=url, title=sentences[0]), claims


def _told(draw: random.Random, fact: dict[str, Any]) -> dict[str, Any]:
    """The fact as one text tells it: rounded, undated, without persons."""
    told = dict(fact)
    if "value" in told and draw.random() < ROUNDED:
        told["value"] = round(told["value"] * 1.004)
    for field, chance in (("date", 0.3), ("participants", 0.1), ("period", 0.1), ("deadline", 0.1)):
        if draw.random() < chance:
            told.pop(field, None)
    return told
