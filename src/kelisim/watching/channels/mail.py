"""Mail through an SMTP server: plain text, all alerts of one poll in one."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterable, Sequence
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from itertools import groupby

from kelisim.errors import ExportError
from kelisim.ledger.outbox import Pending
from kelisim.model.identity import content_id
from kelisim.watching.alerts import Alert, text_of
from kelisim.watching.channels.carrying import Parcel, Post
from kelisim.watching.schema import Email

SECONDS = 20
"""How long the server may keep silent."""

LONGEST_SUBJECT = 200
"""Characters; mail programs show fewer."""


class Mail:
    """Sends mail. What was sent twice, after a crash between sending and noting it, has the same ``Message-ID``."""

    def __init__(self, channel: Email, post: Post) -> None:
        self._channel, self._post = channel, post

    def parcels(self, waiting: Sequence[Pending]) -> Iterable[Sequence[Pending]]:
        """The alerts that were made together."""
        by_time = sorted(waiting, key=lambda item: (item.letter.made_at, item.number))
        return [list(group) for _, group in groupby(by_time, key=lambda item: item.letter.made_at)]

    def carry(self, parcel: Parcel) -> None:
        """Send one mail."""
        channel = self._channel
        try:
            with self._connected() as server:
                if channel.user is not None:
                    server.login(channel.user, self._post.environment.get(channel.password_env or "", ""))
                server.send_message(self.message(parcel.alerts))
        except (OSError, smtplib.SMTPException) as error:
            raise ExportError(
                f"the mail server {channel.host}:{channel.port} did not take it ({_why(error)})"
            ) from error

    def _connected(self) -> smtplib.SMTP:
        channel, context = self._channel, ssl.create_default_context()
        if channel.security == "tls":
            return smtplib.SMTP_SSL(channel.host, channel.port, timeout=SECONDS, context=context)
        server = smtplib.SMTP(channel.host, channel.port, timeout=SECONDS)
        if channel.security == "starttls":
            try:
                server.starttls(context=context)
            except (OSError, smtplib.SMTPException):
                server.close()
                raise
        return server

    def message(self, alerts: Sequence[Alert]) -> EmailMessage:
        """The mail that tells the alerts."""
        channel, message = self._channel, EmailMessage()
        name = content_id((channel.name, sorted(alert.id for alert in alerts)))
        message["From"] = channel.sender
        message["To"] = ", ".join(channel.to)
        message["Subject"] = _subject(alerts)
        message["Date"] = format_datetime(datetime.fromisoformat(alerts[0].made_at))
        message["Message-ID"] = f"<kelisim.{name}@{channel.sender.rpartition('@')[2].rstrip('> ')}>"
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answers of absence
        message.set_content(f"\n{'-' * 60}\n\n".join(text_of(alert) for alert in alerts))
        return message


def _subject(alerts: Sequence[Alert]) -> str:
    """The fact; of several the first, and how many there are."""
    first = " ".join(alerts[0].sentence.split())
    more = f" (and {len(alerts) - 1} more)" if len(alerts) > 1 else ""
    room = LONGEST_SUBJECT - len(more)
    return (first if len(first) <= room else f"{first[: room - 1]}…") + more


def _why(error: Exception) -> str:
    """What a server or the system says, without the addresses that it may repeat."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return f"{error.smtp_code} {said.decode(errors='replace') if isinstance(said, bytes) else said}"
    return str(error) or type(error).__name__
