from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime

import docx
import pytest
from docx.document import Document

from kelisim.errors import SourceError
from kelisim.sources.papers.docx import parse

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TALKS = "The presidents met in Astana on 12 March 2025."


def saved(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def changed(content: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    """The file with one member changed, or added when there is none."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == member else old.read(name))
        if member not in old.namelist():
            new.writestr(member, change(b""))
    return stream.getvalue()


def with_body(*blocks: str) -> bytes:
    """A document with a body of such XML."""
    body = f"<w:body>{''.join(blocks)}<w:sectPr/></w:body>".encode()
    return changed(
        saved(docx.Document()),
        "word/document.xml",
        lambda old: re.sub(b"<w:body>.*</w:body>", body, old, flags=re.DOTALL),
    )


def lines(content: bytes) -> list[str]:
    return parse(content).text.split("\n")


def paragraph(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_paragraphs_headings_lists_and_tables_come_in_their_order() -> None:
    document = docx.Document()
    document.add_heading("Joint statement", 1)
    document.add_paragraph("The sides agreed:")
    document.add_paragraph("to build a railway;", style="List Bullet")
    document.add_paragraph("to meet again.", style="List Number")
    document.add_paragraph("to pay for it.", style="List Number")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("Year", "Trade", "2024", "4.4 billion"), strict=True):  # noqa: SLF001
        cell.text = text
    document.add_paragraph("Done in two copies.\nIn Astana.")
    assert lines(saved(document)) == [
        "Joint statement",
        "The sides agreed:",
        "• to build a railway;",
        "1. to meet again.",
        "2. to pay for it.",
        "Year\tTrade",
        "2024\t4.4 billion",
        "Done in two copies.",
        "In Astana.",
    ]


def test_a_table_that_lays_out_a_page_is_read_cell_by_cell() -> None:
    document = docx.Document()
    left, right = document.add_table(1, 2)._cells  # noqa: SLF001
    left.text, right.text = "First of the left.\nSecond of the left.", "All of the right."
    assert lines(saved(document)) == ["First of the left.", "Second of the left.", "All of the right."]


def test_tracked_deletions_are_left_out_and_insertions_kept() -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>twenty</w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="3">{run("gone ")}</w:moveFrom>'
    added = f'<w:ins w:id="2">{run("ten")}</w:ins>'
    assert lines(with_body(paragraph(run("It is ") + deleted + moved + added + run(" billion.")))) == [
        "It is ten billion."
    ]


def test_a_paragraph_whose_end_was_deleted_goes_on() -> None:
    end = '<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'
    assert lines(with_body(paragraph(end + run("They met ")), paragraph(run("in Astana.")))) == ["They met in Astana."]


def test_text_boxes_follow_their_paragraph_once_and_hidden_text_and_codes_of_fields_are_no_text() -> None:
    box = f"<w:txbxContent>{paragraph(run('In the box.'))}</w:txbxContent>"
    drawn = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
    field = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    assert lines(with_body(paragraph(run("Before") + drawn + hidden + field + run(" and after.")))) == [
        "Before and after.",
        "In the box.",
    ]


def test_soft_hyphens_blanks_and_signs_become_plain_text() -> None:
    inner = "<w:r><w:t>inter</w:t><w:softHyphen/><w:t>governmental</w:t><w:tab/><w:t>a</w:t>"
    inner += "<w:noBreakHyphen/><w:t>b\u00a0c</w:t></w:r>"
    assert lines(with_body(paragraph(inner))) == ["intergovernmental a-b c"]


def test_controls_and_links_are_looked_into() -> None:
    control = f"<w:sdt><w:sdtContent>{paragraph(run('Chosen.'))}</w:sdtContent></w:sdt>"
    link = paragraph(f"<w:hyperlink>{run('Linked.')}</w:hyperlink>")
    assert lines(with_body(control, link)) == ["Chosen.", "Linked."]


def test_lists_count_by_levels_in_their_numerals() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, form, text in ((0, "upperRoman", "%1."), (1, "decimal", "%1.%2"), (2, "lowerLetter", "%3)"))
    )
    numbering = f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
    numbering += '<w:num w:numId="9"><w:abstractNumId w:val="7"/></w:num></w:numbering>'

    def item(depth: int, text: str) -> str:
        listed = f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="9"/></w:numPr></w:pPr>'
        return paragraph(listed + run(text))

    content = with_body(
        item(0, "one"), item(1, "in one"), item(1, "again"), item(0, "two"), item(1, "in two"), item(2, "deep")
    )
    counted = changed(content, "word/numbering.xml", lambda _old: numbering.encode())
    assert lines(counted) == ["I. one", "I.1 in one", "I.2 again", "II. two", "II.1 in two", "a) deep"]


def test_notes_come_last_with_their_numbers() -> None:
    notes = f'<w:footnotes {W}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    notes += f'<w:footnote w:id="2">{paragraph(run("By the rate of the day."))}</w:footnote></w:footnotes>'
    content = with_body(paragraph(run("Ten billion") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(".")))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    related = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'.encode()
    content = changed(content, "word/_rels/document.xml.rels", lambda old: old.replace(b"</Relationships>", related))
    override = (
        b'<Override PartName="/word/footnotes.xml" ContentType='
        b'"application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>'
    )
    content = changed(content, "[Content_Types].xml", lambda old: old.replace(b"</Types>", override))
    assert lines(changed(content, "word/footnotes.xml", lambda _old: notes.encode())) == [
        "Ten billion².",
        "2 By the rate of the day.",
    ]


def test_title_and_day_are_those_of_the_properties_or_the_first_heading() -> None:
    document = docx.Document()
    document.add_heading("Railway agreed upon", 1)
    document.add_paragraph(TALKS)
    document.core_properties.title = "a template of ours"
    document.core_properties.created = datetime(2025, 3, 12, 9, 0)  # noqa: DTZ001 -- as the library wants it
    paper = parse(saved(document))
    assert (paper.title, paper.created) == ("Railway agreed upon", "2025-03-12")
    document.core_properties.title = "The presidents met in Astana"
    assert parse(saved(document)).title == "The presidents met in Astana"


def test_a_document_of_the_strict_edition_and_one_with_macros_are_read() -> None:
    document = docx.Document()
    document.add_paragraph(TALKS)
    strict = changed(
        saved(document),
        "_rels/.rels",
        lambda old: old.replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships/",
        ),
    )
    assert lines(strict) == [TALKS]
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macros = changed(
        saved(document),
        "[Content_Types].xml",
        lambda old: old.replace(kind, b"application/vnd.ms-word.document.macroEnabled.main+xml"),
    )
    assert lines(macros) == [TALKS]


@pytest.mark.parametrize(
    ("form", "what"), [(b"spreadsheetml.sheet", "workbook"), (b"presentationml.slideshow", "presentation")]
)
def test_other_office_documents_are_named(form: bytes, what: str) -> None:
    content = changed(
        saved(docx.Document()), "[Content_Types].xml", lambda old: old.replace(b"wordprocessingml.document", form)
    )
    with pytest.raises(SourceError, match=f"it is a {what}.*save what it says as DOCX or PDF"):
        parse(content)


ENTITIES = (
    '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "declared",
    [ENTITIES, '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>', '<!DOCTYPE w SYSTEM "http://127.0.0.1:9/">'],
)
def test_xml_that_declares_entities_is_refused(declared: str, encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{declared}'
    xml += f"<w:document {W}><w:body><w:p>{run('&a;')}</w:p></w:body></w:document>"
    with pytest.raises(SourceError, match="declares entities, as that of no office document does"):
        parse(changed(saved(docx.Document()), "word/document.xml", lambda _old: xml.encode(encoding)))


def test_deep_nesting_is_refused() -> None:
    deep = "<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000
    with pytest.raises(SourceError, match=r"its XML is spoilt \(Excessive depth"):
        parse(with_body(deep))


def test_a_bomb_is_refused_before_it_is_parsed() -> None:
    content = changed(saved(docx.Document()), "word/document.xml", lambda old: old + b" " * 40_000_000)
    with pytest.raises(SourceError, match="it counts as a bomb"):
        parse(content)


@pytest.mark.parametrize("member", ["word/document.xml", "[Content_Types].xml", "_rels/.rels"])
def test_spoilt_parts_are_one_sentence(member: str) -> None:
    with pytest.raises(SourceError, match="spoilt"):
        parse(changed(saved(docx.Document()), member, lambda old: old[: len(old) // 2]))


def test_spoilt_pictures_styles_and_notes_cost_only_themselves() -> None:
    document = docx.Document()
    document.add_paragraph(TALKS, style="List Bullet")
    content = changed(saved(document), "word/styles.xml", lambda old: old[:99])
    content = changed(content, "word/media/bomb.png", lambda _old: bytes(40_000_000))
    assert lines(content) == [TALKS]


def test_a_document_without_text_is_said_to_have_none() -> None:
    with pytest.raises(SourceError, match="it has no text"):
        parse(saved(docx.Document()))
