"""Times of the four first languages, one table a language: published, text, and the times it holds."""

from __future__ import annotations

from functools import cache

import pytest
from edtf import EDTFParseException, parse_edtf

from kelisim.extract.lexicon import Lexicon, Match, Sense
from kelisim.extract.times import (
    Time,
    TimeGrammar,
    add_times,
    deadline_of,
    find_times,
    forthcoming,
    period_of,
    time_grammar,
)
from kelisim.extract.tokens import tokenise
from kelisim.languages.loader import PACKS, read_toml
from kelisim.languages.schema.affixes import AffixesFile
from kelisim.languages.schema.times import TimesFile
from kelisim.model.vocabulary import RELATIVE_TIMES
from kelisim.text.view import Folded, Profile, fold, normalise

PROFILE = Profile()


@cache
def grammar(code: str) -> TimeGrammar:
    """The times of a language, from its pack's words and affixes."""
    times = read_toml(PACKS / code / "times.toml", TimesFile)
    return time_grammar(times, read_toml(PACKS / code / "affixes.toml", AffixesFile), Folded(Profile()))


def is_time(value: str) -> bool:
    """Whether a value is one of the guide's relative words, or EDTF as the Library of Congress specifies it."""
    if value in RELATIVE_TIMES:
        return True
    try:
        parse_edtf(value)
    except EDTFParseException:
        return False
    return True


def test_a_wrong_date_is_no_time() -> None:
    assert [value for value in ("2025-02-30", "2024-13", "soon", "XXXX-21", "199X", "../2034") if is_time(value)] == [
        "199X",
        "../2034",
    ]


def _fold(word: str) -> str:
    return fold(word, PROFILE)


def found(code: str, text: str, published: str | None = None) -> list[Time]:
    form = normalise(text, PROFILE).form
    return find_times(form, tokenise(form), (), grammar(code), published)


def told(code: str, text: str, published: str | None) -> list[str | None]:
    """The EDTF of each time of a text, with its kind where it is more than a date or a span."""
    return [
        time.edtf if time.kind in ("date", "span") else f"{time.kind} {time.edtf or ''}".strip()
        for time in found(code, text, published)
    ]


NOVEMBER = "2025-11-16"

