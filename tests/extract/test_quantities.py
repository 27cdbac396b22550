"""Amounts of the four first languages, one table a language: a text and the amounts it holds."""

from __future__ import annotations

from functools import cache

import pytest

from kelisim.extract.lexicon import Lexicon
from kelisim.extract.quantities import NumberGrammar, Quantity, add_numbers, find_quantities, number_grammar
from kelisim.extract.tokens import tokenise
from kelisim.languages.loader import PACKS, read_toml
from kelisim.languages.schema.affixes import AffixesFile
from kelisim.languages.schema.gazetteer import CldrFile
from kelisim.languages.schema.numbers import NumbersFile
from kelisim.text.view import Folded, Profile, normalise

PROFILE = Profile()


@cache
def tools(code: str) -> tuple[Lexicon, NumberGrammar]:
    """A lexicon that holds only the numbers of a language, and their grammar."""
    home = PACKS / code
    affixes = read_toml(home / "affixes.toml", AffixesFile) if (home / "affixes.toml").exists() else AffixesFile()
    numbers = read_toml(home / "numbers.toml", NumbersFile)
    lexicon = Lexicon(affixes, Folded(PROFILE))
    add_numbers(lexicon, numbers, read_toml(home / "cldr.toml", CldrFile).currencies)
    return lexicon, number_grammar(numbers)


def amounts(code: str, text: str) -> list[Quantity]:
    lexicon, grammar = tools(code)
    form = normalise(text, PROFILE).form
    tokens = tokenise(form)
    return find_quantities(form, tokens, lexicon.match(tokens), grammar)


def told(code: str, text: str) -> list[str]:
    """Each amount as one line: bound, value, upper end, unit, the other currency, and what else is marked."""
    return [line_of(amount) for amount in amounts(code, text)]


def line_of(amount: Quantity) -> str:
    said = [] if amount.bound == "exact" else [amount.bound]
    said.append(f"{amount.value:g}" if amount.high is None else f"{amount.value:g}..{amount.high:g}")
    said += [amount.unit] if amount.unit else []
    said += [f"= {value:g} {unit}" for value, unit in amount.also]
    said += [f"per {amount.per}"] if amount.per else []
    said += ["ordinal"] if amount.ordinal else []
    said += ["points"] if amount.points else []
    return " ".join(said)


KAZAKH = [
    ("Қуаты 1 300 МВт болатын стансаның құны 2,5 млрд АҚШ доллары", ["1300 MW", "2.5e+09 USD"]),
    ("Былтырғы көрсеткіш 4,4 млрд доллардан асты", ["more_than 4.4e+09 USD"]),
    ("Жұмысқа 21 000-нан астам адам алынды", ["more_than 21000 person"]),
    ("Жеткізу көлемі 62%-ға артты", ["62 percent"]),
    ("Жүк тасымалы 10-12 млн тонна болады", ["1e+07..1.2e+07 tonne"]),
    ("Қорға жарты миллиард еуро салынады", ["5e+08 EUR"]),
    ("Нарықта мыңнан астам компания бар", ["more_than 1000 company"]),
    ("Жоба құны 1,2 миллиард доллар (1,03 млрд еуро)", ["1.2e+09 USD = 1.03e+09 EUR"]),
    ("Зауытқа 500 млн теңгелік жабдық әкелінді", ["5e+08 KZT"]),
    ("Тауар айналымы 3 миллиардтан 5 миллиард долларға жетеді", ["3e+09 USD", "5e+09 USD"]),
    ("Екі жарым миллиард рубль бөлінді", ["2.5e+09 RUB"]),
    ("Жиырма бес бүтін оннан үш пайыз", ["25.3 percent"]),
    ("Кірістің төрттен үші", ["0.75"]),
    ("Экспорт 1,9 есе өсті", ["1.9 times"]),
    ("Жылына 2,2 млн тонна астық", ["2.2e+06 tonne per year"]),
    ("Кемінде 10 миллиард долларға жетуі тиіс", ["at_least 1e+10 USD"]),
    ("Жалпы құны 4,4 млрд. долл. болды", ["4.4e+09 USD"]),
    ("Инвестиция 3 миллиард 200 миллион доллар", ["3.2e+09 USD"]),
    ("Жыл соңына дейін 800 млн кВт·сағ", ["8e+08 kWh"]),
    ("Көлемі 85 млрд долларға жуықтады", ["about 8.5e+10 USD"]),
    ("Өзара сауда 300 млн доллар шамасында", ["about 3e+08 USD"]),
    ("Тағы он мыңдай жұмыс орны керек", ["about 10000 job"]),
    ("Бұл 40 пайыздан кем емес", ["at_least 40 percent"]),
    ("Үшінші кеңес пен 7-ші форум", ["3 ordinal", "7 ordinal"]),
    ("Бірнеше миллион теңге, көптеген мың адам, мыңдаған көрермен", []),
    ("Келісімді жүзеге асыру, алтын қоры, бірге жұмыс істеу", []),
    ("Ол жетіп келіп, орнына жетті", []),
    ("Телефон: 7172 95-45-00, күні 03.09", []),
]

