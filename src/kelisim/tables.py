"""Reads the TOML files that come with Kelisim as values of their schemas."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec
import rtoml
from msgspec import Struct

from kelisim.errors import PackError

File = TypeVar("File", bound=Struct)


def read_toml(
    path: Path, shape: type[File], *, hint: str = "it belongs to Kelisim, which must be installed whole"
) -> File:
    """A TOML file as a value of its schema.

    Raises :class:`~kelisim.errors.PackError` for a file that is missing, with ``hint`` on what to do, and for one that
    breaks the schema, with the place.
    """
    try:
        return msgspec.convert(rtoml.load(path), shape)
    except FileNotFoundError as error:
        raise PackError(f"{path} is missing; {hint}") from error
    except (OSError, rtoml.TomlParsingError, msgspec.ValidationError) as error:
        raise PackError(f"{path} cannot be read: {error}") from error
