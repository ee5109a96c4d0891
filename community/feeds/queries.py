"""Reading the newest of a list for a feed: first what is in it and since when, then the rest."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, or_, select

from community.accounts.models import Member, MemberState, Viewer
from community.audiences.visibility import listed_for
from community.entries.follows import Subject
from community.entries.kinds import STREAM_KINDS, Kind
from community.entries.models import Entry, EntryTag, Follow
from community.entries.queries import listed
from community.feeds.items import Channel, Item, Outside, Row, Span
from community.feeds.sources import Source, item_of, reminder_item
from community.kernel.db import session
from community.kernel.i18n import _
from community.topics.models import Tag

MOST_FOLLOWED = 500


class Follows(NamedTuple):
    """What a member follows."""

    tags: Sequence[str]
    people: Sequence[Member]
    pages: Sequence[Entry]


Loaded = tuple[Entry, Outside | None]
"""An entry, and the page that it leads to if it is a bookmark."""

Load = Callable[[Collection[int]], Mapping[int, Loaded]]
"""Loads entries by their ids, in one query."""


def source_of(channel: Channel, statement: Select[Entry], *, load: Load) -> Source:
    """The feed of the newest entries of `statement`, which has the audience rule inside."""
    return Source(
        channel,
        lambda span: rows_of(statement, span),
        lambda rows: items_of(rows, parent_title=channel.title, load=load),
    )


def rows_of(statement: Select[Entry], span: Span) -> list[Row]:
    """What of `statement` lies in `span`, the newest first, in one query."""
    if span.since is not None:
        statement = statement.where(Entry.published_at >= span.since)
    if span.before is not None:
        statement = statement.where(Entry.published_at < span.before)
    found = session().execute(
        statement.with_only_columns(Entry.id, Entry.published_at, Entry.changed_at)
        .order_by(None)
        .order_by(Entry.published_at.desc(), Entry.id.desc())
        .limit(span.most)
    )
    return [Row(f"entry-{entry_id}", entry_id, at, changed_at) for entry_id, at, changed_at in found]


def items_of(rows: Sequence[Row], *, parent_title: str = "", load: Load) -> list[Item]:
    """The entries of `rows` as items, in their order."""
    found = load([row.entry_id for row in rows])
    pairs = [found[row.entry_id] for row in rows if row.entry_id in found]
    return [item_of(entry, parent_title=parent_title, outside=outside) for entry, outside in pairs]


def reminder_beforehand(entry: Entry, at: datetime, *, task: str) -> Item:
    """A reminder as the item of a feed, as it will be when it has come, for who designs it."""
    row = Row(f"entry-{entry.id}", entry.id, at, entry.changed_at, task)
    return reminder_item(row, entry, task=task, ask=_("Did you apply it?"), answer_path=entry.path)


def talk_below(root: Entry, viewer: Viewer) -> Select[Entry]:
    """The answers and comments below `root` that `viewer` may see."""
    return select(Entry).where(Entry.root_id == root.id, listed_for(viewer, Entry))


def talk_on_questions(viewer: Viewer) -> Select[Entry]:
    """The answers to questions and what is said on both, as far as `viewer` may see them."""
    return listed(viewer, Kind.ANSWER, Kind.COMMENT).where(Entry.root_kind == Kind.QUESTION.value)


def followed(member: Member) -> Select[Entry]:
    """What the people wrote whom `member` follows, and what bears the tags that they follow."""
    people = select(Follow.subject_id).where(Follow.member_id == member.id, Follow.subject == Subject.MEMBER.value)
    tags = select(Follow.subject_id).where(Follow.member_id == member.id, Follow.subject == Subject.TAG.value)
    tagged = select(EntryTag.entry_id).where(EntryTag.tag_id.in_(tags))
    by_rule = or_(Entry.author_id.in_(people), Entry.id.in_(tagged))
    return listed(member, *STREAM_KINDS).where(Entry.author_id != member.id, by_rule)


def resources(viewer: Viewer, names: Collection[str]) -> Select[Entry]:
    """The bookmarks that bear one of the tags called `names`, as far as `viewer` may see them."""
    tagged = select(EntryTag.entry_id).join(Tag, EntryTag.tag_id == Tag.id).where(Tag.name.in_(names))
    return listed(viewer, Kind.BOOKMARK).where(Entry.id.in_(tagged))


def mixed(rows: Sequence[Row], made: Mapping[str, Item], *, load: Load) -> list[Item]:
    """The items of `rows` in their order: those that are `made` already, by their keys, and the entries of the rest."""
    rest = {item.key: item for item in items_of([row for row in rows if row.key not in made], load=load)}
    return [item for row in rows if (item := made.get(row.key) or rest.get(row.key))]


def follows_of(member: Member) -> Follows:
    """What `member` follows: tags and people by name, and pages, the newest first."""
    mine = select(Follow.subject_id).where(Follow.member_id == member.id)
    tags = select(Tag.name).where(Tag.id.in_(mine.where(Follow.subject == Subject.TAG.value))).order_by(Tag.name)
    people = (
        select(Member)
        .where(Member.id.in_(mine.where(Follow.subject == Subject.MEMBER.value)), Member.state == MemberState.ACTIVE)
        .order_by(Member.name, Member.id)
    )
    pages = (
        listed(member)
        .where(Entry.id.in_(mine.where(Follow.subject == Subject.ENTRY.value)))
        .order_by(Entry.published_at.desc(), Entry.id.desc())
        .limit(MOST_FOLLOWED)
    )
    found = session().scalars
    return Follows(found(tags).all(), found(people).all(), found(pages).all())
