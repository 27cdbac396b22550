"""Makes a pack that loads, with examples that fail until its words are filled in.

python scripts/new_language.py CODE
"""

from __future__ import annotations

import sys
from pathlib import Path

from kelisim.languages.loader import PACKS, inventory
from kelisim.model.vocabulary import SECTORS

FILES = {
    "numbers": "# Number words, scales, units, currencies and bounds; see another pack and schema/numbers.py.\n",
    "times": (
        "# Months, weekdays, relative times; see another pack and schema/times.py.\norders = []\n"
        + "".join(
            f"\n[{table}]\n" for table in ("months", "weekdays", "seasons", "units", "deictics", "relative", "parts")
        )
    ),
    "names": "# Offices, honorifics, first names; see another pack and schema/names.py.\n",
    "furniture": "# Share lines, captions, menus, notices; see another pack and schema/furniture.py.\n",
    "abbreviations": "# What ends in a full stop without ending a sentence; see schema/abbreviations.py.\n",
    "affixes": "# What may be attached to a word, and the role it marks; see schema/affixes.py.\n",
    "states": "# Further names, adjectives and demonyms of states; see schema/gazetteer.py.\n",
    "places": "# Names of places by id.\n",
    "bodies": "# Names of organisations by id.\n",
    "infrastructure": "# Names of infrastructure by id.\n",
    "scopes": "# What narrows a figure, so that it is not compared with the whole; see schema/scopes.py.\n[scopes]\n",
    "cldr": 'version = "none"\n',
}


def main() -> int:
    """Write the files of a new pack, never over one that is there."""
    if len(sys.argv) != 2:  # noqa: PLR2004 -- the program's name and the code
        print(__doc__)
        return 2
    home = PACKS / sys.argv[1]
    if home.exists():
        print(f"{home} is there already")
        return 1
    write_pack(home, sys.argv[1])
    print(f"{home} is made: fill its files in, and `make check` until its examples hold")
    return 0


def write_pack(home: Path, code: str) -> None:
    """The files of an empty pack for the language ``code`` in the folder ``home``."""
    home.mkdir(parents=True)
    for name, text in FILES.items():
        (home / f"{name}.toml").write_text(text, encoding="utf-8")
    (home / "pack.toml").write_text(_identity(code), encoding="utf-8")
    (home / "concepts.toml").write_text(_concepts(), encoding="utf-8")
    (home / "examples.toml").write_text(_examples(), encoding="utf-8")


def _identity(code: str) -> str:
    return "\n".join(
        (
            f'code = "{code}"',
            'name = "?"',
            'own_name = "?"',
            'script = "Latn"',
            'direction = "ltr"',
            'letters = "abcdefghijklmnopqrstuvwxyz"',
            "origins = []",
            "",
        )
    )


def _concepts() -> str:
    lines = ["[concepts]"]
    lines += [f"{concept} = []  # {meaning}" for concept, meaning in inventory().items()]
    lines += ["", "[sectors]", *(f"{sector} = []" for sector in SECTORS), ""]
    return "\n".join(lines)


def _examples() -> str:
    return '[[gives]]\ntext = "Write a sentence."\nclaims = [{ kind = "agreement", stage = "signed" }]\n'


if __name__ == "__main__":
    sys.exit(main())