ARABIC = [
    ("بلغت الكلفة مليار دولار", ["1e+09 USD"]),
    ("استثمارات بقيمة 3 مليارات و200 مليون دولار", ["3.2e+09 USD"]),
    ("صدرت المصانع مليوني طن", ["2e+06 tonne"]),
    ("القيمة 1.3 مليار دولار (1.18 مليار يورو)", ["1.3e+09 USD = 1.18e+09 EUR"]),
    ("ثلاثة مليارات ونصف المليار دولار", ["3.5e+09 USD"]),
    ("مليون ومئتي ألف حاوية", ["1.2e+06 container"]),
    ("خمسة وأربعين ألف سائح", ["45000 person"]),
    ("ارتفعت الصادرات بنسبة ١٧٫٨٪", ["17.8 percent"]),
    ("ما يزيد على خمسة عشر مصنعا", ["more_than 15"]),
    ("بنحو17 مليار دولار", ["about 1.7e+10 USD"]),
    ("تبلغ الكلفة (1,8) مليار دولار", ["1.8e+09 USD"]),
    ("تسيير (84) رحلة أسبوعية", ["84 flight"]),
    ("من 3 إلى 5 مليارات دولار", ["3e+09 USD", "5e+09 USD"]),
    ("بين 5 و7 في المائة", ["5 percent", "7 percent"]),
    ("12,500 وظيفة", ["12500 job"]),
    ("1.284.500 متر مكعب", ["1.2845e+06 m3"]),
    ("تجاوز حجم التبادل بين البلدين 4 مليارات دولار", ["more_than 4e+09 USD"]),
    ("لم يتجاوز 600 مليون درهم", ["up_to 6e+08 AED"]),
    ("ما لا يقل عن 40 بالمئة", ["at_least 40 percent"]),
    ("10 مليارات دولار، أي ما يعادل 8.6 مليار يورو", ["1e+10 USD = 8.6e+09 EUR"]),
    ("زاد الإنتاج 3 أضعاف", ["3 times"]),
    ("الدورة الثالثة والعشرون", ["23 ordinal"]),
    ("ألفا دينار كويتي", ["2000 KWD"]),
    ("محطة بقدرة 2 جيجاوات", ["2000 MW"]),
    ("خمسة بالمئة", ["5 percent"]),
    ("عشرات الملايين من الزوار وآلاف الشركات ومئات العمال", []),
    ("مؤتمر كوب29 في باكو", []),
]

