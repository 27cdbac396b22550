"""A page as far as it is understood, for the questions that need all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kelisim.text.pages.blocks import Layout
from kelisim.text.pages.main_text import Place
from kelisim.text.pages.markup import Markup


@dataclass(frozen=True)
class Seen:
    """The parsed page, its blocks, where its article stands, and its headline.

    ``headline`` is the index of the block that shows the ``title``. ``articles`` are the objects of the structured data
    that speak of the article. ``url`` is where the page was found, ``fetched`` the day on which it was, where that is known.
    """

    markup: Markup
    layout: Layout
    place: Place
    title: str | None
    headline: int | None
    articles: Sequence[Mapping[str, Any]]
    url: str | None
    fetched: date | None = None
