"""A file that always holds the last alerts as an RSS 2.0 feed (rssboard.org/rss-specification)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from xml.etree import ElementTree as ET

from kelisim.errors import ExportError
from kelisim.ledger.outbox import Pending
from kelisim.watching.alerts import Alert, text_of
from kelisim.watching.channels.carrying import Parcel, replace_file
from kelisim.watching.schema import Rss

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold (section 2.2)."""


class Feed:
    """Writes the whole file anew, in the place of the old one."""

    def __init__(self, channel: Rss) -> None:
        self._channel = channel
        self._path = Path(channel.path)

    def parcels(self, waiting: Sequence[Pending]) -> Iterable[Sequence[Pending]]:
        """Everything at once."""
        return [waiting] if waiting else []

    def carry(self, parcel: Parcel) -> None:
        """Write the feed of the last alerts."""
        try:
            replace_file(self._path, self._feed(parcel.latest(self._channel.last)))
        except OSError as error:
            raise ExportError(
                f"{self._path} cannot be written ({error.strerror}); make room or mend its path"
            ) from error

    def _feed(self, alerts: Sequence[Alert]) -> bytes:
        root = ET.Element("rss", version="2.0")
        channel = ET.SubElement(root, "channel")
        _add(channel, "title", self._channel.title)
        _add(channel, "link", self._channel.link or self._path.resolve().as_uri())
        _add(channel, "description", "What the rules of a Kelisim watch list ask for")
        _add(channel, "generator", "Kelisim")
        if alerts:
            _add(channel, "lastBuildDate", _date(alerts[0]))
        for alert in alerts:
            _add_item(channel, alert)
        ET.indent(root)
        return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _add_item(channel: ET.Element, alert: Alert) -> None:
    item = ET.SubElement(channel, "item")
    _add(item, "title", alert.sentence)
    address = next((cited.url for cited in alert.citations if cited.url), None)
    if address:
        _add(item, "link", address)
    _add(item, "description", text_of(alert))
    for category in (alert.rule, alert.event, alert.kind, *alert.parties):
        _add(item, "category", category)
    _add(item, "guid", alert.id, isPermaLink="false")
    _add(item, "pubDate", _date(alert))


def _add(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = _NOT_XML.sub("\ufffd", text)


def _date(alert: Alert) -> str:
    """RFC 822 with the year in four digits."""
    return format_datetime(datetime.fromisoformat(alert.made_at))
