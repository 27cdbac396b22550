"""The article among what stands around it, in layouts of many kinds; the texts are the same, so that the layout decides."""

from __future__ import annotations

import pytest

from kelisim.model import PAGE, Raw
from kelisim.text.webpage import read_page

TITLE = "Ministers open a joint terminal in the port"
LEAD = "A new terminal was opened in the port on Wednesday by the ministers of two states."
FIRST = "It cost 40 million dollars and can handle two million tonnes of grain a year, they said."
SECOND = "Trade between the two countries reached 530 million dollars last year, up by a tenth."
THIRD = "The sides agreed to build a second berth by 2027 and to lower the tariffs for transit."
FOREIGN = "The parliament of a distant island debated a budget of 7 billion crowns until the night."
OTHERS = "".join(f"<p>{number}: {FOREIGN} <a href='/{number}'>More</a></p>" for number in range(6))
TEXT = [FIRST, SECOND, THIRD]
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in TEXT)
HEAD = f"<title>{TITLE} | Harbour</title>"


def lines(body: str, head: str = HEAD, root: str = "<html>") -> list[str]:
    content = f"{root}<head>{head}</head><body>{body}</body></html>"
    found = read_page(
        Raw(name="page", content=content, media=PAGE, url="https://harbour.example/w/1", retrieved="2026-11-20")
    )
    title, blank, *text = str(found.content).split("\n")
    assert (title, blank) == (TITLE, "")
    return text


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"<h1>{TITLE}</h1>{PARAGRAPHS}", id="bare"),
        pytest.param(f"<article><h1>{TITLE}</h1>{PARAGRAPHS}</article><div>{OTHERS}</div>", id="article"),
        pytest.param(f"<main><h1>{TITLE}</h1><div>{PARAGRAPHS}</div></main><section>{OTHERS}</section>", id="main"),
        pytest.param(
            f"<div class='wrap'><div class='hero'><h1>{TITLE}</h1></div><div class='row'><div class='col-8'>{PARAGRAPHS}</div>"
            f"<div class='col-4'><div class='block-sidebar'>{OTHERS}</div></div></div></div>",
            id="hero beside columns",
        ),
        pytest.param(
            f"<div><h1>{TITLE}</h1><div itemprop='articleBody'>{PARAGRAPHS}</div></div><div class='x'>{OTHERS}</div>",
            id="item property",
        ),
        pytest.param(
            f"<h1>{TITLE}</h1>"
            + "".join(f"<div class='article__block'><div class='article__text'>{text}</div></div>" for text in TEXT[:2])
            + "<div class='article__block'><div class='article__article'><a href='/x'>Other news of the day here</a></div></div>"
            + f"<div class='article__block'><div class='article__text'>{THIRD}</div></div>",
            id="a block for each paragraph",
        ),
        pytest.param(
            "<div class='Page_root__a1'>"
            f"<div class='Head_box__b2'><h1 class='Head_title__c3'>{TITLE}</h1></div><div class='Box_content__x7'>"
            + "".join(f"<div class='Par_p__d4'><p>{text}</p></div>" for text in TEXT)
            + f"</div><div class='Grid_e5'>{'<a href=x>Other news of the day here</a>' * 9}</div></div>",
            id="hashed names",
        ),
        pytest.param(
            f"<table><tr><td><a href='/'>Home</a></td></tr></table><table><tr><td width=160>{'<a href=x>News</a><br>' * 9}</td>"
            f"<td><font size=4><b>{TITLE}</b></font><br><br>{FIRST}<br><br>{SECOND}<br><br>{THIRD}</td></tr></table>",
            id="tables",
        ),
        pytest.param(
            f"<form id='aspnetForm'><div id='hdr'>Tuesday</div><h1>{TITLE}</h1><div id='ctl00_text'>{PARAGRAPHS}</div></form>",
            id="a form around all",
        ),
        pytest.param(
            f"<div class='elementor-widget'><h1>{TITLE}</h1></div>"
            + "".join(f"<div class='elementor-widget'><p>{text}</p></div>" for text in TEXT),
            id="widgets",
        ),
        pytest.param(
            f"<article><h1>{TITLE}</h1><div class='article-body'>{PARAGRAPHS}</div></article>"
            f"<article><h1>Another matter of the day</h1><div class='article-body'><p>{FOREIGN}</p>{OTHERS}</div></article>",
            id="a further article below",
        ),
        pytest.param(
            f"<article><h1>{TITLE}</h1>{PARAGRAPHS}</article><div class='comments'>"
            + "".join(f"<div class='comment'><p>{FOREIGN} I think so too, {number}.</p></div>" for number in range(30))
            + "</div>",
            id="more comments than text",
        ),
        pytest.param(
            f"<div class='news-detail'><h1>{TITLE}</h1><p class='date'>19.02.2025</p>{PARAGRAPHS}"
            "<div class='author-box'><p>A. Writer has reported on ports since 2009 for us and others.</p></div></div>",
            id="author box",
        ),
    ],
)
def test_the_article_is_found(body: str) -> None:
    assert lines(body) == TEXT


