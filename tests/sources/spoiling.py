"""Ways in which files get spoilt, each the same for the same seed."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Spoil = Callable[[bytes, Random], bytes]

HUGE = (b"99999999999", b"4294967295", b"2147483648", b"-1", b"0", b"65536", b"1e308")


def flipped(content: bytes, random: Random) -> bytes:
    """A few bytes changed anywhere."""
    spoilt = bytearray(content)
    for _ in range(random.choice((1, 4, 32, 256))):
        spoilt[random.randrange(len(spoilt))] = random.randrange(256)
    return bytes(spoilt)


def cut(content: bytes, random: Random) -> bytes:
    """The end lost, or a part from the middle."""
    start, end = sorted((random.randrange(8, len(content)), random.randrange(8, len(content))))
    return content[:start] if random.random() < 0.5 else content[:start] + content[end:]


def doubled(content: bytes, random: Random) -> bytes:
    """A block told twice, or many times."""
    start = random.randrange(len(content))
    block = content[start : start + random.choice((16, 512, 4096))]
    return content[:start] + block * random.choice((2, 3, 50)) + content[start:]


def blown_up(content: bytes, random: Random) -> bytes:
    """Numbers in the open text made huge, small or negative."""
    numbers = list(re.finditer(rb"\d+", content))
    spoilt = content
    for found in sorted(
        random.sample(numbers, min(len(numbers), random.choice((1, 3, 20)))), key=lambda one: -one.start()
    ):
        spoilt = spoilt[: found.start()] + random.choice(HUGE) + spoilt[found.end() :]
    return spoilt


def rewired(content: bytes, random: Random) -> bytes:
    """References to objects or names of members led elsewhere, in circles too."""
    places = list(re.finditer(rb"\d+ 0 R|[A-Za-z]+\.(?:xml|rels)", content))
    if not places:
        return flipped(content, random)
    found, other = random.choice(places), random.choice(places)
    return content[: found.start()] + other[0] + content[found.end() :]


def end_spoilt(content: bytes, random: Random) -> bytes:
    """The directory at the end of the file: cross references, or the members of an archive."""
    start = max(0, len(content) - random.choice((64, 512, 2048)))
    return content[:start] + flipped(content[start:], random)


def zeroed(content: bytes, random: Random) -> bytes:
    """A block of nothing but zeros, as a disk or a download leaves it."""
    start = random.randrange(len(content))
    length = min(random.choice((64, 512, 4096)), len(content) - start)
    return content[:start] + bytes(length) + content[start + length :]


WAYS: tuple[Spoil, ...] = (flipped, cut, doubled, blown_up, rewired, end_spoilt, zeroed)


def spoilt(content: bytes, seed: int) -> bytes:
    """The content spoilt in the way and at the places that a seed decides, its first bytes kept so that it is still known."""
    random = Random(seed)
    return content[:8] + WAYS[seed % len(WAYS)](content, random)[8:]
