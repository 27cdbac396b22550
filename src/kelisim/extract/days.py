"""The day a text tells of: its dateline, and the day of the news in its lead, for what is told without a day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kelisim.extract.drafts import Draft
from kelisim.extract.reading import Cue, Reading, Scene
from kelisim.extract.times import Time

DAY_LENGTH = len("2025-02-19")
DATELINE_TOKENS = 80
LEAD_SCENES = 3
"""How far into a text its dateline and the day of its news may stand. Ours, set on gold/dev."""

REMOTE = ("PREVIOUS", "RECALL")
"""Words of what happened at another time than the news."""

REMOTE_REACH = 14
SAME_DAY_REACH = 18
ANCHORS = 2
"""How far from the first things that carry a claim such words count. Ours, set on gold/dev."""

DONE = frozenset({"launched", "completed", "resumed"})
SUDDEN = frozenset({"OPEN", "LAUNCH", "BEGIN", "RESUME", "CREATE", "COMPLETE"})
"""Verbs that name one moment of an undertaking."""


class News(NamedTuple):
    """What a text tells of: its day (EDTF), the states it is about, and whether a meeting of that day was told."""

    date: str
    parties: tuple[str, ...]
    told: bool = False


def dateline(times: Sequence[Time]) -> str | None:
    """The first day near the top of a text, such as ``XXXX-11-15``: the day that "today" means in an undated text."""
    return next(
        (time.edtf for time in times if time.first < DATELINE_TOKENS and _is_day(time) and time.relative is None), None
    )


def news_of(body: Sequence[Scene], parties: tuple[str, ...], stamp: str | None = None) -> News | None:
    """The day of the news in the lead: "today", the day of publication, a weekday, any other day, the page's stamp."""
    days = [time for scene in body[:LEAD_SCENES] if not scene.has(REMOTE) for time in scene.times if _is_day(time)]
    today = [time for time in days if time.relative == "today"]
    spoken = [time for time in days if time.relative is not None or time.weekday]
    dated = [time for time in days if time.edtf == body[0].reading.published]
    stamped = [] if stamp is None else [stamp]
    return next(
        (News(day, parties) for day in [*(time.edtf or "" for time in [*today, *dated, *spoken, *days]), *stamped]),
        None,
    )


def stamp_of(reading: Reading, times: Sequence[Time]) -> str | None:
    """The day of publication, where a line of the page before its text states it."""
    body = next((scene.first for scene in reading.scenes if scene not in reading.title_scenes), 0)
    stamped = any(time.first < body and _is_day(time) and time.edtf == reading.published for time in times)
    return reading.published if stamped else None


def date_events(drafts: list[Draft], news: News | None) -> list[Draft]:
    """Give what is told without a day the day of the news, or of the last meeting told with one.

    That holds for meetings held, instruments signed and undertakings begun or finished, as long as the text goes on
    about the same states.
    """
    last: str | None = None
    for draft in drafts:
        date = draft.fields.get("date", "")
        if len(date) == DAY_LENGTH and draft.kind in ("meeting", "agreement"):
            last = date
        if draft.fields.get("status", "held") != "held":
            continue
        if not date and (last or news) and _is_same_day(draft):
            draft.fields["date"] = last or (news.date if news else "")
        elif _is_talks(draft) and len(date) == DAY_LENGTH and not draft.scene.has(("RECALL",)):
            if news is None or not news.told or date >= news.date:
                news = News(date, draft.parties, told=True)
        elif not date and news is not None and _goes_on(draft, news):
            draft.fields["date"] = news.date
    return drafts


def _is_day(time: Time) -> bool:
    return (
        time.kind == "date" and time.relation == "in" and time.precision == "day" and len(time.edtf or "") == DAY_LENGTH
    )


def _goes_on(draft: Draft, news: News) -> bool:
    """Whether a claim is told as part of the news."""
    if draft.parties != news.parties or _is_remote(draft) or _has_other_day(draft, news):
        return False
    if draft.kind == "meeting":
        return _is_talks(draft)
    stage = draft.fields.get("stage")
    if draft.kind == "agreement":
        return stage == "signed" and not _lies_ahead(draft)
    return draft.kind == "project" and stage in DONE and _is_sudden(draft)


def _lies_ahead(draft: Draft) -> bool:
    """Whether it is only signed already because it is still to come into force."""
    return any(isinstance(anchor, Cue) and anchor.tense in ("future", "infinitive") for anchor in draft.anchors)


def _is_same_day(draft: Draft) -> bool:
    """Whether the text says that a meeting, or what was signed, was of the same day as what it told before."""
    told = draft.kind == "meeting" or draft.fields.get("stage") == "signed"
    return told and draft.scene.nearest(draft.anchors[0], ("SAME_DAY",), SAME_DAY_REACH) is not None


def _is_remote(draft: Draft) -> bool:
    """Whether a word of another time than the news stands near what carries the claim."""
    return any(draft.scene.nearest(anchor, REMOTE, REMOTE_REACH) is not None for anchor in draft.anchors[:ANCHORS])


def _has_other_day(draft: Draft, news: News) -> bool:
    """Whether its sentence names another time gone by, of which the claim may well be told."""
    return draft.kind != "meeting" and any(
        time.kind == "date" and time.relation == "in" and (time.edtf or news.date) < news.date[: len(time.edtf or "")]
        for time in draft.scene.times
    )


def _is_talks(draft: Draft) -> bool:
    """Whether it is a meeting of an hour or two: a visit may begin days before what is told next."""
    return draft.kind == "meeting" and draft.fields.get("form", "meeting") in ("meeting", "session")


def _is_sudden(draft: Draft) -> bool:
    """Whether a finite verb tells the moment itself: not that somebody said that it had come ("that work had begun")."""
    cues = [anchor for anchor in draft.anchors if isinstance(anchor, Cue)]
    return any(cue.concept in SUDDEN and cue.tense == "past" and "participle" not in cue.roles for cue in cues)
