"""Who should hear that an entry appeared, and for which reason."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Select, and_, select

from community.entries.follows import Subject
from community.entries.kinds import STREAM_KINDS, Kind
from community.entries.models import Entry, EntryTag, Follow
from community.entries.threads import commented_post
from community.kernel.db import session
from community.notifications.models import Reason
from community.notifications.service import Who


def circles(entry: Entry) -> Iterator[tuple[Reason, Who]]:
    """The members who may want to hear of `entry`, those whom it concerns most first.

    Whether they may see it is not asked here: `service.tell` does.
    """
    if entry.kind in STREAM_KINDS:
        yield Reason.MEMBER, followers(Subject.MEMBER, entry.author_id)
        yield Reason.TAG, _followers_of_tags(entry)
    elif entry.kind == Kind.ANSWER:
        yield Reason.ANSWER, [_author_of(entry.parent_id)]
        yield Reason.THREAD, followers(Subject.ENTRY, entry.root_id or entry.id)
    elif entry.kind == Kind.COMMENT:
        yield from _around_comment(entry)


def followers(subject: Subject, subject_id: int) -> Select[int]:
    """The members who follow this entry, tag or member."""
    return select(Follow.member_id).where(Follow.subject == subject.value, Follow.subject_id == subject_id)


def _around_comment(comment: Entry) -> Iterator[tuple[Reason, Who]]:
    post = commented_post(comment)
    if post is None:
        return
    if comment.parent_id != post.id:
        yield Reason.REPLY, [_author_of(comment.parent_id)]
    yield Reason.COMMENT, [post.author_id]
    yield Reason.THREAD, _commenters_on(post.id)
    yield Reason.THREAD, followers(Subject.ENTRY, comment.root_id or post.id)


def _followers_of_tags(entry: Entry) -> Select[int]:
    return (
        select(Follow.member_id)
        .join(EntryTag, EntryTag.tag_id == Follow.subject_id)
        .where(Follow.subject == Subject.TAG.value, EntryTag.entry_id == entry.id)
    )


def _author_of(entry_id: int | None) -> int:
    return session().get_one(Entry, entry_id).author_id


def _commenters_on(post_id: int) -> list[int]:
    """The authors of the comments on an entry, however deep in its thread."""
    top = select(Entry.id, Entry.author_id).where(Entry.parent_id == post_id, _is_comment())
    thread = top.cte(recursive=True)
    replies = select(Entry.id, Entry.author_id).join(thread, Entry.parent_id == thread.c.id).where(_is_comment())
    thread = thread.union_all(replies)
    return list(session().scalars(select(thread.c.author_id).distinct()))


def _is_comment() -> ColumnElement[bool]:
    return and_(Entry.kind == Kind.COMMENT.value, Entry.is_live)
