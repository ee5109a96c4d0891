"""Links in mails that act for a member: signed, for one purpose, for a time, and good once."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from community.accounts.models import Invitation, Member
from community.kernel import clock
from community.kernel.db import session
from community.kernel.signing import signed, unsigned

RESET_LASTS = timedelta(hours=1)
INVITATION_LASTS = timedelta(days=14)
MAIL_CHANGE_LASTS = timedelta(days=1)
LARGEST_ID = 2**31 - 1


def reset_path(member: Member) -> str:
    """Where `member` chooses a new password."""
    return "/reset/" + signed("reset", [member.id, _mark(member)])


def member_to_reset(token: str) -> Member | None:
    """The member that a reset link was made for, while nothing about the account has changed since."""
    match unsigned("reset", token, RESET_LASTS):
        case [int(member_id), str(mark)]:
            return _still(member_id, mark)
    return None


def invitation_path(invitation: Invitation) -> str:
    """Where whoever was invited joins."""
    return "/join/" + signed("invitation", invitation.id)


def open_invitation(token: str) -> Invitation | None:
    """The invitation that a link was made for, while nobody joined by it and it has not run out."""
    invitation_id = unsigned("invitation", token, INVITATION_LASTS)
    if not isinstance(invitation_id, int):
        return None
    invitation = session().get(Invitation, invitation_id)
    if invitation is None or invitation.accepted_at is not None or invitation.expires_at <= clock.now():
        return None
    return invitation


def mail_change_path(member: Member, email: str) -> str:
    """Where `member` confirms that `email` is theirs."""
    return "/settings/mail/" + signed("mail", [member.id, email, _mark(member)])


def confirmed_mail(token: str) -> tuple[Member, str] | None:
    """Whose address a link changes, and to what, while nothing about the account has changed since."""
    match unsigned("mail", token, MAIL_CHANGE_LASTS):
        case [int(member_id), str(email), str(mark)]:
            member = _still(member_id, mark)
            return (member, email) if member else None
    return None


def _still(member_id: int, mark: str) -> Member | None:
    member = session().get(Member, member_id) if 0 < member_id <= LARGEST_ID else None
    return member if member and member.is_active and _mark(member) == mark else None


def _mark(member: Member) -> str:
    # Another password, address or end of all sessions changes the mark, and with it kills the links made before.
    facts = f"{member.password_hash}|{member.email}|{member.session_epoch}"
    return hashlib.sha256(facts.encode()).hexdigest()[:24]
