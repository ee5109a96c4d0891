"""Reading members and teams."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from community.accounts.models import Member, MemberState, Team
from community.kernel.db import session


def member_by_id(member_id: int) -> Member | None:
    """The member with this id, with the team."""
    return session().get(Member, member_id, options=[joinedload(Member.team)])


def member_by_username(username: str) -> Member | None:
    """The member with this username, in any case of letters."""
    return session().scalar(select(Member).where(Member.username == username.lower()).options(joinedload(Member.team)))


def member_by_email(email: str) -> Member | None:
    """The member with this mail address, in any case of letters."""
    return session().scalar(select(Member).where(Member.email == email.strip().lower()))


def members_by_username(usernames: Collection[str]) -> dict[str, Member]:
    """The active members among `usernames`, by username."""
    if not usernames:
        return {}
    rows = session().scalars(
        select(Member).where(Member.username.in_({u.lower() for u in usernames}), Member.state == MemberState.ACTIVE)
    )
    return {member.username: member for member in rows}


def members_like(text: str, limit: int = 8) -> Sequence[Member]:
    """Active members whose name or username begins like `text`, for completion."""
    start = text.lower().replace("%", "").replace("_", "") + "%"
    name = func.lower(Member.name)
    return (
        session()
        .scalars(
            select(Member)
            .where(Member.state == MemberState.ACTIVE)
            .where(or_(Member.username.like(start), name.like(start), name.like("% " + start)))
            .order_by(Member.name)
            .limit(limit)
        )
        .all()
    )


def teams() -> Sequence[Team]:
    """All teams by name."""
    return session().scalars(select(Team).order_by(Team.name)).all()


def has_members() -> bool:
    """Whether anybody has joined yet."""
    return session().scalar(select(Member.id).limit(1)) is not None
