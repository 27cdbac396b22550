from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kelisim.resolve.copies import RUN, WINDOW, are_copies, components, may_hold, sign

STORIES = {
    "Latin": [
        "the ministers of the two countries opened the new bridge over the river on monday and walked to the other bank",
        "engineers had worked on its pillars for six years because every spring the flood carried away what they had built",
        "some forty lorries an hour may cross now and the customs officers of both sides sit in one building at the southern end",
        "farmers of the valley hope to sell their apricots and onions abroad before the first frost comes down from the passes",
    ],
    "Cyrillic": [
        "министры двух стран в понедельник открыли новый мост через реку и пешком перешли на другой берег вместе с жителями",
        "инженеры шесть лет ставили его опоры потому что каждую весну паводок уносил всё что они успевали построить за зиму",
        "теперь за час могут пройти около сорока грузовиков а таможенники обеих сторон сидят в одном здании у южного конца",
        "крестьяне долины надеются продать абрикосы и лук за границу прежде чем с перевалов спустится первый осенний мороз",
    ],
    "Arabic": [
        "افتتح وزيرا البلدين يوم الاثنين الجسر الجديد فوق النهر وسارا على الاقدام الى الضفه الاخري برفقه سكان القري القريبه",
        "وقد عمل المهندسون سته اعوام علي دعائمه لان الفيضان كان يجرف كل ربيع ما بنوه خلال اشهر الشتاء الطويله البارده",
        "ويمكن الان ان تعبره نحو اربعين شاحنه في الساعه ويجلس موظفو الجمارك من الجانبين في مبني واحد عند طرفه الجنوبي",
        "ويامل مزارعو الوادي في بيع المشمش والبصل خارج البلاد قبل ان ينزل اول صقيع الخريف من الممرات الجبليه العاليه",
    ],
    "Han": [
        "两国部长星期一为横跨大河的新桥剪彩并与附近村民一起步行走到对岸",
        "工程师们为桥墩工作了六年因为每年春天洪水都会冲走他们冬天建好的一切",
        "现在每小时可以通过大约四十辆卡车双方海关人员在南端的同一座楼里办公",
        "山谷里的农民希望在秋天第一场霜从山口降下来之前把杏子和洋葱卖到国外",
    ],
}
OTHER = [
    "a lake without an outlet has risen by a metre since the winter and the fishermen have moved their huts to the hill",
    "scholars at the observatory count the snow on the glaciers every august and publish the tables in a thin blue book",
    "their oldest table was written by a surveyor who came on horseback and stayed for thirty years among the herdsmen",
]
CLOSING = (
    "our paper has been printed every friday since the year of the great flood and thanks its readers for their letters"
)


def copied(one: list[str], other: list[str]) -> bool:
    return are_copies(sign("\n".join(one)).shingles, sign("\n".join(other)).shingles)


@pytest.mark.parametrize("script", STORIES)
def test_reprints_in_any_script_are_copies(script: str) -> None:
    story = STORIES[script]
    assert copied(story, story)
    assert copied(story, story[::-1])
    assert copied(story, story[:2])
    assert copied(story, [*OTHER, *story])
    assert copied(story, [*story, CLOSING])


@pytest.mark.parametrize("script", STORIES)
def test_reprints_in_any_script_share_fingerprints_of_a_front(script: str) -> None:
    whole, part = sign("\n".join(STORIES[script])), sign("\n".join(STORIES[script][:2]))
    assert may_hold(len(part.front & (whole.front | whole.back)), len(part.front))


def test_texts_of_their_own_are_no_copies() -> None:
    assert not copied(STORIES["Latin"], OTHER)


def test_a_quotation_makes_no_copy() -> None:
    quotation = STORIES["Latin"][1]
    assert not copied(STORIES["Latin"], [*OTHER[:2], quotation, OTHER[2]])


def test_what_an_outlet_puts_under_everything_makes_no_copy() -> None:
    assert not copied([STORIES["Latin"][0], CLOSING], [OTHER[0], CLOSING])


def test_a_short_text_is_a_copy_only_of_its_equal() -> None:
    short = ["the bridge over the river is open"]
    assert copied(short, short)
    assert not copied(short, [*short, STORIES["Latin"][1]])
    assert not copied(short, ["the bridge over the river is shut"])


def test_nothing_is_no_copy_of_nothing() -> None:
    assert not copied(["…"], ["—"])
    assert sign("") == ((), frozenset(), frozenset())


def test_hashes_are_the_same_in_every_version() -> None:
    assert sign("one two three four five").shingles == (1613931443, 4104913968)
    assert not any(value >> 32 for value in sign("\n".join(OTHER)).shingles)


@given(
    st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=200), st.lists(st.sampled_from("abcdefgh"), max_size=200)
)
def test_copies_are_copies_of_each_other(one: list[str], other: list[str]) -> None:
    first, second = sign(" ".join(one)).shingles, sign(" ".join(other)).shingles
    assert are_copies(first, second) == are_copies(second, first)
    assert are_copies(first, first)


@given(st.randoms(use_true_random=False), st.integers(0, 40), st.integers(0, 40))
def test_texts_that_share_a_run_share_a_fingerprint_of_it(chance: random.Random, before: int, after: int) -> None:
    run = [f"shared{chance.randrange(10_000)}" for _ in range(RUN + WINDOW - 1)]
    own = [[f"{name}{chance.randrange(10_000)}" for _ in range(before + after)] for name in ("one", "other")]
    first, second = (sign(" ".join([*words[:before], *run, *words[before:]])) for words in own)
    assert (first.front | first.back) & (second.front | second.back)


@given(st.integers(1, 30).flatmap(lambda n: st.tuples(st.just(n), st.lists(st.tuples(*[st.integers(0, n - 1)] * 2)))))
def test_components_hold_what_is_linked_and_bear_the_least_name(graph: tuple[int, list[tuple[int, int]]]) -> None:
    count, edges = graph
    found = components(range(count), edges)
    assert all(found[one] == found[other] for one, other in edges)
    members = {name: [node for node in found if found[node] == name] for name in set(found.values())}
    assert all(name == min(nodes) for name, nodes in members.items())
    links_within = {name: sum(found[one] == name and one != other for one, other in edges) for name in members}
    assert all(links_within[name] >= len(nodes) - 1 for name, nodes in members.items())


def test_components_do_not_depend_on_the_order_of_links() -> None:
    edges = [("d", "c"), ("b", "a"), ("c", "b"), ("f", "e")]
    expected = {"a": "a", "b": "a", "c": "a", "d": "a", "e": "e", "f": "e", "g": "g"}
    assert components("gfedcba", edges) == components("abcdefg", edges[::-1]) == expected