RUSSIAN = [
    ("100 млрд долларов к концу срока", ["1e+11 USD"]),
    ("Стоимость работ 4,4 млрд. долл. США", ["4.4e+09 USD"]),
    ("Полтора миллиарда долларов", ["1.5e+09 USD"]),
    ("Более миллиона человек и тысячи зрителей", ["more_than 1e+06 person"]),
    ("10–12 млн тонн", ["1e+07..1.2e+07 tonne"]),
    ("от 3 до 5 млрд долларов", ["3e+09 USD", "5e+09 USD"]),
    ("свыше 20 тыс. рабочих мест", ["more_than 20000 job"]),
    ("в 1,9 раза, то есть почти вдвое", ["1.9 times", "about 2 times"]),
    ("два с половиной миллиарда тенге", ["2.5e+09 KZT"]),
    ("$1,3 млрд (€1,18 млрд)", ["1.3e+09 USD = 1.18e+09 EUR"]),
    ("320 млн долларов, или 290 млн евро", ["3.2e+08 USD = 2.9e+08 EUR"]),
    ("7-й саммит и двадцать первый пакет", ["7 ordinal", "21 ordinal"]),
    ("20-процентный рост", ["20 percent"]),
    ("600 млн кВт·ч", ["6e+08 kWh"]),
    ("2 млрд куб. м газа", ["2e+09 m3"]),
    ("порядка 1000 совместных предприятий", ["about 1000 company"]),
    ("не менее 10 млрд сумов", ["at_least 1e+10 UZS"]),
    ("не превышает 4,6 млн. долл.", ["up_to 4.6e+06 USD"]),
    ("2,2 млн т в год", ["2.2e+06 tonne per year"]),
    ("доля выросла на 15 процентных пунктов", ["15 percent points"]),
    ("1 284,5 млн рублей", ["1.2845e+09 RUB"]),
    ("миллиард с лишним долларов", ["more_than 1e+09 USD"]),
    ("три четверти объёма", ["0.75"]),
    ("пятьдесят с лишним миллионов человек", ["more_than 5e+07 person"]),
    ("комплекс С-400, вирус COVID-19", []),
    ("несколько миллионов долларов, десятки компаний", []),
]

ENGLISH = [
    ("a $2.5bn deal", ["2.5e+09 USD"]),
    ("US$1.3 billion (€1.18 billion)", ["1.3e+09 USD = 1.18e+09 EUR"]),
    ("two and a half million tonnes", ["2.5e+06 tonne"]),
    ("half a billion dollars", ["5e+08 USD"]),
    ("four fifths of the cargo", ["0.8"]),
    ("$10–12 billion", ["1e+10..1.2e+10 USD"]),
    ("between 3 and 5 billion dollars", ["3e+09 USD", "5e+09 USD"]),
    ("over 1,500 companies", ["more_than 1500 company"]),
    ("some 300 Chinese enterprises", ["about 300 company"]),
    ("the 7th summit, the third round", ["7 ordinal", "3 ordinal"]),
    ("grew 1.9 times, nearly fivefold", ["1.9 times", "about 5 times"]),
    ("a 500-megawatt plant and a $500-million loan", ["500 MW", "5e+08 USD"]),
    ("2 bcm of gas", ["2e+09 m3"]),
    ("at least 10 billion euros", ["at_least 1e+10 EUR"]),
    ("up to 70,000 people a day", ["up_to 70000 person per day"]),
    ("3.5 percentage points", ["3.5 percent points"]),
    ("25m passengers", ["2.5e+07 person"]),
    ("in 2027 – 10 million tons", ["2027", "1e+07 tonne"]),
    ("USD 11.5 EUR 13.2 RUB 148.4", ["11.5 USD", "13.2 EUR", "148.4 RUB"]),
    ("a $5 fee, an A$7 fine", ["5 USD", "7 AUD"]),
    ("two out of three", ["0.666667"]),
    ("5 million or more", ["more_than 5e+06"]),
    ("AED 129 billion", ["1.29e+11 AED"]),
    ("twelve dollars and forty cents", ["12.4 USD"]),
    ("one hundred and five thousand, two hundred and six", ["105206"]),
    ("the G20, C5+1 and COP29 meetings", []),
    ("at 21:40 on 05.04.2024, for 2024-2034 and 2024/25", []),
    ("dozens of firms, several million, hundreds of thousands", []),
    ("version 2.0.1", []),
]


@pytest.mark.parametrize(("text", "expected"), KAZAKH)
def test_kazakh(text: str, expected: list[str]) -> None:
    assert told("kk", text) == expected


@pytest.mark.parametrize(("text", "expected"), ARABIC)
def test_arabic(text: str, expected: list[str]) -> None:
    assert told("ar", text) == expected