KAZAKH = [
    (NOVEMBER, "Келіссөз 8 тамызда Ақтауда өтті.", ["2025-08-08"]),
    (NOVEMBER, "Шарт 2019 жылғы 5 маусымда жасалды.", ["2019-06-05"]),
    (NOVEMBER, "Делегация 21–22 қыркүйек күндері сапармен болды.", ["2025-09-21/2025-09-22"]),
    (NOVEMBER, "Министр ақпанның 17-інде келді.", ["2025-02-17"]),
    (NOVEMBER, "Жиын сегізінші сәуірде болды.", ["2025-04-08"]),
    (NOVEMBER, "Экспорт қаңтар-тамызда өсті.", ["2025-01/2025-08"]),
    (NOVEMBER, "Биылғы алты айда импорт азайды.", ["2025-01/2025-06"]),
    (NOVEMBER, "Осы жылдың тоғыз айында айналым артты.", ["2025-01/2025-09"]),
    (NOVEMBER, "2023 жылдың он екі айында көрсеткіш жақсарды.", ["2023"]),
    (NOVEMBER, "Жыл басынан бері сауда көбейді.", ["2025-01/2025-11"]),
    (None, "Жыл басынан бері сауда көбейді.", ["year_to_date"]),
    (NOVEMBER, "2028 жылға қарай зауыт іске қосылады.", ["deadline 2028"]),
    (NOVEMBER, "Бағдарлама 2029 жылға дейін созылады.", ["deadline 2029"]),
    (NOVEMBER, "Осы айдың соңына дейін ұсыныс енгізілсін.", ["deadline 2025-11"]),
    (NOVEMBER, "Жұмыс жылдың аяғына дейін бітеді.", ["deadline 2025"]),
    (NOVEMBER, "Форум биыл көктемде өтті.", ["2025-21"]),
    (NOVEMBER, "Былтыр мамырда кездескен еді.", ["2024-05"]),
    (NOVEMBER, "Былтыр жүк көлемі өсті.", ["2024"]),
    (None, "Былтыр жүк көлемі өсті.", ["last_year"]),
    (NOVEMBER, "Келесі жылы съезд өтеді.", ["2026"]),
    (NOVEMBER, "2025 жылдың үшінші тоқсанында өнім артты.", ["2025-07/2025-09"]),
    (NOVEMBER, "II тоқсанда өсім байқалды.", ["2025-04/2025-06"]),
    (NOVEMBER, "2024 жылдың бірінші жартысында", ["2024-01/2024-06"]),
    (NOVEMBER, "2021–2025 жылдарға арналған жоспар", ["term 2021/2025"]),
    (NOVEMBER, "2020 жылдан 2023 жылға дейін", ["2020/2023"]),
    (NOVEMBER, "Сегіз айдың қорытындысы бойынша", ["2025-01/2025-08"]),
    (NOVEMBER, "Тоғыз айда тасымал артты.", ["2025-01/2025-09"]),
    (NOVEMBER, "Екі апта бұрын сөйлескен.", ["2025-11-02"]),
    (NOVEMBER, "2024 ж. 3 мамыр", ["2024-05-03"]),
    (NOVEMBER, "Соңғы бес жылда инвестиция екі еселенді.", ["recent_years"]),
    (NOVEMBER, "2024 жылы айналым өсті, ал бір жыл бұрын төмендеген.", ["2024", "2023"]),
    (NOVEMBER, "Өткен аптада сөйлесті.", ["2025-11-03/2025-11-09"]),
    (NOVEMBER, "Сәрсенбі күні мәлімдеді.", ["2025-11-12"]),
    (NOVEMBER, "Бүгін, кеше және ертең", ["2025-11-16", "2025-11-15", "2025-11-17"]),
    (NOVEMBER, "Екі мың жиырма төртінші жылы", ["2024"]),
    (NOVEMBER, "Ұзындығы 2 351 шақырым, ал 1 200 адам бар.", []),
    (NOVEMBER, "Кеңсе кешені мен жылу желісі салынды.", []),
    (NOVEMBER, "Құрылыс үш жыл ішінде аяқталады.", ["duration"]),
]

