"""What the levels of the factors are worth, read from ``weights.toml``."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from math import log2
from pathlib import Path
from typing import Annotated, NamedTuple

from msgspec import Meta, Struct

from kelisim.model.vocabulary import KINDS, Kind
from kelisim.tables import read_toml

FILE = Path(__file__).parent / "weights.toml"

Share = Annotated[float, Meta(gt=0, lt=1)]


class Level(Struct, frozen=True, forbid_unknown_fields=True):
    """How often a level occurs: ``m`` between claims of one fact, ``u`` between claims of two that share a block."""

    m: Share
    u: Share

    @property
    def bits(self) -> float:
        """The weight of evidence, in bits: positive speaks for one fact."""
        return log2(self.m / self.u)


class Weights(Struct, frozen=True, forbid_unknown_fields=True):
    """The weights of one kind: where claims of a block begin (``prior``) and from where they are linked, in bits."""

    prior: float
    link: float
    factors: dict[str, dict[str, Level]]


class WeightsFile(Struct, frozen=True, forbid_unknown_fields=True):
    """``weights.toml``."""

    meeting: Weights
    agreement: Weights
    project: Weights
    indicator: Weights
    target: Weights
    commitment: Weights
    award: Weights


class Scale(NamedTuple):
    """The weights of one kind in bits: ``prior`` and the levels of each factor, and from where claims are linked."""

    prior: float
    link: float
    bits: Mapping[str, Mapping[str, float]]


@cache
def load_weights() -> Mapping[Kind, Scale]:
    """The weights of every kind."""
    file = read_toml(FILE, WeightsFile)
    return {kind: _scale(getattr(file, kind)) for kind in KINDS}


def _scale(weights: Weights) -> Scale:
    bits = {name: {level: worth.bits for level, worth in levels.items()} for name, levels in weights.factors.items()}
    return Scale(weights.prior, weights.link, bits)


@cache
def fingerprint() -> str:
    """A name for these weights: entries derived with others are derived anew."""
    return hashlib.sha256(FILE.read_bytes()).hexdigest()[:16]
