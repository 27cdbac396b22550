"""Everything needed to read one language, compiled from its pack and the knowledge once."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from kelisim.extract.lexicon import Lexicon, Sense
from kelisim.extract.names import NameGrammar, add_names, name_grammar
from kelisim.extract.quantities import NumberGrammar, add_numbers, number_grammar
from kelisim.extract.times import TimeGrammar, add_times, time_grammar
from kelisim.knowledge.loader import Knowledge, load_knowledge
from kelisim.languages.loader import Pack, load_pack
from kelisim.languages.schema.concepts import ConceptsFile
from kelisim.text.view import Folded, Profile


class Tongue(NamedTuple):
    """The compiled tools of one language."""

    pack: Pack
    profile: Profile
    lexicon: Lexicon
    numbers: NumberGrammar
    times: TimeGrammar
    names: NameGrammar
    knowledge: Knowledge
    scopes: Lexicon


@cache
def load_tongue(code: str) -> Tongue:
    """The tools for a language that has a pack; :class:`~kelisim.errors.PackError` otherwise."""
    pack = load_pack(code)
    knowledge = load_knowledge()
    profile = pack.profile

    folded = Folded(profile)
    lexicon = Lexicon(pack.affixes, folded)
    _add_concepts(lexicon, pack.concepts)
    _add_adpositions(lexicon, pack)
    add_numbers(lexicon, pack.numbers, pack.cldr.currencies)
    add_times(lexicon, pack.times)
    add_names(lexicon, pack, knowledge, folded)
    return Tongue(
        pack,
        profile,
        lexicon,
        number_grammar(pack.numbers),
        time_grammar(pack.times, pack.affixes, folded),
        name_grammar(pack, knowledge),
        knowledge,
        _scope_lexicon(pack, folded),
    )


def _scope_lexicon(pack: Pack, folded: Folded) -> Lexicon:
    """What narrows a figure, beside the other words and not among them."""
    lexicon = Lexicon(pack.affixes, folded)
    for scope, phrases in pack.scopes.scopes.items():
        lexicon.add_all(phrases, Sense("scope", scope))
    return lexicon


def _add_concepts(lexicon: Lexicon, concepts: ConceptsFile) -> None:
    numbers = dict.fromkeys(concepts.plurals, "plural") | dict.fromkeys(concepts.duals, "dual")
    for concept, forms in concepts.concepts.items():
        by_aspect = {"any": forms} if isinstance(forms, list) else forms
        for aspect, phrases in by_aspect.items():
            for phrase in phrases:
                number = numbers.get(phrase.strip("=").partition(" ")[0], "any")
                lexicon.add(phrase, Sense("concept", concept, number if aspect == "any" else aspect))
    for sector, phrases in concepts.sectors.items():
        lexicon.add_all(phrases, Sense("sector", sector))


def _add_adpositions(lexicon: Lexicon, pack: Pack) -> None:
    for kind, table in (("before", pack.affixes.before), ("after", pack.affixes.after)):
        for phrase, roles in table.items():
            for role in roles:
                lexicon.add(f"={phrase}" if " " not in phrase else phrase, Sense(kind, role))
