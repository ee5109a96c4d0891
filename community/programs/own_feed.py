"""What a learner's own feed holds, as far as it is written down: in one query, because readers ask for it all day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, literal, literal_column, select, true, union_all

from community.accounts.models import Member
from community.audiences.visibility import listed_for
from community.entries.kinds import Kind
from community.entries.models import Entry, EntryTag
from community.kernel.db import session
from community.programs.delivered import stable_id
from community.programs.deliveries.models import Channel, Delivery, Rhythm
from community.programs.models import Cohort, Enrollment, Program, Reminder
from community.topics.models import Tag

REMINDER, RESOURCE = "reminder", "resource"


class FeedRow(NamedTuple):
    """A reminder that has come, or a resource of the program: its name for ever, when it came and last changed."""

    key: str
    entry_id: int
    at: datetime
    changed_at: datetime
    said: str


@dataclass(frozen=True)
class OwnFeed:
    """What is written down for one enrollment.

    Attributes:
        reminders: what has come, the newest first.
        resources: the newest bookmarks that bear a resource tag of the program and that the learner may see.
        is_settled: whether nothing has come since it was written down.
    """

    title: str
    slug: str
    reminders: Sequence[FeedRow]
    resources: Sequence[FeedRow]
    is_settled: bool


def own_feed_of(member: Member, enrollment_id: int, now: datetime, *, resources: int) -> OwnFeed | None:
    """What is written down for an enrollment of `member`, with so many resources; None if it is not theirs."""
    mine = (Enrollment.id == enrollment_id) & (Enrollment.member_id == member.id)
    parts = union_all(_reminders(member, mine, now), _resources(member, mine, resources)).subquery("part")
    found = session().execute(
        select(Program.title, Program.slug, Rhythm.look_at, Rhythm.looked_at, Rhythm.zone, *parts.c)
        .select_from(Enrollment)
        .join(Enrollment.cohort)
        .join(Cohort.program)
        .outerjoin(Rhythm, Rhythm.member_id == Enrollment.member_id)
        .outerjoin(parts, true())
        .where(mine)
        .order_by(parts.c.at.desc(), parts.c.entry_id.desc())
    )
    rows = found.all()
    if not rows:
        return None
    first = rows[0]
    return OwnFeed(
        first.title,
        first.slug,
        [_row(stable_id(enrollment_id, one.entry_id, one.turn), one) for one in rows if one.part == REMINDER],
        [_row(f"entry-{one.entry_id}", one) for one in rows if one.part == RESOURCE],
        _is_settled(first, member, now),
    )


def _reminders(member: Member, mine: ColumnElement[bool], now: datetime) -> Any:
    return (
        select(
            literal(REMINDER).label("part"),
            Delivery.reminder_id.label("entry_id"),
            Delivery.turn.label("turn"),
            Delivery.at.label("at"),
            Entry.changed_at.label("changed_at"),
            Reminder.task.label("said"),
        )
        .join(Enrollment, Delivery.enrollment_id == Enrollment.id)
        .join(Reminder, Delivery.reminder_id == Reminder.entry_id)
        .join(Entry, Reminder.entry_id == Entry.id)
        .where(mine, Delivery.channel == Channel.PAGE.value, Delivery.at <= now)
        # What came before the learner began anew belongs to the round before.
        .where(Delivery.turn >= Enrollment.first_turn, listed_for(member, Entry))
    )


def _resources(member: Member, mine: ColumnElement[bool], most: int) -> Any:
    names = select(Program.resource_tags).join(Cohort).join(Enrollment).where(mine).scalar_subquery()
    is_sqlite = session().connection().dialect.name == "sqlite"
    each = (func.json_each if is_sqlite else func.json_array_elements_text)(names).table_valued("value")
    tagged = select(EntryTag.entry_id).join(Tag, EntryTag.tag_id == Tag.id).where(Tag.name.in_(select(each.c.value)))
    newest = (
        select(
            literal(RESOURCE).label("part"),
            Entry.id.label("entry_id"),
            literal_column("0").label("turn"),
            Entry.published_at.label("at"),
            Entry.changed_at.label("changed_at"),
            literal("").label("said"),
        )
        .where(Entry.kind == Kind.BOOKMARK.value, listed_for(member, Entry), Entry.id.in_(tagged))
        .order_by(Entry.published_at.desc(), Entry.id.desc())
        .limit(most)
        .subquery("newest")
    )
    return select(newest)


def _row(key: str, one: Any) -> FeedRow:
    return FeedRow(key, one.entry_id, one.at, one.changed_at, one.said)


def _is_settled(rhythm: Any, member: Member, now: datetime) -> bool:
    """Whether whoever writes down what comes has looked, and nothing was due since."""
    has_looked = rhythm.looked_at is not None and rhythm.looked_at <= now and rhythm.zone == member.timezone
    return has_looked and (rhythm.look_at is None or rhythm.look_at > now)
