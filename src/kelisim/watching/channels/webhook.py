"""A signed request for each alert."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import time
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from kelisim.errors import ExportError
from kelisim.ledger.outbox import Pending
from kelisim.watching import schema
from kelisim.watching.alerts import Alert, line_of
from kelisim.watching.channels.carrying import Parcel, Post

if TYPE_CHECKING:
    import httpx

SECONDS = 15.0
"""How long the receiver may take for each phase of a request, and twice that for the whole."""

SIGNATURE, TIMESTAMP, ID = "X-Kelisim-Signature", "X-Kelisim-Timestamp", "X-Kelisim-Id"


class Webhook:
    """Posts alerts as JSON. One that is posted twice has the same id header, by which the receiver can tell."""

    def __init__(self, channel: schema.Webhook, post: Post) -> None:
        self._channel, self._post = channel, post
        self._place = urlsplit(channel.url).hostname or channel.name
        """What messages call it: the rest of an address is often a secret."""

    def parcels(self, waiting: Sequence[Pending]) -> Iterable[Sequence[Pending]]:
        """Each alert by itself."""
        return [[item] for item in waiting]

    def carry(self, parcel: Parcel) -> None:
        """Post the alerts; the receiver takes one by any answer from 200 to 299, redirects are not followed."""
        import httpx

        try:
            for alert in parcel.alerts:
                asyncio.run(self._sent(alert))
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            why = (str(error) or type(error).__name__).replace(self._channel.url, self._place)
            raise ExportError(f"{self._place} did not take it ({why})") from error

    async def _sent(self, alert: Alert) -> None:
        body = msgspec.json.encode(line_of(alert))
        async with self._client() as client, asyncio.timeout(2 * SECONDS):
            headers = self.headers(alert.id, body, int(time.time()))
            async with client.stream("POST", self._channel.url, content=body, headers=headers) as answer:
                if not answer.is_success:
                    raise ExportError(f"{self._place} answered {answer.status_code} {answer.reason_phrase}")

    def headers(self, name: str, body: bytes, now: int) -> dict[str, str]:
        """The headers of a request at a moment, in seconds of Unix time, with its signature."""
        stamp = str(now)
        secret = self._post.environment.get(self._channel.secret_env, "").encode()
        signature = hmac.new(secret, stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
        return {
            "Content-Type": "application/json",
            ID: name,
            TIMESTAMP: stamp,
            SIGNATURE: f"sha256={signature}",
            **({"User-Agent": self._post.user_agent} if self._post.user_agent else {}),
        }

    def _client(self) -> httpx.AsyncClient:
        import httpx
        from httpx_secure import httpx_ssrf_protection

        from kelisim.sources.web.guard import is_public

        client = httpx.AsyncClient(timeout=SECONDS, follow_redirects=False, trust_env=False)
        if self._post.allow_private or self._channel.allow_private:
            return client
        return httpx_ssrf_protection(
            client,
            check_globally_reachable=False,
            custom_validator=lambda _host, address, port: is_public(address, port),
        )
