import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kelisim.languages.loader import PACKS, read_toml
from kelisim.text.sentences import Abbreviations, split

ABBREVIATIONS = {
    code: read_toml(PACKS / code / "abbreviations.toml", Abbreviations) for code in ("ar", "en", "kk", "ru")
}

PARAGRAPHS = [
    ("ru", ["В 2023 г. экспорт достиг 2,4 млрд. руб. и 120 тыс. т.", "Об этом сообщил г-н П. Р. Ким."]),
    ("ru", ["Завод в г. Павлодаре построят до 2027 г.", "Его мощность составит 5 млн. т. в год."]),
    ("ru", ["Сумма равна 3 млн. долл. США.", "«Это только начало», – заявил министр.", "Вопросов не было!"]),
    ("ru", ["«Мы открыты. Двери не закрыты», – сказал посол.", "Затем он уехал."]),
    ("ru", ["Стороны обсудили транспорт, энергетику и т.д.", "В итоге подписан протокол."]),
    ("kk", ["2023 ж. тауар айналымы 3,1 млрд. теңгеге жетті.", "Бұл туралы Ә. Б. Омаров хабарлады."]),
    ("kk", ["Көмір, мұнай, газ т.б. өнімдер жөнелтілді.", "«Жұмыс жалғасады», – деді ол.", "Кездесу аяқталды."]),
    ("kk", ["Жаңа зауыт Қостанай қ. маңында салынады.", "Құны 12 млн. доллар."]),
    ("ar", ["بلغت قيمة الصادرات 3.2 مليار دولار.", "وقال د. سمير حداد إن الرقم سيرتفع."]),
    ("ar", ["هل تنجح المحادثات؟", "يرى الوزير أنها ناجحة!", "وتستمر الجولة يومين."]),
    ("ar", ["وأضاف: «نمضي قدما. لن نتوقف.» ثم غادر القاعة.", "وانتهى الاجتماع."]),
    ("en", ["Dr. J. Malik of Nord Co. met the U.S. envoy on Mar. 3 at 11 a.m. in Oslo.", "They signed no deal."]),
    ("en", ["Trade hit $1.2 bn. in 2023.", "It was No. 4 in the region.", "“We agreed. We will act,” she said."]),
    ("en", ["He lives in the U.S.", "The envoy left."]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "sentences"), PARAGRAPHS)
def test_a_paragraph_falls_into_its_sentences(language: str, sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[start:end] for start, end in split(text, ABBREVIATIONS[language])] == sentences


def test_a_forgotten_space_hides_no_sentence_but_an_address_has_none() -> None:
    assert len(split("Он выступил в пятницу.Глава ведомства согласился.", ABBREVIATIONS["ru"])) == 2
    assert len(split("See news.KZ for more", ABBREVIATIONS["en"])) == 1


def test_lines_bullets_and_numbers_begin_sentences() -> None:
    text = "1. Trade\n2. Energy\n\n• roads; • rails"
    assert [text[start:end] for start, end in split(text)] == ["1. Trade", "2. Energy", "• roads;", "• rails"]


def test_a_long_quotation_is_split() -> None:
    text = "«" + "Мы построим дорогу до границы. " * 12 + "Точка.» Так он закончил."
    assert len(split(text)) > 10


def test_chinese_needs_no_spaces() -> None:
    text = "两国签署了协议。贸易增长了吗？是的。"
    assert [text[start:end] for start, end in split(text)] == ["两国签署了协议。", "贸易增长了吗？", "是的。"]


@settings(deadline=None)
@given(st.text(alphabet="аБвГ. !?«»“”\"…\n•1م؟۔。г;,–'()", max_size=80), st.sampled_from(sorted(ABBREVIATIONS)))
def test_sentences_cover_everything_once(text: str, language: str) -> None:
    spans = split(text, ABBREVIATIONS[language])
    covered = [index for start, end in spans for index in range(start, end)]
    assert covered == sorted(set(covered))
    assert all(text[index].isspace() for index in set(range(len(text))) - set(covered))
    assert all("\n" not in text[start:end] and text[start:end].strip() == text[start:end] for start, end in spans)
