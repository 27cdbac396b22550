"""Write ``packs/<code>/cldr.toml`` from CLDR (Unicode-3.0) through babel: ``python scripts/make_cldr.py ar kk ru en``.

Needs the dependency group ``data``. Every locale is read in a process of its own, since babel lets stand-alone month
names leak from one locale into the next within one process.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pycountry
from babel import Locale
from babel.core import get_cldr_version

PACKS = Path(__file__).parents[1] / "src" / "kelisim" / "languages" / "packs"
OMITTED = Path(__file__).parent / "cldr_omit.toml"
SHARED_CURRENCIES = frozenset({"XAF", "XCD", "XCG", "XOF", "XPF"})
"""The codes with X that are money; the others are metals, funds and tests."""
HEADER = (
    "# Written by scripts/make_cldr.py from CLDR (licence Unicode-3.0); ISO codes from pycountry. Not edited by hand.\n"
)


def main() -> None:
    """Write the files of the languages named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("codes", nargs="+", metavar="CODE", help="BCP 47 code of a pack")
    codes = parser.parse_args().codes
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        for code, text in zip(codes, pool.map(cldr_toml, codes), strict=True):
            path = PACKS / code / "cldr.toml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(path)


def cldr_toml(code: str) -> str:
    """The text of ``cldr.toml`` for one language; call it once in a process."""
    locale = Locale.parse(code, sep="-")
    parts = [
        f'{HEADER}\nversion = "{get_cldr_version()}"\n',
        _table("territories", _territories(locale, omitted(code))),
        _table("currencies", _currencies(locale)),
        _table("months", _months(locale)),
        _table("weekdays", _weekdays(locale)),
    ]
    return "\n".join(parts)


def omitted(code: str) -> list[str]:
    """The territories left out for a language."""
    with OMITTED.open("rb") as file:
        return list(tomllib.load(file).get(code, []))


def _territories(locale: Locale, left_out: Iterable[str]) -> dict[str, str]:
    codes = sorted({country.alpha_2 for country in pycountry.countries} - set(left_out))
    return {code: locale.territories[code] for code in codes if code in locale.territories}


def _currencies(locale: Locale) -> dict[str, list[str]]:
    """ISO 4217 codes in use to the names in every plural form, then the symbol where it is not the code.

    A code that CLDR does not name yet is there without names: texts may state it.
    """
    found = {}
    for code in sorted(currency.alpha_3 for currency in pycountry.currencies):
        if code.startswith("X") and code not in SHARED_CURRENCIES:
            continue
        plural = locale._data["currency_names_plural"].get(code, {})  # noqa: SLF001 - babel has no public way to all forms
        forms = [locale.currencies.get(code), *(plural[form] for form in sorted(plural))]
        forms.append(locale.currency_symbols.get(code))
        found[code] = _distinct(form for form in forms if form and form != code)
    return found


def _months(locale: Locale) -> dict[str, list[str]]:
    formats, alone = locale.months["format"]["wide"], locale.months["stand-alone"]["wide"]
    return {str(month): _distinct([formats[month], alone[month]]) for month in range(1, 13)}


def _weekdays(locale: Locale) -> dict[str, list[str]]:
    """Weekdays from 1 for Monday."""
    formats, alone = locale.days["format"]["wide"], locale.days["stand-alone"]["wide"]
    return {str(day + 1): _distinct([formats[day], alone[day]]) for day in range(7)}


def _distinct(forms: Iterable[str]) -> list[str]:
    """The forms without repeats, bidirectional marks removed; capital and small letters count as the same."""
    found: dict[str, str] = {}
    for form in forms:
        clean = form.strip("\u200e\u200f\u061c ").replace("\u00a0", " ")
        found.setdefault(clean.casefold(), _without_affixes(clean))
    return list(found.values())


def _without_affixes(name: str) -> str:
    """The name with ``=`` before an acronym, which takes no affixes: with an ending it may read as an ordinary word."""
    words = name.split(" ")
    if len(words) == 1:
        return name
    return " ".join(f"={word}" if len(word) > 1 and word.isalpha() and word.isupper() else word for word in words)


def _table(name: str, entries: Mapping[str, str | list[str]]) -> str:
    lines = [f"[{name}]", *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in entries.items())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
