"""Write ``text/data/months.toml`` from CLDR (Unicode-3.0) through babel: ``python scripts/make_months.py``.

Needs the dependency group ``data``. Every locale is read in a process of its own, since babel lets stand-alone month
names leak from one locale into the next within one process. Names by hand are in ``months_by_hand.toml`` beside it.
"""

from __future__ import annotations

import json
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from babel import Locale
from babel.core import get_cldr_version

MONTHS = Path(__file__).parents[1] / "src" / "kelisim" / "text" / "data" / "months.toml"
LOCALES = (
    "ar", "ar_LB", "ar_MA", "az", "az_Cyrl", "be", "bg", "bs", "cs", "da", "de", "el", "en", "es", "fa",
    "fa_AF", "fi", "fr", "he", "hi", "hu", "hy", "id", "it", "ja", "ka", "kk", "ko", "ky", "lt", "lv", "mk",
    "mn", "ms", "nb", "nl", "pl", "ps", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "tg", "tk", "tr",
    "uk", "ur", "uz", "uz_Cyrl", "vi", "zh",
)  # fmt: skip
HEADER = "# Written by scripts/make_months.py from CLDR (licence Unicode-3.0). Not edited by hand.\n"


def main() -> None:
    """Write the file."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        names = dict(zip(LOCALES, pool.map(months, LOCALES), strict=True))
    rows = (f"{code} = {json.dumps(forms, ensure_ascii=False)}" for code, forms in names.items())
    MONTHS.write_text(
        f'{HEADER}\nversion = "{get_cldr_version()}"\n\n[months]\n' + "\n".join(rows) + "\n", encoding="utf-8"
    )
    print(MONTHS)


def months(code: str) -> list[list[str]]:
    """The names of the twelve months in every form that a locale has, without those that are mere numbers."""
    locale = Locale.parse(code)
    tables = [locale.months[use][width] for use in ("format", "stand-alone") for width in ("wide", "abbreviated")]
    return [sorted({_plain(table[month]) for table in tables} - {""}) for month in range(1, 13)]


def _plain(name: str) -> str:
    clean = name.strip("\u200e\u200f\u061c .").replace("\u00a0", " ")
    return "" if clean.strip("월月").isdigit() or not any(map(str.isalpha, clean)) else clean


if __name__ == "__main__":
    main()
