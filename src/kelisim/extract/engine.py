"""The rules engine: a document in, its claims or its mentions out. Pure: no clock, no file, no state."""

from __future__ import annotations

from collections.abc import Sequence

from kelisim.errors import ExtractError
from kelisim.extract.agreements import announced, read_agreements
from kelisim.extract.awards import read_awards
from kelisim.extract.cast import Cast, complete_persons, drop_namesakes, tell_cities
from kelisim.extract.commitments import OPENERS, read_commitments
from kelisim.extract.context import Context
from kelisim.extract.days import date_events, dateline, news_of, stamp_of
from kelisim.extract.drafts import Draft
from kelisim.extract.facts import deal_out, distinct
from kelisim.extract.figures import Memory, read_figures
from kelisim.extract.frame_data import Frames
from kelisim.extract.meetings import read_meetings
from kelisim.extract.mentions import free_of, named_years
from kelisim.extract.names import StateMention, find_names
from kelisim.extract.projects import read_projects
from kelisim.extract.quantities import find_quantities
from kelisim.extract.reading import FINITE, Cue, Reading, Scene
from kelisim.extract.times import find_times
from kelisim.extract.tokens import tokenise
from kelisim.extract.tongue import Tongue
from kelisim.model import Claim, Document
from kelisim.model.vocabulary import Modality
from kelisim.text.page import read
from kelisim.version import __version__

ORIGIN = f"rules/{__version__}"

MODALITIES: dict[tuple[str, str], Modality] = {
    ("project", "planned"): "planned",
    ("project", "proposed"): "possible",
    ("agreement", "negotiating"): "planned",
    ("agreement", "proposed"): "possible",
    ("target", ""): "planned",
    ("commitment", ""): "planned",
}
"""The modality of kinds and stages that are not simply asserted."""

LIST_SCENES = 7
"""So many sentences after a number of projects or documents the items of its list may stand. Ours, set on gold/dev."""


def read_document(document: Document, tongue: Tongue) -> Reading:
    """The document with everything recognised in it, dealt out to its sentences."""
    page = read(document.text, tongue.profile, tongue.pack.furniture, tongue.pack.abbreviations)
    view = page.view
    tokens = tokenise(view.form)
    matches = tongue.lexicon.match(tokens)
    times = find_times(view.form, tokens, matches, tongue.times, document.published)
    if document.published is None and (day := dateline(times)):
        times = find_times(view.form, tokens, matches, tongue.times, day)
    quantities = find_quantities(view.form, tokens, matches, tongue.numbers, named_years(times))
    amounts = free_of(quantities, times, durations=True)
    names = find_names(view, tokens, matches, tongue.names, document.published)
    reading = Reading(view, page, tokens, document.published)
    reading.fill(matches, amounts, times, names)
    reading.stamp = stamp_of(reading, times)
    _add_bodies(reading, tongue)
    _open_items(reading.scenes)
    return reading


def _open_items(scenes: Sequence[Scene]) -> None:
    """Let the items of a list of deeds begin with the undertaking of its heading: "The sides agreed: 1) to build ..."."""
    opener: Cue | None = None
    for scene in scenes:
        if _heads_list(scene):
            openers = scene.of(*OPENERS)
            opener = openers[-1] if openers else None
        elif not scene.is_item:
            opener = None
        elif opener is not None and _is_deed(scene):
            cue = opener._replace(first=scene.first, last=scene.first)
            scene.cues.setdefault(cue.concept, []).insert(0, cue)


def _heads_list(scene: Scene) -> bool:
    return scene.reading.tokens[scene.last - 1].form == ":"


def _is_deed(scene: Scene) -> bool:
    """Whether an item names something to do: no finite verb of its own, and no opener."""
    tenses = {cue.tense for cues in scene.cues.values() for cue in cues}
    return not scene.has(OPENERS) and "infinitive" in tenses and tenses.isdisjoint(FINITE)


def _add_bodies(reading: Reading, tongue: Tongue) -> None:
    """What known organisations are to the frames: a format of meeting is a word of its form, a body may be a party."""
    for scene in reading.scenes:
        for mention in scene.organisations:
            if mention.id is None:
                continue
            fact = tongue.knowledge.organisation(mention.id)
            if fact.form is not None:
                cue = Cue(fact.form.upper(), mention.first, mention.last, mention.roles)
                scene.cues.setdefault(cue.concept, []).append(cue)
            if fact.party is not None:
                scene.bodies.append(StateMention(mention.first, mention.last, fact.party, "body", mention.roles))