ARABIC = [
    (NOVEMBER, "التقى الوزيران في 5 أغسطس الماضي", ["2025-08-05"]),
    (NOVEMBER, "وصل الوفد في السابع من سبتمبر", ["2025-09-07"]),
    (NOVEMBER, "زار الوفد البلاد في الفترة من 3 إلى 5 نوفمبر الجاري", ["2025-11-03/2025-11-05"]),
    (NOVEMBER, "انعقد المنتدى يومي 14 و15 أكتوبر", ["2025-10-14/2025-10-15"]),
    (NOVEMBER, "جرت المباحثات يومي الاثنين والثلاثاء", ["2025-11-10/2025-11-11"]),
    (NOVEMBER, "أمس السبت", ["2025-11-15"]),
    (NOVEMBER, "القمة المقبلة في مايو القادم", ["2026-05"]),
    (NOVEMBER, "وقعت في ديسمبر (كانون الأول) 2021", ["2021-12"]),
    (NOVEMBER, "توقفت منذ تشرين الثاني 2019", ["2019-11"]),
    (NOVEMBER, "في جانفي 2023 ثم في غشت 2024", ["2023-01", "2024-08"]),
    (NOVEMBER, "قبل الثاني من أبريل (نيسان) 2027", ["deadline 2027-04-02"]),
    (NOVEMBER, "بحلول عام 2032", ["deadline 2032"]),
    (NOVEMBER, "برنامج حتى عام 2029", ["deadline 2029"]),
    (NOVEMBER, "قبل نهاية الشهر الجاري", ["deadline 2025-11"]),
    (NOVEMBER, "للأعوام 2023 – 2027", ["term 2023/2027"]),
    (NOVEMBER, "للأعوام (2025 - 2028م)", ["term 2025/2028"]),
    (NOVEMBER, "منذ مطلع العام ارتفعت الصادرات", ["2025-01/2025-11"]),
    (None, "منذ بداية السنة ارتفعت الصادرات", ["year_to_date"]),
    (NOVEMBER, "خلال الأشهر السبعة الأولى من العام", ["2025-01/2025-07"]),
    (NOVEMBER, "في النصف الأول من عام 2024م", ["2024-01/2024-06"]),
    (NOVEMBER, "في الربع الثالث من العام الجاري", ["2025-07/2025-09"]),
    (NOVEMBER, "بين يناير وأكتوبر من هذا العام", ["2025-01/2025-10"]),
    (NOVEMBER, "العام الماضي ثم العام المقبل", ["2024", "2026"]),
    (None, "زادت التجارة في السنة المنصرمة", ["last_year"]),
    (NOVEMBER, "خلال السنوات الخمس الماضية", ["recent_years"]),
    (NOVEMBER, "في خريف هذا العام", ["2025-23"]),
    (None, "اللقاء في يوليو الماضي", ["XXXX-07"]),
    (NOVEMBER, "في 2022 ارتفع التبادل مقارنة بالسنة السابقة", ["2022", "2021"]),
    (NOVEMBER, "في 3 / 5 / 1446هـ الموافق 5 / 11 / 2024م", ["2024-11-05"]),
    (NOVEMBER, "في شهر رمضان 1446 هـ", ["2025-03"]),
    (NOVEMBER, "الأمين العام الحالي للمنظمة", []),
    (NOVEMBER, "بنت الشركة 2000 مدرسة و1200 بيت", []),
    (NOVEMBER, "مارس ضغوطا على الشركة", []),
    (NOVEMBER, "قبل ثلاث سنوات", ["2022"]),
    (NOVEMBER, "في يوم 20 من الشهر الجاري", ["2025-11-20"]),
    (NOVEMBER, "خلال الربع الأخير من العام", ["2025-10/2025-12"]),
    (NOVEMBER, "في 9 أكتوبر/تشرين الأول 2024", ["2024-10-09"]),
    (NOVEMBER, "مطلع عام 2027", ["2027"]),
    (NOVEMBER, "في التسعينيات", ["199X"]),
]

RUSSIAN = [
    (NOVEMBER, "Стороны встретились 4 марта 2021 года в Актау.", ["2021-03-04"]),
    (NOVEMBER, "Согласовать до 1 декабря.", ["deadline 2025-12-01"]),
    (NOVEMBER, "к 2031 году и к 2032 г.", ["deadline 2031", "deadline 2032"]),
    (NOVEMBER, "программа на 2023–2027 годы", ["term 2023/2027"]),
    (NOVEMBER, "за пять месяцев текущего года", ["2025-01/2025-05"]),
    (NOVEMBER, "за 7 мес. 2023 г. вырос", ["2023-01/2023-07"]),
    (NOVEMBER, "с января по сентябрь этого года", ["2025-01/2025-09"]),
    (NOVEMBER, "в III квартале 2024 года", ["2024-07/2024-09"]),
    (NOVEMBER, "в первом полугодии", ["2025-01/2025-06"]),
    (NOVEMBER, "с начала года", ["2025-01/2025-11"]),
    (NOVEMBER, "до конца декабря", ["deadline 2025-12"]),
    (NOVEMBER, "до 1 апреля", ["deadline 2026-04-01"]),
    (NOVEMBER, "по итогам девяти месяцев", ["2025-01/2025-09"]),
    (NOVEMBER, "20 числа текущего месяца", ["2025-11-20"]),
    (NOVEMBER, "17 ноября, в понедельник", ["2025-11-17"]),
    (NOVEMBER, "в последнем квартале 2024 года", ["2024-10/2024-12"]),
    (NOVEMBER, "с 3 по 5 ноября", ["2025-11-03/2025-11-05"]),
    (NOVEMBER, "с 28 февраля по 2 марта 2024 года", ["2024-02-28/2024-03-02"]),
    (NOVEMBER, "осенью прошлого года", ["2024-23"]),
    (NOVEMBER, "в 2023 году 5 млрд, годом ранее 4", ["2023", "2022"]),
    (NOVEMBER, "за последние годы", ["recent_years"]),
    (None, "в прошлом году и в будущем году", ["last_year", "next_year"]),
    (NOVEMBER, "накануне и завтра", ["2025-11-15", "2025-11-17"]),
    (NOVEMBER, "в 90-е годы", ["199X"]),
    (NOVEMBER, "до 2000 человек, 2 351 км", []),
    (NOVEMBER, "окружающая среда", []),
    (NOVEMBER, "29.10.2024", ["2024-10-29"]),
]

