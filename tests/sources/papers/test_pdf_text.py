from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from pdf_writer import Page, Text, column, pdf, width_of

from kelisim.errors import SourceError
from kelisim.sources.papers.glyphs import Glyph
from kelisim.sources.papers.lines import line_of, rows_of
from kelisim.sources.papers.pdf import parse

MADE = sorted((Path(__file__).parent / "made").glob("*.pdf"))

TALKS = (
    "The ministers of the two countries met in Astana and spoke about trade, transport and energy for three hours. "
    "They agreed to raise trade to ten billion dollars by the end of the decade."
)
RAIL = (
    "Work on the railway begins in spring, said the minister of transport, and the first trains are to run in four years. "
    "Each side bears half of the costs."
)

BANK = (
    "The bank of development is to open a branch in the capital and lend to small firms on both sides of the border, "
    "as the ministers of finance told the press."
)


def text_of(*pages: Page | Sequence[Text]) -> list[str]:
    return parse(pdf(*pages)).text.split("\n")


@pytest.mark.parametrize("path", MADE, ids=lambda path: path.stem)
def test_papers_of_real_programs_give_the_text_they_were_made_from(path: Path) -> None:
    assert parse(path.read_bytes()).text == path.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "how", [{"space": 8}, {"space": 0}, {"space": 0, "indent": 15}, {"justified": 1, "indent": 15}]
)
def test_lines_become_the_paragraphs_they_were(how: dict[str, float]) -> None:
    assert text_of(column(f"{TALKS}\n{RAIL}\n{TALKS}\n{RAIL}", **how)) == [TALKS, RAIL, TALKS, RAIL]


def test_a_paragraph_goes_on_in_the_next_page() -> None:
    lines = column(f"{TALKS}\n{RAIL}", width=200)
    assert text_of(lines[:3], [line._replace(y=line.y + 42) for line in lines[3:]]) == [TALKS, RAIL]


def test_a_new_paragraph_at_the_top_of_a_page_stays_one() -> None:
    assert text_of(column(TALKS, width=200), column(RAIL, width=200)) == [TALKS, RAIL]


def test_running_heads_and_numbers_of_pages_are_no_text() -> None:
    pages = [
        [Text(60, 815, "Bulletin of the ministry"), *column(text), Text(290, 30, f"– {number} –")]
        for number, text in enumerate((TALKS, RAIL, BANK), start=7)
    ]
    assert text_of(*pages) == [TALKS, RAIL, BANK]


def test_the_number_of_a_single_page_is_no_text_but_a_year_in_the_text_is() -> None:
    assert text_of([*column(f"{TALKS}\n2024"), Text(290, 30, "12")]) == [TALKS, "2024"]


def test_columns_are_read_one_after_the_other_below_their_headline() -> None:
    headline = Text(60, 800, "A headline over both of the columns of this page of ours", 14)
    left, right = column(TALKS, 60, 770, 220), column(RAIL, 300, 770, 220)
    below = column("What stands below the columns is read after them.", 60, 500)
    assert text_of([headline, *left, *right, *below]) == [
        "A headline over both of the columns of this page of ours",
        TALKS,
        RAIL,
        "What stands below the columns is read after them.",
    ]


def test_columns_need_not_have_their_lines_at_one_height_nor_be_drawn_in_order() -> None:
    left, right = column(TALKS, 60, 770, 220), column(RAIL, 300, 763, 220)
    drawn = [text for pair in zip(right, left, strict=False) for text in pair]
    missing = [text for text in (*left, *right) if text not in drawn]
    assert text_of([*drawn, *missing]) == [TALKS, RAIL]


def test_the_rows_of_a_table_stay_together() -> None:
    rows = [("Year", "Exports", "Imports"), ("2023", "4.4", "2.1"), ("2024", "5.1", "2.6"), ("2025", "5.9", "2.2")]
    cells = [Text(60 + 150 * x, 700 - 14 * y, cell) for y, row in enumerate(rows) for x, cell in enumerate(row)]
    assert text_of([*column(TALKS), *cells]) == [TALKS, *("\t".join(row) for row in rows)]


def test_the_items_of_a_list_are_paragraphs() -> None:
    items = [
        "• to build a railway from the border to the port on the sea in the west of the country within four years;"
    ]
    items += ["• to open a bank.", "1. The sides shall meet.", "2. The sides shall pay."]
    assert text_of(column("\n".join(items), space=0, width=300)) == items


