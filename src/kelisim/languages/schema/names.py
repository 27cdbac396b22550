"""``names.toml``: the words around names of persons, states and organisations."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kelisim.model.vocabulary import Office


class NamesFile(Struct, frozen=True, forbid_unknown_fields=True):
    """Offices and what belongs to names.

    ``offices`` are phrases by office. ``own`` are offices that, without a state, mean the outlet's own ("the Head of
    State"). ``honorifics`` stand before names, ``former`` before offices no longer held, ``counterparts`` mean the holder of
    the same office in the other state. ``never`` are words that no name holds; ``states`` the generic words inside names of
    states ("republic"). ``cautious`` are forms of states and places that count only with a capital. ``endings`` are case
    endings of names outside the lexicon, the longest first. ``given`` are first names. ``state_order`` tells where the state of an
    office stands.
    """

    state_order: Literal["before", "after", "both"] = "both"
    offices: dict[Office, list[str]] = {}
    own: dict[Office, list[str]] = {}
    honorifics: list[str] = []
    former: list[str] = []
    counterparts: list[str] = []
    never: list[str] = []
    generic: list[str] = []
    cautious: list[str] = []
    endings: list[str] = []
    given: list[str] = []
    organisations: list[str] = []
