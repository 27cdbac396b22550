from __future__ import annotations

import io
from email.message import EmailMessage
from pathlib import Path

import msgspec
import pytest
from pdf_writer import column, pdf

from kelisim.model import Passed, Raw, Skipped
from kelisim.sources.content import Certainty, Content
from kelisim.sources.kinds.eml import source
from kelisim.sources.reading import Reader

TALKS = "The presidents met in Astana and agreed to raise trade to ten billion dollars by 2030."


def letter(text: str = TALKS, **fields: str) -> EmailMessage:
    message = EmailMessage()
    known = {"From": "desk@example.org", "Subject": "Talks", "Date": "Wed, 12 Mar 2025 23:30:00 +0500"}
    for name, value in (known | {name.replace("_", "-"): value for name, value in fields.items()}).items():
        message[name] = value
    if text:
        message.set_content(text)
    return message


def read(content: EmailMessage | bytes, folder: Path) -> list[Raw | Skipped]:
    file = folder / "letter.eml"
    file.write_bytes(content if isinstance(content, bytes) else bytes(content))
    return [item for item in Reader().read([file]) if isinstance(item, (Raw, Skipped))]


def passed_over(folder: Path) -> list[Passed]:
    return [
        msgspec.structs.replace(item, origin=None)
        for item in Reader().read([folder / "letter.eml"])
        if isinstance(item, Passed)
    ]


def read_one(content: EmailMessage | bytes, folder: Path) -> Raw:
    (item,) = read(content, folder)
    assert isinstance(item, Raw)
    return item


def recognised(head: str) -> Certainty:
    return source.recognise(Content("a", io.BytesIO(head.encode())))


def test_a_message_is_a_document_with_what_its_header_says(tmp_path: Path) -> None:
    raw = read_one(letter(Subject="Отчёт о встрече", Message_ID="<a1@example.org>"), tmp_path)
    assert (raw.id, raw.title, raw.published) == ("a1@example.org", "Отчёт о встрече", "2025-03-12")
    assert raw.dating == "the message's Date header"
    assert str(raw.content).strip() == TALKS


def test_plain_text_is_preferred_and_a_page_is_handed_on(tmp_path: Path) -> None:
    message = letter()
    message.add_alternative("<html><body><p>As a page</p></body></html>", subtype="html")
    assert str(read_one(message, tmp_path).content).strip() == TALKS
    page = letter("")
    page.set_content("<html><body><p>Встреча</p></body></html>", subtype="html", charset="windows-1251")
    raw = read_one(page, tmp_path)
    assert (raw.media, raw.charset) == ("text/html", "windows-1251")
    assert "Встреча".encode("windows-1251") in bytes(raw.content)  # type: ignore[arg-type]


def test_an_empty_plain_text_gives_way_to_the_page(tmp_path: Path) -> None:
    message = letter(" \n")
    message.add_alternative("<html><body><p>As a page</p></body></html>", subtype="html")
    assert read_one(message, tmp_path).media == "text/html"


@pytest.mark.parametrize(
    ("charset", "transfer"), [("koi8-r", "quoted-printable"), ("windows-1251", "base64"), ("utf-8", "8bit")]
)
def test_encodings_of_text_and_transfer_are_undone(charset: str, transfer: str, tmp_path: Path) -> None:
    message = letter("")
    message.set_content("Встреча прошла в Астане.", charset=charset, cte=transfer)
    assert str(read_one(message, tmp_path).content).strip() == "Встреча прошла в Астане."


def test_text_in_another_encoding_than_declared_is_handed_on_as_bytes(tmp_path: Path) -> None:
    head = b"From: a@example.org\nDate: Wed, 12 Mar 2025 10:00:00 +0500\nSubject: x\nContent-Type: text/plain; charset=utf-8\n\n"
    raw = read_one(head + "Встреча".encode("windows-1251"), tmp_path)
    assert raw.content == "Встреча".encode("windows-1251")


def test_lines_that_a_program_has_broken_are_made_whole(tmp_path: Path) -> None:
    broken = "The presidents of the two countries met in the capital and agreed to\n"
    broken += "raise trade to ten billion dollars by 2030.\n\n"
    broken += "- the first item\n- the second\nRegards,\nthe desk\n> what was\n> quoted\n"
    text = str(read_one(letter(broken), tmp_path).content)
    assert "agreed to raise trade to ten billion dollars by 2030.\n\n- the first item\n- the second\nRegards,\n" in text
    assert "> what was\n> quoted" in text


def test_flowed_text_is_joined_where_it_says_so(tmp_path: Path) -> None:
    message = letter("They met \nin Astana.\nThey \nleft.\n-- \nthe desk\n")
    message.set_param("format", "flowed")
    assert str(read_one(message, tmp_path).content).split("\n")[:4] == [
        "They met in Astana.",
        "They left.",
        "-- ",
        "the desk",
    ]


