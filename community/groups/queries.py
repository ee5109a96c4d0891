"""Reading groups: their names are known to every member, what is in them to their own people."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, literal_column, or_, select, tuple_
from sqlalchemy.orm import aliased, contains_eager

from community.accounts.models import Member, MemberState, Viewer
from community.audiences.models import ORGANIZATION_ID
from community.entries import queries as entries
from community.entries.kinds import STREAM_KINDS
from community.entries.models import Entry
from community.groups.models import Group, GroupMember, Place
from community.kernel.db import session
from community.kernel.paging import PAGE_SIZE, Page
from community.kernel.paging import Place as StreamPlace

MOST_OF_MINE = 100
MOST_WAITING = 100

# Named once: to describe a table anew takes longer than most statements run.
_last = aliased(Group)
_last_person = aliased(Member)
_own = aliased(GroupMember)
_caller = aliased(GroupMember)
_ASKS = and_(_caller.group_id == Group.id, _caller.place == Place.ASKS.value)
_IS_CALLED = or_(
    _own.place == Place.INVITED.value,
    and_(_own.is_facilitator, _own.place == Place.IN.value, _caller.member_id.is_not(None)),
)


class Waiting(NamedTuple):
    """What a group wants of somebody: a yes or no to its invitation, or to those who ask to join."""

    group: Group
    is_invited: bool
    asking: int


def group_for(viewer: Viewer, slug: str) -> Group | None:
    """The group with this short name; one that has ended is there for its own people alone."""
    if viewer is None or not viewer.is_active:
        return None
    return session().scalar(select(Group).where(Group.slug == slug, _is_known_to(viewer)))


def groups(member: Member, after: int | None = None, size: int = PAGE_SIZE) -> Page[Group]:
    """The groups that `member` does not belong to, by name.

    Args:
        member: who looks.
        after: the id of the group after which the page begins.
        size: how many at most.
    """
    statement = select(Group).where(Group.ended_at.is_(None), Group.id.not_in(_ids_of(member)))
    if after is not None:
        name = select(_last.name).where(_last.id == after).scalar_subquery()
        statement = statement.where(tuple_(Group.name, Group.id) > tuple_(name, after))
    rows = session().scalars(statement.order_by(Group.name, Group.id).limit(size + 1)).all()
    return Page(rows[:size], str(rows[size - 1].id)) if len(rows) > size else Page(rows)


def groups_of(member: Member, *, is_over: bool = False) -> Sequence[Group]:
    """The groups that `member` belongs to and that go on, or those that are over, by name."""
    ended = Group.ended_at.is_not(None) if is_over else Group.ended_at.is_(None)
    statement = select(Group).where(ended, Group.id.in_(_ids_of(member)))
    return session().scalars(statement.order_by(Group.name, Group.id).limit(MOST_OF_MINE)).all()


def membership_of(group: Group, member: Viewer) -> GroupMember | None:
    """How `member` stands to `group`; None where they have nothing to do with it."""
    return session().get(GroupMember, (group.id, member.id)) if member is not None else None


def sizes_of(group_ids: Collection[int]) -> dict[int, int]:
    """How many active people belong to each of these groups, by its id."""
    if not group_ids:
        return {}
    rows = session().execute(
        select(GroupMember.group_id, func.count())
        .join(Member, Member.id == GroupMember.member_id)
        .where(GroupMember.group_id.in_(group_ids), GroupMember.place == Place.IN.value, _is_active())
        .group_by(GroupMember.group_id)
    )
    return {group_id: size for group_id, size in rows}  # noqa: C416 (rows are typed so)


def facilitators_of(group: Group) -> Sequence[Member]:
    """Who looks after `group` and can be reached, by name."""
    statement = _people(group.id, Place.IN).where(GroupMember.is_facilitator)
    return [row.member for row in session().scalars(statement.limit(MOST_WAITING))]


def people_of(group: Group, after: int | None = None, size: int = PAGE_SIZE) -> Page[GroupMember]:
    """The active people of `group` by name.

    Args:
        group: whose people.
        after: the id of the member after whom the page begins.
        size: how many at most.
    """
    statement = _people(group.id, Place.IN)
    if after is not None:
        name = select(_last_person.name).where(_last_person.id == after).scalar_subquery()
        statement = statement.where(tuple_(Member.name, Member.id) > tuple_(name, after))
    rows = session().scalars(statement.limit(size + 1)).all()
    return Page(rows[:size], str(rows[size - 1].member_id)) if len(rows) > size else Page(rows)


def everybody_in(group_id: int) -> Sequence[Member]:
    """All active people of the group with this id, by name."""
    return [row.member for row in session().scalars(_people(group_id, Place.IN))]


def asking_of(group: Group) -> Sequence[Member]:
    """Who asks to join `group`, by name."""
    return [row.member for row in session().scalars(_people(group.id, Place.ASKS).limit(MOST_WAITING))]


def invited_to(group: Group) -> Sequence[Member]:
    """Who is invited to `group` and has said nothing yet, by name."""
    return [row.member for row in session().scalars(_people(group.id, Place.INVITED).limit(MOST_WAITING))]


def is_called(member: type[Member]) -> ColumnElement[bool]:
    """Whether a group wants an answer of a row of `member`: the rule of `waiting_for`, for another statement."""
    return (
        select(_own.group_id)
        .join(Group, Group.id == _own.group_id)
        .outerjoin(_caller, _ASKS)
        .where(Group.ended_at.is_(None), _own.member_id == member.id, _IS_CALLED)
        .correlate(member)
        .exists()
    )


def waiting_for(member: Member) -> list[Waiting]:
    """What groups want of `member`: their answer to an invitation, or to those who ask, by name; in one query."""
    rows = session().execute(
        select(Group, _own.place, func.count(_caller.member_id))
        .join(_own, and_(_own.group_id == Group.id, _own.member_id == member.id))
        .outerjoin(_caller, _ASKS)
        .where(Group.ended_at.is_(None), _IS_CALLED)
        .group_by(*Group.__table__.c, _own.place)
        .order_by(Group.name, Group.id)
        .limit(MOST_WAITING)
    )
    return [Waiting(group, place == Place.INVITED, asking) for group, place, asking in rows]


def stream_of(group: Group, viewer: Viewer) -> Select[Entry]:
    """What was written for `group`, as far as `viewer` may see it, for lists and feeds."""
    # Said in the very words of the index of what is for few, which is used for nothing else.
    is_for_few: ColumnElement[bool] = literal_column(f"entry.audience_id > {ORGANIZATION_ID}")
    return entries.listed(viewer, *STREAM_KINDS).where(Entry.audience_id == group.audience_id, is_for_few)


def stream(group: Group, viewer: Viewer, after: StreamPlace | None = None) -> Page[Entry]:
    """A page of what was written for `group`, the newest first."""
    return entries.newest(stream_of(group, viewer), after)


def _ids_of(member: Member) -> Select[int]:
    mine = GroupMember.member_id == member.id
    return select(GroupMember.group_id).where(mine, GroupMember.place == Place.IN.value)


def _is_known_to(member: Member) -> ColumnElement[bool]:
    return or_(Group.ended_at.is_(None), Group.id.in_(_ids_of(member)))


def _is_active() -> ColumnElement[bool]:
    return Member.state == MemberState.ACTIVE.value


def _people(group_id: int, place: Place) -> Select[GroupMember]:
    return (
        select(GroupMember)
        .join(Member, Member.id == GroupMember.member_id)
        .options(contains_eager(GroupMember.member))
        .where(GroupMember.group_id == group_id, GroupMember.place == place.value, _is_active())
        .order_by(Member.name, Member.id)
    )
