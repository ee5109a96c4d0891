"""Asking somebody by mail to join."""

from __future__ import annotations

from community.accounts.links import INVITATION_LASTS
from community.accounts.models import Invitation, Member, Role, Team
from community.accounts.queries import member_by_email
from community.events import MemberInvited
from community.kernel import clock
from community.kernel.bus import publish
from community.kernel.db import session
from community.kernel.errors import Refused
from community.kernel.i18n import _


def invite(email: str, *, by: Member, role: Role = Role.MEMBER, team: Team | None = None) -> Invitation:
    """Ask whoever has this mail address to join; the link in the mail is good once, for two weeks.

    Raises:
        Refused: when there is an account with this address.
    """
    email = email.strip().lower()
    if member_by_email(email) is not None:
        raise Refused(_("There is an account with this mail address already."))
    now = clock.now()
    invitation = Invitation(
        email=email,
        role=role.value,
        team_id=team.id if team else None,
        invited_by_id=by.id,
        invited_at=now,
        expires_at=now + INVITATION_LASTS,
    )
    session().add(invitation)
    session().flush()
    publish(MemberInvited(actor_id=by.id, invitation_id=invitation.id))
    return invitation


def take_back(invitation: Invitation) -> None:
    """Let an invitation lead nowhere."""
    session().delete(invitation)
