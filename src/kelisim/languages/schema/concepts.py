"""``concepts.toml``: the words of a language for each concept and each sector."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Aspect = Literal["any", "past", "present", "future", "noun", "infinitive", "participle", "passive"]


class ConceptsFile(Struct, frozen=True, forbid_unknown_fields=True):
    """Forms by concept and aspect, and forms by sector.

    A concept is either a list of forms (aspect ``any``) or a table from aspect to forms; the aspect becomes a role of
    the match (``past``, ``future``, ...). A form is one or more words separated by spaces. Every word of it may carry
    the affixes of ``affixes.toml``, except that a word written ``=word`` and a word of at most two letters stand only
    as they are; a short word written ``su~`` takes affixes all the same. ``plurals`` are words that are plural though no
    affix says so (broken plurals): a form that begins with one is marked ``plural``; ``duals`` mean two of a thing.
    """

    concepts: dict[str, list[str] | dict[Aspect, list[str]]]
    sectors: dict[str, list[str]] = {}
    plurals: list[str] = []
    duals: list[str] = []
