"""Numbers in digits: which marks group them and which are decimal."""

from __future__ import annotations

import re
from collections.abc import Sequence

LITERAL = re.compile(r"\d{1,3}(?: \d{3})+(?![\d:]|[.,]\d{3}(?!\d))(?:[.,]\d+)?(?!\d)|\d+(?:[.,']\d+)*")
"""A number in digits; a space groups only whole threes."""

NO_NUMBER = re.compile(
    r"\d{1,2}:\d{2}(?::\d{2})?(?!\d)"
    r"|\d{1,4}(?P<mark>[./-])\d{1,2}(?P=mark)\d{2,4}(?!\d)"
    r"|\d+(?: \d+)*(?:[-‐‑]\d+){2,}(?!\d)"
    r"|0\d[.,]\d{2}(?!\d)"
    r"|(?:1[89]|20)\d\d(?: ?[-‐‑–—/] ?(?:1[89]|20)|[-/])\d\d(?![\d%]| ?%)"
)  # fmt: skip
"""Clock times, dates, telephone numbers and spans of years."""

SIMPLE_FRACTION = re.compile(r"(?:(\d{1,3}) +)?(\d)/([2-9])(?![\d/])")
"""A fraction below one, also behind a whole number ("7 3/4")."""

SPACED_DECIMAL = re.compile(r"(\d{1,3}), (\d{1,2})(?![\d.,:])")
"""A decimal comma with a space behind it, as tokenised texts are rejoined."""

GROUP = 3
"""How many digits a mark groups."""


def value_of_digits(written: str, decimals: Sequence[str], *, large: bool) -> float | None:
    """The value of digits with marks: which mark is decimal and which groups, by the language's habit."""
    marks = [character for character in written if not character.isdigit()]
    last_mark = marks[-1]
    if len(marks) > 1 and len(set(marks)) == 1:
        return float(written.replace(last_mark, "")) if _well_grouped(written.split(last_mark)) else None
    whole, _, decimal = written.rpartition(last_mark)
    if len(marks) > 1:
        group_mark = marks[0]
        if marks.count(last_mark) > 1 or last_mark == "'" or not _well_grouped(whole.split(group_mark)):
            return None
        return float(f"{whole.replace(group_mark, '')}.{decimal}")
    if _is_decimal(whole, last_mark, decimal, decimals, large=large):
        return float(f"{whole}.{decimal}")
    return float(whole + decimal)


def _is_decimal(whole: str, mark: str, decimal: str, decimals: Sequence[str], *, large: bool) -> bool:
    if mark == "'":
        return False
    if len(decimal) != GROUP or len(whole) > GROUP or whole.startswith("0") or mark == decimals[0]:
        return True
    return large and mark in decimals


def _well_grouped(groups: Sequence[str]) -> bool:
    """Threes, or twos before a last three as in India."""
    if not 1 <= len(groups[0]) <= GROUP:
        return False
    inner = {len(group) for group in groups[1:-1]}
    return len(groups) == 1 or (len(groups[-1]) == GROUP and (inner <= {GROUP} or inner <= {GROUP - 1}))