def test_marks_of_notes_are_raised_and_the_notes_come_last() -> None:
    first = [*column(TALKS, width=200), Text(60, 60, "1 By the rate of the day.", 7)]
    mark = Text(first[0].x + width_of(first[0].glyphs), first[0].y + 4, "1", 6)
    assert text_of([*first, mark], column(RAIL)) == [
        TALKS.replace(str(first[0].glyphs), f"{first[0].glyphs}¹"),
        RAIL,
        "1 By the rate of the day.",
    ]


def test_what_is_drawn_twice_to_look_bold_is_said_once() -> None:
    lines = column(TALKS)
    assert text_of([*lines, *(line._replace(x=line.x + 0.3) for line in lines)]) == [TALKS]


def test_a_stamp_across_the_page_is_no_text() -> None:
    assert text_of([*column(TALKS), Text(200, 300, "DRAFT", 60, 45)]) == [TALKS]


@pytest.mark.parametrize("degrees", [90, 270])
def test_a_page_that_is_turned_is_read_all_the_same(degrees: int) -> None:
    step = -14 if degrees == 270 else 14
    lines = [text.glyphs for text in column(TALKS, width=300)]
    start = (100, 100) if degrees == 90 else (500, 700)
    turned = [Text(start[0] + step * number, start[1], line, 10, degrees) for number, line in enumerate(lines)]
    assert text_of(turned) == [TALKS]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["The inter\u00ad", "governmental body"], "The intergovernmental body"),
        (["The inter\u2010", "governmental body"], "The intergovernmental body"),
        (["The inter-", "governmental body"], "The intergovernmental body"),
        (["INTER-", "GOVERNMENTAL"], "INTERGOVERNMENTAL"),
        (["a trade-economic and a trade-", "political tie"], "a trade-economic and a trade-political tie"),
        (["the Nur-", "Sultan plan"], "the Nur-Sultan plan"),
        (["from 2025–", "2027 on"], "from 2025–2027 on"),
        (["a 1,860-", "megawatt plant"], "a 1,860-megawatt plant"),
        (["he said -", "and left"], "he said - and left"),
        (["so\u00adft inside"], "soft inside"),
    ],
)
def test_words_broken_by_a_program_are_mended_and_others_keep_their_hyphen(lines: list[str], text: str) -> None:
    assert text_of([Text(60, 700 - 12 * place, line) for place, line in enumerate(lines)]) == [text]


def from_right(words: str) -> list[str]:
    """Words written from right to left as their glyphs stand on paper; those of digits or Latin letters stay as they are."""
    placed: list[str] = []
    for word in reversed(words.split(" ")):
        placed += [*([" "] if placed else []), *(word if word.isascii() else reversed(word))]
    return placed


def arabic(*lines: Sequence[str]) -> str:
    right = 500.0
    return "\n".join(
        text_of([Text(right - width_of(line), 700 - 14 * place, line) for place, line in enumerate(lines)])
    )


def test_arabic_is_in_logical_order_with_its_numbers_and_foreign_words() -> None:
    text = "اتفق الجانبان مع شركة Green Energy على 10.5 مليار دولار حتى 12/03/2030 بطول 1,520 كم"
    drawn = from_right(text)
    place = "".join(drawn).index("ygrenE") if "ygrenE" in "".join(drawn) else "".join(drawn).index("Energy Green")
    drawn[place : place + len("Energy Green")] = list("Green Energy")
    assert arabic(drawn) == text


def test_a_span_of_years_is_read_from_the_right() -> None:
    assert arabic([*"2027-2025", " ", *reversed("خلال الفترة")]) == "خلال الفترة 2025-2027"


def test_presentation_forms_and_ligatures_become_ordinary_letters() -> None:
    shaped = ["ﺭ", "ﻻ", "ﻭ", "ﺩ", " ", "ﺔ", "ﻘ", "ﻓ", "ﺍ", "ﻮ", "ﻣ"]
    assert arabic(shaped) == "موافقة دولار"
    assert arabic(["ر", "لا", "و", "د", " ", *reversed("سعر صرف")]) == "سعر صرف دولار"
    assert text_of([Text(60, 700, ["o", "ffi", "c", "e", " ", "ﬁ", "n", "e"])]) == ["office fine"]


def test_lengthened_joints_are_left_out() -> None:
    assert arabic([*reversed("اتفـــاق"), " ", *reversed("التعـاون")]) == "التعاون اتفاق"


@pytest.mark.parametrize("brackets", ["()", ")("])
def test_brackets_open_before_what_they_enclose_whichever_way_the_program_writes_them(brackets: str) -> None:
    first, last = brackets
    drawn = [first, *reversed("زيادة كبيرة"), last, " ", *reversed("بلغت التجارة")]
    assert arabic(drawn) == "بلغت التجارة (زيادة كبيرة)"


