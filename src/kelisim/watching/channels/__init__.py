"""The channels that alerts go through, one module a type: what each takes at once, and how it is carried."""

from __future__ import annotations

from kelisim.watching.channels import json_lines, mail, rss, webhook
from kelisim.watching.channels.carrying import Carrier, Parcel, Post
from kelisim.watching.schema import Channel, Email, JsonLines, Rss

__all__ = ["Carrier", "Parcel", "Post", "carrier_of"]


def carrier_of(channel: Channel, post: Post) -> Carrier:
    """What carries alerts through a channel."""
    if isinstance(channel, JsonLines):
        return json_lines.File(channel)
    if isinstance(channel, Rss):
        return rss.Feed(channel)
    if isinstance(channel, Email):
        return mail.Mail(channel, post)
    return webhook.Webhook(channel, post)