ENGLISH = [
    (NOVEMBER, "Sales fell in the 12 months to June 2024.", ["2023-07/2024-06"]),
    (NOVEMBER, "It was so in the year ended March 2023.", ["2022-04/2023-03"]),
    (NOVEMBER, "In the four quarters to the end of Q1 2024 it rose.", ["2023-04/2024-03"]),
    (NOVEMBER, "They met on April 9, 2021, in Aktau.", ["2021-04-09"]),
    (NOVEMBER, "by the end of March 2027", ["deadline 2027-03"]),
    (NOVEMBER, "until December 1", ["deadline 2025-12-01"]),
    (NOVEMBER, "a programme for 2023–2027", ["term 2023/2027"]),
    (NOVEMBER, "in the first seven months of this year", ["2025-01/2025-07"]),
    (NOVEMBER, "January-October 2025", ["2025-01/2025-10"]),
    (NOVEMBER, "in the first quarter of 2024 and in Q3 2024", ["2024-01/2024-03", "2024-07/2024-09"]),
    (NOVEMBER, "from November 3 to November 5", ["2025-11-03/2025-11-05"]),
    (NOVEMBER, "on 14 and 15 October", ["2025-10-14/2025-10-15"]),
    (NOVEMBER, "on the eighth of August", ["2025-08-08"]),
    (NOVEMBER, "since the beginning of the year", ["2025-01/2025-11"]),
    (None, "so far this year", ["year_to_date"]),
    (None, "in the first half of the year", ["first_half"]),
    (NOVEMBER, "in spring 2027", ["2027-21"]),
    (NOVEMBER, "last November, next May", ["2024-11", "2026-05"]),
    (NOVEMBER, "in 2023 it was 5, a year earlier 4", ["2023", "2022"]),
    (NOVEMBER, "over the past five years", ["recent_years"]),
    (NOVEMBER, "it may grow; the May summit in May 2024", ["2024-05"]),
    (NOVEMBER, "Nov. 3, 2024, and by year-end 2027", ["2024-11-03", "deadline 2027"]),
    (NOVEMBER, "the first three quarters of 2024", ["2024-01/2024-09"]),
    (NOVEMBER, "before year-end", ["deadline 2025"]),
    (NOVEMBER, "2000 people in 2000 villages", []),
    (NOVEMBER, "12/25/2024 and 2024-08-09", ["2024-12-25", "2024-08-09"]),
    (None, "today and yesterday", ["today", "yesterday"]),
    ("XXXX-02-24", "today and yesterday", ["XXXX-02-24", "XXXX-02-23"]),
    (NOVEMBER, "within two months", ["duration"]),
    (NOVEMBER, "five flights a week", ["frequency"]),
]

