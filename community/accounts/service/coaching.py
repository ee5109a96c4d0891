"""Which teams a coach helps, and from when until when."""

from __future__ import annotations

from datetime import date, timedelta

from community.accounts.models import CoachScope, Member, Role, Team
from community.kernel.db import session
from community.kernel.errors import Refused
from community.kernel.i18n import _


def give_scope(coach: Member, team: Team, *, first_on: date, last_on: date) -> CoachScope:
    """Let a coach help a team from one day to another, both included, by UTC.

    Raises:
        Refused: when they are no coach, or it would end before it begins.
    """
    if coach.role != Role.COACH:
        raise Refused(_("%(name)s is no learning coach. Change their role first.", name=coach.name))
    if last_on < first_on:
        raise Refused(_("It would end before it begins."))
    scope = CoachScope(coach=coach, team=team, first_on=first_on, last_on=last_on)
    session().add(scope)
    session().flush()
    return scope


def end_scope(scope: CoachScope, *, today: date) -> None:
    """End it with yesterday; one that has not begun is gone."""
    if scope.first_on >= today:
        session().delete(scope)
    else:
        scope.last_on = min(scope.last_on, today - timedelta(days=1))
