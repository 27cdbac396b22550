"""``names.toml``: the words around names of persons, states and organisations."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kelisim.languages.schema.affixes import Role
from kelisim.model.vocabulary import Office, Sector


class NamesFile(Struct, frozen=True, forbid_unknown_fields=True):
    """Offices and what belongs to names; words and phrases are written as in ``concepts.toml``.

    The state of an office stands before it, after it or on both sides (``state_order``): on both sides an adjective, a
    possessive or, with a name behind the office, the bare name before it, everything else after it. ``case_at_end``
    holds where only the last word of a phrase takes case endings.

    ``offices`` are phrases by office; ``plural_offices`` mean several holders; ``weak`` ones are offices only beside a
    state, body or name ("leader"); ``own`` ones mean the outlet's own state where no other is named ("the Head of State").
    ``portfolios`` are what ministers are of. ``former`` and ``acting`` stand beside an office, ``counterparts`` mean the
    holder of the same office in the other state, ``weak_counterparts`` do so only beside a state or name. ``honorifics``
    stand beside names, ``links`` may stand between an office, its state and a name ("of", "the", "Republic").

    ``given`` are first names, ``declined`` their forms in a case with the nominative, ``spelled`` the English spelling of
    words of names, ``particles`` words inside names that are no names themselves, ``surnames`` endings of surnames,
    ``endings`` case endings of names outside the lexicon with the roles they mark, ``nominatives`` endings of surnames in
    the nominative that look like others in a case. ``never`` are words that no name holds, ``openings`` beginnings that
    no name has unless it is known, ``articles`` those that a last name may have all the same: they only matter where a
    script has no capitals. ``cautious`` are names of states and
    places that are also ordinary words or first names: they count beside an office, a preposition or another state, or
    with a capital inside a sentence.

    ``organisations`` are nouns that head names of organisations, ``institutions`` words that are such a name alone,
    ``organisation_order`` tells on which side of its head the rest of the name stands. ``cabinets`` are words for a
    government: who heads one is its prime minister.
    """

    state_order: Literal["before", "after", "both"] = "both"
    case_at_end: bool = False
    offices: dict[Office, list[str]] = {}
    plural_offices: dict[Office, list[str]] = {}
    weak: dict[Office, list[str]] = {}
    own: dict[Office, list[str]] = {}
    portfolios: dict[Sector, list[str]] = {}
    former: list[str] = []
    acting: list[str] = []
    counterparts: list[str] = []
    weak_counterparts: list[str] = []
    honorifics: list[str] = []
    links: list[str] = []
    given: list[str] = []
    declined: dict[str, str] = {}
    spelled: dict[str, str] = {}
    particles: list[str] = []
    surnames: list[str] = []
    endings: dict[str, list[Role]] = {}
    nominatives: list[str] = []
    never: list[str] = []
    openings: list[str] = []
    articles: list[str] = []
    cautious: list[str] = []
    organisations: list[str] = []
    institutions: list[str] = []
    cabinets: list[str] = []
    organisation_order: Literal["before", "after", "both"] = "after"
