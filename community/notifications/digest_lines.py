"""What a digest tells: the member's own news, and what other capabilities add."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from community.accounts.models import Member
from community.entries.follows import Subject
from community.entries.models import EntryTag, Follow
from community.kernel import digest
from community.kernel.db import session
from community.kernel.digest import Line, Section
from community.kernel.mail import Tie
from community.notifications import ending
from community.notifications.choices import ways_of
from community.notifications.models import Reason
from community.notifications.queries import Told, news_for
from community.notifications.ranking import chosen
from community.notifications.topics import Level, Topic, reasons_of, topic_of

SECTIONS = {
    Topic.ASKS: Section.ASKS,
    Topic.ANSWERS: Section.REPLIES,
    Topic.REPLIES: Section.REPLIES,
    Topic.MODERATION: Section.REPLIES,
    Topic.THREADS: Section.FOLLOWED,
    Topic.PEOPLE: Section.FOLLOWED,
    Topic.TAGS: Section.FOLLOWED,
}
OWN_SECTIONS = {
    Topic.COMMITMENTS: Section.COMMITMENTS,
    Topic.TAGS: Section.FOLLOWED,
    Topic.HELP: Section.HELP,
    Topic.ANSWERS: Section.REPLIES,
    Topic.NEEDS: Section.NEEDS,
}


def digest_for(member: Member, level: Level, since: datetime, until: datetime) -> dict[Section, list[Line]]:
    """What a digest tells `member`, as far as they may see it now.

    Args:
        level: topics that come at this level alone are in it.
        since, until: the period.
    """
    topics = frozenset(topic for topic, ways in ways_of(member).items() if ways.mail is level)
    news = news_for(member, reasons_of(topics), since, until)
    lines = _lines(member, news)
    for topic, section in OWN_SECTIONS.items():
        if topic in topics and section in digest.sources:
            added = digest.sources[section](member, until)
            # What waits is told until it is done, and what happened once, in the digest of its period.
            lines.extend(line for line in added if section is not Section.REPLIES or since < line.at <= until)
    return chosen(lines, until)


def _lines(member: Member, news: Sequence[Told]) -> list[Line]:
    tags = _followed_tags(member, [told.entry.id for told in news if told.notification.reason == Reason.TAG])
    return [_line(member, told, tags) for told in news]


def _line(member: Member, told: Told, tags: dict[int, int]) -> Line:
    topic = topic_of(Reason(told.notification.reason))
    return Line(
        SECTIONS.get(topic, Section.ASKS), told.sentence, told.entry.path, told.at, _mute_of(member, told, tags)
    )


def _mute_of(member: Member, told: Told, tags: dict[int, int]) -> Tie | None:
    match Reason(told.notification.reason):
        case Reason.MEMBER if told.notification.actor_id is not None:
            return Tie(ending.MEMBER, told.notification.actor_id, member.id)
        case Reason.TAG if told.entry.id in tags:
            return Tie(ending.TAG, tags[told.entry.id], member.id)
        case Reason.HIDDEN:
            return None
    return Tie(ending.THREAD, told.entry.root_id or told.entry.id, member.id)


def _followed_tags(member: Member, entry_ids: Sequence[int]) -> dict[int, int]:
    """For each entry a tag of it that `member` follows."""
    if not entry_ids:
        return {}
    is_followed = (Follow.subject_id == EntryTag.tag_id) & (Follow.subject == Subject.TAG.value)
    rows = session().execute(
        select(EntryTag.entry_id, EntryTag.tag_id)
        .join(Follow, is_followed)
        .where(Follow.member_id == member.id, EntryTag.entry_id.in_(entry_ids))
    )
    return {row[0]: row[1] for row in rows}