def extract_claims(document: Document, tongue: Tongue, frames: Frames) -> list[Claim]:
    """The claims of a document in the tongue's language, in the order of the text, each grounded in its characters."""
    reading = read_document(document, tongue)
    drafts = deal_out(distinct(_drafts(reading, tongue, frames)))
    claims = [_claim(document, tongue.pack.code, draft, frames) for draft in drafts]
    return sorted(claims, key=lambda claim: (claim.start, claim.end, claim.kind, claim.value or 0))


class Listed:
    """The stage of the things counted last ("17 documents were signed:"), which the items of their list share."""

    def __init__(self) -> None:
        self._index = -LIST_SCENES - 1
        self._stage: str | None = None
        self._open = False

    def look(self, index: int, scene: Scene, drafts: Sequence[Draft], announced: str | None = None) -> None:
        """Take the stage of what sentence ``index`` counts, or that it announces for the list it opens."""
        bundles = [
            draft
            for draft in drafts
            if draft.fields.get("count", 1) > 1 or draft.fields.get("instrument") == "documents"
        ]
        counted = [draft.fields["stage"] for draft in bundles]
        stage = counted[0] if counted else announced
        if stage is not None:
            self._index, self._stage = index, stage
            self._open = scene.ends_in(":")

    def stage(self, index: int, scene: Scene) -> str | None:
        """The stage, where sentence ``index`` is near enough and lists what was counted."""
        if index - self._index > LIST_SCENES:
            return None
        listing = any(cue.tense != "future" for cue in scene.of("PROJECTS_THEREOF")) or scene.is_item
        return self._stage if listing or (self._open and not scene.is_told) else None


def _drafts(reading: Reading, tongue: Tongue, frames: Frames) -> list[Draft]:
    scenes = reading.scenes
    drop_namesakes(scenes)
    tell_cities(scenes)
    context = Context(scenes, reading.title_scenes, tongue.pack.identity.states)
    complete_persons(scenes, context.pair, context.home)
    cast = Cast(scenes)
    memory = Memory()
    body = [scene for scene in scenes if scene not in reading.title_scenes] or scenes
    drafts: list[Draft] = []
    bundle, portfolio = Listed(), Listed()
    for index, scene in enumerate(body):
        if not scene.cues:
            continue
        context.look(scene)
        figures = read_figures(scene, index, context, frames, memory)
        found = [draft for draft in figures.drafts if len(draft.parties) > 1]
        agreements = read_agreements(scene, context, frames, figures.sums, bundle.stage(index, scene))
        projects = read_projects(scene, context, frames, figures.sums, tongue.knowledge, portfolio.stage(index, scene))
        bundle.look(index, scene, agreements, announced(scene, frames))
        portfolio.look(index, scene, projects)
        found += agreements + projects
        found += read_awards(scene, context, cast)
        found += read_meetings(scene, context, frames, cast, tongue.knowledge)
        found += read_commitments(scene, context, found, frames.projects.things)
        drafts += found
    return date_events(drafts, news_of(body, context.pair, reading.stamp))


def modality_of(draft: Draft) -> Modality:
    """How surely what is claimed is the case: planned and possible things are told from what is asserted."""
    return MODALITIES.get((draft.kind, draft.fields.get("stage", "")), draft.modality)


def _claim(document: Document, language: str, draft: Draft, frames: Frames) -> Claim:
    start, end = draft.scene.reading.quote(*draft.span)
    if not 0 <= start < end <= len(document.text):
        raise ExtractError(
            f"the frame {draft.frame} points outside the text of {document.id}; this is a fault in Kelisim"
        )
    return Claim(
        document=document.id,
        kind=draft.kind,
        parties=draft.parties,
        start=start,
        end=end,
        quote=document.text[start:end],
        language=language,
        modality=modality_of(draft),
        confidence=frames.trust(draft.frame),
        frame=draft.frame,
        origin=ORIGIN,
        **draft.fields,
    )