def test_attachments_are_read_by_their_kinds_under_the_name_of_the_message(tmp_path: Path) -> None:
    message = letter(Message_ID="<a1@example.org>")
    paper = pdf(column(f"Report of 2024\n{TALKS}"), information={"CreationDate": "D:20241220"})
    message.add_attachment(paper, maintype="application", subtype="octet-stream", filename="../report.pdf")
    message.add_attachment("Note\n", filename="note.txt")
    message.add_attachment("Other note\n", filename="note.txt")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    message.add_attachment(letter("Forwarded.", Subject="Inner", Message_ID="<b2@example.org>"))
    message.add_attachment(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", maintype="application", subtype="msword", filename="old.doc"
    )
    *items, old = read(message, tmp_path)
    assert Passed(f"{tmp_path}/letter.eml/logo.png", "images") in passed_over(tmp_path)
    place = tmp_path / "letter.eml"
    documents = [(item.name, item.id) for item in items if isinstance(item, Raw)]
    assert documents == [
        (str(place), "a1@example.org"),
        (f"{place}/.._report.pdf", "a1@example.org/.._report.pdf"),
        (f"{place}/note.txt", "a1@example.org/note.txt"),
        (f"{place}/3 note.txt", "a1@example.org/3 note.txt"),
        (f"{place}/part 5", "b2@example.org"),
    ]
    report, note = items[1], items[2]
    assert isinstance(report, Raw)
    assert isinstance(note, Raw)
    assert (report.published, report.dating) == (
        "2024-12-20",
        "the PDF's own creation date, in a year that the text names",
    )
    assert (note.published, note.dating) == ("2025-03-12", "the message's Date header, to which it was attached")
    assert isinstance(old, Skipped)
    assert "save it as DOCX" in old.reason


def test_messages_in_messages_end_somewhere(tmp_path: Path) -> None:
    message = letter("innermost")
    for _ in range(9):
        outer = letter("around")
        outer.add_attachment(message)
        message = outer
    *read_ones, last = read(message, tmp_path)
    assert isinstance(last, Skipped)
    assert "more than 6 containers" in last.reason
    assert len(read_ones) == 7


def test_a_page_saved_with_its_pictures_has_its_address_and_no_date_of_sending(tmp_path: Path) -> None:
    saved = (
        b"From: <Saved by a browser>\r\nSnapshot-Content-Location: https://news.example/talks\r\nSubject: Talks\r\n"
        b"Date: Wed, 12 Mar 2025 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<html><body>=D0=96</body></html>\r\n"
        b"--b\r\nContent-Type: text/css\r\nContent-Location: https://news.example/a.css\r\n\r\np {}\r\n--b--\r\n"
    )
    raw = read_one(saved, tmp_path)
    assert (raw.url, raw.published, raw.retrieved, raw.media) == (
        "https://news.example/talks",
        None,
        "2025-03-12",
        "text/html",
    )
    assert "Ж".encode() in bytes(raw.content)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "date", ["yesterday", "Wed, 12 Mar 2125 10:00:00 +0500", "Thu, 01 Jan 1970 00:00:00 +0000", ""]
)
def test_a_date_that_cannot_be_is_not_believed(date: str, tmp_path: Path) -> None:
    head = f"From: a@example.org\nMessage-ID: <a@example.org>\nSubject: x\nDate: {date}\n\n{TALKS}"
    raw = read_one(head.encode(), tmp_path)
    assert (raw.published, raw.dating) == (None, None)


def test_spoilt_fields_cost_only_themselves(tmp_path: Path) -> None:
    head = b"From: =?utf-8?b?!!!?= <a@example.org\nMessage-ID: <<a@@\nMIME-Version: 1.0\nSubject: =?x-unknown?q?=ff?=\n"
    head += b'Content-Type: text/plain; charset="\nReceived: ;;;\n\n' + TALKS.encode()
    assert TALKS in str(read_one(head, tmp_path).content)


def test_a_mailbox_of_several_messages_is_refused_and_one_of_a_single_message_read(tmp_path: Path) -> None:
    single = b"From desk@example.org Wed Mar 12 10:00:00 2025\n" + bytes(letter(Message_ID="<a@example.org>"))
    assert read_one(single, tmp_path).id == "a@example.org"
    (skipped,) = read(single + b"\n" + single, tmp_path)
    assert isinstance(skipped, Skipped)
    assert "a mailbox (mbox) with several messages; save each as EML" in skipped.reason


def test_a_message_without_anything_is_said_to_have_nothing(tmp_path: Path) -> None:
    message = letter("", Message_ID="<a@example.org>")
    message.set_content(b"\x89PNG", maintype="image", subtype="png")
    (skipped,) = read(message, tmp_path)
    assert isinstance(skipped, Skipped)
    assert "no text and nothing attached" in skipped.reason


@pytest.mark.parametrize(
    ("head", "certainty"),
    [
        ("From: a@example.org\nTo: b@example.org\nDate: Wed, 12 Mar 2025 10:00:00 +0500\n\nx", Certainty.CERTAIN),
        ("Received: from x\n\tby y\nReceived: from z\nFrom: a@example.org\nSubject: x\n\nx", Certainty.CERTAIN),
        ("From a@example.org Wed Mar 12\nFrom: a\nSubject: x\nMessage-ID: <x>\n\nx", Certainty.CERTAIN),
        ("From: the minister\nTo: the press\nSubject: talks\nDate: 12 March\n\nThe minister said …", Certainty.NO),
        ("From: Astana with love\n\nThe presidents met.", Certainty.NO),
        ("From: Astana\nThe presidents met.\nDate: today\nSubject: x\nMessage-ID: y\n\n", Certainty.NO),
        ("Subject: x\nDate: y\n\nx", Certainty.NO),
        ("", Certainty.NO),
    ],
)
def test_a_message_is_known_by_fields_that_programs_write(head: str, certainty: Certainty) -> None:
    assert recognised(head) is certainty


def test_a_message_whose_fields_are_longer_than_what_is_looked_at_is_one_too() -> None:
    fields = "".join(f"Received: from host{number}.example by other.example; {'x' * 100}\n" for number in range(100))
    assert recognised(f"{fields}From: a@example.org\n\nx") is Certainty.NO
    assert recognised(f"From: a@example.org\nSubject: x\nDate: y\n{fields}\nx") is Certainty.CERTAIN