def test_a_bracket_within_a_word_opens_where_none_is_open() -> None:
    drawn = ["»", *reversed("طشقند"), "»", *reversed("أستانا و")]
    assert arabic(drawn) == "أستانا و«طشقند»"


def test_foreign_words_alone_in_a_line_end_where_lines_of_the_paper_end() -> None:
    line = [*reversed("وقعت الوزارة اتفاقاً مع الشركة العالمية للطاقة")]
    assert arabic(line, [*".(", *"Masdar", *")"]).endswith("(Masdar).")


def test_marks_follow_their_letters_wherever_they_are_drawn() -> None:
    letters = [Glyph(letter, 100 - 5 * place, 105 - 5 * place, 700, 10) for place, letter in enumerate("عقدا")]
    (row,) = rows_of([Glyph("ً", 86, 90, 703, 10), *letters])
    assert line_of(row, from_right=True).text == "عقداً"


def test_columns_of_a_paper_from_right_to_left_are_read_from_the_right() -> None:
    right = [Text(300, 700 - 14 * line, list(reversed("الجزء الأول من النص على اليمين."))) for line in range(4)]
    left = [Text(60, 700 - 14 * line, list(reversed("الجزء الثاني من النص على اليسار."))) for line in range(4)]
    first, second = text_of([*left, *right])
    assert "الأول" in first
    assert "الثاني" in second


def test_title_and_day_are_those_the_file_states_where_the_text_bears_them_out() -> None:
    page = column(f"Joint statement on trade\n{TALKS}")
    stated = {"Title": "JOINT STATEMENT ON TRADE", "CreationDate": "D:20250312101500+05'00'"}
    paper = parse(pdf(page, information=stated))
    assert (paper.title, paper.created) == ("JOINT STATEMENT ON TRADE", "2025-03-12")
    paper = parse(pdf(page, information={"Title": "Microsoft Word - draft7.doc", "CreationDate": "D:20259912"}))
    assert (paper.title, paper.created) == (None, None)


def test_a_larger_headline_is_the_title_where_the_file_states_none() -> None:
    headline = Text(60, 800, "Railway agreed upon", 18)
    assert parse(pdf([headline, *column(f"{TALKS}\n{RAIL}", y=760)])).title == "Railway agreed upon"


def test_a_scan_is_refused() -> None:
    with pytest.raises(SourceError, match="it is a scan and has no text layer; run it through character recognition"):
        parse(pdf(Page([Text(60, 20, "page 1")], picture=True), Page([], picture=True)))


def test_pages_that_are_pictures_among_others_are_named() -> None:
    paper = parse(pdf(column(TALKS), Page([], picture=True), column(RAIL), Page([], picture=True)))
    assert paper.text == f"{TALKS}\n{RAIL}"
    ((part, reason),) = paper.gaps
    assert part == "pages 2, 4"
    assert reason == "a picture without a text layer; run the file through character recognition"


def test_a_page_that_cannot_be_loaded_costs_only_itself() -> None:
    content = pdf(column(TALKS), column(RAIL)).replace(b"10 0 obj\n<<", b"10 0 obj\n((")
    paper = parse(content)
    assert paper.text == TALKS
    assert paper.gaps == (("page 2", "spoilt and cannot be loaded; fetch or make the file anew"),)


def test_copies_of_one_page_are_not_all_running_heads() -> None:
    assert text_of([Text(60, 700, "Agreed.")], [Text(60, 700, "Agreed.")]) == ["Agreed.", "Agreed."]


def test_a_picture_beside_text_is_no_scan() -> None:
    assert parse(pdf(Page(column(TALKS), picture=True))).gaps == ()


def test_a_locked_file_is_refused_and_one_that_everybody_may_read_is_read() -> None:
    with pytest.raises(SourceError, match="locked with a password; save it without one"):
        parse(pdf(column(TALKS), password="secret"))  # noqa: S106
    assert parse(pdf(column(TALKS), password="")).text == TALKS


def test_letters_of_which_the_font_says_nothing_are_refused() -> None:
    drawn = column(TALKS)
    private = [text._replace(glyphs=[glyph if glyph == " " else "\ue000" for glyph in text.glyphs]) for text in drawn]
    with pytest.raises(SourceError, match="its fonts do not say which letters they draw"):
        parse(pdf(private))


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.4 rubbish", pdf(column(TALKS))[:300]])
def test_what_is_no_pdf_is_one_sentence(content: bytes) -> None:
    with pytest.raises(SourceError, match="cannot be opened as a PDF"):
        parse(content)


def test_a_file_without_text_is_said_to_have_none() -> None:
    with pytest.raises(SourceError, match="it has no text"):
        parse(pdf([]))