TABLES = {"kk": KAZAKH, "ar": ARABIC, "ru": RUSSIAN, "en": ENGLISH}
CASES = [(code, *case) for code, table in TABLES.items() for case in table]


@pytest.mark.parametrize(("code", "published", "text", "wanted"), CASES)
def test_times_of_a_text(code: str, published: str | None, text: str, wanted: list[str]) -> None:
    assert told(code, text, published) == wanted


@pytest.mark.parametrize(("code", "published", "text"), [case[:3] for case in CASES])
def test_every_value_is_edtf_or_a_relative_word(code: str, published: str | None, text: str) -> None:
    for time in found(code, text, published):
        for value in (time.edtf, period_of(time, published), deadline_of(time, published)):
            assert value is None or is_time(value), value


def test_a_time_knows_its_place_relation_and_precision() -> None:
    (time,) = found("en", "The plant opens by the end of 2027.")
    assert (time.start, time.end) == (23, 34)
    assert (time.relation, time.precision, time.part) == ("by", "year", "end")


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("since January", "2025-01/2025-11"),
        ("since 2012", "2012/2025"),
        ("until 2034", "../2034"),
        ("in 2024", "2024"),
        ("in recent years", "recent_years"),
    ],
)
def test_period_runs_from_since_to_the_publication(text: str, period: str) -> None:
    assert period_of(found("en", text, NOVEMBER)[0], NOVEMBER) == period


@pytest.mark.parametrize(
    ("text", "deadline"),
    [("within two months", "2026-01"), ("in the next five years", "2030"), ("by the first half of 2027", "2027-06")],
)
def test_deadline_counts_from_the_publication(text: str, deadline: str) -> None:
    assert deadline_of(found("en", text, NOVEMBER)[0], NOVEMBER) == deadline


def test_an_assumed_year_or_week_moves_on_for_what_is_to_come() -> None:
    (time,) = found("en", "in April", NOVEMBER)
    (said,) = found("en", "in April 2025", NOVEMBER)
    assert (time.edtf, forthcoming(time, NOVEMBER).edtf, forthcoming(said, NOVEMBER)) == ("2025-04", "2026-04", said)
    assert told("en", "by April", NOVEMBER) == ["deadline 2026-04"]
    assert told("en", "by April 2025", NOVEMBER) == ["deadline 2025-04"]
    assert told("en", "by Wednesday", NOVEMBER) == ["deadline 2025-11-19"]


def test_an_assumed_season_gone_by_moves_on_for_what_is_to_come() -> None:
    assert [time.edtf for time in found("ru", "подготовить до весны", "2024-12-10")] == ["2025-21"]
    assert [time.edtf for time in found("ru", "подготовить до лета", "2024-04-10")] == ["2024-22"]


def test_hijri_dates_are_told_to_the_month_and_marked() -> None:
    (time,) = found("ar", "في 10 شوال 1445 هـ")
    assert (time.edtf, time.precision, time.hijri) == ("2024-04", "month", True)


def test_a_name_of_several_words_holds_no_time() -> None:
    form = "the may institute opened in may"
    tokens = tokenise(form)
    name = Match(1, 3, (Sense("organisation", "x"),), frozenset(), frozenset())
    assert len(find_times(form, tokens, [name], grammar("en"), NOVEMBER)) == 1


def test_months_and_weekdays_are_known_to_the_common_lexicon() -> None:
    lexicon = Lexicon(AffixesFile(), Folded(Profile()))
    add_times(lexicon, read_toml(PACKS / "ar" / "times.toml", TimesFile))
    (match,) = lexicon.match(tokenise(_fold("كانون الثاني")))
    assert match.senses == (Sense("time", "month", value=1.0),)


def test_a_text_without_times_gives_none() -> None:
    assert found("en", "The sides signed 12 documents worth 1,200,500.75 dollars.") == []
