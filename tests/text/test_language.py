import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kelisim.text.language import identify

SENTENCES = {
    "ar": "وصل رئيس الوزراء إلى العاصمة اليوم في زيارة تستغرق يومين لبحث مشروع السكة الحديدية.",
    "fa": "نخست‌وزیر امروز برای گفتگو درباره پروژه راه‌آهن وارد پایتخت شد و با همتای خود دیدار کرد.",
    "kk": "Үкімет басшысы бүгін теміржол жобасын талқылау үшін елордаға келді.",
    "ky": "Өкмөт башчысы бүгүн темир жол долбоорун талкуулоо үчүн борборго келди.",
    "ru": "Глава правительства сегодня прибыл в столицу, чтобы обсудить проект железной дороги.",
    "tg": "Сарвазир имрӯз барои баррасии лоиҳаи роҳи оҳан ба пойтахт омад.",
    "uz-Cyrl": "Бош вазир бугун темир йўл лойиҳасини муҳокама қилиш учун пойтахтга келди.",
    "uz-Latn": "Bosh vazir bugun temir yoʻl loyihasini muhokama qilish uchun poytaxtga keldi.",
    "az": "Baş nazir bu gün dəmir yolu layihəsini müzakirə etmək üçün paytaxta gəlib.",
    "tr": "Başbakan bugün demir yolu projesini görüşmek için başkente geldi.",
    "tk": "Premýer-ministr şu gün demir ýol taslamasyny maslahatlaşmak üçin paýtagta geldi.",
    "en": "The prime minister arrived in the capital today to discuss the railway project.",
    "zh": "总理今天抵达首都，讨论铁路项目。",
    "uk": "Прем'єр-міністр сьогодні прибув до столиці, щоб обговорити проєкт залізниці.",
    "he": "ראש הממשלה הגיע היום לבירה.",
}

HEADLINES = [
    ("ar", "توقيع اتفاقية النقل"),
    ("kk", "Екі ел келісімге қол қойды"),
    ("ru", "Стороны подписали договор"),
    ("en", "Leaders sign railway deal"),
]


@pytest.mark.parametrize(("language", "text"), [*SENTENCES.items(), *HEADLINES])
def test_a_sentence_tells_its_language(language: str, text: str) -> None:
    assert identify(text) == language


@pytest.mark.parametrize("text", ["", "   ", "12.05.2024 – 17:30", "$ 4,5", "OK"])
def test_too_little_says_nothing(text: str) -> None:
    assert identify(text) is None


def test_a_foreign_menu_does_not_decide() -> None:
    page = "Home | News | Contact\nShare: Facebook Telegram\n" + SENTENCES["kk"] * 3
    assert identify(page) == "kk"


def test_characters_that_the_detector_refuses_do_no_harm() -> None:
    assert identify("\x00\x07\ud800" + SENTENCES["ru"] + "\U0010ffff") == "ru"


@settings(deadline=None)
@given(st.text(alphabet=st.characters()))
def test_any_text_gives_an_answer(text: str) -> None:
    assert identify(text) is None or isinstance(identify(text), str)
