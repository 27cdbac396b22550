"""Reads language packs: folders of TOML, checked against one schema."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec
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
from kelisim.text.view import Profile

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
    def profile(self) -> Profile:
        """What normalisation needs to know of the language."""
        return Profile(letters=self.identity.letters, casing=self.identity.casing)

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


class Gazetteer(Struct, frozen=True):
    """A language's names for known things, by the things' ids."""

    states: StatesFile
    places: PlacesFile
    bodies: BodiesFile
    infrastructure: InfrastructureFile
    cldr: CldrFile


@cache
def load_identity(code: str, folder: Path = PACKS) -> PackFile:
    """The identity card of a pack, without the rest of it."""
    return read_toml(folder / code / "pack.toml", PackFile)


@cache
def load_affixes(code: str, folder: Path = PACKS) -> AffixesFile:
    """The affixes of a pack, without the rest of it."""
    return read_toml(folder / code / "affixes.toml", AffixesFile)


@cache
def load_gazetteer(code: str, folder: Path = PACKS) -> Gazetteer:
    """The names of known things in a language, without the rest of its pack."""
    home = folder / code
    return Gazetteer(
        states=read_toml(home / "states.toml", StatesFile),
        places=read_toml(home / "places.toml", PlacesFile),
        bodies=read_toml(home / "bodies.toml", BodiesFile),
        infrastructure=read_toml(home / "infrastructure.toml", InfrastructureFile),
        cldr=read_toml(home / "cldr.toml", CldrFile),
    )


@cache
def letters_of(language: str | None) -> str:
    """The alphabet of a language in lower case; empty when it has no pack."""
    return load_identity(language).letters if language in pack_codes() and language else ""


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
        identity=load_identity(code, folder),
        concepts=read_toml(home / "concepts.toml", ConceptsFile),
        affixes=load_affixes(code, folder),
        numbers=read_toml(home / "numbers.toml", NumbersFile),
        times=read_toml(home / "times.toml", TimesFile),
        names=read_toml(home / "names.toml", NamesFile),
        furniture=read_toml(home / "furniture.toml", FurnitureFile),
        abbreviations=read_toml(home / "abbreviations.toml", AbbreviationsFile),
        scopes=read_toml(home / "scopes.toml", ScopesFile),
        **msgspec.structs.asdict(load_gazetteer(code, folder)),
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
