"""Reading which teams a coach helps now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from community.accounts.models import CoachScope, Member, Role, Team
from community.kernel import clock
from community.kernel.db import session

MOST_SCOPES = 200


def today() -> date:
    """The day by which all of it goes: in UTC, for everybody the same, because a member chooses their own zone."""
    return clock.now().date()


def coached_teams(member: Member) -> Sequence[Team]:
    """The teams that `member` helps as a coach today, by name; none for whoever is no coach any more."""
    if member.role != Role.COACH:
        return []
    day = today()
    theirs = select(CoachScope.team_id).where(
        CoachScope.coach_id == member.id, CoachScope.first_on <= day, CoachScope.last_on >= day
    )
    return session().scalars(select(Team).where(Team.id.in_(theirs)).order_by(Team.name)).all()


def scopes() -> Sequence[CoachScope]:
    """Who helps which team, those that end last first."""
    statement = select(CoachScope).options(joinedload(CoachScope.coach), joinedload(CoachScope.team))
    return (
        session().scalars(statement.order_by(CoachScope.last_on.desc(), CoachScope.id.desc()).limit(MOST_SCOPES)).all()
    )


def scope_by_id(scope_id: int) -> CoachScope | None:
    """The scope with this id."""
    return session().get(CoachScope, scope_id)
