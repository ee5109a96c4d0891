"""Reading what the first page and the pages of people show, with the audience rule inside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select, true, tuple_
from sqlalchemy.orm import aliased, joinedload

from community.accounts.models import Member, MemberState, Team, Viewer
from community.audiences.visibility import listed_for, visible_to
from community.entries.follows import Subject
from community.entries.kinds import STREAM_KINDS, Kind
from community.entries.models import Draft, Entry, EntryTag, Follow
from community.entries.queries import listed, newest, place_of
from community.kernel.db import UtcDateTime, session
from community.kernel.i18n import _l
from community.kernel.paging import PAGE_SIZE, Page, Place
from community.topics.models import Tag

MOST_DRAFTS = 3
MOST_TAGS = 12
Hiding = Callable[[Viewer, Callable[[Any], ColumnElement[bool]]], ColumnElement[bool]]
Calling = Callable[[type[Member]], ColumnElement[bool]]
WRITTEN_KINDS = (*STREAM_KINDS, Kind.ANSWER)

# Named once: to describe a table anew takes longer than most statements run.
_question = aliased(Entry)
_last = aliased(Member)


@dataclass(frozen=True)
class FirstSteps:
    """How far a new member has come."""

    said_who: bool
    follows: bool
    wrote: bool


@dataclass(frozen=True)
class Desk:
    """What lies open before a member: the newest drafts, the first steps while they are wanted, whether somebody waits
    for their answer, and whether they wanted to be asked about a need of theirs by now."""

    drafts: Sequence[Draft]
    steps: FirstSteps | None
    is_called: bool
    is_asked: bool


@dataclass(frozen=True)
class Shelf:
    """A part of what a member shares: its name in addresses, what it is called, what stands there."""

    name: str
    label: object
    kinds: tuple[Kind, ...]


SHELVES = (
    Shelf("", _l("All"), WRITTEN_KINDS),
    Shelf("reflections", _l("Reflections"), (Kind.REFLECTION,)),
    Shelf("questions", _l("Questions"), (Kind.QUESTION,)),
    Shelf("answers", _l("Answers"), (Kind.ANSWER,)),
    Shelf("bookmarks", _l("Bookmarks"), (Kind.BOOKMARK,)),
)


@dataclass(frozen=True)
class Writing:
    """What a member wrote; an answer comes with its question, if the viewer may see it."""

    entry: Entry
    question: Entry | None


def desk(member: Member, called: Calling, asked: Calling) -> Desk:
    """What lies open before `member`, in one query.

    Args:
        member: who comes.
        called: by the table of members, whether somebody waits for an answer of theirs.
        asked: the same, whether the day of one of their own needs has come.
    """
    follows = exists().where(Follow.member_id == Member.id, Follow.subject == Subject.TAG.value)
    wrote = exists().where(Entry.author_id == Member.id, Entry.kind.in_([k.value for k in WRITTEN_KINDS]))
    rows = (
        session()
        .execute(
            select(follows, wrote, Draft, called(Member), asked(Member))
            .select_from(Member)
            .outerjoin(Draft, Draft.member_id == Member.id)
            .where(Member.id == member.id)
            .order_by(Draft.saved_at.desc())
            .limit(MOST_DRAFTS)
        )
        .all()
    )
    drafts: list[Draft | None] = [row[2] for row in rows]
    steps = FirstSteps(bool(member.title or member.bio), bool(rows[0][0]), bool(rows[0][1]))
    is_settled = member.welcomed_at is not None or (steps.said_who and steps.follows and steps.wrote)
    return Desk(
        [draft for draft in drafts if draft is not None],
        None if is_settled else steps,
        bool(rows[0][3]),
        bool(rows[0][4]),
    )


def first_steps(member: Member) -> FirstSteps:
    """How far `member` has come with the first steps."""
    follows = exists().where(Follow.member_id == member.id, Follow.subject == Subject.TAG.value)
    wrote = exists().where(Entry.author_id == member.id, Entry.kind.in_([k.value for k in WRITTEN_KINDS]))
    has_followed, has_written = session().execute(select(follows, wrote)).one()
    return FirstSteps(bool(member.title or member.bio), bool(has_followed), bool(has_written))


def followed_tags(member: Member) -> frozenset[int]:
    """The ids of the tags that `member` follows."""
    statement = select(Follow.subject_id).where(Follow.member_id == member.id, Follow.subject == Subject.TAG.value)
    return frozenset(session().scalars(statement))


def what_is_new(
    viewer: Viewer, hidden: Hiding, kind: Kind | None = None, *, is_followed: bool = False, after: Place | None = None
) -> Page[Entry]:
    """The stream for `viewer`, perhaps of one kind, perhaps only of the people and tags that they follow.

    Args:
        viewer: who reads; None for somebody who has not signed in, who follows nothing.
        hidden: by the viewer and what is in the stream, which rows stay out because a newer one says as much.
        kind: the one kind that is wanted.
        is_followed: whether only what is followed is wanted.
        after: where the page before ended.
    """

    def is_wanted(entry: Any) -> ColumnElement[bool]:
        return _is_followed_by(viewer, entry) if viewer and is_followed else true()

    statement = listed(viewer, *([kind] if kind else STREAM_KINDS))
    return newest(statement.where(is_wanted(Entry), ~hidden(viewer, is_wanted)), after)


def writings(
    author: Member, viewer: Viewer, *kinds: Kind, after: Place | None = None, size: int = PAGE_SIZE
) -> Page[Writing]:
    """What `author` wrote, the newest first, as far as `viewer` may see it."""
    statement = (
        listed(viewer, *kinds)
        .add_columns(_question)
        .outerjoin(_question, and_(_question.id == Entry.root_id, visible_to(viewer, _question)))
        .where(Entry.author_id == author.id)
    )
    if after is not None:
        here = tuple_(literal(after.at, UtcDateTime), after.id)
        statement = statement.where(tuple_(Entry.published_at, Entry.id) < here)
    rows = session().execute(statement.order_by(Entry.published_at.desc(), Entry.id.desc()).limit(size + 1))
    return Page.of([Writing(*row) for row in rows], lambda writing: place_of(writing.entry), size)


def tags_of(author: Member, viewer: Viewer) -> Sequence[str]:
    """The tags that `author` writes on most, as far as `viewer` may see, by name: a list, no ranking."""
    most = (
        select(Tag.name)
        .join(EntryTag, EntryTag.tag_id == Tag.id)
        .join(Entry, EntryTag.entry_id == Entry.id)
        .where(Entry.author_id == author.id, listed_for(viewer, Entry))
        .group_by(Tag.name)
        .order_by(func.count(Entry.id).desc(), Tag.name)
        .limit(MOST_TAGS)
    )
    return sorted(session().scalars(most))


def shares_with_everyone(author: Member) -> bool:
    """Whether `author` published anything that strangers may read."""
    statement = select(Entry.id).where(Entry.author_id == author.id, listed_for(None, Entry)).limit(1)
    return session().scalar(statement) is not None


def directory(*, text: str = "", team_slug: str = "", after: int | None = None, size: int = PAGE_SIZE) -> Page[Member]:
    """Active members by name.

    Args:
        text: what their name, username or title holds.
        team_slug: the team that they are in.
        after: the id of the member after whom the page begins.
    """
    statement = select(Member).where(Member.state == MemberState.ACTIVE).options(joinedload(Member.team))
    if text:
        holds = (column.icontains(text, autoescape=True) for column in (Member.name, Member.username, Member.title))
        statement = statement.where(or_(*holds))
    if team_slug:
        statement = statement.where(Member.team_id.in_(select(Team.id).where(Team.slug == team_slug)))
    if after is not None:
        name = select(_last.name).where(_last.id == after).scalar_subquery()
        statement = statement.where(tuple_(Member.name, Member.id) > tuple_(name, after))
    rows = session().scalars(statement.order_by(Member.name, Member.id).limit(size + 1)).all()
    return Page(rows[:size], str(rows[size - 1].id)) if len(rows) > size else Page(rows)


def _is_followed_by(member: Member, entry: Any) -> ColumnElement[bool]:
    """Whether a row of `entry` is by another member, or bears a tag, that `member` follows."""
    mine = Follow.member_id == member.id
    author = exists().where(mine, Follow.subject == Subject.MEMBER.value, Follow.subject_id == entry.author_id)
    tag = exists().where(
        mine, Follow.subject == Subject.TAG.value, Follow.subject_id == EntryTag.tag_id, EntryTag.entry_id == entry.id
    )
    return and_(entry.author_id != member.id, or_(author, tag))
