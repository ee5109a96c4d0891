"""Reading audiences: which a member may choose, and who is in one."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from community.accounts.models import Member, MemberState
from community.audiences.models import Audience, AudienceKind, AudienceMember
from community.kernel.db import session
from community.kernel.i18n import _

CHOOSABLE = (AudienceKind.TEAM, AudienceKind.GROUP, AudienceKind.COHORT)


def audience_by_id(audience_id: int) -> Audience | None:
    """The audience with this id."""
    return session().get(Audience, audience_id)


def audience_by_key(key: str) -> Audience | None:
    """The audience with this key, such as "team:3"."""
    return session().scalar(select(Audience).where(Audience.key == key))


def audiences_to_choose(member: Member) -> Sequence[Audience]:
    """The teams, groups and cohorts that `member` belongs to and that go on, by name."""
    return (
        session()
        .scalars(
            select(Audience)
            .join(AudienceMember, AudienceMember.audience_id == Audience.id)
            .where(AudienceMember.member_id == member.id, Audience.kind.in_(CHOOSABLE), Audience.ended_at.is_(None))
            .order_by(Audience.kind.desc(), Audience.name)
        )
        .all()
    )


def people_in(audience: Audience, limit: int = 12) -> Sequence[Member]:
    """The first active members listed in `audience`, by name."""
    return (
        session()
        .scalars(
            select(Member)
            .join(AudienceMember, AudienceMember.member_id == Member.id)
            .where(AudienceMember.audience_id == audience.id, Member.state == MemberState.ACTIVE)
            .order_by(Member.name)
            .limit(limit)
        )
        .all()
    )


def size_of(audience: Audience) -> int:
    """How many active members `audience` reaches; for the public, all members (the rest is uncounted)."""
    active = Member.state == MemberState.ACTIVE
    if audience.kind in {AudienceKind.PUBLIC, AudienceKind.ORGANIZATION}:
        return session().scalar(select(func.count(Member.id)).where(active)) or 0
    return (
        session().scalar(
            select(func.count(Member.id))
            .join(AudienceMember, AudienceMember.member_id == Member.id)
            .where(AudienceMember.audience_id == audience.id, active)
        )
        or 0
    )


def holds(audience: Audience, member: Member) -> bool:
    """Whether `member` is in `audience`."""
    if audience.kind in {AudienceKind.PUBLIC, AudienceKind.ORGANIZATION}:
        return member.is_active
    return session().get(AudienceMember, (audience.id, member.id)) is not None and member.is_active


def who_will_see(audience: Audience, author: Member, organization: str) -> str:
    """The sentence under an editor that says who will read what is being written.

    Args:
        audience: the audience that was chosen.
        author: who is writing.
        organization: what the organization is called.
    """
    if audience.kind == AudienceKind.PUBLIC:
        return _("Everyone on the internet will be able to see this.")
    if audience.kind == AudienceKind.SELF:
        return _("Only you will see this.")
    size = size_of(audience)
    if audience.kind == AudienceKind.ORGANIZATION:
        return _("All %(size)d members of %(name)s will be able to see this.", size=size, name=organization)
    if audience.kind in {AudienceKind.NAMED, AudienceKind.PAIR}:
        names = [m.name for m in people_in(audience, 20) if m.id != author.id]
        return _("Only you and %(names)s will see this.", names=", ".join(names))
    if size < 2:
        return _("You alone are in %(name)s so far. Whoever joins will be able to see this.", name=audience.name)
    return _("The %(size)d people of %(name)s will be able to see this.", size=size, name=audience.name)
