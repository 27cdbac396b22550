"""Alerts on their way: every channel with its real counterpart, failures, crashes in between."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
import trustme
from receivers import SECRET, Receiver, mail_server, receiving
from watched_texts import NOON, SIGNED, TARGET, TURNOVER, add

from kelisim.errors import ExportError
from kelisim.interface import Ledger
from kelisim.ledger import outbox
from kelisim.watching.alerting import begin_rules, make_alerts
from kelisim.watching.alerts import Alert
from kelisim.watching.channels import Parcel, Post, carrier_of
from kelisim.watching.delivery import MOST_ATTEMPTS, Delivery, pause
from kelisim.watching.schema import Alert as Rule
from kelisim.watching.schema import Channel, Email, JsonLines, Rss, Webhook
from kelisim.watching.stopping import Stopped


class Desk:
    """A ledger with a rule and its channels, and a clock that is set by hand."""

    def __init__(self, ledger: Ledger, *channels: Channel, **environment: str) -> None:
        self.now = NOON
        self.ledger = ledger
        self.stopping = threading.Event()
        self.rule = Rule(name="anything", to=tuple(channel.name for channel in channels))
        named = {channel.name: channel for channel in channels}
        self.delivery = self.new_delivery(named, {"SECRET": SECRET, **environment})
        begin_rules(ledger, [self.rule], self.now)

    def new_delivery(self, channels: Mapping[str, Channel], environment: Mapping[str, str]) -> Delivery:
        post = Post(environment=environment, allow_private=True)
        return Delivery(self.ledger, channels, post, self.clock, self.stopping)

    def clock(self) -> datetime:
        return self.now

    def tell(self, *texts: str) -> list[Alert]:
        for text in texts:
            add(self.ledger, f"d{abs(hash(text))}", text)
        return make_alerts(self.ledger, [self.rule], self.now)

    def errors(self, channel: str) -> str | None:
        with self.ledger.store.reading() as connection:
            return outbox.last_error(connection, channel)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "ledger.db") as book:
        yield book


def parcel(*alerts: Alert, in_doubt: bool = False) -> Parcel:
    return Parcel(alerts=alerts, in_doubt=in_doubt, latest=lambda limit: list(reversed(alerts))[:limit])


# files


def test_lines_are_added_to_a_file(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "alerts.jsonl"
    desk = Desk(ledger, JsonLines(name="file", path=str(path)))
    desk.tell(TARGET)
    assert desk.delivery.deliver() == 1
    desk.tell(SIGNED)
    assert (desk.delivery.deliver(), desk.delivery.deliver()) == (1, 0)
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line["kind"] for line in lines] == ["target", "agreement"]
    assert lines[0]["citations"][0]["quote"] in TARGET


def test_a_file_that_was_cut_short_is_mended_and_no_line_stands_twice(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "alerts.jsonl"
    channel = JsonLines(name="file", path=str(path))
    carrier = carrier_of(channel, Post(environment={}))
    first, second = Desk(ledger, channel).tell(TARGET, SIGNED)
    carrier.carry(parcel(first))
    with path.open("ab") as file:
        file.write(b'{"id": "' + second.id.encode())
    carrier.carry(parcel(first, second, in_doubt=True))
    assert [json.loads(line)["id"] for line in path.read_bytes().splitlines()] == [first.id, second.id]


def test_a_file_that_cannot_be_written_is_tried_again_later(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "not yet" / "alerts.jsonl"
    desk = Desk(ledger, JsonLines(name="file", path=str(path)))
    desk.tell(TARGET)
    assert desk.delivery.deliver() == 0
    assert "No such file" in (desk.errors("file") or "")
    path.parent.mkdir()
    assert desk.delivery.deliver() == 0
    desk.now += pause(1)
    assert desk.delivery.deliver() == 1
    assert len(path.read_bytes().splitlines()) == 1
    assert desk.delivery.next_due() is None


def test_the_feed_holds_the_last_alerts_and_is_valid(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "alerts.xml"
    desk = Desk(ledger, Rss(name="feed", path=str(path), title="Desk & co", link="https://desk.example/", last=2))
    for text in (TARGET, SIGNED, f"{TURNOVER[:-1]} \x0b\x1f."):
        desk.tell(text)
        desk.delivery.deliver()
    feed = feedparser.parse(path.read_bytes())
    assert not feed.bozo
    assert (feed.version, feed.feed.title, feed.feed.link) == ("rss20", "Desk & co", "https://desk.example/")
    assert [entry.title.split(": ")[1][:9] for entry in feed.entries] == ["Trade tur", "Memorandu"]
    assert feed.entries[1].link.startswith("https://news.example/d")
    assert feed.entries[1].published_parsed[:3] == (2025, 8, 10)
    assert not feed.entries[1].guidislink
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


# mail


def mail(port: int, **more: Any) -> Email:
    channel = {"security": "none", "host": "127.0.0.1", "sender": "Kelisim <kelisim@desk.example>", **more}
    return Email(name="mail", port=port, to=("analyst@desk.example", "chief@desk.example"), **channel)


def test_one_mail_tells_all_alerts_of_a_poll(ledger: Ledger) -> None:
    with mail_server() as (mailbox, port):
        desk = Desk(ledger, mail(port))
        desk.tell(TARGET, SIGNED)
        desk.delivery.deliver()
        (message,) = mailbox.mails
    assert mailbox.recipients == [["analyst@desk.example", "chief@desk.example"]]
    assert message["Subject"].startswith("Kazakhstan, Uzbekistan: ")
    assert message["Subject"].endswith("(and 1 more)")
    assert message["Message-ID"].endswith("@desk.example>")
    body = message.get_content()
    assert "Trade turnover to reach 10 billion USD by 2030." in body
    assert "https://news.example/d" in body


def test_a_mail_that_is_sent_twice_has_one_name(ledger: Ledger) -> None:
    with mail_server() as (mailbox, port):
        channel = mail(port)
        alerts = Desk(ledger, channel).tell(TARGET, SIGNED)
        carrier = carrier_of(channel, Post(environment={}))
        carrier.carry(parcel(*alerts))
        carrier.carry(parcel(*reversed(alerts), in_doubt=True))
    one, other = mailbox.mails
    assert one["Message-ID"] == other["Message-ID"]


def test_a_mail_server_that_refuses_is_asked_again_while_new_mail_goes_out(ledger: Ledger) -> None:
    with mail_server() as (mailbox, port):
        desk = Desk(ledger, mail(port))
        mailbox.refusing = True
        desk.tell(TARGET)
        assert desk.delivery.deliver() == 0
        assert "451 try again later" in (desk.errors("mail") or "")
        mailbox.refusing = False
        desk.now += timedelta(seconds=30)
        desk.tell(SIGNED)
        assert desk.delivery.deliver() == 1
        desk.now += pause(1)
        assert desk.delivery.deliver() == 1
    assert [message["Subject"].split(": ")[1][:5] for message in mailbox.mails] == ["Memor", "Trade"]


def test_mail_goes_through_tls_with_a_login(ledger: Ledger, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    login = {"user": "desk", "password_env": "SECRET"}
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with mail_server(tls_context=context, require_starttls=True, with_login=True) as (mailbox, port):
        channel = mail(port, security="starttls", **login)
        desk = Desk(ledger, channel)
        desk.tell(TARGET)
        assert desk.delivery.deliver() == 1
        assert mailbox.logins[-1] == (b"desk", SECRET.encode())
        wrong = carrier_of(channel, Post(environment={"SECRET": "not it"}))
        with pytest.raises(ExportError, match="535") as caught:
            wrong.carry(parcel(*desk.tell(SIGNED)))
        assert "not it" not in str(caught.value)


def test_a_mail_server_with_a_certificate_of_nobody_gets_no_mail(ledger: Ledger) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with mail_server(tls_context=context) as (mailbox, port):
        desk = Desk(ledger, mail(port, security="starttls"))
        desk.tell(TARGET)
        assert desk.delivery.deliver() == 0
        assert "CERTIFICATE_VERIFY_FAILED" in (desk.errors("mail") or "")
    assert mailbox.mails == []


# webhooks


def hook(receiver: Receiver, *, allow_private: bool = False) -> Webhook:
    variable = "SECRET"
    return Webhook(name="hook", url=receiver.url, secret_env=variable, allow_private=allow_private)


def test_a_webhook_is_signed_and_retried_until_it_is_taken(ledger: Ledger) -> None:
    with receiving() as receiver:
        desk = Desk(ledger, hook(receiver))
        receiver.answers = [500, 503]
        (alert,) = desk.tell(TARGET)
        for attempt in (1, 2, 3):
            desk.delivery.deliver()
            assert desk.delivery.deliver() == 0
            desk.now += pause(attempt)
        assert receiver.asked == 3
        ((name, body),) = receiver.taken
    assert name == alert.id
    assert json.loads(body)["sentence"] == alert.sentence
    assert desk.errors("hook") is None


def test_while_a_webhook_fails_the_rest_waits_and_one_bad_alert_does_not_hold_it_up(ledger: Ledger) -> None:
    with receiving() as receiver:
        desk = Desk(ledger, hook(receiver))
        receiver.answers = [400]
        first, second = desk.tell(TARGET, SIGNED)
        assert desk.delivery.deliver() == 0
        assert receiver.asked == 1
        desk.now += pause(1)
        assert desk.delivery.deliver() == 2
        assert [name for name, _ in receiver.taken] == [second.id, first.id]


def test_a_webhook_that_never_answers_rightly_is_given_up(ledger: Ledger, caplog: pytest.LogCaptureFixture) -> None:
    with receiving() as receiver:
        desk = Desk(ledger, hook(receiver))
        receiver.answers = [302] * 100
        desk.tell(TARGET)
        for attempt in range(1, MOST_ATTEMPTS + 5):
            desk.delivery.deliver()
            desk.now += pause(attempt)
        assert receiver.asked == MOST_ATTEMPTS
    assert desk.delivery.next_due() is None
    assert "it is given up; the ledger keeps it" in caplog.text
    assert SECRET not in caplog.text
    assert "/hook" not in caplog.text
    with ledger.store.reading() as connection:
        assert outbox.given_up(connection) == {"hook": 1}


def test_a_webhook_at_a_private_address_is_refused_unless_allowed(ledger: Ledger) -> None:
    with receiving() as receiver:
        channel = hook(receiver)
        alerts = Desk(ledger, channel).tell(TARGET)
        guarded = carrier_of(channel, Post(environment={"SECRET": SECRET}))
        with pytest.raises(ExportError, match=r"127\.0\.0\.1"):
            guarded.carry(parcel(*alerts))
        assert receiver.asked == 0
        own = hook(receiver, allow_private=True)
        carrier_of(own, Post(environment={"SECRET": SECRET})).carry(parcel(*alerts))
        assert receiver.asked == 1


def test_a_webhook_with_another_secret_is_not_believed(ledger: Ledger) -> None:
    with receiving() as receiver:
        channel = hook(receiver, allow_private=True)
        alerts = Desk(ledger, channel).tell(TARGET)
        with pytest.raises(ExportError, match="answered 401"):
            carrier_of(channel, Post(environment={"SECRET": "another"})).carry(parcel(*alerts))


def test_a_delivery_that_hangs_is_left_when_it_is_time_to_stop(ledger: Ledger) -> None:
    with receiving() as receiver:
        receiver.held = threading.Event()
        desk = Desk(ledger, hook(receiver))
        desk.tell(TARGET)
        threading.Timer(0.3, desk.stopping.set).start()
        with pytest.raises(Stopped):
            desk.delivery.deliver()
        with ledger.store.reading() as connection:
            (waiting,) = outbox.pending(connection, "hook")
        assert waiting.attempts == 1
