"""Starting a group, coming into it and leaving, looking after it, and ending it.

Who belongs to a group stands in its audience: both are changed in the same act, so that nobody reads on who has left.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, func, select

from community.accounts.models import Member, MemberState
from community.audiences.models import AudienceKind
from community.audiences.service import end_audience, let_in, owned_audience, remove_member
from community.groups.models import Group, GroupMember, JoinRule, Place
from community.kernel import clock
from community.kernel.db import session
from community.kernel.errors import NotAllowed, Refused
from community.kernel.i18n import _
from community.kernel.slugs import free_slug

TAKEN_BY_PAGES = frozenset({"new"})


@dataclass(frozen=True)
class About:
    """What a group says of itself, and how one comes into it."""

    name: str
    purpose: str
    join_rule: JoinRule = JoinRule.OPEN


def start_group(about: About, *, by: Member) -> Group:
    """Start a group; `by` facilitates it and is its first member."""
    slug = free_slug(about.name, Group.slug, otherwise="group", taken_by_pages=TAKEN_BY_PAGES)
    audience = owned_audience(AudienceKind.GROUP, f"group:{slug}", about.name)
    group = Group(
        slug=slug, name=about.name, purpose=about.purpose, join_rule=about.join_rule.value,
        audience=audience, audience_id=audience.id, started_at=clock.now(), ended_at=None,
    )  # fmt: skip
    session().add(group)
    session().flush()
    _let_in(group, by, is_facilitator=True)
    return group


def describe_group(group: Group, about: About, *, by: Member) -> None:
    """Change what a group says of itself; its audience is called what the group is called.

    Raises:
        NotAllowed: when `by` neither facilitates it nor looks after the community.
        Refused: when the group has ended.
    """
    _needs(may_shape(group, by))
    _needs_to_go_on(group)
    group.name, group.purpose, group.join_rule = about.name, about.purpose, about.join_rule.value
    group.audience.name = about.name


def join_group(group: Group, *, by: Member) -> Place:
    """Come into a group: at once where it is open or one is invited, else by asking those who facilitate it.

    Returns:
        Where `by` stands now.

    Raises:
        NotAllowed: when one comes in by invitation alone and has none.
        Refused: when the group has ended.
    """
    _needs_to_go_on(group)
    row = _row(group, by)
    if row is not None and row.is_in:
        return Place.IN
    if group.join_rule == JoinRule.OPEN or (row is not None and row.place == Place.INVITED):
        _let_in(group, by)
        return Place.IN
    if group.join_rule == JoinRule.INVITED:
        raise NotAllowed(_("One joins this community by invitation. Ask somebody who facilitates it."))
    _note(group, by, Place.ASKS)
    return Place.ASKS


def leave_group(group: Group, *, by: Member) -> None:
    """Leave a group, take back that one asks to join, or decline an invitation; what is in it closes at once.

    When the last one leaves, the group ends.

    Raises:
        Refused: when the group goes on with others and nobody else facilitates it.
    """
    row = _row(group, by)
    if row is None:
        return
    if row.is_facilitator and group.ended_at is None and _is_alone_in_charge(group, by):
        raise Refused(_("Nobody else facilitates this community. Name somebody first, or end it."))
    _take_out(group, by)
    if not _size(group):
        _end(group)


def answer_request(group: Group, member: Member, *, is_welcome: bool, by: Member) -> None:
    """Let in somebody who asks to join, or not; a request that was taken back is answered by nothing.

    Raises:
        NotAllowed: when `by` does not facilitate the group.
        Refused: when the group has ended.
    """
    _needs(is_facilitator(group, by))
    _needs_to_go_on(group)
    row = _row(group, member)
    if row is None or row.place != Place.ASKS:
        return
    if is_welcome:
        _let_in(group, member)
    else:
        _take_out(group, member)


def invite(group: Group, people: Iterable[Member], *, by: Member) -> int:
    """Invite people into a group; who asked already comes in, who is in stays in.

    Returns:
        How many were invited or let in by this.

    Raises:
        NotAllowed: when `by` does not facilitate the group.
        Refused: when the group has ended.
    """
    _needs(is_facilitator(group, by))
    _needs_to_go_on(group)
    called = 0
    for member in people:
        row = _row(group, member)
        if row is None:
            _note(group, member, Place.INVITED)
        elif row.place == Place.ASKS:
            _let_in(group, member)
        else:
            continue
        called += 1
    return called


def name_facilitator(group: Group, member: Member, *, is_on: bool, by: Member) -> None:
    """Let somebody of the group facilitate it, or no longer.

    Raises:
        NotAllowed: when `by` does not facilitate the group.
        Refused: when they are not in it, or nobody would facilitate it.
    """
    _needs(is_facilitator(group, by))
    row = _row(group, member)
    if row is None or not row.is_in:
        raise Refused(_("This person is not in the community."))
    if not is_on and _is_alone_in_charge(group, member, needs_others=False):
        raise Refused(_("Somebody has to facilitate the community. Name another person first."))
    row.is_facilitator = is_on


def take_over(group: Group, *, by: Member) -> None:
    """Facilitate a group that nobody facilitates any more.

    Raises:
        NotAllowed: when `by` is not in it.
        Refused: when somebody facilitates it.
    """
    row = _row(group, by)
    if row is None or not row.is_in:
        raise NotAllowed(_("Only those who belong to this community can do this."))
    if _facilitators(group):
        raise Refused(_("Somebody facilitates this community already."))
    row.is_facilitator = True


def remove_person(group: Group, member: Member, *, by: Member) -> None:
    """Take somebody out of a group, or take back their invitation; what is in it closes to them at once.

    Raises:
        NotAllowed: when `by` does not facilitate the group.
        Refused: when it is somebody who facilitates it.
    """
    _needs(is_facilitator(group, by))
    row = _row(group, member)
    if row is not None and row.is_facilitator:
        raise Refused(_("This person facilitates the community, and leaves it by their own choice."))
    if row is not None:
        _take_out(group, member)


def end_group(group: Group, *, by: Member) -> None:
    """End a group: nobody joins or writes for it any more, its people read on, and who asked is forgotten.

    Raises:
        NotAllowed: when `by` neither facilitates it nor looks after the community.
    """
    _needs(may_shape(group, by))
    _end(group)


def is_facilitator(group: Group, member: Member) -> bool:
    """Whether `member` looks after `group`."""
    row = _row(group, member)
    return row is not None and row.is_in and row.is_facilitator


def may_shape(group: Group, member: Member) -> bool:
    """Whether `member` may change what `group` says of itself, and end it: its name is read by everybody."""
    return member.is_administrator or is_facilitator(group, member)


def _row(group: Group, member: Member) -> GroupMember | None:
    return session().get(GroupMember, (group.id, member.id))


def _note(group: Group, member: Member, place: Place, *, is_facilitator: bool = False) -> None:
    row = _row(group, member)
    if row is None:
        row = GroupMember(group_id=group.id, member_id=member.id, is_facilitator=is_facilitator)
        session().add(row)
    row.place, row.since = place.value, clock.now()
    session().flush()


def _let_in(group: Group, member: Member, *, is_facilitator: bool = False) -> None:
    _note(group, member, Place.IN, is_facilitator=is_facilitator)
    let_in(group.audience, member)


def _take_out(group: Group, member: Member) -> None:
    row = session().get_one(GroupMember, (group.id, member.id))
    session().delete(row)
    session().flush()
    if row.is_in:
        remove_member(group.audience, member)


def _end(group: Group) -> None:
    if group.ended_at is None:
        group.ended_at = clock.now()
        end_audience(group.audience)
        waiting = (GroupMember.group_id == group.id, GroupMember.place != Place.IN.value)
        session().execute(delete(GroupMember).where(*waiting))


def _facilitators(group: Group) -> set[int]:
    return set(
        session().scalars(
            select(GroupMember.member_id)
            .join(Member, Member.id == GroupMember.member_id)
            .where(GroupMember.group_id == group.id, GroupMember.is_facilitator)
            .where(Member.state == MemberState.ACTIVE.value)
        )
    )


def _is_alone_in_charge(group: Group, member: Member, *, needs_others: bool = True) -> bool:
    """Whether `group` would be without anybody who facilitates it, if `member` did so no more."""
    # The row is locked, so that the last two cannot step back at the same moment.
    session().refresh(group, with_for_update=True)
    if _facilitators(group) - {member.id}:
        return False
    return not needs_others or _size(group) > 1


def _size(group: Group) -> int:
    is_inside = (GroupMember.group_id == group.id, GroupMember.place == Place.IN.value)
    return session().scalar(select(func.count()).select_from(GroupMember).where(*is_inside)) or 0


def _needs(is_allowed: bool) -> None:
    if not is_allowed:
        raise NotAllowed(_("Only those who facilitate this community can do this."))


def _needs_to_go_on(group: Group) -> None:
    if group.ended_at is not None:
        raise Refused(_("This community has ended. What was written for it stays open to its people."))
