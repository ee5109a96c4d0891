"""Reading members and teams."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, literal, or_, select, tuple_
from sqlalchemy.orm import joinedload

from community.accounts.models import FeedToken, Invitation, Member, MemberState, Role, Team
from community.kernel import clock
from community.kernel.db import UtcDateTime, session
from community.kernel.paging import PAGE_SIZE, Page, Place

LONGEST_LINE = 50


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


def is_settled() -> bool:
    """Whether somebody can sign in or is to look after the community; those who were merely imported do neither."""
    can_act = or_(Member.password_hash != "", Member.role == Role.ADMINISTRATOR.value)
    return session().scalar(select(Member.id).where(can_act).limit(1)) is not None


def team_by_id(team_id: int) -> Team | None:
    """The team with this id."""
    return session().get(Team, team_id)


def reporting_line(member: Member) -> list[Member]:
    """The managers above `member`, the nearest first; a line that runs in a circle ends where it closes."""
    if member.manager_id is None:
        return []
    line = select(Member.id, Member.manager_id, literal(1).label("height")).where(Member.id == member.manager_id)
    above = line.cte("above", recursive=True)
    above = above.union_all(
        select(Member.id, Member.manager_id, above.c.height + 1)
        .join(above, Member.id == above.c.manager_id)
        .where(above.c.height < LONGEST_LINE)
    )
    rows = session().scalars(select(Member).join(above, Member.id == above.c.id).order_by(above.c.height))
    return [manager for manager in dict.fromkeys(rows) if manager.id != member.id]


def is_above(manager: Member, member: Member) -> bool:
    """Whether `member` reports to `manager`, directly or through others."""
    return manager.id in {above.id for above in reporting_line(member)}


def feed_tokens(member: Member) -> Sequence[FeedToken]:
    """The tokens of `member` that are good, the newest first."""
    return (
        session()
        .scalars(
            select(FeedToken)
            .where(FeedToken.member_id == member.id, FeedToken.revoked_at.is_(None))
            .order_by(FeedToken.id.desc())
        )
        .all()
    )


def feed_token_of(member: Member, token_id: int) -> FeedToken | None:
    """The token with this id, if it is one of `member`."""
    token = session().get(FeedToken, token_id)
    return token if token is not None and token.member_id == member.id else None


def invitation_by_id(invitation_id: int) -> Invitation | None:
    """The invitation with this id."""
    return session().get(Invitation, invitation_id)


def open_invitations(limit: int = 200) -> Sequence[Invitation]:
    """The invitations that nobody used and that have not run out, the newest first."""
    return (
        session()
        .scalars(
            select(Invitation)
            .where(Invitation.accepted_at.is_(None), Invitation.expires_at > clock.now())
            .order_by(Invitation.id.desc())
            .limit(limit)
        )
        .all()
    )


def people(
    after: Place | None = None, *, like: str = "", role: str = "", state: str = "", team_id: int | None = None
) -> Page[Member]:
    """Everybody with an account, who joined last first, for those who look after the community.

    Args:
        after: where the page begins.
        like: part of a name, a username or a mail address.
        role: only people with this role.
        state: only people in this state.
        team_id: only people of this team.
    """
    statement = select(Member).options(joinedload(Member.team)).order_by(Member.joined_at.desc(), Member.id.desc())
    if like:
        columns = (Member.name, Member.username, Member.email)
        statement = statement.where(or_(*(c.icontains(like, autoescape=True) for c in columns)))
    chosen = ((Member.role, role), (Member.state, state), (Member.team_id, team_id))
    statement = statement.where(*(column == value for column, value in chosen if value))
    if after is not None:
        statement = statement.where(tuple_(Member.joined_at, Member.id) < _bound(after))
    rows = session().scalars(statement.limit(PAGE_SIZE + 1)).all()
    return Page.of(rows, lambda member: Place(member.joined_at, member.id))


def _bound(place: Place) -> ColumnElement[Any]:
    return tuple_(literal(place.at, UtcDateTime), literal(place.id))
