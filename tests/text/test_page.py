import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kelisim.languages.loader import PACKS, read_toml
from kelisim.text.page import Page, read
from kelisim.text.sentences import Abbreviations
from kelisim.text.view import Profile
from kelisim.text.wordings import Furniture

LETTERS = {
    "ar": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي",
    "en": "abcdefghijklmnopqrstuvwxyz",
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
}
CODES = sorted(LETTERS)

# Pages of our own: a line after ">" is the headline, after "=" is article, after "-" is furniture.
PAGES = {
    "en": """
- Lake Herald
- Home | World | Economy | Sport
> Norland and Sudria agree to build a bridge over the Strait
- 4 June 2023, 12:40
- Photo: Port Authority
- Share: Facebook X Telegram
= OSLO, 4 June – The transport ministers of Norland and Sudria signed an agreement on Sunday to build a bridge.
= Work begins in 2025
= Construction will cost $1.4 billion, the ministry said in a statement. Two thirds will come from a joint fund.
- Read also: Sudria buys 40 trains for $300 million
= By 2030 the parties intend to double freight to 12 million tonnes.
- Related articles
- Norland exports more salmon, up 14%
- Sudria's central bank keeps its rate at 5%
- © 2023 Lake Herald. All rights reserved.
- Tags: Norland, Sudria, bridge
- Subscribe to our newsletter
- newsroom@lake-herald.example, +44 20 7946 0000
""",
    "ru": """
- Войти   Регистрация
- Политика | Экономика | Спорт | Культура
> Министры договорились о строительстве моста через пролив
- 04.06.2023, 12:40
- 1 532 просмотра
- Фото: пресс-служба порта
= ОСЛО, 4 июня. Министры транспорта двух стран подписали в воскресенье соглашение о строительстве моста.
= Стоимость работ оценивается в 1,4 млрд долларов, сообщили в министерстве в своем Telegram-канале.
= Стороны намерены:
= – увеличить грузооборот до 12 млн тонн;
= – открыть три пункта пропуска
= Строительство начнется в 2025 году и продлится пять лет, уточнили в ведомстве.
- Читайте также:
- Банки заработали за квартал 19 млрд
- Экспорт рыбы вырос на 14%
- Подписывайтесь на наш канал в Telegram
- При перепечатке ссылка на источник обязательна
- Нашли ошибку? Выделите ее и нажмите Ctrl+Enter
""",
    "kk": """
- Басты бет » Экономика
- KZ | RU | EN
> Министрлер бұғаз арқылы көпір салуға келісті
- 4 маусым 2023, 12:40
- Сурет: порт баспасөз қызметі
- Бөлісу: Facebook Telegram
= Екі елдің көлік министрлері жексенбіде көпір салу туралы келісімге қол қойды.
= Құрылыс құны 1,4 млрд доллар болады, деп хабарлады министрлік.
= Тараптар 2030 жылға қарай жүк көлемін 12 млн тоннаға жеткізуді көздейді.
- Оқи отырыңыз: Балық экспорты 14 пайызға өсті
- Ең көп оқылған
- Банктер тоқсанда 19 млрд теңге тапты
- Астық экспорты артты
- Пікір қалдыру
- Материалдарды пайдаланғанда сайтқа сілтеме жасау міндетті
""",
    "ar": """
- الرئيسية | سياسة | اقتصاد | رياضة
> الوزيران يتفقان على بناء جسر فوق المضيق
- الأحد 4 يونيو 2023 - 12:40
- الصورة: هيئة الموانئ
- شارك: فيسبوك تويتر واتساب
= وقع وزيرا النقل في البلدين يوم الأحد اتفاقية لبناء جسر فوق المضيق، بحسب بيان مشترك.
= وتبلغ كلفة المشروع 1.4 مليار دولار، وفق ما أعلنته الوزارة عبر حسابها على تلغرام.
= ويعتزم الجانبان رفع حجم الشحن إلى 12 مليون طن بحلول عام 2030.
- اقرأ أيضاً
- البنوك تحقق أرباحا بقيمة 19 مليارا
- صادرات الأسماك ترتفع 14%
- الوسوم: جسر، نقل
- جميع الحقوق محفوظة © 2023
- تابعونا على تويتر
""",
}