INSERTS = {
    "share line": "<div class='social-share'>Share: <a href='f'>Facebook</a> <a href='t'>Telegram</a></div>",
    "caption": "<figure><img src='i'><figcaption>3 million tonnes were handled. Photo: A. Writer</figcaption></figure>",
    "old caption": "<table align='left'><tr><td><img src='i'></td></tr><tr><td>3 million tonnes were handled</td></tr></table>",
    "floated picture": "<div style='float:left'><img src='i'><p>The port handled 3 million tonnes in 2019.</p></div>",
    "read also": "<p><strong>Read also:</strong> <a href='x'>Another port grew by 12% in 2023</a></p>",
    "read also as a card": f"<div class='read-also'><a href='x'>Other ports</a><p>{FOREIGN}</p></div>",
    "linked paragraph": "<p><a href='x'>Exports of another country grew by 12% to 3 billion dollars</a></p>",
    "aside": f"<aside><h4>Background</h4><p>{FOREIGN}</p></aside>",
    "advertisement": "<div class='ad-slot'><p>Learn a language in three months with us for 99 dollars.</p></div>",
    "newsletter": "<div class='newsletter-box'><p>Five stories of the day by seven in the morning. Sign up now.</p></div>",
    "large quotation": "<blockquote class='pull'>The sides agreed to build a second berth by 2027</blockquote>",
    "list of tags": "<ul class='tags'><li><a href='p'>ports</a></li><li><a href='g'>grain</a></li></ul>",
    "hidden": f"<div style='display: none'><p>{FOREIGN}</p></div>",
    "script as text": "<script>var x = 'It cost 90 million dollars in 2020.';</script>",
    "noscript": f"<noscript><p>{FOREIGN}</p></noscript>",
    "embedded post": f"<blockquote class='twitter-tweet'><p>{FOREIGN}</p></blockquote>",
    "heading of nothing": "<h3>More on this topic</h3>",
    "counter": "<div>1 234</div>",
    "player": "<div class='video-player'><p>The minister speaks at the opening, 2 minutes.</p></div>",
}


@pytest.mark.parametrize("insert", INSERTS)
def test_what_is_inserted_into_an_article_is_left_out(insert: str) -> None:
    body = f"<p>{FIRST}</p><p>{SECOND}</p>{INSERTS[insert]}<p>{THIRD}</p>"
    assert lines(f"<article><h1>{TITLE}</h1><div class='article-body'>{body}</div></article>") == TEXT
    assert lines(f"<div><h1>{TITLE}</h1><div>{body}</div></div>") == TEXT


