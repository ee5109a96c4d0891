"""Loading by the right held: what is not there is simply not found."""

from __future__ import annotations

from community.accounts.coached_teams import scope_by_id
from community.accounts.models import CoachScope, Invitation, Member, Team
from community.accounts.queries import invitation_by_id, member_by_id, team_by_id
from community.kernel.errors import NotFound


def person_or_404(member_id: int) -> Member:
    """The member with this id."""
    member = member_by_id(member_id)
    if member is None:
        raise NotFound
    return member


def team_or_404(team_id: int) -> Team:
    """The team with this id."""
    team = team_by_id(team_id)
    if team is None:
        raise NotFound
    return team


def scope_or_404(scope_id: int) -> CoachScope:
    """The coach's scope with this id."""
    scope = scope_by_id(scope_id)
    if scope is None:
        raise NotFound
    return scope


def invitation_or_404(invitation_id: int) -> Invitation:
    """The invitation with this id."""
    invitation = invitation_by_id(invitation_id)
    if invitation is None:
        raise NotFound
    return invitation
