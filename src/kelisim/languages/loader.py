"""Reads language packs: folders of TOML, checked against one schema."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TypeVar

import rtoml
from msgspec import Struct

from kelisim import tables
from kelisim.errors import PackError
from kelisim.languages.schema.abbreviations import AbbreviationsFile
from kelisim.languages.schema.affixes import AffixesFile
from kelisim.languages.schema.concepts import ConceptsFile
from kelisim.languages.schema.examples import ExamplesFile
from kelisim.languages.schema.furniture import FurnitureFile
from kelisim.languages.schema.gazetteer import (
    BodiesFile,
    CldrFile,
    InfrastructureFile,
    PlacesFile,
    StatesFile,
)
from kelisim.languages.schema.names import NamesFile
from kelisim.languages.schema.numbers import NumbersFile
from kelisim.languages.schema.pack import PackFile
from kelisim.languages.schema.scopes import ScopesFile
from kelisim.languages.schema.times import TimesFile

PACKS = Path(__file__).parent / "packs"
INVENTORY = Path(__file__).parent / "inventory.toml"

File = TypeVar("File", bound=Struct)


class Pack(Struct, frozen=True):
    """Everything Kelisim knows of one language."""

    identity: PackFile
    concepts: ConceptsFile
    affixes: AffixesFile
    numbers: NumbersFile
    times: TimesFile
    names: NamesFile
    furniture: FurnitureFile
    abbreviations: AbbreviationsFile
    states: StatesFile
    places: PlacesFile
    bodies: BodiesFile
    infrastructure: InfrastructureFile
    cldr: CldrFile
    scopes: ScopesFile

    @property
    def code(self) -> str:
        """The BCP 47 code of the language."""
        return self.identity.code


@cache
def inventory() -> dict[str, str]:
    """Every concept that packs may give words to, with its meaning in English."""
    groups = rtoml.load(INVENTORY)
    return {concept: meaning for group in groups.values() for concept, meaning in group.items()}


@cache
def pack_codes(folder: Path = PACKS) -> tuple[str, ...]:
    """The codes of the packs in ``folder``, sorted; a pack is a folder with a ``pack.toml``."""
    return tuple(sorted(path.parent.name for path in folder.glob("*/pack.toml")))


@cache
def load_pack(code: str, folder: Path = PACKS) -> Pack:
    """The pack of a language, checked.

    Raises :class:`~kelisim.errors.PackError` for a language without a pack (naming those there are), for a file that
    is missing or breaks the schema, and for a concept that the inventory does not know.
    """
    if code not in pack_codes(folder):
        raise PackError(f"there is no pack for {code!r}; there are packs for {', '.join(pack_codes(folder))}")
    home = folder / code
    pack = Pack(
        identity=read_toml(home / "pack.toml", PackFile),
        concepts=read_toml(home / "concepts.toml", ConceptsFile),
        affixes=read_toml(home / "affixes.toml", AffixesFile),
        numbers=read_toml(home / "numbers.toml", NumbersFile),
        times=read_toml(home / "times.toml", TimesFile),
        names=read_toml(home / "names.toml", NamesFile),
        furniture=read_toml(home / "furniture.toml", FurnitureFile),
        abbreviations=read_toml(home / "abbreviations.toml", AbbreviationsFile),
        states=read_toml(home / "states.toml", StatesFile),
        places=read_toml(home / "places.toml", PlacesFile),
        bodies=read_toml(home / "bodies.toml", BodiesFile),
        infrastructure=read_toml(home / "infrastructure.toml", InfrastructureFile),
        cldr=read_toml(home / "cldr.toml", CldrFile),
        scopes=read_toml(home / "scopes.toml", ScopesFile),
    )
    unknown = sorted(set(pack.concepts.concepts) - set(inventory()))
    if unknown:
        raise PackError(
            f"{home / 'concepts.toml'} names {unknown[0]}, which inventory.toml does not know; add it there"
        )
    return pack


def load_examples(code: str, folder: Path = PACKS) -> ExamplesFile:
    """The examples of a pack: only tests read them."""
    return read_toml(folder / code / "examples.toml", ExamplesFile)


def read_toml(path: Path, shape: type[File]) -> File:
    """A file of a pack as a value of its schema; :class:`~kelisim.errors.PackError` says where it breaks it."""
    return tables.read_toml(path, shape, hint="`make new-language` shows the files of a pack")
