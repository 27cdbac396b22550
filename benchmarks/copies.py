"""Finds the copies among generated reprints, beside the MinHash indexes of ``datasketch``, and times the ledger.

    python benchmarks/copies.py [--stories N] [--ledger N]

Stories are written in made-up words of four scripts: stock phrases, whole quotations shared by two independent stories of
one event, and a closing paragraph that an outlet puts under everything. Each story is reprinted in several ways. What is
scored are pairs of documents in one family: recall by the way of reprinting, precision over all pairs. ``--ledger`` adds
so many documents to a ledger and prints the time and the room that each takes.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from kelisim.ledger.store import Store
from kelisim.model import Document
from kelisim.resolve.copies import Signature, are_copies, components, may_hold, sign

SEED = 20_251
ALPHABETS = {
    "Latin": "abcdefghiklmnoprstuvyz",
    "Cyrillic": "абвгдежзиклмнопрстуфхчшыя",
    "Arabic": "ابتجحدرسشصطعفقكلمنهوي",
    "Han": "".join(map(chr, range(0x4E00, 0x4E00 + 900))),
}
WORDS, PHRASES = 4000, 400
"""Words and stock phrases of a made-up language; both are used with Zipf's frequencies."""

EDITED_WORDS = 0.05
CLOSINGS, CLOSED = 8, 0.3
"""Outlets a script that put a paragraph of their own under everything, and the share of the reprints that are theirs."""

PERMUTATIONS = 128

Paragraphs = list[str]
Links = Iterator[tuple[str, str]]


class Told(NamedTuple):
    """A document of the benchmark: the story it tells, and by which way it was made from it."""

    id: str
    story: str
    way: str
    text: str


class Tongue:
    """A made-up language: words and stock phrases in one script."""

    def __init__(self, alphabet: str, chance: random.Random) -> None:
        self._chance = chance
        self._joint = "" if alphabet == ALPHABETS["Han"] else " "
        longest = 2 if not self._joint else 9
        words = ["".join(chance.choices(alphabet, k=chance.randint(1, longest))) for _ in range(WORDS)]
        self._words = words
        self._weights = [1 / rank for rank in range(3, WORDS + 3)]
        self._phrases = [self._joint.join(self._pick(chance.randint(3, 8))) for _ in range(PHRASES)]
        self._phrase_weights = [1 / rank for rank in range(3, PHRASES + 3)]

    def _pick(self, count: int) -> list[str]:
        return self._chance.choices(self._words, self._weights, k=count)

    def sentence(self) -> str:
        """Words of one's own with a stock phrase or two among them."""
        parts = self._pick(self._chance.randint(6, 18))
        for _ in range(self._chance.randint(0, 2)):
            (phrase,) = self._chance.choices(self._phrases, self._phrase_weights)
            parts.insert(self._chance.randrange(len(parts)), phrase)
        return self._joint.join(parts) + "."

    def paragraph(self) -> str:
        """Two or three sentences."""
        return " ".join(self.sentence() for _ in range(self._chance.randint(2, 3)))

    def edited(self, text: str) -> str:
        """The text with some words replaced."""
        words = list(text) if not self._joint else text.split(" ")
        changed = [self._pick(1)[0] if self._chance.random() < EDITED_WORDS else word for word in words]
        return self._joint.join(changed)


def _whole(_tongue: Tongue, story: Paragraphs, _chance: random.Random) -> Paragraphs:
    return story


def _reordered(_tongue: Tongue, story: Paragraphs, chance: random.Random) -> Paragraphs:
    return chance.sample(story, len(story))


