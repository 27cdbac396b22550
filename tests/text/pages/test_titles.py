from __future__ import annotations

import pytest

from kelisim.model import PAGE, Raw
from kelisim.text.pages.titles import parts_of, same_words
from kelisim.text.webpage import read_page

TITLE = "Қазақстан мен Әзербайжан Ақтау портында жаңа терминал ашты"
TEXT = (
    "<p>Екі елдің министрлері сәрсенбі күні Ақтау портында жаңа терминалды салтанатты түрде ашты.</p>"
    "<p>Терминалдың құны 40 миллион доллар, ол жылына екі миллион тонна астық өткізе алады.</p>"
)


def titled(head: str, body: str = f"<h1>{TITLE}</h1>", **known: str) -> str | None:
    content = f"<html><head>{head}</head><body>{body}<div class='article-body'>{TEXT}</div></body></html>"
    facts = {"url": "https://www.qaryz-habar.example/w/1", "retrieved": "2026-11-20"} | known
    return read_page(Raw(name="page", content=content, media=PAGE, **facts)).title  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name",
    [
        f"{TITLE} | Қарыз хабар",
        f"{TITLE} - Қарыз хабар",
        f"{TITLE} — Қарыз хабар агенттігі",
        f"Қарыз хабар: {TITLE}",
        f"Қарыз хабар » Саясат » {TITLE}",
        f"{TITLE} | Саясат | Қарыз хабар",
        f"{TITLE} :: QARYZ-HABAR.EXAMPLE",
        f"  {TITLE}\n",
    ],
)
def test_the_outlet_is_no_part_of_the_title(name: str) -> None:
    assert titled(f"<title>{name}</title>") == TITLE
    site = '<meta property="og:site_name" content="Қарыз хабар">'
    assert titled(f'<title>{name}</title><meta property="og:title" content="{TITLE}">{site}', body="") == TITLE


@pytest.mark.parametrize(
    "name",
    [f"{TITLE} | Қарыз хабар", f"{TITLE} - Қарыз хабар", f"Қарыз хабар: {TITLE}", f"{TITLE} Қарыз хабар"],
)
def test_the_outlet_is_known_by_its_name_its_host_or_its_sign_where_the_page_shows_no_headline(name: str) -> None:
    site = '<meta property="og:site_name" content="Қарыз хабар">'
    assert titled(f"<title>{name}</title>{site}", body="") == TITLE
    sign = "<a href='/'><img src='i.png' alt='Қарыз хабар'></a>"
    assert titled(f"<title>{name}</title>", body=sign) == TITLE


def test_a_colon_and_a_dash_within_a_headline_stay() -> None:
    headline = "Порт — жаңа қақпа: Ақтауда терминал ашылды"
    assert titled(f"<title>{headline} | Қарыз хабар</title>", body="") == headline
    assert titled(f"<title>{headline}</title>", body=f"<h1>{headline}</h1>") == headline


def test_a_heading_that_names_the_outlet_is_no_headline() -> None:
    assert (
        titled(f"<title>{TITLE} » Қарыз хабар</title>", f"<h1><a href='/'>Қарыз хабар</a></h1><h2>{TITLE}</h2>")
        == TITLE
    )
    assert titled(f"<title>{TITLE}</title>", f"<h1>Қарыз хабар</h1><div>{TITLE}</div>") == TITLE


def test_the_visible_headline_goes_before_the_wording_for_networks_and_searches() -> None:
    other = "Ақтауда 40 млн долларлық терминал"
    head = f'<title>{other}</title><meta property="og:title" content="{other}">'
    assert titled(head) == TITLE


def test_a_title_that_was_cut_is_taken_whole() -> None:
    cut = f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{TITLE[:40]}…"}}</script>'
    assert titled(f"{cut}<title>{TITLE[:40]}…</title>") == TITLE
    assert titled(f'{cut}<meta property="og:title" content="{TITLE}">', body="") == TITLE


def test_capitals_give_way_to_the_same_words_in_small_letters() -> None:
    assert titled(f"<title>{TITLE}</title>", f"<h1>{TITLE.upper()}</h1>") == TITLE


def test_entities_breaks_and_blanks_are_what_they_mean() -> None:
    assert (
        titled("<title>x</title>", "<h1>Порт &laquo;Ақтау&raquo;:<br> жаңа&nbsp;терминал  ашылды</h1>")
        == "Порт «Ақтау»: жаңа терминал ашылды"
    )


def test_what_the_source_calls_the_page_helps_where_the_page_says_nothing() -> None:
    assert titled("", body="", title=TITLE) == TITLE
    assert titled("", body="") is None


def test_words_are_compared_without_signs_and_case() -> None:
    assert same_words("«Talks» end — today", "TALKS END, TODAY.")
    assert parts_of("A headline: two parts | Outlet") == ["A headline", "two parts", "Outlet"]
