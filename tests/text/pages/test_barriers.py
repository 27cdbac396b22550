from __future__ import annotations

import pytest

from kelisim.errors import TextError
from kelisim.model import PAGE, Raw
from kelisim.text.pages import barriers
from kelisim.text.webpage import read_page

LEAD = "<p>Кеше екі елдің министрлері астанада көлік туралы келісімге қол қойды.</p>"
REST = "".join(
    f"<p>Тараптар {number} жоба бойынша жұмысты жалғастыруға және келер жылы қорытынды шығаруға уағдаласты, деп хабарлады "
    "баспасөз қызметі бейсенбі күні өткен кездесуден кейін. Жобалардың жалпы құны кейінірек жария етіледі, оларды екі "
    "тараптың үкіметі бірге қаржыландырады.</p>"
    for number in range(2, 10)
)
PAID = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false, '
    '"headline": "Келісімге қол қойылды"}</script>'
)
HEADLINE = "<h1>Келісімге қол қойылды</h1>"


def read(body: str, head: str = "<title>Келісімге қол қойылды</title>", url: str = "https://news.example/a/1") -> Raw:
    content = f"<html><head>{head}</head><body>{body}</body></html>"
    return read_page(Raw(name="page", content=content, media=PAGE, url=url, retrieved="2026-11-20"))


def refused(body: str, head: str = "<title>News</title>", url: str = "https://news.example/a/1") -> str:
    with pytest.raises(TextError) as caught:
        read(body, head, url)
    return str(caught.value)


@pytest.mark.parametrize(
    "wall",
    [
        "<div>Subscribe to read the full story</div>",
        "<div>Чтобы прочитать статью полностью, оформите подписку.</div>",
        "<div>Мақаланы толық оқу үшін жазылыңыз.</div>",
        "<div>هذا المحتوى للمشتركين فقط</div>",
        "<div>Maqolani to‘liq o‘qish uchun obuna bo‘ling</div>",
        "<div>Məqalənin tamamını oxumaq üçün abunə olun</div>",
        "<div>Haberin tamamını okumak için abone olun</div>",
        "<div>Барои хондани пурра обуна шавед</div>",
        "<div class='paywall'><p>Тіркеліңіз</p></div>",
    ],
)
def test_the_beginning_of_a_paid_article_is_refused(wall: str) -> None:
    assert refused(f"<article>{HEADLINE}{LEAD}{wall}</article>") == barriers.PAYWALL


def test_a_paid_article_is_refused_by_its_data_and_read_when_it_is_there_as_a_whole() -> None:
    assert refused(f"<article>{HEADLINE}{LEAD}</article>", PAID) == barriers.PAYWALL
    assert "9 жоба" in str(read(f"<article>{HEADLINE}{LEAD}{REST}</article>", PAID).content)


def test_a_word_of_subscription_in_a_free_article_does_not_matter() -> None:
    found = read(f"<article>{HEADLINE}{LEAD}{REST}</article><footer>Already a subscriber?</footer>")
    assert "9 жоба" in str(found.content)


@pytest.mark.parametrize(
    ("body", "title", "reason"),
    [
        ("<div><p>We value your privacy. We and our partners ask for your consent.</p></div>", "News", barriers.CONSENT),
        ("<div class='cookie-notice'><p>Мы используем файлы cookie.</p></div>", "Новости", barriers.CONSENT),
        ("<h1>Checking your browser before accessing us</h1>", "Just a moment...", barriers.CHECK),
        ("<div id='cf-challenge' class='cf-challenge'></div>", "news.example", barriers.CHECK),
        ("<p>Подтвердите, что вы не робот</p>", "Проверка", barriers.CHECK),
        ("<form><p>Please log in to read this.</p><input name=u><input type='password'></form>", "Login", barriers.LOGIN),
        ("<form><p>تسجيل الدخول</p><input type='password'></form>", "تسجيل الدخول", barriers.LOGIN),
        ("<h1>Страница не найдена</h1><p>Запрашиваемая страница удалена.</p>", "Ошибка 404", barriers.MISSING),
        ("<h1>Sahifa topilmadi</h1>", "404", barriers.MISSING),
        ("<h1>Sayfa bulunamadı</h1><p>Aradığınız sayfa kaldırılmış olabilir.</p>", "Hata", barriers.MISSING),
        ("<noscript>Please enable JavaScript.</noscript><div id='root'></div><script>1</script>", "App", barriers.SCRIPTS),
        ("<div>OK</div>", "Nothing", barriers.EMPTY),
    ],
)  # fmt: skip
def test_what_stands_in_the_place_of_an_article_is_named(body: str, title: str, reason: str) -> None:
    assert refused(body, f"<title>{title}</title>") == reason


CARDS = "".join(
    f"<li><a href='/n/{number}'>Министрлер {number} жоба туралы тағы бір келісімге қол қойды</a></li>"
    for number in range(9)
)


def test_a_front_page_and_a_section_are_lists() -> None:
    assert refused(f"<main><ul>{CARDS}</ul></main>") == barriers.LISTING
    cards = "".join(
        f"<div class='card'><h2><a href='/n/{number}'>Министрлер {number} жоба туралы келісімге қол қойды</a></h2>"
        "<p>Қысқаша мазмұны осында тұр, толық мәтін мақалада.</p></div>"
        for number in range(9)
    )
    assert refused(f"<main><h1>Саясат</h1>{cards}</main>") == barriers.LISTING
    assert refused(f"<main>{cards}</main>", "<title>Үлгі</title>", "https://news.example/") == barriers.LISTING


def test_a_short_flash_beside_many_headlines_is_an_article() -> None:
    found = read(
        f"<main><article>{HEADLINE}<div class='article-body'>{LEAD}</div></article></main><div><ul>{CARDS}</ul></div>",
        '<meta property="og:type" content="article">',
    )
    assert str(found.content).endswith("қол қойды.")


@pytest.mark.parametrize(
    "headline",
    [
        "Ministers sign in the capital",
        "Oil was not found in the field of the two states",
        "Just a moment of talks for the two ministers",
        "Cookies made for consent of both parliaments, says minister",
    ],
)
def test_a_short_article_whose_headline_holds_a_wording_of_notices_is_read(headline: str) -> None:
    text = "<p>The ministers of both countries signed an agreement on transport, the office said.</p>"
    found = read(
        f"<article><h1>{headline}</h1><div class='text'>{text}</div></article>", f"<title>{headline} | News</title>"
    )
    assert str(found.content).startswith(headline)


def test_an_offer_to_subscribers_in_the_frame_of_a_page_does_not_bar_a_short_article() -> None:
    offer = "<header><a href='/s'>Already a subscriber?</a></header>"
    found = read(f"{offer}<article>{HEADLINE}<div class='text'>{LEAD}</div></article><footer>Subscribers only</footer>")
    assert str(found.content).endswith("қол қойды.")


def test_a_check_for_those_who_comment_does_not_bar_an_article() -> None:
    form = "<form class='comment-form'><div class='g-recaptcha'></div><textarea></textarea></form>"
    assert str(read(f"<article>{HEADLINE}{LEAD}</article>{form}").content).endswith("қол қойды.")
