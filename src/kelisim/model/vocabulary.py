"""The words of the ledger: kinds of claim and the values their fields may take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

Kind = Literal["meeting", "agreement", "project", "indicator", "target", "commitment", "award"]
KINDS: tuple[Kind, ...] = get_args(Kind)

Modality = Literal["asserted", "planned", "possible", "negated", "reported"]
MODALITIES: tuple[Modality, ...] = get_args(Modality)

Form = Literal["meeting", "visit", "call", "summit", "session", "forum"]
FORMS: tuple[Form, ...] = get_args(Form)

Status = Literal["held", "scheduled"]
STATUSES: tuple[Status, ...] = get_args(Status)

Instrument = Literal[
    "agreement",
    "memorandum",
    "statement",
    "programme",
    "protocol",
    "contract",
    "roadmap",
    "plan",
    "documents",
]
INSTRUMENTS: tuple[Instrument, ...] = get_args(Instrument)

AgreementStage = Literal["proposed", "negotiating", "signed", "ratified", "in_force", "implementing"]
AGREEMENT_STAGES: tuple[AgreementStage, ...] = get_args(AgreementStage)

ProjectStage = Literal["proposed", "planned", "launched", "ongoing", "completed", "resumed", "suspended"]
PROJECT_STAGES: tuple[ProjectStage, ...] = get_args(ProjectStage)

Indicator = Literal[
    "trade_turnover", "exports", "imports", "investment", "freight", "transit", "passengers", "tourists",
    "flights", "joint_ventures", "jobs", "loan", "capacity", "other",
]  # fmt: skip
INDICATORS: tuple[Indicator, ...] = get_args(Indicator)

PhysicalUnit = Literal[
    "percent", "tonne", "km", "person", "company", "flight", "container", "MW", "kWh", "m3", "job", "vehicle"
]
PHYSICAL_UNITS: tuple[PhysicalUnit, ...] = get_args(PhysicalUnit)

Bound = Literal["exact", "about", "more_than", "less_than", "at_least", "up_to"]
BOUNDS: tuple[Bound, ...] = get_args(Bound)

Office = Literal[
    "head_of_state", "head_of_government", "deputy_head_of_government", "foreign_minister", "minister", "speaker",
    "ambassador", "governor", "head_of_organisation", "other",
]  # fmt: skip
OFFICES: tuple[Office, ...] = get_args(Office)

RelativeTime = Literal[
    "today", "yesterday", "this_week", "this_month", "this_year", "last_year", "last_month", "year_to_date",
    "first_half", "recent_years", "next_year",
]  # fmt: skip
RELATIVE_TIMES: tuple[RelativeTime, ...] = get_args(RelativeTime)

Sector = Literal[
    "trade", "industry", "energy", "oil_gas", "renewables", "transport", "water", "environment", "agriculture",
    "finance", "investment", "digital", "mining", "chemicals", "construction", "automotive", "textiles", "food",
    "pharma", "health", "education", "science", "culture", "tourism", "sport", "youth", "security", "defence",
    "customs", "labour", "space", "consular", "emergency", "justice", "media",
]  # fmt: skip
SECTORS: tuple[Sector, ...] = get_args(Sector)

MentionType = Literal[
    "number", "money", "percent", "quantity", "time", "person", "state", "place", "organisation", "office",
    "infrastructure",
]  # fmt: skip
MENTION_TYPES: tuple[MentionType, ...] = get_args(MentionType)

Verdict = Literal["same", "different", "right", "wrong", "value", "withdrawn"]
"""What a judgement says: of claims that they state one fact or not, of a claim that it is read rightly, or should be
left out, or states another value; of a judgement that it no longer stands."""
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

ConflictType = Literal["value", "target_moved", "count", "date", "stage", "implied_rate", "portfolio"]
CONFLICT_TYPES: tuple[ConflictType, ...] = get_args(ConflictType)

ConflictStatus = Literal["open", "explained"]
CONFLICT_STATUSES: tuple[ConflictStatus, ...] = get_args(ConflictStatus)

Explanation = Literal["period", "currency", "rounding", "bound", "scope"]
EXPLANATIONS: tuple[Explanation, ...] = get_args(Explanation)

OutletKind = Literal["official", "agency", "paper", "unknown", "aggregator"]
OUTLET_KINDS: tuple[OutletKind, ...] = get_args(OutletKind)
"""From the outlet whose text a copy most likely is to the one whose it is least likely."""
JudgementStatus = Literal["stands", "reopened", "withdrawn", "withdrawal"]

FIELDS: Mapping[Kind, tuple[str, ...]] = {
    "meeting": ("parties", "modality", "form", "participants", "date", "place", "status"),
    "agreement": (
        "parties", "modality", "instrument", "count", "value", "unit", "also", "bound", "stage", "period", "date",
        "sectors", "title",
    ),
    "project": (
        "parties", "modality", "name", "count", "value", "unit", "also", "bound", "stage", "date", "place", "sectors",
    ),
    "indicator": ("parties", "modality", "indicator", "value", "unit", "also", "bound", "period", "change"),
    "target": ("parties", "modality", "indicator", "value", "unit", "also", "bound", "change", "deadline"),
    "commitment": ("parties", "modality", "actor", "sectors", "deadline"),
    "award": ("parties", "modality", "participants", "name"),
}  # fmt: skip
"""What a claim of each kind may state, and a person may correct."""
