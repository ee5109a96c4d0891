"""The demo's bulletin: three issues that gather what its people wrote, and one that waits to be finished."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import select

from community.accounts.models import Member
from community.audiences.models import ORGANIZATION_ID
from community.audiences.service import organization_audience
from community.bulletins.composing import Occasion, Section
from community.bulletins.models import Bulletin, BulletinIssue
from community.bulletins.service import Text, begin_bulletin, draft_issue, publish_issue
from community.bulletins.subscribing import subscribe
from community.demo.story import Calendar
from community.entries.kinds import Kind
from community.entries.models import Entry
from community.kernel.db import session

EDITOR = "carl"
SUBSCRIBERS = ("ana", "chi", "mara", "ben")
READ, ASKED = 3, 2


class Planned(NamedTuple):
    """An issue as it was planned: how many days ago, and the editor's own words."""

    days_ago: int
    title: str
    intro: str
    event: str
    place: str


ISSUES = (
    Planned(
        63,
        "Small things that held",
        "What stays after a training is mostly **one small thing** that somebody did the next day. Here are a few.",
        "Coffee and one question: handover",
        "Staff room, first floor",
    ),
    Planned(
        35,
        "Questions worth an hour",
        "Two questions below were asked in different houses in the same week. If you know an answer, *one line* helps.",
        "Open ward evening",
        "Main building, room 4",
    ),
    Planned(
        7,
        "Tried, and told",
        "Three colleagues wrote down what happened when they tried something new. Take one with you into this week.",
        "Reading round: one page, half an hour",
        "Library, or by video",
    ),
)
NEXT = Planned(0, "What we learned this winter", "Still being gathered.", "", "")


def gather_bulletin(people: Mapping[str, Member], calendar: Calendar) -> Bulletin:
    """Begin the bulletin, publish its issues in their days, and let some people subscribe."""
    editor = people[EDITOR]
    bulletin = begin_bulletin(
        editor=editor,
        audience=organization_audience(),
        title="Northwind notes",
        about="Once a month: what colleagues tried, what they ask, and where to meet. Five minutes to read.",
    )
    bulletin.begun_at = calendar.moment(ISSUES[0].days_ago + 7, "bulletin")
    for planned in ISSUES:
        at = calendar.moment(planned.days_ago, planned.title)
        _publish(draft_issue(bulletin, _text(planned, at, editor), by=editor), at)
    draft_issue(bulletin, _text(NEXT, calendar.now, editor), by=editor)
    for username in SUBSCRIBERS:
        subscribe(bulletin, by=people[username])
    return bulletin


def _text(planned: Planned, at: datetime, editor: Member) -> Text:
    tried = Section("Tried at work", "", picks=_picks(Kind.REFLECTION, at, READ))
    asked = Section("Who knows?", "Each of these still gains from an answer.", picks=_picks(Kind.QUESTION, at, ASKED))
    day = (at + timedelta(days=12)).date()
    events = [Occasion(planned.event, day, time(16, 30), editor.timezone, planned.place)] if planned.event else []
    return Text(planned.title, planned.intro, [tried, asked], events)


def _picks(kind: Kind, before: datetime, size: int) -> tuple[int, ...]:
    newest = select(Entry.id).where(
        Entry.kind == kind, Entry.is_live, Entry.audience_id == ORGANIZATION_ID, Entry.published_at < before
    )
    return tuple(session().scalars(newest.order_by(Entry.published_at.desc(), Entry.id.desc()).limit(size)))


def _publish(issue: BulletinIssue, at: datetime) -> None:
    """Let it be as if it had come out and been sent then."""
    publish_issue(issue)
    entry = issue.entry
    entry.created_at = entry.published_at = entry.changed_at = issue.send_at = issue.queued_at = at