def test_what_belongs_to_an_article_is_kept() -> None:
    body = (
        f"<p>{FIRST}</p><h2>Plans</h2><p>{SECOND}</p><ul><li>a second berth</li><li>lower tariffs</li></ul>"
        f"<blockquote><p>{LEAD}</p></blockquote><table><tr><th>Year</th><th>Trade</th></tr><tr><td>2023</td><td>480</td></tr>"
        f"<tr><td>2024</td><td>530</td></tr></table><p>{THIRD}</p>"
    )
    assert lines(f"<article><h1>{TITLE}</h1>{body}</article>") == [
        FIRST,
        "Plans",
        SECOND,
        "• a second berth",
        "• lower tariffs",
        LEAD,
        "Year; Trade",
        "2023; 480",
        "2024; 530",
        THIRD,
    ]


@pytest.mark.parametrize(
    "lead",
    [
        f"<div class='lead'>{LEAD}</div>",
        f"<p class='article__standfirst'>{LEAD}</p>",
        f"<h2 class='subtitle'>{LEAD.rstrip('.')}</h2>",
        f"<p>{LEAD}</p>",
        f"<div class='date'>19.02.2025</div><div class='share'>Share</div><div class='intro'><p>{LEAD}</p></div>",
    ],
)
def test_a_lead_between_headline_and_body_belongs_to_the_article(lead: str) -> None:
    found = lines(f"<article><h1>{TITLE}</h1>{lead}<div class='article-body'>{PARAGRAPHS}</div></article>")
    assert [line.rstrip(".") for line in found] == [line.rstrip(".") for line in (LEAD, *TEXT)]


def test_a_lead_that_the_body_repeats_stands_there_once() -> None:
    body = f"<div class='lead'>{LEAD}</div><div class='article-body'><p>{LEAD}</p>{PARAGRAPHS}</div>"
    body = f"<article><h1>{TITLE}</h1>{body}</article>"
    assert lines(body) == [LEAD, *TEXT]


def test_all_posts_of_a_live_report_are_kept_without_their_times() -> None:
    posts = [
        f"<div class='post'><time>1{number}:05</time><h3>Post {number}</h3><div class='post-body'><p>{text}</p></div></div>"
        for number, text in enumerate(TEXT)
    ]
    promo = "<div class='post promo'><b>Read also</b> <a href='x'>Another port grew by 12%</a></div>"
    body = f"<main><h1>{TITLE}</h1><div id='feed'>{posts[0]}{promo}{posts[1]}{posts[2]}</div></main><div>{OTHERS}</div>"
    assert [line for line in lines(body) if line in TEXT] == TEXT
    assert not [line for line in lines(body) if "12%" in line or line.endswith(":05") or FOREIGN in line]
    data = '<script type="application/ld+json">{"@type": "LiveBlogPosting"}</script>'
    articles = "".join(f"<article><time>14:05</time><p>{text}</p></article>" for text in TEXT)
    assert lines(f"<main><h1>{TITLE}</h1><div>{articles}</div></main>", HEAD + data) == TEXT


def test_signs_are_stored_as_they_are_meant() -> None:
    body = "<p>It&nbsp;cost 40&#8239;million dol&shy;lars &amp; can handle two\u200b million&#8203; \ue001tonnes a year.</p>"
    assert lines(f"<h1>{TITLE}</h1>{body}") == ["It cost 40 million dollars & can handle two million tonnes a year."]


def test_breaks_part_lines_where_sentences_end_and_join_lines_that_were_wrapped() -> None:
    body = (
        "The two ministers opened a new terminal in the<br>port on Wednesday, and it cost<br>40 million dollars in all.<br>"
        f"{SECOND}<br><br>{THIRD}"
    )
    assert lines(f"<h1>{TITLE}</h1><div>{body}</div>") == [
        "The two ministers opened a new terminal in the port on Wednesday, and it cost 40 million dollars in all.",
        SECOND,
        THIRD,
    ]