def _cut(_tongue: Tongue, story: Paragraphs, chance: random.Random) -> Paragraphs:
    return story[: chance.randint(1, max(1, len(story) // 2))]


def _with_another_lead(tongue: Tongue, story: Paragraphs, _chance: random.Random) -> Paragraphs:
    return [f"{tongue.sentence()} {story[0]}", *story[1:]]


def _edited(tongue: Tongue, story: Paragraphs, _chance: random.Random) -> Paragraphs:
    return [tongue.edited(paragraph) for paragraph in story]


def _inside_another(tongue: Tongue, story: Paragraphs, chance: random.Random) -> Paragraphs:
    return [tongue.paragraph(), *story, *(tongue.paragraph() for _ in range(chance.randint(1, 4)))]


def _cut_and_edited(tongue: Tongue, story: Paragraphs, chance: random.Random) -> Paragraphs:
    return _edited(tongue, _cut(tongue, _reordered(tongue, story, chance), chance), chance)


WAYS: dict[str, Callable[[Tongue, Paragraphs, random.Random], Paragraphs]] = {
    "another headline": _whole,
    "paragraphs in another order": _reordered,
    "half or more cut": _cut,
    "another agency's lead": _with_another_lead,
    "words edited": _edited,
    "inside a longer text": _inside_another,
    "reordered, cut and edited": _cut_and_edited,
}


def corpus(stories: int) -> Iterator[Told]:
    """Stories in pairs of one event, told independently with the same quotations, each with its reprints."""
    chance = random.Random(SEED)  # noqa: S311 -- no secret
    tongues = {script: Tongue(alphabet, chance) for script, alphabet in ALPHABETS.items()}
    closings = {script: [tongue.paragraph() for _ in range(CLOSINGS)] for script, tongue in tongues.items()}
    for number in range(stories):
        script = list(tongues)[number // 2 % len(tongues)]
        tongue = tongues[script]
        if number % 2 == 0:
            quotations = [tongue.sentence() for _ in range(chance.randint(0, 2))]
        story = [tongue.paragraph() for _ in range(chance.randint(2, 9))]
        for quotation in quotations:
            place = chance.randrange(len(story))
            story[place] = f"{story[place]} {quotation}"
        name = f"{script} {number}"
        yield Told(f"{name} 0", name, "original", _page(tongue, story, chance.choice(closings[script])))
        for count, (way, reprint) in enumerate(WAYS.items(), 1):
            closing = chance.choice(closings[script]) if chance.random() < CLOSED else ""
            yield Told(f"{name} {count}", name, way, _page(tongue, reprint(tongue, story, chance), closing))


def _page(tongue: Tongue, story: Paragraphs, closing: str) -> str:
    return "\n".join(part for part in (tongue.sentence().rstrip("."), *story, closing) if part)


def by_fingerprints(told: list[Told]) -> Links:
    """Kelisim's own way, with the index in memory."""
    signed: dict[str, Signature] = {}
    index: dict[int, list[str]] = defaultdict(list)
    for item in told:
        mine = _signature(item.text)
        candidates = {other for value in mine.front | mine.back for other in index[value]}
        for other in sorted(candidates):
            theirs = signed[other]
            likely = may_hold(len(mine.front & (theirs.front | theirs.back)), len(mine.front)) or may_hold(
                len(theirs.front & (mine.front | mine.back)), len(theirs.front)
            )
            if likely and are_copies(mine.shingles, theirs.shingles):
                yield other, item.id
        signed[item.id] = mine
        for value in mine.front | mine.back:
            index[value].append(item.id)


def by_minhash(told: list[Told]) -> Links:
    """The peer's index for the likeness of whole texts (Jaccard 0.5), without further comparison."""
    from datasketch import MinHashLSH

    index = MinHashLSH(threshold=0.5, num_perm=PERMUTATIONS)
    for item in told:
        sketch = _sketch(item.text)
        yield from ((other, item.id) for other in index.query(sketch))
        index.insert(item.id, sketch)


def by_minhash_ensemble(told: list[Told]) -> Links:
    """The peer's index for texts inside others (containment 0.5); it takes all texts at once."""
    from datasketch import MinHashLSHEnsemble

    sketches = [(item.id, _sketch(item.text), len(set(_signature(item.text).shingles))) for item in told]
    index = MinHashLSHEnsemble(threshold=0.5, num_perm=PERMUTATIONS)
    index.index(sketches)
    for name, sketch, size in sketches:
        yield from ((name, other) for other in index.query(sketch, size) if other != name)


def _sketch(text: str) -> object:
    from datasketch import MinHash

    sketch = MinHash(num_perm=PERMUTATIONS)
    sketch.update_batch([str(value).encode() for value in set(_signature(text).shingles)])
    return sketch


def _signature(text: str) -> Signature:
    """What the ledger keeps of a text: its headline left out."""
    return sign(text.partition("\n")[2].casefold())


def score(told: list[Told], find: Callable[[list[Told]], Links]) -> None:
    """Print recall by way of reprinting, precision of all pairs, and time."""
    begun = time.perf_counter()
    links = list(find(told))
    took = time.perf_counter() - begun
    family = components([item.id for item in told], links)
    print(f"\n{find.__name__}: {1000 * took / len(told):.2f} ms a document")
    for way in WAYS:
        reprints = [item for item in told if item.way == way]
        found = sum(family[item.id] == family[f"{item.story} 0"] for item in reprints)
        print(f"  recall, {way:28} {found / len(reprints):.3f}")
    right = sum(_story(one) == _story(other) for one, other in links)
    print(f"  precision of links               {right / max(1, len(links)):.4f} of {len(links):,}")
    print(f"  precision of pairs in a family   {_precision(family):.4f}")


def _precision(family: Mapping[str, str]) -> float:
    members = defaultdict(list)
    for name, of in family.items():
        members[of].append(_story(name))
    pairs = [one == other for stories in members.values() for one, other in combinations(stories, 2)]
    return sum(pairs) / max(1, len(pairs))


def _story(name: str) -> str:
    return name.rpartition(" ")[0]


def time_ledger(told: list[Told]) -> None:
    """Print what a document costs in a ledger, by tenths of the whole."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "ledger.db"
        with Store(f"sqlite:///{path}") as store:
            tenth = max(1, len(told) // 10)
            for start in range(0, len(told), tenth):
                begun = time.perf_counter()
                for item in told[start : start + tenth]:
                    store.add(Document(id=item.id, text=item.text), [])
                took = time.perf_counter() - begun
                print(f"  {start + tenth:>9,} documents: {1000 * took / tenth:.2f} ms each to add")
            begun = time.perf_counter()
            store.sources([item.id for item in told[:100]])
            print(f"  sources of 100 documents: {1000 * (time.perf_counter() - begun):.1f} ms")
        size = path.stat().st_size
        characters = sum(len(item.text.encode()) for item in told)
        print(f"  {size / len(told):,.0f} bytes a document, {characters / len(told):,.0f} of them its text")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=400)
    parser.add_argument("--ledger", type=int, default=0)
    options = parser.parse_args()
    if options.ledger:
        time_ledger(list(corpus(options.ledger // (1 + len(WAYS)))))
        return
    told = list(corpus(options.stories))
    print(f"{len(told):,} documents of {options.stories} stories")
    for find in (by_fingerprints, by_minhash, by_minhash_ensemble):
        score(told, find)


if __name__ == "__main__":
    main()