def read_in(code: str, text: str) -> Page:
    furniture = read_toml(PACKS / code / "furniture.toml", Furniture)
    abbreviations = read_toml(PACKS / code / "abbreviations.toml", Abbreviations)
    return read(text, Profile(letters=LETTERS[code]), furniture, abbreviations)


def stored(page: Page, start: int, end: int) -> str:
    return page.view.text[slice(*page.view.to_stored(start, end))]


@pytest.mark.parametrize("code", CODES)
def test_every_line_is_recognised_for_what_it_is(code: str) -> None:
    wanted = [(line[0], line[2:]) for line in PAGES[code].strip().split("\n")]
    page = read_in(code, "\n".join(line for _, line in wanted))
    marks = {(False, False): "=", (True, False): "-", (False, True): ">"}
    got = [(marks[line.is_furniture, line.is_title], stored(page, line.start, line.end)) for line in page.lines]
    assert got == wanted


@pytest.mark.parametrize("code", CODES)
def test_sentences_come_from_the_headline_and_the_article_only(code: str) -> None:
    wanted = [line[2:] for line in PAGES[code].strip().split("\n") if line[0] in "=>"]
    page = read_in(code, "\n".join(line[2:] for line in PAGES[code].strip().split("\n")))
    lines: dict[int, str] = {}
    for sentence in page.sentences:
        lines[sentence.paragraph] = f"{lines.get(sentence.paragraph, '')} {stored(page, *sentence[:2])}".strip()
    assert list(lines.values()) == wanted


def test_an_english_button_on_an_arabic_page_is_furniture() -> None:
    page = read_in("ar", "SHARE:\nAdvertisement\nوقع وزيرا النقل في البلدين يوم الأحد اتفاقية لبناء جسر فوق المضيق.")
    assert [line.is_furniture for line in page.lines] == [True, True, False]


def test_a_text_without_furniture_is_all_article() -> None:
    for text in ("Trade reached $4 billion", "Trade reached $4 billion\nExports grew 5%\nA plant opened"):
        page = read_in("en", text)
        assert not any(line.is_furniture for line in page.lines)
        assert page.title is None


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("en", "The ministry shared the figures with reporters."),
        ("en", "The parties agreed on the terms and conditions of the loan."),
        ("en", "Share of renewables to reach 30% by 2030"),
        ("ru", "Стороны подписали соглашение об охране авторских прав."),
        ("ru", "В стране зарегистрировано в общей сложности 4 тыс. совместных предприятий."),
        ("ru", "Перейти на расчеты в национальных валютах договорились две страны"),
        ("kk", "Ақорданың ресми сайты хабарлағандай, кездесуде су мәселесі талқыланды."),
        ("ar", "شارك الرئيس في القمة التي عقدت أمس"),
        ("ar", "انطلاق المنتدى برعاية الرئيسين"),
        ("ar", "حماية حقوق الملكية الفكرية بين البلدين"),
    ],
)
def test_a_line_of_the_article_that_sounds_like_furniture_stays(code: str, line: str) -> None:
    assert not read_in(code, line).lines[0].is_furniture


def test_items_at_the_end_of_a_post_stay() -> None:
    lines = ["Стороны провели переговоры и подписали несколько документов по транспорту."] * 3
    lines += ["✅ Открыт новый рейс", "✅ Создан общий фонд", "– подписан протокол", "Редакция новостей"]
    assert [line.is_furniture for line in read_in("ru", "\n".join(lines)).lines] == [False] * 6 + [True]


def test_windows_line_ends_change_nothing() -> None:
    text = "\n".join(line[2:] for line in PAGES["ru"].strip().split("\n"))
    unix, windows = read_in("ru", text), read_in("ru", text.replace("\n", "\r\n"))
    assert [line.is_furniture for line in unix.lines] == [line.is_furniture for line in windows.lines]
    assert [stored(unix, *s[:2]) for s in unix.sentences] == [stored(windows, *s[:2]) for s in windows.sentences]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([line[2:] for page in PAGES.values() for line in page.split("\n")]), max_size=12))
def test_lines_never_overlap_and_sentences_lie_in_them(lines: list[str]) -> None:
    page = read_in("ru", "\n".join(lines))
    assert all(one.end <= other.start for one, other in zip(page.lines, page.lines[1:], strict=False))
    for start, end, paragraph in page.sentences:
        line = page.lines[paragraph]
        assert line.start <= start < end <= line.end
        assert not line.is_furniture
