"""Web pages: the main text with title, date, language, outlet and canonical address."""

from __future__ import annotations

import msgspec

from kelisim.errors import TextError
from kelisim.model import Raw
from kelisim.text.decoding import decode


def read_page(raw: Raw) -> Raw:
    """The article of a page as plain text, with what the page says of it.

    Raises :class:`~kelisim.errors.TextError` when the page holds no article.
    """
    from trafilatura import extract  # noqa: PLC0415 -- slow to import, and needed only where there is a page

    page = raw.content if isinstance(raw.content, str) else decode(raw.content, raw.charset)
    text = extract(page)
    if not text:
        raise TextError("the page holds no article")
    return msgspec.structs.replace(raw, content=text, media=None, charset=None)
