"""Web pages: the main text with title, date, language, outlet and canonical address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from kelisim.model import Raw
from kelisim.tables import read_toml
from kelisim.text.language import identify, profile_of
from kelisim.text.view import Profile
from kelisim.text.wordings import Furniture, compile_wordings

FURNITURE = Path(__file__).parent / "data" / "furniture"
"""Wordings of languages that have no pack."""


class Wording(NamedTuple):
    """The wordings of page furniture of one language, and what comparing them needs to know of it."""

    furniture: Furniture
    profile: Profile


def read_page(raw: Raw, wording_of: Callable[[str], Wording | None] = lambda _code: None) -> Raw:
    """The article of a page as plain text, with what the page says of it.

    The text begins with the headline, then a blank line, then one paragraph a line. ``wording_of`` gives the wordings of
    furniture of a language by its code where there is a pack for it. Raises :class:`~kelisim.errors.TextError` when the
    page holds no article, with what stands in its place.
    """
    from kelisim.text.pages.barriers import refuse_barriers
    from kelisim.text.pages.blocks import lay_out
    from kelisim.text.pages.dating import date_page
    from kelisim.text.pages.embedded import stated_lines
    from kelisim.text.pages.identity import address_of, articles_of, is_live, languages_of
    from kelisim.text.pages.main_text import LEAST_PROSE, find_article, opening_line, prose_of, read_lines_of
    from kelisim.text.pages.markup import decode_page, parse
    from kelisim.text.pages.outlets import outlet_names, outlet_of, outlet_shown
    from kelisim.text.pages.seen import Seen
    from kelisim.text.pages.titles import find_title, main_first, same_words

    markup = parse(raw.content if isinstance(raw.content, str) else decode_page(raw.content, raw.charset))
    layout = lay_out(markup.body)
    articles = main_first(markup, layout, articles_of(markup))
    outlet = outlet_of(markup, articles)
    title = find_title(markup, layout, articles, outlet_names(markup, outlet, raw.url), raw.title)
    heading, shown = (title.text, title.block) if title else (raw.title, None)
    live = is_live(markup, articles)
    place = find_article(layout, markup.body, shown, live=live)
    if heading is None and (shown := opening_line(layout, place)) is not None:
        heading = layout.blocks[shown].text
        place = find_article(layout, markup.body, shown, live=live)
    language = identify(prose_of(layout, place)) or next(iter(languages_of(markup)), None)
    furniture, profile = wording_of(language or "") or _own_wording(language or "")
    lines = read_lines_of(layout, place, heading, compile_wordings(furniture, profile), profile)
    if sum(map(len, lines)) < LEAST_PROSE:
        lines = [
            line for line in stated_lines(markup, articles, heading) if not (heading and same_words(line, heading))
        ] or lines
        language = identify("\n".join(lines)) or language
    address = address_of(markup, articles, raw.url)
    fetched = _day(raw.retrieved)
    seen = Seen(markup, layout, place, heading, shown, articles, raw.url or address, fetched)
    refuse_barriers(seen, lines)
    dating = date_page(seen, fetched or datetime.now(UTC).date(), raw.published, raw.dating)
    return msgspec.structs.replace(
        raw,
        content="\n".join([heading, "", *lines] if heading else lines),
        media=None,
        charset=None,
        title=heading,
        language=raw.language or language,
        outlet=raw.outlet or outlet or outlet_shown(markup, heading or ""),
        url=address,
        published=dating.published if dating else None,
        dating=dating.reason if dating else None,
    )


def _day(retrieved: str | None) -> date | None:
    try:
        return date.fromisoformat((retrieved or "")[:10])
    except ValueError:
        return None


@cache
def _own_wording(code: str) -> Wording:
    """The wordings of a language without a pack; those that all pages share where there are none."""
    path = FURNITURE / f"{code}.toml"
    known = code.replace("-", "").isalnum() and path.exists()
    return Wording(read_toml(path, Furniture) if known else Furniture(), profile_of(code))
