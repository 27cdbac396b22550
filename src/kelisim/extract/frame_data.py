"""The frames: data that say which concepts make which claim, read from ``frames/*.toml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from kelisim.model.vocabulary import Form, Indicator, Instrument, Sector
from kelisim.tables import read_toml

UNKNOWN_CONFIDENCE = 0.5
"""Confidence of a frame that was never calibrated."""

FOLDER = Path(__file__).parent / "frames"


class Head(Struct, frozen=True, forbid_unknown_fields=True):
    """What a head concept measures, and the units it may be counted in (``money`` for any currency)."""

    indicator: Indicator
    units: list[str]


class Counted(Struct, frozen=True, forbid_unknown_fields=True):
    """What a number right before a head counts, and its unit."""

    indicator: Indicator
    unit: str


class TargetRules(Struct, frozen=True, forbid_unknown_fields=True):
    """Concepts that tell a goal from an observation, and that rule a figure out."""

    goals: list[str]
    plans: list[str]
    moves: list[str]
    observed: list[str]
    never: list[str]
    doubtful: list[str]
    foreign: list[str]


class ChangeRules(Struct, frozen=True, forbid_unknown_fields=True):
    """Concepts of growth and decline; ``folds`` give percent."""

    up: list[str]
    down: list[str]
    compared: list[str]
    folds: dict[str, float]


class FigureFrames(Struct, frozen=True, forbid_unknown_fields=True):
    """``figures.toml``."""

    reach: int
    time_reach: int
    mood_reach: int
    heads: dict[str, Head]
    alone: dict[str, Indicator]
    counted: dict[str, Counted]
    target: TargetRules
    change: ChangeRules


class Governor(Struct, frozen=True, forbid_unknown_fields=True):
    """Concepts that decide the stage whatever the verb, when they stand within ``reach`` of it."""

    concepts: list[str]
    stage: str
    reach: int = 8


class Plans(Struct, frozen=True, forbid_unknown_fields=True):
    """Concepts under which a verb is a plan, and those under which it is only talked of."""

    concepts: list[str]
    doubts: list[str]


class Services(Struct, frozen=True, forbid_unknown_fields=True):
    """Things that begin to run when they open."""

    names: list[str]


class Final(Struct, frozen=True, forbid_unknown_fields=True):
    """Stages at which one instrument in the singular counts as one."""

    stages: list[str]


class ProjectFrames(Struct, frozen=True, forbid_unknown_fields=True):
    """``projects.toml``; a stage table maps a tense, or ``plan``, to a stage."""

    reach: int
    things: dict[str, list[Sector]]
    services: Services
    governors: list[Governor]
    stages: dict[str, dict[str, str]]
    plans: Plans


class AgreementFrames(Struct, frozen=True, forbid_unknown_fields=True):
    """``agreements.toml``."""

    reach: int
    instruments: dict[str, Instrument]
    governors: list[Governor]
    stages: dict[str, dict[str, str]]
    plans: Plans
    final: Final


class MeetingSupport(Struct, frozen=True, forbid_unknown_fields=True):
    """Concepts that say a meeting happened, lies ahead, or is only a ceremony."""

    happened: list[str]
    ahead: list[str]
    talks: list[str]


class MeetingFrames(Struct, frozen=True, forbid_unknown_fields=True):
    """``meetings.toml``."""

    reach: int
    forms: dict[str, Form]
    support: MeetingSupport


class Frames(Struct, frozen=True):
    """All frames."""

    figures: FigureFrames
    projects: ProjectFrames
    agreements: AgreementFrames
    meetings: MeetingFrames
    confidence: dict[str, float]

    def trust(self, frame: str) -> float:
        """How often a frame's claims are right, on the corpus it was calibrated on; its kind's share for a new frame."""
        kind = frame.partition(".")[0]
        return self.confidence.get(frame, self.confidence.get(kind, UNKNOWN_CONFIDENCE))


@cache
def load_frames(folder: Path = FOLDER) -> Frames:
    """The frames of a folder, checked; :class:`~kelisim.errors.PackError` says which file breaks the schema."""
    parts = {}
    for field in msgspec.structs.fields(Frames):
        parts[field.name] = read_toml(folder / f"{field.name}.toml", field.type)
    return Frames(**parts)
