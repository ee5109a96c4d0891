"""Telling members of an entry, many at once, and marking as read what they have seen.

`Member.unread_count` is what the head of every page shows; it moves in the same transaction as the rows it counts.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache

from sqlalchemy import ColumnElement, Integer, Select, String, Update, func, insert, literal, or_, select, update
from sqlalchemy.orm import aliased

from community.accounts.models import Member
from community.audiences.visibility import is_open_to
from community.entries.models import Entry
from community.kernel import clock
from community.kernel.db import UtcDateTime, session
from community.notifications.choices import has_muted, keeps_off_site
from community.notifications.models import NEWS, Notification, Reason
from community.notifications.telling_at_once import tell_at_once
from community.notifications.topics import topic_of

MOST_IDS = 5000
"""How many ids one statement names: the engines bound the number of parameters."""

Who = Select[int] | Collection[int]

# Named once: to describe a table anew takes longer than most statements run.
_has_mention = aliased(Notification)
_root = aliased(Entry)
_heard = aliased(Notification)


def tell(who: Who, reason: Reason, *, entry_id: int, actor_id: int | None, is_signed: bool = True) -> Sequence[int]:
    """Let those of `who` know of an entry who are active and may see it; never the one who acted.

    Telling again changes nothing. That an entry appeared (`NEWS`) is told to nobody who has heard of the entry
    already, for whatever reason.

    Args:
        who: ids of members, or a query for them; one statement tells them all.
        reason: why they hear of it.
        entry_id: what they hear of.
        actor_id: whose act it was.
        is_signed: whether they learn whose act it was.

    Returns:
        The ids of the members who were told.
    """
    signature = literal(actor_id if is_signed else None, Integer)
    recipients = (
        select(
            Member.id,
            literal(entry_id, Integer),
            signature,
            literal(reason.value, String),
            literal(clock.now(), UtcDateTime),
            keeps_off_site(topic_of(reason)),
        )
        .join(Entry, Entry.id == entry_id)
        .where(Member.id.in_(who), Member.id != (actor_id or 0), _may_be_shown(), ~_has_heard(reason))
    )
    if reason in NEWS:
        recipients = recipients.where(~has_muted())
    columns = ["member_id", "entry_id", "actor_id", "reason", "at", "is_quiet"]
    statement = insert(Notification).from_select(columns, recipients)
    rows = session().execute(statement.returning(Notification.member_id, Notification.is_quiet)).all()
    for ids in _by_portions([member_id for member_id, is_quiet in rows if not is_quiet]):
        session().execute(_set_count(Member.unread_count + 1).where(Member.id.in_(ids)))
    told = [member_id for member_id, _is_quiet in rows]
    tell_at_once(told, reason, entry_id=entry_id)
    return told


def mention(member_ids: Collection[int], *, entry_id: int, actor_id: int | None) -> None:
    """Let members know that an entry names them; unread news of the same entry becomes the mention."""
    already = select(_has_mention.member_id).where(
        _has_mention.entry_id == entry_id, _has_mention.reason == Reason.MENTION.value
    )
    session().execute(
        update(Notification)
        .where(Notification.entry_id == entry_id, Notification.member_id.in_(member_ids))
        .where(Notification.read_at.is_(None), Notification.reason.in_(NEWS), Notification.member_id.not_in(already))
        .values(reason=Reason.MENTION.value)
        .execution_options(synchronize_session=False)
    )
    tell(member_ids, Reason.MENTION, entry_id=entry_id, actor_id=actor_id)
    # Also those whose news became the mention; whoever got a mail about this entry gets no other.
    tell_at_once(member_ids, Reason.MENTION, entry_id=entry_id)


def mark_read(notification: Notification) -> None:
    """Count `notification` as seen by the member whom it is for."""
    if notification.read_at is None:
        notification.read_at = clock.now()
        recount([notification.member_id])


def mark_all_read(*, by: Member) -> None:
    """Count everything that `by` was told as seen."""
    session().execute(
        update(Notification)
        .where(Notification.member_id == by.id, Notification.read_at.is_(None))
        .values(read_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    recount([by.id])


def recount_readers_of(entry_id: int) -> None:
    """Bring the counts in step after it changed who may see an entry and what hangs below it."""
    entry = session().get(Entry, entry_id)
    if entry is None:
        return
    root_id = entry.root_id or entry.id
    waiting = (
        select(Notification.member_id)
        .join(Entry, Notification.entry_id == Entry.id)
        .where(or_(Entry.id == root_id, Entry.root_id == root_id), Notification.read_at.is_(None))
    )
    recount(session().scalars(waiting.distinct()).all())


def recount(member_ids: Sequence[int]) -> None:
    """Count anew what these members have not read and may see.

    The rows are locked before they are counted, so that a count never misses what is told at the same moment.
    """
    session().flush()
    unread = (
        select(func.count(Notification.id))
        .join(Entry, Notification.entry_id == Entry.id)
        .where(Notification.member_id == Member.id, Notification.read_at.is_(None), ~Notification.is_quiet)
        .where(_may_be_shown())
        .correlate(Member)
        .scalar_subquery()
    )
    for ids in _by_portions(member_ids):
        session().execute(select(Member.id).where(Member.id.in_(ids)).order_by(Member.id).with_for_update())
        session().execute(_set_count(unread).where(Member.id.in_(ids)))


@cache
def _may_be_shown() -> ColumnElement[bool]:
    """Whether the member may see the entry, and the page that it stands on.

    This rule and the next are the same for every act, and writing them takes longer than asking the database.
    """
    page_is_open = select(_root.id).where(_root.id == Entry.root_id, is_open_to(Member, _root)).correlate(Member, Entry)
    return is_open_to(Member, Entry) & or_(Entry.root_id.is_(None), page_is_open.exists())


@cache
def _has_heard(reason: Reason) -> ColumnElement[bool]:
    statement = select(_heard.id).where(_heard.member_id == Member.id, _heard.entry_id == Entry.id)
    if reason not in NEWS:
        statement = statement.where(_heard.reason == reason.value)
    return statement.correlate(Member, Entry).exists()


def _set_count(value: ColumnElement[int]) -> Update:
    return update(Member).values(unread_count=value).execution_options(synchronize_session=False)


def _by_portions(ids: Sequence[int]) -> list[Sequence[int]]:
    return [ids[start : start + MOST_IDS] for start in range(0, len(ids), MOST_IDS)]