@pytest.mark.parametrize(("text", "expected"), RUSSIAN)
def test_russian(text: str, expected: list[str]) -> None:
    assert told("ru", text) == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(text: str, expected: list[str]) -> None:
    assert told("en", text) == expected


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "exports were 2.1 and imports 1.8 billion dollars", ["2.1e+09 USD", "1.8e+09 USD"]),
        ("en", "$2.1 and $1.8 billion", ["2.1e+09 USD", "1.8e+09 USD"]),
        ("en", "12 documents, 1.8 billion dollars", ["12", "1.8e+09 USD"]),
        ("en", "the index was 5.4. Exports were 1.8 billion dollars", ["5.4", "1.8e+09 USD"]),
        ("ru", "вывоз — 2,1 млрд, ввоз — 1,8 млрд долларов", ["2.1e+09 USD", "1.8e+09 USD"]),
        ("ru", "четыре пятых вывоза", ["0.8"]),
        ("kk", "шикізат 2,1, бұйым 1,8 миллион тонна", ["2.1e+06 tonne", "1.8e+06 tonne"]),
        ("kk", "үштен біріне", ["0.333333"]),
        ("kk", "бестен үшке", ["5", "3"]),
        ("ar", "الصادرات 2.1 والواردات 1.8 مليار دولار", ["2.1e+09 USD", "1.8e+09 USD"]),
    ],
)
def test_an_amount_takes_what_the_next_one_states(code: str, text: str, expected: list[str]) -> None:
    assert told(code, text) == expected


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "Trade, billion dollars\n2022 6.3\n2023 5.9", ["2022", "6.3e+09 USD", "2023", "5.9e+09 USD"]),
        ("en", "Trade (million tonnes)\ngrain 2.5\n\nsteel 3.1", ["2.5e+06 tonne", "3.1"]),
        ("ru", "Торговля (млрд долларов):\n- вывоз — 3,9;\n- ввоз — 1,8.", ["3.9e+09 USD", "1.8e+09 USD"]),
        ("kk", "Сауда (миллион теңге):\n- астық — 12;\n- мұнай — 8.", ["1.2e+07 KZT", "8e+06 KZT"]),
        ("ar", "التجارة (مليار دولار)\nالصادرات: 3.9\nالواردات: 1.8", ["3.9e+09 USD", "1.8e+09 USD"]),
        ("en", "A fund, billion dollars strong, with 2.5 more", ["1e+09 USD", "2.5"]),
    ],
)
def test_a_heading_states_the_measure_of_its_lines(code: str, text: str, expected: list[str]) -> None:
    assert told(code, text) == expected


def test_the_span_covers_sign_number_and_unit() -> None:
    text = "They spent about $2.5 billion last year"
    (amount,) = amounts("en", text)
    assert text[amount.start : amount.end] == "$2.5 billion"


def test_the_outer_range_covers_the_words_of_the_bound() -> None:
    text = "Барлығы 4,4 млрд доллардан астам"
    (amount,) = amounts("kk", text)
    tokens = tokenise(text)
    assert text[tokens[amount.outer[0]].start : tokens[amount.outer[1] - 1].end] == "4,4 млрд доллардан астам"


@pytest.mark.parametrize(
    ("text", "role"),
    [("10 миллиардқа", "to"), ("4 млрд доллардан", "from"), ("13 000-нан", "from"), ("62%-ға", "to")],
)
def test_endings_of_the_last_word_are_roles(text: str, role: str) -> None:
    (amount,) = amounts("kk", text)
    assert role in amount.roles


def test_a_currency_no_longer_paid_with_is_marked() -> None:
    marks = {amount.unit: amount.historical for amount in amounts("en", "5 million guilders and 3 million euros")}
    assert marks == {"NLG": True, "EUR": False}


def test_text_without_numbers_holds_none() -> None:
    assert amounts("en", "The ministers discussed prospects of cooperation.") == []


@pytest.mark.parametrize(
    ("code", "text", "sums"),
    [
        ("ar", "بلغت الصادرات في عام 2023 مليار ومائة وخمسين مليون دولار", [1.15e9]),
        ("ar", "بلغت الصادرات في عام 2023 مليار دولار", [1e9]),
        ("ar", "بلغت الموازنة 2000 مليار دينار", [2e12]),
        ("ru", "Бюджет составил 2000 миллиардов тенге", [2e12]),
    ],
)
def test_a_year_named_as_one_is_no_part_of_the_sum_behind_it(code: str, text: str, sums: list[float]) -> None:
    from kelisim.interface import annotate

    assert [mention.value for mention in annotate(text, language=code) if mention.type == "money"] == sums
