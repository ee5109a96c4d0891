"""What a member chose to hear, and how; and ending it again, from the site or from a mail."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from community.accounts.models import Member
from community.entries.follows import Subject, unfollow
from community.entries.models import Entry
from community.kernel import clock
from community.kernel.db import session
from community.kernel.mail import returns
from community.notifications.models import Choice, Hours, MutedThread
from community.notifications.topics import USUAL, Level, Topic, Ways

USUAL_HOURS = Hours(digest_hour=8, digest_weekday=0)
"""The digest comes on Monday morning. Never put into a session."""


def ways_of(member: Member) -> dict[Topic, Ways]:
    """How `member` hears of each topic."""
    chosen = session().scalars(select(Choice).where(Choice.member_id == member.id))
    found = {Topic(row.topic): Ways(row.site, Level(row.mail), row.push) for row in chosen if row.topic in set(Topic)}
    return {topic: found.get(topic, USUAL[topic]) for topic in Topic}


def choose(member: Member, ways: Mapping[Topic, Ways]) -> None:
    """Have `member` hear of these topics in these ways from now on; the others stay as they are."""
    for topic, chosen in ways.items():
        session().merge(
            Choice(member_id=member.id, topic=topic, site=chosen.site, mail=chosen.mail.value, push=chosen.push)
        )
    session().flush()


def hours_of(member: Member) -> Hours:
    """When the digest of `member` is due."""
    return session().get(Hours, member.id) or USUAL_HOURS


def set_hours(member: Member, *, digest_hour: int, digest_weekday: int) -> None:
    """Have the digest come at this hour, the weekly one on this day; both count in the member's own zone."""
    session().merge(Hours(member_id=member.id, digest_hour=digest_hour, digest_weekday=digest_weekday))


def end_mail(member: Member, topic: Topic) -> None:
    """Send no more mail of `topic`."""
    choose(member, {topic: ways_of(member)[topic]._replace(mail=Level.OFF)})


def end_digests(member: Member) -> None:
    """Send no more digests: what came in them comes by mail no more, and stays on the site."""
    bundled = {topic: ways for topic, ways in ways_of(member).items() if ways.mail in (Level.DAILY, Level.WEEKLY)}
    choose(member, {topic: ways._replace(mail=Level.OFF) for topic, ways in bundled.items()})


def reach_again(member: Member) -> None:
    """Send mails to the member's address again: they say that it works now."""
    if member.email:
        returns.allow_again(member.email)
    member.stopped_email = ""


def mute_thread(member: Member, entry: Entry) -> None:
    """Tell `member` no more of what happens around `entry`, unless somebody names them."""
    root_id = entry.root_id or entry.id
    session().merge(MutedThread(member_id=member.id, entry_id=root_id, since=clock.now()))
    unfollow(Subject.ENTRY, root_id, by=member)


def wants_mail(topic: Topic, level: Level) -> ColumnElement[bool]:
    """Whether a row of `Member` hears of `topic` by mail at `level`."""
    return _wants(topic, Choice.mail, level.value, usual=USUAL[topic].mail is level)


def wants_push(topic: Topic) -> ColumnElement[bool]:
    """Whether a row of `Member` hears of `topic` on their devices."""
    return _wants(topic, Choice.push, True, usual=USUAL[topic].push)


@cache
def keeps_off_site(topic: Topic) -> ColumnElement[bool]:
    """Whether a row of `Member` does not want to see `topic` on the site."""
    return _wants(topic, Choice.site, False, usual=not USUAL[topic].site)


@cache
def has_muted() -> ColumnElement[bool]:
    """Whether a row of `Member` has muted the thread of a row of `Entry`."""
    is_of_thread = (MutedThread.entry_id == Entry.id) | (MutedThread.entry_id == Entry.root_id)
    muted = select(MutedThread.entry_id).where(MutedThread.member_id == Member.id, is_of_thread)
    return muted.correlate(Member, Entry).exists()


def _wants(
    topic: Topic, column: InstrumentedAttribute[str] | InstrumentedAttribute[bool], value: object, *, usual: bool
) -> ColumnElement[bool]:
    chose = select(Choice.topic).where(Choice.member_id == Member.id, Choice.topic == topic.value)
    is_so = chose.where(column == value).correlate(Member).exists()
    return is_so | ~chose.correlate(Member).exists() if usual else is_so