def test_a_headline_within_the_body_does_not_stand_there_twice() -> None:
    assert (
        lines(
            f"<article><h1>{TITLE}</h1><div class='article-body'><h2>{TITLE.upper()}</h2>{PARAGRAPHS}</div></article>"
        )
        == TEXT
    )


@pytest.mark.parametrize("depth", [300, 5_000, 100_000])
def test_a_page_nested_without_end_is_read_or_refused_in_one_sentence(depth: int) -> None:
    from kelisim.errors import TextError

    body = f"<h1>{TITLE}</h1>" + "<div>" * depth + PARAGRAPHS
    if depth < 1_000:
        assert lines(body) == TEXT
    else:
        with pytest.raises(TextError, match="the page"):
            lines(body)


def test_broken_markup_and_a_large_page_are_read() -> None:
    assert lines(f"<article><h1>{TITLE}<p>{FIRST}<p>{SECOND}</b></div><p>{THIRD}<table><tr>") == TEXT
    many = "".join(f"<p>{number}. {FIRST}</p>" for number in range(12_000))
    assert len(lines(f"<article><h1>{TITLE}</h1>{many}</article>")) == 12_000


LISTED = "A third state will pay 7 billion crowns for a canal by 2031, its minister said in the evening."


def in_one_cell(*lines_of_tail: str) -> str:
    cell = "<br>".join([TITLE, "07.10.2019", *TEXT, *lines_of_tail])
    return f"<table><tr><td><a href='/'>Harbour</a></td></tr><tr><td>{cell}</td></tr></table>"


@pytest.mark.parametrize(
    "tail",
    [
        pytest.param(
            [f"<a href='/{day}'>Other news of the day here</a> ({day}.11.2026)<br>{LISTED}" for day in (11, 12, 13)],
            id="other articles with their days",
        ),
        pytest.param(
            [f"reader_{day} {day}.11.2026<br>{LISTED}" for day in (11, 12, 13)], id="comments with their days"
        ),
    ],
)
def test_a_list_with_days_in_the_element_of_the_article_is_no_part_of_it(tail: list[str]) -> None:
    assert lines(in_one_cell("Opened: 57", *tail), head="<title>Harbour</title>") == TEXT


def test_a_chronicle_with_its_days_is_part_of_the_article() -> None:
    days = [f"<p>{day} November 2018</p><p>{text}</p>" for day, text in zip((3, 7, 9), TEXT, strict=True)]
    found = lines(f"<h1>{TITLE}</h1><p>{LEAD}</p><p>{LISTED}</p>{''.join(days)}")
    assert [line for line in found if line.endswith(".")] == [LEAD, LISTED, *TEXT]


def test_the_headline_of_a_page_that_is_called_by_its_outlet_alone_is_the_line_before_the_day() -> None:
    content = f"<html><head><title>Harbour</title></head><body>{in_one_cell()}</body></html>"
    found = read_page(Raw(name="page", content=content, media=PAGE, retrieved="2026-11-20"))
    assert (found.title, found.published) == (TITLE, "2019-10-07")


def test_what_stands_side_by_side_in_a_box_is_read_apart() -> None:
    box = "<div><span>A. Writer</span><span>17 June 2021</span><span>312 views</span></div>"
    content = f"<html><head>{HEAD}</head><body><h1>{TITLE}</h1>{box}{PARAGRAPHS}</body></html>"
    assert read_page(Raw(name="page", content=content, media=PAGE, retrieved="2026-11-20")).published == "2021-06-17"


def test_a_box_with_a_form_to_fill_in_is_no_part_of_the_article() -> None:
    wanted = "<p><b>Every morning</b></p><p>Leave us your address, and a page of figures comes to you at six.</p>"
    box = f"<div>{wanted}<form><input></form></div>"
    assert lines(f"<h1>{TITLE}</h1><div><p>{FIRST}</p>{box}<p>{SECOND}</p><p>{THIRD}</p></div>") == TEXT
